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

export interface WorkbookPreview extends TablePreview {
  header: boolean;
  rowCount: number;
  /** The sheet that is read: the first that holds anything. */
  sheet: string;
}

const holdsAnything = (row: readonly unknown[]) => row.some((cell) => cell !== null && cell !== undefined && cell !== "");

/** The first sheet of a workbook that holds anything, as the server will read it; undefined when the file is too large to look into here. */
export async function previewXlsx(file: File, header?: boolean): Promise<WorkbookPreview | undefined> {
  if (file.size > largestPreviewBytes) return undefined;
  const { default: readWorkbook } = await import("read-excel-file/browser");
  const sheets = (await readWorkbook(file)).map(({ sheet, data }) => ({ sheet, rows: data.filter(holdsAnything) }));
  const { sheet, rows } = sheets.find((each) => each.rows.length > 0) ?? { sheet: "", rows: [] };
  const records = rows.slice(0, sampledRecords).map((row) => row.map(cellText));
  const hasHeader = header ?? looksLikeHeader(records.slice(0, 200), ".");
  return {
    ...describeTable(records, { header: hasHeader, decimal: "." }),
    header: hasHeader,
    rowCount: rows.length - (hasHeader ? 1 : 0),
    sheet,
  };
}
