/** Passed, failed and skipped tests in a report of `vitest --reporter=json`. A file that did not load is one failure. */
export function countVitest(report) {
  const brokenFiles = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const pending = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles, skipped: pending };
}

/** The same for a report of `playwright --reporter=json`; a test that passed on its second try is passed, and counted as flaky. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped, flaky };
}

/** The last line of `npm test`, and what it stands for. */
export function totals(results) {
  const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), flaky: sum("flaky") };
}
