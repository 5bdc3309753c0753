"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Segment } from "@/lib/schemas/segmentation";
import { SegmentCard } from "./segment-card";

const SHOWN_AT_FIRST = 8;

export function SegmentCards({ segments, runId, canChange }: { segments: Segment[]; runId: string; canChange: boolean }) {
  const [all, setAll] = useState(segments.length <= SHOWN_AT_FIRST + 2);
  const shown = all ? segments : segments.slice(0, SHOWN_AT_FIRST);
  const columns = segments.length === 3 || segments.length > 4 && segments.length % 3 === 0 ? "xl:grid-cols-3" : "xl:grid-cols-4";
  return (
    <section aria-label="Segments" className="flex flex-col gap-3.5">
      <h2 className="sr-only">Segments</h2>
      <div className={`grid grid-cols-1 gap-3.5 sm:grid-cols-2 lg:grid-cols-3 ${columns} print:grid-cols-2`}>
        {shown.map((segment) => <SegmentCard key={segment.id} segment={segment} runId={runId} canChange={canChange} />)}
      </div>
      {all ? null : <Button className="self-center" onClick={() => setAll(true)}>Show all {segments.length} segments</Button>}
    </section>
  );
}
