import { expect, test } from "vitest";
import { timezoneNames } from "@/lib/charts/timezone-names";

test("zones have today's names, UTC stands first, and the chosen one is never missing", () => {
  expect(timezoneNames(["Asia/Calcutta", "Europe/Kiev", "UTC"], "UTC")).toEqual(["UTC", "Asia/Kolkata", "Europe/Kyiv"]);
  expect(timezoneNames(["Europe/Paris"], "Asia/Kolkata")).toEqual(["UTC", "Asia/Kolkata", "Europe/Paris"]);
});
