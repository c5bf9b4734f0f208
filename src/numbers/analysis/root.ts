/**
 * A root of f between two places of opposite sign, by bisection with secant steps (the Illinois rule), as exact as f
 * is.
 * @param from f(from) and f(to) must differ in sign
 */
export function rootBetween(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  for (let i = 0; i < 200 && fb !== 0; i++) {
    // Every third step halves the interval, so that it surely shrinks.
    let x = i % 3 === 2 ? (a + b) / 2 : b - (fb * (b - a)) / (fb - fa);
    if (!(x > Math.min(a, b) && x < Math.max(a, b))) x = (a + b) / 2;
    if (x === a || x === b || Math.abs(b - a) <= 1e-15 * Math.abs(b)) break;
    const fx = f(x);
    if (fx > 0 === fb > 0) fa /= 2;
    else [a, fa] = [b, fb];
    [b, fb] = [x, fx];
  }
  return b;
}

/** Places from one to another, evenly in their logarithms. */
export const logGrid = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
