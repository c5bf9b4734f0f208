import { describe, expect, test } from "vitest";
import { evaluate, symbolsOf } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { compile } from "../../../src/answer/compile.js";
import { stream } from "../../../src/answer/stream.js";
import type { TheorySymbol } from "../../../src/symbols/symbols.js";

/* One width for all layers: the sum is collected, and its value is that of the sum with both widths set to n. */

const requests = [
  "K through 2 loops",
  "V_4 through 2 loops",
  "V_8",
  "V_6 through 1 loop about K_0",
  "V_6 at 1 loop with expanded blobs",
];

/** A number for each symbol, all different; every width is 5. */
const value = ({ kind, rank }: TheorySymbol): Q.Rational =>
  kind === "width" ? Q.rational(5) : Q.rational(1 + (rank % 97), 2 + (rank % 89));

describe.each(requests)("%s", (request) => {
  const apart = compile(request);
  const equal = compile(`${request} with equal widths`);

  test("has the value of the sum with both widths equal, with no more monomials", () => {
    expect(evaluate(equal.sum, value)).toEqual(evaluate(apart.sum, value));
    expect(equal.sum.size).toBeLessThanOrEqual(apart.sum.size);
    const names = symbolsOf(equal.sum).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("n"))).toEqual(["n"].filter((n) => names.includes(n)));
  });

  test("row by row, and in a stream", () => {
    const streamed = new Map([...stream(equal.request)].map((term) => [term.id, term] as const));
    equal.terms.forEach((term, i) => {
      const other = apart.terms[i];
      expect(term.id).toBe(other?.id);
      if (other) expect(evaluate(term.polynomial, value)).toEqual(evaluate(other.polynomial, value));
      expect(streamed.get(term.id)).toEqual(term);
    });
  });
});

test("the widths' powers follow from the rest: setting them equal joins no two monomials", () => {
  // The derivatives count the legs, and the V's and K's the blobs, so the power of n_{l-2} is known; the order gives
  // n_{l-1}'s.
  for (const request of [...requests, "V_8 through 2 loops"])
    expect(compile(`${request} with equal widths`).sum.size, request).toBe(compile(request).sum.size);
});
