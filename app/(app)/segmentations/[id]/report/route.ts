import { requireUser } from "@/lib/auth/require-user";
import { AppError } from "@/lib/errors";
import { htmlResponse } from "@/lib/http/html-response";
import { idSchema } from "@/lib/schemas/paging";
import { noticeDocument } from "@/lib/report/notice-document";
import { reportDocument } from "@/lib/report/report-document";
import { getReport } from "@/lib/services/reports";

/** The report as colleagues read and print it: a page without the application around it. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireUser();
  const { id } = await params;
  try {
    if (!idSchema.safeParse(id).success) throw new AppError("not_found", "This segmentation does not exist, or it was deleted.");
    return htmlResponse(reportDocument(await getReport(id, "team"), true));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return htmlResponse(noticeDocument("There is no report here", error.userMessage), { status: error.status });
  }
}
