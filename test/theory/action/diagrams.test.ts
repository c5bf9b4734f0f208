import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samePolynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { automorphismCount } from "../../../src/graphs/automorphisms.js";
import { diagramClasses } from "../../../src/graphs/classes.js";
import { type Diagram, makeDiagram, withKinds } from "../../../src/graphs/diagram.js";
import { formatId } from "../../../src/graphs/id.js";
import { tablesOf, valueAtTwoInputs } from "../../../src/proof/action/two-inputs.js";
import { actionByFlow } from "../../../src/routes/action/flow.js";
import { actionOfTwoInputs, type Symmetric, type TwoInputs } from "../../../src/routes/action/several-inputs.js";
import {
  actionDiagrams,
  actionId,
  actionSum,
  actionTerm,
  parseActionId,
  simpleClasses,
} from "../../../src/theory/action/diagrams.js";
import {
  bilinears,
  contractionOf,
  parseTraceId,
  type TraceDiagram,
  traceCoefficient,
  traceDiagrams,
  traceId,
} from "../../../src/theory/action/traces.js";

/* Diagrams of an action: for one input by the compiler's own enumerator, for several as circles. */

describe("one input", () => {
  test("the diagrams add up to the action through order 5", () => {
    const terms = [1, 2, 3, 4, 5].flatMap((p) => [...actionDiagrams(p)].map((found) => actionTerm(found)));
    const flow = actionByFlow(5);
    actionSum(terms, 5).forEach((part, p) => {
      expect(samePolynomial(part, flow[p] as (typeof flow)[number]), `${p}`).toBe(true);
    });
  });

  test("they are the diagrams of V_2k whose function vertices have one Delta", () => {
    for (const [vertices, loops] of [
      [1, 2],
      [2, 2],
      [3, 1],
      [4, 1],
    ] as const) {
      const own = [...simpleClasses(vertices, loops)].map(({ diagram }) => formatId(diagram));
      const all = [...diagramClasses({ k: vertices, order: loops })]
        .filter(({ diagram }) => diagram.vertices.every(({ p }) => p === 1))
        .map(({ diagram }) => formatId(diagram));
      expect(own).toEqual(all);
    }
  });

  test("an id is read back, and a graph with v vertices is at most of order v - 1 + its loops", () => {
    for (let p = 1; p <= 4; p++)
      for (const found of actionDiagrams(p)) {
        const term = actionTerm(found);
        expect(actionId(parseActionId(term.id))).toBe(term.id);
        expect(term.diagram.vertices.length).toBe(p + 1 - term.loops);
      }
  });

  test.each(["S-", "S-1a.a", "S-a..a", "S-a", "S-a.b", "V-a.a", "S-~a"])("%s is no id, and says so", (id) => {
    if (id === "S-a") expect(actionTerm({ diagram: parseActionId(id), automorphisms: 1n }).order).toBe(1);
    else expect(() => parseActionId(id)).toThrow(/S-|not connected/);
  });
});

/** A diagram for several inputs as a graph whose blobs have kinds: V_2b and K_p, the lines Gamma and Qt between g's. */
function asGraph(diagram: TraceDiagram): Diagram {
  const { circles, blobs } = diagram;
  const legs = circles.flatMap(({ blobs: own, hasFields }, c) =>
    own.map((blob, i) => ({ c, i, blob, hasFields, of: own.length })),
  );
  const places = new Map(legs.map(({ c, i }, place) => [`${c},${i}`, place] as const));
  const lines = legs.map(({ c, i, of, hasFields }, place) => ({
    from: place,
    to: places.get(`${c},${(i + 1) % of}`) as number,
    kind: hasFields && i === of - 1 ? "Q" : "Gamma",
  }));
  const edges = [
    ...legs.map(({ blob }, place) => [place, blob] as const),
    ...lines.flatMap(({ from, to }, line) => [
      [from, blobs.length + line] as const,
      [to, blobs.length + line] as const,
    ]),
  ];
  const graph = makeDiagram(
    legs.map(() => 1),
    blobs.length + lines.length,
    edges,
  );
  return withKinds(
    graph,
    legs.map(() => undefined),
    [...blobs.map(() => "V"), ...lines.map(({ kind }) => kind)],
  );
}

describe("several inputs", () => {
  test("there are 5, 30 and 235 diagrams, each once", () => {
    expect([1, 2, 3].map((p) => [...traceDiagrams(p)].length)).toEqual([5, 30, 235]);
    const ids = [...traceDiagrams(3)].map(traceId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("|Aut| is that of the graph of fluctuations, lines and blobs", () => {
    for (const p of [1, 2, 3])
      for (const diagram of traceDiagrams(p))
        expect(automorphismCount(asGraph(diagram)), traceId(diagram)).toBe(diagram.automorphisms);
  });

  test("order 1 is the known one: quartic -1/8, quadratic n/4 and 1/2, constant -n^2/8 and -n/4", () => {
    const found = [...traceDiagrams(1)].map((own) => [traceId(own), Q.toText(traceCoefficient(own))]);
    expect(found).toEqual([
      ["T-Qa.Qa", "-1/8"],
      ["T-Qa.a", "1/4"],
      ["T-a.a", "-1/8"],
      ["T-Qaa", "1/2"],
      ["T-aa", "-1/4"],
    ]);
  });

  test("the sextic coupling of order 2 is -V_6/48 and the known contraction of two V_4, 1/8", () => {
    const sextic = [...traceDiagrams(2)].filter((own) => bilinears(own) === 3);
    expect(sextic.map((own) => [traceId(own), Q.toText(traceCoefficient(own))])).toEqual([
      ["T-Qab.Qa.Qb", "1/8"],
      ["T-Qa.Qa.Qa", "-1/48"],
    ]);
  });

  test("each slot stands once at a blob and once at a line", () => {
    for (const diagram of traceDiagrams(2)) {
      const { blobs, lines } = contractionOf(diagram);
      const inOrder = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
      const slots = inOrder(blobs.flatMap(({ pairs }) => pairs.flat()));
      expect(inOrder(lines.flatMap(({ slots: own }) => own))).toEqual(slots);
      expect(slots).toEqual(slots.map((_, i) => i + 1));
    }
  });

  test("any way to write a diagram is read as the one that is listed", () => {
    expect(traceId(parseTraceId("T-a.Qa"))).toBe("T-Qa.a");
    expect(traceId(parseTraceId("T-Qb.Qba.Qa"))).toBe("T-Qab.Qa.Qb");
    for (const diagram of traceDiagrams(2)) {
      const read = parseTraceId(traceId(diagram));
      expect([traceId(read), read.automorphisms, read.order]).toEqual([traceId(diagram), diagram.automorphisms, 2]);
    }
  });

  test.each(["T-", "T-Q", "T-a.b", "T-QQa", "T-z", "T-a.c"])("%s is no id, and says so", (id) => {
    expect(() => parseTraceId(id)).toThrow(/T-|connected/);
  });

  test("at any two inputs they add up to what the moments of the kernel's entries say", () => {
    const small = fc.integer({ min: -3, max: 3 });
    const matrix = fc.tuple(small, small, small).map((list) => list.map((x) => Q.rational(x)) as unknown as Symmetric);
    const layers = fc
      .record({
        corner: fc.integer({ min: 1, max: 3 }),
        fields: matrix,
        n: fc.integer({ min: 1, max: 6 }),
        matrices: fc.tuple(matrix, matrix),
        slopes: fc.tuple(small, small),
      })
      .map(
        ({ corner, fields, n, matrices, slopes }): TwoInputs => ({
          kernel: [Q.rational(corner), Q.one, Q.rational(corner + 2)],
          fields,
          n: Q.rational(n),
          matrices,
          weights: slopes.map((slope) => (b: number) => Q.rational(1 + slope * (b - 2))),
        }),
      );
    const diagrams = [1, 2].map((p) => [...traceDiagrams(p)]);
    fc.assert(
      fc.property(layers, (layer) => {
        const expected = actionOfTwoInputs(layer, 2);
        const tables = tablesOf(layer);
        diagrams.forEach((list, i) => {
          const found = list.reduce((total, own) => Q.add(total, valueAtTwoInputs(own, tables)), Q.zero);
          expect(Q.toText(found)).toBe(Q.toText(expected[i + 1] as Q.Rational));
        });
      }),
      { numRuns: 25 },
    );
  });

  test("they are the orders of an exact mixture: two inputs, three neurons", () => {
    // X = A + B_1 D_1 + B_2 D_2 with independent bits; G is the mean of n' such, a sum over two binomial numbers.
    const [A, D1, D2]: [number[], number[], number[]] = [
      [1, 0.25, 1.5],
      [0.75, 0.5, 0.375],
      [0.25, -0.375, 0.875],
    ];
    const [p1, p2] = [0.375, 0.75];
    const fields = [2.5, 0.75, 1.875];
    const n = 3;
    const logDensity = (g: readonly number[]): number => {
      const [a, b, c] = g as [number, number, number];
      const [q, r, s] = fields as [number, number, number];
      const det = a * c - b * b;
      return -(q * c - 2 * r * b + s * a) / (2 * det) - (n / 2) * Math.log(4 * Math.PI ** 2 * det);
    };
    const binomials = (below: number, p: number): number[] => {
      const weights = [(1 - p) ** below];
      for (let j = 1; j <= below; j++) weights.push(((weights[j - 1] as number) * (below - j + 1) * p) / (j * (1 - p)));
      return weights;
    };
    const exact = (below: number): number => {
      let total = 0;
      const [w1, w2] = [binomials(below, p1), binomials(below, p2)];
      w1.forEach((x, i) => {
        w2.forEach((y, j) => {
          const g = A.map((a, at) => a + ((D1[at] as number) * i + (D2[at] as number) * j) / below);
          total += x * y * Math.exp(logDensity(g));
        });
      });
      return -Math.log(total);
    };
    const mean = A.map((a, at) => a + p1 * (D1[at] as number) + p2 * (D2[at] as number));
    // Cumulants of a bit: kappa_{b+1} = p(1-p) d kappa_b/dp.
    const bit = (p: number) => (b: number) =>
      Q.fromNumber([0, p, p * (1 - p), p * (1 - p) * (1 - 2 * p), p * (1 - p) * (1 - 6 * p * (1 - p))][b] as number);
    const symmetric = (list: readonly number[]): Symmetric => list.map(Q.fromNumber) as unknown as Symmetric;
    const tables = tablesOf({
      kernel: symmetric(mean),
      fields: symmetric(fields),
      n: Q.rational(n),
      matrices: [symmetric(D1), symmetric(D2)],
      weights: [bit(p1), bit(p2)],
    });
    const orders = [1, 2, 3].map((p) =>
      Q.toNumber(
        [...traceDiagrams(p)].reduce((total, own) => Q.add(total, valueAtTwoInputs(own, tables)), Q.zero as Q.Rational),
      ),
    );
    const gaussian = -logDensity(mean);
    for (const p of [0, 1, 2]) {
      const left = [40, 80, 160, 320].map((below) => {
        const partial = orders.slice(0, p).reduce((total, value, i) => total + value / below ** (i + 1), gaussian);
        return (exact(below) - partial) * below ** (p + 1);
      });
      // Richardson's table, three times halved.
      let row = left;
      for (let step = 1; row.length > 1; step++)
        row = row.slice(1).map((finer, i) => (2 ** step * finer - (row[i] as number)) / (2 ** step - 1));
      expect(Math.abs((row[0] as number) / (orders[p] as number) - 1), `order ${p + 1}`).toBeLessThan(2e-4);
    }
  });
});
