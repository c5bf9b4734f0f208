import { describe, expect, test } from "vitest";
import { factorial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";
import { isomorphisms, type Kernel, kernels } from "../../src/graphs/kernels.js";

/*
 * The kernels that are committed as data, against counting: by Burnside's lemma as many classes of connected multigraphs
 * whose vertices have three ends of lines or more, and by Wick's theorem as large a sum of 1/|Aut|.
 */

const largest = 5;
const mostLines = 3 * largest - 3;
const mostVertices = 2 * largest - 2;

function* partitionsOf(n: number, most = n): Generator<number[]> {
  if (n === 0) yield [];
  for (let first = Math.min(n, most); first >= 1; first--)
    for (const rest of partitionsOf(n - first, first)) yield [first, ...rest];
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Orbits of pairs of vertices under a permutation: how long each is, and what a line there adds to the degree on each cycle. */
function orbitsOfPairs(cycles: readonly number[]): { length: number; degrees: Map<number, number> }[] {
  return cycles.flatMap((a, i) => [
    // A line from a vertex to itself, then those to the others of its cycle; at half way round the orbit is half as long.
    ...Array.from({ length: Math.floor(a / 2) + 1 }, (_, distance) => ({
      length: 2 * distance === a ? a / 2 : a,
      degrees: new Map([[i, 2 * distance === a ? 1 : 2]]),
    })),
    ...cycles.slice(i + 1).flatMap((b, j) => {
      const length = (a * b) / gcd(a, b);
      return Array.from({ length: gcd(a, b) }, () => ({
        length,
        degrees: new Map([
          [i, length / a],
          [i + 1 + j, length / b],
        ]),
      }));
    }),
  ]);
}

/** Entry e: multigraphs with e lines that a permutation leaves alone, each vertex with three ends or more. */
function leftAlone(cycles: readonly number[]): number[] {
  // A state is how many lines there are, and for each cycle the degree of its vertices, 3 standing for more too.
  const width = 4 ** cycles.length;
  let states = new Float64Array((mostLines + 1) * width);
  states[0] = 1;
  // The ends of lines that the vertices still lack; two for each line that may be added at most.
  const lacking = Float64Array.from({ length: width }, (_, degrees) =>
    cycles.reduce((sum, length, cycle) => sum + length * (3 - (Math.floor(degrees / 4 ** cycle) % 4)), 0),
  );
  for (const { length, degrees } of orbitsOfPairs(cycles)) {
    const next = new Float64Array(states.length);
    states.forEach((count, state) => {
      const lines = Math.floor(state / width);
      if (count === 0 || (lacking[state % width] as number) > 2 * (mostLines - lines)) return;
      for (let times = 0; lines + times * length <= mostLines; times++) {
        let after = state % width;
        for (const [cycle, more] of degrees) {
          const before = Math.floor(after / 4 ** cycle) % 4;
          after += (Math.min(3, before + times * more) - before) * 4 ** cycle;
        }
        const to = (lines + times * length) * width + after;
        next[to] = (next[to] as number) + count;
      }
    });
    states = next;
  }
  return Array.from({ length: mostLines + 1 }, (_, e) => states[(e + 1) * width - 1] as number);
}

/** Entry [n][e]: classes of multigraphs, connected or not. */
function classesWith(n: number): Q.Rational[] {
  const total = Array.from({ length: mostLines + 1 }, () => Q.zero);
  for (const cycles of partitionsOf(n)) {
    const repeats = new Map<number, number>();
    for (const length of cycles) repeats.set(length, (repeats.get(length) ?? 0) + 1);
    const centraliser = [...repeats].reduce(
      (product, [length, m]) => product * BigInt(length) ** BigInt(m) * factorial(m),
      1n,
    );
    leftAlone(cycles).forEach((count, e) => {
      total[e] = Q.add(total[e] as Q.Rational, Q.rational(BigInt(count), centraliser));
    });
  }
  return total;
}

/** The connected ones, by the inverse of the Euler transform in vertices and lines. */
function connected(): (n: number, e: number) => bigint {
  const all = Array.from({ length: mostVertices + 1 }, (_, n) => (n === 0 ? [Q.one] : classesWith(n)));
  // n a(n, e) = sum over (m, f) of b(m, f) a(n - m, e - f), b(m, f) = sum over d | m, f of (m/d) c(m/d, f/d).
  const b = new Map<string, Q.Rational>();
  const found = new Map<string, bigint>();
  for (let n = 1; n <= mostVertices; n++)
    for (let e = 0; e <= mostLines; e++) {
      let rest = Q.multiply(Q.rational(n), all[n]?.[e] ?? Q.zero);
      for (let m = 1; m < n; m++)
        for (let f = 0; f <= e; f++)
          rest = Q.subtract(rest, Q.multiply(b.get(`${m},${f}`) ?? Q.zero, all[n - m]?.[e - f] ?? Q.zero));
      b.set(`${n},${e}`, rest);
      let own = rest;
      for (let d = 2; d <= n; d++)
        if (n % d === 0 && e % d === 0)
          own = Q.subtract(own, Q.rational(BigInt(n / d) * (found.get(`${n / d},${e / d}`) ?? 0n)));
      const { num, den } = Q.divide(own, Q.rational(n));
      expect(den).toBe(1n);
      found.set(`${n},${e}`, num);
    }
  return (n, e) => found.get(`${n},${e}`) ?? 0n;
}

test("as many as Burnside's lemma says, by vertices", () => {
  const expected = connected();
  for (let loops = 2; loops <= largest; loops++) {
    const listed = kernels(loops);
    for (let n = 1; n <= 2 * loops - 2; n++)
      expect(BigInt(listed.filter(({ vertices }) => vertices === n).length), `${loops} loops, ${n} vertices`).toBe(
        expected(n, n + loops - 1),
      );
  }
});

describe.each([2, 3, 4, 5])("%i loops", (loops) => {
  const listed = kernels(loops);

  test("each has that many loops, is connected, and three ends of lines at each vertex", () => {
    for (const { vertices, lines } of listed) {
      expect(lines.length - vertices + 1).toBe(loops);
      const reached = new Set([0]);
      for (const v of reached) for (const [a, b] of lines) if (a === v || b === v) reached.add(a).add(b);
      expect(reached.size).toBe(vertices);
      for (let v = 0; v < vertices; v++) expect(lines.flat().filter((end) => end === v).length).toBeGreaterThan(2);
    }
  });

  test("no two are isomorphic", () => {
    const alike = new Map<string, Kernel[]>();
    for (const kernel of listed) {
      const degrees = Array.from(
        { length: kernel.vertices },
        (_, v) => kernel.lines.flat().filter((u) => u === v).length,
      );
      const key = `${degrees.sort()}`;
      alike.set(key, [...(alike.get(key) ?? []), kernel]);
    }
    for (const group of alike.values())
      group.forEach((a, i) => {
        for (const b of group.slice(i + 1)) expect(isomorphisms(a, b)).toEqual([]);
      });
  });

  test("the sum of 1/|Aut| is that of all pairings of ends", () => {
    // Vertices of degrees d_i have (sum d_i)!/(prod d_i! ...) x (2e - 1)!! pairings; connected ones by a logarithm.
    const found = listed.reduce(
      (sum, kernel) => Q.add(sum, Q.rational(1, isomorphisms(kernel, kernel).length)),
      Q.zero,
    );
    expect(Q.toText(found)).toBe(Q.toText(wickSum(loops)));
  });
});

/**
 * The sum of 1/|Aut| over connected multigraphs with so many loops: log of sum over n of 1/n! <(sum_{d>=3} x^d/d!)^n>, in
 * which a vertex brings 1/h and a line h: <x^{2e}> = (2e - 1)!! h^e.
 */
function wickSum(loops: number): Q.Rational {
  // By h^(lines - vertices): at most `loops` - 1 in each factor of a connected one.
  const columns = loops;
  const all = Array.from({ length: columns }, () => Q.zero);
  const vertex = (most: number) =>
    Array.from({ length: most + 1 }, (_, d) => (d < 3 ? Q.zero : Q.rational(1n, factorial(d))));
  const most = 6 * (loops - 1);
  let power = [Q.one, ...Array.from({ length: most }, () => Q.zero)];
  for (let n = 0; n <= 2 * (loops - 1); n++) {
    power.forEach((coefficient, degree) => {
      if (degree % 2 === 1) return;
      const column = degree / 2 - n;
      if (column >= columns || column < 0) return;
      let pairings = 1n;
      for (let odd = degree - 1; odd > 1; odd -= 2) pairings *= BigInt(odd);
      all[column] = Q.add(all[column] as Q.Rational, Q.multiply(coefficient, Q.rational(pairings, factorial(n))));
    });
    const next = Array.from({ length: most + 1 }, () => Q.zero);
    power.forEach((a, i) => {
      vertex(most - i).forEach((b, j) => {
        next[i + j] = Q.add(next[i + j] as Q.Rational, Q.multiply(a, b));
      });
    });
    power = next;
  }
  // n A_n = sum_j j L_j A_{n-j}.
  const log = [Q.zero];
  for (let n = 1; n < columns; n++) {
    let value = Q.multiply(Q.rational(n), all[n] as Q.Rational);
    for (let j = 1; j < n; j++)
      value = Q.subtract(value, Q.multiply(Q.multiply(Q.rational(j), log[j] as Q.Rational), all[n - j] as Q.Rational));
    log[n] = Q.divide(value, Q.rational(n));
  }
  return log[loops - 1] as Q.Rational;
}
