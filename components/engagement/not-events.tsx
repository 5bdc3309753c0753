import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Why a dataset has no dashboard, and where to mend it. */
export function NotEvents({ datasetId, message }: { datasetId: string; message: string }) {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Engagement", href: "/engagement" }, { label: "Not available" }]} title="No charts for this dataset yet" />
      <Alert title="Its columns don't make events" action={<Button asChild size="sm"><Link href={`/datasets/${datasetId}`}>Open the dataset</Link></Button>}>{message}</Alert>
    </>
  );
}
