import type { RidgeModel } from "./planar-solution.js";

/*
 * A power law lambda_I = lambda_+ I^-(1 + alpha) with M without bound and 1 << N, T: sums over I are integrals,
 *
 *   S_1 = c (lambda_+/D)^(1/(1 + alpha)),   c = (pi/(1 + alpha))/sin(pi/(1 + alpha)),   S_(k+1) = S_k (1 - 1/(k (1 + alpha))),
 *
 * so that everything planar is a function of S alone (Maloney, Roberts, Sully, arXiv:2210.16859, section 3). The integral is 1/2 more than the sum, which is of the order of the first finite-size
 * correction: it is no match for that one.
 */

/** The limits of a power law, as functions of N, T and gamma/s. */
export interface PowerLawLimit {
  /** c, with which S = c (lambda_+/D)^(1/(1 + alpha)). */
  readonly constant: number;
  readonly d: number;
  readonly first: number;
  readonly second: number;
  /** The planar loss on clean labels, in units C sigma_w^2/2M. */
  readonly loss: number;
  /** That at no ridge, lambda_+ c^(1 + alpha) m^-alpha/(1 - m/max(N, T)), m the smaller of N and T; infinite at N = T. */
  readonly ridgeless: number;
  /** The best that a ridge can do without noise: its gamma/s, and the loss there. */
  readonly optimum: { readonly ridge: number; readonly loss: number };
}

/** A power law: alpha > 0 and lambda_+ > 0. */
export interface PowerLawSpectrum {
  readonly alpha: number;
  readonly largest: number;
}

/** c of S = c (lambda_+/D)^(1/(1 + alpha)). */
export const densityConstant = (alpha: number): number => {
  const angle = Math.PI / (1 + alpha);
  return angle / Math.sin(angle);
};

/** What is planar, at a value of S. */
function atFirst({ alpha, largest }: PowerLawSpectrum, { features: n, samples: t }: Sizes, first: number) {
  const d = largest * (densityConstant(alpha) / first) ** (1 + alpha);
  const difference = first / (1 + alpha);
  const [u, x] = [n - first, t - first];
  const determinant = (u + x) * difference + u * x;
  return { d, second: first - difference, ridge: d * u * x, loss: (n * t * d * difference) / determinant };
}

/** N and T. */
export type Sizes = Pick<RidgeModel, "features" | "samples">;

/** The limit of a power law with M without bound, at a ridge gamma/s. */
export function powerLawLimit(law: PowerLawSpectrum, sizes: Sizes, ridge: number): PowerLawLimit {
  const { alpha, largest } = law;
  const { features: n, samples: t } = sizes;
  const constant = densityConstant(alpha);
  const [least, most] = [Math.min(n, t), Math.max(n, t)];
  // gamma/s falls with S, from no bound at 0 to 0 at min(N, T).
  let [low, high] = [0, least];
  for (let i = 0; i < 200 && high - low > 0; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (atFirst(law, sizes, middle).ridge > ridge) low = middle;
    else high = middle;
  }
  const first = ridge === 0 ? least : (low + high) / 2;
  const { d, second, loss } = atFirst(law, sizes, first);
  // (1 - alpha)(2 + alpha) S^2 + alpha (1 + alpha)((N + T) S - N T) = 0.
  const [a, b] = [(1 - alpha) * (2 + alpha), alpha * (1 + alpha)];
  const root = Math.sqrt((b * (n + t)) ** 2 + 4 * a * b * n * t);
  const best = atFirst(law, sizes, (2 * b * n * t) / (b * (n + t) + root));
  return {
    constant,
    d,
    first,
    second,
    loss,
    ridgeless: (largest * constant ** (1 + alpha) * least ** -alpha) / (1 - least / most),
    optimum: { ridge: best.ridge, loss: best.loss },
  };
}
