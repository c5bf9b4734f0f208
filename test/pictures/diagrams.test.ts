import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/answer/compile.js";
import { streamClasses } from "../../src/answer/stream.js";
import { type KernelDiagram, kernelDrawable } from "../../src/diagrams.js";
import { plainClass } from "../../src/documents/plain.js";
import { preamble } from "../../src/documents/preamble.js";
import { type Diagram, legMatrix } from "../../src/graphs/diagram.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { areIsomorphic } from "../../src/graphs/isomorphism.js";
import { picture } from "../../src/pictures/characters.js";
import { diagramDot, diagramFromDot } from "../../src/pictures/dot.js";
import { diagramSvg } from "../../src/pictures/svg.js";
import { diagramTikz } from "../../src/pictures/tikz.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { pdflatex } from "../code/tools.js";
import { meet, nearest, type Place, type Seen, seen } from "./read-svg.js";

/* Pictures of diagrams, judged as a reader sees them: from the files, with geometry of the test's own. */

const svgOf = (d: KernelDiagram & Diagram): string => diagramSvg(kernelDrawable(d), { id: formatId(d) });

/** Every class of V_2k at an order of loops. */
const classes = (k: number, loops: number): Diagram[] =>
  [...streamClasses(`V_${2 * k} at ${loops} loop${loops === 1 ? "" : "s"}`)].map(({ diagram }) => diagram);

const trees = [2, 3, 4, 5, 6].map((k) => [k, 0] as const);
const oneLoop = [2, 3, 4, 5, 6].map((k) => [k, 1] as const);
const twoLoops = [2, 3, 4].map((k) => [k, 2] as const);

describe.each([...trees, ...oneLoop, ...twoLoops])("every diagram of k = %i with %i loops", (k, loops) => {
  const all = classes(k, loops);
  const pictures = all.map((d) => ({ d, id: formatId(d), picture: seen(svgOf(d)) }));

  test("has each of its parts once, legs from edge to edge", () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { d, id, picture: p } of pictures) {
      expect(
        p.vertices.map(({ pairs }) => pairs),
        id,
      ).toEqual(d.vertices.map((vertex) => vertex.p));
      expect(p.blobs, id).toHaveLength(d.blobs.length);
      expect(p.legs, id).toHaveLength(d.edges.length);
      d.edges.forEach(([v, b], i) => {
        for (const strand of p.legs[i] ?? []) {
          const [vertex, blob] = [p.vertices[v], p.blobs[b]];
          const gap = (end: Place | undefined, node: { at: Place; radius: number } | undefined): number =>
            Math.hypot((end?.[0] ?? 0) - (node?.at[0] ?? 0), (end?.[1] ?? 0) - (node?.at[1] ?? 0)) -
            (node?.radius ?? 0);
          expect(Math.abs(gap(strand[0], vertex)), `${id} leg ${i}`).toBeLessThan(0.2);
          expect(Math.abs(gap(strand.at(-1), blob)), `${id} leg ${i}`).toBeLessThan(0.2);
        }
        expect(p.legs[i], id).toHaveLength(2);
      });
    }
  });

  test("no nodes overlap, and nothing runs through a foreign node", () => {
    for (const { d, id, picture: p } of pictures) {
      const nodes = [...p.vertices, ...p.blobs];
      nodes.forEach(({ at, radius }, i) => {
        for (const other of nodes.slice(0, i))
          expect(Math.hypot(at[0] - other.at[0], at[1] - other.at[1]), id).toBeGreaterThan(radius + other.radius + 1);
        p.legs.forEach((strands, leg) => {
          const [v, b] = d.edges[leg] as readonly [number, number];
          if (i === v || i === p.vertices.length + b) return;
          for (const strand of strands)
            expect(nearest(strand, at), `${id}: leg ${leg}, node ${i}`).toBeGreaterThan(radius + 0.5);
        });
        for (const { vertex, lines } of p.pairs)
          if (vertex !== i)
            for (const line of lines) expect(nearest(line, at), `${id}: pair, node ${i}`).toBeGreaterThan(radius + 0.5);
      });
    }
  });

  test("no lines cross", () => {
    for (const { id, picture: p } of pictures) {
      const lines = [
        ...p.legs.flatMap((strands, leg) => strands.map((line) => ({ name: `leg ${leg}`, line }))),
        ...p.pairs.flatMap(({ vertex, lines: two }, i) =>
          two.map((line) => ({ name: `pair ${i} at ${vertex}`, line })),
        ),
      ];
      lines.forEach((one, i) => {
        for (const other of lines.slice(0, i))
          expect(meet(one.line, other.line), `${id}: ${one.name}, ${other.name}`).toBe(false);
      });
    }
  });

  test("everything is inside the picture, texts too", () => {
    for (const { id, picture: p } of pictures) {
      const { low, high } = p.box;
      const inside = ([x, y]: Place): boolean => x >= low[0] && x <= high[0] && y >= low[1] && y <= high[1];
      const points = [
        ...p.legs.flat(2),
        ...p.pairs.flatMap(({ lines }) => lines.flat()),
        ...p.texts.flatMap((text) => [text.low, text.high]),
        ...[...p.vertices, ...p.blobs].flatMap(({ at: [x, y], radius }): Place[] => [
          [x - radius, y - radius],
          [x + radius, y + radius],
        ]),
      ];
      for (const point of points) expect(inside(point), `${id}: ${point}`).toBe(true);
      // One name for each vertex and blob.
      expect(p.texts, id).toHaveLength(p.vertices.length + p.blobs.length);
    }
  });
});

describe("labelled externals", () => {
  const requests = [
    "V_4(x1,x2; x3,x4)",
    "V_6(x1,x2; x3,x4; x5,x6)",
    "V_4(x1,x2; x3,x4) at 1 loop",
    "V_4(alpha,beta; alpha,alpha)",
  ];
  test.each(requests)("%s: the names of its inputs stand at the tips, apart from one another", (request) => {
    for (const term of compile(request, { expandPerms: true }).terms) {
      const plain = plainClass(term);
      const { texts, box } = seen(diagramSvg(kernelDrawable(plain), { id: term.id }));
      const names = plain.vertices.flatMap(({ inputs = [] }) => inputs.flat());
      const shown = texts.map(({ text }) => text);
      for (const name of new Set(names))
        expect(
          shown.filter((text) => text === name),
          `${term.id} ${name}`,
        ).toHaveLength(names.filter((n) => n === name).length);
      expectApart(
        texts.filter(({ text }) => names.includes(text)),
        box,
        term.id,
      );
    }
  });
});

test.each([
  "V_8",
  "V_12",
  "V_6 through 2 loops",
])("%s: numbers of its Deltas stand at the tips, apart from all else", (request) => {
  for (const { id, diagram } of compile(request).terms) {
    let last = 0;
    const deltas = diagram.vertices.map(({ p }) => Array.from({ length: p }, () => ++last));
    const { texts, box, blobs, vertices, legs } = seen(diagramSvg(kernelDrawable(diagram, { deltas }), { id }));
    expect(texts.map(({ text }) => text)).toEqual(deltas.flat().map(String));
    expectApart(texts, box, id);
    for (const { text, low, high } of texts) {
      const middle: Place = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
      for (const { at, radius } of [...blobs, ...vertices])
        expect(Math.hypot(at[0] - middle[0], at[1] - middle[1]) - radius, `${id}: ${text}`).toBeGreaterThan(4);
      for (const strand of legs.flat()) expect(nearest(strand, middle), `${id}: ${text}`).toBeGreaterThan(5);
    }
  }
});

/** Names are within a picture, and no two so near that they could be taken for one. */
function expectApart(labels: Seen["texts"], box: Seen["box"], id: string): void {
  for (const { low, high } of labels) {
    expect(low[0], id).toBeGreaterThanOrEqual(box.low[0] - 1);
    expect(high[0], id).toBeLessThanOrEqual(box.high[0] + 1);
  }
  labels.forEach((one, i) => {
    for (const other of labels.slice(0, i)) {
      const [dx, dy] = [
        Math.abs(one.low[0] + one.high[0] - other.low[0] - other.high[0]) / 2,
        Math.abs(one.low[1] - other.low[1]),
      ];
      expect(Math.hypot(dx, dy), `${id}: ${one.text} ${other.text}`).toBeGreaterThan(8);
    }
  });
}

/** Whether a reflection carries a picture into itself, blobs and vertices with as many pairs: looked for among all axes. */
function isSymmetric({ vertices, blobs }: ReturnType<typeof seen>): boolean {
  const nodes = [
    ...vertices.map(({ at, pairs }) => ({ at, kind: `v${pairs}` })),
    ...blobs.map(({ at, radius }) => ({ at, kind: `b${radius}` })),
  ];
  const middle = [0, 1].map((i) => nodes.reduce((sum, { at }) => sum + (at[i] as number), 0) / nodes.length);
  const moved = nodes.map(({ at, kind }) => ({
    x: at[0] - (middle[0] as number),
    y: at[1] - (middle[1] as number),
    kind,
  }));
  for (let step = 0; step < 360; step++) {
    const [c, s] = [Math.cos(step * (Math.PI / 180)), Math.sin(step * (Math.PI / 180))];
    if (
      moved.every(({ x, y, kind }) =>
        moved.some(
          (other) => other.kind === kind && Math.hypot(c * x + s * y - other.x, s * x - c * y - other.y) < 1.5,
        ),
      )
    )
      return true;
  }
  return false;
}

test.each([
  "1a.1a.1a.1a",
  "1abc.1a.1b.1c",
  "2ab.1a.1b",
  "1ab.1b.1ac.1c",
  "1ab.1ab",
  "1ab.1ac.1bc",
  "1abcd.1a.1b.1c.1d",
  "1aa.1aa",
  "1abc.1abc",
])("%s is symmetric, and its picture too", (id) => {
  expect(isSymmetric(seen(svgOf(parseId(id)))), id).toBe(true);
});

test("a diagram has one picture, however often and after whatever others it is drawn", () => {
  const [first, others] = [classes(4, 1), classes(3, 2)];
  const before = first.map(svgOf);
  others.map(svgOf);
  expect([...first].reverse().map(svgOf).reverse()).toEqual(before);
});

test("any diagram of moderate size has a picture of all its parts", () => {
  // Random connected bipartite multigraphs.
  const diagram = fc
    .record({
      p: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 7 }),
      legs: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 0, maxLength: 9 }),
    })
    .map(({ p, legs }) => {
      const texts = p.map(String);
      // A chain makes it connected; more legs make loops.
      for (let v = 1; v < p.length; v++) {
        const name = String.fromCharCode(96 + v);
        texts[v - 1] += name;
        texts[v] += name;
      }
      for (const [v, b] of legs)
        if (p.length > 1) texts[v % p.length] += String.fromCharCode(97 + (b % (p.length - 1)));
      return texts.join(".");
    });
  fc.assert(
    fc.property(diagram, (id) => {
      const d = parseId(id);
      const p = seen(svgOf(d));
      expect(p.legs).toHaveLength(d.edges.length);
      expect(p.vertices.map(({ pairs }) => pairs)).toEqual(d.vertices.map((vertex) => vertex.p));
      const all = [...p.legs.flat(2), ...p.pairs.flatMap(({ lines }) => lines.flat())].flat();
      expect(all.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 40, seed: 20 },
  );
});

test("what is too large for a picture is refused, or said to be", () => {
  const large = Array.from({ length: 400 }, () => "1a").join(".");
  expect(() => svgOf(parseId(large))).toThrow(
    /a picture of 801 function vertices, blobs and external pairs\nexpected 300 at most/,
  );
  expect(picture(kernelDrawable(parseId(large)))).toEqual([
    "(a picture of 400 function vertices and 1 blobs would not fit here)",
  ]);
  expect(diagramDot(parseId(large))).not.toContain("pos");
});

describe("SVG", () => {
  const svg = svgOf(parseId("2ab.1a.1b"));

  test("says what it shows, and carries its id", () => {
    expect(svg).toContain('<title id="title-2ab.1a.1b">A diagram: 2ab.1a.1b</title>');
    expect(svg).toMatch(
      /<desc [^>]*>function vertex j₁: 2 external pairs, 1 leg to V₄ \(blob 1\), 1 leg to V₄ \(blob 2\); function vertex j₂: 1 external pair/,
    );
    expect(svg).toContain("<metadata>2ab.1a.1b</metadata>");
    expect(svg).toMatch(/role="img" aria-labelledby="title-2ab\.1a\.1b desc-2ab\.1a\.1b"/);
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  test("is drawn by another program, at 64 pixels too", () => {
    const folder = temporaryFolder();
    for (const [name, args] of [
      ["whole", []],
      ["icon", ["-h", "64"]],
    ] as const) {
      writeFileSync(join(folder, `${name}.svg`), svgOf(parseId("1abc.1a.1b.1c")));
      execFileSync("rsvg-convert", [...args, "-o", join(folder, `${name}.png`), join(folder, `${name}.svg`)]);
      const png = readFileSync(join(folder, `${name}.png`));
      // Its width and height stand in the header.
      expect(png.readUInt32BE(20)).toBe(name === "icon" ? 64 : Math.ceil(seen(svgOf(parseId("1abc.1a.1b.1c"))).height));
    }
  });

  test("a name with markup in it stays a text", () => {
    const drawn = diagramSvg(
      { vertices: [{ name: { tex: "x", base: "<script>" }, pairs: [] }], blobs: [], edges: [] },
      { id: "1", title: "<b>&" },
    );
    expect(drawn).not.toMatch(/<script>|<b>/);
    expect(drawn).toContain("&lt;script&gt;");
  });
});

describe("TikZ", () => {
  const ids = [
    "4",
    "2ab.1a.1b",
    "1abcd.1a.1b.1c.1d",
    "1ab.1ac.1c.1bd.1d",
    "1aa",
    "1aab.2ab",
    "1abc.1abc",
    "12a.3ab.1b",
    "1a2",
    "2a0bc12.1ab",
    "x1-2a.x3a",
  ];

  test("plain pdflatex sets pictures with oneovern.sty, loops and parallel legs too", () => {
    const pictures = ids.map((id) => diagramTikz(kernelDrawable(parseId(id), { layers: id === "1aa" }))).join("\n\n");
    const document = `\\documentclass{article}\\usepackage{oneovern}\n\\begin{document}\n${pictures}\n\\end{document}\n`;
    const { log, text } = pdflatex(document, { "oneovern.sty": preamble });
    expect(log).not.toMatch(/Overfull|Warning/);
    expect(text).toContain("(ℓ−1)");
  });

  test("has the same places as SVG", () => {
    for (const id of ids.slice(0, 9)) {
      const d = parseId(id);
      const tikz = diagramTikz(kernelDrawable(d));
      const { blobs } = seen(svgOf(d));
      const discs = [...tikz.matchAll(/\\oondisc[a-d]\{\((-?[\d.]+),(-?[\d.]+)\)\}/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ]);
      expect(discs).toHaveLength(blobs.length);
      discs.forEach(([x = 0, y = 0], b) => {
        expect(26 * x).toBeCloseTo(blobs[b]?.at[0] ?? Number.NaN, -0.5);
        expect(-26 * y).toBeCloseTo(blobs[b]?.at[1] ?? Number.NaN, -0.5);
      });
    }
  });

  test("is scaled down where it would be too wide", () => {
    const chain = kernelDrawable(parseId("1ab.1ac.1c.1bd.1d"));
    expect(diagramTikz(chain, { widest: 30 })).toMatch(/scale=0\.\d+, transform shape/);
    expect(diagramTikz(chain)).not.toContain("scale=");
  });
});

describe("characters", () => {
  test("every vertex and blob has its name once, within 78 columns", () => {
    for (const d of [...classes(4, 0), ...classes(3, 1)]) {
      const lines = picture(kernelDrawable(d));
      const text = lines.join("\n");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(78);
      expect(text.match(/j[₀-₉]*/g), formatId(d)).toHaveLength(d.vertices.length);
      expect(text.match(/V[₀-₉]+/g) ?? [], formatId(d)).toHaveLength(d.blobs.length);
    }
  });

  test("a line of dots runs between what a leg joins", () => {
    expect(picture(kernelDrawable(parseId("1a.1a"))).join("\n")).toMatch(/j₂ [⠀-⣿]+ V₄ [⠀-⣿]+ j₁/);
  });
});

describe("DOT", () => {
  test("has the places, and reads back as the same diagram", () => {
    for (const d of [...classes(4, 0), ...classes(3, 2)]) {
      const dot = diagramDot(d);
      expect(dot.match(/pos = "-?[\d.]+,-?[\d.]+!"/g), formatId(d)).toHaveLength(d.vertices.length + d.blobs.length);
      const back = diagramFromDot(dot);
      expect(legMatrix(back)).toHaveLength(d.vertices.length);
      expect(areIsomorphic(back, d)).toBe(true);
    }
  });
});
