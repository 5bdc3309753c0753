"use client";

import { Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";

// Its code comes with its opening.
const FeaturesDialog = dynamic(() => import("./features-dialog").then((module) => module.FeaturesDialog), { ssr: false });

/** Asks which features of the events' users to make, one row each, to segment them. */
export function FeaturesButton({ datasetId, timezone, size }: { datasetId: string; timezone: string; size?: "sm" }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" size={size} aria-haspopup="dialog" onClick={() => setIsOpen(true)}><Users aria-hidden /> Segment these users</Button>
      {isOpen ? <FeaturesDialog datasetId={datasetId} timezone={timezone} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
