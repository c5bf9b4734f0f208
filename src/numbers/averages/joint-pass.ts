import type { Factors } from "../analysis/factors.js";
import { type AxisRule, rulesAfter, sizeOf } from "./axis-rules.js";
import { cellsOf, findCells, readInto, type Table } from "./field-tables.js";
import type { Average, Power, Powers } from "./joint.js";
import { type Block, generatorOf, latticeNodes, type Nodes, primeFrom, productNodes } from "./nodes.js";

/*
 * All averages of a set from one pass over nodes, and passes until they are within the tolerance: by products of rules
 * that become finer, or where those are too large by lattices with random shifts.
 */

/** A product of rules that is larger than this is replaced by lattices. */
export const mostNodes = 2e7;
/** The points of one lattice, at first and at most, and how many shifts. */
const [fewestPoints, mostPoints, shifts] = [4_000, 300_000, 12];
/** About how many nodes lattices take, where the tolerance is not reached. */
export const latticeWork = 1.3 * shifts * mostPoints;
/** Refinements of rules, at least and at most, and what each gains at least. */
const [fewestTurns, refinements, leastGain] = [2, 14, 30];
/** Rounding of a sum of products, in units of epsilon. */
const rounding = 8;
/** What is left out without being looked at, as a part of the tolerance: beyond the ball, along directions of one node. */
export const leftOut = 1e-3;

/** Sums over nodes: of each average its value, and of its absolute value. */
interface Sums {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

export type Pass = (nodes: Nodes) => Sums;

/** A factor of some averages, and those with it among all. */
interface Branch {
  readonly list: number;
  readonly branches: Branch[];
  average: number;
}

/** All averages from one pass over nodes: products are begun with the first input, and what begins alike is made once. */
export function passOver(
  wanted: readonly Powers[],
  { shared }: Factors,
  tableOf: (field: number, power: Power) => Table,
): Pass {
  const inputs = shared.length;
  const tables: Table[][] = shared.map(() => []);
  const numbers = shared.map(() => new Map<string, number>());
  const roots: Branch[] = [];
  wanted.forEach((powers, average) => {
    let level = roots;
    powers.forEach((power, field) => {
      const key = `${power.times},${power.derivatives}`;
      let list = numbers[field]!.get(key);
      if (list === undefined) {
        list = tables[field]!.push(tableOf(field, power)) - 1;
        numbers[field]!.set(key, list);
      }
      let branch = level.find((other) => other.list === list);
      if (branch === undefined) {
        branch = { list, branches: [], average: -1 };
        level.push(branch);
      }
      if (field + 1 === inputs) branch.average = average;
      level = branch.branches;
    });
  });
  const cells = tables.map((list) => list.map(cellsOf));
  return (nodes) => {
    const values = new Float64Array(wanted.length);
    const sizes = new Float64Array(wanted.length);
    let lists: Float64Array[][] = [];
    let [u, starts, distances] = [new Float64Array(0), new Int32Array(0), new Float64Array(0)];
    let products: Float64Array[] = [];
    const along = (field: number, branches: readonly Branch[], before: Float64Array, count: number): void => {
      for (const { list, branches: next, average } of branches) {
        const factor = lists[field]![list]!;
        if (average >= 0) {
          let [value, size] = [0, 0];
          for (let n = 0; n < count; n++) {
            const term = before[n]! * factor[n]!;
            value += term;
            size += Math.abs(term);
          }
          values[average]! += value;
          sizes[average]! += size;
        } else {
          const product = products[field]!;
          for (let n = 0; n < count; n++) product[n] = before[n]! * factor[n]!;
          along(field + 1, next, product, count);
        }
      }
    };
    const visit = ({ z, weights: own, count }: Block): void => {
      if (u.length === 0) {
        const room = own.length;
        [u, starts, distances] = [new Float64Array(room), new Int32Array(room), new Float64Array(room)];
        lists = tables.map((list) => list.map(() => new Float64Array(room)));
        products = tables.map(() => new Float64Array(room));
      }
      shared.forEach((row, field) => {
        u.fill(0);
        row.forEach((b, j) => {
          const axis = z[j]!;
          if (b !== 0) for (let n = 0; n < count; n++) u[n]! += b * axis[n]!;
        });
        const [table] = tables[field]!;
        if (table === undefined) return;
        findCells(u, count, table, starts, distances);
        cells[field]!.forEach((list, t) => {
          readInto(lists[field]![t]!, list, count, starts, distances);
        });
      });
      along(0, roots, own, count);
    };
    nodes(visit);
    return { values, sizes };
  };
}

/**
 * Averages within the tolerance, or as near to it as the largest number of nodes allows.
 * @param unseen what no comparison of rules shows, as a part of the size
 */
export function converged(
  pass: Pass,
  rules: readonly AxisRule[],
  tail: number,
  { tolerance, unseen }: { readonly tolerance: number; readonly unseen: number },
): Average[] {
  if (sizeOf(rules, 1, tail) > mostNodes) return byLattices(pass, rules.length, tolerance);
  const nodesOf = (turns: number): Nodes => productNodes(rulesAfter(rules, turns, tail), tail);
  let before = pass(nodesOf(0));
  let changes = new Float64Array(before.values.length);
  for (let turns = 1; ; turns++) {
    const found = pass(nodesOf(turns));
    // That two rules agree may be chance: the change before counts too, less what a turn gains at least.
    const now = found.values.map((value, i) => Math.abs(value - before.values[i]!));
    const averages = Array.from(found.values, (value, i) => ({
      value,
      error: Math.max(now[i]!, changes[i]! / leastGain) + (rounding * Number.EPSILON + unseen) * found.sizes[i]!,
      size: found.sizes[i]!,
    }));
    const isDone = averages.every(({ error }, i) => error <= tolerance * found.sizes[i]!);
    const isLast = turns === refinements || sizeOf(rules, turns + 1, tail) > mostNodes;
    if (rules.length === 0 || isLast || (isDone && turns >= fewestTurns)) return averages;
    [before, changes] = [found, now];
  }
}

/** Averages over lattices with random shifts: more points until the error is within the tolerance, or there are too many. */
function byLattices(pass: Pass, directions: number, tolerance: number): Average[] {
  for (let points = fewestPoints; ; points *= 4) {
    const prime = primeFrom(points);
    const generator = generatorOf(prime, directions);
    const sums = Array.from({ length: shifts }, (_, s) => pass(latticeNodes(generator, prime, shiftOf(s, directions))));
    const averages = Array.from(sums[0]!.values, (_, i) => {
      const values = sums.map((sum) => sum.values[i]!);
      const value = values.reduce((a, b) => a + b, 0) / shifts;
      const variance = values.reduce((a, b) => a + (b - value) ** 2, 0) / (shifts * (shifts - 1));
      return { value, error: 3 * Math.sqrt(variance), size: sums[0]!.sizes[i]! };
    });
    const isDone = averages.every(({ error }, i) => error <= tolerance * sums[0]!.sizes[i]!);
    if (isDone || 4 * points > mostPoints) return averages;
  }
}

/** Numbers in [0, 1) that look drawn, and are the same every time (splitmix32). */
function shiftOf(number: number, directions: number): number[] {
  let state = 0x9e3779b9 * (number + 1);
  return Array.from({ length: directions }, () => {
    state = (state + 0x9e3779b9) | 0;
    let x = state ^ (state >>> 16);
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  });
}
