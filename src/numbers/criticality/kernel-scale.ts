import type { Activation } from "../activations/activation.js";

/** An activation has left its power law at 0 where x sigma'/(sigma - sigma(0)) has changed by this fraction. */
const changed = 0.2;
/** Where that is looked at, in powers of ten, ten places each. */
const [smallest, largest] = [-10, 8];
/** Where tanh, gelu, sin(x) and their like have left it, about. */
const standard = 0.5;

/**
 * The kernel at which an activation begins to be more than a power at 0, as a power of 100: 1 for tanh, swish or
 * sin(x)^2, 10^-6 for x sigmoid(1000 x), since sigma(a x) has the scale of sigma over a^2. 1 for what is a power
 * everywhere.
 */
export function kernelScale({ value, taylor }: Activation): number {
  const origin = value(0);
  /** The power that sigma - sigma(0) grows with at x; undefined where nothing is left of the difference. */
  const exponentAt = (x: number): number | undefined => {
    const [here = 0, slope = 0] = taylor(x, 1);
    const difference = here - origin;
    return Math.abs(difference) <= 1e-9 * Math.abs(origin) || difference === 0 ? undefined : (x * slope) / difference;
  };
  const first: (number | undefined)[] = [undefined, undefined];
  for (let i = 0; i <= 10 * (largest - smallest); i++) {
    const x = 10 ** (smallest + i / 10);
    const hasChanged = [x, -x].some((place, side) => {
      const exponent = exponentAt(place);
      const before = first[side];
      if (before === undefined) first[side] = exponent;
      return before !== undefined && !(Math.abs((exponent ?? 0) - before) <= changed * Math.max(1, Math.abs(before)));
    });
    if (hasChanged) return Number(`1e${2 * Math.round(Math.log10(x / standard))}`);
  }
  return 1;
}
