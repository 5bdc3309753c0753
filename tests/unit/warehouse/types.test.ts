import { afterAll, describe, expect, it } from "vitest";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

/** A table of two columns: `value` with these cells and a running text beside it. */
function table(cells: readonly string[], delimiter = ","): string {
  return `value${delimiter}other\n${cells.map((cell, i) => `${cell}${delimiter}row ${i}`).join("\n")}\n`;
}
async function typed(cells: readonly string[], options = {}, delimiter = ",") {
  const { types, cells: rows, rejects } = await workshop.ingest(table(cells, delimiter), options);
  return { type: types.value, values: rows.map(([value]) => value), rejects };
}
const many = (cell: string, count: number) => Array.from({ length: count }, () => cell);

describe("whole numbers and numbers", () => {
  it.each<[string, string[], string, unknown[]]>([
    ["whole numbers", ["1", "-5", "+7", "0"], "integer", [1, -5, 7, 0]],
    ["whole numbers written with zeros after the point", ["17850.0", "13047.0"], "integer", [17850, 13047]],
    ["numbers, also in powers of ten", ["1.5", "-0.25", "1e3", ".5"], "decimal", [1.5, -0.25, 1000, 0.5]],
    ["numbers with missing ones among them", ["1.5", "NA", "", "n/a", "null", "-"], "decimal", [1.5, null, null, null, null, null]],
    ["thousands separators", ['"1,234.50"', '"12,000.00"', "7.25"], "decimal", [1234.5, 12000, 7.25]],
    ["leading zeros stay text", ["00123", "12345", "00007"], "text", ["00123", "12345", "00007"]],
    ["whole numbers beyond 64 bits stay exact as text", ["12345678901234567890", "1"], "text", ["12345678901234567890", "1"]],
    ["whole numbers beyond 2^53 stay exact", ["9007199254740993", "1"], "integer", ["9007199254740993", 1]],
    ["codes are text", ["C536379", "536365", "A563185"], "text", ["C536379", "536365", "A563185"]],
    ["infinite numbers are none", ["inf", "1.5"], "text", ["inf", "1.5"]],
    ["truth values", ["true", "FALSE", "True"], "boolean", [true, false, true]],
    ["yes and no", ["yes", "no", "yes"], "boolean", [true, false, true]],
    ["single letters without their counterpart are text", ["f", "m", "f"], "text", ["f", "m", "f"]],
    ["NA stays as it is in text", ["NA", "DE", "FR"], "text", ["NA", "DE", "FR"]],
  ])("%s", async (_name, cells, type, values) => {
    expect(await typed(cells)).toMatchObject({ type, values });
  });

  it("reads European numbers by what the whole file shows", async () => {
    const { cells } = await workshop.ingest("a;b;c\n1.234,56;1.000;5,5\n12,5;2.500;6,25\n");
    expect(cells).toEqual([[1234.56, 1000, 5.5], [12.5, 2500, 6.25]]);
    const chosen = await workshop.ingest("a;b\n1,5;x\n2,5;y\n", { decimal: "." });
    expect(chosen.types.a).toBe("text");
  });
});

describe("dates and times", () => {
  it.each<[string, string[], string, unknown[]]>([
    ["ISO dates", ["2024-01-02", "2024-12-31"], "date", ["2024-01-02", "2024-12-31"]],
    ["ISO times without a zone are UTC", ["2024-01-02 03:04:05", "2024-01-02T03:04"], "timestamp", ["2024-01-02T03:04:05.000Z", "2024-01-02T03:04:00.000Z"]],
    ["ISO times with zones", ["2024-01-02T03:04:05+05:30", "2024-01-02 03:04Z", "2024-01-02T03:04:05.250 -08:00"], "timestamp", ["2024-01-01T21:34:05.000Z", "2024-01-02T03:04:00.000Z", "2024-01-02T11:04:05.250Z"]],
    ["dates and times among each other", ["2024-01-02", "2024-01-02 03:04:05"], "timestamp", ["2024-01-02T00:00:00.000Z", "2024-01-02T03:04:05.000Z"]],
    ["day first, proven by a day above 12", ["02/01/2024", "31/01/2024"], "date", ["2024-01-02", "2024-01-31"]],
    ["month first, proven by a day above 12", ["01/02/2024", "01/31/2024"], "date", ["2024-01-02", "2024-01-31"]],
    ["an order that nothing proves", ["01/02/2024", "03/04/2024"], "text", ["01/02/2024", "03/04/2024"]],
    ["dots mean day first", ["01.02.2024", "03.04.2024"], "date", ["2024-02-01", "2024-04-03"]],
    ["with a time of day", ["1/31/2024 8:26", "2/1/2024 13:05:10"], "timestamp", ["2024-01-31T08:26:00.000Z", "2024-02-01T13:05:10.000Z"]],
    ["with AM and PM", ["1/31/2024 8:26 PM", "2/1/2024 12:05 AM"], "timestamp", ["2024-01-31T20:26:00.000Z", "2024-02-01T00:05:00.000Z"]],
    ["with names of months", ["2 Jan 2024", "31 Dec 2023"], "date", ["2024-01-02", "2023-12-31"]],
    ["a day that does not exist", ["2024-02-30", "2024-02-28"], "text", ["2024-02-30", "2024-02-28"]],
    ["eight digits are a number", ["20240102", "20240103"], "integer", [20240102, 20240103]],
  ])("%s", async (_name, cells, type, values) => {
    expect(await typed(cells)).toMatchObject({ type, values });
  });

  it("takes times without a zone in the chosen one, also across daylight saving", async () => {
    const cells = ["2024-01-15 12:00:00", "2024-07-15 12:00:00", "2024-07-15T12:00:00Z"];
    const { values } = await typed(cells, { timezone: "Europe/Berlin" });
    expect(values).toEqual(["2024-01-15T11:00:00.000Z", "2024-07-15T10:00:00.000Z", "2024-07-15T12:00:00.000Z"]);
    const american = await typed(["7/15/2024 8:00", "7/16/2024 8:00"], { timezone: "America/Los_Angeles" });
    expect(american.values).toEqual(["2024-07-15T15:00:00.000Z", "2024-07-16T15:00:00.000Z"]);
  });

  it("refuses a time zone that does not exist", async () => {
    await expect(typed(["2024-01-01 10:00", "2024-01-02 10:00"], { timezone: "Mars/Phobos" })).rejects.toMatchObject({ code: "bad_request" });
  });

  it("lets one column prove the order of day and month for another", async () => {
    const { types } = await workshop.ingest("a,b\n01/02/2024,13/02/2024\n03/04/2024,05/04/2024\n");
    expect(types).toEqual({ a: "date", b: "date" });
  });
});

describe("cells that don't fit", () => {
  it("are rejected when they are few, and make the column text when they are many", async () => {
    const few = await typed([...many("5", 199), "oops"]);
    expect(few.type).toBe("integer");
    expect(few.rejects).toEqual([{ rowId: 199, line: 201, column: "value", value: "oops", reason: "Not a whole number" }]);
    const lots = await typed([...many("5", 190), ...many("oops", 10)]);
    expect(lots).toMatchObject({ type: "text", rejects: [] });
  });

  it("beyond the sample widen the type where a wider one explains them", async () => {
    const whole = Array.from({ length: 60_000 }, (_, i) => String(i));
    const later = await typed([...whole, "1.5"]);
    expect(later).toMatchObject({ type: "decimal", rejects: [] });
    expect(later.values.at(-1)).toBe(1.5);
    expect((await typed([...whole, "007"])).type).toBe("text");
    expect((await typed([...many("", 60_000), "5"])).type).toBe("integer");
    const stray = await typed([...whole, "oops"]);
    expect(stray).toMatchObject({ type: "integer", rejects: [{ rowId: 60_000, line: 60_002, column: "value", value: "oops" }] });
  });

  it("are rejected under a type that the user chose, however many", async () => {
    const { type, values, rejects } = await typed(["1", "x", "y", "00123"], { types: { value: "integer" } });
    expect({ type, values }).toEqual({ type: "integer", values: [1, 123] });
    expect(rejects.map((reject) => reject.rowId)).toEqual([1, 2]);
    await expect(typed(["x", "y"], { types: { value: "date" } })).rejects.toMatchObject({ code: "dataset_empty" });
  });

  it("are one rejected row when several stand in it", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => (i === 30 ? "x,y,z" : `${i},${i},t`));
    const { result, rejects } = await workshop.ingest(`a,b,c\n${rows.join("\n")}\n`);
    expect(result).toMatchObject({ rowCount: 59, rejectedCount: 1 });
    expect(rejects.map((reject) => reject.column)).toEqual(["a", "b"]);
  });
});

describe("what the user chose", () => {
  it("is honoured: delimiter, header, types, roles, encoding", async () => {
    const noHeader = await workshop.ingest("a,b\nc,d\n", { header: false });
    expect(noHeader.cells).toEqual([["a", "b"], ["c", "d"]]);
    const header = await workshop.ingest("1,2\n3,4\n", { header: true });
    expect(header.names).toEqual(["1", "2"]);
    const piped = await workshop.ingest("a|b;c\n1|2;3\n", { delimiter: ";" });
    expect(piped.names).toEqual(["a|b", "c"]);
    const roles = await workshop.ingest("k,v\nx,1\ny,2\n", { types: { v: "text" }, roles: { v: "category" } });
    expect(roles.result.columns[1]).toMatchObject({ type: "text", role: "category" });
    expect(roles.result.columns[1]?.roleReason).toBeUndefined();
    const latin = await workshop.ingest(Buffer.from("name,n\nM\xfcller,1\n", "latin1"), { encoding: "latin-1" });
    expect(latin.cells).toEqual([["Müller", 1]]);
  });
});
