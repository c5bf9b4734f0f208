import { describe, expect, test } from "vitest";
import { accumulator, addTo, samePolynomial, symbolTerm, toPlain } from "../src/algebra/polynomial.js";
import * as Q from "../src/algebra/rational.js";
import { carriedOut, type Passes } from "../src/answer/passes.js";
import { codeOf, targets } from "../src/code/files.js";
import { products, written } from "../src/documents/products.js";
import { assemble, type DiagramClass } from "../src/graphs/diagram.js";
import type { OrdersOf } from "../src/language/request.js";
import type { Naming } from "../src/notation/naming.js";
import { type CheckOf, certificateOf, checked, requireConfirmed } from "../src/proof/certificate.js";
import { doorTo, subjects } from "../src/questions.js";
import { average, secondMoment } from "../src/symbols/symbols.js";
import { weigh } from "../src/theory/kernel/term.js";

/*
 * A subject of its own, as somebody would add one: W_2k, the sum of the k-th and of no other power of one neuron's
 * Delta over all ways to cut k Delta's into vertices without legs. It brings its request, its terms, its names and its
 * check; tables, formulas, certificates and code are those of every subject, and know nothing of it.
 */

interface CutRequest extends OrdersOf<"cuts"> {}

const cuts = (k: number): CutRequest => ({
  object: "cuts",
  k,
  loops: [0, 0],
  about: "mean",
  blobs: "full",
  widths: "distinct",
  externals: null,
});

/** The single vertex with k Delta's: for the toy one diagram is enough. */
const passes: Passes<CutRequest> = {
  *enumerate({ k }) {
    yield { diagram: assemble([k], 0, [], []), automorphisms: 1n } satisfies DiagramClass;
  },
  weigh: (found) => weigh(found),
  label: () => [],
  collect(terms) {
    const sum = accumulator();
    for (const { polynomial } of terms) addTo(sum, polynomial);
    return sum;
  },
  prove: (made, thorough) => certificateOf(checked(made, checks, { thorough })),
};

type Made = Parameters<Passes<CutRequest>["prove"]>[0];

/** The third cumulant of one neuron's sigma^2 is <Delta^3> / n^2, by hand. */
const byHand: CheckOf<Made> = {
  name: "by hand",
  of: "k = 3",
  cannotSee: "other k",
  look: ({ request, sum }) => {
    if (request.k !== 3) return undefined;
    const [only] = toPlain(sum);
    const passed = sum.size === 1 && only?.coefficient === "1" && only.powers["<Delta^3>"] === 1;
    return { passed, detail: `${sum.size} monomial, <Delta^3>` };
  },
};
const oneTerm: CheckOf<Made> = {
  name: "one diagram",
  of: "every result",
  cannotSee: "its weight",
  isThorough: true,
  look: ({ terms }) => ({ passed: terms.length === 1, detail: `${terms.length} diagram` }),
};
const checks = [byHand, oneTerm];

const naming = ({ k }: CutRequest): Naming => {
  const name = `W_${2 * k}`;
  const spelled = { text: name, ascii: name, latex: `W_{${2 * k}}` };
  return {
    text: name,
    title: `${name}, the cuts of ${k} Delta's`,
    subject: spelled,
    leftSide: { ...spelled, dividedBy: "1" },
    quantity: name,
    functionName: name,
    legend: {
      table: ["the one row is <Delta^k>"],
      sum: [],
      latex: ["The cuts of one neuron."],
      picturesLatex: [],
    },
  };
};

const answered = (k: number, changed: Partial<Passes<CutRequest>> = {}, thorough = false) =>
  carriedOut(cuts(k), naming(cuts(k)), { ...passes, ...changed }, { thorough });

describe("a subject that no folder to the right knows by name", () => {
  test("has its sum, with its own proof", () => {
    const { kind, sum, certificate } = answered(3, {}, true);
    expect(kind).toBe("sum");
    expect(toPlain(sum)).toEqual([{ coefficient: "1", powers: { "n_{l-1}": -2, "<Delta^3>": 1 } }]);
    expect(certificate).toEqual({
      passed: true,
      checks: [
        { name: "by hand", passed: true, detail: "1 monomial, <Delta^3>" },
        { name: "one diagram", passed: true, detail: "1 diagram" },
      ],
    });
    expect(answered(4).certificate.checks).toEqual([]);
  });

  test("is answered by the one door", async () => {
    const ask = doorTo({ ...subjects, cuts: ({ k }: CutRequest, { thorough = false }) => answered(k, {}, thorough) });
    expect(await ask(cuts(3))).toMatchObject({ kind: "sum", naming: { text: "W_6" } });
    expect(await ask("V_4")).toMatchObject({ kind: "sum", naming: { text: "V_4" } });
    await expect(doorTo(subjects)(cuts(3))).rejects.toThrow('no subject "cuts"');
    const wrong = doorTo({ cuts: ({ k }: CutRequest) => answered(k, { collect: () => new Map() }) });
    await expect(wrong(cuts(3))).rejects.toThrow(/W_6 is not confirmed by its own proof\nby hand/);
    expect(await wrong(cuts(3), { mayFail: true })).toMatchObject({ certificate: { passed: false } });
  });

  test("whose failure is a defect, as everywhere", () => {
    const broken = answered(3, { collect: () => symbolTerm(average(0, 3), 2) });
    expect(broken.certificate.passed).toBe(false);
    expect(() => requireConfirmed(broken.naming.text, broken.certificate.checks)).toThrow(/W_6 .*\n?.*by hand/);
  });

  test.each(["table", "expansion", "certificate"] as const)("is written as every %s is", async (product) => {
    for (const format of products[product].formats) {
      const text = await written(product, answered(3, {}, true), format, { standalone: true });
      expect(text, format).toContain(format === "csv" ? "Delta^3" : "W_");
      // The notation and the styles in a document's preamble are those of all subjects.
      expect(text.replace(/^[\s\S]*\\begin\{document\}/, ""), format).not.toMatch(/V_|V₄/);
    }
  });

  test("is code in every language", () => {
    for (const target of targets) expect(codeOf(answered(3), target), target.name).toContain("W_6");
  });

  test("its sum is a polynomial like any other", () => {
    expect(samePolynomial(answered(1).sum, symbolTerm(secondMoment, 1, Q.one))).toBe(true);
  });
});
