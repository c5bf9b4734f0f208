/** Whole numbers below this are exact in floating point. */
export const exactBound = 2 ** 53;

/** The greatest common divisor of whole numbers. */
export const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** n! as a bigint. */
export function factorial(n: number): bigint {
  let product = 1n;
  for (let i = 2; i <= n; i++) product *= BigInt(i);
  return product;
}

/** binom(n, m) as a bigint; zero when m < 0 or m > n. */
export function binomial(n: number, m: number): bigint {
  if (m < 0 || m > n) return 0n;
  let value = 1n;
  for (let i = 1; i <= m; i++) value = (value * BigInt(n - m + i)) / BigInt(i);
  return value;
}

/** Stirling numbers of the second kind S(n, 0..n): set partitions of n things by their number of blocks. */
export function stirlingRow(n: number): bigint[] {
  let row: bigint[] = [1n];
  for (let i = 1; i <= n; i++) {
    const next: bigint[] = [0n];
    for (let m = 1; m <= i; m++) next.push((row[m - 1] ?? 0n) + BigInt(m) * (row[m] ?? 0n));
    row = next;
  }
  return row;
}

/** Compares two lists of numbers in turn, for sorting; where one begins the other, the shorter comes first. */
export function inTurn(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** (2i-1)!!, the number of ways to pair 2i things: also <z^{2i}> of a unit normal z. */
export function oddFactorial(i: number): bigint {
  return factorial(2 * i) / (factorial(i) * 2n ** BigInt(i));
}
