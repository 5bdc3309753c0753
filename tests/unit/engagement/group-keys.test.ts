import { expect, it } from "vitest";
import { areApart, joinGroupKeys, splitGroupKeys } from "@/components/engagement/group-keys";

const [run, other] = ["019abc00-0000-7000-8000-000000000001", "019abc00-0000-7000-8000-000000000002"];

it("an address names a run once for segments that follow each other, and keeps their order", () => {
  const keys = ["everybody", `${run}.2`, `${run}.0`, `audience.${other}`, `${other}.1`, `${other}.3`, `${run}.1`];
  expect(joinGroupKeys(keys)).toBe(`everybody,${run}.2.0,audience.${other},${other}.1.3,${run}.1`);
  expect(splitGroupKeys(joinGroupKeys(keys))).toEqual(keys);
  const many = Array.from({ length: 60 }, (_, segment) => `${run}.${segment}`);
  expect(joinGroupKeys(many).length).toBeLessThan(220);
});

it("an address that names the run with every segment is read as before; nothing is nothing", () => {
  expect(splitGroupKeys(`${run}.0,${run}.1`)).toEqual([`${run}.0`, `${run}.1`]);
  expect(splitGroupKeys("")).toEqual([]);
  expect(joinGroupKeys([])).toBe("");
});

it("figures add up over segments of one run alone: everybody, audiences and segments of other runs may hold the same people", () => {
  expect([[], ["everybody"], [`${run}.0`, `${run}.1`]].map(areApart)).toEqual([true, true, true]);
  expect([["everybody", `${run}.0`], [`${run}.0`, `${other}.0`], [`audience.${run}`, `audience.${other}`]].map(areApart)).toEqual([false, false, false]);
});
