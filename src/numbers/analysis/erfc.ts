import erf from "@stdlib/math-base-special-erf";

const step = 0.5;
/** e^{-n^2 h^2}, n = 1, 2, ..., as far as they count. */
const weights = Array.from({ length: 13 }, (_, i) => Math.exp(-(((i + 1) * step) ** 2)));

/**
 * 1 - erf(x) with all its digits: the trapezoidal rule for erfc(x) = (2x/pi) e^{-x^2} int_0^oo e^{-t^2}/(t^2 + x^2) dt,
 * with what its poles at t = +-i x leave where these are nearer than pi/h (Chiarella and Reichel, Math. Comp. 22 (1968)
 * 137): exact to e^{-(pi/h)^2} = 10^-17.
 */
export function erfc(x: number): number {
  if (x < 0.5) return 1 - erf(x);
  // Of the rounding of x^2 the exponential would make x^2 times as much: the square is taken in two parts.
  const high = Math.fround(x);
  const gaussian = Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
  let sum = 1 / (x * x);
  weights.forEach((weight, i) => {
    sum += (2 * weight) / (((i + 1) * step) ** 2 + x * x);
  });
  const poles = x < Math.PI / step ? 2 / Math.expm1((2 * Math.PI * x) / step) : 0;
  return ((step * x) / Math.PI) * gaussian * sum - poles;
}
