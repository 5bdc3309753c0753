import type { Metadata } from "next";
import { JobsCard } from "@/components/jobs/jobs-card";
import { PageHeader } from "@/components/shell/page-header";
import { requireRole } from "@/lib/auth/require-user";
import { listJobs } from "@/lib/services/jobs";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage() {
  await requireRole("admin");
  const jobs = await listJobs(100);
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Jobs" }]} title="Jobs" subtitle="What the workers read, segment and judge in the background" />
      <JobsCard first={jobs} />
    </>
  );
}
