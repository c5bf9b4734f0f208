import { addNode, type Expectation, type Family, fail, noSums, type Sums } from "./integrands.js";
import { alongPanel, density, panelRule } from "./rules.js";

/*
 * Averages by panels between the breaks, each halved until Gauss-Legendre quadrature on it and on its halves agree.
 * What stands close to the edge of a panel is seen by none of its nodes, nor by those of its halves: so edges that are
 * not breaks are looked at by a panel about each.
 */

/** Rounding of the rule's nodes and weights and of the density, in units of epsilon. */
const ruleRounding = 4;
const rule = panelRule(16);
/** Bounds on rounding are taken at every so many nodes. */
const boundEvery = 4;
/** The longest panels to begin with. */
const longest = 2.5;
/** How many panels may be looked at before what is there is taken as it is. */
const mostPanels = 3000;
/** A panel is not made shorter. */
const shortest = 1e-12;
const veryShort = 1e-6;
/** Edges between panels of this length are not looked at. */
const shortestLookedAt = 1e-7;
/** An error that is so large a part of what was added up is no error but a failure. */
const unsettled = 1e-4;

/** Where panels begin. */
export interface PanelPlan {
  readonly reach: number;
  readonly breaks: readonly number[];
  readonly edges: readonly number[];
  /** Whether edges are looked at too: for the first functions of an activation. */
  readonly isProbe: boolean;
}

/** The integrals over a panel. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly sums: Sums;
}

/** A panel that agrees with its halves, or cannot be halved any more. */
interface Settled extends Panel {
  /** The integrals over its halves. */
  readonly values: Float64Array;
  readonly changes: Float64Array;
  readonly isSettled: boolean;
}

export function onPanels(family: Family, plan: PanelPlan): Omit<Expectation, "failures"> {
  const { count, failures } = family;
  const { reach, breaks, isProbe } = plan;
  const known = new Set([-reach, ...breaks, reach]);
  const edges = [...new Set([...known, ...plan.edges])].sort((a, b) => a - b);
  const open: Panel[] = [];
  for (let e = 1; e < edges.length; e++) {
    const [from, to] = [edges[e - 1]!, edges[e]!];
    const parts = Math.ceil((to - from) / longest);
    for (let p = 0; p < parts; p++)
      open.push(panelOf(family, from + ((to - from) * p) / parts, from + ((to - from) * (p + 1)) / parts));
  }
  // How large the whole is, with its rounding: a panel needs no more digits than that leaves.
  const rounding = roundingOf(open, count);
  let looked = 0;
  /** Whether two results are the same but for rounding, of the whole or of their own. */
  const agree = ({ sums }: Panel, values: Float64Array): boolean =>
    values.every((value, i) => {
      const change = Math.abs(sums.values[i]! - value);
      return failures.has(i) || !(change > 2 * rounding[i]! + 8 * Number.EPSILON * sums.bounds[i]!);
    });
  const settle = (panels: Panel[]): Settled[] => {
    const settled: Settled[] = [];
    for (let whole = panels.pop(); whole !== undefined; whole = panels.pop()) {
      const middle = (whole.from + whole.to) / 2;
      const [left, right] = [panelOf(family, whole.from, middle), panelOf(family, middle, whole.to)];
      const values = added(left.sums.values, right.sums.values);
      const isSettled = agree(whole, values);
      if (!isSettled && looked++ < mostPanels && whole.to - whole.from > shortest) {
        panels.push(left, right);
        continue;
      }
      const { from, to, sums } = whole;
      // Of a panel that is as short as can be and has not settled nothing is known but its size.
      const isLost = !isSettled && to - from <= 2 * shortest;
      const sizes = added(left.sums.sizes, right.sums.sizes);
      const changes = values.map((value, i) => {
        const change = Math.abs(value - sums.values[i]!);
        return isLost ? 2 * Math.max(sums.sizes[i]!, sizes[i]!) : isSettled ? change : 4 * change;
      });
      settled.push({ from, to, values, sums, changes, isSettled });
    }
    return settled.sort((a, b) => a.from - b.from);
  };
  let settled = settle(open);
  for (let round = 0; isProbe && round < 60; round++) {
    const next = withEdges(family, settled, known, agree);
    if (next === undefined) break;
    settled = [...next.kept, ...settle(next.open)].sort((a, b) => a.from - b.from);
  }
  const total = roundingOf(settled, count).map((size, i) => Math.max(size, rounding[i]!));
  const [values, errors] = [new Float64Array(count), total.slice()];
  const sizes = new Float64Array(count);
  // What may be missing where a pole would be: in panels that have not settled, and in those that are very short.
  const unknown = new Float64Array(count);
  for (const panel of settled) {
    const isShort = panel.to - panel.from < veryShort;
    for (let i = 0; i < count; i++) {
      values[i]! += panel.values[i]!;
      errors[i]! += panel.changes[i]!;
      sizes[i]! += panel.sums.sizes[i]!;
      if (!panel.isSettled || isShort)
        unknown[i] = unknown[i]! + panel.changes[i]! + Number.EPSILON * panel.sums.bounds[i]!;
    }
  }
  // With hardly a digit known there is a pole, or a jump that nobody has declared.
  unknown.forEach((error, i) => {
    if (error > unsettled * sizes[i]!)
      fail(
        family,
        i,
        "does not settle: the activation has a pole, jumps or oscillates too fast\nexpected an activation without poles; --kinks declares places where it jumps",
      );
  });
  const places = settled.slice(1).map(({ from }) => from);
  return { values, errors, layout: { reach, step: longest, edges: places } };
}

function panelOf(family: Family, from: number, to: number): Panel {
  const sums = noSums(family.count);
  alongPanel(rule, (to + from) / 2, (to - from) / 2, (z, ofRule, n) => {
    const weight = ofRule * density(z);
    addNode(family, sums, z, weight, n % boundEvery === 1 ? boundEvery * weight : 0);
  });
  return { from, to, sums };
}

const added = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]!);

/** What rounding may do to the sum over panels. */
function roundingOf(panels: readonly Panel[], count: number): Float64Array {
  const rounding = new Float64Array(count);
  for (const { sums } of panels)
    for (let i = 0; i < count; i++) rounding[i]! += Number.EPSILON * (ruleRounding * sums.sizes[i]! + sums.bounds[i]!);
  return rounding;
}

/**
 * The panels with those apart that have something near an edge which their nodes have not seen; undefined where there
 * are none.
 */
function withEdges(
  family: Family,
  settled: readonly Settled[],
  known: ReadonlySet<number>,
  agree: (whole: Panel, values: Float64Array) => boolean,
): { readonly kept: Settled[]; readonly open: Panel[] } | undefined {
  const open: Panel[] = [];
  const replaced = new Set<number>();
  for (let e = 1; e < settled.length; e++) {
    const [left, right] = [settled[e - 1]!, settled[e]!];
    const edge = right.from;
    const width = Math.min(left.to - left.from, right.to - right.from) / 2;
    if (known.has(edge) || width < shortestLookedAt || replaced.has(e - 1)) continue;
    const about = panelOf(family, edge - width, edge + width);
    const [before, after] = [panelOf(family, edge - width, edge), panelOf(family, edge, edge + width)];
    if (agree(about, added(before.sums.values, after.sums.values))) continue;
    // Divided at places that are not halves of each other, so that what is there is near no edge again.
    const [a, b] = [edge - 0.31 * width, edge + 0.43 * width];
    const places = [left.from, edge - width, a, b, edge + width, right.to];
    for (let p = 1; p < places.length; p++)
      if (places[p]! > places[p - 1]!) open.push(panelOf(family, places[p - 1]!, places[p]!));
    replaced.add(e - 1).add(e);
  }
  return replaced.size === 0 ? undefined : { kept: settled.filter((_, i) => !replaced.has(i)), open };
}
