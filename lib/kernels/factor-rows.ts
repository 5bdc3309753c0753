import type { RandomStream } from "./random";
import type { Session } from "./runtime/session";

/** Rows of `factors` f32 numbers each in a session's memory, padded with zeros to `width`. */
export interface FactorRows {
  address: number;
  count: number;
  factors: number;
  width: number;
}

/** Numbers that are drawn between two turns of the event loop: some 10 ms. */
const DRAWN_AT_ONCE = 200_000;

/** Fills the rows with numbers as `draw` gives them, row by row; the padding with zeros. */
export async function drawRows(session: Session, { address, count, factors, width }: FactorRows, draw: () => number): Promise<void> {
  const cells = new Float32Array(session.buffer, address, count * width).fill(0);
  const rowsAtOnce = Math.ceil(DRAWN_AT_ONCE / factors);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < factors; j++) cells[row * width + j] = draw();
    if (row % rowsAtOnce === rowsAtOnce - 1) await session.breathe();
  }
}

/** Copies the rows out, row-major and without their padding. */
export function copyRows({ buffer }: Session, { address, count, factors, width }: FactorRows): Float32Array {
  const copied = new Float32Array(count * factors);
  for (let row = 0; row < count; row++) copied.set(new Float32Array(buffer, address + row * width * 4, factors), row * factors);
  return copied;
}

/** A standard normal number, by Box and Muller. */
export function nextNormal({ nextFloat }: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - nextFloat())) * Math.cos(2 * Math.PI * nextFloat());
}
