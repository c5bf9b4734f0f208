import { bench, describe } from "vitest";
import { compile } from "../src/answer/compile.js";
import { coefficientsOf } from "../src/answer/layer-step.js";
import { stream } from "../src/answer/stream.js";
import { centred } from "../src/numbers/averages/pair-averages.js";
import { polynomialAverages } from "../src/numbers/averages/wick-averages.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "../src/numbers/flow/layer-map.js";
import { pairsOf } from "../src/numbers/networks/pairs.js";

describe("labelled externals", () => {
  bench("V_10: 26 classes, 717 labelled diagrams, proved leg by leg", () => {
    compile("V_10(a,b; c,d; e,f; g,h; i,j)");
  });
  bench("V_10 for one input", () => {
    compile("V_10");
  });
  bench("V_12: the first 1000 of 11,389 labelled diagrams, streamed", () => {
    for (const _ of stream("V_12(a,b;c,d;e,f;g,h;i,j;k,l)", { expandPerms: true, limit: 1000 }));
  });
});

/** A layer map for N inputs, its averages known already: what each further evaluation costs. */
describe.each([3, 8])("one layer map for %i inputs, sigma = x + x^2/2", (inputs) => {
  const pairs = pairsOf(inputs);
  const sigma = [0, 1, 0.5];
  const kernel = pairs.list.map(([i, j]) => (i === j ? 1 : 0.5 / (j - i)));
  const step = { weightVariance: 0.7, biasVariance: 0.1, width: 100, widthBefore: 100 };
  const averagesAt = (layer: LayerTensors) => {
    const products = polynomialAverages(sigma, layer.cumulants[1]?.[0]?.entries ?? [], pairs);
    return [centred(products), (a: number) => products([a], [])] as const;
  };
  const extent = { highest: 2, orders: 1 };
  const all = coefficientsOf(extent);
  const first = gaussianLayer(inputs, kernel, extent);
  const second = nextLayer(first, step, ...averagesAt(first), all);
  const averages = averagesAt(second);
  const vertices = (highest: 2 | 3) => () => {
    const leading = all.filter(({ k, p }) => p === 0 && k <= highest);
    nextLayer(second, step, ...averages, leading);
  };
  bench("V_4", vertices(2));
  bench("V_4 and V_6", vertices(3));
  bench("V_4, V_6 and the first corrections of K and V_4", () => {
    nextLayer(second, step, ...averages, all);
  });
});
