import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { circlePlaced } from "../../src/pictures/circle-placement.js";
import { circleSvg, pairSvg } from "../../src/pictures/circle-svg.js";
import { circleTikz, circleTikzStyles, pairTikz } from "../../src/pictures/circle-tikz.js";
import { dualOf, facesOf, parseScalingId, rungsOf, scalingId } from "../../src/theory/scaling/diagram.js";
import { pdflatex } from "../code/tools.js";
import { crossing, planarDiagrams } from "./circles.js";

/*
 * Circles of letters as TikZ and as SVG: what stands in the text. That it stands at the right place is the placement's.
 */

const ofLoss = [2, 3].flatMap((m) => planarDiagrams(m, "L2", "L3"));
const diagrams = [...ofLoss, ...planarDiagrams(2, "tr q", "tr Q")];
const [ladder, selfDual, plain] = ["L2-1.540010", "L1-1.3210", "L2-0.2100"] as const;

/** How many closed regions a kind of path has. */
const regions = (text: string, pattern: RegExp, end: RegExp): number =>
  [...text.matchAll(pattern)].reduce((sum, [path]) => sum + (path.match(end)?.length ?? 0), 0);

describe("every face, line and letter is drawn", () => {
  test.each(diagrams.map((diagram) => [scalingId(diagram), diagram] as const))("%s", (_, diagram) => {
    const { neurons, samples, latent } = facesOf(diagram);
    const { letters } = diagram.circle;
    const svg = circleSvg(diagram);
    const tikz = circleTikz(diagram);
    const counts = { neuron: neurons, sample: samples, latent: latent.length };
    for (const [index, count] of Object.entries(counts)) {
      expect(regions(svg, new RegExp(`<path class="${index}".*`, "g"), /Z/g)).toBe(count);
      expect(regions(tikz, new RegExp(`circle ${index} face\\].*`, "g"), /cycle/g)).toBe(count);
    }
    const rungs = 2 * rungsOf(diagram).length;
    expect(svg.match(/<path class="rung"/g)?.length ?? 0).toBe(rungs);
    expect(tikz.match(/\[circle (?:narrow )?rung\]/g)?.length ?? 0).toBe(rungs);
    for (const of of ["x", "u"]) {
      expect(svg.match(new RegExp(`class="${of}-line"`, "g"))).toHaveLength(letters.length / 4);
      expect(tikz.match(new RegExp(`circle ${of} line\\]`, "g"))).toHaveLength(letters.length / 4);
      expect(svg.match(new RegExp(`>${of}ᵀ<`, "g"))).toHaveLength(letters.length / 4);
      expect(tikz.match(new RegExp(`\\{\\$${of}\\^\\{\\\\mathsf\\{T\\}\\}\\$\\}`, "g"))).toHaveLength(
        letters.length / 4,
      );
    }
    const words = [...letters].map((letter) => letter.toLowerCase() + (letter === letter.toLowerCase() ? "" : "ᵀ"));
    const marks = diagram.circle.kind.startsWith("L") ? ["w", "Λ"] : [];
    expect([...svg.matchAll(/>([xuw]ᵀ?|Λ)<\/text>/g)].map(([, text]) => text)).toEqual([...words, ...marks]);
    expect([...tikz.matchAll(/\{\$([xuw]|[xu]\^\{\\mathsf\{T\}\}|\\Lambda)\$\}/g)].map(([, text]) => text)).toEqual(
      [...words, ...marks].map((text) => text.replace("ᵀ", "^{\\mathsf{T}}").replace("Λ", "\\Lambda")),
    );
    // Coordinates are numbers, without exponents.
    const coordinates = svg.slice(svg.indexOf("</style>")) + tikz;
    expect(/NaN|Infinity|\d[eE][-\d]/.exec(coordinates)?.[0]).toBe(undefined);
  });
});

test("TikZ and SVG draw the same: their paths have the same points", () => {
  const numbers = (text: string) => (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  for (const diagram of [...diagrams, ...crossing]) {
    const svg = [...circleSvg(diagram).matchAll(/<path class="[^"]*" d="([^"]*)"/g)].map(([, path]) =>
      numbers(path ?? ""),
    );
    const tikz = [...circleTikz(diagram).matchAll(/\\path\[[^\]]*\]([^;]*);/g)]
      .map(([, path]) => path ?? "")
      .filter((path) => !path.includes("circle"))
      .map(numbers);
    // To the right and upward in TikZ, in radii; to the right and downward in SVG.
    const differences = tikz.flatMap((path, k) =>
      path.map((value, i) => Math.abs((i % 2 === 0 ? 120 : -120) * value - (svg[k]?.[i] ?? Number.NaN))),
    );
    expect(tikz.map(({ length }) => length)).toEqual(svg.map(({ length }) => length));
    expect(differences.every((difference) => difference < 0.1)).toBe(true);
  }
});

describe("what may be left out", () => {
  test("labels of faces, but not those of blocks of rungs; letters, with w and Lambda", () => {
    const diagram = parseScalingId(selfDual);
    expect(circleSvg(diagram)).toContain(">t<tspan");
    expect(circleSvg(diagram, { labels: false })).not.toContain(">t<tspan");
    expect(circleSvg(diagram, { labels: false })).toMatch(/class="text block"[^>]*>n</);
    expect(circleTikz(diagram)).toContain("{$t_{1}$}");
    expect(circleTikz(diagram, { labels: false })).not.toContain("{$t_{1}$}");
    expect(circleTikz(diagram, { labels: false })).toContain("{$s$}");
    for (const letter of [">xᵀ<", ">w<", ">Λ<"]) {
      expect(circleSvg(diagram)).toContain(letter);
      expect(circleSvg(diagram, { letters: false })).not.toContain(letter);
    }
    expect(circleTikz(diagram, { letters: false })).not.toMatch(/\$(?:w|\\Lambda|x\^\{\\mathsf\{T\}\})\$/);
  });

  test("what has no room is not written, and a larger picture in TikZ has room for more", () => {
    const count = (text: string) => text.match(/\{\$[NT]\$\}/g)?.length ?? 0;
    const [diagram] = planarDiagrams(4, "L3");
    const texts = [5, 15, 60].map((radius) => circleTikz(diagram as NonNullable<typeof diagram>, { radius }));
    expect(count(texts[0] as string)).toBe(0);
    expect(count(texts[2] as string)).toBe(8);
    expect(texts[2]).toContain("[x=60mm,y=60mm]");
  });
});

describe("SVG by itself", () => {
  const all = [ladder, selfDual, plain].map(parseScalingId);
  const documents = [
    ...all.map((d) => circleSvg(d)),
    ...all.map((d) => pairSvg(d)),
    ...crossing.map((d) => circleSvg(d)),
  ];

  test("well-formed", () => {
    for (const text of documents)
      execFileSync("python3", ["-c", "import sys, xml.dom.minidom as m; m.parse(sys.stdin.buffer)"], { input: text });
  });

  test("an image with a title, a description and its id, for light and for dark pages, small and large", () => {
    const text = circleSvg(parseScalingId(ladder), { size: 64 });
    expect(text).toContain(`role="img" aria-labelledby="title-${ladder} desc-${ladder}"`);
    expect(text).toContain(`<title id="title-${ladder}">${ladder}</title>`);
    expect(text).toContain(`<desc id="desc-${ladder}">Circle of L3: w x xᵀ uᵀ u x xᵀ uᵀ u Λ uᵀ u x xᵀ wᵀ; monomial: `);
    expect(text).toMatch(/rungs from Λ outward: [ns]( [ns])*<\/desc>/);
    expect(text).toContain(`<metadata>${ladder}</metadata>`);
    expect(text).toContain("@media (prefers-color-scheme: dark)");
    expect(text).toContain('width="64" height="64" viewBox="-150 -150 300 300"');
    expect(circleSvg(parseScalingId("L1-1.0000"))).toContain("rungs from Λ outward: none</desc>");
    expect(circleSvg(parseScalingId("L1-1.3210"))).toContain("monomial: N T t₁³; rungs from Λ outward: n s</desc>");
    expect(circleSvg(parseScalingId("q1.10"))).toContain("Circle of tr q: tr u x xᵀ uᵀ; monomial: N T t₁</desc>");
  });
});

test("diagrams with crossings: no shaded faces, and words that say so", () => {
  for (const diagram of crossing) {
    const [svg, tikz] = [circleSvg(diagram), circleTikz(diagram)];
    expect(svg).toContain(`<title id="title-${scalingId(diagram)}">${scalingId(diagram)}, not planar</title>`);
    expect(svg).toContain(">not planar</text>");
    expect(svg).not.toMatch(/class="(?:neuron|sample|latent)/);
    expect(tikz).toContain("{not~planar}");
    expect(tikz).not.toContain("face]");
  }
});

describe("a diagram and its dual", () => {
  test("side by side where they are two", () => {
    const diagram = parseScalingId(plain);
    const dual = dualOf(diagram);
    const [svg, tikz] = [pairSvg(diagram, dual), pairTikz(diagram, dual)];
    expect(svg).toContain(`>${plain} and its dual ${scalingId(dual)}</title>`);
    expect(svg).toContain(`<metadata>${plain} ${scalingId(dual)}</metadata>`);
    expect(svg.match(/<g class="disc/g)).toHaveLength(2);
    expect(tikz.match(/\[circle arrow\]/g)).toHaveLength(1);
    expect(tikz.match(/\\begin\{tikzpicture\}/g)).toHaveLength(1);
    expect(tikz.match(/circle neuron face\]/g)).toHaveLength(2);
    expect([svg, tikz].join()).not.toContain("self-dual");
    expect([pairSvg(diagram), pairTikz(diagram)]).toEqual([svg, tikz]);
  });

  test("one picture with a mark where they are one", () => {
    const diagram = parseScalingId(selfDual);
    const [svg, tikz] = [pairSvg(diagram), pairTikz(diagram)];
    expect(svg).toContain(`>${selfDual}, self-dual</title>`);
    expect(svg).toContain(">self-dual</text>");
    expect(svg.match(/<g class="disc/g)).toHaveLength(1);
    expect(tikz).toContain("{self-dual}");
    expect(tikz).not.toContain("circle arrow");
  });

  test("of diagrams with crossings it is said too", () => {
    for (const diagram of crossing) {
      expect(pairSvg(diagram)).toMatch(/>(?:self-dual, )?not planar<\/text>/);
      expect(pairTikz(diagram)).toMatch(/\{(?:self-dual, )?not~planar\}/);
    }
  });

  test("what is not the dual is refused", () => {
    const [left, right] = [plain, "L2-0.0000"].map(parseScalingId) as [never, never];
    for (const pair of [pairSvg, pairTikz]) expect(() => pair(left, right)).toThrow(RangeError);
  });
});

test("the same diagram, the same bytes", () => {
  for (const diagram of diagrams) {
    const again = parseScalingId(scalingId(diagram));
    expect(circleSvg(again)).toBe(circleSvg(diagram));
    expect(circleTikz(again)).toBe(circleTikz(diagram));
    expect(circlePlaced(again)).toEqual(circlePlaced(diagram));
  }
});

test("plain pdflatex sets all of orders 2 and 3 of the loss, pairs, and those with crossings", () => {
  const pictures = [
    ...[...diagrams, ...crossing].map((diagram) => circleTikz(diagram)),
    ...planarDiagrams(2, "L2", "L3").map((diagram) => pairTikz(diagram)),
  ];
  const document = `\\documentclass{article}\\usepackage{tikz}\\sloppy\\raggedright\n${circleTikzStyles}\n\\begin{document}\n${pictures.join("\n")}\n\\end{document}\n`;
  const { log, text } = pdflatex(document);
  expect(log).not.toMatch(/Overfull|Warning|undefined/);
  expect(text).toContain("self-dual");
  expect(text).toContain("not planar");
});
