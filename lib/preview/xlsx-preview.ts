import { describeTable, looksLikeHeader, type TablePreview } from "./table-preview";

/** Above this size unpacking a workbook in the page would freeze it; the server reads it anyway. */
const largestPreviewBytes = 15 * 1024 * 1024;
const sampledRecords = 2000;

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
  }
  return String(cell);
}

/** First sheet of a workbook, as the server will read it; undefined when it is too large to look into here. */
export async function previewXlsx(file: File, header?: boolean): Promise<(TablePreview & { header: boolean; rowCount: number }) | undefined> {
  if (file.size > largestPreviewBytes) return undefined;
  const { readSheet } = await import("read-excel-file/browser");
  const sheet = await readSheet(file);
  const all = sheet.filter((row) => row.some((cell) => cell !== null && cell !== undefined && cell !== ""));
  const records = all.slice(0, sampledRecords).map((row) => row.map(cellText));
  const hasHeader = header ?? looksLikeHeader(records.slice(0, 200), ".");
  return {
    ...describeTable(records, { header: hasHeader, decimal: "." }),
    header: hasHeader,
    rowCount: all.length - (hasHeader ? 1 : 0),
  };
}
