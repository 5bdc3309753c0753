"use client";

import { FileUp } from "lucide-react";
import { useEffect, useId, useRef, useState, type DragEvent, type ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

const accepted = ".csv,.tsv,.txt,.gz,.xlsx,.parquet,text/csv,text/tab-separated-values,application/gzip";

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  /** Size limit and formats, in words. */
  hint: ReactNode;
  title?: string;
  multiple?: boolean;
  /** One line high, below files that are already chosen. */
  compact?: boolean;
}

/** A place to drop files on, which is also a file input: a keyboard reaches it and Enter opens the chooser. */
export function DropZone({ onFiles, hint, title = "Drop a file here, or choose one", multiple = true, compact = false }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const hintId = useId();
  const input = useRef<HTMLInputElement>(null);

  // On a slow connection a file may be chosen before the page is alive; it must not be lost.
  useEffect(() => {
    const early = [...(input.current?.files ?? [])];
    if (input.current && early.length > 0) {
      input.current.value = "";
      onFiles(early);
    }
  }, [onFiles]);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  }

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "relative flex cursor-pointer items-center justify-center rounded-card border border-dashed border-line-strong bg-panel text-center transition-colors hover:border-accent hover:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        compact ? "gap-3 px-4 py-3" : "flex-col gap-1.5 px-6 py-16",
        over && "border-accent bg-accent-soft",
      )}
    >
      <FileUp aria-hidden strokeWidth={1.5} className={cn("text-accent", compact ? "size-4" : "mb-2 size-7")} />
      <span className={cn("font-semibold", compact ? "text-sm" : "text-base")}>{title}</span>
      <span id={hintId} className="max-w-lg text-sm text-muted">{hint}</span>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        accept={accepted}
        aria-label={title}
        aria-describedby={hintId}
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
