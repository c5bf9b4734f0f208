import { type Circle, type Letter, partnerOf } from "./circles.js";

/*
 * The planar diagrams of a circle: pairings of its letters without crossings, each letter with a transpose of it. They are
 * generated and never filtered: n(i, j), the number of pairings of the letters i..j-1, obeys n(i, i) = 1 and n(i, j) = sum
 * over the partners k of letter i of n(i+1, k) n(k+1, j), and a walk along that sum that enters no branch with n = 0 meets
 * every pairing once and no dead end. A stack of intervals is all that it holds. The same table finds the r-th pairing by itself.
 */

/** Who is paired with whom: entry i is the partner of letter i. */
export type Pairing = Int16Array;

/** n(i, j) for all i <= j, as counts. */
interface Counts {
  readonly at: (from: number, to: number) => bigint;
}

function countsOf(letters: readonly Letter[]): Counts {
  const n = letters.length;
  const table = new Array<bigint>((n + 1) * (n + 1)).fill(0n);
  for (let i = 0; i <= n; i++) table[i * (n + 1) + i] = 1n;
  for (let length = 2; length <= n; length += 2)
    for (let i = 0; i + length <= n; i++) {
      let sum = 0n;
      for (let k = i + 1; k < i + length; k += 2)
        if (letters[k] === partnerOf[letters[i] as Letter])
          sum += (table[(i + 1) * (n + 1) + k] as bigint) * (table[(k + 1) * (n + 1) + i + length] as bigint);
      table[i * (n + 1) + i + length] = sum;
    }
  return { at: (from, to) => table[from * (n + 1) + to] as bigint };
}

/** How many planar diagrams a circle has. */
export const planarCount = ({ letters }: Circle): bigint => countsOf(letters).at(0, letters.length);

/**
 * The planar diagrams of a circle in order, from a place on. The pairing is written over at each step: copy what you keep.
 * @param from how many are passed over
 */
export function* planarPairings(circle: Circle, from = 0n): Generator<Pairing> {
  const { letters } = circle;
  const counts = countsOf(letters);
  if (from >= counts.at(0, letters.length)) return;
  const pairing: Pairing = new Int16Array(letters.length).fill(-1);
  // Open intervals still to be paired, the next one last; each choice of a partner k of its first letter is a frame.
  const frames: { readonly from: number; readonly to: number; k: number }[] = [];
  const todo: (readonly [number, number])[] = [[0, letters.length]];
  let skip = from;
  /** Goes down to the next pairing that is whole, past what is to be skipped. */
  const descend = (): void => {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const [i, j] = next;
      if (i === j) continue;
      open(i, j, i + 1);
    }
  };
  /** Pairs the first letter of an interval with the first partner from k on that leaves pairings. */
  const open = (i: number, j: number, start: number): boolean => {
    const rest = remaining();
    for (let k = start; k < j; k += 2) {
      if (letters[k] !== partnerOf[letters[i] as Letter]) continue;
      const count = counts.at(i + 1, k) * counts.at(k + 1, j);
      if (count === 0n) continue;
      // What is to be skipped as a whole.
      if (skip >= count * rest) {
        skip -= count * rest;
        continue;
      }
      frames.push({ from: i, to: j, k });
      [pairing[i], pairing[k]] = [k, i];
      todo.push([k + 1, j], [i + 1, k]);
      return true;
    }
    return false;
  };
  const remaining = (): bigint => todo.reduce((product, [i, j]) => product * counts.at(i, j), 1n);
  descend();
  for (;;) {
    yield pairing;
    // Back to the last choice that has another.
    for (;;) {
      const frame = frames.pop();
      if (frame === undefined) return;
      restore(todo, frame, frames);
      if (open(frame.from, frame.to, frame.k + 2)) break;
    }
    descend();
  }
}

/** The intervals that were still to be paired when a frame was made: those behind it within the frames that hold it. */
function restore(
  todo: (readonly [number, number])[],
  { from, to }: { readonly from: number; readonly to: number },
  frames: readonly { readonly from: number; readonly to: number; readonly k: number }[],
): void {
  todo.length = 0;
  for (const outer of frames) {
    // Within the partner's arc, what is behind the partner is still to come.
    if (from > outer.from && to <= outer.k) todo.push([outer.k + 1, outer.to]);
  }
}

/** The r-th planar diagram of a circle, counted from 0. @throws RangeError where there are not so many */
export function planarPairing(circle: Circle, rank: bigint): Pairing {
  const [found] = planarPairings(circle, rank);
  if (found === undefined || rank < 0n) throw new RangeError(`there is no planar diagram ${rank} of this circle`);
  return Int16Array.from(found);
}
