import { APPEND_CELLS_WASM } from "../kernels/generated/append-cells";
import { aligned, DATA_ADDRESS } from "../kernels/runtime/layout";
import { openSession } from "../kernels/runtime/session";

/** A column to add: whole numbers, or numbers with NaN for "nothing here". */
export interface AddedColumn {
  name: string;
  values: Int32Array | Float32Array;
}

/** Copies text and adds cells where lines end, in a memory of its own. */
export interface AppendKernel {
  /** Where the text goes before `append` reads it. */
  text: Buffer;
  /** What is written: two blocks in turn. `filled` counts the bytes of the one in use. */
  blocks: readonly [Buffer, Buffer];
  /** Whose turn it is; whoever sets it sets `filled` to 0. */
  turn: 0 | 1;
  filled: number;
  /** Line that is being copied, counted from 0 after the header; −1 in the header, whose bytes are dropped at its end. */
  line: number;
  /**
   * Copies `text` from byte `from` to `end`; answers how far it came, and why not to the end: the block is full, or the
   * line at whose end it stands has a cell that is too large for the kernel (from 10⁹ on) or no cells at all.
   */
  append: (from: number, end: number) => Promise<{ reached: number; stopped?: "full" | "large" | "missing" }>;
  close: () => void;
}

const blockBytes = 4 * 1024 * 1024;
/** Lines whose cells are in the kernel's memory at a time. */
const stagedLines = 65_536;
/** The kernel reads and writes sixteen bytes at once. */
const slack = 64;
/** Answers and state of lib/kernels/assembly/append-cells.ts. */
const [full, noCells, large] = [1, 2, 3];
const [atWord, toWord, lineWord] = [0, 1, 2];

/** @param textBytes most bytes of a stretch of text; longer ones than `append` is given are the caller's error */
export function openAppendKernel(columns: readonly AddedColumn[], textBytes: number, hasHeader: boolean): AppendKernel {
  const state = DATA_ADDRESS;
  const table = state + 64;
  const text = table + aligned(columns.length * 8);
  const blocks = [text + aligned(textBytes + slack), text + aligned(textBytes + slack) + blockBytes + slack] as const;
  const staged = blocks[1] + blockBytes + slack;
  const columnBytes = stagedLines * 4;
  const session = openSession({ name: "append-cells", wasm: APPEND_CELLS_WASM, bytes: staged + columns.length * columnBytes, threads: 0, control: {} });
  const words = new Int32Array(session.buffer, state, 3);
  new Int32Array(session.buffer, table, columns.length * 2).set(columns.flatMap(({ values }, c) => [values instanceof Int32Array ? 1 : 0, staged + c * columnBytes]));
  let first = 0;
  const stage = (): number => {
    for (const [c, { values }] of columns.entries()) {
      const some = values.subarray(first, first + stagedLines);
      if (some instanceof Int32Array) new Int32Array(session.buffer, staged + c * columnBytes, some.length).set(some);
      else new Float32Array(session.buffer, staged + c * columnBytes, some.length).set(some);
    }
    return Math.max(0, Math.min(stagedLines, Math.min(...columns.map(({ values }) => values.length)) - first));
  };
  let lines = stage();
  const kernel: AppendKernel = {
    text: Buffer.from(session.buffer, text, textBytes),
    blocks: [Buffer.from(session.buffer, blocks[0], blockBytes), Buffer.from(session.buffer, blocks[1], blockBytes)],
    turn: 0,
    filled: 0,
    line: hasHeader ? -1 : 0,
    append: async (from, end) => {
      const block = blocks[kernel.turn];
      words.set([text + from, block + kernel.filled, kernel.line - first]);
      for (;;) {
        const why = await session.run("append", state, text + end, block, block + blockBytes, table, columns.length, lines);
        kernel.filled = words[toWord]! - block;
        kernel.line = words[lineWord]! + first;
        const reached = words[atWord]! - text;
        if (why === full) return { reached, stopped: "full" };
        if (why === large) return { reached, stopped: "large" };
        if (why !== noCells) return { reached };
        first = kernel.line;
        lines = stage();
        if (lines === 0) return { reached, stopped: "missing" };
        words[lineWord] = 0;
      }
    },
    close: session.close,
  };
  return kernel;
}
