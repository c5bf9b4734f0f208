import { describe, expect, test } from "vitest";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { explain } from "../../src/answer/explain.js";
import { written } from "../../src/documents/products.js";
import type { Term } from "../../src/theory/kernel/term.js";

/* Diagrams explained: the words fit on a terminal, and are true of the diagram. */

const requests = ["V_12", "V_4 through 2 loops", "V_6 through 2 loops about K_0 with expanded blobs"];

describe.each(requests)("every diagram of %s", async (request) => {
  const explained = await Promise.all(
    compile(request).terms.map(
      async (term): Promise<[Term, string]> => [term, await written("explanation", explain(term.id), "text")],
    ),
  );

  test("stays within 80 columns", () => {
    for (const [, text] of explained)
      for (const line of text.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  test("its sums, legs, blobs and labellings are told as they are", () => {
    const counted = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
    for (const [{ id, diagram, symmetry }, text] of explained) {
      const words = text.replace(/\s+/g, " ");
      const { vertices, blobs, edges } = diagram;
      const [sums, k] = [vertices.length, vertices.reduce((total, { p }) => total + p, 0)];
      const left =
        k === sums
          ? "As many sums as Δ's leave no factor 1/n."
          : `${counted(k, "Δ", "Δ's")} and ${counted(sums, "sum")} leave ${counted(k - sums, "factor")} 1/n.`;
      expect(words, id).toContain(
        `${counted(sums, "function vertex", "function vertices")}, ${sums === 1 ? "a" : "each a"} sum`,
      );
      expect(words, id).toContain(left);
      expect(words, id).toContain(edges.length === 0 ? "No legs." : `${counted(edges.length, "leg")}, each the second`);
      expect(words.includes("No blobs."), id).toBe(blobs.length === 0);
      expect(words.includes("b-th cumulant"), id).toBe(blobs.some(({ degree }) => degree > 1));
      expect(words.includes("coefficient of 1/n′^p"), id).toBe(
        blobs.some((b) => b.degree > 1 && b.order !== undefined),
      );
      expect(words.includes("term of the mean shift"), id).toBe(blobs.some(({ degree }) => degree === 1));
      const [, over, under] = / = (\d+)\/(\d+)(?: = [\d/]+)?\. The Δ's can be labelled/.exec(words) ?? [];
      expect(Q.divide(Q.fromText(over as string), Q.fromText(under as string)), id).toEqual(symmetry);
    }
  });
});
