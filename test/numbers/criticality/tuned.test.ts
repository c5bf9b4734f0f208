import { describe, expect, test } from "vitest";
import { tunedSpec } from "../../../src/numbers/criticality/tuned.js";
import { flow } from "../../../src/numbers/flow/flow.js";
import { networkOf } from "../../../src/numbers/networks/spec.js";

describe("a network at a critical point", () => {
  test("stays there: GELU's K does not move in 200 layers, and both susceptibilities are 1", async () => {
    const spec = await tunedSpec({ activation: "gelu", width: 100, depth: 200 });
    const last = [...flow(await networkOf(spec), { highest: 1, orders: 0 })].at(-1);
    expect(last?.cumulants[1]?.[0]).toBeCloseTo(spec.K as number, 6);
    expect(last?.chiParallel).toBeCloseTo(1, 6);
    expect(last?.chiPerpendicular).toBeCloseTo(1, 6);
    // The values that other authors give, to their digits.
    expect([spec.C_b, spec.C_W, spec.K].map((x) => Number((x as number).toPrecision(8)))).toEqual([
      0.17292239, 1.9830583, 3.5615528,
    ]);
  });

  test("the second point, and those whose K is free, leave K to the user", async () => {
    expect(await tunedSpec({ activation: "gelu" }, 2)).toEqual({ activation: "gelu", C_b: 0, C_W: 4 });
    expect(await tunedSpec({ activation: "tanh", K: 0.5 })).toMatchObject({ C_b: 0, C_W: 1, K: 0.5 });
    expect((await tunedSpec({ activation: "relu" })).K).toBeUndefined();
    const kernel = [[1, 0.5], [0.5, 1]]; // biome-ignore format: a matrix
    expect(await tunedSpec({ activation: "gelu", kernel })).not.toHaveProperty("K");
  });

  test("that is not there, or is given twice, is refused by name", async () => {
    await expect(tunedSpec({ activation: "sigmoid" })).rejects.toThrow(/sigmoid has no critical point: .*\nexpected/);
    await expect(tunedSpec({ activation: "gelu" }, 3)).rejects.toThrow("expected a number from 1 to 2");
    await expect(tunedSpec({ activation: "tanh", C_W: 2 })).rejects.toThrow("there is C_W = 2");
    await expect(tunedSpec({ activation: "tanh", C_b: 0 })).rejects.toThrow("there is C_b = 0");
    await expect(tunedSpec({})).rejects.toThrow("--critical needs an activation");
  });
});
