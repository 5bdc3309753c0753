import { describe, expect, it } from "vitest";
import { guessDelimiter, previewCsv } from "@/lib/preview/csv-preview";

const wholesale = "Channel,Region,Fresh,Milk\n2,3,12669,9656\n2,3,7057,9810\n1,3,13265,1196\n";

describe("previewCsv", () => {
  it("reads names, types and rows of an ordinary file", () => {
    const preview = previewCsv(wholesale, {}, true);
    expect(preview.columns.map((column) => [column.name, column.type])).toEqual([
      ["Channel", "integer"], ["Region", "integer"], ["Fresh", "integer"], ["Milk", "integer"],
    ]);
    expect(preview).toMatchObject({ delimiter: ",", header: true, decimal: ".", sampledRows: 3, kind: "profiles" });
    expect(preview.rows[0]).toEqual(["2", "3", "12669", "9656"]);
  });

  it("knows events by a user that repeats and a time", () => {
    const text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
      + "536365,85123A,LANTERN,6,2010-12-01 08:26:00,2.55,17850.0\n536366,85123A,LANTERN,6,2010-12-01 08:28:00,2.55,17850.0\n"
      + "536367,22633,WARMER,-1,2010-12-01 08:34:00,1.85,13047.0\n";
    const preview = previewCsv(text, {}, true);
    expect(preview.kind).toBe("events");
    expect(Object.fromEntries(preview.columns.map((column) => [column.name, column.role]))).toMatchObject({
      StockCode: "item", InvoiceDate: "time", UnitPrice: "amount", CustomerID: "user", Quantity: "feature",
    });
  });

  it("guesses roles and kinds by the rules that read the whole file", () => {
    const rolesIn = (text: string) => {
      const { kind, columns } = previewCsv(text, {}, true);
      return { kind, roles: columns.map((column) => column.role) };
    };
    expect(rolesIn("userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n2,31,3,1260759179\n3,1061,3,1260759182\n")).toEqual({ kind: "events", roles: ["user", "item", "rating", "time"] });
    expect(rolesIn("movieId,title,genres\n1,Heat,Crime\n2,Up,Comedy\n3,Jaws,Crime\n")).toEqual({ kind: "items", roles: ["item", "label", "category"] });
    expect(rolesIn("customer_id,signup_date,spend\n1,2024-01-01,10.5\n2,2024-01-02,3\n")).toEqual({ kind: "profiles", roles: ["id", "time", "feature"] });
  });

  it("finds semicolons with decimal commas, tabs and pipes", () => {
    expect(previewCsv("a;b\n1,5;2\n2,25;3\n", {}, true)).toMatchObject({ delimiter: ";", decimal: ",", columns: [{ type: "decimal" }, { type: "integer" }] });
    expect(guessDelimiter("a\tb\tc\n1,5\t2\t3\n")).toBe("\t");
    expect(guessDelimiter("a|b\n1|2\n")).toBe("|");
    expect(guessDelimiter("one\ntwo\nthree\n")).toBe(",");
  });

  it("does not take commas inside quotes for delimiters", () => {
    expect(previewCsv('name;note\nAnna;"a, b, c"\nBob;"d, e"\n', {}, true).delimiter).toBe(";");
  });

  it("keeps line breaks and doubled quotes inside quoted cells", () => {
    const preview = previewCsv('name,say\nAnna,"one\ntwo"\nBob,"a ""b"""\n', {}, true);
    expect(preview.rows).toEqual([["Anna", "one\ntwo"], ["Bob", 'a "b"']]);
  });

  it("names columns by place when there is no header", () => {
    const preview = previewCsv("1,2\n3,4\n", {}, true);
    expect(preview.header).toBe(false);
    expect(preview.columns.map((column) => column.name)).toEqual(["column_1", "column_2"]);
    expect(preview.sampledRows).toBe(2);
  });

  it("takes what the options say over any guess", () => {
    const preview = previewCsv("1,2\n3,4\n", { header: true, delimiter: ";" }, true);
    expect(preview.columns.map((column) => column.name)).toEqual(["1,2"]);
  });

  it("leaves out the cut-off last record of a sample", () => {
    expect(previewCsv("a,b\n1,2\n3,4\n5,", {}, false).sampledRows).toBe(2);
    expect(previewCsv("a,b\n1,2\n3,4\n5,6", {}, true).sampledRows).toBe(3);
  });

  it("shows markup, emoji and SQL as they are", () => {
    const cell = `<b>x</b> 🦊 '; DROP TABLE users; --`;
    expect(previewCsv(`name,n\n"${cell}",1\n`, {}, true).rows[0]?.[0]).toBe(cell);
  });

  it("fills short rows and survives 200 columns", () => {
    const header = Array.from({ length: 200 }, (_, j) => `c${j}`).join(",");
    const preview = previewCsv(`${header}\n1,2\n`, {}, true);
    expect(preview.columns).toHaveLength(200);
    expect(preview.rows[0]).toHaveLength(200);
  });
});
