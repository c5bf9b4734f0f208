import { expect, test } from "vitest";
import { rational, rationalToText, toPlain } from "../src/algebra.js";
import { codeOf, targetNamed } from "../src/code.js";
import { formatId, parseId, toGraph } from "../src/diagrams.js";
import { answer, compile, plotted, printRequest, stream, written } from "../src/index.js";
import { exactAverage, scaleInvariant } from "../src/networks.js";

/*
 * A tour of oneovern, from a question to a paper, a program and a real network. Each stop is a test that can be run by
 * itself; read from the top they are a tutorial.
 *
 * In a deep network whose layers have n neurons the kernel of a layer, G(x,x') = C_b + C_W/n sum_j sigma_j(x)
 * sigma_j(x'), fluctuates from network to network. Its cumulants are the vertices V_4, V_6, V_8, ..., each of relative
 * size 1/n, and each follows from those of the layer before by a sum of diagrams.
 */

test("1. A question is a line of text; the eight-point vertex has ten diagrams", async () => {
  const { terms, naming } = compile("V_8");
  expect(naming.leftSide.ascii).toBe("V_8^(l) / (C_W^4 n_{l-1}^3)");
  expect(terms).toHaveLength(10);
  // Unicode and TeX read as well, and words.
  for (const spelling of ["V₈", "$V_{8}^{(\\ell)}$", "the eight-point vertex"])
    expect(compile(spelling).terms.map(({ id }) => id)).toEqual(terms.map(({ id }) => id));
});

test("2. A row is a diagram with every factor of its contribution", () => {
  // Three function vertices, each a sum over one neuron: one with two Delta's, which two blobs V_4 tie to two with one.
  const [row] = compile("V_8").terms.filter(({ id }) => id === "2ab.1a.1b");
  expect(row).toMatchObject({ jSums: 3, halves: 4, labellings: 6n, automorphisms: 2n });
  // 4!/(2! |Aut|): which two of the four external pairs share a vertex.
  expect(row && rationalToText(row.symmetry)).toBe("6");
});

test("3. The rows add up to a polynomial in averages over one Gaussian neuron, with exact coefficients", () => {
  expect(toPlain(compile("V_4").sum)).toEqual([
    { coefficient: "1", powers: { "n_{l-1}": -1, "<Delta^2>": 1 } },
    { coefficient: "1/4", powers: { "n_{l-2}": -1, V_4: 1, "<d^2 Delta>": 2 } },
  ]);
});

test("4. No result leaves that its own proof does not confirm, by routes without diagrams", async () => {
  const { certificate } = await answer("V_6 through 1 loop", { thorough: true });
  expect(certificate.passed).toBe(true);
  expect(certificate.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["generating function", "class count", "solvable networks", "row by row"]),
  );
});

test("5. Orders beyond the leading one, tadpoles, general inputs, correlators: the same question with more words", async () => {
  expect(compile("V_4 through 2 loops").terms.at(-1)?.loops).toBe(2);
  expect(printRequest(compile("K_2").request)).toBe("K at 2 loops about K_0 with expanded blobs");
  expect(compile("V_4(x1,x2; x3,x4)").terms).toHaveLength(2);
  const wick = await answer("<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>");
  expect(await written("expansion", wick, "text")).toContain("δ_ij δ_kl ( K(x1,x2) K(x3,x4) + V₄(x1,x2; x3,x4)/n )");
});

test("6. What is too large for a list is a stream, in constant memory", () => {
  const [first] = stream("V_60", { limit: 1 });
  expect(first?.jSums).toBe(1);
});

test("7. An answer is written as a product in a format: for a terminal, a paper, a notebook, another program", async () => {
  const table = await answer("V_6");
  expect(await written("table", table, "text")).toContain("V_6, leading order, one input: 4 diagrams, 8 labelled");
  expect(await written("table", table, "latex", { standalone: true })).toContain("\\begin{tikzpicture}");
  expect(JSON.parse(await written("table", table, "json")).diagrams).toHaveLength(4);
});

test("8. A diagram is data: an id that reads back, a graph", async () => {
  const diagram = parseId("2ab.1a.1b");
  expect(formatId(diagram)).toBe("2ab.1a.1b");
  expect(toGraph(diagram).nodes()).toHaveLength(5);
  const explained = await answer({ object: "diagram", id: "2ab.1a.1b" });
  expect(await written("explanation", explained, "text")).toContain("4!/(2! · 2)");
});

test("9. The sum as a program, with as few operations as were found", async () => {
  const python = codeOf(await answer("V_8"), targetNamed("python"));
  expect(python).toContain("def V_8(");
});

test("10. And as numbers, for a network: ReLU's averages are exact", async () => {
  const relu = scaleInvariant("relu", rational(0n), rational(1n));
  // <Delta^2> = <phi^4>/2 - <phi^2>^2/4 = 3/2 - 1/4 at K = 1.
  expect(exactAverage(relu, { m: 0, p: 2 }, rational(1n))).toEqual(rational(5n, 4n));
  const network = { activation: "relu", C_W: 2, width: 100, depth: 3 };
  const { vertex } = await answer({ object: "evaluation", of: "V_4", network });
  // V_4 of layer 3 at criticality: 5 K^2 times the two layers that fluctuate.
  expect(vertex).toBeCloseTo(10, 10);
});

test("11. Layer by layer, with its picture", async () => {
  const network = { activation: "tanh", C_W: 1, width: 64, depth: 4 };
  const flow = await answer({ object: "flow", network, extent: { highest: 2, orders: 1 } });
  expect(await written("flow", flow, "csv")).toMatch(/^layer,K_0,K_1,V_4\[0\],V_4\[1\]/);
  expect(await plotted(flow)).toContain("<svg");
});

test("12. Real networks, drawn at random, beside the prediction", async () => {
  const network = { activation: "relu", C_W: 2, width: 50, depth: 3 };
  const { verdict, rows } = await answer({
    object: "simulation",
    network,
    extent: { highest: 2, orders: 1 },
    samples: 2000,
  });
  expect(rows.map(({ layer, at }) => `${layer}:${at.length}`)).toEqual(["2:1", "2:2", "3:1", "3:2"]);
  expect(verdict.outcome).toBe("agree");
});

test("13. A question that is wrong says where, and what would be accepted", () => {
  expect(() => compile("V_8 trough 2 loops")).toThrow(
    [
      '"trough" is not expected here',
      "  1 | V_8 trough 2 loops",
      "    |     ^^^^^^",
      'expected "^", "[", "(", ",", "at", "through", "about", "with", "leading", "tree" or the end of the request',
      "did you mean: V_8 through 2 loops",
    ].join("\n"),
  );
});
