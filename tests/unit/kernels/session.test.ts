import { describe, expect, it } from "vitest";
import { KernelCancelled, KernelMemoryExceeded } from "@/lib/kernels/control";
import { PROBE_WASM } from "@/lib/kernels/generated/probe";
import { CONTROL_BYTES, DATA_ADDRESS } from "@/lib/kernels/runtime/layout";
import { openSession } from "@/lib/kernels/runtime/session";

const open = (threads: number, control = {}, bytes = DATA_ADDRESS + 800_000) =>
  openSession({ name: "probe", wasm: PROBE_WASM, bytes, threads, control });

async function sumWith(threads: number): Promise<number> {
  const session = open(threads);
  try {
    const rows = 50_000;
    const numbers = new Float64Array(session.buffer, DATA_ADDRESS, rows);
    for (let i = 0; i < rows; i++) numbers[i] = Math.sin(i) * 1e6;
    return await session.run("sum", DATA_ADDRESS, rows, DATA_ADDRESS + rows * 8, 32);
  } finally {
    session.close();
  }
}

describe("openSession", () => {
  it("gives the same bytes on any number of threads and on none", async () => {
    const inline = await sumWith(0);
    expect(inline).not.toBe(0);
    for (const threads of [1, 2, 4, 7]) expect(await sumWith(threads)).toBe(inline);
  });

  it("finds its tables of constants again after another module had the memory", async () => {
    for (const threads of [0, 2]) {
      const names = ["probe", "another", "probe"];
      const sums: number[] = [];
      for (const name of names) {
        const session = openSession({ name, wasm: PROBE_WASM, bytes: DATA_ADDRESS, threads, control: {} });
        sums.push(await session.run("sumConstants"));
        // Where modules keep their tables: this one's are not the next one's.
        if (name === "another") new Uint8Array(session.buffer, CONTROL_BYTES, DATA_ADDRESS - CONTROL_BYTES).fill(7);
        session.close();
      }
      expect(sums[0]).toBeCloseTo(4.2, 12);
      expect(sums).toEqual(names.map(() => sums[0]));
    }
  });

  it("lets threads meet at many barriers, more threads than cores too", async () => {
    const session = open(5);
    try {
      expect(await session.run("meet", 300)).toBeGreaterThanOrEqual(1500);
    } finally {
      session.close();
    }
  });

  it("ends endless work within 200 ms of the abort, and the next session works", async () => {
    const controller = new AbortController();
    const session = open(2, { signal: controller.signal });
    const endless = session.run("spin");
    setTimeout(() => controller.abort(), 30);
    await expect(endless).rejects.toBeInstanceOf(KernelCancelled);
    await expect(session.run("spin")).rejects.toBeInstanceOf(KernelCancelled);
    session.close();
    expect(await sumWith(2)).not.toBe(0);
  });

  it("refuses to start when it is cancelled already or would need too much memory", () => {
    expect(() => open(1, { signal: AbortSignal.abort() })).toThrow(KernelCancelled);
    expect(() => open(1, { memoryLimitBytes: 100_000 })).toThrow(KernelMemoryExceeded);
    expect(() => open(1, {}, 5 * 1024 ** 3)).toThrow(KernelMemoryExceeded);
  });

  it("reports a failing thread as an error, without hanging", async () => {
    const session = open(2);
    await expect(session.run("trap")).rejects.toThrow(/unreachable/);
    session.close();
  });

  it("reports progress while it works, and ends work that is left behind", async () => {
    const seen: number[] = [];
    const session = open(2, { onProgress: (ratio: number) => seen.push(ratio) });
    const work = session.run("meet", 2_000_000_000);
    const rejection = expect(work).rejects.toThrow();
    await expect.poll(() => seen.length).toBeGreaterThan(1);
    session.close();
    await rejection;
    expect(seen.every((ratio, at) => at === 0 || ratio >= seen[at - 1]!)).toBe(true);
  });
});
