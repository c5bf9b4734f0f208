import { describe, expect, test } from "vitest";
import { fromPlain, type PlainSummand, type Polynomial, samePolynomial } from "../../../src/algebra/polynomial.js";
import { dictionaryOf } from "../../../src/answer/action/dictionary.js";
import { type Answer, type ProductName, products, written } from "../../../src/documents/products.js";
import { answer, type Question } from "../../../src/questions.js";
import { actionByFlow } from "../../../src/routes/action/flow.js";
import { couplingOf } from "../../../src/theory/action/diagrams.js";
import { oneovern } from "../../cli/oneovern.js";
import { pdflatex } from "../../code/tools.js";

/* What is written of an action: every product in every format. */

const network = { activation: "tanh", C_W: 1, width: 20, depth: 4 };
const all: readonly (readonly [ProductName, string | Question])[] = [
  ["expansion", "action V_8"],
  ["expansion", "action V_4 about K_0 with expanded blobs"],
  ["expansion", "action through order 1/n^5 at tree level"],
  ["expansion", "action V_6 with general inputs"],
  ["table", "action V_6"],
  ["table", "action V_6 with general inputs"],
  ["certificate", "action V_6"],
  ["certificate", "action V_4 with general inputs"],
  ["count", { object: "count", of: "action through order 1/n^6" }],
  ["explanation", { object: "diagram", id: "S-ab.a.b" }],
  ["explanation", { object: "diagram", id: "T-Qab.a.b" }],
  ["ghosts", { object: "ghosts", attachments: 6 }],
  ["ghosts", { object: "ghosts", attachments: 4, loops: 2 }],
  ["rules", { object: "rules", attachments: 4 }],
  ["couplings", { object: "couplings", of: "action V_6", network }],
  ["fields", { object: "fields", network, samples: 2000 }],
  ["dictionary", { object: "dictionary" }],
  [
    "expansion",
    { object: "correlator through action", of: "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4) phi_m(x5) phi_n(x6)>" },
  ],
];
const nameOf = (question: string | Question): string =>
  typeof question === "string" ? question : JSON.stringify(question);

describe.each(all)("%s of %j", (product, question) => {
  test("text fits a terminal of 80 columns", async () => {
    const text = await written(product, (await answer(question as Question)) as Answer, "text");
    for (const line of text.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(text).toMatch(/[^\n]\n$/);
  });

  test("every other format has something, and the same twice", async () => {
    const found = (await answer(question as Question)) as Answer;
    const own = (await products[product].writers())[found.kind] ?? {};
    for (const format of Object.keys(own)) {
      if (["svg", "tikz"].includes(format) && nameOf(question).includes("T-Q")) continue;
      const text = await written(product, found, format);
      expect(text.length, format).toBeGreaterThan(20);
      expect(text, format).toBe(await written(product, found, format));
      expect(text, format).not.toMatch(/undefined|NaN|\[object/);
      if (format === "json") expect(() => JSON.parse(text)).not.toThrow();
    }
  });
});

test("JSON holds S: couplings times powers of the fields", async () => {
  const record = JSON.parse(await written("expansion", await answer("action through order 1/n^4"), "json"));
  const flow = actionByFlow(4);
  expect(record.couplings[0]).toEqual({ phi: 2, order: 0, terms: [{ coefficient: "1/2", powers: { K: -1 } }] });
  for (const { phi, order, terms } of record.couplings as { phi: number; order: number; terms: PlainSummand[] }[])
    if (order > 0)
      expect(samePolynomial(fromPlain(terms), couplingOf(flow[order] as Polynomial, phi / 2)), `${phi}, ${order}`).toBe(
        true,
      );
  const quartic = record.couplings.find(({ phi, order }: { phi: number; order: number }) => phi === 4 && order === 1);
  expect(quartic.terms).toEqual([{ coefficient: "-1/8", powers: { "n_{l-1}": -1, V_4: 1, K: -4 } }]);
});

test("the leading orders are printed as they are in the literature", async () => {
  const text = await written("expansion", await answer("action V_6"), "text");
  for (const line of [
    "(φ·φ)²  −1/8 V₄/(n′ K⁴)",
    "φ·φ     1/4 V₄/(n′ K³) (n + 2)",
    "(φ·φ)³  1/8 V₄²/(n′² K⁷) − 1/48 V₆/(n′² K⁶)",
    "(φ·φ)²  −1/16 V₄²/(n′² K⁶) (5 n + 16) + 1/16 V₆/(n′² K⁵) (n + 4)",
  ])
    expect(text).toContain(line);
  expect(text).toContain("6 V₄² > K V₆");
  const general = await written("expansion", await answer("action V_4 with general inputs"), "text");
  expect(general).toContain("−1/8 1/n′ V₄(1,2; 3,4) Q̃(1,2) Q̃(3,4)");
});

test("the ghosts' table shows a chiral class cancelling at six attachments", async () => {
  const text = await written("ghosts", await answer({ object: "ghosts", attachments: 6 }), "text");
  expect(text).toMatch(/\(1,2,3\).*1 {2}−1 n_l\n {2}chiral.*\+1\/2 n_l\n.*\+1\/2 n_l {3}sum 0/);
});

describe("plain pdflatex sets every document without a box that is too full", () => {
  const documents: readonly (readonly [ProductName, string | Question])[] = [
    ["expansion", "action V_10"],
    ["table", "action V_8"],
    ["table", "action V_6 with general inputs"],
    ["expansion", "action V_6 with general inputs"],
    ["expansion", "action V_4 through order 1/n^3 about K_0 with expanded blobs"],
    ["ghosts", { object: "ghosts", attachments: 6 }],
    ["rules", { object: "rules" }],
  ];
  test.each(documents)(
    "%s of %j",
    async (product, question) => {
      const found = (await answer(question as Question)) as Answer;
      const { log, text } = pdflatex(await written(product, found, "latex", { standalone: true }));
      expect(log).not.toMatch(/Overfull \\hbox|Undefined control|Missing character/);
      expect(text.length).toBeGreaterThan(100);
    },
    60_000,
  );

  test("fragments, in a two-column article that has their packages", async () => {
    const pieces = await Promise.all([
      written("expansion", await answer("action V_6"), "latex"),
      written("couplings", await answer({ object: "couplings", of: "action V_6", network }), "latex"),
      written("dictionary", dictionaryOf(), "latex").then((text) => `\\begin{table*}\n${text}\\end{table*}`),
    ]);
    const { log } = pdflatex(
      [
        "\\documentclass[twocolumn]{article}",
        "\\usepackage{amsmath,booktabs,longtable}",
        "\\begin{document}",
        ...pieces,
        "\\end{document}",
      ].join("\n"),
    );
    expect(log).not.toMatch(/Undefined control|Missing character/);
  }, 60_000);
});

test("every command of the dictionary runs", async () => {
  // What draws needs threads, which the built program has: docs/action.md and test/cli run it.
  for (const { command } of dictionaryOf().lines.filter((line) => !line.command.includes("simulate"))) {
    const { code, stderr } = await oneovern([...command, "--quiet"]);
    expect([command.join(" "), code, stderr]).toEqual([command.join(" "), 0, ""]);
  }
}, 60_000);
