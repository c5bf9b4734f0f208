import { spawnSync } from "node:child_process";
import { bench, describe } from "vitest";
import { augmentedClasses } from "../src/graphs/augmentation.js";
import { sources } from "../src/graphs/classes.js";
import { classesInHand } from "../src/graphs/hand.js";
import { emptyBytes, writeId, writeLineEnd } from "../src/graphs/spelling.js";

/*
 * Classes a second for each (k; L), every class with its |Aut| and prod p!, in one run with nauty's generators: gentreeg for
 * bare trees, genbg with multig for bipartite multigraphs, which are the diagrams with one Delta at each function vertex
 * only, blobs of one leg among them, without groups. Beside it the ids as text, and canonical augmentation, the slow route.
 */

const orders = [
  ...[12, 13, 14, 15, 16, 17, 18].map((k) => [k, 0] as const),
  ...[6, 8, 10, 11].map((k) => [k, 1] as const),
  ...[6, 8, 9, 10].map((k) => [k, 2] as const),
  ...[5, 6, 7, 8, 9, 10].map((k) => [k, 3] as const),
  ...[4, 5, 6, 7].map((k) => [k, 4] as const),
  ...[3, 4, 5, 6].map((k) => [k, 5] as const),
] as const;

/** The processor's time that a work takes, its start left out, in seconds. */
function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = process.cpuUsage();
  const result = work();
  return { result, seconds: process.cpuUsage(start).user / 1e6 };
}

/** The classes, and the sum of their weights k!/(prod p! |Aut|). */
function weighed(k: number, loops: number): { readonly classes: number; readonly weight: number } {
  let [classes, weight, permutations] = [0, 0, 1];
  for (let i = 2; i <= k; i++) permutations *= i;
  for (const source of sources({ k, order: loops })) {
    if (source.kind === "classes") throw new Error("no table");
    const { run, next } = source.cursor;
    while (next()) {
      const { columns, from, to, automorphisms, factorials } = run;
      const whole = permutations / (automorphisms * factorials);
      for (let row = from; row < to; row++)
        weight += whole / ((columns.automorphisms[row] as number) * (columns.factorials[row] as number));
      classes += to - from;
    }
  }
  return { classes, weight };
}

function spelled(k: number, loops: number): number {
  const hand = classesInHand({ k, order: loops });
  const text = emptyBytes(1 << 17);
  let bytes = 0;
  while (hand.next()) {
    writeId(text, hand.current.layout, false);
    writeLineEnd(text);
    if (text.length < 1 << 16) continue;
    bytes += text.length;
    text.length = 0;
  }
  return bytes + text.length;
}

const hasNauty = spawnSync("nauty-gentreeg", ["-help"]).error === undefined;

/** nauty's trees with so many nodes a second of its processor's time. */
function treesOfNauty(nodes: number): { readonly count: number; readonly rate: number } {
  const { stderr } = spawnSync("nauty-gentreeg", ["-u", String(nodes)], { encoding: "utf8" });
  const [, count, seconds] = /(\d+) trees.*?([\d.]+) sec/s.exec(stderr) ?? [];
  return { count: Number(count), rate: Number(count) / Number(seconds) };
}

/** nauty's count of bipartite multigraphs with k + B nodes and k + B + L - 1 edges, for every B, and its seconds. */
function multigraphsOfNauty(k: number, loops: number): { readonly count: number; readonly seconds: number } {
  let [count, seconds] = [0, 0];
  for (let blobs = 1; blobs <= k - 1 + loops; blobs++) {
    const legs = loops + k + blobs - 1;
    const command = `time (nauty-genbg -q -c -d1:1 ${k} ${blobs} ${k + blobs - 1}:${legs} | nauty-multig -f${k} -u -e${legs})`;
    const { stderr } = spawnSync("bash", ["-c", `TIMEFORMAT=user%U; ${command}`], { encoding: "utf8" });
    count += Number(/(\d+) multigraphs/.exec(stderr)?.[1] ?? 0);
    seconds += Number(/user([\d.]+)/.exec(stderr)?.[1] ?? 0);
  }
  return { count, seconds };
}

const millions = (rate: number): number => Number((rate / 1e6).toPrecision(3));

weighed(9, 0);
weighed(5, 2);
const rows = orders.map(([k, loops]) => {
  const { result, seconds } = timed(() => weighed(k, loops));
  const memory = process.memoryUsage().rss / 1e6;
  const isSmall = result.classes < 2e6;
  const text = isSmall ? timed(() => spelled(k, loops)) : undefined;
  const slow = result.classes < 2e4 ? timed(() => [...augmentedClasses({ k, order: loops })].length) : undefined;
  const nauty = hasNauty && loops > 0 && result.classes < 2e5 ? multigraphsOfNauty(k, loops) : undefined;
  return {
    "(k; L)": `(${k}; ${loops})`,
    classes: result.classes,
    "CPU s": Number(seconds.toPrecision(3)),
    "million/s": millions(result.classes / seconds),
    MB: Math.round(memory),
    "ids, million/s": text ? millions(result.classes / text.seconds) : "",
    "slow route's time / ours": slow ? Math.round(slow.seconds / seconds) : "",
    "nauty, million/s": nauty && nauty.seconds > 0 ? millions(nauty.count / nauty.seconds) : "",
  };
});
console.table(rows);
if (hasNauty)
  for (const nodes of [22, 24]) {
    const { count, rate } = treesOfNauty(nodes);
    console.log(`nauty-gentreeg: ${count} trees of ${nodes} nodes, ${millions(rate)} million a second`);
  }

describe("V_12 at 1 loop", () => {
  bench("all 985 classes with their weights", () => {
    weighed(6, 1);
  });
  bench("their ids", () => {
    spelled(6, 1);
  });
});
