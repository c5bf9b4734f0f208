import { compositions } from "../../algebra/partitions.js";
import * as Q from "../../algebra/rational.js";

/*
 * Closed loops by brute force: vertices are laid out, their fields are contracted in every way, and what makes one
 * circle is kept. Nothing here knows of automorphisms: the values are 1/v! times how often a loop comes up.
 */

/** What each circle, written as its least turn, comes to; of bosons its least turn or reflection. Over n_l tr (dG Gamma)^m. */
export function loopsByContraction(m: number, of: "bosons" | "ghosts"): ReadonlyMap<string, Q.Rational> {
  const values = new Map<string, Q.Rational>();
  let orderings = 1;
  for (let v = 1; v <= m; v++) {
    orderings *= v;
    const circles = of === "bosons" ? pairings(v) : permutations(v);
    for (const parts of compositions(m, v)) {
      // -(1/2)(-1)^m_i of a pair of bosons, -(-1)^m_i of a ghost and an antighost, -1 and n_l/2 of a closed loop of these.
      const sign = (v + m) % 2 === 0 ? 1 : -1;
      const weight = of === "bosons" ? Q.rational(sign, orderings * 2 ** v) : Q.rational(-sign, orderings * 2);
      for (const circle of circles) {
        const key = leastTurn(
          circle.map((vertex) => parts[vertex] as number),
          of === "bosons",
        );
        values.set(key, Q.add(values.get(key) ?? Q.zero, weight));
      }
    }
  }
  return values;
}

/** The name of a circle. */
export function leastTurn(parts: readonly number[], mayReflect: boolean): string {
  const all = parts.flatMap((_, start) => {
    const turned = parts.map((_, i) => parts[(start + i) % parts.length] as number);
    return mayReflect ? [turned, turned.toReversed()] : [turned];
  });
  return all.map((turned) => turned.map((part) => String(part).padStart(3, "0")).join()).sort()[0] as string;
}

/** The ways to pair the two ends of v vertices that make one circle, each as the order in which it runs through them. */
function pairings(v: number): number[][] {
  const found: number[][] = [];
  // Ends 2i and 2i + 1 are those of vertex i.
  const partner = new Int32Array(2 * v).fill(-1);
  const pair = (): void => {
    const open = partner.indexOf(-1);
    if (open < 0) {
      const circle = [0];
      // In at one end of a vertex, out at its other.
      for (let end = partner[1] as number; end >> 1 !== 0; end = partner[end ^ 1] as number) circle.push(end >> 1);
      if (circle.length === v) found.push(circle);
      return;
    }
    for (let other = open + 1; other < 2 * v; other++)
      if (partner[other] === -1) {
        partner[open] = other;
        partner[other] = open;
        pair();
        partner[open] = -1;
        partner[other] = -1;
      }
  };
  pair();
  return found;
}

/** The permutations of v vertices that are one cycle, each as the order in which it runs through them. */
function permutations(v: number): number[][] {
  const found: number[][] = [];
  const next: number[] = [];
  const taken = new Set<number>();
  const choose = (i: number): void => {
    if (i === v) {
      const circle = [0];
      for (let vertex = next[0] as number; vertex !== 0; vertex = next[vertex] as number) circle.push(vertex);
      if (circle.length === v) found.push(circle);
      return;
    }
    for (let to = 0; to < v; to++)
      if (!taken.has(to)) {
        taken.add(to);
        next[i] = to;
        choose(i + 1);
        taken.delete(to);
      }
  };
  choose(0);
  return found;
}
