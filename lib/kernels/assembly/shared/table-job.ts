// What a thread is asked to do, and what it answers: 32-bit words at these offsets.
// Mirrored in lib/warehouse/table-kernel.ts.

// @ts-ignore: decorator
@inline export const START: usize = 0;
// @ts-ignore: decorator
@inline export const END: usize = 4;
// @ts-ignore: decorator
@inline export const COLUMNS: usize = 8;
// @ts-ignore: decorator
@inline export const TYPES: usize = 12;
// @ts-ignore: decorator
@inline export const VALUES: usize = 16;
// @ts-ignore: decorator
@inline export const CAPACITY: usize = 20;
// @ts-ignore: decorator
@inline export const NULLS: usize = 24;
// @ts-ignore: decorator
@inline export const NULL_STRIDE: usize = 28;
// @ts-ignore: decorator
@inline export const DELIMITER: usize = 32;
// @ts-ignore: decorator
@inline export const CARRIAGE: usize = 36;
// @ts-ignore: decorator
@inline export const TOKENS: usize = 40;
// @ts-ignore: decorator
@inline export const FIVES: usize = 44;
// @ts-ignore: decorator
@inline export const SLOTS: usize = 48;
// @ts-ignore: decorator
@inline export const CODES: usize = 52;
// @ts-ignore: decorator
@inline export const ARENA: usize = 56;
// @ts-ignore: decorator
@inline export const ARENA_END: usize = 60;
// @ts-ignore: decorator
@inline export const OUTPUT: usize = 64;
// @ts-ignore: decorator
@inline export const OUTPUT_END: usize = 68;
// @ts-ignore: decorator
@inline export const RESULTS: usize = 72;
// @ts-ignore: decorator
@inline export const REGISTERS: usize = 76;
// @ts-ignore: decorator
@inline export const NAIVE: usize = 80;
// @ts-ignore: decorator
@inline export const FRESH: usize = 84;
// @ts-ignore: decorator
@inline export const COUNTERS: usize = 88;
// @ts-ignore: decorator
@inline export const COUNTER_STATES: usize = 92;
// @ts-ignore: decorator
@inline export const ROWS: usize = 96;
// @ts-ignore: decorator
@inline export const REFUSED: usize = 100;
// @ts-ignore: decorator
@inline export const REFUSED_COLUMN: usize = 104;
// @ts-ignore: decorator
@inline export const STRICT: usize = 108;

// Answers for a column.
// @ts-ignore: decorator
@inline export const RESULT_BYTES: usize = 96;
// @ts-ignore: decorator
@inline export const PRESENT: usize = 0;
// @ts-ignore: decorator
@inline export const DISTINCT: usize = 4;
// @ts-ignore: decorator
@inline export const VALUE_LIST: usize = 8;
// @ts-ignore: decorator
@inline export const COUNT_LIST: usize = 12;
// @ts-ignore: decorator
@inline export const DICTIONARY_PAGE: usize = 16;
// @ts-ignore: decorator
@inline export const DICTIONARY_BYTES: usize = 20;
// @ts-ignore: decorator
@inline export const DATA_PAGE: usize = 24;
// @ts-ignore: decorator
@inline export const DATA_BYTES: usize = 28;
// @ts-ignore: decorator
@inline export const ENCODING: usize = 32;
// @ts-ignore: decorator
@inline export const LEAST: usize = 40;
// @ts-ignore: decorator
@inline export const MOST: usize = 48;
// @ts-ignore: decorator
@inline export const MEAN: usize = 56;
// @ts-ignore: decorator
@inline export const SQUARES: usize = 64;
// @ts-ignore: decorator
@inline export const CUBES: usize = 72;

// Types of columns.
// @ts-ignore: decorator
@inline export const TEXT: i32 = 0;
// @ts-ignore: decorator
@inline export const INTEGER: i32 = 1;
// @ts-ignore: decorator
@inline export const DECIMAL: i32 = 2;
// @ts-ignore: decorator
@inline export const BOOLEAN: i32 = 3;
// @ts-ignore: decorator
@inline export const DATE: i32 = 4;
// @ts-ignore: decorator
@inline export const TIMESTAMP: i32 = 5;
