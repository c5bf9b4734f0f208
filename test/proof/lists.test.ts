import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileUnproved } from "../../src/answer/compile.js";
import { correlate } from "../../src/answer/correlate.js";
import { correlatorChecks } from "../../src/proof/correlator.js";
import { labelledChecks, sumChecks } from "../../src/proof/kernel.js";

/* Which checks are made of which result: those that cost little always, all of them by `certify`. */

const always = ["generating function", "class count", "labelled total"];
const names = (request: string, thorough: boolean) =>
  compileUnproved(request, { thorough }).certificate.checks.map(({ name }) => name);

test.each([
  ["V_6", always],
  ["V_4 at 1 loop about K_0", [...always, "weighted total"]],
  ["V_4(x1,x2; x3,x4)", [...always, "labelled rows", "leg by leg"]],
])("%s is not shown without its standing checks, and bears no others", (request, expected) => {
  expect(names(request, false)).toEqual(expected);
});

const each = ["row by row", "automorphism groups", "distinct classes"];
test.each([
  ["V_6", [...always, "closed form", "solvable networks", ...each]],
  ["V_4 at 1 loop about K_0", [...always, "weighted total", "solvable networks", "change of expansion", ...each]],
  [
    "V_4(x1,x2; x3,x4)",
    [
      ...always,
      "closed form",
      "solvable networks",
      ...each,
      "labelled rows",
      "leg by leg",
      "labelled rows, one by one",
    ],
  ],
])("%s is certified by all that applies to it", (request, expected) => {
  expect(names(request, true)).toEqual(expected);
});

test("one field: how many monomials there are", () => {
  const told = (request: string) =>
    correlate(request).certificate.checks.find(({ name }) => name === "one field")?.detail;
  expect(told("<phi_i(x) phi_j(y)>")).toMatch(/of G of order 1, 1 monomial$/);
  expect(told("<phi_i(x) phi_j(y) phi_k(x) phi_l(y)>")).toMatch(/of G of order 2, 2 monomials$/);
});

test("every check has its row in docs/proofs.md", () => {
  const text = readFileSync(new URL("../../docs/proofs.md", import.meta.url), "utf8");
  const checks = [...sumChecks, ...labelledChecks, ...correlatorChecks];
  for (const { name, of, cannotSee } of checks) {
    expect(text, name).toContain(`\n| ${name} |`);
    expect(
      [of, cannotSee].every((said) => said.length > 5),
      name,
    ).toBe(true);
  }
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
});
