import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  accumulator,
  addTerm,
  monomial,
  type Polynomial,
  plus,
  scale,
  symbolTerm,
} from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { diagramDuality } from "../../../src/answer/scaling/duality.js";
import { resummationUnproved } from "../../../src/answer/scaling/resummation.js";
import { scalingSeriesUnproved } from "../../../src/answer/scaling/series.js";
import { type SolverClaim, solverChecks } from "../../../src/numbers/scaling/checks.js";
import { scalingModel } from "../../../src/numbers/scaling/model.js";
import { planarSolution } from "../../../src/numbers/scaling/planar-solution.js";
import { decomposition } from "../../../src/numbers/scaling/variances.js";
import { checked } from "../../../src/proof/certificate.js";
import { type OrderClaim, orderChecks } from "../../../src/proof/scaling/checks.js";
import { type ResummationClaim, resummationChecks } from "../../../src/proof/scaling/resummation.js";
import { lossOfOrder, traceAverages, withMissingFaces } from "../../../src/routes/scaling/loop-equations.js";
import { features, firstSum, samples, secondSum, spectralMoment } from "../../../src/symbols/symbols.js";
import { lossCircles, monomialOf, type ScalingDiagram } from "../../../src/theory/scaling/diagram.js";
import { planarPairings } from "../../../src/theory/scaling/planar.js";
import { ladderSum, rainbows } from "../../../src/theory/scaling/resummation.js";

/* Each check of scaling laws fails when what it looks at is broken, and passes when it is not. */

const average = traceAverages();

/** The planar sum of an order by an enumeration that a test may break. */
function enumerated(
  order: number,
  {
    isKept = () => true,
    weightOf = (weight) => weight,
    worthOf = monomialOf,
  }: {
    isKept?: (index: number) => boolean;
    weightOf?: (weight: number) => number;
    worthOf?: typeof monomialOf;
  } = {},
): Pick<OrderClaim, "sum" | "diagrams"> {
  const sum = accumulator();
  let [diagrams, index] = [0n, 0];
  for (const { circle, weight } of lossCircles(order))
    for (const pairing of planarPairings(circle)) {
      if (!isKept(index++)) continue;
      const diagram: ScalingDiagram = { circle, pairing };
      diagrams += BigInt(weight);
      addTerm(sum, Q.rational((order % 2 === 0 ? 1 : -1) * weightOf(weight)), worthOf(diagram));
    }
  return { sum, diagrams };
}

const failing = (claim: OrderClaim, thorough = false): string[] =>
  checked(claim, orderChecks, { thorough })
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);

const planar = (found: Pick<OrderClaim, "sum" | "diagrams">, order = 3): OrderClaim => ({
  order,
  genus: 0,
  average,
  ...found,
});

describe("planar sums", () => {
  test("what is right passes all", () => {
    expect(failing(planar(enumerated(3)), true)).toEqual([]);
    expect(failing(planar(enumerated(4), 4), true)).toEqual([]);
  });

  test.each<[string, Parameters<typeof enumerated>[1], string[]]>([
    [
      "a diagram is missing",
      { isKept: (index) => index !== 17 },
      ["loop equations", "closed form", "grammar of arcs and rungs", "number of diagrams", "every pairing", "duality"],
    ],
    [
      "L2 is counted once",
      { weightOf: () => 1 },
      ["loop equations", "closed form", "grammar of arcs and rungs", "every pairing"],
    ],
    [
      "Lambda leaves no mark on its face",
      {
        worthOf: (diagram) => monomialOf({ ...diagram, circle: { ...diagram.circle, lambdaAt: undefined } }),
      },
      ["loop equations", "closed form", "grammar of arcs and rungs", "every pairing", "duality"],
    ],
  ])("%s", (_, broken, expected) => {
    expect(failing(planar(enumerated(3, broken)))).toEqual(expected);
  });

  test("the sign of the order", () => {
    const { sum, diagrams } = enumerated(3);
    expect(failing(planar({ sum: scale(sum, Q.rational(-1)), diagrams }))).toEqual([
      "loop equations",
      "closed form",
      "grammar of arcs and rungs",
      "every pairing",
    ]);
  });
});

describe("sums of other genus", () => {
  const whole = lossOfOrder(3, average);
  const of = (genus: OrderClaim["genus"], changed: (sum: Polynomial) => Polynomial): OrderClaim => {
    const broken = changed(whole);
    const sum = genus === "every" ? broken : withMissingFaces(broken, 3, genus);
    return { order: 3, genus, sum: scale(sum, Q.rational(-1)), diagrams: 0n, whole: broken, average };
  };
  const more = symbolTermOf(2, 2, 4);
  function symbolTermOf(n: number, t: number, e: number): Polynomial {
    return new Map([
      [
        monomial([
          [features, n],
          [samples, t],
          [spectralMoment(e), 1],
        ]).key,
        {
          coefficient: Q.one,
          monomial: monomial([
            [features, n],
            [samples, t],
            [spectralMoment(e), 1],
          ]),
        },
      ],
    ]);
  }

  test("what is right passes all", () => {
    for (const genus of [1, 2, "every"] as const) expect(failing(of(genus, (sum) => sum))).toEqual([]);
    for (const genus of [1, 2, 3, "every"] as const) {
      const { certificate } = scalingSeriesUnproved({ object: "scaling", orders: [4, 4], genus }, { thorough: true });
      expect(certificate.checks.filter(({ passed }) => !passed)).toEqual([]);
    }
  });

  test("a term too many, symmetric in N and T", () => {
    expect(failing(of("every", (sum) => plus(sum, more)))).toEqual([
      "every pairing",
      "one direction",
      "number of pairings",
    ]);
    const missingOne = symbolTermOf(3, 2, 4);
    expect(failing(of(1, (sum) => plus(sum, missingOne)))).toEqual([
      "closed form of the 1/N term",
      "every pairing",
      "one direction",
      "number of pairings",
      "duality",
    ]);
  });
});

describe("the resummation", () => {
  const orders = [0, 1, 2, 3, 4];
  const first = symbolTerm(spectralMoment(1));
  const right = (): ResummationClaim => {
    const loss = orders.map((order) => (order === 0 ? first : enumerated(order).sum));
    const without = orders.map((order) => {
      if (order === 0) return first;
      const sum = accumulator();
      for (const { circle, weight } of lossCircles(order))
        for (const pairing of planarPairings(circle)) {
          const middle = 4 * circle.blocks[0];
          const hasRungs = circle.kind === "L3" && pairing.some((other, i) => i < middle && other >= middle);
          if (!hasRungs) addTerm(sum, Q.rational((order % 2 === 0 ? 1 : -1) * weight), monomialOf({ circle, pairing }));
        }
      return sum;
    });
    // gamma <tr q> = N - S: minus the loss's own S has no independent form, so traces are those of the answer's own test below.
    return {
      ladder: ladderSum(),
      rainbows: rainbows(),
      sums: loss,
      withoutRungs: without,
      traces: { q: [symbolTerm(features)], Q: [symbolTerm(samples)] },
    };
  };
  const broken = (claim: ResummationClaim): string[] =>
    checked(claim, resummationChecks, { thorough: false })
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);

  test("what is right passes, what is not does not", () => {
    const claim = right();
    expect(broken(claim)).toEqual([]);
    const { ladder } = claim;
    expect(
      broken({ ...claim, ladder: { ...ladder, determinant: plus(ladder.determinant, symbolTerm(secondSum)) } }),
    ).toEqual(["the loss, expanded again"]);
    expect(
      broken({ ...claim, ladder: { ...ladder, withoutRungs: plus(ladder.withoutRungs, symbolTerm(firstSum, 2)) } }),
    ).toEqual(["the part without rungs, expanded again"]);
    const [one, two] = claim.rainbows as [(typeof claim.rainbows)[number], (typeof claim.rainbows)[number]];
    expect(broken({ ...claim, rainbows: [{ ...one, closed: two.closed }, two] })).toEqual(["rainbows, expanded again"]);
    expect(broken({ ...claim, traces: { ...claim.traces, q: [symbolTerm(samples)] } })).toEqual([
      "rainbows, expanded again",
    ]);
  });

  test("the answer's own certificate", () => {
    const { certificate, provedThrough } = resummationUnproved({ thorough: true });
    expect(provedThrough).toBe(8);
    expect(certificate.passed).toBe(true);
    expect(certificate.checks).toHaveLength(3);
  });
});

describe("a solution", () => {
  const claimOf = async (): Promise<SolverClaim> => {
    const model = await scalingModel({ N: 10, T: 20, M: 60, alpha: 0.7, gamma: 0.05 });
    const solution = planarSolution(model.spectrum, model);
    return { model, planar: solution, decomposition: decomposition(solution) };
  };
  const broken = (claim: SolverClaim): string[] =>
    checked(claim, solverChecks, { thorough: false })
      .filter(({ passed }) => !passed)
      .map(({ name }) => name);

  test("what is right passes, what is not does not", async () => {
    const claim = await claimOf();
    const { planar: own } = claim;
    expect(broken(claim)).toEqual([]);
    expect(broken({ ...claim, planar: { ...own, d: own.d * 1.000001 } })).toEqual(["the equation of D"]);
    expect(broken({ ...claim, planar: { ...own, loss: own.loss * 1.000001 } })).toEqual([
      "duality",
      "R (L1 + 2 L2 + L3')",
      "bias and variances",
    ]);
    expect(broken({ ...claim, planar: { ...own, noise: { ...own.noise, excess: own.noise.excess + 1e-6 } } })).toEqual([
      "duality",
    ]);
    expect(broken({ ...claim, planar: { ...own, ladder: own.ladder * 1.000001 } })).toEqual(["R (L1 + 2 L2 + L3')"]);
    const { decomposition: parts } = claim as Required<SolverClaim>;
    expect(broken({ ...claim, decomposition: { ...parts, bias: parts.bias + 1e-6 } })).toEqual(["bias and variances"]);
  });
});

test("the duality of diagrams notices a dual that is none", () => {
  expect(diagramDuality(3).checks.every(({ passed }) => passed)).toBe(true);
  expect(diagramDuality(3).diagrams).toBe(3 + 1 + 4 + 12 + 32);
});

test("every check has its row in docs/proofs.md", () => {
  const text = readFileSync(new URL("../../../docs/proofs.md", import.meta.url), "utf8");
  for (const { name, of, cannotSee } of [...orderChecks, ...resummationChecks, ...solverChecks]) {
    expect(text, name).toContain(`\n| ${name} |`);
    expect(
      [of, cannotSee].every((said) => said.length > 0),
      name,
    ).toBe(true);
  }
});
