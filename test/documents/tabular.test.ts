import { describe, expect, test } from "vitest";
import { written } from "../../src/documents/products.js";
import { numberTex, tabular } from "../../src/documents/tabular.js";
import { verbatimTex } from "../../src/documents/tex.js";
import { answer, type Question } from "../../src/questions.js";
import { pdflatex } from "../code/tools.js";

/* Numbers as tables in LaTeX: they compile, and what is set is what was computed. */

const inDocument = (...tables: readonly string[]): string =>
  [
    "\\documentclass[10pt]{article}",
    "\\usepackage[margin=1cm]{geometry}",
    "\\usepackage{booktabs,longtable}",
    "\\pagestyle{empty}",
    "\\begin{document}",
    ...tables.flatMap((table) => [table, "\\par\\bigskip"]),
    "\\end{document}",
  ].join("\n");

const network = { activation: "tanh", C_W: 1, width: 50, depth: 4 };
const questions: readonly (readonly [Parameters<typeof written>[0], Question])[] = [
  ["count", { object: "count", of: "V_8 through 1 loop" }],
  ["evaluation", { object: "evaluation", of: "V_6", network }],
  ["evaluation", { object: "evaluation", of: "<phi_i(x) phi_i(x) phi_j(x) phi_j(x)>", network }],
  ["flow", { object: "flow", network, extent: { highest: 3, orders: 1 } }],
  ["flow", { object: "flow", network: { ...network, depth: 60 }, extent: { highest: 2, orders: 0 } }],
  [
    "flow",
    { object: "flow", network: { ...network, kernel: [[1, 0.5], [0.5, 2]] }, extent: { highest: 2, orders: 0 } }, // biome-ignore format: a matrix
  ],
  ["critical", { object: "critical", activation: "gelu" }],
  ["critical", { object: "critical", activation: "sigmoid" }],
  ["simulation", { object: "simulation", network, extent: { highest: 2, orders: 2 }, samples: 400 }],
  [
    "simulation",
    { object: "simulation", network, extent: { highest: 2, orders: 2 }, samples: 400, summation: "resummed" },
  ],
  ["scaling", { object: "test loss", model: { N: 10, T: 20, M: 60, alpha: 0.7, gamma: 0.05 }, order: 1 }],
  ["regressions", { object: "regressions", model: { N: 10, T: 20, M: 60, alpha: 0.7, gamma: 0.05 }, samples: 60 }],
  [
    "sweep",
    {
      object: "sweep",
      model: { T: 20, M: 60, alpha: 0.7, gamma: 0.05 },
      range: { name: "N", from: 8, to: 40, points: 3 },
      simulate: { samples: 20 },
    },
  ],
  ["count", { object: "count", of: "scaling through order 4" }],
  ["table", { object: "scaling", orders: [1, 2], genus: 0 }],
];

test("every product with numbers has its table, and pdflatex sets them all without an overfull box", async () => {
  const tables = await Promise.all(
    questions.map(async ([product, question]) => written(product, (await answer(question)) as never, "latex")),
  );
  const { log, text } = pdflatex(inDocument(...tables));
  expect(log).not.toMatch(/Overfull|Undefined|Missing/);
  for (const said of [
    "0.17292239075606908",
    "half-stable",
    "1ab.1a.1b",
    "labelled",
    "tested",
    "resummed",
    "0.619467",
    "without rungs",
    "L1-1.3210",
  ])
    expect(text.replaceAll("−", "-")).toContain(said);
}, 60_000);

test("a number is the same in both: K of the last layer to six digits", async () => {
  const flow = await answer({ object: "flow", network, extent: { highest: 2, orders: 0 } } as const);
  const [json, latex] = await Promise.all([written("flow", flow, "json"), written("flow", flow, "latex")]);
  const { layers } = JSON.parse(json) as { layers: { K: number[] }[] };
  expect(latex).toContain(`$${Number((layers.at(-1)?.K[0] as number).toPrecision(6))}$`);
  expect(latex.split("\n").filter((line) => /^\d+ &/.test(line))).toHaveLength(4);
});

describe("cells", () => {
  test("numbers", () => {
    expect(numberTex(0.5)).toBe("$0.5$");
    expect([numberTex(0, "0.0e+0"), numberTex(2.5, "2.5e+0")]).toEqual(["$0$", "$2.5$"]);
    expect(numberTex(-1.5e-7)).toBe("$-1.5 \\times 10^{-7}$");
    expect(numberTex(3e12)).toBe("$3 \\times 10^{12}$");
    expect(numberTex(Number.NaN)).toBe("--");
  });

  test("texts with every special character", () => {
    const { text } = pdflatex(inDocument(verbatimTex("a_1 b^2 {x} 5% $ # & ~ \\ <d>")));
    for (const piece of ["b^2", "{x}", "5%", "$", "#", "&", "~", "\\", "<d>"]) expect(text).toContain(piece);
  });

  test("more than a page of rows is a longtable, with its heads on every page", () => {
    const rows = Array.from({ length: 150 }, (_, i) => [String(i), `row${i}`]);
    const columns = [
      { title: "number", align: "r" },
      { title: "name", align: "l" },
    ] as const;
    const table = tabular(["many"], columns, rows, ["", "the end"]);
    const { text, pages } = pdflatex(inDocument(table));
    expect(pages).toBeGreaterThan(1);
    expect(text.match(/number/g)?.length).toBe(pages);
    expect(text).toContain("row149");
    expect(text).toContain("the end");
  });
});
