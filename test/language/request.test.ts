import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/foundation/errors.js";
import { allParses } from "../../src/language/parse.js";
import { parseRequest, printRequest, type Request } from "../../src/language/request.js";

/** Spellings and what they must come to; the canonical spelling first. */
const corpus: readonly (readonly [canonical: string, ...spellings: string[]])[] = [
  [
    "V_8",
    "V8",
    "V 8",
    "V_{8}",
    "V₈",
    "$V_8$",
    "V_8^{(\\ell)}",
    "V^{(\\ell)}_8",
    "V^{(l)}_{8}",
    "V_8^(l)",
    "V₈⁽ˡ⁾",
    "V_8 leading order",
    "V_8, leading order",
    "V_8 at leading order",
    "V_8 at tree level",
    "V_8 tree-level",
    "V_8 at 0 loops",
    "V_8 through zero loops",
    "V_8 at order 1/n^3",
    "V_8 through order 1/n³",
    "V_8 about the full mean",
    "V_8 with full blobs",
    "the 8-point vertex",
    "8-point vertex",
    "the eight-point vertex, leading order",
    "  V_8\n  # the published table\n",
  ],
  [
    "V_4 at 2 loops",
    "V_4 at two loops",
    "V₄ at 2 loops",
    "V_4 at order 1/n^3",
    "V_4 at order n^{-3}",
    "V_4 at order n⁻³",
  ],
  ["V_4 at 1 loop", "V_4 at one loop", "V_4 at order 1/n²", "V_4 at order \\frac{1}{n^2}", "V_4 at order $1/n^{2}$"],
  ["V_4 through 2 loops", "V_4 through order 1/n^3", "V_{4}^{(\\ell)} through two loops"],
  ["V_6 at 1 loop", "V_6 at order 1/n^3"],
  [
    "V_4 through 1 loop about K_0",
    "V_4 about K_0 through 1 loop",
    "V_4 through 1 loop, about K₀",
    "V_4 about K_{0} through one loop",
  ],
  ["V_4 through 1 loop with expanded blobs", "V_4 with expanded blobs through 1 loop"],
  ["K", "<G>", "⟨G⟩", "\\langle G \\rangle", "K^{(\\ell)}", "K at order n^{-0}"],
  ["K at 2 loops", "K at order 1/n^2", "<G> at two loops"],
  ["K(x1,x2)", "K(x_1, x_2)"],
  [
    "V_6(x1,x2; x3,x4; x5,x6)",
    "V_6(x_1,x_2;x_3,x_4;x_5,x_6)",
    "V_6(x₁,x₂; x₃,x₄; x₅,x₆)",
    "V_6\\left(x_{1},x_{2};x_{3},x_{4};x_{5},x_{6}\\right)",
  ],
  ["V_6(x1,x1; x1,x2; x2,x2)"],
  ["V_4(a,b; c,d)", "V_4 (a,b;c,d)"],
  [
    "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>",
    "⟨φ_i(x₁) φ_j(x₂) φ_k(x₃) φ_l(x₄)⟩",
    "\\langle \\phi_i(x_1) \\phi_j(x_2) \\phi_k(x_3) \\phi_l(x_4) \\rangle",
  ],
  [
    "connected <phi_i(x1) phi_j(x2)>",
    "<phi_i(x1) phi_j(x2)> connected",
    "\\langle \\phi_i(x_1) \\phi_j(x_2) \\rangle_{connected}",
  ],
  ["<phi_{i1}(x1) phi_{i2}(x2)>"],
  ["K at 2 loops about K_0 with expanded blobs", "K_2", "K_{2}", "K₂", "K_2^{(\\ell)}", "K^{(\\ell)}_2", "K₂⁽ˡ⁾"],
  ["K about K_0 with expanded blobs", "K_0", "K₀"],
  ["K(x,y) at 1 loop about K_0 with expanded blobs", "K_1(x,y)"],
  [
    "V_4 at 1 loop about K_0 with expanded blobs",
    "V_4[1]",
    "V4[1]",
    "V₄[1]",
    "V_4^{[1]}",
    "V_4^[1]",
    "V_4^{(\\ell)[1]}",
    "V^{(\\ell)}_4[1]",
    "V_4[1]^(l)",
  ],
  ["V_4(a,b; c,d) at 1 loop about K_0 with expanded blobs", "V_4[1](a,b; c,d)"],
  ["V_6 at 2 loops about K_0 with expanded blobs with equal widths", "V_6[2] with equal widths"],
];

describe("every spelling of the interface", () => {
  test.each(
    corpus.flatMap(([canonical, ...others]) => [canonical, ...others].map((text) => ({ text, canonical }))),
  )("$text", ({ text, canonical }) => {
    expect(printRequest(parseRequest(text))).toBe(canonical);
    expect(allParses(text)).toHaveLength(1);
  });
});

test("a text of forty characters is shown whole in a message, and a longer one is cut", () => {
  const shown = (length: number) => complaint(`V_8 ${"x".repeat(length)}`).split("\n")[0];
  expect(shown(40)).toBe(`"${"x".repeat(40)}" is not expected here`);
  expect(shown(41)).toMatch(/^"x+… \(41 characters\)"/);
});

test("a request is plain data with the keys of the interface", () => {
  expect(parseRequest("V_6(x1,x1; x1,x2; x2,x2) through 2 loops about K_0 with expanded blobs")).toEqual({
    object: "V",
    k: 3,
    loops: [0, 2],
    about: "K_0",
    blobs: "expanded",
    widths: "distinct",
    externals: [
      ["x1", "x1"],
      ["x1", "x2"],
      ["x2", "x2"],
    ],
  });
});

test("a correlator's fields are data too: which neuron, and at which input", () => {
  expect(parseRequest("connected <phi_i(x1) phi_{j2}(y) phi_i(y) phi_k(x1)>")).toEqual({
    object: "correlator",
    k: 2,
    loops: [0, 0],
    about: "mean",
    blobs: "full",
    widths: "distinct",
    externals: null,
    correlator: {
      connected: true,
      fields: [
        { index: "i", input: "x1" },
        { index: "j2", input: "y" },
        { index: "i", input: "y" },
        { index: "k", input: "x1" },
      ],
    },
  });
});

const names = fc.constantFrom("x", "y", "a", "x1", "x2", "z17", "alpha", "V", "n");
const requests: fc.Arbitrary<Request> = fc
  .record({
    kind: fc.constantFrom("V" as const, "K" as const, "correlator" as const),
    k: fc.integer({ min: 2, max: 9 }),
    from: fc.boolean(),
    to: fc.integer({ min: 0, max: 12 }),
    about: fc.constantFrom("mean" as const, "K_0" as const),
    blobs: fc.constantFrom("full" as const, "expanded" as const),
    widths: fc.constantFrom("distinct" as const, "equal" as const),
    labelled: fc.boolean(),
    connected: fc.boolean(),
    inputs: fc.array(fc.tuple(names, names), { minLength: 18, maxLength: 18 }),
    neurons: fc.array(fc.constantFrom("i", "j", "k", "mu", "i1"), { minLength: 18, maxLength: 18 }),
  })
  .map(({ kind, k, from, to, about, blobs, widths, labelled, connected, inputs, neurons }) => {
    const points = kind === "K" ? 1 : k;
    const common = { k: points, loops: [from ? 0 : to, to] as const, about, blobs, widths };
    if (kind !== "correlator") return { object: kind, ...common, externals: labelled ? inputs.slice(0, points) : null };
    const fields = inputs.slice(0, 2 * points).map(([, input], i) => ({ index: neurons[i] as string, input }));
    return { object: kind, ...common, externals: null, correlator: { connected, fields } };
  });

describe("printing and parsing", () => {
  test("a request that is printed reads back to itself, in one way", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const text = printRequest(request);
        expect(parseRequest(text)).toEqual(request);
        expect(allParses(text)).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });

  test("no text is read in two ways, and what is not read is refused as a UserError", () => {
    const words = [
      "V",
      "_",
      "8",
      "K",
      "at",
      "through",
      "1",
      "loop",
      "loops",
      "order",
      "/",
      "n",
      "^",
      "{",
      "}",
      "(",
      ")",
    ].concat([
      ",",
      ";",
      "x1",
      "about",
      "mean",
      "the",
      "full",
      "with",
      "expanded",
      "blobs",
      "<",
      ">",
      "phi",
      "leading",
      "-",
      "point",
      "vertex",
      "₈",
      "⁻³",
    ]);
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 9 }).map((list) => list.join(" ")),
      // Near misses: a request of the corpus with a piece cut out or put in.
      fc
        .tuple(fc.constantFrom(...corpus.flat()), fc.nat(40), fc.nat(3), fc.constantFrom("", ...words))
        .map(([text, at, cut, word]) => text.slice(0, at) + word + text.slice(at + cut)),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parses = allParses(text);
        expect(parses.length).toBeLessThanOrEqual(1);
        try {
          const request = parseRequest(text);
          expect(parseRequest(printRequest(request))).toEqual(request);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 4000 },
    );
  });
});

/** The message for a wrong request. */
function complaint(text: string): string {
  try {
    parseRequest(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error(`${text} was accepted`);
}

describe("a wrong request gets its line, a caret, what would be accepted, and a suggestion", () => {
  test("V_8 trough 2 loops", () => {
    expect(complaint("V_8 trough 2 loops")).toBe(
      [
        '"trough" is not expected here',
        "  1 | V_8 trough 2 loops",
        "    |     ^^^^^^",
        'expected "^", "[", "(", ",", "at", "through", "about", "with", "leading", "tree" or the end of the request',
        "did you mean: V_8 through 2 loops",
      ].join("\n"),
    );
  });

  test("the caret is below what is wrong: an order's numerator, the name of a neuron", () => {
    expect(complaint("V_8 at order 2/n^3")).toContain("| V_8 at order 2/n^3\n    |              ^\n");
    expect(complaint("<phi_i(x) phi_x(y)>")).toContain("| <phi_i(x) phi_x(y)>\n    |               ^\n");
  });

  test("the message names the object alone, whatever else the request has", () => {
    expect(complaint("V_7 at 1 loop")).toContain('"V_7" has an odd number of points');
    expect(complaint("K_2 at 1 loop")).toContain('"at 1 loop" says again what "K_2" has said');
    expect(complaint("V_6 (x1,x2; x3,x4) at 1 loop")).toContain('2 pairs of inputs for "V_6"');
  });

  test("on the line where it is wrong", () => {
    expect(complaint("V_8\n  at 2 lops")).toContain("  2 |   at 2 lops\n    |        ^^^^");
  });

  test.each([
    ["V_7", "odd number of points", "did you mean: V_6 or V_8"],
    ["V_0", "no vertex", "did you mean: V_4"],
    ["V_2", "the two-point vertex is the kernel itself", "did you mean: K"],
    ["V_1", "no vertex", "did you mean: V_4"],
    ["W_8", '"W" is not expected', "did you mean: V_8"],
    ["v_8", '"v" is not expected', "did you mean: V_8"],
    ["V_8 at 2 lops", '"lops"', "did you mean: V_8 at 2 loops"],
    ["V_8 at order 1/n", "V_8 begins at order 1/n^3", "did you mean: V_8 at order 1/n^3"],
    ["V_8 at order 2/n^3", "a power of 1/n, not of 2/n", "expected at order 1/n^3"],
    ["V_8 at order 11/n^3", "a power of 1/n, not of 11/n", "expected at order 1/n^3"],
    ["V_8 at order 0/n^3", "a power of 1/n, not of 0/n", "expected at order 1/n^3"],
    ["V_8 through order \\frac{3}{n^3}", "a power of 1/n, not of 3/n", "expected at order 1/n^3"],
    ["<phi_i(x) phi_x(y)>", '"x" is used as a neuron index and as an input', "expected different names"],
    ["<phi_i(i) phi_j(x)>", '"i" is used as a neuron index and as an input', "expected different names"],
    ["V_8 at 1 loop through 2 loops", "says again", "expected one order"],
    ["V_8 about K_0 about K_0", "says again", "expected one expansion point"],
    ["V_4 about K_1", "K_1 is a correction", "expected about K_0"],
    ["V_4[1] about the full mean", '"about the full mean" says again what "V_4[1]" has said', "expected one expansion"],
    ["K_2 with full blobs", '"with full blobs" says again what "K_2" has said', "expected one clause on the blobs"],
    ["V_4[1", "the request ends too early", '"]"'],
    ["V_4[x]", '"x" is not expected here', "expected a number"],
    ["V_6(x1,x2; x3,x4)", '2 pairs of inputs for "V_6"', "expected 3: x1,x2; x3,x4; x5,x6"],
    ["V_4(x1,x2,x3,x4)", "4 inputs and no pair", "did you mean: V_4(x1,x2; x3,x4)"],
    ["V_4(x1;x2)", '"x1" is one input', "expected 2 pairs"],
    ["<phi_i(x1)>", "a correlator of 1 field vanishes", "expected an even number"],
    ["", "the request is empty", "did you mean: V_8"],
    ["   \n ", "the request is empty", "did you mean: V_8"],
    ["V_", "the request ends too early", "a number"],
    ["V_8 at", "the request ends too early", '"order"'],
    ["V_8\u0000", '"␀" is not expected', "did you mean: V_8"],
    ["V_8\u001b[31m", "␛", "did you mean: V_8"],
    ["V_8 🙂", '"🙂" is not expected', "did you mean: V_8"],
    ["V_-8", '"-" is not expected', "did you mean: V_8"],
  ])("%j", (text, reason, help) => {
    expect(complaint(text)).toContain(reason);
    expect(complaint(text)).toContain(help);
    expect(complaint(text)).toMatch(/\n {2,}\| +\^/);
  });

  test.each([
    [`V_${"9".repeat(5000)}`, "… (5000 characters) points are too many"],
    [`V_8 at ${"7".repeat(5000)} loops`, "loops are too many"],
    [`V_8 at order 1/n^${"1".repeat(5000)}`, "is too high an order"],
    [`V_8 ${"x".repeat(20_000)}`, "20004 characters"],
    ["V_8 at 10001 loops", "10000 at most"],
  ])("a huge one is answered briefly: %#", (text, reason) => {
    const message = complaint(text);
    expect(message).toContain(reason);
    expect(Math.max(...message.split("\n").map((line) => line.length))).toBeLessThan(130);
  });
});
