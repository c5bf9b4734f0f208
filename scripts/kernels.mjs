// Writes src/graphs/kernel-data.ts, the kernels of diagrams with two to five loops: connected multigraphs whose vertices
// all have three legs or more (node scripts/kernels.mjs, after npm run build). They are grown loop by loop. Take a leg of
// a kernel that lies in a loop, remove it, and heal vertices of two legs that it leaves; where it was a loop on a vertex
// of three legs, remove the vertex's third leg too. What remains is a kernel with a loop less, so the kernels with L
// loops are those with L - 1 to which a leg between two points, or a leg with a loop at its end, has been added, points
// being vertices or places on legs. test/graphs/kernels.test.ts counts them by Burnside's lemma.
//
// The labelling of each is a choice that ids rest on: once released this file must not change.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { canonicalForm, makeDiagram, withKinds } from "../dist/diagrams.js";

const largest = 5;

/** A multigraph as a diagram: vertices with a kind, so that the least labelling is taken, legs as blobs of degree 2. */
function labelled({ vertices, legs }) {
  const edges = legs.flatMap(([u, v], i) => [
    [u, i],
    [v, i],
  ]);
  const diagram = makeDiagram(new Array(vertices).fill(1), legs.length, edges);
  const form = canonicalForm(withKinds(diagram, new Array(vertices).fill("v"), []));
  const ends = form.blobs.map((_, b) => form.edges.flatMap(([v, c]) => (c === b ? [v] : [])));
  return { vertices, legs: ends.map((pair) => pair.sort((a, b) => a - b)).sort(inOrder) };
}

const inOrder = ([a, b], [c, d]) => a - c || b - d;

/** Puts a vertex on a leg; says which. */
function subdivided({ vertices, legs }, leg) {
  const [u, v] = legs[leg];
  const rest = legs.filter((_, i) => i !== leg);
  return { vertices: vertices + 1, legs: [...rest, [u, vertices], [vertices, v]] };
}

/** Every way to choose a point: the multigraph with a vertex there, and that vertex. */
const points = (graph) => [
  ...Array.from({ length: graph.vertices }, (_, v) => ({ graph, point: v })),
  ...graph.legs.map((_, leg) => ({ graph: subdivided(graph, leg), point: graph.vertices })),
];

function* oneLoopMore(kernel) {
  for (const { graph, point } of points(kernel)) {
    // A leg with a loop at its end.
    const { vertices, legs } = graph;
    yield { vertices: vertices + 1, legs: [...legs, [point, vertices], [vertices, vertices]] };
    for (const { graph: both, point: other } of points(graph))
      yield { vertices: both.vertices, legs: [...both.legs, [point, other]] };
  }
}

const isKernel = ({ vertices, legs }) =>
  Array.from({ length: vertices }, (_, v) => legs.flat().filter((end) => end === v).length).every((n) => n >= 3);

const spelled = ({ legs }) => legs.map(([u, v]) => `${u}${v}`).join("");

/** Kernels with one loop more, each once: those with the most vertices last, then by their text. */
function grown(kernels) {
  const found = new Map();
  for (const kernel of kernels)
    for (const graph of oneLoopMore(kernel)) {
      if (!isKernel(graph)) continue;
      const form = labelled(graph);
      found.set(spelled(form), form);
    }
  return [...found].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)).map(([, form]) => form);
}

// With one loop there is no kernel, but a circle: what has two loops is grown from a leg that ends where it begins.
let kernels = [{ vertices: 1, legs: [[0, 0]] }];
const lines = [];
for (let loops = 2; loops <= largest; loops++) {
  kernels = grown(kernels);
  console.log(`${loops} loops: ${kernels.length} kernels`);
  const words = kernels.map(spelled);
  lines.push(`  // ${words.length}`, `  ${loops}:`);
  for (let i = 0; i < words.length; i += 4)
    lines.push(
      `    ${JSON.stringify(words.slice(i, i + 4).join(" ") + (i + 4 < words.length ? " " : ""))}${i + 4 < words.length ? " +" : ","}`,
    );
}
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
writeFileSync(
  join(root, "src/graphs/kernel-data.ts"),
  `// Written by scripts/kernels.mjs. Ids rest on the order and the labelling of these: they must not change.

/** The kernels by their number of loops: each leg as the digits of its two vertices. */
export const kernelWords: { readonly [loops: number]: string } = {
${lines.join("\n")}
};
`,
);
