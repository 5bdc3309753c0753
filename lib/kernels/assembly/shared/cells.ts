// Cells of arrays in the shared memory, by the array's address and the cell's number.

// @ts-ignore: decorator
@inline export function i32At(base: usize, at: i32): i32 {
  return load<i32>(base + (<usize>at << 2));
}
// @ts-ignore: decorator
@inline export function setI32(base: usize, at: i32, value: i32): void {
  store<i32>(base + (<usize>at << 2), value);
}
// @ts-ignore: decorator
@inline export function f64At(base: usize, at: i32): f64 {
  return load<f64>(base + (<usize>at << 3));
}
// @ts-ignore: decorator
@inline export function setF64(base: usize, at: i32, value: f64): void {
  store<f64>(base + (<usize>at << 3), value);
}
