import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { derivative, evaluate, fromPlain, type Polynomial, symbolsOf } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { balanced } from "../../src/code/balance.js";
import { sumModule } from "../../src/code/evaluator-module.js";
import { withGradient } from "../../src/code/gradient.js";
import { evaluateGraph, type Graph, graphBuilder, operationCount } from "../../src/code/graph.js";
import { nested, powersOf } from "../../src/code/nest.js";
import { operationsOf } from "../../src/code/operations.js";
import { requireSame } from "../../src/code/proof.js";
import { shared } from "../../src/code/share.js";
import { stationaryGraph } from "../../src/code/stationary.js";
import { DefectError } from "../../src/foundation/errors.js";
import { plainSums, sumsOfTerms } from "../../src/theory/kernel/sums.js";

const exact = {
  constant: (q: Q.Rational) => q,
  add: Q.add,
  multiply: Q.multiply,
  inverse: (q: Q.Rational) => Q.divide(Q.one, q),
};

const valueAt = (name: string): Q.Rational =>
  Q.rational(1 + ([...name].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 997, 5) % 17), 1 + (name.length % 3));

const outputsOf = (graph: Graph): Q.Rational[] =>
  evaluateGraph(
    graph,
    graph.inputs.map(({ name }) => valueAt(name)),
    exact,
  );

const exactOf = (sum: Polynomial): Q.Rational => evaluate(sum, ({ name }) => valueAt(name));

const names = ["V_4", "V_6", "<Delta^2>", "<d^2 Delta>", "<d^2 Delta^2>"] as const;
const term = fc.record({
  coefficient: fc
    .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 4 }))
    .map(([p, q]) => Q.toText(Q.rational(p, q))),
  powers: fc
    .tuple(fc.integer({ min: -3, max: 0 }), ...names.map(() => fc.integer({ min: 0, max: 5 })))
    .map(([n, ...powers]) =>
      Object.fromEntries(
        [["n_{l-1}", n as number] as const, ...names.map((name, i) => [name, powers[i] as number] as const)].filter(
          ([, p]) => p !== 0,
        ),
      ),
    ),
});
const sum = fc.array(term, { minLength: 1, maxLength: 9 }).map(fromPlain);
const sums = fc.array(sum, { minLength: 1, maxLength: 3 });

describe("every pass leaves the values as they are", () => {
  test("nesting in any order, sharing, placing of numbers", () => {
    fc.assert(
      fc.property(sums, fc.infiniteStream(fc.nat()), (list, randoms) => {
        const powers = powersOf(plainSums(list));
        const order = powers.variables
          .map((_, i) => [randoms.next().value as number, i] as const)
          .sort(([a], [b]) => a - b)
          .map(([, i]) => i);
        const expected = list.map(exactOf);
        const nestedGraph = nested(powers, order);
        const sharedGraph = shared(nestedGraph);
        const balancedGraph = balanced(sharedGraph);
        for (const graph of [nestedGraph, sharedGraph, balancedGraph, balanced(nestedGraph), shared(balancedGraph)])
          expect(outputsOf(graph)).toEqual(expected);
        expect(operationCount(balancedGraph)).toBeLessThanOrEqual(operationCount(sharedGraph));
      }),
      { numRuns: 300 },
    );
  });

  test("reverse mode gives the exact derivatives", () => {
    fc.assert(
      fc.property(sums, (list) => {
        const powers = powersOf(plainSums(list));
        const graph = shared(
          nested(
            powers,
            powers.variables.map((_, i) => i),
          ),
        );
        const expected = [
          ...list.map(exactOf),
          ...list.flatMap((p) => graph.inputs.map((by) => exactOf(derivative(p, by)))),
        ];
        expect(outputsOf(withGradient(graph))).toEqual(expected);
        expect(outputsOf(shared(withGradient(graph)))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test("the whole of it, proved as it always is", () => {
    fc.assert(
      fc.property(sums, (list) => {
        const { graph, before, after } = operationsOf(plainSums(list), list);
        expect(outputsOf(graph)).toEqual(list.map(exactOf));
        expect(after).toBe(operationCount(graph));
        expect(after).toBeLessThanOrEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test("an odd power beside a square of the same symbol (a factor was lost once)", () => {
    const list = [
      fromPlain([
        { coefficient: "1", powers: { V_4: 3, V_6: 1 } },
        { coefficient: "1", powers: { V_4: 5, "<Delta^2>": 1 } },
        { coefficient: "1", powers: { V_4: 2 } },
      ]),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ])
      expect(outputsOf(shared(nested(powersOf(plainSums(list)), order)))).toEqual(list.map(exactOf));
  });
});

test("a sum of two terms with one number (sharing once went on for ever)", () => {
  const list = [
    fromPlain([
      { coefficient: "3", powers: { V_4: 1 } },
      { coefficient: "3", powers: { V_6: 1 } },
    ]),
  ];
  const { inputs } = nested(powersOf(plainSums(list)), [0, 1]);
  const builder = graphBuilder(inputs);
  const three = Q.rational(3);
  const of = builder.exactSum([
    { coefficient: three, of: builder.input(0) },
    { coefficient: three, of: builder.input(1) },
  ]);
  const graph = builder.finish([{ coefficient: Q.one, of }]);
  expect(operationCount(graph)).toBe(3);
  expect(operationCount(shared(graph))).toBe(2);
  expect(outputsOf(shared(graph))).toEqual(list.map(exactOf));
});

test("terms in another order are the same sum", () => {
  const inputs = symbolsOf(
    fromPlain(["V_4", "V_6", "V_8"].map((name) => ({ coefficient: "1", powers: { [name]: 1 } }))),
  );
  const builder = graphBuilder(inputs);
  const terms = [2, 0, 1].map((i) => ({ coefficient: Q.rational(i + 2), of: builder.input(i) }));
  expect(builder.exactSum([...terms].reverse())).toBe(builder.exactSum(terms));
  expect(builder.exactSum([terms[1], terms[2], terms[0]] as typeof terms)).toBe(builder.exactSum(terms));
});

test("how many operations a sum takes as it is written out", () => {
  // 3 x^2 y/n + x/n - 2: two products and one by 3, one division each of n made once; one product; two sums.
  const list = [
    fromPlain([
      { coefficient: "3", powers: { V_4: 2, V_6: 1, "n_{l-1}": -1 } },
      { coefficient: "1", powers: { V_4: 1, "n_{l-1}": -1 } },
      { coefficient: "-2", powers: {} },
    ]),
  ];
  expect(operationsOf(plainSums(list), list).before).toBe(4 + 1 + 2 + 1);
});

describe("where the numbers stand", () => {
  const inputs = symbolsOf(
    fromPlain(["V_4", "V_6", "V_8"].map((name) => ({ coefficient: "1", powers: { [name]: 1 } }))),
  );
  const q = (n: number) => Q.rational(n);

  test("a sum that stands squared takes its number out squared", () => {
    const builder = graphBuilder(inputs);
    const [x, y, z] = [builder.input(0), builder.input(1), builder.input(2)];
    // 3 x + 3 y, its square and its cube: the numbers go to where the square and the cube are added.
    const sum = builder.exactSum([x, y].map((of) => ({ coefficient: q(3), of })));
    const square = builder.product([sum, sum]);
    const cube = builder.product([square, sum]);
    for (const [of, expected] of [
      [square, 5],
      [cube, 6],
    ] as const) {
      const total = builder.exactSum([
        { coefficient: Q.one, of },
        { coefficient: q(5), of: z },
      ]);
      const graph = builder.finish([{ coefficient: Q.one, of: total }]);
      expect(outputsOf(balanced(graph))).toEqual(outputsOf(graph));
      // Two multiplications by 3 become one by 9 or 27.
      expect([operationCount(graph), operationCount(balanced(graph))]).toEqual([expected + 1, expected]);
    }
  });

  test("what a choice costs where the sum stands squared is seen beforehand", () => {
    const builder = graphBuilder(inputs);
    const [x, y, z] = [builder.input(0), builder.input(1), builder.input(2)];
    const sum = builder.exactSum([
      { coefficient: q(5), of: x },
      { coefficient: q(3), of: y },
    ]);
    const total = builder.exactSum([
      { coefficient: Q.rational(1, 9), of: builder.product([sum, sum]) },
      { coefficient: Q.one, of: z },
    ]);
    const graph = builder.finish([{ coefficient: Q.one, of: total }]);
    expect(outputsOf(balanced(graph))).toEqual(outputsOf(graph));
    // (5/3 x + y)^2 + z: with a third taken out one number is left, with a fifth two.
    expect([operationCount(graph), operationCount(balanced(graph))]).toEqual([6, 4]);
  });

  test("a number that several sums multiply a sum by is multiplied into that sum", () => {
    const builder = graphBuilder(inputs);
    const [x, y, z] = [builder.input(0), builder.input(1), builder.input(2)];
    const sum = builder.exactSum([x, y].map((of) => ({ coefficient: Q.one, of })));
    const outputs = [x, y, z].map((other) => ({
      coefficient: Q.one,
      of: builder.exactSum([
        { coefficient: q(7), of: sum },
        { coefficient: Q.one, of: other },
      ]),
    }));
    const graph = builder.finish(outputs);
    expect(outputsOf(balanced(graph))).toEqual(outputsOf(graph));
    // Three multiplications by 7 become two.
    expect([operationCount(graph), operationCount(balanced(graph))]).toEqual([7, 6]);
  });
});

describe("few operations", () => {
  const countOf = (text: string): number => {
    const list = [fromPlain(JSON.parse(text))];
    return operationsOf(plainSums(list), list).after;
  };
  test.each([
    ["x^8: three squares", '[{"coefficient":"1","powers":{"V_4":8}}]', 3],
    ["x^7: four products", '[{"coefficient":"1","powers":{"V_4":7}}]', 4],
    [
      "3 x y + 3 x z = 3 x (y + z)",
      '[{"coefficient":"3","powers":{"V_4":1,"V_6":1}},{"coefficient":"3","powers":{"V_4":1,"V_8":1}}]',
      3,
    ],
    [
      "x/n + y/n = (x + y) / n",
      '[{"coefficient":"1","powers":{"n_{l-1}":-1,"V_4":1}},{"coefficient":"1","powers":{"n_{l-1}":-1,"V_6":1}}]',
      2,
    ],
    ["a constant", '[{"coefficient":"3/4","powers":{}}]', 0],
    ["-x", '[{"coefficient":"-1","powers":{"V_4":1}}]', 1],
  ])("%s", (_, text, count) => {
    expect(countOf(text)).toBe(count);
  });

  test("3 x + y and 3 x + z: 3 x is made once", () => {
    const list = ["V_6", "V_8"].map((other) =>
      fromPlain([
        { coefficient: "3", powers: { V_4: 1 } },
        { coefficient: "1", powers: { [other]: 1 } },
      ]),
    );
    expect(operationsOf(plainSums(list), list).after).toBe(3);
  });

  // FORM 4.3, Format O4: 57 for V_8 and 1188 for V_16, without the divisions by the widths, which are counted here.
  test.each([
    ["V_8", 57],
    ["V_12", 300],
    ["V_16", 900],
    ["V_4 through 2 loops", 200],
  ])("%s takes at most %i", (request, most) => {
    const [{ operations }] = sumModule(compile(request)).entries;
    expect(operations.after).toBeLessThanOrEqual(most);
    expect(operations.after).toBe(operationCount(operations.graph));
  });

  test("all derivatives take at most five times the operations of the value", () => {
    for (const request of ["V_4", "V_8", "V_12", "V_6 at 1 loop"]) {
      const [value, derivatives] = sumModule(compile(request), { gradient: true }).entries;
      expect((derivatives?.operations.after ?? Number.NaN) / value.operations.after).toBeLessThan(5);
    }
  });

  test("the same sum gives the same operations", () => {
    const { terms, sum: written } = compile("V_10");
    const make = () => operationsOf(sumsOfTerms([terms]), [written]).graph;
    expect(make()).toEqual(make());
  });
});

describe("the recursion as a graph", () => {
  test.each([2, 3, 4, 5, 6, 7, 8])("is the enumerated sum, k = %i", (k) => {
    for (const blobs of ["", " with expanded blobs"]) {
      const { sum: written } = compile(`V_${2 * k}${blobs}`);
      const graph = stationaryGraph(k, symbolsOf(written), blobs === "" ? undefined : 0);
      expect(outputsOf(graph)).toEqual([exactOf(written)]);
    }
  });

  test("with equal widths too", () => {
    const { sum: written } = compile("V_10 with equal widths");
    expect(outputsOf(stationaryGraph(5, symbolsOf(written), undefined))).toEqual([exactOf(written)]);
  });
});

describe("the proof", () => {
  const { sum: written } = compile("V_8");
  const graph = stationaryGraph(4, symbolsOf(written), undefined);

  test("passes what is right", () => {
    expect(() => requireSame(graph, [written])).not.toThrow();
  });

  test("looks at every output, says which is wrong, and that there are as many as sums", () => {
    const builder = graphBuilder(graph.inputs);
    const outputs = [0, 1, 2].map((input) => ({ coefficient: Q.one, of: builder.input(input) }));
    const made = builder.finish(outputs);
    const list = made.inputs.slice(0, 3).map(({ name }) => fromPlain([{ coefficient: "1", powers: { [name]: 1 } }]));
    expect(() => requireSame(made, list)).not.toThrow();
    for (const wrong of [0, 1, 2]) {
      const twice = fromPlain([{ coefficient: "2", powers: { [made.inputs[wrong]?.name as string]: 1 } }]);
      expect(() => requireSame(made, list.with(wrong, twice))).toThrow(`output ${wrong + 1} of the operation graph`);
    }
    expect(() => requireSame(made, list.slice(0, 2))).toThrow(DefectError);
    expect(() => requireSame(made, [...list, list[0] as Polynomial])).toThrow(DefectError);
  });

  test("finds one wrong number in any sum of the graph", () => {
    graph.nodes.forEach((node, ref) => {
      if (node.kind !== "sum") return;
      node.terms.forEach((_, wrong) => {
        const nodes = [...graph.nodes];
        nodes[ref] = {
          kind: "sum",
          terms: node.terms.map((t, i) =>
            i === wrong ? { ...t, coefficient: Q.add(t.coefficient, Q.rational(1, 1000)) } : t,
          ),
        };
        expect(() => requireSame({ ...graph, nodes }, [written])).toThrow(DefectError);
      });
    });
  });
});
