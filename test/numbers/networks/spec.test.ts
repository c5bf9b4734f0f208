import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/foundation/errors.js";
import { deepest } from "../../../src/numbers/networks/network.js";
import { type NetworkSpec, networkOf, specOfText } from "../../../src/numbers/networks/spec.js";

const spec = (changes: NetworkSpec = {}): NetworkSpec => ({
  activation: "tanh",
  C_W: 1,
  width: 9,
  depth: 3,
  ...changes,
});

describe("the network of a description", () => {
  test("one width for all layers, from one layer to the most", async () => {
    for (const depth of [1, 2, deepest])
      expect(await networkOf(spec({ depth }))).toMatchObject({ depth, widths: Array(depth).fill(9) });
  });

  test("an input, its kernel 1, and biases of no variance, where nothing else is said", async () => {
    expect(await networkOf(spec())).toMatchObject({ inputs: 1, kernel: [1], biasVariance: 0, weightVariance: 1 });
  });

  test("vectors: K(x, y) = C_b + C_W x.y/n_0, a pair an entry", async () => {
    const { inputs, kernel } = await networkOf(
      spec({
        C_b: 0.5,
        C_W: 2,
        inputs: [
          [1, 2],
          [3, -1],
        ],
      }),
    );
    expect([inputs, kernel]).toEqual([2, [5.5, 1.5, 10.5]]);
  });

  test("a kernel may be singular, and as asymmetric as rounding is", async () => {
    const kernel = [
      [1, 1],
      [1 + 1e-13, 1],
    ];
    expect((await networkOf(spec({ kernel }))).kernel).toEqual([1, 1, 1]);
  });

  test.each<[NetworkSpec, string]>([
    [{ depth: 0 }, "no layers"],
    [{ depth: -1 }, "depth -1"],
    [{ depth: 2.5 }, "depth 2.5"],
    [{ depth: deepest + 1 }, `depth ${deepest + 1}`],
    [{ depth: 1e12 }, "depth 1000000000000"],
    [{ depth: Number.NaN }, "depth NaN"],
    [{ width: 1.5 }, "width 1.5"],
    [{ width: 1e9 + 1 }, "width 1000000001"],
    [{ C_W: 0 }, "C_b and C_W are both 0"],
    [{ C_W: -1 }, "C_W = -1"],
    [{ C_b: -0.1 }, "C_b = -0.1"],
    [{ K: 0 }, "K = 0: a variance\nexpected K > 0"],
    [{ K: Number.POSITIVE_INFINITY }, "K = Infinity"],
    [{ kernel: [] }, "a kernel of 0 rows with 0 columns"],
    [{ kernel: [[1, 0.5]] }, "a kernel of 1 rows with 2 columns"],
    [{ inputs: [] }, "no inputs"],
    [{ inputs: [[]] }, "input 1 has 0 components"],
    [{ inputs: [[1], [1, 2]] }, "input 2 has 2 components, input 1 has 1"],
    [{ inputs: Array.from({ length: 1001 }, () => [1]) }, "1001 inputs\nexpected 1000 at most"],
    [{ K: 1, inputs: [[1]] }, "K and inputs\nexpected one of"],
    // The variance 0 of one input of two, and a covariance above what the variances allow.
    [{ kernel: [[1, 0], [0, 0]] }, "K(x2,x2) = 0: a variance"], // biome-ignore format: a matrix
    [{ kernel: [[1, 1.001], [1.001, 1]] }, "negative eigenvalue"], // biome-ignore format: a matrix
  ])("%j is refused", async (changes, message) => {
    const refused = networkOf(spec(changes));
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe("the text of a description", () => {
  test("every key, in YAML and JSON", async () => {
    const all = {
      activation: "abs(x)",
      kinks: [0],
      C_b: 0.1,
      C_W: 2,
      K: 1,
      kernel: [[1]],
      inputs: [[1, 2]],
      width: 9,
      widths: [9, 9],
      depth: 2,
    };
    const yaml = Object.entries(all).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    expect(await specOfText(JSON.stringify(all), "net.json")).toEqual(all);
    expect(await specOfText(yaml.join("\n"), "net.yaml")).toEqual(all);
  });

  test.each([
    ["constructor: 1", '"constructor" says nothing about a network\nexpected activation, kinks, C_b'],
    ["widht: 1", "did you mean: width"],
    ["activation: 3", "activation is 3\nexpected a name or an expression in x"],
    ["C_W: .inf", "C_W is null\nexpected a number"],
    ["C_b: true", "C_b is true\nexpected a number"],
    ["widths: 3", "widths is 3\nexpected a list of numbers"],
    ["kinks: [a]", 'kinks is ["a"]\nexpected a list of numbers'],
    ["kernel: [1, 2]", "kernel is [1,2]\nexpected a list of lists of numbers"],
    ["inputs: [[1], [x]]", 'inputs is [[1],["x"]]\nexpected a list of lists of numbers'],
    ["null", "no description of a network"],
    ["tanh", "no description of a network"],
    ["[]", "no description of a network"],
    ["a: &a [1]\nb: *a", "expected YAML or JSON"],
  ])("%j is refused", async (text, message) => {
    const refused = specOfText(text, "net.yaml");
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(refused).rejects.toThrow(`net.yaml: `);
    await expect(refused).rejects.toThrow(message);
  });
});
