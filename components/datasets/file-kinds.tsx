import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { DatasetKind } from "@/lib/schemas/dataset";
import { kindLabels } from "./read-as-choices";

const samples: Record<DatasetKind, { lines: string[]; use: string }> = {
  profiles: { lines: ["customer,orders,spend,age", "Anna,14,1204.50,34", "Bogdan,2,61.00,27"], use: "Find segments: who is alike, and by what." },
  events: { lines: ["user,item,time,rating", "7,Dune,2026-03-01 20:15,4.5", "7,Heat,2026-03-02 21:40,5.0"], use: "See activity, peak times and who comes back." },
  items: { lines: ["item,title,genre,minutes", "31,Dune,Sci-Fi,155", "32,Heat,Crime|Drama,170"], use: "Group similar items, or name them in the charts of events." },
};

/** What files are understood, by example. */
export function FileKinds() {
  return (
    <>
      <h2 className="mt-6 mb-2.5 text-base font-semibold">Three kinds of data are understood <span className="ml-1 text-xs font-normal text-muted">which one a file is, is found out; you can say otherwise</span></h2>
      <div className="grid gap-3.5 md:grid-cols-3">
        {(Object.keys(samples) as DatasetKind[]).map((kind) => (
          <Card key={kind}>
            <h3 className="text-sm font-semibold">{kindLabels[kind].label} <span className="ml-1 text-xs font-normal text-muted">{kindLabels[kind].hint}</span></h3>
            <pre className="mt-2.5 overflow-x-auto rounded-control bg-soft px-3 py-2 font-mono text-2xs leading-5" tabIndex={0} role="region" aria-label={`Example of ${kind}`}>{samples[kind].lines.join("\n")}</pre>
            <p className="mt-2.5 text-sm text-muted">{samples[kind].use}</p>
          </Card>
        ))}
      </div>
      <p className="mt-4 text-sm text-muted">No file at hand? <Link href="/#examples" className="text-ink underline underline-offset-2">Load one of the examples</Link> with a fitting segmentation already filled in.</p>
    </>
  );
}
