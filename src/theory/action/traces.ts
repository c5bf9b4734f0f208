import { type Monomial, monomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { type Diagram, DiagramError, orderOf } from "../../graphs/diagram.js";
import { blobName } from "../../graphs/id.js";
import { incidence } from "../../graphs/incidence.js";
import {
  commonWidth,
  type Expansion,
  meanShift,
  plainExpansion,
  type TheorySymbol,
  vertex,
  width,
} from "../../symbols/symbols.js";
import { actionDiagrams } from "./diagrams.js";

/*
 * The action of a layer for several inputs (docs/theory-action.md). With Gamma = K^{-1}, Q = sum_i phi_i phi_i^T and
 * Qt = Gamma Q Gamma the vertices of its diagrams are traces,
 *
 *     h_m = (-1)^m { (n/2m) tr (Gamma g)^m - (1/2) tr Q Gamma (g Gamma)^m },
 *
 * so a vertex with m legs becomes a circle on which m fluctuations g of the kernel stand, with Q once on it or not at
 * all; the blobs tie the g together. Between neighbours on a circle is Gamma, and Qt where Q stands. A diagram for one
 * input splits into those with its vertices as circles in every way.
 */

/** A vertex: the blobs of the g's in turn around the circle, and whether Q stands between the last and the first. */
export interface Circle {
  readonly hasFields: boolean;
  readonly blobs: readonly number[];
}

/** A diagram of the action for several inputs: a pattern of circles, up to what their symmetries do. */
export interface TraceDiagram {
  readonly circles: readonly Circle[];
  /** By their number: V_2b, or K_p. */
  readonly blobs: readonly TheorySymbol[];
  readonly order: number;
  readonly automorphisms: bigint;
}

/** How many factors Q it has: it belongs to the coupling of so many bilinears. */
export const bilinears = ({ circles }: Pick<TraceDiagram, "circles">): number =>
  circles.filter(({ hasFields }) => hasFields).length;

/**
 * The diagrams with a power of 1/n_{l-1}, each class once, those with the most factors Q of a diagram for one input
 * first.
 */
export function* traceDiagrams(order: number, expansion: Expansion = plainExpansion): Generator<TraceDiagram> {
  for (const { diagram } of actionDiagrams(order, expansion)) yield* split(diagram);
}

/** The diagrams for several inputs that one for a single input splits into. */
function split({ vertices, blobs, edges }: Diagram): TraceDiagram[] {
  const around = incidence({ vertices, blobs, edges });
  const choices = vertices.map((_, v) => circlesOf((around[v] ?? []).map(({ node }) => node - vertices.length)));
  const symbols = blobs.map(({ degree, order: own }) => (degree === 1 ? meanShift(own ?? 1) : vertex(degree, own)));
  const order = vertices.length - 1 + orderOf({ vertices, blobs, edges });
  const found = new Map<string, TraceDiagram>();
  for (const circles of combined(choices)) {
    const { pattern, automorphisms, key } = leastPattern(circles, symbols);
    if (!found.has(key)) found.set(key, { ...pattern, order, automorphisms });
  }
  return [...found.values()].sort((s, t) => bilinears(t) - bilinears(s));
}

function* combined<T>(choices: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = choices;
  if (first === undefined) yield [];
  else for (const choice of first) for (const others of combined(rest)) yield [choice, ...others];
}

/** A vertex's legs as circles in every way, up to turns and reflections. */
function circlesOf(legs: readonly number[]): Circle[] {
  const found = new Map<string, Circle>();
  for (const blobs of arrangements([...legs].sort((a, b) => a - b)))
    for (const hasFields of [true, false]) {
      const least = turns({ hasFields, blobs }).reduce((a, b) => (inTurnOf(a, b) <= 0 ? a : b));
      found.set(`${hasFields}${least.blobs.join()}`, least);
    }
  return [...found.values()];
}

const inTurnOf = (a: Circle, b: Circle): number => {
  for (let i = 0; i < a.blobs.length; i++) {
    const difference = (a.blobs[i] as number) - (b.blobs[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** The different orders of a sorted list. */
function* arrangements(list: readonly number[]): Generator<number[]> {
  if (list.length === 0) yield [];
  for (let i = 0; i < list.length; i++)
    if (i === 0 || list[i] !== list[i - 1])
      for (const rest of arrangements([...list.slice(0, i), ...list.slice(i + 1)])) yield [list[i] as number, ...rest];
}

/**
 * A circle as its symmetries write it, one entry an element of the group: with Q the reflection, since all matrices are
 * symmetric, else the turns and reflections of m places, 2m of them even where two write the same.
 */
function turns({ hasFields, blobs }: Circle): Circle[] {
  const m = blobs.length;
  const starts = hasFields ? [0] : blobs.map((_, i) => i);
  return starts.flatMap((start) => {
    const turned = blobs.map((_, i) => blobs[(start + i) % m] as number);
    return [
      { hasFields, blobs: turned },
      { hasFields, blobs: turned.toReversed() },
    ];
  });
}

/**
 * The least way to write a pattern, blobs numbered as they come, and the order of its group: how many of the
 * symmetries of its circles, exchanges of equal ones included, write it as it was.
 */
function leastPattern(circles: readonly Circle[], symbols: readonly TheorySymbol[]) {
  let [least, own, fixing] = ["", "", 0n];
  let pattern: Pick<TraceDiagram, "circles" | "blobs"> | undefined;
  const shape = ({ hasFields, blobs }: Circle): string => `${hasFields ? "Q" : "o"}${blobs.length}`;
  // Circles of one shape can be exchanged; in what order shapes stand is a matter of taste: Q first, then long ones.
  const ordered = [...circles].sort(
    (a, b) => Number(b.hasFields) - Number(a.hasFields) || b.blobs.length - a.blobs.length,
  );
  const everyTurn = ordered.map(turns);
  for (const places of exchanges(ordered.map(shape)))
    for (const written of combined(places.map((place) => everyTurn[place] as Circle[]))) {
      const numbers = new Map<number, number>();
      const renumbered = written.map(({ hasFields, blobs }) => ({
        hasFields,
        blobs: blobs.map((b) => {
          if (!numbers.has(b)) numbers.set(b, numbers.size);
          return numbers.get(b) as number;
        }),
      }));
      const names = [...numbers.keys()].map((b) => symbols[b] as TheorySymbol);
      const key = `${renumbered.map((circle) => shape(circle) + circle.blobs.join()).join(".")} ${names.map(({ name }) => name).join()}`;
      if (own === "") own = key;
      if (key === own) fixing++;
      if (pattern === undefined || key < least) {
        least = key;
        pattern = { circles: renumbered, blobs: names };
      }
    }
  return { pattern: pattern as Pick<TraceDiagram, "circles" | "blobs">, automorphisms: fixing, key: least };
}

/** The orders of places that exchange equal names alone. */
function* exchanges(names: readonly string[]): Generator<number[]> {
  function* place(i: number, used: ReadonlySet<number>): Generator<number[]> {
    if (i === names.length) yield [];
    else
      for (let j = 0; j < names.length; j++)
        if (!used.has(j) && names[j] === names[i])
          for (const rest of place(i + 1, new Set([...used, j]))) yield [j, ...rest];
  }
  yield* place(0, new Set());
}

/** The coefficient in S: minus the sign of the vertices, over |Aut|. */
export const traceCoefficient = ({ circles, automorphisms }: TraceDiagram): Q.Rational => {
  const legs = circles.reduce((sum, { blobs }) => sum + blobs.length, 0);
  return Q.rational((legs + bilinears({ circles })) % 2 === 0 ? -1n : 1n, automorphisms);
};

/** The powers of n and n_{l-1}. */
export const traceWidths = ({ circles, order }: TraceDiagram): Monomial =>
  monomial([
    [commonWidth, circles.length - bilinears({ circles })],
    [width(1), -order],
  ]);

/** A diagram as a product of tensors: each slot 1, 2, 3, ... stands once at a blob and once at a line. */
export interface Contraction {
  /** The blob's symbol, and the pairs of slots of its legs. */
  readonly blobs: readonly { readonly symbol: TheorySymbol; readonly pairs: readonly (readonly [number, number])[] }[];
  /** Gamma, and Qt where the fields stand. */
  readonly lines: readonly { readonly isField: boolean; readonly slots: readonly [number, number] }[];
}

/** The product of tensors that a diagram stands for; slots are numbered blob by blob. */
export function contractionOf({ circles, blobs }: Pick<TraceDiagram, "circles" | "blobs">): Contraction {
  const legs = circles.flatMap(({ blobs: own }, c) => own.map((blob, i) => ({ c, i, blob })));
  const slots = new Map<string, readonly [number, number]>();
  let next = 1;
  const tensors = blobs.map((symbol, b) => ({
    symbol,
    pairs: legs
      .filter(({ blob }) => blob === b)
      .map(({ c, i }) => {
        const pair = [next++, next++] as const;
        slots.set(`${c},${i}`, pair);
        return pair;
      }),
  }));
  const lines = circles.flatMap(({ hasFields, blobs: own }, c) =>
    own.map((_, i) => {
      const isLast = i === own.length - 1;
      const [, from] = slots.get(`${c},${i}`) as readonly [number, number];
      const [to] = slots.get(`${c},${isLast ? 0 : i + 1}`) as readonly [number, number];
      return { isField: hasFields && isLast, slots: [Math.min(from, to), Math.max(from, to)] as const };
    }),
  );
  return {
    blobs: tensors,
    lines: lines.sort((s, t) => Number(t.isField) - Number(s.isField) || s.slots[0] - t.slots[0]),
  };
}

const mark = "T-";

/** The id of a diagram for several inputs: T- and its circles, Q where the fields stand: T-Qab.a.b. */
export const traceId = ({ circles, blobs }: Pick<TraceDiagram, "circles" | "blobs">): string => {
  const seen = new Set<number>();
  return (
    mark +
    circles
      .map(
        ({ hasFields, blobs: own }) =>
          (hasFields ? "Q" : "") +
          own
            .map((b) => {
              const isNew = !seen.has(b);
              seen.add(b);
              return blobName(b) + (isNew ? orderText(blobs[b]) : "");
            })
            .join(""),
      )
      .join(".")
  );
};

const orderText = (symbol: TheorySymbol | undefined): string => {
  if (symbol?.kind === "mean") return symbol.order === 1 ? "" : String(symbol.order);
  return symbol?.kind === "vertex" && symbol.order !== undefined ? String(symbol.order) : "";
};

/** Whether a text is meant as such an id. */
export const isTraceId = (id: string): boolean => id.startsWith(mark);

/** Reads an id. @throws DiagramError for a text that is none */
export function parseTraceId(id: string): TraceDiagram {
  const shown = JSON.stringify(id.slice(0, 60));
  const wrong = (): DiagramError =>
    new DiagramError(
      `${shown} is no diagram of an action for several inputs: T- and its circles, Q in front where the fields stand, as in T-Qab.a.b`,
    );
  const degrees: number[] = [];
  const orders: (number | undefined)[] = [];
  if (!isTraceId(id) || id.length > 60) throw wrong();
  const circles = id
    .slice(mark.length)
    .split(".")
    .map((part): Circle => {
      const [, fields, legs] = /^(Q?)((?:[a-p]\d{0,3})+)$/.exec(part) ?? [];
      if (legs === undefined) throw wrong();
      return {
        hasFields: fields === "Q",
        blobs: [...legs.matchAll(/([a-p])(\d*)/g)].map(([, letter = "a", order = ""]) => {
          const b = letter.charCodeAt(0) - 97;
          degrees[b] = (degrees[b] ?? 0) + 1;
          if (order !== "") {
            if (orders[b] !== undefined && orders[b] !== Number(order))
              throw new DiagramError(`${shown}: the blob ${letter} has the orders ${orders[b]} and ${Number(order)}`);
            orders[b] = Number(order);
          }
          return b;
        }),
      };
    });
  const places = degrees.map((_, b) => b);
  if (places.length !== degrees.filter((d) => d > 0).length || circles.flatMap(({ blobs }) => blobs).length > mostLegs)
    throw wrong();
  if (degrees.some((degree, b) => degree === 1 && orders[b] === 0))
    throw new DiagramError(`${shown}: a blob with one leg is K_1, K_2, ..., not K_0 itself`);
  if (writings(circles) > mostWritings)
    throw new DiagramError(`${shown} has too many equal circles to be read: ${mostWritings} ways to write it at most`);
  const symbols = degrees.map((degree, b) => (degree === 1 ? meanShift(orders[b] ?? 1) : vertex(degree, orders[b])));
  requireConnected(circles, shown);
  const { pattern, automorphisms } = leastPattern(circles, symbols);
  const legs = degrees.reduce((a, b) => a + b, 0);
  return {
    ...pattern,
    automorphisms,
    order: symbols.reduce((sum, _, b) => sum + (orders[b] ?? (degrees[b] === 1 ? 1 : 0)), legs - degrees.length),
  };
}

/** The longest diagram that is read, and the most ways to write one: a second's work. */
const mostLegs = 10;
const mostWritings = 100_000;

/** In how many ways the symmetries of its circles write a pattern. */
function writings(circles: readonly Circle[]): number {
  const counts = new Map<string, number>();
  let ways = 1;
  for (const { hasFields, blobs } of circles) {
    const shape = `${hasFields}${blobs.length}`;
    const count = (counts.get(shape) ?? 0) + 1;
    counts.set(shape, count);
    ways *= count * (hasFields ? 2 : 2 * blobs.length);
  }
  return ways;
}

function requireConnected(circles: readonly Circle[], shown: string): void {
  const reached = new Set([0]);
  for (const c of reached)
    circles.forEach(({ blobs }, other) => {
      if (blobs.some((b) => circles[c]?.blobs.includes(b))) reached.add(other);
    });
  if (reached.size < circles.length)
    throw new DiagramError(`${shown} is not connected: only connected diagrams contribute to the action`);
}
