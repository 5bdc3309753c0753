import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "./code-block";
import { MethodBadge } from "./method-badge";
import type { Media, Operation } from "./operation";
import { SchemaView, TypeText } from "./schema-view";

/** Plain text in which `backticks` mark code. */
export function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, position) => (position % 2 === 1 ? <code key={position} className="rounded-[4px] bg-soft px-1 font-mono text-xs">{part}</code> : part));
}

/** One operation: a line that opens to its parameters, schemas, examples and a call to copy. */
export function OperationEntry({ operation }: { operation: Operation }) {
  return (
    // The browser itself opens the entry that the address names, before React sees it.
    <details className="group border-b border-line last:border-0" suppressHydrationWarning>
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control px-2 py-2 hover:bg-soft">
        <MethodBadge method={operation.method} />
        <span className="font-mono text-xs break-all">{operation.path}</span>
        <span className="text-sm text-muted">{operation.summary}</span>
      </summary>
      <div id={operation.id} className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-5 px-2 pt-2 pb-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="flex flex-col items-start gap-2">
            {operation.description ? <p className="text-sm"><WithCode text={operation.description} /></p> : null}
            <Badge>{operation.role ? `Needs the role ${operation.role}` : "Open to everybody"}</Badge>
          </div>
          {operation.parameters.length > 0 ? <Parameters operation={operation} /> : null}
          {operation.body ? <MediaPart title="Body" media={operation.body} /> : null}
          <MediaPart title={`Answer ${operation.answer.status}`} media={operation.answer} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CodeBlock label="Call" code={operation.curl} />
          {operation.answer.example ? <CodeBlock label="Example answer" code={operation.answer.example} /> : null}
        </div>
      </div>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 text-xs font-semibold">{title}</h4>
      {children}
    </div>
  );
}

function Parameters({ operation }: { operation: Operation }) {
  return (
    <Part title="Parameters">
      <dl>
        {operation.parameters.map(({ name, place, required, schema }) => (
          <div key={`${place} ${name}`} className="border-t border-line py-1.5 first:border-0">
            <dt className="inline font-mono text-xs font-medium">{name}</dt>
            <dd className="ml-2 inline text-xs text-muted">
              in the {place} · <TypeText schema={schema} /> {required ? "" : "· optional"}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function MediaPart({ title, media }: { title: string; media: Media }) {
  return (
    <Part title={title}>
      {media.schema ? <SchemaView schema={media.schema} /> : null}
      {media.mediaTypes.length > 0 ? <p className="text-xs text-muted">{media.schema ? "Or as a file: " : "A file: "}{media.mediaTypes.join(", ")}</p> : null}
      {!media.schema && media.mediaTypes.length === 0 ? <p className="text-xs text-muted">Empty</p> : null}
    </Part>
  );
}
