import { UserError } from "../../foundation/errors.js";
import {
  affine,
  infinitesimal,
  inverse,
  logarithm,
  type Nilpotent,
  plus,
  polynomialAt,
  real,
  times,
  varied,
} from "./nilpotent.js";
import { type PlanarSolution, planarSolution, type RidgeModel } from "./planar-solution.js";

/*
 * Beyond the planar limit of the solvable model of neural scaling laws. Matrices are real, so that the first correction is one crosscap, of relative order 1/N: the
 * twisted ladder closed on itself,
 *
 *   F_1 = (1/2) log det(1 - K),   det(1 - K) = (1 - S_2 r^2/N)(1 - S_2 p^2/T) - (S - S_2)^2 r^2 p^2/NT,   r = c_u/a,   p = c_x/b,
 *
 * with sources tau (on W, times Lambda) and zeta (on U): a = c_u + zeta, c_u = N - S c_u/a, b = c_x + tau, c_x = T - S c_x/b, D = gamma/(a b), in units s = 1. Then
 *
 *   loss_1 = gamma d_tau d_zeta F_1,   noise_1 = d_gamma(gamma d_tau F_1),   |theta|^2_1 = d_gamma(gamma d_zeta F_1),   train_1 = - (gamma^2/T) d_gamma d_zeta F_1.
 *
 * How far the loss of one draw (averaged over teacher and test data) is from the mean is the untwisted ladder between two copies,
 *
 *   Var = gamma^2 d_tau d_zeta d_tau' d_zeta' (-2 log det(1 - K')),
 *
 * K' with chains of the one copy on the left and of the other on the right. With a teacher and test data of other covariances the sources stand with weights omega_I and
 * rho_I of their own at each direction, and r, p move into the sums over I.
 *
 * Sources are taken in units of what they are added to, zeta = c_u e_2 and tau = c_x e_1, and D stands for gamma, gamma = D c_u c_x: then nothing is singular without a ridge,
 * where c_u or c_x vanishes. Derivatives are taken with nilpotent numbers, exact to rounding. None of this is in a paper that we know of.
 */

/** An expansion whose first correction is a larger part of what it corrects is none. */
export const largestCorrection = 0.3;

/** The first finite-size corrections, in the units of the planar values. */
export interface FiniteSizeCorrection {
  readonly loss: number;
  /** Of the labels' noise in the loss. */
  readonly noise: number;
  /** Of the labels' noise in the train loss of a sample and in <|theta|^2>. */
  readonly noiseTrain: number;
  readonly noiseNorm: number;
  /** Of the train loss of a sample on labels without noise. */
  readonly train: number;
  /** Of <|theta|^2>. */
  readonly norm: number;
}

/** The directions that have one teacher's weight and one test weight, with their sums over I of lambda^a/(lambda + D)^b. */
interface Directions {
  readonly teacher: number;
  readonly test: number;
  /** Entry j: sum lambda/(lambda + D)^(j+1). */
  readonly first: readonly number[];
  /** Entry j: sum lambda^2/(lambda + D)^(j+2). */
  readonly second: readonly number[];
}

/** How many powers of 1/(lambda + D) the derivatives need. */
const powers = 6;

/** The directions by their weights; all together where nothing distinguishes them. */
function directionsOf(spectrum: Float64Array, { teacher, test }: RidgeModel, d: number): Directions[] {
  const found = new Map<string, { teacher: number; test: number; first: number[]; second: number[] }>();
  const classAt = (i: number) => {
    const weights = { teacher: teacher?.[i] ?? 1, test: test?.[i] ?? 1 };
    const key = `${weights.teacher} ${weights.test}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const fresh = { ...weights, first: new Array<number>(powers).fill(0), second: new Array<number>(powers).fill(0) };
    found.set(key, fresh);
    return fresh;
  };
  const isUniform = teacher === undefined && test === undefined;
  let own = classAt(0);
  for (let i = spectrum.length - 1; i >= 0; i--) {
    if (!isUniform) own = classAt(i);
    const lambda = spectrum[i]!;
    const inverse = 1 / (lambda + d);
    let power = lambda * inverse;
    for (let j = 0; j < powers; j++) {
      own.first[j]! += power;
      own.second[j]! += power * lambda * inverse;
      power *= inverse;
    }
  }
  return [...found.values()];
}

/** Sources: nilpotent, in units of c_x and c_u. */
interface Sources {
  readonly tau: Nilpotent;
  readonly zeta: Nilpotent;
}

/** The dressed lines with sources. Each number is one of nilpotent parts. */
interface Dressed {
  /** c_u and c_x with the sources, in units of what they are without. */
  readonly c: { readonly u: Nilpotent; readonly x: Nilpotent };
  /** For each class of directions r = c_u/a, p = c_x/b and D_I, which without sources are 1, 1 and D. */
  readonly at: readonly { readonly r: Nilpotent; readonly p: Nilpotent; readonly d: Nilpotent }[];
}

const total = (terms: readonly Nilpotent[]): Nilpotent => terms.reduce((sum, term) => plus(sum, term));

/** sum_I lambda_I/(lambda_I + D_I) of a class. */
const firstAt = ({ first }: Directions, d: Nilpotent): Nilpotent =>
  polynomialAt(
    first.map((sum, j) => (j % 2 === 0 ? sum : -sum)),
    infinitesimal(d),
  );

/** sum_I (lambda_I/(lambda_I + D_I))^2 of a class. */
const secondAt = ({ second }: Directions, d: Nilpotent): Nilpotent =>
  polynomialAt(
    second.map((sum, j) => (j % 2 === 0 ? 1 : -1) * (j + 1) * sum),
    infinitesimal(d),
  );

/** What the models of one planar solution share. */
interface Base {
  readonly sizes: readonly [n: number, t: number];
  readonly directions: readonly Directions[];
  /** D, N - S and T - S. */
  readonly d: Nilpotent;
  readonly gaps: { readonly u: Nilpotent; readonly x: Nilpotent };
  /** S - S_2 at the value of D. */
  readonly difference: number;
}

/** The planar solution as nilpotent numbers of so many parts; D moves with the parts of the given numbers. */
function baseOf(
  spectrum: Float64Array,
  model: RidgeModel,
  planar: PlanarSolution,
  parts: number,
  moving: readonly number[] = [],
): Base {
  const directions = directionsOf(spectrum, model, planar.d);
  const d = real(planar.d, parts);
  for (const part of moving) d[1 << part] = 1;
  const sum = total(directions.map((own) => firstAt(own, d)));
  // The values of N - S and T - S are known without cancellation.
  const gap = (value: number): Nilpotent => {
    const moved = affine(sum, -1);
    moved[0] = value;
    return moved;
  };
  return {
    sizes: [model.features, model.samples],
    directions,
    d,
    gaps: { u: gap(planar.gaps.features), x: gap(planar.gaps.samples) },
    difference: planar.sums.difference,
  };
}

/** c_u and c_x from c_u = N - sum f_I c_u/a_I and c_x = T - sum f_I c_x/b_I, D_I = gamma/(a_I b_I): Newton's steps with the derivatives of the values. */
function dressedBy({ directions, d, gaps, difference }: Base, { tau, zeta }: Sources): Dressed {
  const parts = 31 - Math.clz32(d.length);
  const bare = total(directions.map((own) => firstAt(own, d)));
  const c = { u: real(1, parts), x: real(1, parts) };
  const lines = () =>
    directions.map((own) => {
      const [a, b] = [plus(c.u, zeta, own.teacher), plus(c.x, tau, own.test)];
      const [overA, overB] = [inverse(a), inverse(b)];
      return { r: times(c.u, overA), p: times(c.x, overB), d: times(d, times(overA, overB)) };
    });
  const [u, x] = [gaps.u[0]! + difference, gaps.x[0]! + difference];
  const determinant = u * x - difference * difference;
  // Each turn makes one nilpotent order more right.
  for (let turn = 0; turn <= parts; turn++) {
    const at = lines();
    const sums = at.map(({ d: own }, i) => firstAt(directions[i]!, own));
    const rest = (gap: Nilpotent, own: Nilpotent, ratio: "r" | "p"): Nilpotent =>
      plus(plus(times(gap, affine(own, 1, -1)), total(sums.map((sum, i) => times(sum, at[i]![ratio])))), bare, -1);
    const [ofU, ofX] = [rest(gaps.u, c.u, "r"), rest(gaps.x, c.x, "p")];
    // Where least squares have learned the teacher the two do not know each other, and one may have no room to move.
    const step = (own: Nilpotent, other: Nilpotent, [mine, theirs]: readonly [number, number]): Nilpotent =>
      determinant > 0
        ? affine(plus(affine(own, theirs), other, -difference), 1 / determinant)
        : affine(own, mine > 0 ? 1 / mine : 0);
    c.u = plus(c.u, step(ofU, ofX, [u, x]), -1);
    c.x = plus(c.x, step(ofX, ofU, [x, u]), -1);
  }
  return { c, at: lines() };
}

/** log det(1 - K) of the twisted ladder, with sources. */
function twistedLadder(base: Base, sources: Sources): Nilpotent {
  const { directions, sizes } = base;
  const { at } = dressedBy(base, sources);
  const sums = at.map((own, i) => {
    const [one, two] = [firstAt(directions[i]!, own.d), secondAt(directions[i]!, own.d)];
    return {
      n: times(two, times(own.r, own.r)),
      s: times(two, times(own.p, own.p)),
      between: times(plus(one, two, -1), times(own.r, own.p)),
    };
  });
  const between = total(sums.map((sum) => sum.between));
  return logLadder(sizes, {
    n: total(sums.map(({ n }) => n)),
    s: total(sums.map(({ s }) => s)),
    around: times(between, between),
  });
}

/** log((1 - n/N)(1 - s/T) - around/NT). */
function logLadder(
  [n, t]: readonly [number, number],
  { n: ofN, s: ofS, around }: { readonly n: Nilpotent; readonly s: Nilpotent; readonly around: Nilpotent },
): Nilpotent {
  const product = times(affine(ofN, -1 / n, 1), affine(ofS, -1 / t, 1));
  return logarithm(plus(product, around, -1 / (n * t)));
}

const source = (part: number, parts: number): Nilpotent =>
  varied(
    0,
    Array.from({ length: parts }, (_, i) => (i === part ? 1 : 0)),
  );

/** The correction is of linear features: others have corrections of the same order from what is not Gaussian in them. */
function requireLinear({ bulk = 0 }: RidgeModel, what: string): void {
  if (bulk > 0)
    throw new UserError(
      "network",
      `${what} is known for linear features: others have more of the same order from what is not Gaussian in them\nexpected no activation, or the planar value alone`,
    );
}

/**
 * The correction of relative order 1/N to the planar solution: sums over the spectrum, no integral (at this order the two differ). Without a ridge too.
 * @param spectrum lambda_1, ..., lambda_M, all positive
 * @throws UserError as `planarSolution` does, and for features that are not linear
 */
export function finiteSizeCorrection(
  spectrum: Float64Array,
  model: RidgeModel,
  planar: PlanarSolution = planarSolution(spectrum, model),
): FiniteSizeCorrection {
  requireLinear(model, "the finite-size correction");
  const { samples: t, ridge, scale } = model;
  // There gamma goes as D^2, and what noise adds has a root of gamma in it.
  if (planar.d === 0 && planar.gaps.features * planar.gaps.samples === 0)
    throw new UserError(
      "network",
      `N = M = ${spectrum.length}, or T = M, at gamma = 0: the finite-size correction is not known there\nexpected a ridge, or N and T that differ from M`,
    );
  const none = real(0, 2);
  const [first, second] = [source(0, 2), source(1, 2)];
  const loss = twistedLadder(baseOf(spectrum, model, planar, 2), { tau: first, zeta: second })[3]! / 2;
  // gamma d_tau F_1 = D c_u d_1 F_1 as a function of D, and gamma d_zeta F_1 = D c_x d_2 F_1.
  const base = baseOf(spectrum, model, planar, 2, [1]);
  const { u, x } = base.gaps;
  const perDressing = 1 / (u[0]! * x[0]! + base.difference * (u[0]! + x[0]!));
  const along = (sources: Sources, gap: Nilpotent) => {
    const whole = affine(times(times(base.d, gap), twistedLadder(base, sources)), 0.5);
    return { value: whole[1]!, slope: whole[3]! * perDressing };
  };
  const noise = along({ tau: first, zeta: none }, u);
  const norm = along({ tau: none, zeta: first }, x);
  const byRidge = ridgeDerivatives(baseOf(spectrum, model, planar, 2, [0, 1]));
  return {
    loss: planar.d * loss,
    noise: noise.slope,
    noiseTrain: (-((ridge / scale) ** 2) * byRidge.second) / t,
    noiseNorm: (byRidge.first + (ridge / scale) * byRidge.second) / scale,
    train: (norm.value - (ridge / scale) * norm.slope) / t,
    norm: norm.slope / scale,
  };
}

/**
 * The first two derivatives of F_1 by gamma, without sources: gamma <tr q> = N - M + gamma d_gamma F, and what labels without a teacher have is made of tr q^2 and tr Q^2.
 * @param base with D moving along both parts
 */
function ridgeDerivatives(base: Base): { readonly first: number; readonly second: number } {
  const none = real(0, 2);
  const ladder = affine(twistedLadder(base, { tau: none, zeta: none }), 0.5);
  const { u, x } = base.gaps;
  const sums = base.directions.map((own) => plus(firstAt(own, base.d), secondAt(own, base.d), -1));
  const perDressing = inverse(plus(times(u, x), times(total(sums), plus(u, x))));
  // By D along the first part, as a function along the second; then by gamma, gamma = D c_u c_x.
  const byDressing = Float64Array.of(ladder[1]!, 0, ladder[3]!, 0);
  const byRidge = times(byDressing, perDressing);
  return { first: byRidge[0]!, second: byRidge[2]! * perDressing[0]! };
}

/**
 * The standard deviation of the loss from draw to draw of the features and the training data, averaged over teacher and test data: at leading order, where relative to
 * the loss it falls as 1/N.
 * @throws UserError as `finiteSizeCorrection` does
 */
export function lossSpread(
  spectrum: Float64Array,
  model: RidgeModel,
  planar: PlanarSolution = planarSolution(spectrum, model),
): number {
  requireLinear(model, "the spread from draw to draw");
  if (planar.d === 0) return 0;
  const base = baseOf(spectrum, model, planar, 4);
  const copies = [0, 2].map((part) => dressedBy(base, { tau: source(part, 4), zeta: source(part + 1, 4) })) as [
    Dressed,
    Dressed,
  ];
  const [left, right] = copies;
  const sums = base.directions.map(({ first, second }, i) => {
    const [l, r] = [left.at[i]!, right.at[i]!];
    const two = betweenCopies((power) => second[power]!, l.d, r.d);
    return {
      n: times(two, times(l.r, r.r)),
      s: times(two, times(l.p, r.p)),
      // lambda D D'/((lambda + D)(lambda + D')).
      between: times(
        times(l.d, r.d),
        betweenCopies((power) => first[power + 1]!, l.d, r.d),
      ),
    };
  });
  const between = total(sums.map((sum) => sum.between));
  // c_u c_x/gamma of either copy.
  const ends = affine(times(times(left.c.u, left.c.x), times(right.c.u, right.c.x)), 1 / planar.d ** 2);
  const ladder = logLadder(base.sizes, {
    n: total(sums.map(({ n }) => n)),
    s: total(sums.map(({ s }) => s)),
    around: times(times(between, between), ends),
  });
  return planar.d * Math.sqrt(Math.max(0, -2 * ladder.at(-1)!));
}

/** The sum over I of w_I/((lambda + D_I)(lambda + D_I')), from the sums of w_I/(lambda + D)^(2 + power). */
function betweenCopies(sums: (power: number) => number, d: Nilpotent, other: Nilpotent): Nilpotent {
  const mixed = [0, 1, 2].map((j) => {
    const own = [0, 1, 2].map((k) => (-1) ** (j + k) * sums(j + k));
    return polynomialAt(own, infinitesimal(other));
  });
  const step = infinitesimal(d);
  return mixed.reduceRight((sum, term) => plus(times(sum, step), term));
}
