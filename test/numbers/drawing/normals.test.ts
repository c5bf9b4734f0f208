import { describe, expect, test } from "vitest";
import { erfc } from "../../../src/numbers/analysis/erfc.js";
import { normals } from "../../../src/numbers/drawing/normals.js";

/* The tests that generators of normals are put to: bins, moments, tails, neighbours, streams, and the bits beneath. */

const draws = 2_000_000;
const sample = (seed: readonly number[], count = draws): Float64Array => {
  const list = new Float64Array(count);
  normals(seed).fill(list, count);
  return list;
};
const list = sample([1, 0]);

/** (2j - 1)!!, or 0. */
const moment = (k: number): number => (k % 2 === 1 ? 0 : k <= 0 ? 1 : (k - 1) * moment(k - 2));

test.each([1, 2, 3, 4, 5, 6, 7, 8])("the %i-th moment is that of a normal, within four standard errors", (k) => {
  const mean = list.reduce((sum, x) => sum + x ** k, 0) / draws;
  const error = Math.sqrt((moment(2 * k) - moment(k) ** 2) / draws);
  expect(Math.abs(mean - moment(k)) / error).toBeLessThan(4);
});

test("bins of equal probability are filled evenly: chi^2, over several seeds", () => {
  const bins = 512;
  const scores = [1, 2, 3, 4, 5, 6].map((seed) => {
    const counts = new Float64Array(bins);
    for (const x of sample([seed, 7], 500_000)) {
      const bin = Math.min(bins - 1, Math.floor((bins * erfc(-x / Math.SQRT2)) / 2));
      counts[bin] = (counts[bin] as number) + 1;
    }
    const expected = 500_000 / bins;
    const square = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    return (square - (bins - 1)) / Math.sqrt(2 * (bins - 1));
  });
  for (const score of scores) expect(Math.abs(score)).toBeLessThan(4);
  expect(Math.abs(scores.reduce((a, b) => a + b, 0)) / Math.sqrt(scores.length)).toBeLessThan(3);
});

test.each([
  3, 3.6, 3.654152885361009, 3.7, 4, 4.5,
])("beyond %d there are as many as there should be, on either side", (x) => {
  for (const sign of [1, -1]) {
    const count = list.filter((value) => sign * value > x).length;
    const expected = (draws * erfc(x / Math.SQRT2)) / 2;
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected) + 1);
  }
});

test.each([
  1, 2, 3, 4, 5, 8, 16, 200,
])("neighbours %i apart know nothing of each other, nor do their squares or signs", (lag) => {
  let [product, squares, mixed] = [0, 0, 0];
  const count = draws - lag;
  for (let i = 0; i < count; i++) {
    const [x, y] = [list[i] as number, list[i + lag] as number];
    product += x * y;
    squares += (x * x - 1) * (y * y - 1);
    mixed += x * (y * y - 1);
  }
  for (const [sum, variance] of [
    [product, 1],
    [squares, 4],
    [mixed, 2],
  ] as const)
    expect(Math.abs(sum) / Math.sqrt(count * variance)).toBeLessThan(4);
});

test("no two are the same, to the last digit", () => {
  expect(new Set(list.subarray(0, 1_000_000)).size).toBe(1_000_000);
});

describe("streams", () => {
  test("depend on the seed alone, and go on where they were", () => {
    expect(sample([5, 3], 1000)).toEqual(sample([5, 3], 1000));
    const [whole, parts] = [sample([5, 3], 1000), new Float64Array(1000)];
    const random = normals([5, 3]);
    for (let at = 0; at < 1000; at += 125) random.fill(parts.subarray(at), 125);
    expect(parts).toEqual(whole);
  });

  test("of seeds and blocks that are neighbours are unrelated", () => {
    const seeds = [1, 2, 3, 1e9].flatMap((seed) => [0, 1, 2, 255, 256].map((block) => [seed, block]));
    const streams = seeds.map((seed) => sample(seed, 20_000));
    streams.forEach((a, i) => {
      streams.slice(0, i).forEach((b) => {
        const product = a.reduce((sum, x, n) => sum + x * (b[n] as number), 0);
        expect(Math.abs(product) / Math.sqrt(20_000)).toBeLessThan(4.8);
      });
    });
  });

  test("begin with any words: each bit is set in half of them", () => {
    const random = normals([0]);
    const words = Array.from({ length: 200_000 }, () => random.word());
    const counts = Array.from({ length: 32 }, (_, bit) => words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0));
    for (const count of counts) expect(Math.abs(count - 100_000)).toBeLessThan(4.5 * Math.sqrt(50_000));
  });
});
