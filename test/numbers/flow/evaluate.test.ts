import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed, tanh } from "../../../src/numbers/activations/activations.js";
import { evaluateRequest } from "../../../src/numbers/flow/evaluate.js";
import { flow, type Layer } from "../../../src/numbers/flow/flow.js";
import { tensorFlow } from "../../../src/numbers/flow/tensor-flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { entryAt, pairsOf } from "../../../src/numbers/networks/pairs.js";

const relu = activationNamed("relu") as Activation;
const base: Network = {
  activation: tanh,
  biasVariance: 0.1,
  weightVariance: 1.2,
  inputs: 1,
  kernel: [0.8],
  widths: [30, 50, 40, 20],
  depth: 4,
};
const series = (list: readonly number[], n: number) => list.reduce((sum, c, p) => sum + c / n ** p, 0);
const last = <T>(items: Iterable<T>): T => [...items].at(-1) as T;

describe("one input", () => {
  test.each(["V_4", "V_6", "V_8", "K"])("%s at leading order is what the flow has", (request) => {
    const { vertex, rows, sum } = evaluateRequest(request, base);
    const k = request === "K" ? 1 : Number(request.slice(2)) / 2;
    const layer = last(flow(base, { highest: 4, orders: 0 })) as Layer;
    expect(vertex / (layer.cumulants[k]?.[0] as number)).toBeCloseTo(1, 12);
    expect(rows.reduce((total, { value }) => total + value, 0) / sum).toBeCloseTo(1, 12);
    expect(rows.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 12);
  });

  test("about K_0 with expanded blobs, every order at once: the series of the flow, in the widths", () => {
    for (const [request, k, orders] of [
      ["V_4 through 2 loops about K_0 with expanded blobs", 2, 2],
      ["K through 2 loops about K_0 with expanded blobs", 1, 2],
      ["V_6 through 1 loop about K_0 with expanded blobs", 3, 1],
    ] as const) {
      const { vertex } = evaluateRequest(request, base);
      const layer = last(flow(base, { highest: 3, orders })) as Layer;
      expect(vertex / series((layer.cumulants[k] as number[]).slice(0, orders + 1), 40)).toBeCloseTo(1, 10);
    }
  });

  test("about the full mean the same to the order asked for: the difference falls by the next power of the widths", () => {
    const difference = (width: number) => {
      const network = { ...base, widths: [width, width, width] };
      const { vertex } = evaluateRequest("V_4 through 1 loop", network);
      const layer = last(flow(network, { highest: 2, orders: 1 })) as Layer;
      return vertex - series((layer.cumulants[2] as number[]).slice(0, 2), width);
    };
    const [wide, wider] = [difference(200), difference(400)] as const;
    expect(wide / wider).toBeCloseTo(4, 0);
  });

  test("equal widths where the request sets them equal, or a refusal", () => {
    const network = { ...base, widths: [30, 30, 30] };
    expect(evaluateRequest("V_6 with equal widths", network).vertex).toBeCloseTo(
      evaluateRequest("V_6", network).vertex,
      12,
    );
    expect(() => evaluateRequest("V_6 with equal widths", base)).toThrow("widths 50 and 40");
  });
});

describe("several inputs", () => {
  const two: Network = { ...base, inputs: 2, kernel: [0.8, 0.3, 1.1], depth: 3 };

  test("labelled vertices are entries of the flow's tensors, whatever the inputs are called", () => {
    const { tensors } = last(tensorFlow(two, { highest: 3, orders: 1 }));
    const pairs = pairsOf(2);
    for (const [request, k, at] of [
      ["V_4(x1,x2; x1,x1)", 2, [pairs.index(0, 1), 0]],
      ["V_4(x2,x2; x2,x1)", 2, [2, 1]],
      ["V_4(a,b; b,b)", 2, [1, 2]],
      ["V_6(x1,x2; x1,x1; x2,x2)", 3, [0, 1, 2]],
      ["K(x1,x2)", 1, [1]],
    ] as const) {
      const { vertex, rows, sum } = evaluateRequest(request, two);
      const tensor = tensors.cumulants[k]?.[0];
      if (tensor === undefined) throw new Error("a tensor is missing");
      expect(vertex / entryAt(tensor, at), request).toBeCloseTo(1, 9);
      expect(rows.reduce((total, { value }) => total + value, 0) / sum).toBeCloseTo(1, 12);
    }
  });

  test("with corrections, about K_0 with expanded blobs", () => {
    const { tensors } = last(tensorFlow(two, { highest: 2, orders: 1 }));
    const [leading, first] = tensors.cumulants[2] as [Parameters<typeof entryAt>[0], Parameters<typeof entryAt>[0]];
    const { vertex } = evaluateRequest("V_4(x1,x2; x1,x1) through 1 loop about K_0 with expanded blobs", two);
    expect(vertex / (entryAt(leading, [0, 1]) + entryAt(first, [0, 1]) / 50)).toBeCloseTo(1, 9);
  });

  test("the same input everywhere is one input", () => {
    const same = { ...two, kernel: [0.8, 0.8, 0.8] };
    expect(
      evaluateRequest("V_4(x1,x2; x2,x2)", same).vertex / evaluateRequest("V_4", { ...base, depth: 3 }).vertex,
    ).toBeCloseTo(1, 8);
  });

  test("correlators: Isserlis with the kernel, and V_4 over the width", () => {
    const { tensors } = last(tensorFlow(two, { highest: 2, orders: 0 }));
    const K = tensors.cumulants[1]?.[0]?.entries as Float64Array;
    const V = tensors.cumulants[2]?.[0];
    if (V === undefined) throw new Error("a tensor is missing");
    const v = (a: number, b: number) => entryAt(V, [a, b]) / 50;
    const [k11, k12, k22] = K as unknown as [number, number, number];
    expect(evaluateRequest("<phi_i(x1) phi_i(x2)>", two).sum).toBeCloseTo(k12, 12);
    expect(evaluateRequest("<phi_i(x1) phi_j(x2)>", two).sum).toBe(0);
    expect(evaluateRequest("<phi_i(x1) phi_i(x1) phi_j(x2) phi_j(x2)>", two).sum).toBeCloseTo(k11 * k22 + v(0, 2), 12);
    expect(evaluateRequest("<phi_i(x1) phi_i(x1) phi_i(x2) phi_i(x2)>", two).sum).toBeCloseTo(
      k11 * k22 + 2 * k12 ** 2 + v(0, 2) + 2 * v(1, 1),
      12,
    );
  });

  test("what does not fit is refused by name", () => {
    expect(() => evaluateRequest("V_4", two)).toThrow("2 inputs, but the request is for one");
    expect(() => evaluateRequest("V_4(x1,x2; x3,x3)", two)).toThrow(
      "the request has the input x3, which is input 3, and the network has 2 inputs",
    );
    expect(() => evaluateRequest("V_4", { ...base, depth: 1 })).toThrow("a network of one layer");
    expect(() => evaluateRequest("V_4(x1,x1; x1,x1)", { ...base, activation: relu })).not.toThrow();
  });
});
