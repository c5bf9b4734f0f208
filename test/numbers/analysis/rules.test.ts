import { expect, test } from "vitest";
import { choleskyInto, pivotedRoot } from "../../../src/numbers/analysis/cholesky.js";
import { hermiteInto, normalisedHermiteInto } from "../../../src/numbers/analysis/hermite.js";
import { factorials, logarithmOf, movedJet, powersOf } from "../../../src/numbers/analysis/jets.js";
import { alongPanels, density, evenNodes, panelRule } from "../../../src/numbers/analysis/rules.js";

test.each([1, 2, 5, 12, 20])("%i Gauss-Legendre points are exact through degree 2n - 1, and no further", (n) => {
  const integralOf = (degree: number): number => {
    let total = 0;
    alongPanels(panelRule(n), -1, 2, 3, (x, weight) => {
      total += weight * x ** degree;
    });
    return total;
  };
  const exact = (degree: number) => (2 ** (degree + 1) - (-1) ** (degree + 1)) / (degree + 1);
  for (let degree = 0; degree < 2 * n; degree++)
    expect(integralOf(degree) / exact(degree), `degree ${degree}`).toBeCloseTo(1, 13);
  if (n <= 5) expect(integralOf(2 * n) / exact(2 * n)).not.toBeCloseTo(1, 6);
});

test("panels fill a stretch, none longer than is said", () => {
  const places: number[] = [];
  let length = 0;
  alongPanels(panelRule(3), 0, 10, 2.4, (x, weight, node) => {
    places.push(x);
    length += weight;
    expect(node).toBe((places.length - 1) % 3);
  });
  expect(places).toHaveLength(5 * 3);
  expect(length).toBeCloseTo(10, 14);
});

test("the trapezoidal rule of step 1/2 knows <1> and <z^4> = 3 of a unit normal to all digits, wherever its nodes are", () => {
  for (const offset of [0, 0.25, 0.382])
    for (const [power, moment] of [
      [0, 1],
      [4, 3],
    ] as const) {
      const found = evenNodes(12, 0.5, offset).reduce((sum, z) => sum + 0.5 * density(z) * z ** power, 0);
      expect(found).toBeCloseTo(moment, 13);
    }
});

test("Hermite polynomials: He_4 = z^4 - 6 z^2 + 3, with all terms positive, and over the root of 4!", () => {
  const [plain, sizes, normalised] = [new Float64Array(5), new Float64Array(5), new Float64Array(5)];
  hermiteInto(plain, 1.5);
  hermiteInto(sizes, 1.5, 1);
  normalisedHermiteInto(normalised, 1.5);
  expect(plain[4]).toBeCloseTo(1.5 ** 4 - 6 * 1.5 ** 2 + 3, 14);
  expect(sizes[4]).toBeCloseTo(1.5 ** 4 + 6 * 1.5 ** 2 + 3, 13);
  expect(normalised[4]).toBeCloseTo((1.5 ** 4 - 6 * 1.5 ** 2 + 3) / Math.sqrt(24), 14);
});

test("a root in the order given: its product is the matrix, and what depends on those before has a column of zeros", () => {
  const matrix = [
    [4, 2, 6, 1],
    [2, 1, 3, 0.5],
    [6, 3, 10, 2],
    [1, 0.5, 2, 3],
  ];
  const root = new Float64Array(16);
  choleskyInto(
    root,
    4,
    (i, j) => matrix[i]?.[j] as number,
    () => 1e-13,
  );
  matrix.forEach((row, i) => {
    row.forEach((value, j) => {
      const product = [0, 1, 2, 3].reduce(
        (sum, c) => sum + (root[4 * i + c] as number) * (root[4 * j + c] as number),
        0,
      );
      expect(product).toBeCloseTo(value, 13);
    });
  });
  expect([0, 1, 2, 3].map((i) => root[4 * i + 1])).toEqual([0, 0, 0, 0]);
  expect(pivotedRoot(matrix, 1e-13)[0]).toHaveLength(3);
});

test("log sum Bell_p t^p/p! = e^t - 1, and log(1 + i t) = i t + t^2/2 - i t^3/3 - ...", () => {
  const factorial = factorials(6);
  const bell = [1, 1, 2, 5, 15, 52, 203].map((b, p) => [b / (factorial[p] as number)]);
  const ofBell = logarithmOf(bell, (from, weight, [a = 0], [b = 0]) => {
    from[0] = (from[0] as number) - weight * a * b;
  });
  for (let p = 1; p <= 6; p++) expect(ofBell[p]?.[0]).toBeCloseTo(1 / (factorial[p] as number), 15);
  const complex = logarithmOf([[1, 0], [0, 1], ...[2, 3, 4].map(() => [0, 0])], (from, weight, a, b) => {
    const [u = 0, v = 0] = a;
    const [s = 0, t = 0] = b;
    from[0] = (from[0] as number) - weight * (u * s - v * t);
    from[1] = (from[1] as number) - weight * (u * t + v * s);
  });
  const expected = [
    [0, 1],
    [1 / 2, 0],
    [0, -1 / 3],
    [-1 / 4, 0],
  ];
  expected.forEach(([real, imaginary], i) => {
    expect(complex[i + 1]?.[0]).toBeCloseTo(real as number, 15);
    expect(complex[i + 1]?.[1]).toBeCloseTo(imaginary as number, 15);
  });
});

test("powers and moves of series: (1 + x)^3, and about another place", () => {
  expect(powersOf([1, 1, 0, 0], 3)[3]).toEqual([1, 3, 3, 1]);
  expect(movedJet([1, 3, 3, 1], 1, 4)).toEqual([8, 12, 6, 1, 0]);
});
