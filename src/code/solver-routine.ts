import {
  all,
  any,
  apply,
  assign,
  call,
  compare,
  lengthOf,
  let_,
  list,
  minus,
  type NumberRoutine,
  named,
  negative,
  not,
  over,
  type Parameter,
  plus,
  type RecordRoutine,
  type Refusal,
  remark,
  type Statement,
  type Sums,
  times,
  type Value,
  var_,
  variable,
  when,
} from "./routine.js";

/*
 * The planar solution of the solvable model of neural scaling laws (Maloney, Roberts, Sully, arXiv:2210.16859; Zhang,
 * arXiv:2405.19398) as routines, on the way of src/numbers/scaling/planar-solution.ts, where it is explained:
 * S(D) + gap(D) = min(N, T), where gap (gap + |N - T|) = gamma/(s D), by Newton's method in logarithms. Three things
 * are added. Where M is not far above min(N, T) the equation is that of the deficit M - S = sum_I D/(lambda_I + D),
 * gap + max(0, M - min) = deficit + max(0, min - M), which does not lose a gap that is small beside M. And as languages
 * with stricter arithmetic need it, nothing is divided by zero, and D stays within the doubles, or is refused.
 */

const infinity = Number.POSITIVE_INFINITY;

/** What the logarithm of D is kept between: e^-708 and e^709 are the last doubles of full precision. */
const [lowest, highest] = [-708, 709];
/** The longest step in the logarithm of D. */
const longest = 10;

const spectrum = list("spectrum");
const [of, by, found] = [variable("of"), variable("by"), variable("found")];

/** A quotient of what is positive by what may be zero. */
const quotient: NumberRoutine = {
  name: "quotient",
  about: ["A positive number over one that may be zero."],
  parameters: [
    { name: "of", type: "number", meaning: "a positive number" },
    { name: "by", type: "number", meaning: "a number, 0 or more" },
  ],
  body: [var_(found, infinity), when(compare(by, ">", 0), [assign(found, over(of, by))])],
  result: found,
};

const [separation, product, gap] = [variable("separation"), variable("product"), variable("gap")];

const smallerGap: NumberRoutine = {
  name: "smallerGap",
  about: ["The smaller of N - S and T - S: the positive root of gap (gap + separation) = product."],
  parameters: [
    { name: "separation", type: "number", meaning: "|N - T|" },
    { name: "product", type: "number", meaning: "gamma/(s D), the product of both gaps" },
  ],
  body: [
    var_(gap, 0),
    when(compare(product, ">", 0), [
      assign(
        gap,
        over(
          times(2, product),
          plus(separation, apply("sqrt", plus(times(separation, separation), times(4, product)))),
        ),
      ),
    ]),
  ],
  result: gap,
};

const [least, ratio, d, first, difference] = [
  variable("least"),
  variable("ratio"),
  variable("d"),
  variable("first"),
  variable("difference"),
];
const [eigenvalue, inverse, fraction] = [variable("eigenvalue"), variable("inverse"), variable("fraction")];

/** Sums over the spectrum, each term made of lambda, 1/(lambda + D) and lambda/(lambda + D). */
const spectralSums = (...totals: Sums["totals"]): Sums => ({
  kind: "sums",
  over: spectrum,
  element: eigenvalue.name,
  values: [named(inverse, over(1, plus(eigenvalue, d))), named(fraction, times(eigenvalue, inverse))],
  totals: [named(first, fraction), named(difference, times(fraction, times(d, inverse))), ...totals],
});

const theSpectrum: Parameter = {
  name: spectrum.name,
  type: "list",
  length: "M",
  meaning: "the variances lambda_1, ..., lambda_M: positive, in any order",
};

const [total, x, below, above] = [variable("total"), variable("x"), variable("below"), variable("above")];
const [deficit, rate, falling, rising, value, steepness, step, next, moved] = [
  variable("deficit"),
  variable("rate"),
  variable("falling"),
  variable("rising"),
  variable("value"),
  variable("steepness"),
  variable("step"),
  variable("next"),
  variable("moved"),
];
const M = lengthOf(spectrum);

/** One step of Newton's method from x to next. */
const newtonStep: readonly Statement[] = [
  let_(d, apply("exp", x)),
  let_(product, over(ratio, d)),
  spectralSums(named(deficit, times(d, inverse))),
  let_(gap, call(smallerGap, separation, product)),
  remark("How fast the gap falls with x, and S with it: by what the deficit, M - S, rises."),
  var_(rate, 0),
  when(compare(product, ">", 0), [assign(rate, over(product, plus(times(2, gap), separation)))]),
  remark("Both sides are equal at the root. Where S may be near M, it is the small M - S that has to be exact."),
  var_(falling, plus(first, gap)),
  var_(rising, least),
  var_(steepness, over(plus(difference, rate), falling)),
  when(compare(M, "<", times(2, least)), [
    assign(falling, plus(gap, apply("max", 0, minus(M, least)))),
    assign(rising, plus(deficit, apply("max", 0, minus(least, M)))),
    assign(steepness, over(difference, rising)),
    when(compare(rate, ">", 0), [assign(steepness, plus(steepness, over(rate, falling)))]),
  ]),
  let_(value, apply("log", apply("max", 1e-300, over(falling, rising)))),
  when(compare(value, ">", 0), [assign(below, x)], [assign(above, x)]),
  remark("Where D is far from the spectrum both terms are flat, and Newton's step would be too long."),
  var_(step, longest),
  when(compare(value, "<", 0), [assign(step, negative(step))]),
  when(compare(apply("abs", value), "<", times(longest, steepness)), [assign(step, over(value, steepness))]),
  var_(next, plus(x, step)),
  remark("A root that is known to lie on both sides is not left; until it is, a step of 1 leads towards it."),
  when(not(all(compare(next, ">", below), compare(next, "<", above))), [
    when(
      all(compare(below, ">", -infinity), compare(above, "<", infinity)),
      [assign(next, over(plus(below, above), 2))],
      [
        assign(next, x),
        when(compare(value, ">", 0), [assign(next, plus(x, 1))]),
        when(compare(value, "<", 0), [assign(next, minus(x, 1))]),
      ],
    ),
  ]),
  assign(next, apply("max", lowest, apply("min", highest, next))),
];

const dressing: NumberRoutine = {
  name: "dressing",
  about: [
    "D from S + gap = min(N, T), by Newton's method: in the logarithm of D, which is x, and in that of a quotient of",
    "two sides, S + gap and min(N, T), or, where S may be near M, gap and M - S, each with what makes them equal.",
  ],
  parameters: [
    theSpectrum,
    { name: "least", type: "number", meaning: "min(N, T)" },
    { name: "separation", type: "number", meaning: "|N - T|" },
    { name: "ratio", type: "number", meaning: "gamma/s" },
  ],
  body: [
    {
      kind: "sums",
      over: spectrum,
      element: eigenvalue.name,
      values: [],
      totals: [named(total, eigenvalue)],
    },
    var_(x, apply("log", over(total, least))),
    remark("The root lies between these."),
    var_(below, -infinity),
    var_(above, infinity),
    {
      kind: "repeat",
      turns: 200,
      body: [
        ...newtonStep,
        let_(moved, apply("abs", minus(next, x))),
        assign(x, next),
        when(compare(moved, "<=", times(4e-16, apply("max", 1, apply("abs", x)))), [{ kind: "leave" }]),
      ],
    },
  ],
  result: apply("exp", x),
};

const [N, T, gamma, s] = [variable("N"), variable("T"), variable("gamma"), variable("s")];

const demand = (condition: ReturnType<typeof compare>, refusal: Refusal): Statement => ({
  kind: "require",
  condition,
  refusal,
});
const isPositive = (positive: Value) => all(compare(positive, ">", 0), compare(positive, "<", infinity));
const positive = "a positive number is expected";

const checks: readonly Statement[] = [
  demand(isPositive(N), { id: "features", subject: "N", shown: N, reason: positive }),
  demand(isPositive(T), { id: "samples", subject: "T", shown: T, reason: positive }),
  demand(all(compare(gamma, ">=", 0), compare(gamma, "<", infinity)), {
    id: "ridge",
    subject: "gamma",
    shown: gamma,
    reason: "a number, 0 or more, is expected",
  }),
  demand(isPositive(s), { id: "scale", subject: "s", shown: s, reason: positive }),
  demand(compare(M, ">", 0), {
    id: "spectrum",
    subject: "M",
    shown: M,
    reason: "a spectrum of at least one positive number is expected",
  }),
  {
    kind: "require each",
    of: spectrum,
    element: eigenvalue.name,
    condition: isPositive(eigenvalue),
    refusal: {
      id: "eigenvalue",
      subject: "lambda",
      shown: eigenvalue,
      reason: "a spectrum is of positive numbers",
    },
  },
];

const isRidgeless = compare(ratio, "==", 0);
/** Without a ridge, and with features and samples enough for every direction. */
const isLearned = all(isRidgeless, compare(M, "<=", least));

const [second, l1, l2, l3, gapFeatures, gapSamples, determinant, ladder] = [
  variable("second"),
  variable("l1"),
  variable("l2"),
  variable("l3"),
  variable("gapFeatures"),
  variable("gapSamples"),
  variable("determinant"),
  variable("ladder"),
];
const [loss, noise, noiseWithTestLabels, norm, trainRoot] = [
  variable("loss"),
  variable("noise"),
  variable("noiseWithTestLabels"),
  variable("norm"),
  variable("trainRoot"),
];

/** What is D (N - S)(T - S) = gamma/s solved for, and what follows. */
export const solver: RecordRoutine = {
  name: "solve",
  about: [
    "The planar solution for a spectrum. With S_k = sum_I (lambda_I/(lambda_I + D))^k and S = S_1, D is the root of",
    "gamma/s = D (N - S)(T - S) with S < min(N, T, M).",
    "",
    "Without a ridge (gamma = 0) the student learns the teacher where M <= min(N, T): D and the loss are 0. Where",
    "N = T < M there the loss diverges, which is refused. What diverges by itself, as the noise does where T = M, is",
    "infinite.",
  ],
  parameters: [
    theSpectrum,
    { name: N.name, type: "number", meaning: "the number of features: positive, not only whole" },
    { name: T.name, type: "number", meaning: "the number of training samples: positive, not only whole" },
    { name: gamma.name, type: "number", meaning: "the ridge: 0 or more" },
    { name: s.name, type: "number", meaning: "sigma_u^2/M, the variance of an entry of the features' map u: positive" },
  ],
  body: [
    ...checks,
    let_(least, apply("min", N, T)),
    let_(separation, apply("abs", minus(N, T))),
    let_(ratio, over(gamma, s)),
    demand(compare(ratio, "<", infinity), {
      id: "ratio",
      subject: "gamma/s",
      shown: ratio,
      reason: "a number that a double can hold is expected",
    }),
    demand(not(all(isRidgeless, compare(N, "==", T), compare(M, ">", N))), {
      id: "peak",
      subject: "N = T",
      shown: N,
      reason: "without a ridge the loss diverges here; give one, or N and T that differ",
    }),
    remark(
      "Without a ridge, and with features and samples enough for every direction, the student learns the teacher.",
    ),
    var_(d, 0),
    var_(gap, minus(least, M)),
    when(not(isLearned), [
      assign(d, call(dressing, spectrum, least, separation, ratio)),
      assign(gap, call(smallerGap, separation, over(ratio, d))),
    ]),
    demand(any(isLearned, all(compare(d, ">", 4e-308), compare(d, "<", 8e307))), {
      id: "range",
      subject: "D",
      shown: d,
      reason: "no double of full precision is near the solution; take other units of gamma and lambda",
    }),
    let_(gapFeatures, plus(gap, apply("max", 0, minus(N, T)))),
    let_(gapSamples, plus(gap, apply("max", 0, minus(T, N)))),
    spectralSums(
      named(second, times(fraction, fraction)),
      named(l1, eigenvalue),
      named(l2, times(eigenvalue, fraction)),
      named(l3, times(eigenvalue, times(fraction, fraction))),
    ),
    remark("N T det(1 - K) = N T - (N + T) S_2 + 2 S S_2 - S^2, of terms that are all positive."),
    let_(determinant, plus(times(plus(gapFeatures, gapSamples), difference), times(gapFeatures, gapSamples))),
    let_(ladder, call(quotient, times(N, T), determinant)),
    remark("Where the teacher is learned N - S or T - S is a factor of both sides, and may be zero."),
    var_(loss, 0),
    var_(noise, call(quotient, first, gapSamples)),
    var_(noiseWithTestLabels, call(quotient, T, gapSamples)),
    var_(norm, call(quotient, first, times(s, gapFeatures))),
    when(not(isLearned), [
      assign(loss, times(ladder, d, difference)),
      assign(noise, over(plus(times(gapFeatures, second), times(first, difference)), determinant)),
      assign(noiseWithTestLabels, over(times(T, plus(gapFeatures, difference)), determinant)),
      assign(norm, over(plus(times(gapSamples, second), times(first, difference)), times(s, determinant))),
    ]),
    let_(trainRoot, over(gapSamples, T)),
  ],
  results: [
    { name: "D", value: d, meaning: "D, in units of lambda" },
    { name: "S", value: first, meaning: "sum lambda/(lambda + D)" },
    { name: "S2", value: second, meaning: "sum (lambda/(lambda + D))^2" },
    { name: "L1", value: l1, meaning: "sum lambda" },
    { name: "L2", value: negative(l2), meaning: "- sum lambda^2/(lambda + D)" },
    { name: "L3p", value: l3, meaning: "L3' = sum lambda^3/(lambda + D)^2, the diagrams of L3 that have no rung" },
    { name: "R", value: ladder, meaning: "N T/(N T - (N + T) S_2 + 2 S S_2 - S^2), the sum over ladders of rungs" },
    {
      name: "loss",
      value: loss,
      meaning: "R (L1 + 2 L2 + L3'), the mean test loss on clean labels, in units C sigma_w^2/2M",
    },
    {
      name: "noise",
      value: noise,
      meaning: "what the labels' noise adds to the loss on clean test labels, in units C sigma_eps^2/2",
    },
    {
      name: "noiseWithTestLabels",
      value: noiseWithTestLabels,
      meaning: "the same with the noise of the test labels, in units C sigma_eps^2/2",
    },
    {
      name: "trainOverTest",
      value: times(trainRoot, trainRoot),
      meaning: "(1 - S/T)^2, the train loss of a sample over the test loss, both on noisy labels",
    },
    { name: "norm", value: norm, meaning: "the mean of |theta|^2, in units C sigma_w^2/M" },
  ],
};

/** The routines that the solver calls, each after those that it calls itself. */
export const helpers: readonly NumberRoutine[] = [quotient, smallerGap, dressing];
