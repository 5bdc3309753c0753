import { Download } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { OpenLinkedEntry } from "@/components/api-docs/open-linked-entry";
import { OperationEntry, WithCode } from "@/components/api-docs/operation-entry";
import { SchemaView } from "@/components/api-docs/schema-view";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { requireUser } from "@/lib/auth/require-user";
import { publicOrigin } from "@/lib/http/public-origin";
import { buildOpenApiDocument } from "@/lib/http/openapi/build-document";
import { apiOperations } from "../../api/v1/openapi.json/api-operations";
import { describeOperations } from "./describe-operations";

export const metadata: Metadata = { title: "API" };

export default async function ApiDocsPage() {
  await requireUser();
  const document = buildOpenApiDocument(apiOperations);
  const operations = describeOperations(document, publicOrigin(await headers()));
  return (
    <>
      <OpenLinkedEntry />
      <PageHeader
        breadcrumbs={[{ label: "API" }]}
        title="API"
        subtitle={`${operations.length} operations · OpenAPI ${document.openapi}, made from the schemas that the server enforces`}
        actions={<Button asChild><a href="/api/v1/openapi.json" download="tessera-openapi.json"><Download aria-hidden /> openapi.json</a></Button>}
      />
      <div className="flex flex-col gap-3.5">
        <Card>
          <CardHeader title="How is it called?" />
          <div className="flex max-w-3xl flex-col gap-2 text-sm">
            {document.info.description.split("\n\n").map((paragraph) => <p key={paragraph}><WithCode text={paragraph} /></p>)}
            <p>Create a token on your <a href="/account" className="underline underline-offset-2">account page</a>, or with <code className="font-mono text-xs">npm run cli -- token create --email E</code>.</p>
          </div>
        </Card>
        {document.tags.map(({ name }) => (
          <Card key={name}>
            <CardHeader title={name} />
            {operations.filter(({ tag }) => tag === name).map((operation) => <OperationEntry key={operation.id} operation={operation} />)}
          </Card>
        ))}
        <Card>
          <CardHeader title="Schemas" definition="what the answers above refer to" />
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <details key={name} suppressHydrationWarning className="border-b border-line last:border-0">
              <summary className="rounded-control px-2 py-1.5 font-mono text-xs hover:bg-soft">{name}</summary>
              <div id={`schema-${name}`} className="scroll-mt-4 px-2 pt-1 pb-4"><SchemaView schema={schema} /></div>
            </details>
          ))}
        </Card>
      </div>
    </>
  );
}
