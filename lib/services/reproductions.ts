import { database } from "../db/client";
import type { Prisma } from "../db/generated/client";
import { fingerprintSchema, type Fingerprint, type Repetition, type Reproduction } from "../schemas/reproduction";
import { segmentationNotFound } from "./segmentations";

const select = {
  id: true, name: true, status: true, createdAt: true, kernelVersion: true, fingerprint: true, rerunOfId: true,
  createdBy: { select: { name: true } },
} as const satisfies Prisma.SegmentationSelect;

type Row = Prisma.SegmentationGetPayload<{ select: typeof select }>;

/** A run beside every other run of the very same request, with the proof: are the bytes of their results the same? */
export async function getReproduction(id: string): Promise<Reproduction> {
  const run = await database().segmentation.findUnique({ where: { id }, select });
  if (!run) throw segmentationNotFound();
  const family = run.rerunOfId ?? run.id;
  const others = await database().segmentation.findMany({
    where: { id: { not: id }, OR: [{ id: family }, { rerunOfId: family }] },
    select,
    orderBy: { id: "desc" },
    take: 20,
  });
  return { run: present(run), repetitions: others.map((other) => compare(run, other)) };
}

function present(row: Row): Repetition {
  const fingerprint = readFingerprint(row);
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
    kernelVersion: row.kernelVersion,
    ...(fingerprint && { fingerprint }),
    differences: [],
  };
}

function readFingerprint({ fingerprint }: Row): Fingerprint | undefined {
  return fingerprint === null ? undefined : fingerprintSchema.parse(fingerprint);
}

function compare(run: Row, other: Row): Repetition {
  const mine = readFingerprint(run);
  const theirs = readFingerprint(other);
  if (!mine || !theirs) return present(other);
  const differences = [
    ...(mine.input === theirs.input ? [] : ["The data that were read differ."]),
    ...(run.kernelVersion === other.kernelVersion ? [] : [`The kernels differ: version ${run.kernelVersion} and version ${other.kernelVersion}.`]),
  ];
  return { ...present(other), identical: mine.assignments === theirs.assignments && mine.model === theirs.model, differences };
}
