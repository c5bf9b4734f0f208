/**
 * He_0, He_1, ... at z, as many as there is room for.
 * @param sign 1 for the same with all terms positive, which rounding of their sums is measured by; z is positive then
 */
export function hermiteInto(into: Float64Array, z: number, sign: 1 | -1 = -1): void {
  into[0] = 1;
  if (into.length > 1) into[1] = z;
  for (let n = 1; n + 1 < into.length; n++) into[n + 1] = z * into[n]! + sign * n * into[n - 1]!;
}

/** He_n / sqrt(n!) at z, which stays within range for all n: He_200 does not. */
export function normalisedHermiteInto(into: Float64Array, z: number): void {
  into[0] = 1;
  if (into.length > 1) into[1] = z;
  for (let n = 1; n + 1 < into.length; n++)
    into[n + 1] = (z * into[n]! - Math.sqrt(n) * into[n - 1]!) / Math.sqrt(n + 1);
}
