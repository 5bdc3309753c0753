import { barrier, progress, takeTicket } from "./shared/threads";

/** Adds up `rows` f64 numbers at `data`, each thread its blocks, thread 0 the block sums in order. For the runtime's tests. */
export function sum(thread: i32, threads: i32, data: usize, rows: i32, blockSums: usize, blocks: i32): f64 {
  for (let block = thread; block < blocks; block += threads) {
    let total: f64 = 0;
    const end = <i32>((<i64>rows * (block + 1)) / blocks);
    for (let i = <i32>((<i64>rows * block) / blocks); i < end; i++) total += load<f64>(data + (<usize>i << 3));
    store<f64>(blockSums + (<usize>block << 3), total);
  }
  barrier(threads);
  let total: f64 = 0;
  for (let block = 0; block < blocks; block++) total += load<f64>(blockSums + (<usize>block << 3));
  return total;
}

const constants: StaticArray<f64> = [0.1, 0.2, 0.3, 0.5, 0.7, 1.1, 1.3];

/** Adds up a table that lies in the memory since the instance was made. */
export function sumConstants(_thread: i32, _threads: i32): f64 {
  let total: f64 = 0;
  for (let at = 0; at < constants.length; at++) total += constants[at];
  return total;
}

/** Passes `rounds` barriers; answers the tickets drawn. */
export function meet(_thread: i32, threads: i32, rounds: i32): i32 {
  for (let round = 0; round < rounds; round++) {
    takeTicket();
    barrier(threads);
    progress(<f32>round / <f32>rounds);
  }
  return takeTicket();
}

/** Never ends by itself. */
export function spin(_thread: i32, _threads: i32): i32 {
  while (true) takeTicket();
}

/** Fails. */
export function trap(_thread: i32, _threads: i32): i32 {
  unreachable();
  return 0;
}
