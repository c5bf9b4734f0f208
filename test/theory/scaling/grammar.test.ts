import { describe, expect, test } from "vitest";
import { type Polynomial, toPlain } from "../../../src/algebra/polynomial.js";
import { resummationUnproved } from "../../../src/answer/scaling/resummation.js";
import { firstCorrection } from "../../../src/routes/scaling/first-correction.js";
import { lossOfOrder, traceAverages, withMissingFaces } from "../../../src/routes/scaling/loop-equations.js";
import { circlesOf, lossCircle } from "../../../src/theory/scaling/circles.js";
import { lossCircles, missingFaces, parseScalingId, rungsOf, scalingId } from "../../../src/theory/scaling/diagram.js";
import { everyPairing, pairingCount } from "../../../src/theory/scaling/every-pairing.js";
import { ladderSteps, rulesFrom } from "../../../src/theory/scaling/grammar.js";
import { grammarSums } from "../../../src/theory/scaling/grammar-series.js";
import { blockWord, latentFaces, planarCount, planarPairing, planarSteps } from "../../../src/theory/scaling/planar.js";
import { ladderSum, rainbows, transitions } from "../../../src/theory/scaling/resummation.js";

/* The grammar of planar diagrams, what is resummed by it, and pairings that are not planar. */

const plain = (p: Polynomial): string =>
  toPlain(p)
    .map(({ coefficient, powers }) =>
      [coefficient, ...Object.entries(powers).map(([name, power]) => `${name}^${power}`)].join(" "),
    )
    .sort()
    .join(" + ");

describe("the grammar", () => {
  test("six kinds of stretches, eight steps of ladders", () => {
    const steps = ladderSteps();
    expect(steps).toHaveLength(8);
    expect(steps.filter(({ rung }) => rung === "end")).toHaveLength(2);
    // Out of a face of neurons or samples there is one way.
    for (const index of ["neuron", "sample"] as const)
      expect(steps.filter(({ from }) => from.index === index)).toHaveLength(1);
    expect(rulesFrom(steps.flatMap(({ left, right }) => [left, right]))).toHaveLength(6);
  });

  test("its sums are those of the loop equations, its traces Fuss-Catalan numbers, its part without rungs their convolution", () => {
    const order = 6;
    const { loss, traces, withoutRungs } = grammarSums(order);
    const average = traceAverages();
    const total = (p: Polynomial | undefined): number =>
      [...(p ?? new Map()).values()].reduce((sum, { coefficient }) => sum + Number(coefficient.num), 0);
    for (let m = 1; m <= order; m++)
      expect(plain(loss[m] as Polynomial), `order ${m}`).toBe(plain(withMissingFaces(lossOfOrder(m, average), m, 0)));
    expect(traces.q.map(total)).toEqual([1, 1, 3, 12, 55, 273, 1428]);
    expect(traces.Q.map(total)).toEqual([1, 1, 3, 12, 55, 273, 1428]);
    // With those of L2 counted twice.
    expect(withoutRungs.map(total)).toEqual([1, 2, 2 * 3 + 1, 2 * 12 + 6, 2 * 55 + 33, 2 * 273 + 182, 2 * 1428 + 1020]);
  });
});

describe("the resummation", () => {
  test("D, S, the two-by-two ladder and R are what the papers have", () => {
    const found = transitions().map(({ from, block, to, weight }) => `${from} ${block} ${to}: ${plain(weight)}`);
    expect(found.sort()).toEqual(
      [
        "n end end: 1 c_x^2 D^2 S_2^1",
        "n n n: 1 N^-1 S_2^1",
        "n s start: -1 T^-1 c_x^2 D^1 S_2^1 + 1 T^-1 c_x^2 D^1 S^1",
        "start end end: -1 D^1 S_2^1 + 1 D^1 S^1",
        "start n n: -1 N^-1 c_x^-2 D^-1 S_2^1 + 1 N^-1 c_x^-2 D^-1 S^1",
        "start s start: 1 T^-1 S_2^1",
      ].sort(),
    );
    const { numerator, determinant, withoutRungs } = ladderSum();
    expect(plain(withoutRungs)).toBe("-1 D^1 S_2^1 + 1 D^1 S^1");
    expect(plain(numerator)).toBe(plain(withoutRungs));
    expect(plain(determinant)).toBe("-1 N^-1 S_2^1 + -1 N^-1 T^-1 S^2 + -1 T^-1 S_2^1 + 1 + 2 N^-1 T^-1 S^1 S_2^1");
    expect(rainbows().map(({ line, closed }) => `${line.name}: ${plain(closed)}`)).toEqual([
      "c_u: 1 c_u^-1 S^1",
      "c_x: 1 c_x^-1 S^1",
    ]);
  });

  test("diagrams by block word, through order 5", () => {
    const counts = (m: number): { [word: string]: number } => {
      const found: { [word: string]: number } = {};
      for (const circle of circlesOf("L3", m))
        for (const step of planarSteps(circle)) found[blockWord(step)] = (found[blockWord(step)] ?? 0) + 1;
      return found;
    };
    expect(counts(2)).toEqual({ "": 1, n: 1, s: 1, ns: 1 });
    expect(counts(4)).toMatchObject({
      "": 33,
      n: 52,
      s: 52,
      ns: 75,
      nn: 1,
      sn: 1,
      ss: 1,
      nsn: 1,
      nss: 1,
      nns: 1,
      sns: 1,
      nsns: 1,
    });
    expect(counts(5)).toMatchObject({ "": 182, n: 320, s: 320, ns: 510, nn: 14, sn: 14, ss: 14, nsn: 16, nsns: 18 });
  });

  test("each word's examples have that word", () => {
    for (const { word, diagrams } of resummationUnproved().ladders) {
      expect(diagrams.length, word).toBeGreaterThan(0);
      for (const diagram of diagrams) expect(rungsOf(diagram)).toBe(word);
    }
  });
});

test("the walk carries along what a look at each diagram finds, and begins at any place", () => {
  for (const kind of ["tr q", "tr Q", "L2", "L3"] as const)
    for (const circle of circlesOf(kind, 4)) {
      let rank = 0n;
      for (const step of planarSteps(circle)) {
        const diagram = { circle, pairing: step.pairing };
        if (kind === "L3") expect(blockWord(step)).toBe(rungsOf(diagram));
        expect(missingFaces(diagram)).toBe(0);
        expect(step.neurons + step.samples + latentFaces(4, step.latent).length).toBe(9);
        if (rank % 13n === 0n) expect([...planarPairing(circle, rank)]).toEqual([...step.pairing]);
        rank++;
      }
      expect(rank).toBe(planarCount(circle));
    }
  expect(() => planarSteps(lossCircle(16, 0))).toThrow(/15 at most/);
  expect([...planarPairing(lossCircle(20, 0), planarCount(lossCircle(20, 0)) - 1n)]).toHaveLength(80);
  expect(() => planarPairing(lossCircle(2, 0), 3n)).toThrow(/no planar diagram 3/);
});

describe("every pairing", () => {
  test("as many as there are, each once; of order 2 the torus and the Klein bottle together are 7 N T t_3", () => {
    for (const order of [1, 2, 3]) {
      const seen = new Set<string>();
      for (const pairing of everyPairing(lossCircle(order, 0))) seen.add(pairing.join());
      expect(BigInt(seen.size)).toBe(pairingCount(order));
    }
    const byFaces = new Map<number, number>();
    for (const { circle, weight } of lossCircles(2))
      for (const pairing of everyPairing(circle)) {
        const missing = missingFaces({ circle, pairing });
        byFaces.set(missing, (byFaces.get(missing) ?? 0) + weight);
      }
    expect([...byFaces].sort()).toEqual([
      [0, 10],
      [1, 10],
      [2, 7],
    ]);
  });

  test("their ids parse back, with twisted lines too, and none joins x with u", () => {
    for (const circle of [lossCircle(1, 1), lossCircle(2, 0)])
      for (const pairing of everyPairing(circle)) {
        const diagram = { circle, pairing: Int16Array.from(pairing) };
        expect([...parseScalingId(scalingId(diagram)).pairing]).toEqual([...pairing]);
      }
    for (const id of ["q1.00", "L1-0.10", "L1-0~20", "L1-1~0000", "L999999-1.0"])
      expect(() => parseScalingId(id), id).toThrow(SyntaxError);
  });
});

test("the 1/N term in closed form is what has one face less, through order 6", () => {
  const series = firstCorrection(6);
  const average = traceAverages();
  for (let m = 0; m <= 6; m++) {
    const exact = withMissingFaces(lossOfOrder(m, average), m, 1);
    const sign = m % 2 === 0 ? "" : "-";
    expect(plain(series[m] as Polynomial).replaceAll(sign === "" ? "\u0000" : /(^|\+ )-/g, "$1"), `order ${m}`).toBe(
      plain(exact),
    );
  }
});
