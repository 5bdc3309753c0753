import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

interface Options {
  /** Parts of console errors that a test provokes on purpose. */
  expectedErrors: RegExp[];
}

interface Fixtures {
  /** What the page has complained about; must be empty at the end, but for `expectedErrors`. */
  consoleErrors: string[];
}

/**
 * Playwright's `test` with the running product: `page` and `request` are signed in as the administrator
 * (`test.use({ storageState: { cookies: [], origins: [] } })` signs out), and a console error fails the test.
 */
export const test = base.extend<Options & Fixtures>({
  baseURL: async ({}, provide) => provide(process.env.E2E_BASE_URL),
  storageState: path.resolve(import.meta.dirname, "../../test-results/session.json"),
  expectedErrors: [[], { option: true }],
  consoleErrors: [
    async ({ page, expectedErrors }, provide) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      await provide(errors);
      expect(errors.filter((text) => !expectedErrors.some((expected) => expected.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Fails with the rule, the element and the advice for each serious or critical violation of WCAG 2.2 AA. */
export async function expectNoSeriousViolations(page: Page, options: { exclude?: string[] } = {}): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  for (const selector of options.exclude ?? []) builder.exclude(selector);
  const { violations } = await builder.analyze();
  const serious = violations.filter((violation) => violation.impact === "serious" || violation.impact === "critical");
  const readable = serious.map((violation) => `${violation.id}: ${violation.help}\n${violation.nodes.map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`).join("\n")}`);
  expect(readable).toEqual([]);
}
