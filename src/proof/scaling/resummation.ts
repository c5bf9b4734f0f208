import { evaluate, type Polynomial, samePolynomial, symbolTerm, times } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { multiplyUnivariate, powerUnivariate, type Univariate } from "../../algebra/univariate.js";
import { firstSum } from "../../symbols/symbols.js";
import type { LadderSum, Rainbow } from "../../theory/scaling/resummation.js";
import type { CheckOf } from "../certificate.js";

/* The checks of the resummation: what it found, expanded again, beside the diagrams. */

/** The resummation, and the planar sums that it must have, order by order and with their signs. */
export interface ResummationClaim {
  readonly ladder: LadderSum;
  readonly rainbows: readonly Rainbow[];
  /** Entry m: the sum of the diagrams of order m of the loss. */
  readonly sums: readonly Polynomial[];
  /** Entry m: of those of L1, L2 and L3 that have no rungs. */
  readonly withoutRungs: readonly Polynomial[];
  /** Entry m: of gamma <tr q> and of gamma <tr Q>. */
  readonly traces: { readonly q: readonly Polynomial[]; readonly Q: readonly Polynomial[] };
}

/** A model of three directions in small numbers: N, T and the spectrum. */
const points: readonly (readonly [n: number, t: number, spectrum: readonly Q.Rational[]])[] = [
  [3, 5, [Q.rational(1), Q.rational(1, 2), Q.rational(1, 3)]],
  [7, 2, [Q.rational(2), Q.rational(3, 5), Q.rational(1, 7), Q.rational(1, 7)]],
];

/** A power series through an order, from a polynomial in S, S_2, 1/N, 1/T and D to the power 0 or 1, with the series of v = 1/D = (s/gamma)(N - S)(T - S). */
function expanded(found: Polynomial, [n, t, spectrum]: (typeof points)[number], order: number): Univariate {
  const most = order + 1;
  const moments = (v: Univariate, k: 1 | 2): Q.Rational[] => {
    const terms = spectrum.map((lambda) => {
      // (lambda v/(1 + lambda v))^k, by the geometric series.
      let [power, fraction]: [Univariate, Univariate] = [[Q.one], []];
      for (let j = 0; j < most; j++) {
        power = multiplyUnivariate(
          power,
          v.map((c) => Q.multiply(c, lambda)),
          most,
        );
        fraction = added(fraction, power, Q.rational(j % 2 === 0 ? 1 : -1));
      }
      return powerUnivariate(fraction, k, most);
    });
    return terms.reduce<Q.Rational[]>((sum, term) => added(sum, term), []);
  };
  let v: Univariate = [Q.zero];
  for (let turn = 0; turn <= most; turn++) {
    const first = moments(v, 1);
    const [u, x] = [n, t].map((size) => added([Q.rational(size)], first, Q.rational(-1))) as unknown as [
      Univariate,
      Univariate,
    ];
    v = [Q.zero, ...multiplyUnivariate(u, x, most - 1)];
  }
  const [s1, s2] = [moments(v, 1), moments(v, 2)];
  // v begins with the power 1: 1/v is the inverse of v/g, one power lower.
  const perV = inverse(v.slice(1), most);
  let sum: Univariate = [];
  for (const { coefficient, monomial } of found.values()) {
    let [term, lower]: [Univariate, number] = [[coefficient], 0];
    for (const { symbol, power } of monomial.factors) {
      if (symbol.name === "N" || symbol.name === "T")
        term = term.map((c) => Q.multiply(c, Q.power(Q.rational(symbol.name === "N" ? n : t), power)));
      else if (symbol.name === "D") {
        term = multiplyUnivariate(term, powerUnivariate(perV, power, most), most);
        lower += power;
      } else term = multiplyUnivariate(term, powerUnivariate(symbol.name === "S" ? s1 : s2, power, most), most);
    }
    sum = added(sum, term.slice(lower));
  }
  return Array.from({ length: order + 1 }, (_, m) => sum[m] ?? Q.zero);
}

const added = (a: Univariate, b: Univariate, factor = Q.one): Q.Rational[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    Q.add(a[i] ?? Q.zero, Q.multiply(factor, b[i] ?? Q.zero)),
  );

/** 1/a through a power, a beginning with a number that is not 0. */
function inverse(a: Univariate, most: number): Q.Rational[] {
  const result: Q.Rational[] = [];
  const first = a[0] as Q.Rational;
  for (let i = 0; i <= most; i++) {
    let sum = i === 0 ? Q.one : Q.zero;
    for (let j = 1; j <= i; j++) sum = Q.subtract(sum, Q.multiply(a[j] ?? Q.zero, result[i - j] as Q.Rational));
    result.push(Q.divide(sum, first));
  }
  return result;
}

/** A polynomial in N, T and the t_e at a point. */
const valueAt = (sum: Polynomial, [n, t, spectrum]: (typeof points)[number]): Q.Rational =>
  evaluate(sum, ({ name }) => {
    if (name === "N" || name === "T") return Q.rational(name === "N" ? n : t);
    const power = Number(name.slice(2));
    return spectrum.reduce((total, lambda) => Q.add(total, Q.power(lambda, power)), Q.zero);
  });

function agreement(found: (point: (typeof points)[number], order: number) => Univariate, sums: readonly Polynomial[]) {
  const order = sums.length - 1;
  for (const point of points) {
    const series = found(point, order);
    for (const [m, sum] of sums.entries()) {
      const expected = valueAt(sum, point);
      if (!Q.equals(series[m] as Q.Rational, expected))
        return {
          passed: false,
          detail: `order ${m}: ${Q.toText(series[m] as Q.Rational)} by the formula, ${Q.toText(expected)} by the diagrams`,
        };
    }
  }
  return { passed: true, detail: `orders 0 to ${order} at ${points.length} models in rational numbers` };
}

const loss: CheckOf<ResummationClaim> = {
  name: "the loss, expanded again",
  of: "the sum over ladders",
  cannotSee: "orders past those that are compared",
  look: ({ ladder, sums }) =>
    agreement((point, order) => {
      const [above, below] = [expanded(ladder.numerator, point, order), expanded(ladder.determinant, point, order)];
      return multiplyUnivariate(above, inverse(below, order), order);
    }, sums),
};

const bias: CheckOf<ResummationClaim> = {
  name: "the part without rungs, expanded again",
  of: "P",
  cannotSee: "orders past those that are compared",
  look: ({ ladder, withoutRungs }) =>
    agreement((point, order) => expanded(ladder.withoutRungs, point, order), withoutRungs),
};

const traces: CheckOf<ResummationClaim> = {
  name: "rainbows, expanded again",
  of: "gamma <tr q> = N - S and gamma <tr Q> = T - S",
  cannotSee: "orders past those that are compared",
  look({ rainbows, traces: { q, Q: ofSamples } }) {
    const gap = (size: 0 | 1) => (point: (typeof points)[number], order: number) =>
      added([Q.rational(point[size])], expanded(symbolTerm(firstSum), point, order), Q.rational(-1));
    const [neurons, sampleFaces] = [agreement(gap(0), q), agreement(gap(1), ofSamples)];
    // c_u = N/(1 + S/c_u), c_x = T/(1 + S/c_x): every arc leaves S over its own line.
    const closes = rainbows.every(({ closed, line }) =>
      samePolynomial(times(closed, symbolTerm(line)), symbolTerm(firstSum)),
    );
    return {
      passed: closes && neurons.passed && sampleFaces.passed,
      detail: !closes ? "an arc does not close on S" : neurons.passed ? sampleFaces.detail : neurons.detail,
    };
  },
};

/** Every check of the resummation. */
export const resummationChecks: readonly CheckOf<ResummationClaim>[] = [traces, bias, loss];
