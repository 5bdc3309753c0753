import type { APIRequestContext } from "@playwright/test";
import { wholesale } from "./dataset-steps";
import { expect, test } from "./fixtures";

const features = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];

/** Asks until the answer's status is `wanted`; a failure is shown with its reason. */
async function waitFor(api: APIRequestContext, path: string, wanted: string): Promise<Record<string, unknown>> {
  let answer: Record<string, unknown> = {};
  await expect
    .poll(
      async () => {
        answer = (await (await api.get(path)).json()) as Record<string, unknown>;
        return answer.status === "failed" ? `failed: ${JSON.stringify(answer.error)}` : answer.status;
      },
      { timeout: 60_000 },
    )
    .toBe(wanted);
  return answer;
}

test("a script with a token uploads, segments and takes every row away", async ({ playwright, request, baseURL }) => {
  const made = await request.post("/api/v1/tokens", { data: { name: "journey" }, headers: { origin: baseURL ?? "" } });
  expect(made.status()).toBe(201);
  const { token } = (await made.json()) as { token: string };
  const api = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` } });

  const upload = await api.post("/api/v1/datasets?name=Wholesale", { data: wholesale, headers: { "content-type": "text/csv" } });
  expect(upload.status()).toBe(201);
  const { id: datasetId } = (await upload.json()) as { id: string };
  expect(await waitFor(api, `/api/v1/datasets/${datasetId}`, "ready")).toMatchObject({ rowCount: 440, rejectedCount: 0 });

  const started = await api.post("/api/v1/segmentations", {
    data: { datasetId, algorithm: "kmeans", features, preparation: { missing: "mean", scaling: "standard", encoding: "none" }, parameters: { k: 3 }, seed: 42 },
  });
  expect(started.status()).toBe(202);
  const { id } = (await started.json()) as { id: string };
  const run = (await waitFor(api, `/api/v1/segmentations/${id}`, "succeeded")) as { quality: { inertia: number; silhouette: number }; segments: { size: number }[] };
  expect(run.quality.inertia).toBeCloseTo(1604.016, 2);
  expect(run.quality.silhouette).toBeCloseTo(0.5424, 3);
  expect(run.segments.map((segment) => segment.size).reduce((sum, size) => sum + size)).toBe(440);

  const exported = await api.get(`/api/v1/segmentations/${id}/export?format=csv&level=rows`);
  expect(exported.headers()["content-type"]).toContain("text/csv");
  const lines = (await exported.text()).trim().split(/\r?\n/);
  expect(lines).toHaveLength(441);
  expect(lines[0]).toContain("segment");

  expect((await api.delete(`/api/v1/datasets/${datasetId}`)).ok()).toBe(true);
  expect((await api.get(`/api/v1/segmentations/${id}`)).status()).toBe(404);
  await api.dispose();
});

test("a write from another site is refused, whatever the session", async ({ request }) => {
  const answer = await request.post("/api/v1/tokens", { data: { name: "stolen" }, headers: { origin: "https://elsewhere.example" } });
  expect(answer.status()).toBe(403);
  expect(await answer.json()).toMatchObject({ code: "cross_site_refused" });
});
