import { expect, it } from "vitest";
import { cachedAnswer, forgetAnswers } from "@/lib/services/answer-cache";

it("asks once for whoever asks the same meanwhile, and answers later ones from memory", async () => {
  let asked = 0;
  const ask = async () => {
    await Promise.resolve();
    return (asked += 1);
  };
  expect(await Promise.all([cachedAnswer("version 1, question", ask), cachedAnswer("version 1, question", ask)])).toEqual([1, 1]);
  expect(await cachedAnswer("version 1, question", ask)).toBe(1);
  expect(await cachedAnswer("version 2, question", ask)).toBe(2);
});

it("keeps no failure, and nothing that was forgotten while it was being answered", async () => {
  await expect(cachedAnswer("failing", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await cachedAnswer("failing", () => Promise.resolve("yes"))).toBe("yes");
  const early = cachedAnswer("of run-7", async () => {
    await Promise.resolve();
    return "old";
  });
  forgetAnswers("run-7");
  expect(await early).toBe("old");
  expect(await cachedAnswer("of run-7", () => Promise.resolve("new"))).toBe("new");
});
