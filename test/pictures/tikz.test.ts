import { expect, test } from "vitest";
import { type Diagram, loops } from "../../src/graphs/diagram.js";
import { parseId } from "../../src/graphs/id.js";
import { diagramTikz, tikzStyles } from "../../src/pictures/tikz.js";
import { pdflatex } from "../code/tools.js";

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
];

/** The places of the nodes of a picture, and the ends of its legs. */
function read(d: Diagram) {
  const picture = diagramTikz(d);
  const point = "\\((-?[\\d.]+,-?[\\d.]+)\\)";
  const all = (pattern: string) => [...picture.matchAll(new RegExp(pattern, "g"))].map((match) => match.slice(1));
  return {
    vertices: all(`node\\[function vertex\\] at ${point} \\{(\\d+)\\}`),
    blobs: all(`node\\[blob(?: term)?\\] at ${point}`).flat(),
    orders: all("node\\[blob(?: term)?\\] at [^{]*\\{(\\d*)\\}").flat(),
    legs: all(`${point}(?:--| to\\[bend left=-?[\\d.]+\\] )${point}`),
    bends: all(`\\)(--| to\\[bend left=-?[\\d.]+\\] )\\(`).flat(),
  };
}

test.each(ids)("%s: every vertex, blob and leg is drawn, each node at its own place", (id) => {
  const d = parseId(id);
  const { vertices, blobs, orders, legs } = read(d);
  expect(orders).toEqual(d.blobs.map(({ order }) => String(order ?? "")));
  expect(vertices.map(([, p]) => Number(p))).toEqual(d.vertices.map(({ p }) => p));
  expect(blobs).toHaveLength(d.blobs.length);
  const places = [...vertices.map(([place]) => place), ...blobs];
  expect(new Set(places).size).toBe(places.length);
  expect(legs).toEqual(d.edges.map(([v, b]) => [vertices[v]?.[0], blobs[b]]));
});

test.each(ids)("%s: legs between the same two nodes are bent apart, a leg by itself is straight", (id) => {
  const { legs, bends } = read(parseId(id));
  const ends = legs.map((pair) => pair.join(" "));
  expect(new Set(ends.map((pair, i) => `${pair}${bends[i]}`)).size).toBe(legs.length);
  ends.forEach((pair, i) => {
    if (ends.filter((other) => other === pair).length === 1) expect(bends[i]).toBe("--");
  });
});

test("no two legs of a tree cross", () => {
  for (const id of ids.filter((text) => loops(parseId(text)) === 0)) {
    const legs = read(parseId(id)).legs.map((ends) => ends.map((end) => (end as string).split(",").map(Number)));
    const side = ([a, b]: number[][], p: number[]) =>
      ((b?.[0] ?? 0) - (a?.[0] ?? 0)) * ((p[1] ?? 0) - (a?.[1] ?? 0)) -
      ((b?.[1] ?? 0) - (a?.[1] ?? 0)) * ((p[0] ?? 0) - (a?.[0] ?? 0));
    const cross = (s: number[][], t: number[][]) =>
      side(s, t[0] ?? []) * side(s, t[1] ?? []) < 0 && side(t, s[0] ?? []) * side(t, s[1] ?? []) < 0;
    for (const s of legs) for (const t of legs) expect(cross(s, t), id).toBe(false);
  }
});

test("plain pdflatex sets them, loops and parallel legs too", () => {
  const pictures = ids.map((id) => diagramTikz(parseId(id))).join("\n\n");
  const document = `\\documentclass{article}\\usepackage{tikz}\n${tikzStyles}\n\\begin{document}\n${pictures}\n\\end{document}\n`;
  expect(pdflatex(document).log).not.toMatch(/Overfull|Warning/);
});
