import { Upload } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Example } from "@/lib/schemas/example";
import { ExamplesGallery } from "./examples-gallery";
import { SegmentsPicture } from "./segments-picture";

const steps = [
  { title: "Upload", text: "A CSV, Excel or Parquet file. Types, missing cells and bad rows are found for you." },
  { title: "Segment", text: "K-means, hierarchical, DBSCAN or PCA, with the number of segments suggested from the data." },
  { title: "Understand", text: "What sets each segment apart, in numbers and in a sentence, and how sure that is." },
  { title: "Use", text: "Filter every chart by segment, take the rows away, score the next upload." },
];

interface FirstRunProps {
  name: string;
  canWrite: boolean;
  examples: Example[];
}

/** The very first page: what Tessera does, and two ways to begin. */
export function FirstRun({ name, canWrite, examples }: FirstRunProps) {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Home" }]} title={<>Welcome, <bdi>{name}</bdi></>} subtitle="Nothing is here yet. Begin with your own data or an example." />
      <Card className="grid items-center gap-8 p-6 md:grid-cols-[minmax(0,1fr)_22rem] md:p-8">
        <div>
          <h2 className="text-xl font-semibold tracking-tight">Which groups are in your data?</h2>
          <p className="mt-1.5 max-w-prose text-sm text-muted">Upload customers, purchases or dishes; Tessera finds the segments, explains them, and shows everything else through them.</p>
          <div className="mt-5 flex flex-wrap gap-2.5">
            {canWrite ? (
              <>
                <Button asChild variant="primary" size="lg"><Link href="/datasets/new"><Upload aria-hidden />Upload data</Link></Button>
                {examples.length > 0 ? <Button asChild size="lg"><a href="#examples">Try an example</a></Button> : null}
              </>
            ) : (
              <p className="text-sm">As a viewer you see what others upload and segment. Ask an analyst to add the first dataset.</p>
            )}
          </div>
        </div>
        <SegmentsPicture />
        <ol className="grid gap-x-6 gap-y-4 border-t border-line pt-6 sm:grid-cols-2 md:col-span-2 lg:grid-cols-4">
          {steps.map((step, position) => (
            <li key={step.title}>
              <p className="text-sm font-semibold"><span className="mr-2 text-accent tabular">{position + 1}</span>{step.title}</p>
              <p className="mt-0.5 text-sm text-muted">{step.text}</p>
            </li>
          ))}
        </ol>
      </Card>
      {canWrite ? <ExamplesGallery examples={examples} /> : null}
    </>
  );
}
