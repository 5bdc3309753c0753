"use client";

import Link from "next/link";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { Dataset, ReadOptions } from "@/lib/schemas/dataset";
import { ReadAsFields } from "./read-as-fields";
import { useDatasetChanges } from "./use-dataset";

const cancelled = (code: string | undefined) => code === "job_cancelled";
/** After these the server still has the file, so that it can be read again. */
const fileKept = new Set(["internal", "storage_full"]);

/** The first reading of a file failed: what happened, and the ways on. */
export function DatasetFailed({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  return dataset.madeFrom ? <MakingFailed dataset={dataset} canWrite={canWrite} /> : <ReadingFailed dataset={dataset} canWrite={canWrite} />;
}

/** Features that came to nothing at the first attempt; what was chosen is kept. */
function MakingFailed({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const { makeAgain } = useDatasetChanges(dataset.id);
  const { error, madeFrom } = dataset;
  const action = canWrite && madeFrom?.events ? <Button size="sm" loading={makeAgain.isPending} onClick={() => makeAgain.mutate()}>Make again</Button> : undefined;
  return (
    <Alert
      tone={cancelled(error?.code) ? "warning" : "danger"}
      title={cancelled(error?.code) ? "Making the features was cancelled" : "The features could not be made"}
      reference={error && !cancelled(error.code) ? `${error.code} · ${dataset.versions[0]?.id ?? dataset.id}` : undefined}
      action={action}
    >
      {error?.message || "It stopped for an unknown reason."}
    </Alert>
  );
}

function ReadingFailed({ dataset, canWrite }: { dataset: Dataset; canWrite: boolean }) {
  const [options, setOptions] = useState<ReadOptions>(dataset.readOptions);
  const { reread } = useDatasetChanges(dataset.id);
  const { error } = dataset;
  const kept = fileKept.has(error?.code ?? "");
  const fileName = dataset.versions[0]?.fileName ?? dataset.name;
  return (
    <>
      <Alert
        tone={cancelled(error?.code) ? "warning" : "danger"}
        title={cancelled(error?.code) ? "Reading the file was cancelled" : "The file could not be read"}
        reference={error && !cancelled(error.code) ? `${error.code} · ${dataset.versions[0]?.id ?? dataset.id}` : undefined}
        action={canWrite && !kept ? <Button asChild size="sm"><Link href="/datasets/new">Upload again</Link></Button> : undefined}
      >
        <bdi>{fileName}</bdi>: {error?.message || "It stopped for an unknown reason."}{" "}
        {canWrite && !kept ? "Nothing of it was kept. When you upload it again, you can set delimiter, header and encoding beforehand." : null}
      </Alert>
      {kept && canWrite ? (
        <Card className="mt-3.5 max-w-sm">
          <CardHeader title="Read it again" definition="the file is still on the server" />
          <ReadAsFields options={options} found={{}} format={dataset.dialect?.format ?? "csv"} onChange={setOptions} />
          <Button variant="primary" className="mt-4" loading={reread.isPending} onClick={() => reread.mutate(options)}>Read again</Button>
        </Card>
      ) : null}
    </>
  );
}
