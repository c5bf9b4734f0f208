import { accumulator, addProductTo, addTo, type Polynomial, product, symbolTerm } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { features, samples, spectralMoment } from "../../symbols/symbols.js";

/*
 * The averages of traces of W = x x^T, U = u^T u and Lambda, exactly, at finite N and T and every genus, without diagrams: by integration
 * by parts, one matrix at a time. W's first x is paired with its own second, which leaves T Lambda, or with one of another W':
 *
 *   tr(W Y W' Z)      -> tr(W Z Lambda Y^t) + tr(Z Lambda) tr(W Y),
 *   tr(W Y) tr(W' Z)  -> tr(W Z Lambda Y^t) + tr(W Z^t Lambda Y^t),
 *
 * and U's u likewise, with N for T and no Lambda. All letters are symmetric matrices, so a trace is a word up to rotation and reversal. Each step
 * has a matrix less; averages of products of traces are remembered, of which there are few.
 */

/** A word of the letters W, U and L (Lambda), a trace; the variance of u is 1. */
export type Word = string;

const reversed = (word: Word): Word => [...word].reverse().join("");

/** The least of a word's rotations and reversals. */
function canonical(word: Word): Word {
  let least = word;
  for (const own of [word, reversed(word)])
    for (let i = 0; i < own.length; i++) {
      const turned = own.slice(i) + own.slice(0, i);
      if (turned < least) least = turned;
    }
  return least;
}

/** What averages, remembering products of traces for as long as it is kept. */
export type TraceAverage = (words: readonly Word[]) => Polynomial;

export function traceAverages(): TraceAverage {
  const known = new Map<string, Polynomial>();
  const average: TraceAverage = (given) => {
    const words = given.map(canonical).sort();
    const key = words.join(" ");
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = byParts(words, average);
    known.set(key, value);
    return value;
  };
  return average;
}

function byParts(words: readonly Word[], average: TraceAverage): Polynomial {
  const place = words.findIndex((word) => /[WU]/.test(word));
  if (place < 0) return momentsOf(words);
  const word = words[place] as Word;
  const others = words.filter((_, i) => i !== place);
  const letter = word.includes("W") ? "W" : "U";
  const lambda = letter === "W" ? "L" : "";
  const at = word.indexOf(letter);
  const rest = word.slice(at + 1) + word.slice(0, at);
  const total = accumulator();
  addProductTo(total, symbolTerm(letter === "W" ? samples : features), average([lambda + rest, ...others]));
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] !== letter) continue;
    const [y, z] = [rest.slice(0, i), rest.slice(i + 1)];
    addTo(total, average([letter + z + lambda + reversed(y), ...others]));
    addTo(total, average([z + lambda, letter + y, ...others]));
  }
  others.forEach((other, o) => {
    const left = others.filter((_, i) => i !== o);
    for (let i = 0; i < other.length; i++) {
      if (other[i] !== letter) continue;
      const z = other.slice(i + 1) + other.slice(0, i);
      for (const turn of [z, reversed(z)]) addTo(total, average([letter + turn + lambda + reversed(rest), ...left]));
    }
  });
  return total;
}

/** prod tr Lambda^e. @throws RangeError for a trace of 1, the number of latent directions, which no sum here has */
function momentsOf(words: readonly Word[]): Polynomial {
  if (words.includes("")) throw new RangeError("a trace of 1");
  return product(words.map((word) => symbolTerm(spectralMoment(word.length))));
}

/**
 * The coefficient of (s/gamma)^m of the mean test loss, in units of C sigma_w^2/2M, but for its sign (-1)^m: exact in N and T.
 */
export function lossOfOrder(m: number, average: TraceAverage = traceAverages()): Polynomial {
  if (m === 0) return symbolTerm(spectralMoment(1));
  const total = accumulator();
  addTo(total, average([`${"WU".repeat(m)}L`]), Q.rational(2));
  for (let before = 1; before < m; before++)
    addTo(total, average([`${"WU".repeat(before)}L${"UW".repeat(m - before)}`]));
  return total;
}

/** The terms of a sum of order m with so many faces less than planar, which have 2m + 1. */
export function withMissingFaces(sum: Polynomial, m: number, missing: number): Polynomial {
  const found = new Map(sum);
  for (const [key, { monomial }] of sum) {
    const faces = monomial.factors.reduce((count, { power }) => count + power, 0);
    if (faces !== 2 * m + 1 - missing) found.delete(key);
  }
  return found;
}
