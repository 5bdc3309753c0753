"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { previewFile, refuseFile, type FilePreview } from "@/lib/preview/preview-file";
import { datasetKindSchema, readOptionsSchema, type DatasetKind, type ReadOptions } from "@/lib/schemas/dataset";
import { listInterruptedUploads, type UploadFailure } from "./resumable-upload";

/** One chosen file: what is known of it, how it is to be read, and where its upload stands. */
export interface QueuedFile {
  id: string;
  file: File;
  name: string;
  options: ReadOptions;
  kind?: DatasetKind;
  /** Absent while the file is being looked into. */
  preview?: FilePreview;
  /** Why the file is not taken, in words. */
  refusal?: string;
  stage: "waiting" | "sending" | "sent" | "failed";
  datasetId?: string;
  failure?: UploadFailure;
}

/** A dataset's first name: the file's, without what only tells the format. */
function nameFor(fileName: string): string {
  return fileName.slice(0, 200) || "Unnamed";
}

/** Options that change how cells are cut and read; types and roles don't need another look into the file. */
function readingKey(options: ReadOptions): string {
  return JSON.stringify([options.delimiter, options.header, options.encoding, options.decimal]);
}

/** What was said about this file before its upload was interrupted, so that it goes on with the same words. */
function saidBefore(file: File): Pick<QueuedFile, "options"> & Partial<Pick<QueuedFile, "name" | "kind">> {
  const earlier = listInterruptedUploads().find((entry) => entry.fileName === file.name && entry.totalBytes === file.size);
  if (!earlier) return { options: {} };
  const { options = "{}", name, kind } = earlier.metadata;
  const parsedKind = datasetKindSchema.safeParse(kind);
  try {
    return { options: readOptionsSchema.parse(JSON.parse(options)), ...(name && { name }), ...(parsedKind.success && { kind: parsedKind.data }) };
  } catch {
    return { options: {} };
  }
}

/** The chosen files with their previews, made in the browser; nothing is sent from here. */
export function useUploadQueue(maximumBytes: number) {
  const [files, setFiles] = useState<QueuedFile[]>([]);
  const [selectedId, setSelectedId] = useState<string>();
  const looked = useRef(new Map<string, string>());

  const update = useCallback((id: string, change: Partial<QueuedFile>) => {
    setFiles((before) => before.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }, []);

  useEffect(() => {
    for (const entry of files) {
      const key = readingKey(entry.options);
      if (entry.stage !== "waiting" || looked.current.get(entry.id) === key) continue;
      looked.current.set(entry.id, key);
      if (refuseFile(entry.file, maximumBytes)) continue;
      void previewFile(entry.file, entry.options).then((outcome) => {
        if (looked.current.get(entry.id) !== key) return;
        update(entry.id, outcome.ok ? { preview: outcome.preview, refusal: undefined } : { refusal: outcome.refusal });
      });
    }
  }, [files, maximumBytes, update]);

  const add = useCallback(
    (chosen: readonly File[]) => {
      const entries = chosen.map((file): QueuedFile => {
        const refusal = refuseFile(file, maximumBytes);
        return { id: crypto.randomUUID(), file, name: nameFor(file.name), stage: "waiting", ...saidBefore(file), ...(refusal && { refusal }) };
      });
      setFiles((before) => [...before, ...entries]);
      setSelectedId((before) => before ?? entries[0]?.id);
    },
    [maximumBytes],
  );

  const remove = useCallback((id: string) => {
    looked.current.delete(id);
    setFiles((before) => before.filter((entry) => entry.id !== id));
    setSelectedId((before) => (before === id ? undefined : before));
  }, []);

  const selected = files.find((entry) => entry.id === selectedId) ?? files[0];
  return { files, selected, select: setSelectedId, add, remove, update };
}

/** Roles and types that the user set, on top of the guesses. */
export function withColumnChoice<Kind extends "types" | "roles">(options: ReadOptions, kind: Kind, column: string, choice: NonNullable<ReadOptions[Kind]>[string]): ReadOptions {
  return { ...options, [kind]: { ...options[kind], [column]: choice } };
}
