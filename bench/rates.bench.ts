import { spawnSync } from "node:child_process";
import { bench, describe } from "vitest";
import { diagramClasses } from "../src/graphs/classes.js";
import { plainExpansion } from "../src/symbols/symbols.js";

/*
 * Classes a second for each (k; L), in one run, and nauty's generators beside them. Those list the diagrams with one
 * Delta at each function vertex only, blobs of one leg among them, and say the order of no group; ours are all
 * diagrams, with theirs.
 */

const orders = [
  [1, 6],
  [2, 3],
  [3, 2],
  [3, 3],
  [4, 1],
  [4, 2],
  [4, 3],
  [5, 1],
  [5, 2],
  [6, 1],
  [6, 2],
] as const;

const hasNauty = spawnSync("nauty-genbg", ["-help"]).error === undefined;

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** nauty's count of bipartite multigraphs with k + B nodes and k + B + L - 1 edges, for every B. */
function nautyCount(k: number, loops: number): number {
  let total = 0;
  for (let blobs = 1; blobs <= k - 1 + loops; blobs++) {
    const legs = loops + k + blobs - 1;
    const command = `nauty-genbg -q -c -d1:1 ${k} ${blobs} ${k + blobs - 1}:${legs} | nauty-multig -f${k} -u -e${legs}`;
    const { stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    total += Number(/(\d+) multigraphs/.exec(stderr)?.[1] ?? 0);
  }
  return total;
}

const count = (k: number, loops: number): number => {
  let classes = 0;
  for (const _ of diagramClasses({ k, order: loops, expansion: plainExpansion })) classes++;
  return classes;
};

const rows = orders.map(([k, loops]) => {
  count(k, Math.min(loops, 2));
  const ours = timed(() => count(k, loops));
  const theirs = hasNauty ? timed(() => nautyCount(k, loops)) : undefined;
  return {
    "(k; L)": `(${k}; ${loops})`,
    classes: ours.result,
    "classes/s": Math.round(ours.result / ours.seconds),
    "nauty lists": theirs?.result ?? "absent",
    "nauty's time, starts included / ours": theirs ? Number((theirs.seconds / ours.seconds).toFixed(2)) : "absent",
  };
});
console.table(rows);

describe("V_12 at 1 loop", () => {
  bench("our stream of all 985 classes", () => {
    count(6, 1);
  });
  bench.skipIf(!hasNauty)("nauty's generators, those with one Delta a vertex", () => {
    nautyCount(6, 1);
  });
});
