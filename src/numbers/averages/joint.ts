import { binomial } from "../networks/pairs.js";

/* The averages over some inputs, all that have the same sums of powers and derivatives at once. */

/** A power of sigma and how often it is differentiated: (sigma^times)^(derivatives). */
export interface Power {
  readonly times: number;
  readonly derivatives: number;
}

/** One factor at each input of some. */
export type Powers = readonly Power[];

/** An average, what its error does not exceed, and the average of the absolute value, which errors are a part of. */
export interface Average {
  readonly value: number;
  readonly error: number;
  readonly size: number;
}

/** The name of some powers, one an input. */
export const keyOf = (powers: Powers): string => {
  let key = "";
  for (const { times, derivatives } of powers) key += `${times}.${derivatives} `;
  return key;
};

/** How many m >= 1 and k >= 0 there are at so many inputs, with given sums. */
export const countWithSums = (inputs: number, { times, derivatives }: Power): number =>
  binomial(times - 1, inputs - 1) * binomial(derivatives + inputs - 1, inputs - 1);

/** All m >= 1 and k >= 0 at so many inputs, with given sums. */
export function powersWithSums(inputs: number, { times, derivatives }: Power): Powers[] {
  const all: Powers[] = [];
  const list: Power[] = [];
  const go = (left: number, m: number, k: number): void => {
    if (left === 1) {
      all.push([...list, { times: m, derivatives: k }]);
      return;
    }
    for (let own = 1; own <= m - (left - 1); own++)
      for (let d = 0; d <= k; d++) {
        list.push({ times: own, derivatives: d });
        go(left - 1, m - own, k - d);
        list.pop();
      }
  };
  if (times >= inputs) go(inputs, times, derivatives);
  return all;
}
