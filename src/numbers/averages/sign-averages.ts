import * as Q from "../../algebra/rational.js";
import type { Activation, Signs } from "../activations/activation.js";
import { choleskyInto } from "../analysis/cholesky.js";
import { multiplyCoefficients } from "../analysis/jets.js";
import { type Average, countWithSums, keyOf, type Power, powersWithSums } from "./joint.js";

/*
 * Averages over several inputs in closed form, of activations made of polynomials and signs: sigma(x) = A(x) + B(x) s(x),
 * s the sign of x (ReLU, |x|), or the mean of the sign of x + c w over a unit normal w of its own (erf, GELU). A product
 * of fields is then one of powers of Gaussian variables and of signs of Gaussian variables, and its derivatives bring
 * delta functions and derivatives of those. With C the covariance, by Gaussian integration by parts:
 *
 *   < v_i F >         = sum_k C_ik < d_k F >,
 *   < delta(v_j) F >  = < F >' / sqrt(2 pi C_jj), over the others given v_j = 0,
 *   < delta^(q)(v_j) F > = -((q-1) < delta^(q-2)(v_j) F > + sum_{k != j} C_jk < delta^(q-1)(v_j) d_k F >)/C_jj,
 *
 * until signs alone are left. Those of two variables average to (2/pi) asin of their correlation (Sheppard); of four
 * and six, by Plackett's identity, the correlations are switched on together, and
 *
 *   d/dt < prod s > = sum_{i<j} R_ij (2/pi)/sqrt(1 - t^2 R_ij^2) < prod_{others} s | v_i = v_j = 0 >
 *
 * leaves an integral over t of what is known. Nothing is inverted, and kernels may be singular.
 */

/** What stands at a variable: a power and perhaps a sign, or a derivative of a delta function. */
interface Form {
  /** The power of the variable; of a delta function 0. */
  readonly power: number;
  readonly isSigned: boolean;
  /** q of delta^(q); -1 where there is none. */
  readonly delta: number;
}

interface Term {
  readonly coefficient: number;
  readonly forms: readonly Form[];
}

/** A number and the sum of the sizes of what it was added up from. */
type Sized = readonly [value: number, size: number];

/** What is left of a variance below this part of what it was is nothing. */
const exhausted = 1e-13;
/** Signs in one average: four need an integral over t, six one of those. */
const mostSigns = 6;
/** With noise of its own every sigma has a sign of its own. */
const mostNoisySigns = 4;
/** Rounding of a sum, in units of epsilon, and what the integral over t may be off by. */
const [rounding, integralError] = [40, 3e-14];

/**
 * All averages over inputs with a covariance with given sums of powers and derivatives; undefined where the activation
 * is not made of signs, or there would be too many of them. Of a kernel that is singular, or nearly, the formulas have
 * terms that are sign(0): their limit is taken from kernels with some noise more in each input, by Romberg's
 * extrapolation in the noise, of which averages are series.
 */
export function signAverages(
  activation: Activation,
  covariance: readonly (readonly number[])[],
  sums: Power,
): ReadonlyMap<string, Average> | undefined {
  const { signs } = activation;
  if (signs === undefined || !areFew(signs, covariance.length, sums)) return undefined;
  const left = smallestLeft(covariance);
  if (signs.noise > 0 || left > (covariance.length < 3 ? leastLeftOfTwo : leastLeft)) {
    const found = regularAverages(signs, covariance, sums);
    if (signs.noise > 0 || covariance.length < 3) return found;
    const loss = lossOverLeft / left;
    return new Map(
      [...found].map(([key, { value, error, size }]) => [key, { value, error: error + loss * size, size }]),
    );
  }
  // Of a kernel that is nearly singular the limit is the value but for the root of what is left, where there are derivatives.
  const leftOut = sums.derivatives > 0 && left > roundedLeft ? Math.sqrt(left) : left;
  const rows = Array.from({ length: extrapolated }, (_, i) =>
    regularAverages(
      signs,
      covariance.map((row, a) => row.map((entry, b) => (a === b ? entry * (1 + leastNoise * 4 ** i) : entry))),
      sums,
    ),
  );
  const found = new Map<string, Average>();
  for (const key of rows[0]!.keys()) {
    let column = rows.map((row) => row.get(key)!.value);
    let before = column[0]!;
    // Powers 1/2, 1, 3/2, ... of the noise, which grows fourfold from row to row.
    for (let power = 1; column.length > 1; power++) {
      before = column[0]!;
      column = column.slice(1).map((next, i) => column[i]! + (column[i]! - next) / (2 ** power - 1));
    }
    const value = column[0]!;
    const { size, error } = rows[0]!.get(key)!;
    const own = Math.abs(value - before) + 10 * error + (leftOut + leastOfLimit) * size;
    // What grows without bound as the noise goes has no limit.
    const [least, most] = [rows[0]!.get(key)!.value, rows.at(-1)!.get(key)!.value];
    const isEndless = Math.abs(least) > endless * Math.abs(most) && own > 1e-3 * Math.abs(value);
    found.set(key, isEndless ? { value: Number.POSITIVE_INFINITY, error: own, size } : { value, error: own, size });
  }
  return found;
}

/** Noise that is added to each variance, as a part of it, and from how many kernels the limit is taken. */
const [leastNoise, extrapolated] = [1e-6, 6];
/** What rounding leaves of a limit, as a part of the size. */
const leastOfLimit = 2e-12;
/** From the most noise to the least an average with a limit does not grow as much. */
const endless = 4;
/**
 * With less of a variance left, given the fields before it, a kernel counts as singular: two inputs have formulas of one
 * step, which bear more. What is below the last is rounding of the kernel.
 */
const [leastLeft, leastLeftOfTwo, roundedLeft] = [1e-11, 1e-15, 1e-15];
/** What the formulas lose where little is left of a variance, as a part of the size, over what is left. */
const lossOverLeft = 1e-17;

/** The smallest part of a variance that is left given the fields before it. */
function smallestLeft(covariance: readonly (readonly number[])[]): number {
  const n = covariance.length;
  const root = new Float64Array(n * n);
  choleskyInto(
    root,
    n,
    (i, j) => covariance[i]![j]! / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!),
    () => 0,
  );
  return covariance.reduce((least, _, i) => Math.min(least, root[i * n + i]! ** 2), 1);
}

/** The averages at a kernel that is not singular. */
function regularAverages(
  signs: Signs,
  covariance: readonly (readonly number[])[],
  sums: Power,
): ReadonlyMap<string, Average> {
  const inputs = covariance.length;
  const isNoisy = signs.noise > 0;
  const wanted = powersWithSums(inputs, sums);
  // Variables: the fields, and with noise behind them a copy for each sign that a field may have.
  const copies = isNoisy ? Math.max(...wanted.map((powers) => Math.max(...powers.map(({ times }) => times)))) : 0;
  const owner = Array.from({ length: inputs * (1 + copies) }, (_, v) => v % inputs);
  const moments = momentsOf(
    owner.map((i, v) => owner.map((j, w) => covariance[i]![j]! + (v === w && v >= inputs ? signs.noise ** 2 : 0))),
  );
  const fieldTerms = (power: Power, input: number): Term[] => termsOf(signs, power, input, inputs, owner.length);
  const found = new Map<string, Average>();
  for (const powers of wanted) {
    const lists = powers.map((power, input) => fieldTerms(power, input));
    let [value, size] = [0, 0];
    const expand = (input: number, coefficient: number, forms: readonly Form[]): void => {
      if (input === inputs) {
        const [v, s] = moments(forms);
        value += coefficient * v;
        size += Math.abs(coefficient) * s;
        return;
      }
      for (const term of lists[input]!)
        expand(
          input + 1,
          coefficient * term.coefficient,
          forms.map((form, v) => (term.forms[v] === nothing ? form : term.forms[v]!)),
        );
    };
    expand(
      0,
      1,
      owner.map(() => nothing),
    );
    found.set(keyOf(powers), { value, error: (rounding * Number.EPSILON + integralError) * size, size });
  }
  return found;
}

/** Whether averages over so many inputs have no more signs than are known. */
const areFew = ({ noise }: Signs, inputs: number, { times }: Power): boolean =>
  noise > 0 ? times <= mostNoisySigns : inputs <= mostSigns;

/** About how long they take, in seconds; undefined where there are none. */
export function signForecast({ signs }: Activation, inputs: number, sums: Power): number | undefined {
  if (signs === undefined || !areFew(signs, inputs, sums)) return undefined;
  return countWithSums(inputs, sums) * (inputs > 4 ? 3e-2 : 2e-4);
}

const nothing: Form = { power: 0, isSigned: false, delta: -1 };
const signed: Form = { power: 0, isSigned: true, delta: -1 };

/** The terms of (sigma^m)^(k) at one input, each a coefficient and what stands at the variables of that input. */
function termsOf(
  { plain, signed: odd, noise }: Signs,
  { times, derivatives }: Power,
  input: number,
  inputs: number,
  variables: number,
): Term[] {
  const [a, b] = [plain.map(Q.toNumber), odd.map(Q.toNumber)];
  const power = (c: readonly number[], n: number): readonly number[] =>
    Array.from({ length: n }).reduce<readonly number[]>((product) => multiplyCoefficients(product, c), [1]);
  let terms: Term[] = [];
  let choose = 1;
  for (let count = 0; count <= times; count++) {
    // binom(m, count) A^{m-count} B^count and so many signs: of the field itself their square is 1.
    const polynomial = multiplyCoefficients(power(a, times - count), power(b, count)).map((c) => c * choose);
    choose = (choose * (times - count)) / (count + 1);
    polynomial.forEach((coefficient, degree) => {
      if (coefficient === 0) return;
      const forms: Form[] = Array.from({ length: variables }, () => nothing);
      forms[input] = { power: degree, isSigned: noise === 0 && count % 2 === 1, delta: -1 };
      if (noise > 0) for (let copy = 1; copy <= count; copy++) forms[input + copy * inputs] = signed;
      terms.push({ coefficient, forms });
    });
  }
  for (let d = 0; d < derivatives; d++)
    terms = terms.flatMap(({ coefficient, forms }) =>
      forms.flatMap((form, v) => {
        const next = derivativeOf(form);
        return next === undefined
          ? []
          : [{ coefficient: coefficient * next.factor, forms: forms.map((f, w) => (w === v ? next.form : f)) }];
      }),
    );
  return terms;
}

/** d/dv of what stands at v, or undefined where that is 0. */
function derivativeOf({ power, isSigned, delta }: Form): { readonly factor: number; readonly form: Form } | undefined {
  if (delta >= 0) return { factor: 1, form: { power: 0, isSigned: false, delta: delta + 1 } };
  if (power > 0) return { factor: power, form: { power: power - 1, isSigned, delta: -1 } };
  // x^p delta(x) is 0 for p > 0, and so the derivative of a sign counts where nothing else stands.
  return isSigned ? { factor: 2, form: { power: 0, isSigned: false, delta: 0 } } : undefined;
}

/** The averages of products of such forms, each made once. */
function momentsOf(covariance: readonly (readonly number[])[]): (forms: readonly Form[]) => Sized {
  const known = new Map<string, Sized>();
  const conditional = new Map<number, readonly (readonly number[])[]>([[0, covariance]]);
  /** The covariance given that some variables, a bit each, are 0. */
  const given = (bits: number): readonly (readonly number[])[] => {
    const found = conditional.get(bits);
    if (found !== undefined) return found;
    const last = 31 - Math.clz32(bits);
    const made = conditioned(given(bits & ~(1 << last)), last, covariance);
    conditional.set(bits, made);
    return made;
  };
  const moment = (forms: readonly Form[], bits: number): Sized => {
    let key = `${bits}`;
    let parity = 0;
    for (const { power, isSigned, delta } of forms) {
      key += delta >= 0 ? `d${delta}` : isSigned ? `s${power}` : `p${power}`;
      parity += power + (isSigned ? 1 : 0) + Math.max(0, delta);
    }
    if (parity % 2 === 1) return zero;
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = made(forms, bits);
    known.set(key, value);
    return value;
  };
  const made = (forms: readonly Form[], bits: number): Sized => {
    const c = given(bits);
    const vanishes = (v: number): boolean => !(c[v]![v]! > exhausted * covariance[v]![v]!);
    // What is 0 with certainty makes its powers and its sign 0; a delta function of it does not exist.
    for (let v = 0; v < forms.length; v++) {
      const { power, isSigned, delta } = forms[v]!;
      if ((power === 0 && !isSigned && delta < 0) || !vanishes(v)) continue;
      if (delta >= 0) return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      return zero;
    }
    const withForm = (v: number, form: Form) => forms.map((f, w) => (w === v ? form : f));
    // The first one until it is gone: its derivatives go to others, never back.
    const v = forms.findIndex(({ delta }) => delta >= 0);
    if (v >= 0) {
      const { delta } = forms[v]!;
      const variance = c[v]![v]!;
      if (delta === 0) {
        const [value, size] = moment(withForm(v, nothing), bits | (1 << v));
        const height = 1 / Math.sqrt(2 * Math.PI * variance);
        return [height * value, height * size];
      }
      const sum = integrated(withForm(v, { ...nothing, delta: delta - 1 }), c[v]!, v, (next) => moment(next, bits));
      const lower: Sized = delta === 1 ? zero : moment(withForm(v, { ...nothing, delta: delta - 2 }), bits);
      return [-((delta - 1) * lower[0] + sum[0]) / variance, ((delta - 1) * lower[1] + sum[1]) / variance];
    }
    const raised = forms.findIndex(({ power }) => power > 0);
    if (raised >= 0) {
      const form = forms[raised]!;
      return integrated(withForm(raised, { ...form, power: form.power - 1 }), c[raised]!, -1, (next) =>
        moment(next, bits),
      );
    }
    const places = forms.flatMap(({ isSigned }, v) => (isSigned ? [v] : []));
    const value = averageOfSigns(places.map((v) => places.map((w) => c[v]![w]! / Math.sqrt(c[v]![v]! * c[w]![w]!))));
    return [value, 1];
  };
  return (forms) => moment(forms, 0);
}

const zero: Sized = [0, 0];

/** sum_k C_ik < d_k F >. @param without k is not this one */
function integrated(
  forms: readonly Form[],
  row: readonly number[],
  without: number,
  moment: (forms: readonly Form[]) => Sized,
): Sized {
  let [value, size] = [0, 0];
  for (let k = 0; k < forms.length; k++) {
    if (k === without || row[k] === 0) continue;
    const next = derivativeOf(forms[k]!);
    if (next === undefined) continue;
    const [v, s] = moment(forms.map((form, w) => (w === k ? next.form : form)));
    value += row[k]! * next.factor * v;
    size += Math.abs(row[k]!) * next.factor * s;
  }
  return [value, size];
}

/** The covariance given that a variable is 0; what rounding leaves of a variance is taken for nothing. */
function conditioned(
  c: readonly (readonly number[])[],
  at: number,
  first: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const variance = c[at]![at]!;
  const rest = c.map((row) => row.map((entry, j) => entry - (row[at]! * c[at]![j]!) / variance));
  rest.forEach((row, i) => {
    if (row[i]! <= exhausted * first[i]![i]!) {
      row.fill(0);
      for (const other of rest) other[i] = 0;
    }
  });
  return rest;
}

/** Nodes and weights on (0, 1) that crowd at both ends, where correlations of 1 bring roots: the double exponential rule. */
const crowded = (step: number): readonly { readonly t: number; readonly weight: number }[] => {
  const half = Math.round(3.4 / step);
  return Array.from({ length: 2 * half + 1 }, (_, i) => {
    const at = (i - half) * step;
    const s = (Math.PI / 2) * Math.sinh(at);
    return {
      t: 1 / (1 + Math.exp(-2 * s)),
      weight: (step * (Math.PI / 2) * Math.cosh(at)) / (2 * Math.cosh(s) ** 2),
    };
  });
};
const [fineRule, coarseRule] = [crowded(1 / 16), crowded(1 / 8)];

const clipped = (correlation: number): number => Math.max(-1, Math.min(1, correlation));

/** < prod sign(v_i) > of variables with these correlations: 0 for an odd number. */
export function averageOfSigns(correlations: readonly (readonly number[])[], isInner = false): number {
  const n = correlations.length;
  if (n % 2 === 1) return 0;
  if (n === 0) return 1;
  if (n === 2) return (2 / Math.PI) * Math.asin(clipped(correlations[0]![1]!));
  // Variables that are the same, or opposite, multiply to 1, or -1.
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const r = correlations[i]![j]!;
      if (Math.abs(r) < 1 - exhausted) continue;
      const others = correlations.flatMap((row, a) =>
        a === i || a === j ? [] : [row.filter((_, b) => b !== i && b !== j)],
      );
      return Math.sign(r) * averageOfSigns(others, isInner);
    }
  let total = 0;
  for (const { t, weight } of isInner ? coarseRule : fineRule) {
    let slope = 0;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const r = correlations[i]![j]!;
        if (r === 0) continue;
        slope += (r / Math.sqrt((1 - t * r) * (1 + t * r))) * signsGiven(correlations, i, j, t);
      }
    total += weight * slope;
  }
  return (2 / Math.PI) * total;
}

/** < prod of the other signs > given v_i = v_j = 0, all correlations being t R. */
function signsGiven(correlations: readonly (readonly number[])[], i: number, j: number, t: number): number {
  const n = correlations.length;
  const r = t * correlations[i]![j]!;
  const determinant = (1 - r) * (1 + r);
  const others: number[] = [];
  for (let a = 0; a < n; a++) if (a !== i && a !== j) others.push(a);
  const entry = (a: number, b: number): number => {
    const [ai, aj, bi, bj] = [correlations[a]![i]!, correlations[a]![j]!, correlations[b]![i]!, correlations[b]![j]!];
    const own = a === b ? 1 : t * correlations[a]![b]!;
    return own - (t * t * (ai * bi + aj * bj - r * (ai * bj + aj * bi))) / determinant;
  };
  const deviations = others.map((a) => Math.sqrt(Math.max(0, entry(a, a))));
  if (deviations.some((deviation) => !(deviation > 1e-9))) return 0;
  const given = others.map((a, x) =>
    others.map((b, y) => (x === y ? 1 : clipped(entry(a, b) / (deviations[x]! * deviations[y]!)))),
  );
  return averageOfSigns(given, true);
}
