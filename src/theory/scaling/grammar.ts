import { type Letter, lossCircle, partnerOf } from "./circles.js";

/*
 * The grammar of planar diagrams, read off the words: all circles repeat one word of four letters, so that an arc of a planar diagram depends on the corner where it begins alone: on the letter there, on
 * where the next letters are that can be its partner, and on what is left between them. Sums over all planar diagrams follow a finite set of rules, which is found here by walking
 * from corner to corner; nothing of the closed form is put in.
 *
 * A corner is named by the letter behind it in the repeated word. Along a face the corners that can be seen are joined by arcs: from a corner over the arc that begins there to the corner behind the partner.
 */

/** What goes round and round in every circle. */
const repeated: readonly Letter[] = lossCircle(1, 0).letters;

/** The letter behind a corner, and so its name. */
export type Corner = Letter;

const place = (letter: Letter): number => repeated.indexOf(letter);
const letterAt = (index: number): Letter => repeated[(index + repeated.length) % repeated.length] as Letter;

/** The corner behind a letter. */
export const cornerBehind = (letter: Letter): Corner => letterAt(place(letter) + 1);

/** The letter before a corner. */
export const letterBefore = (corner: Corner): Letter => letterAt(place(corner) - 1);

/** What the index at a corner of the repeated word is. */
export type Index = "neuron" | "sample" | "latent";

export function indexOfCorner(corner: Corner): Index {
  const [last, next] = [letterBefore(corner), corner];
  if (last.toLowerCase() !== next.toLowerCase()) return "latent";
  return next.toLowerCase() === "u" ? "neuron" : "sample";
}

/** A stretch of a face between two corners, both along the repeated word. */
export interface Stretch {
  readonly from: Corner;
  readonly to: Corner;
}

/** The arc that begins at a corner: what is under it, and where its face goes on. */
export interface Arc {
  readonly letter: Letter;
  /** What is under the arc, a face of its own that the arc closes. */
  readonly under: Stretch;
  readonly next: Corner;
}

/** The arc of a corner: its letter and the transpose, wherever that stands, with what is between them. */
export const arcAt = (corner: Corner): Arc => ({
  letter: corner,
  under: { from: cornerBehind(corner), to: partnerOf[corner] },
  next: cornerBehind(partnerOf[corner]),
});

/** The corners that a face comes to from a corner on, in order, until they repeat. */
export function cornersFrom(corner: Corner): Corner[] {
  const seen: Corner[] = [];
  for (let at = corner; !seen.includes(at); at = arcAt(at).next) seen.push(at);
  return seen;
}

/** A rule: a stretch is nothing, where its ends are the same, or an arc and the stretch that is left. */
export interface StretchRule {
  readonly stretch: Stretch;
  readonly index: Index;
  readonly mayBeEmpty: boolean;
  readonly arc: Arc;
  readonly rest: Stretch;
}

/** All rules that stretches need, from some on. */
export function rulesFrom(stretches: readonly Stretch[]): StretchRule[] {
  const rules = new Map<string, StretchRule>();
  const todo = [...stretches];
  for (let stretch = todo.pop(); stretch !== undefined; stretch = todo.pop()) {
    const key = `${stretch.from}${stretch.to}`;
    if (rules.has(key)) continue;
    const arc = arcAt(stretch.from);
    const rest = { from: arc.next, to: stretch.to };
    rules.set(key, {
      stretch,
      index: indexOfCorner(stretch.from),
      mayBeEmpty: stretch.from === stretch.to,
      arc,
      rest,
    });
    todo.push(arc.under, rest);
  }
  return [...rules.values()];
}

/** Where the sum over rungs stands: between two rungs, at a corner on the left of Lambda and one on its right. */
export interface LadderState {
  readonly left: Corner;
  readonly right: Corner;
  readonly index: Index;
}

/** A step of a ladder outward: free stretches on either side, and the next rung or the end at w. */
export interface LadderStep {
  readonly from: LadderState;
  /** The stretch on the left, in the order of the circle, from the rung or w to the state's corner. */
  readonly left: Stretch;
  /** The stretch on the right, from the state's corner to the rung or w. */
  readonly right: Stretch;
  /** The rung's letter on the left, or the end. */
  readonly rung: Letter | "end";
  readonly to: LadderState | undefined;
}

const stateAt = (left: Corner, right: Corner): LadderState => ({ left, right, index: indexOfCorner(right) });

/** The corners on either side of Lambda, and of w: the word before Lambda ends where it began. */
const [beforeLambda, behindLambda] = [repeated[0] as Corner, lossCircle(0, 1).letters[0] as Corner];

/** The state at Lambda, before any rung. */
export const ladderStart: LadderState = stateAt(beforeLambda, behindLambda);

/** All steps of ladders, from Lambda on. */
export function ladderSteps(): LadderStep[] {
  const steps: LadderStep[] = [];
  const done = new Set<string>();
  const todo = [ladderStart];
  for (let state = todo.shift(); state !== undefined; state = todo.shift()) {
    const key = `${state.left}${state.right}`;
    if (done.has(key)) continue;
    done.add(key);
    const { left, right } = state;
    const lefts = (Object.keys(partnerOf) as Corner[]).filter((corner) => cornersFrom(corner).includes(left));
    for (const from of lefts)
      for (const to of cornersFrom(right)) {
        const rung = letterBefore(from);
        if (partnerOf[rung] !== to) continue;
        const next = stateAt(rung, cornerBehind(to));
        steps.push({ from: state, left: { from, to: left }, right: { from: right, to }, rung, to: next });
        todo.push(next);
      }
    // The circle ends at w with the corner that the word began with, and with the one that the other half ends with.
    if (lefts.includes(beforeLambda) && cornersFrom(right).includes(behindLambda))
      steps.push({
        from: state,
        left: { from: beforeLambda, to: left },
        right: { from: right, to: behindLambda },
        rung: "end",
        to: undefined,
      });
  }
  return steps;
}
