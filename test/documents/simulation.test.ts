import { expect, test } from "vitest";
import { written } from "../../src/documents/products.js";
import { answer } from "../../src/questions.js";

/* A simulation as data: one input's numbers stand by themselves, several inputs' over their pairs. */

const simulated = async (network: object) => {
  const question = { object: "simulation", extent: { highest: 2, orders: 1 }, samples: 400 } as const;
  const found = await answer({ ...question, network: { activation: "relu", C_W: 2, width: 20, depth: 2, ...network } });
  return JSON.parse(await written("simulation", found, "json"));
};

test("of one input: no pairs, and a number for each vertex", async () => {
  const report = await simulated({ K: 1 });
  expect(report).not.toHaveProperty("pairs");
  expect(report.layers).toHaveLength(1);
  // K^(2) = C_W <sigma^2> = 1 at criticality.
  expect(report.layers[0].K).toMatchObject({ predicted: 1 });
});

test("of two inputs: their pairs, and symmetric arrays over them", async () => {
  const report = await simulated({ kernel: [[1, 0.5], [0.5, 2]] }); // biome-ignore format: a matrix
  expect(report.pairs).toEqual([[0, 0], [0, 1], [1, 1]]); // biome-ignore format: pairs
  const [{ K, V_4 }] = report.layers;
  expect(K).toHaveLength(3);
  for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) expect(V_4[a][b]).toEqual(V_4[b][a]);
});

test("what would take too long is named with how it would be drawn", async () => {
  const network = { activation: "relu", C_W: 2, width: 20, depth: 2 };
  const ask = (route: "kernel" | "weights") =>
    answer({ object: "simulation", network, route, samples: 1e9 }, { minutes: 1 });
  await expect(ask("kernel")).rejects.toThrow(/^1000000000 networks of 2 layers would take about/);
  await expect(ask("weights")).rejects.toThrow(/^1000000000 networks of 2 layers, weight by weight, would take about/);
});
