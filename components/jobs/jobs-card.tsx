"use client";

import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/components/account/moment";
import { isUnderWay } from "@/components/segmentation/run-status-badge";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { fetchJson } from "@/lib/http/browser-fetch";
import { type Job, type JobList, jobListSchema } from "@/lib/schemas/job";
import { JobState } from "./job-state";

const kinds: Record<Job["kind"], string> = { dataset: "Reading a file", segmentation: "Segmentation", advice: "Advice", scoring: "Scoring", recommender: "Training a recommender" };
const livePollMs = 1000;
const idlePollMs = 5000;

/** The newest jobs, followed live while any of them is under way. */
export function JobsCard({ first }: { first: JobList }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["/api/v1/jobs"],
    queryFn: ({ signal }) => fetchJson("/api/v1/jobs?limit=100", jobListSchema, { signal }),
    initialData: first,
    refetchInterval: (query) => (query.state.data?.items.some(({ status }) => isUnderWay(status)) ? livePollMs : idlePollMs),
  });
  return (
    <div className="flex flex-col gap-3.5">
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data.workers.length === 0 ? (
        <Alert tone="warning" title="No worker is running">Jobs wait until one is. Start Tessera again, or start a worker on any machine that shares its data folder.</Alert>
      ) : null}
      <Card>
        <CardHeader title="What is being done?" definition={`${data.items.filter(({ status }) => isUnderWay(status)).length} under way · ${workersText(data.workers.length)}; newest first`} />
        {data.items.length === 0 ? (
          <EmptyState icon={ListChecks} title="No jobs yet" className="py-6">Upload a file or start a segmentation, and its progress shows here.</EmptyState>
        ) : (
          <JobsTable jobs={data.items} />
        )}
      </Card>
    </div>
  );
}

function workersText(count: number): string {
  return count === 1 ? "1 worker" : `${count} workers`;
}

function JobsTable({ jobs }: { jobs: Job[] }) {
  return (
    <Table label="Jobs" className="min-w-160">
      <TableHead>
        <TableRow>
          <TableHeader>Job</TableHeader>
          <TableHeader>About</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader numeric>Took</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {jobs.map((job) => (
          <TableRow key={`${job.kind} ${job.id}`} className="last:border-0">
            <TableCell className="whitespace-nowrap">{kinds[job.kind]}</TableCell>
            <TableCell className="max-w-80 min-w-40 py-1.5 break-words">
              <Link href={job.href} className="font-semibold hover:underline">{job.subject}</Link>
            </TableCell>
            <TableCell className="max-w-96 min-w-52 py-1.5"><JobState job={job} /></TableCell>
            <TableCell><Moment at={job.createdAt} /></TableCell>
            <TableCell numeric>{job.finishedAt ? durationText(Date.parse(job.finishedAt) - Date.parse(job.createdAt)) : ""}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
