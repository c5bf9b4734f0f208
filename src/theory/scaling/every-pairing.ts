import type { Circle } from "./circles.js";
import type { Pairing } from "./planar.js";

/*
 * Every pairing of a circle, planar or not. All matrices are real, so that a line may join any two letters x or X, and any two u or U: ((2m - 1)!!)^2 pairings at order m.
 */

/** How many pairings a circle with so many fours of letters has. */
export function pairingCount(order: number): bigint {
  let odd = 1n;
  for (let i = 2 * order - 1; i > 1; i -= 2) odd *= BigInt(i);
  return odd * odd;
}

/** Every pairing of a circle, each once. The pairing is written over at each step: copy what you keep. */
export function* everyPairing({ letters }: Circle): Generator<Pairing> {
  const pairing: Pairing = new Int16Array(letters.length).fill(-1);
  const kindOf = (i: number): boolean => letters[i] === "u" || letters[i] === "U";
  function* from(start: number): Generator<Pairing> {
    let first = start;
    while (first < letters.length && pairing[first] !== -1) first++;
    if (first === letters.length) {
      yield pairing;
      return;
    }
    for (let other = first + 1; other < letters.length; other++) {
      if (pairing[other] !== -1 || kindOf(other) !== kindOf(first)) continue;
      [pairing[first], pairing[other]] = [other, first];
      yield* from(first + 1);
      [pairing[first], pairing[other]] = [-1, -1];
    }
  }
  yield* from(0);
}
