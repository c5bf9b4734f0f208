import { type Circle, indexAt, type Letter, partnerOf } from "./circles.js";

/*
 * The planar diagrams of a circle: pairings of its letters without crossings, each letter with a transpose of it. They are
 * generated and never filtered: n(i, j), the number of pairings of the letters i..j-1, obeys n(i, i) = 1 and n(i, j) = sum
 * over the partners k of letter i of n(i+1, k) n(k+1, j), and a walk along that sum that enters no branch with n = 0 meets
 * every pairing once and no dead end. A row of numbers an arc is all that it holds. The same table finds the r-th pairing by itself.
 *
 * What a diagram stands for is carried along: an arc closes the face beneath it when the walk comes to its second letter, so that of two diagrams in a row only what is different is counted again.
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

/** A planar diagram on a walk: written over at each step, copy what you keep. */
export interface PlanarStep {
  readonly pairing: Pairing;
  /** Faces of neurons and of samples. */
  readonly neurons: number;
  readonly samples: number;
  /** The latent faces as one number: {@link latentFaces} reads it. Diagrams of one circle have the same monomial where it is the same with equal neurons and samples. */
  readonly latent: number;
  /** The lines from one side of Lambda to the other, outward from it: bit i is 1 where the i-th is a line of u; and how many there are. */
  readonly rungs: number;
  readonly rungCount: number;
}

/** Where the number of latent faces with e lines and marks stands among the bits: there are at most (m + 1)/e of them. */
function latentOffsets(order: number): number[] {
  const offsets: number[] = [];
  for (let e = 1, bits = 0; e <= order + 1; e++) {
    offsets[e] = bits;
    bits += 32 - Math.clz32(Math.floor((order + 1) / e));
  }
  return offsets;
}

/** The largest order whose latent faces fit into one number, that of rungs too. */
export const largestWalk = 15;

/** The e of each latent face of a diagram of an order, from large to small. */
export function latentFaces(order: number, latent: number): number[] {
  const offsets = latentOffsets(order);
  const faces: number[] = [];
  for (let e = order + 1; e >= 1; e--) {
    const most = Math.floor((order + 1) / e);
    const count = (latent >>> (offsets[e] as number)) & ((1 << (32 - Math.clz32(most))) - 1);
    for (let i = 0; i < count; i++) faces.push(e);
  }
  return faces;
}

/**
 * The planar diagrams of a circle in order, from a place on, each with its faces and rungs.
 * @param from how many are passed over
 * @throws RangeError past order 15
 */
export function planarSteps(circle: Circle, from = 0n): Generator<PlanarStep> {
  const order = circle.letters.length / 4;
  if (order > largestWalk)
    throw new RangeError(`order ${order}: the faces and rungs of ${largestWalk} at most fit into numbers`);
  return walk(circle, from);
}

/** The walk itself; past order 15 what is said of faces and rungs does not hold. */
function* walk(circle: Circle, from: bigint): Generator<PlanarStep> {
  const { letters, blocks, lambdaAt } = circle;
  const n = letters.length;
  const counts = countsOf(letters);
  if (from < 0n || from >= counts.at(0, n)) return;
  const arcs = n / 2;
  const middle = circle.kind === "L3" ? 4 * blocks[0] : -1;
  const choices = choicesOf(letters, counts);
  const isX = Uint8Array.from(letters, (letter) => (letter === "x" || letter === "X" ? 1 : 0));
  const kinds = Uint8Array.from(letters, (_, corner) => places.indexOf(indexAt(letters, corner)));
  const unitOf = Int32Array.from(latentOffsets(n / 4), (bits) => (bits === undefined ? 0 : 1 << bits));

  // A face is known by the depth of the arc that opened it, and one: the outermost is 0. What is said of it is
  // changed by arcs directly beneath its own alone, and is taken back with them.
  const numbers = () => new Int16Array(arcs + 1);
  const [ends, parents, marks] = [numbers(), numbers(), numbers()];
  // How the walk stands before the arc of each depth is chosen.
  const [at, faceOf, choice, neurons, samples] = [numbers(), numbers(), numbers(), numbers(), numbers()];
  const [latent, rungs] = [new Int32Array(arcs + 1), new Int32Array(arcs + 1)];
  const rungCounts = new Uint8Array(arcs + 1);
  /** The face that an arc has marked, and the one that got Lambda's mark with it; -1 for none. */
  const [marked, withLambda] = [numbers(), numbers()];
  const pairing: Pairing = new Int16Array(n).fill(-1);
  const add = (face: number, by: number): void => {
    marks[face] = (marks[face] as number) + by;
  };
  ends[0] = n;
  if (lambdaAt === 0) add(0, 1);

  /** Chooses the arc of a depth, and goes on to where the next one begins. */
  const choose = (depth: number, other: number): void => {
    const first = at[depth] as number;
    let face = faceOf[depth] as number;
    const isOfX = isX[first] === 1;
    // A line of x has a latent strand on one side alone.
    const isLatentBelow = kinds[first + 1] === 0;
    marked[depth] = isOfX && !isLatentBelow ? face : -1;
    if (isOfX && !isLatentBelow) add(face, 1);
    const own = depth + 1;
    ends[own] = other;
    parents[own] = face;
    marks[own] = isOfX && isLatentBelow ? 1 : 0;
    pairing[first] = other;
    pairing[other] = first;
    let place = first + 1;
    let lambda = -1;
    let ofNeurons = neurons[depth] as number;
    let ofSamples = samples[depth] as number;
    let ofLatent = latent[depth] as number;
    face = own;
    for (;;) {
      if (place === lambdaAt) {
        lambda = face;
        add(face, 1);
      }
      // A face whose last letter has come is closed.
      if (face === 0 || place !== ends[face]) break;
      const kind = kinds[place];
      if (kind === 0) ofLatent += unitOf[marks[face] as number] as number;
      else if (kind === 1) ofNeurons++;
      else ofSamples++;
      face = parents[face] as number;
      place++;
    }
    withLambda[depth] = lambda;
    at[own] = place;
    faceOf[own] = face;
    neurons[own] = ofNeurons;
    samples[own] = ofSamples;
    latent[own] = ofLatent;
    // The outermost rung comes first: what comes later is nearer to Lambda.
    const isRung = first < middle && other >= middle;
    rungCounts[own] = (rungCounts[depth] as number) + (isRung ? 1 : 0);
    rungs[own] = isRung ? ((rungs[depth] as number) << 1) | (isOfX ? 0 : 1) : (rungs[depth] as number);
  };
  /** Takes back what the arc of a depth did to faces that were there before. */
  const unchoose = (depth: number): void => {
    if ((marked[depth] as number) >= 0) add(marked[depth] as number, -1);
    if ((withLambda[depth] as number) >= 0) add(withLambda[depth] as number, -1);
  };
  const partnersAt = (depth: number): Int16Array =>
    choices[(at[depth] as number) * (n + 1) + (ends[faceOf[depth] as number] as number)] as Int16Array;

  let depth = 0;
  let skip = from;
  // Down to the first that is wanted, over those that are passed over as a whole.
  for (; depth < arcs; depth++) {
    const [first, end] = [at[depth] as number, ends[faceOf[depth] as number] as number];
    // What is still to be paired behind the arcs above.
    let rest = 1n;
    for (let face = faceOf[depth] as number; face > 0; face = parents[face] as number)
      rest *= counts.at((ends[face] as number) + 1, ends[parents[face] as number] as number);
    const list = partnersAt(depth);
    let c = 0;
    for (; c < list.length - 1; c++) {
      const other = list[c] as number;
      const below = counts.at(first + 1, other) * counts.at(other + 1, end) * rest;
      if (skip < below) break;
      skip -= below;
    }
    choice[depth] = c;
    choose(depth, list[c] as number);
  }
  const outermost = kinds[0];
  const step = { pairing, neurons: 0, samples: 0, latent: 0, rungs: 0, rungCount: 0 };
  for (;;) {
    // The outermost face has no arc above it.
    step.neurons = (neurons[arcs] as number) + (outermost === 1 ? 1 : 0);
    step.samples = (samples[arcs] as number) + (outermost === 2 ? 1 : 0);
    step.latent = (latent[arcs] as number) + (outermost === 0 ? (unitOf[marks[0] as number] as number) : 0);
    step.rungs = rungs[arcs] as number;
    step.rungCount = rungCounts[arcs] as number;
    yield step;
    // Back to the last arc that has another choice.
    for (;;) {
      if (depth === 0) return;
      depth--;
      unchoose(depth);
      const list = partnersAt(depth);
      const c = (choice[depth] as number) + 1;
      if (c < list.length) {
        choice[depth] = c;
        choose(depth, list[c] as number);
        break;
      }
    }
    // And down along first choices.
    for (depth++; depth < arcs; depth++) {
      choice[depth] = 0;
      choose(depth, partnersAt(depth)[0] as number);
    }
  }
}

/** What an index is, as a number. */
const places = ["latent", "neuron", "sample"] as const;

/** Of each interval the partners of its first letter that leave pairings, at [from (n + 1) + to]. */
function choicesOf(letters: readonly Letter[], counts: Counts): Int16Array[] {
  const n = letters.length;
  const lists: Int16Array[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j <= n; j += 2) {
      const list: number[] = [];
      for (let k = i + 1; k < j; k += 2)
        if (letters[k] === partnerOf[letters[i] as Letter] && counts.at(i + 1, k) > 0n && counts.at(k + 1, j) > 0n)
          list.push(k);
      lists[i * (n + 1) + j] = Int16Array.from(list);
    }
  return lists;
}

/**
 * The planar diagrams of a circle in order, from a place on. The pairing is written over at each step: copy what you keep.
 * @param from how many are passed over
 */
export function* planarPairings(circle: Circle, from = 0n): Generator<Pairing> {
  for (const { pairing } of walk(circle, from)) yield pairing;
}

/** The r-th planar diagram of a circle, counted from 0. @throws RangeError where there are not so many */
export function planarPairing(circle: Circle, rank: bigint): Pairing {
  const [found] = planarPairings(circle, rank);
  if (found === undefined) throw new RangeError(`there is no planar diagram ${rank} of this circle`);
  return Int16Array.from(found);
}

/** The block word of a diagram's rungs, outward from Lambda: two lines of u make a block n, two of x a block s. */
export function blockWord({ rungs, rungCount }: Pick<PlanarStep, "rungs" | "rungCount">): string {
  let word = "";
  for (let i = 0; i < rungCount; i += 2) word += (rungs >> i) & 1 ? "n" : "s";
  return word;
}
