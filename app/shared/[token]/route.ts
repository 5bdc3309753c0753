import { clientAddress } from "@/lib/auth/client-address";
import { countWrongSharedLink, mayOpenSharedLink } from "@/lib/auth/shared-link-limits";
import { htmlResponse } from "@/lib/http/html-response";
import { noticeDocument } from "@/lib/report/notice-document";
import { reportDocument } from "@/lib/report/report-document";
import { sharedReportParamsSchema } from "@/lib/schemas/report";
import { sharedReport } from "@/lib/services/share-links";

/** A report behind a public link. A wrong, an expired and a revoked link look the same. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const address = clientAddress(request.headers);
  if (!(await mayOpenSharedLink(address))) {
    return htmlResponse(noticeDocument("Too many attempts", "Many links were opened from your address. Wait a minute and try again."), { status: 429, isPublic: true });
  }
  const asked = sharedReportParamsSchema.safeParse(await params);
  const report = asked.success ? await sharedReport(asked.data.token) : undefined;
  if (report) return htmlResponse(reportDocument(report), { isPublic: true });
  await countWrongSharedLink(address);
  return htmlResponse(noticeDocument("This link does not work", "It may have expired, been revoked, or been copied in part. Ask whoever sent it for a new one."), { status: 404, isPublic: true });
}
