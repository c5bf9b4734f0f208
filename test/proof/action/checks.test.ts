import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  accumulator,
  addTerm,
  constant,
  type Polynomial,
  plus,
  scale,
  symbolTerm,
  times,
} from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { actionUnproved } from "../../../src/answer/action/action.js";
import { correlatorByActionUnproved } from "../../../src/answer/action/correlator.js";
import { type ActionClaim, actionChecks, type TreesClaim, treeChecks } from "../../../src/proof/action/checks.js";
import { type ActionCorrelatorClaim, actionCorrelatorChecks } from "../../../src/proof/action/correlator.js";
import { type GeneralClaim, generalChecks } from "../../../src/proof/action/general.js";
import { type LoopsClaim, loopChecks } from "../../../src/proof/action/ghosts.js";
import { type CheckOf, checked } from "../../../src/proof/certificate.js";
import { actionByFlow } from "../../../src/routes/action/flow.js";
import { leadingCoupling } from "../../../src/routes/action/legendre.js";
import {
  commonWidth,
  fieldsSquared,
  kernelSymbol,
  plainExpansion,
  vertex,
  width,
} from "../../../src/symbols/symbols.js";
import { correlatorByAction } from "../../../src/theory/action/correlator.js";
import { loopClasses, loopProducts, openLine } from "../../../src/theory/action/ghosts.js";
import { type TraceDiagram, traceDiagrams } from "../../../src/theory/action/traces.js";
import { correlatorSum } from "../../../src/theory/kernel/correlator.js";

/* Each check of an action fails when what it looks at is broken, and passes when it is not. */

const failing = <Claim>(checks: readonly CheckOf<Claim>[], claim: Claim): string[] =>
  checked(claim, checks, { thorough: true })
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);

describe("an action for one input", () => {
  const parts = actionByFlow(2);
  /** The classes of orders 1 and 2 by their number of vertices. */
  const listed = [
    { classes: [], weights: [] },
    { classes: [0n, 1n, 1n], weights: [Q.zero, Q.rational(1, 2), Q.rational(1, 2)] },
    {
      classes: [0n, 2n, 3n, 2n],
      weights: [Q.zero, Q.rational(7, 24), Q.rational(5, 4), Q.rational(2, 3)],
    },
  ];
  const claim: ActionClaim = { expansion: plainExpansion, parts, listed };
  const broken = (change: (part: Polynomial) => Polynomial): ActionClaim => ({
    ...claim,
    parts: parts.map((part, p) => (p === 2 ? change(part) : part)),
  });
  const term = (coefficient: Q.Rational, q: number, n: number, K: number): Polynomial =>
    [
      symbolTerm(fieldsSquared, q),
      symbolTerm(commonWidth, n),
      symbolTerm(kernelSymbol, -K),
      symbolTerm(vertex(3)),
      symbolTerm(width(1), -2),
    ].reduce(times, constant(coefficient));

  test("as it is, it passes", () => {
    expect(failing(actionChecks, claim)).toEqual([]);
  });

  test("a wrong coupling of the most fields", () => {
    expect(
      failing(
        actionChecks,
        broken((part) => plus(part, term(Q.rational(1, 48), 3, 0, 6))),
      ),
    ).toEqual([
      "moments and Laguerre polynomials",
      "flow in the cumulants",
      "Legendre transform",
      "linear layer",
      "two descriptions",
      "two descriptions, higher moments",
    ]);
  });

  test("a constant off: only the norm and the routes see it", () => {
    expect(
      failing(
        actionChecks,
        broken((part) => plus(part, term(Q.rational(1, 7), 0, 1, 3))),
      ),
    ).toEqual([
      "moments and Laguerre polynomials",
      "flow in the cumulants",
      "two descriptions",
      "two descriptions, higher moments",
    ]);
  });

  test("a wrong power of K", () => {
    expect(
      failing(
        actionChecks,
        broken((part) => plus(part, term(Q.rational(1, 48), 1, 0, 5))),
      ),
    ).toContain("powers");
  });

  test("a power of q too many", () => {
    expect(
      failing(
        actionChecks,
        broken((part) => plus(part, term(Q.rational(1, 48), 3, 1, 6))),
      ),
    ).toContain("powers");
  });

  test("a diagram is missing, or its group too small", () => {
    const second = listed[2] as (typeof listed)[number];
    const missing = [listed[0], listed[1], { ...second, classes: [0n, 2n, 2n, 2n] }] as typeof listed;
    expect(failing(actionChecks, { ...claim, listed: missing })).toEqual(["number of diagrams"]);
    const small = [
      listed[0],
      listed[1],
      { ...second, weights: [Q.zero, Q.rational(7, 24), Q.rational(3, 2), Q.rational(2, 3)] },
    ] as typeof listed;
    expect(failing(actionChecks, { ...claim, listed: small })).toEqual(["sum of symmetry factors"]);
  });

  test("about K_0 a tadpole that is left out", () => {
    const answer = actionUnproved("action V_4 about K_0");
    expect(answer.certificate.passed).toBe(true);
    const wrong = { expansion: { about: "K_0", blobs: "full" } as const, parts: parts.slice(0, 2) };
    expect(failing(actionChecks, wrong)).toContain("moments and Laguerre polynomials");
  });
});

describe("leading couplings", () => {
  const couplings = [0, 1, 2, 3].map(leadingCoupling);
  const claim: TreesClaim = { couplings, byTrees: couplings };

  test("as they are, they pass", () => {
    expect(failing(treeChecks, claim)).toEqual([]);
  });

  test("one is doubled", () => {
    const doubled = couplings.map((coupling, p) => (p === 2 ? scale(coupling, Q.rational(2)) : coupling));
    expect(failing(treeChecks, { couplings: doubled, byTrees: couplings })).toEqual([
      "tree diagrams",
      "Hamilton-Jacobi flow",
      "linear layer",
    ]);
  });
});

describe("several inputs", () => {
  const orders: readonly (readonly TraceDiagram[])[] = [[], [...traceDiagrams(1)], [...traceDiagrams(2)]];
  const claim: GeneralClaim = { expansion: plainExpansion, orders };

  test("as they are, they pass", () => {
    expect(failing(generalChecks, claim)).toEqual([]);
  });

  test("a diagram is missing", () => {
    expect(failing(generalChecks, { ...claim, orders: [[], orders[1]?.slice(1) ?? [], orders[2] ?? []] })).toEqual([
      "one input",
      "two inputs",
    ]);
  });

  test("slots are joined in another way: one input does not see it, two do", () => {
    // Qaabb in place of Qabab: the same scalars.
    const [aabb, abab] = ["Qaabb", "Qabab"].map((wanted) =>
      (orders[2] ?? []).find(
        ({ circles, blobs }) =>
          circles.length === 1 &&
          circles[0]?.hasFields &&
          blobs.length === 2 &&
          circles[0].blobs.join("") === (wanted === "Qaabb" ? "0011" : "0101"),
      ),
    ) as [TraceDiagram, TraceDiagram];
    expect(aabb.automorphisms).toBe(abab.automorphisms);
    const swapped = (orders[2] ?? []).map((own) => (own === abab ? aabb : own));
    expect(failing(generalChecks, { ...claim, orders: [[], orders[1] ?? [], swapped] })).toEqual(["two inputs"]);
  });
});

describe("loops", () => {
  const claim: LoopsClaim = {
    attachments: 6,
    classes: [...loopClasses(6)],
    products: [...loopProducts(4, 2)],
    open: openLine(6),
  };

  test("as they are, they pass", () => {
    expect(failing(loopChecks, claim)).toEqual([]);
  });

  test("a class is missing", () => {
    expect(failing(loopChecks, { ...claim, classes: claim.classes.slice(1) })).toEqual([
      "necklaces and bracelets",
      "every contraction",
      "logarithm",
    ]);
  });

  test("a chiral class has one ghost loop", () => {
    const classes = claim.classes.map((own) => ({ ...own, ghosts: [own.ghosts[0]] as const }));
    expect(failing(loopChecks, { ...claim, classes })).toEqual(["necklaces and bracelets", "cancellation"]);
  });

  test("an open line with a wrong sign", () => {
    const lines = claim.open.lines.map((line, i) => (i === 0 ? { ...line, value: Q.negate(line.value) } : line));
    const sum = lines.reduce((total, { value }) => Q.add(total, value), Q.zero as Q.Rational);
    expect(failing(loopChecks, { ...claim, open: { ...claim.open, lines, sum } })).toEqual(["open line"]);
  });

  test("a product whose choices do not cancel", () => {
    const [first, ...others] = claim.products;
    const products = [{ classes: first?.classes ?? [], choices: first?.choices.slice(1) ?? [] }, ...others];
    expect(failing(loopChecks, { ...claim, products })).toEqual(["cancellation"]);
  });
});

describe("correlators through the action", () => {
  const fields = ["i", "i", "j", "j"].map((index) => ({ index, input: "x" }));
  const claim: ActionCorrelatorClaim = {
    fields,
    connected: false,
    orders: correlatorByAction(fields, false),
    overParameters: correlatorSum(fields, false),
  };

  test("as they are, they pass", () => {
    expect(failing(actionCorrelatorChecks, claim)).toEqual([]);
    for (const request of [
      "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4) phi_m(x5) phi_n(x6)>",
      "connected <phi_i(x) phi_i(x) phi_j(y) phi_j(y)>",
      "<phi_i(x) phi_j(y)>",
    ])
      expect(correlatorByActionUnproved({ of: request }).certificate.passed, request).toBe(true);
  });

  test("an order that is doubled", () => {
    const orders = claim.orders.map((own, p) => (p === 1 ? scale(own, Q.rational(2)) : own));
    expect(failing(actionCorrelatorChecks, { ...claim, orders })).toEqual([
      "over parameters, order by order",
      "e^-S expanded",
    ]);
  });

  test("both descriptions with a pairing too few: the action's own expansion sees it", () => {
    const without = (p: Polynomial): Polynomial => {
      const total = accumulator();
      [...p.values()].slice(1).forEach(({ coefficient, monomial }) => {
        addTerm(total, coefficient, monomial);
      });
      return total;
    };
    const orders = claim.orders.map((own, p) => (p === 0 ? without(own) : own));
    const overParameters = orders.reduce(plus);
    expect(failing(actionCorrelatorChecks, { ...claim, orders, overParameters })).toEqual(["e^-S expanded"]);
  });
});

test("every check has its row in docs/proofs.md", () => {
  const text = readFileSync(new URL("../../../docs/proofs.md", import.meta.url), "utf8");
  for (const { name, of, cannotSee } of [
    ...actionChecks,
    ...treeChecks,
    ...generalChecks,
    ...loopChecks,
    ...actionCorrelatorChecks,
  ]) {
    expect(text, name).toContain(`\n| ${name} |`);
    expect([of, cannotSee].every((said) => said.length > 4)).toBe(true);
  }
});
