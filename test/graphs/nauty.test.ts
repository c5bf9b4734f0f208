import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { diagramClasses } from "../../src/graphs/classes.js";
import { type Diagram, parallelExchanges } from "../../src/graphs/diagram.js";

/*
 * B. D. McKay's own generators (Debian's nauty): genbg lists bipartite graphs, multig gives their edges multiplicities
 * and says the order of the group. Of ours that is every diagram with one Delta at each function vertex.
 */

/** The groups (parallel legs apart) of all diagrams with r function vertices, B blobs and L loops, by nauty; sorted. */
function groupsByNauty(r: number, blobs: number, loops: number): number[] {
  const legs = loops + r + blobs - 1;
  const command = `nauty-genbg -q -c -d1:1 ${r} ${blobs} ${r + blobs - 1}:${legs} | nauty-multig -q -f${r} -G -e${legs}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${command}`], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout
    .split("\n")
    .filter((line) => line.trim() !== "")
    .flatMap((line) => {
      const [, edges = 0, order = 0, ...list] = line.trim().split(/\s+/).map(Number);
      const degrees = Array.from({ length: blobs }, () => 0);
      for (let i = 0; i < edges; i++) {
        const blob = Math.max(list[3 * i] as number, list[3 * i + 1] as number) - r;
        degrees[blob] = (degrees[blob] as number) + (list[3 * i + 2] as number);
      }
      return degrees.every((degree) => degree >= 2) ? [order] : [];
    })
    .sort((a, b) => a - b);
}

const groupOf = (d: Diagram, automorphisms: bigint): number => Number(automorphisms / parallelExchanges(d));

describe.each([
  [2, 1],
  [2, 3],
  [3, 0],
  [3, 2],
  [4, 0],
  [4, 1],
  [4, 2],
  [5, 0],
  [5, 1],
  [6, 0],
  [6, 1],
])("k = %i at %i loops, one Delta at each function vertex", (k, loops) => {
  test("nauty lists as many diagrams with as many blobs, and the same groups", () => {
    const ours = new Map<number, number[]>();
    for (const { diagram, automorphisms } of diagramClasses({ k, order: loops })) {
      if (diagram.vertices.length < k) continue;
      const blobs = diagram.blobs.length;
      ours.set(blobs, [...(ours.get(blobs) ?? []), groupOf(diagram, automorphisms)]);
    }
    for (let blobs = 1; blobs <= k - 1 + loops; blobs++)
      expect(groupsByNauty(k, blobs, loops), `${blobs} blobs`).toEqual((ours.get(blobs) ?? []).sort((a, b) => a - b));
  });
});
