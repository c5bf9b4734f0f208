import { factorial, gcd, inTurn } from "../../algebra/integers.js";
import { compositions } from "../../algebra/partitions.js";
import * as Q from "../../algebra/rational.js";

/*
 * Why later layers are harmless (docs/theory-action.md, "Ghosts"). In the action of all layers the determinant of
 * layer l's kernel is an integral over n_l/2 pairs of ghosts. A closed loop of layer l with m attachments of the
 * fluctuation dG of its kernel is a cyclic composition (m_1, ..., m_v) of m, one part a vertex: of bosons up to turns
 * and reflections, of ghosts, whose lines have a direction, up to turns alone. It multiplies tr (dG Gamma)^m by
 *
 *     boson n_l e/|Aut|,   ghost -(n_l/2) e/|Aut|,   e = prod_i (-1)^{m_i - 1},
 *
 * Aut of turns and reflections, or of turns. Class by class they add up to zero.
 */

/** A closed loop: the attachments at its vertices, in turn. */
export type Parts = readonly number[];

/** A loop with what it multiplies n_l tr (dG Gamma)^m by. */
export interface Loop {
  readonly parts: Parts;
  readonly automorphisms: number;
  readonly value: Q.Rational;
}

/** A boson loop, and the ghost loops that cancel it: one, or of a chiral class the two directions. */
export interface LoopClass {
  readonly attachments: number;
  readonly boson: Loop;
  readonly ghosts: readonly [Loop, ...Loop[]];
  /** Whether the loop read backwards is another one. */
  readonly isChiral: boolean;
}

const turnsOf = (parts: Parts): number[][] =>
  parts.map((_, start) => parts.map((_, i) => parts[(start + i) % parts.length] as number));

const least = (all: readonly Parts[]): Parts => all.reduce((a, b) => (inTurn(a, b) <= 0 ? a : b));

const same = (a: Parts, b: Parts): boolean => inTurn(a, b) === 0;

/** prod_i (-1)^{m_i - 1}: a minus sign for each Gamma dG Gamma beyond the first of a vertex. */
export const signOf = (parts: Parts): number => (parts.reduce((sum, m) => sum + m - 1, 0) % 2 === 0 ? 1 : -1);

/** The classes of boson loops with m attachments, fewest vertices first. */
export function* loopClasses(m: number): Generator<LoopClass> {
  for (let vertices = 1; vertices <= m; vertices++)
    for (const parts of compositions(m, vertices)) {
      const turned = turnsOf(parts);
      const mirrored = turned.map((turn) => turn.toReversed());
      if (!same(least([...turned, ...mirrored]), parts)) continue;
      yield classOf(parts, turned, mirrored);
    }
}

function classOf(parts: Parts, turned: readonly Parts[], mirrored: readonly Parts[]): LoopClass {
  const fixing = turned.filter((turn) => same(turn, parts)).length;
  const reflecting = mirrored.filter((turn) => same(turn, parts)).length;
  const sign = signOf(parts);
  const ghost = (own: Parts): Loop => ({ parts: own, automorphisms: fixing, value: Q.rational(-sign, 2 * fixing) });
  const isChiral = reflecting === 0;
  return {
    attachments: parts.reduce((a, b) => a + b, 0),
    boson: { parts, automorphisms: fixing + reflecting, value: Q.rational(sign, fixing + reflecting) },
    ghosts: isChiral ? [ghost(parts), ghost(least(mirrored))] : [ghost(parts)],
    isChiral,
  };
}

/** The value of a class: zero. */
export const classSum = ({ boson, ghosts }: LoopClass): Q.Rational =>
  ghosts.reduce((sum, { value }) => Q.add(sum, value), boson.value);

/** Several loops at once: classes with how often each occurs, their attachments adding up to m. */
export interface LoopProduct {
  readonly classes: readonly { readonly loop: LoopClass; readonly times: number }[];
  /** Each choice of bosons or ghosts, with its value over a power of n_l; equal loops have 1/c!. */
  readonly choices: readonly { readonly ghosts: number; readonly value: Q.Rational }[];
}

/** The sum of a product's choices: zero. */
export const productSum = ({ choices }: LoopProduct): Q.Rational =>
  choices.reduce((sum, { value }) => Q.add(sum, value), Q.zero);

/** Products of `count` loops with m attachments in all. */
export function* loopProducts(m: number, count: number): Generator<LoopProduct> {
  const all = Array.from({ length: m }, (_, i) => [...loopClasses(i + 1)]).flat();
  for (const chosen of multisets(all, m, count, 0)) {
    const classes: { loop: LoopClass; times: number }[] = [];
    for (const loop of chosen) {
      const last = classes.at(-1);
      if (last?.loop === loop) last.times++;
      else classes.push({ loop, times: 1 });
    }
    yield { classes, choices: choicesOf(classes) };
  }
}

function* multisets(all: readonly LoopClass[], m: number, count: number, from: number): Generator<LoopClass[]> {
  if (count === 0) {
    if (m === 0) yield [];
    return;
  }
  for (let i = from; i < all.length; i++) {
    const loop = all[i] as LoopClass;
    if (loop.attachments <= m - (count - 1))
      for (const rest of multisets(all, m - loop.attachments, count - 1, i)) yield [loop, ...rest];
  }
}

/** prod over classes of sum_g x^{c-g} (-x)^g/((c-g)! g!), by the number of ghost loops. */
function choicesOf(classes: readonly { readonly loop: LoopClass; readonly times: number }[]): LoopProduct["choices"] {
  let byGhosts: Q.Rational[] = [Q.one];
  for (const { loop, times } of classes) {
    const ghost = loop.ghosts.reduce((sum, { value }) => Q.add(sum, value), Q.zero);
    const own = Array.from({ length: times + 1 }, (_, g) =>
      Q.divide(
        Q.multiply(Q.power(loop.boson.value, times - g), Q.power(ghost, g)),
        Q.rational(factorial(times - g) * factorial(g)),
      ),
    );
    const next = Array.from({ length: byGhosts.length + times }, () => Q.zero as Q.Rational);
    byGhosts.forEach((x, i) => {
      own.forEach((y, g) => {
        next[i + g] = Q.add(next[i + g] as Q.Rational, Q.multiply(x, y));
      });
    });
    byGhosts = next;
  }
  return byGhosts.map((value, ghosts) => ({ ghosts, value }));
}

/** An open line with m attachments: what an external pair of layer l becomes between its ends. */
export interface OpenLine {
  readonly attachments: number;
  readonly lines: readonly { readonly parts: Parts; readonly value: Q.Rational }[];
  /** 1 for one attachment and for none, else 0: <phi phi>_G = K + dG. */
  readonly sum: Q.Rational;
}

/** The open lines with m attachments: the compositions of m, each with prod (-1)^{m_i - 1}. */
export function openLine(m: number): OpenLine {
  const lines = Array.from({ length: m }, (_, i) => [...compositions(m, i + 1)])
    .flat()
    .map((parts) => ({ parts, value: Q.rational(signOf(parts)) }));
  return { attachments: m, lines, sum: lines.reduce((sum, { value }) => Q.add(sum, value), Q.zero) };
}

/** The number of boson and of ghost loops with m attachments, by counting necklaces and bracelets of m beads. */
export function loopCounts(m: number): { readonly bosons: bigint; readonly ghosts: bigint } {
  // A composition around a circle is m places of which some, not none, end a part: necklaces of two colours less one.
  let necklaces = 0n;
  for (let i = 1; i <= m; i++) necklaces += 1n << BigInt(gcd(i, m));
  necklaces /= BigInt(m);
  const half = BigInt(Math.floor(m / 2));
  const mirrored = m % 2 === 1 ? 1n << (half + 1n) : 3n * (1n << (half - 1n));
  return { bosons: (necklaces + mirrored) / 2n - 1n, ghosts: necklaces - 1n };
}
