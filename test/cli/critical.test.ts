import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { json, oneovern, shell, temporaryFolder, words } from "./oneovern.js";

/* The commands about criticality: critical, structure. */

describe("critical", () => {
  test("the point of GELU, the contract's keys", async () => {
    const { code, value } = await json(words("critical --activation gelu"));
    expect(code).toBe(0);
    expect([value.activation, value.critical]).toEqual(["gelu", true]);
    expect(value.points[0]).toMatchObject({ class: "half-stable" });
    expect(value.points[0].C_b).toBeCloseTo(0.17292239, 7);
    expect(value.points[0].C_W).toBeCloseTo(1.98305826, 7);
    expect(value.points[0].K).toBeCloseTo(3.5615528, 6);
    expect(value.why).toMatch(/\w/);
  });

  test("not critical, and why; deep layers at given variances", async () => {
    expect((await oneovern(words("critical --activation sigmoid"))).stdout).toMatch(
      /^sigmoid: not critical\n\nsigma\(0\) = 0.5 is not 0/,
    );
    const { value } = await json(words("critical --activation tanh --C-b 0.05 --C-W 2"));
    expect(value.at.fixedPoints[0]).toMatchObject({ phase: "chaotic", attractive: true, xi_perpendicular: null });
    // A depth that is none is a dash; the phase stands last.
    const { stdout } = await oneovern(words("critical --activation tanh --C-b 0.05 --C-W 2"));
    expect(stdout).toMatch(/^ *K\* +chi_par +chi_perp +xi_par +xi_perp +c\* +xi_c *\n.* - .* chaotic$/m);
  });

  test("the phase diagram is an SVG document of its own, with its lines and points", () => {
    const folder = temporaryFolder();
    const { code, stdout } = shell("oneovern critical --activation gelu --plot phase.svg", folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^gelu: critical at 2 points/);
    const svg = readFileSync(join(folder, "phase.svg"), "utf8");
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    for (const text of ["C_W", "C_b", "χ⊥ = 1", "χ∥ = 1", "critical point"]) expect(svg).toContain(text);
    // In what is seen a subscript stands below the line.
    expect(svg).toMatch(/>C<tspan dy="[^"]*" font-size="75%">W<\/tspan><\/text>/);
    expect(shell("python3 -c \"import xml.dom.minidom, sys; xml.dom.minidom.parse('phase.svg')\"", folder).code).toBe(
      0,
    );
    expect(readdirSync(folder)).toEqual(["phase.svg"]);
  });
});

describe("structure", () => {
  test("derives the product of susceptibilities, with its proofs", async () => {
    const { code, stdout } = await oneovern(["structure", "V_8"]);
    expect(code).toBe(0);
    expect(stdout).toContain("One diagram of 10 at leading order holds V_8^(l-1)");
    expect(stdout).toContain("sym[ χ(x1,x2;y1,y2) χ(x3,x4;y3,y4) ... ], 4 factors");
    expect(stdout).toMatch(/relu +any +5 l +75 l\^2 +2000 l\^3 +0/);
    expect(stdout).toMatch(/tanh +0 +2\/3 l +16\/15 l\^2 +96\/35 l\^3 +-1\/3 l\n +fitted +0\.66\d+ l +1\.06\d+ l\^2/);
    expect(stdout).toMatch(
      /proved: one diagram, degenerate limit, general inputs, three inputs, in numbers,\s+power laws, fitted/,
    );
  });

  test("where K* is approached in no simple way no power law is told", async () => {
    const { stdout } = await oneovern(words("structure V_4 --activation elu"));
    expect(stdout.replace(/\s+/g, " ")).toMatch(/elu at K\* = 0: [^;]+; no power law follows/);
  });

  test("as data, and in LaTeX that compiles", async () => {
    const { value } = await json(words("structure V_6 --activation leaky-relu(0.5)"));
    expect(value.certificate.passed).toBe(true);
    expect(value.derivative).toEqual([{ coefficient: "1/8", powers: { "<d^2 Delta>": 3 } }]);
    expect(value.powerLaws[0].laws[0]).toMatchObject({ name: "V_4/K^2", coefficient: "77/25", exponent: 1 });
    expect(value.powerLaws[0].laws[0].fitted).toBeCloseTo(77 / 25, 6);
    const folder = temporaryFolder();
    const wrapped = [
      "oneovern structure V_10 --format latex -o body.tex",
      "printf '\\\\documentclass{article}\\\\usepackage{amsmath}\\\\begin{document}\\\\input{body}\\\\end{document}' > all.tex",
      "pdflatex -interaction=nonstopmode -halt-on-error all.tex > log 2>&1",
    ];
    expect(shell(wrapped.join(" && "), folder).code).toBe(0);
    expect(existsSync(join(folder, "all.pdf"))).toBe(true);
  });
});
