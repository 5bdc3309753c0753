import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { columnProfileSchema } from "@/lib/schemas/column";
import { closeWarehouse } from "@/lib/warehouse/instance";
import { createWorkshop } from "./ingest-harness";

const workshop = createWorkshop();
afterAll(async () => {
  await closeWarehouse();
  workshop.remove();
});

const fixtures = path.join(process.cwd(), "tests/fixtures");
const beside = path.join(process.cwd(), "../shared/data");

async function rolesOf(file: string) {
  const { result } = await workshop.ingestPath(file);
  for (const column of result.columns) expect(column.roleReason).toBeTruthy();
  return { kind: result.kind, rows: result.rowCount, roles: Object.fromEntries(result.columns.map((column) => [column.name, column.role])), columns: result.columns };
}

describe("a column's profile", () => {
  it("goes without moments where the sums of the numbers leave the range of doubles", async () => {
    const { result } = await workshop.ingest(`n,t\n${Array.from({ length: 40 }, (_, i) => `${i}.5e${i === 7 ? 120 : 0},x`).join("\n")}\n`);
    expect(result.columns[0]).toMatchObject({ type: "decimal", min: 0.5, max: 7.5e120, distinctCount: 40, mean: undefined });
  });

  it("counts missing and different values, and gives range, moments, top values and bars", async () => {
    const { result } = await workshop.ingest("n,t,d,b\n1,x,2024-01-01,true\n2,y,2024-01-11,false\n2,x,,\n,,2024-01-25,true\n9,x,2024-01-02,true\n");
    for (const column of result.columns) expect(columnProfileSchema.safeParse(column).success).toBe(true);
    const [n, t, d, b] = result.columns;
    expect(n).toMatchObject({ missingCount: 1, distinctCount: 3, min: 1, max: 9, mean: 3.5, median: 2 });
    // Of 1, 2, 2, 9 with n − 1: the variance is 41/3.
    expect(n?.standardDeviation).toBeCloseTo(Math.sqrt(41 / 3), 12);
    expect(n?.histogram?.reduce((sum, bar) => sum + bar.count, 0)).toBe(4);
    expect(n?.histogram?.[1]).toEqual({ from: 2, to: 3, count: 2 });
    expect(n?.topValues?.[0]).toEqual({ value: "2", count: 2 });
    expect(t).toMatchObject({ missingCount: 1, distinctCount: 2, min: "x", max: "y", topValues: [{ value: "x", count: 3 }, { value: "y", count: 1 }] });
    expect(d).toMatchObject({ min: "2024-01-01", max: "2024-01-25", distinctCount: 4 });
    expect(d?.histogram).toHaveLength(24);
    expect(d?.histogram?.[0]?.from).toBe(Date.UTC(2024, 0, 1));
    expect(d?.histogram?.at(-1)).toMatchObject({ to: Date.UTC(2024, 0, 25), count: 1 });
    expect(b).toMatchObject({ distinctCount: 2, missingCount: 1, topValues: [{ value: "true", count: 3 }, { value: "false", count: 1 }] });
  });

  it("is exact on a classic set", async () => {
    const { columns } = await rolesOf(path.join(fixtures, "sets/wholesale.csv"));
    const fresh = columns.find((column) => column.name === "Fresh");
    expect(fresh).toMatchObject({ missingCount: 0, distinctCount: 433, min: 3, max: 112_151, median: 8504 });
    expect(fresh?.mean).toBeCloseTo(12_000.297727, 5);
    expect(fresh?.standardDeviation).toBeCloseTo(12_647.328865, 5);
    expect(fresh?.skewness).toBeCloseTo(2.561323, 5);
    expect(fresh?.histogram?.reduce((sum, bar) => sum + bar.count, 0)).toBe(440);
  });

  it("holds for columns without any value and with one", async () => {
    const { result } = await workshop.ingest("a,b,c\n1,,x\n2,,x\n3,,x\n");
    expect(result.columns[1]).toMatchObject({ missingCount: 3, distinctCount: 0, role: "ignore", roleReason: "No values" });
    expect(result.columns[2]).toMatchObject({ distinctCount: 1, role: "ignore", roleReason: "The same value in every row" });
  });
});

describe("roles and kinds are guessed", () => {
  it("for wholesale customers: codes are categories, spending is what to segment by", async () => {
    const { roles, kind } = await rolesOf(path.join(fixtures, "sets/wholesale.csv"));
    expect(kind).toBe("profiles");
    expect(roles).toEqual({ Channel: "category", Region: "category", Fresh: "feature", Milk: "feature", Grocery: "feature", Frozen: "feature", Detergents_Paper: "feature", Delicassen: "feature" });
  });

  it("for iris and the examples", async () => {
    expect((await rolesOf(path.join(fixtures, "sets/iris.csv"))).roles).toEqual({ x1: "feature", x2: "feature", x3: "feature", x4: "feature", label: "category" });
    for (const name of ["spices", "recipes", "recipe_flavours", "dishes", "menu", "food_delivery_customers"]) {
      const { roles, kind } = await rolesOf(path.join(fixtures, `examples/${name}.csv`));
      expect(kind).toBe("profiles");
      const { name: label, ...others } = roles;
      expect(label).toBe("label");
      expect(new Set(Object.values(others))).toEqual(new Set(["feature"]));
    }
  });

  it("for customers with keys, ages and places", async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `C${1000 + i},${20 + (i % 40)},${["Paris", "Rome", "Oslo"][i % 3]},${i % 2 === 0 ? "F" : "M"},${(i * 7.5).toFixed(2)},2024-01-${String((i % 28) + 1).padStart(2, "0")},${i % 2}`);
    const { result } = await workshop.ingest(`customer_id,age,city,gender,total_spent,birth_date,true_group\n${lines.join("\n")}\n`);
    expect(result.kind).toBe("profiles");
    expect(Object.fromEntries(result.columns.map((column) => [column.name, column.role]))).toEqual({
      customer_id: "id", age: "feature", city: "category", gender: "category", total_spent: "feature", birth_date: "ignore", true_group: "category",
    });
  });

  it("for streaming events: duration, rating and amount have a part of their own", async () => {
    const lines = Array.from({ length: 80 }, (_, i) => `${i % 9},${i % 5},2024-01-${String((i % 28) + 1).padStart(2, "0")}T10:00:00Z,${i % 50},${(i % 5) + 1},${i}.5,phone`);
    const { result } = await workshop.ingest(`userId,itemId,startedAt,watchMinutes,rating,price,device\n${lines.join("\n")}\n`);
    expect(result.kind).toBe("events");
    expect(result.columns.map((column) => column.role)).toEqual(["user", "item", "time", "duration", "rating", "amount", "ignore"]);
  });

  it.each([
    ["user_id,movie_id,watched_at\n1,7,2024-01-01\n2,7,2024-01-02\n3,9,2024-01-03\n", ["user", "item", "time"]],
    ["user_id,title_id,watched_at\n1,7,2024-01-01\n2,7,2024-01-02\n3,9,2024-01-03\n", ["user", "item", "time"]],
    ["user,item,rating,timestamp\nana,lamp,4,1704067200\nben,chair,5,1704153600\neva,desk,1,1704240000\n", ["user", "item", "rating", "time"]],
    ["customerId,sku,ordered_at,price\nC1,L-1,2024-01-01T10:00:00Z,9.5\nC2,L-2,2024-01-01T11:00:00Z,12\n", ["user", "item", "time", "amount"]],
  ])("for rows that say who, what and when, though everybody occurs once: %s", async (text, roles) => {
    const { result } = await workshop.ingest(text);
    expect(result.kind).toBe("events");
    expect(result.columns.map((column) => column.role)).toEqual(roles);
  });

  it.each([
    "customer_id,favourite_product_id,last_order_date\n1,7,2024-01-01\n2,7,2024-01-02\n3,9,2024-01-03\n",
    "customer_id,product_id,signup_date\n1,7,2024-01-01\n2,7,2024-01-02\n3,9,2024-01-03\n",
    "customer_id,age,product_id,order_date\n1,30,7,2024-01-01\n2,41,7,2024-01-02\n3,52,9,2024-01-03\n",
    "customer_id,order_date,amount\n1,2024-01-01,5\n2,2024-01-02,6\n3,2024-01-03,7\n",
  ])("for people with a date or an item of their own: %s", async (text) => {
    const { result } = await workshop.ingest(text);
    expect(result.kind).toBe("profiles");
    expect(result.columns[0]?.role).toBe("id");
  });

  it("for a catalogue whose key is called id", async () => {
    const { result } = await workshop.ingest("id,title,genres\n1,Heat,Crime|Drama\n2,Up,Comedy\n3,Jaws,Drama\n4,Alien,Drama\n5,Airplane,Comedy\n");
    expect(result.kind).toBe("items");
    expect(result.columns.map((column) => column.role)).toEqual(["item", "label", "category"]);
  });

  it.skipIf(!existsSync(path.join(beside, "ml-latest-small")))("for MovieLens", async () => {
    const ratings = await rolesOf(path.join(beside, "ml-latest-small/ratings.csv"));
    expect(ratings).toMatchObject({ kind: "events", rows: 100_836, roles: { userId: "user", movieId: "item", rating: "rating", timestamp: "time" } });
    const movies = await rolesOf(path.join(beside, "ml-latest-small/movies.csv"));
    expect(movies).toMatchObject({ kind: "items", rows: 9742, roles: { movieId: "item", title: "label", genres: "category" } });
  });

  it.skipIf(!existsSync(path.join(beside, "online_retail.csv.gz")))("for Online Retail", async () => {
    const { kind, rows, roles, columns } = await rolesOf(path.join(beside, "online_retail.csv.gz"));
    expect({ kind, rows }).toEqual({ kind: "events", rows: 541_909 });
    expect(roles).toEqual({ InvoiceNo: "ignore", StockCode: "item", Description: "label", Quantity: "feature", InvoiceDate: "time", UnitPrice: "amount", CustomerID: "user", Country: "category" });
    expect(columns.find((column) => column.name === "CustomerID")).toMatchObject({ type: "integer", distinctCount: 4372, missingCount: 135_080 });
  });
});
