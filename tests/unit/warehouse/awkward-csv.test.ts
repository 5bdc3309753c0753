import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { createWorkshop } from "./ingest-harness";

const root = path.join(process.cwd(), "tests/fixtures/awkward-csv");
const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

/** What must become of each file: rows stored and rejected, or the code of the refusal. Checked by hand. */
const expected: Record<string, [stored: number, rejected: number] | "dataset_empty" | "dataset_unreadable"> = {
  "csv-spectrum/csvs/comma_in_quotes.csv": [1, 0],
  "csv-spectrum/csvs/empty.csv": [2, 0],
  "csv-spectrum/csvs/empty_crlf.csv": [2, 0],
  "csv-spectrum/csvs/escaped_quotes.csv": [2, 0],
  "csv-spectrum/csvs/json.csv": [1, 0],
  "csv-spectrum/csvs/location_coordinates.csv": [1, 0],
  "csv-spectrum/csvs/newlines.csv": [3, 0],
  "csv-spectrum/csvs/newlines_crlf.csv": [3, 0],
  "csv-spectrum/csvs/quotes_and_newlines.csv": [2, 0],
  "csv-spectrum/csvs/simple.csv": [1, 0],
  "csv-spectrum/csvs/simple_crlf.csv": [1, 0],
  "csv-spectrum/csvs/utf8.csv": [2, 0],
  "encodings/all_latin1.csv": "dataset_unreadable",
  "encodings/all_utf16.csv": "dataset_unreadable",
  "encodings/latin1.csv": [12, 0],
  "encodings/latin1.csv.gz": [12, 0],
  "encodings/only_latin1.csv": [6, 0],
  "encodings/only_utf16.csv": [6, 0],
  "encodings/shift_jis.csv": "dataset_unreadable",
  "encodings/utf16.csv": [20, 0],
  "encodings/utf16.csv.gz": [20, 0],
  "mixed/bad_escape.csv": [2, 0],
  "mixed/big_number.csv": "dataset_unreadable",
  "mixed/comma_decimal_null.csv": [8, 0],
  "mixed/conflict_timestamp.csv": [1, 0],
  "mixed/double_quoted_header.csv": [2, 0],
  "mixed/empty.csv": "dataset_empty",
  "mixed/error_too_little.csv": [5, 1],
  "mixed/header_only.csv": "dataset_unreadable",
  "mixed/invalid_utf.csv": [1, 0],
  "mixed/invalid_utf8.csv": "dataset_unreadable",
  "mixed/invalid_utf_header.csv": [10, 1],
  "mixed/issue5077.csv": [1, 0],
  "mixed/leading_zeros.csv": [6, 0],
  "mixed/line_too_long.csv.gz": "dataset_unreadable",
  "mixed/locations_header_trailing_comma.csv": [1, 0],
  "mixed/many_empty_lines.csv": "dataset_unreadable",
  "mixed/manycolumns.csv": [1, 0],
  "mixed/mixed_dates.csv": [5, 0],
  "mixed/mixed_decimal.csv": [5, 0],
  "mixed/mixed_line_endings.csv": [3, 0],
  "mixed/mixed_new_line.csv": [3, 0],
  "mixed/nullbyte.csv": "dataset_empty",
  "mixed/nullbyte_header.csv": [1, 0],
  "mixed/people.csv": [4, 0],
  "mixed/quoted_newline.csv": "dataset_unreadable",
  "mixed/too_many_values.csv": [1, 0],
  "mixed/unterminated.csv": "dataset_unreadable",
  "rejects/dr_who.csv": [1, 0],
  "rejects/flush.csv": "dataset_unreadable",
  "rejects/frankstein/nightmare.csv": [42, 5],
  "rejects/incorrect_columns/few_columns.csv": [2768, 4],
  "rejects/incorrect_columns/many_columns.csv": [2768, 4],
  "rejects/incorrect_columns/mix_columns.csv": [2768, 4],
  "rejects/incorrect_columns/small_mix.csv": [2, 2],
  "rejects/maximum_line/max_10.csv": [7, 0],
  "rejects/maximum_line/over_vector.csv": [2925, 0],
  "rejects/multiple_errors/cast_and_less_col.csv": [2, 2],
  "rejects/multiple_errors/cast_and_maxline.csv": [3, 0],
  "rejects/multiple_errors/cast_and_more_col.csv": [2, 2],
  "rejects/multiple_errors/invalid_utf_cast.csv": [1, 1],
  "rejects/multiple_errors/invalid_utf_less.csv": [1, 1],
  "rejects/multiple_errors/invalid_utf_max_line.csv": [1, 1],
  "rejects/multiple_errors/invalid_utf_more.csv": [1, 1],
  "rejects/multiple_errors/invalid_utf_unquoted.csv": [1, 1],
  "rejects/multiple_errors/less_col_and_max_line.csv": [2, 1],
  "rejects/multiple_errors/more_col_and_max_line.csv": [2, 1],
  "rejects/multiple_errors/multiple_cast_implicit.csv": [3, 0],
  "rejects/multiple_errors/multiple_casts_flush.csv": [3, 0],
  "rejects/multiple_errors/multiple_casts_mixed.csv": [3, 0],
  "rejects/multiple_errors/multiple_errors.csv": [2, 5],
  "rejects/multiple_errors/unquoted_cast.csv": [2, 1],
  "rejects/multiple_errors/unquoted_less.csv": [2, 1],
  "rejects/multiple_errors/unquoted_maxline.csv": [2, 1],
  "rejects/multiple_errors/unquoted_more.csv": [2, 1],
  "rejects/unquoted/basic.csv": [6, 1],
  "rejects/unquoted/unquoted_last_value.csv": "dataset_unreadable",
  "rejects/unquoted/unquoted_new_line.csv": [6, 2],
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [path.relative(root, full)];
  });
}

it("decides for every awkward file", () => {
  expect(Object.keys(expected).sort()).toEqual(filesBelow(root).filter((name) => /\.csv(\.gz)?$/u.test(name)).sort());
});

describe.each(Object.entries(expected))("%s", (name, outcome) => {
  it(typeof outcome === "string" ? "is refused in words" : "is stored, and rows in = stored + rejected", async () => {
    const file = path.join(root, name);
    if (typeof outcome === "string") {
      await expect(workshop.ingestPath(file)).rejects.toMatchObject({ code: outcome, userMessage: expect.stringMatching(/^The file|^Its only|^None/u) as string });
    } else {
      const { result, cells, rowIds, rejects } = await workshop.ingestPath(file);
      expect([result.rowCount, result.rejectedCount]).toEqual(outcome);
      expect(cells).toHaveLength(result.rowCount);
      const rejectedIds = [...new Set(rejects.map((reject) => reject.rowId))];
      expect(rejectedIds).toHaveLength(result.rejectedCount);
      expect([...rowIds, ...rejectedIds].sort((a, b) => a - b)).toEqual(Array.from({ length: rowIds.length + rejectedIds.length }, (_, i) => i));
      // An independent count: lines that are not empty, where no cell spans lines.
      const text = readFileSync(file, "latin1");
      const isPlain = !name.endsWith(".gz") && !name.includes("utf16") && !/newline|new_line\.csv|invalid_utf/u.test(name);
      if (isPlain) expect(result.rowCount + result.rejectedCount).toBe(text.split(/\r\n|\n|\r/u).filter(Boolean).length - (result.dialect.header ? 1 : 0));
    }
    expect(workshop.leftovers()).toEqual([]);
  });
});

describe("csv-spectrum's cells", () => {
  const names = Object.keys(expected).filter((name) => name.startsWith("csv-spectrum/"));
  it.each(names)("%s", async (name) => {
    const json = path.join(root, name.replace("/csvs/", "/json/").replace(/csv$/u, "json"));
    expect(existsSync(json)).toBe(true);
    const parsed = JSON.parse(readFileSync(json, "utf8")) as Record<string, string> | Record<string, string>[];
    const wanted = Array.isArray(parsed) ? parsed : [parsed];
    // csv-spectrum's JSON of this one case has another telephone number than its CSV.
    if (name.includes("location_coordinates")) (wanted[0] as Record<string, string>)["Contact Phone Number"] = "2095257564";
    const { names: columns, cells } = await workshop.ingestPath(path.join(root, name));
    expect(cells.map((row) => Object.fromEntries(columns.map((column, j) => [column, String(row[j] ?? "")])))).toEqual(wanted);
  });
});

describe("cells of other awkward files", () => {
  const first = async (name: string) => {
    const { names, cells, rejects, types } = await workshop.ingestPath(path.join(root, name));
    return { names, cells, rejects, types };
  };
  it("reads Latin-1 and UTF-16, also inside .gz", async () => {
    for (const name of ["latin1.csv", "latin1.csv.gz", "utf16.csv", "utf16.csv.gz"]) {
      expect((await first(`encodings/${name}`)).cells.slice(0, 4)).toEqual([["José Álvarez", 30], ["Müller", 25], ["François Dupont", 45], ["Björn Andersson", 50]]);
    }
  });
  it("reads backslash escapes, quoted headers and a byte order mark", async () => {
    expect((await first("mixed/bad_escape.csv")).cells).toEqual([[332, "Surname\\, Firstname"], [123, 'foo ("foo")']]);
    expect((await first("mixed/double_quoted_header.csv")).names).toEqual(['foo "bar', "name"]);
    expect((await first("mixed/people.csv")).names).toEqual(["Person", "Region"]);
  });
  it("reads decimal commas, keeps leading zeros, and leaves contradicting dates as they are written", async () => {
    expect((await first("mixed/mixed_decimal.csv")).cells).toEqual([[1, 5.5], [2, 5.5], [3, 5], [4, 5555], [5, 5.5]]);
    expect((await first("mixed/leading_zeros.csv")).cells[0]).toEqual(["09001", 0, 0, 0, 1, 1, 1, 0]);
    expect((await first("mixed/mixed_dates.csv")).cells[2]).toEqual([3, "03/10/2024"]);
    expect((await first("mixed/conflict_timestamp.csv")).cells).toEqual([["2020-01-01T01:02:03.000Z", "2020-01-01T01:02:03.000Z"]]);
  });
  it("says line, column, value and reason of what it rejects", async () => {
    expect((await first("rejects/frankstein/nightmare.csv")).rejects).toEqual([
      { rowId: 8, line: 10, column: "", value: "1,2", reason: "3 cells expected, 2 found" },
      { rowId: 12, line: 14, column: "", value: '1,2,"pedro",5', reason: "3 cells expected, 4 found" },
      { rowId: 17, line: 19, column: "b", value: "bla", reason: "Not a whole number" },
      expect.objectContaining({ reason: "Text follows a closing quote" }),
      expect.objectContaining({ reason: "Bytes that are not valid UTF-8" }),
    ]);
  });
});
