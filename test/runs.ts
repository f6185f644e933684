// How often a random test is tried: as often as it says in CI, and an eighth of that on a person's machine, where it
// walks other ways each time.
export function runs(inCi: number): number {
  return process.env['CI'] ? inCi : Math.ceil(inCi / 8);
}
