// What the threads of one session share. The first page (64 kB) of the memory belongs to the runtime;
// these addresses are mirrored in lib/kernels/runtime/layout.ts.

// @ts-ignore: decorator
@inline const ARRIVED: usize = 1024;
// @ts-ignore: decorator
@inline const GENERATION: usize = 1088;
// @ts-ignore: decorator
@inline const PROGRESS: usize = 1152;
// @ts-ignore: decorator
@inline const TICKET: usize = 1216;

// About 30 µs: longer than a balanced phase needs, short enough to hand the core back.
// @ts-ignore: decorator
@inline const SPINS: i32 = 20000;

/** Waits until all threads of the session are here. Spins shortly, then sleeps. */
export function barrier(threads: i32): void {
  if (threads <= 1) return;
  const generation = atomic.load<i32>(GENERATION);
  if (atomic.add<i32>(ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(ARRIVED, 0);
    atomic.add<i32>(GENERATION, 1);
    atomic.notify(GENERATION, threads);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(GENERATION) != generation) return;
  }
  while (atomic.load<i32>(GENERATION) == generation) atomic.wait<i32>(GENERATION, generation, -1);
}

/** The next number of a counter shared by all threads, from 0. Reset it by `resetTickets` between two barriers. */
export function takeTicket(): i32 {
  return atomic.add<i32>(TICKET, 1);
}

export function resetTickets(): void {
  atomic.store<i32>(TICKET, 0);
}

/** Tells the caller the share of the work done, 0 … 1. */
export function progress(ratio: f32): void {
  store<f32>(PROGRESS, ratio);
}
