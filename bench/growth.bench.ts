import { writeFileSync } from "node:fs";
import { bench, describe } from "vitest";
import { totalCount, treeClassesByJSums } from "../src/graphs/counting.js";
import { loopClassesByJSums } from "../src/graphs/counting-loops.js";
import { type PlotSpec, palette, plotStyle, svgOf } from "../src/pictures/plot.js";
import { plainExpansion } from "../src/symbols/symbols.js";
import { sumSize } from "../src/theory/kernel/sum-size.js";

/*
 * How the diagrams of V_2k grow with k and with the loops L, and the monomials of their sums, by formula: docs/growth.svg. What
 * a processor lists in a second, an hour and a year at 30 million a second is ruled in.
 */

const ks = Array.from({ length: 29 }, (_, i) => i + 2);
const loops = [0, 1, 2, 3, 4, 5];

const classes = loops.flatMap((L) =>
  ks.map((k) => ({
    k,
    series: `L = ${L}`,
    count: Number(totalCount(L === 0 ? treeClassesByJSums(k) : loopClassesByJSums(k, L))),
  })),
);
const monomials = loops.flatMap((L) =>
  ks
    .map((k) => ({ k, series: `L = ${L}`, count: sumSize({ k, loops: [L, L], ...plainExpansion }) }))
    .filter(({ count }) => Number.isFinite(count)),
);
const limits = [
  { count: 3e7, what: "a second" },
  { count: 1.1e11, what: "an hour" },
  { count: 9.5e14, what: "a year" },
];

const y = (title: string, most: number): { field: string; type: "quantitative"; scale: Scale; axis: Axis } => ({
  field: "count",
  type: "quantitative",
  scale: { type: "log", domain: [1, most] },
  axis: { title, format: "~e", values: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27].map((power) => 10 ** power) },
});
type Scale = { type: "log"; domain: number[] };
type Axis = { title: string; format: string; values: number[] };
const x = { field: "k", type: "quantitative", axis: { title: "k (of V_2k)" } } as const;
const color = {
  field: "series",
  type: "nominal",
  scale: { range: palette },
  legend: { title: null, orient: "right" },
} as const;

const spec: PlotSpec = {
  ...plotStyle,
  hconcat: [
    {
      title: "diagrams",
      width: 340,
      height: 300,
      layer: [
        {
          data: { values: limits },
          mark: { type: "rule", color: "#888888", strokeDash: [4, 3] },
          encoding: { y: y("classes", 1e27) },
        },
        {
          data: { values: limits },
          mark: { type: "text", align: "left", dx: 4, dy: -6, color: "#555555" },
          encoding: { x: { datum: 2 }, y: y("classes", 1e27), text: { field: "what" } },
        },
        {
          data: { values: classes },
          mark: { type: "line", point: { size: 14 } },
          encoding: { x, y: y("classes", 1e27), color },
        },
      ],
    },
    {
      title: "monomials of their sum",
      width: 340,
      height: 300,
      data: { values: monomials },
      mark: { type: "line", point: { size: 14 } },
      encoding: { x, y: y("monomials", 1e9), color },
    },
  ],
};
writeFileSync(new URL("../docs/growth.svg", import.meta.url), await svgOf(spec));

describe("how large sums grow", () => {
  bench("the number of classes of V_40 at 3 loops", () => {
    loopClassesByJSums(20, 3);
  });
  bench("the number of monomials of V_40 at 3 loops", () => {
    sumSize({ k: 20, loops: [3, 3], ...plainExpansion });
  });
});
