import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accumulator, addTerm, type Polynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { type CircleKind, circlesOf, partnerOf } from "../../../src/theory/scaling/circles.js";
import {
  dualOf,
  facesOf,
  lossCircles,
  missingFaces,
  monomialOf,
  parseScalingId,
  rungsOf,
  type ScalingDiagram,
  scalingId,
} from "../../../src/theory/scaling/diagram.js";
import { planarCount, planarPairing, planarPairings } from "../../../src/theory/scaling/planar.js";

/* The planar diagrams of the model of scaling laws: counted, valued, turned into their duals. */

function* diagramsOf(kind: CircleKind, m: number): Generator<ScalingDiagram> {
  for (const circle of circlesOf(kind, m))
    for (const pairing of planarPairings(circle)) yield { circle, pairing: Int16Array.from(pairing) };
}

const fussCatalan = (m: number): number => {
  let value = 1;
  for (let i = 1; i <= m; i++) value = (value * (2 * m + i)) / i;
  return Math.round(value / (2 * m + 1));
};

const textOf = (polynomial: Polynomial): string =>
  [...polynomial.values()]
    .map(({ coefficient, monomial: { key } }) => `${Q.toText(coefficient)} ${key.trim()}`)
    .sort()
    .join(" + ");

describe("counts", () => {
  test("Fuss-Catalan for tr q, tr Q and L2; 2 f_m + L3 = 2/3 binom(3m, m)", () => {
    for (let m = 1; m <= 8; m++) {
      for (const kind of ["tr q", "tr Q", "L2"] as const)
        expect(planarCount(circlesOf(kind, m)[0] as ScalingDiagram["circle"])).toBe(BigInt(fussCatalan(m)));
      const three = circlesOf("L3", m).reduce((sum, circle) => sum + planarCount(circle), 0n);
      expect(three).toBe(BigInt([0, 4, 32, 220, 1456, 9520, 62_016, 403_788][m - 1] as number));
    }
  });

  test("the stream has as many, each once, without crossings, letters with their transposes", () => {
    for (const kind of ["tr q", "tr Q", "L2", "L3"] as const)
      for (let m = 1; m <= 4; m++) {
        const ids = new Set<string>();
        let count = 0n;
        for (const { circle, pairing } of diagramsOf(kind, m)) {
          count++;
          ids.add(scalingId({ circle, pairing }));
          const open: number[] = [];
          pairing.forEach((partner, i) => {
            expect(circle.letters[partner]).toBe(partnerOf[circle.letters[i] as "x"]);
            if (partner > i) open.push(partner);
            else expect(open.pop()).toBe(i);
          });
        }
        expect(ids.size).toBe(Number(count));
        expect(count).toBe(circlesOf(kind, m).reduce((sum, circle) => sum + planarCount(circle), 0n));
      }
  });

  test("any diagram by its number is that of the stream, and what is left of the stream begins there", () => {
    for (const circle of circlesOf("L3", 4)) {
      const all = [...planarPairings(circle)].map((pairing) => pairing.join());
      // The pairing is written over: read it before the next one.
      const kept: string[] = [];
      for (const pairing of planarPairings(circle)) kept.push(pairing.join());
      expect(all).toHaveLength(kept.length);
      kept.forEach((text, rank) => {
        expect(planarPairing(circle, BigInt(rank)).join()).toBe(text);
      });
      expect([...planarPairings(circle, BigInt(kept.length - 3))]).toHaveLength(3);
      expect(() => planarPairing(circle, BigInt(kept.length))).toThrow(RangeError);
    }
  });
});

test("the words of L3 by their place of Lambda, and the diagrams by their rungs", () => {
  expect(circlesOf("L3", 4).map(planarCount)).toEqual([73n, 74n, 73n]);
  expect(circlesOf("L3", 5).map(planarCount)).toEqual([361n, 367n, 367n, 361n]);
  const byRungs = (m: number) => {
    const found = new Map<string, number>();
    for (const diagram of diagramsOf("L3", m)) found.set(rungsOf(diagram), (found.get(rungsOf(diagram)) ?? 0) + 1);
    return found;
  };
  const counts = [2, 3, 4, 5].map(byRungs);
  const of = (word: string) => counts.map((map) => map.get(word) ?? 0);
  expect(of("")).toEqual([1, 6, 33, 182]);
  for (const word of ["n", "s"]) expect(of(word)).toEqual([1, 8, 52, 320]);
  expect(of("ns")).toEqual([1, 10, 75, 510]);
  for (const word of ["nn", "sn", "ss"]) expect(of(word)).toEqual([0, 0, 1, 14]);
  for (const word of ["nsn", "nss", "nns", "sns"]) expect(of(word)).toEqual([0, 0, 1, 16]);
  expect(of("nsns")).toEqual([0, 0, 1, 18]);
});

describe("values", () => {
  const lossOf = (m: number): Polynomial => {
    const total = accumulator();
    for (const { circle, weight } of lossCircles(m))
      for (const pairing of planarPairings(circle)) addTerm(total, Q.rational(weight), monomialOf({ circle, pairing }));
    return total;
  };

  test("every diagram through order 2", () => {
    const rows = (kind: CircleKind, m: number) =>
      [...diagramsOf(kind, m)].map((diagram) => `${rungsOf(diagram)}: ${monomialOf(diagram).key.trim()}`).sort();
    expect(rows("L2", 1)).toEqual([": N^1 T^1 t_2^1"]);
    expect(rows("L2", 2)).toEqual([": N^1 T^2 t_1^1 t_2^1", ": N^2 T^1 t_1^1 t_2^1", ": N^2 T^2 t_3^1"]);
    expect(rows("L3", 2)).toEqual([
      ": N^2 T^2 t_3^1",
      "n: N^1 T^2 t_1^1 t_2^1",
      "ns: N^1 T^1 t_1^3",
      "s: N^2 T^1 t_1^1 t_2^1",
    ]);
  });

  test("the loss of orders 2 and 3", () => {
    expect(textOf(lossOf(2))).toBe("1 N^1 T^1 t_1^3 + 3 N^1 T^2 t_1^1 t_2^1 + 3 N^2 T^1 t_1^1 t_2^1 + 3 N^2 T^2 t_3^1");
    expect(textOf(lossOf(3))).toBe(
      [
        "16 N^2 T^2 t_1^2 t_2^1",
        "2 N^1 T^2 t_1^4",
        "2 N^2 T^1 t_1^4",
        "4 N^1 T^3 t_1^2 t_2^1",
        "4 N^2 T^3 t_2^2",
        "4 N^3 T^1 t_1^2 t_2^1",
        "4 N^3 T^2 t_2^2",
        "4 N^3 T^3 t_4^1",
        "8 N^2 T^3 t_1^1 t_3^1",
        "8 N^3 T^2 t_1^1 t_3^1",
      ].join(" + "),
    );
  });

  test("planar diagrams miss no face", () => {
    for (const kind of ["tr q", "tr Q", "L2", "L3"] as const)
      for (const diagram of diagramsOf(kind, 3)) {
        expect(missingFaces(diagram)).toBe(0);
        const { latent } = facesOf(diagram);
        expect(latent.reduce((sum, e) => sum + e, 0)).toBe(3 + (kind.startsWith("L") ? 1 : 0));
      }
  });
});

describe("duality", () => {
  test("an involution that exchanges N and T, keeps each part and turns rungs about", () => {
    const exchanged = (text: string) => text.replace(/[NT]/g, (size) => (size === "N" ? "T" : "N"));
    const factors = (diagram: ScalingDiagram) => monomialOf(diagram).key.trim().split(" ").sort();
    for (const kind of ["tr q", "tr Q", "L2", "L3"] as const)
      for (let m = 1; m <= 4; m++) {
        const all = [...diagramsOf(kind, m)];
        const ids = new Set(all.map(scalingId));
        for (const diagram of all) {
          const dual = dualOf(diagram);
          expect(scalingId(dualOf(dual))).toBe(scalingId(diagram));
          if (kind.startsWith("L")) expect(ids.has(scalingId(dual))).toBe(true);
          expect(factors(dual)).toEqual(factors(diagram).map(exchanged).sort());
          expect(missingFaces(dual)).toBe(0);
          const turned = [...rungsOf(diagram)].reverse().map((block) => (block === "n" ? "s" : "n"));
          if (kind === "L3") expect(rungsOf(dual)).toBe(turned.join(""));
        }
      }
  });
});

test("ids parse back, and nothing else parses", () => {
  const circles = (["tr q", "tr Q", "L2", "L3"] as const).flatMap((kind) =>
    [2, 5, 20].flatMap((m) => circlesOf(kind, m)),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...circles),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (circle, part) => {
        const rank = (planarCount(circle) * BigInt(Math.floor(part * 1e9))) / 1_000_000_000n;
        const diagram = { circle, pairing: planarPairing(circle, rank) };
        const read = parseScalingId(scalingId(diagram));
        expect([...read.pairing]).toEqual([...diagram.pairing]);
        expect(read.circle).toEqual(circle);
      },
    ),
    { numRuns: 60 },
  );
  for (const id of ["", "L1-0", "L1-0.000", "L1-0.1", "L0-1.00", "q1-1.00", "L2.0000", "L1-0.z0"])
    expect(() => parseScalingId(id), id).toThrow(SyntaxError);
});
