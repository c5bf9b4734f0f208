import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oneovern, temporaryFolder, words } from "./oneovern.js";

/*
 * What the commands that print numbers refuse: networks, flags and files that cannot be, and work that would take too
 * long.
 */

describe("bad input: one message that names it and says what would be accepted; exit 2, nothing on standard output", () => {
  test.each([
    ["flow --activation tahn --C-W 1 --width 9 --depth 2", ['no activation "tahn"', "did you mean: tanh"]],
    ["flow --activation tanh --C-W -1 --width 9 --depth 2", ["C_W = -1", "C_W >= 0"]],
    ["flow --activation tanh --C-b -0.1 --C-W 1 --width 9 --depth 2", ["C_b = -0.1"]],
    ["flow --activation tanh --C-W 1 --K 0 --width 9 --depth 2", ["K = 0", "K > 0"]],
    ["flow --activation tanh --C-W 1 --K -2 --width 9 --depth 2", ["K = -2"]],
    ["flow --activation tanh --C-W 1 --width 0 --depth 2", ["--width", "0"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 0", ["--depth"]],
    ["flow --activation tanh --C-W 1/0 --width 9 --depth 2", ["'1/0'", "Expected a number"]],
    ["flow --activation tanh --C-W 0/0 --width 9 --depth 2", ["'0/0'", "Expected a number"]],
    ["flow --activation tanh --C-W 0x10 --width 9 --depth 2", ["'0x10'", "Expected a number"]],
    ["flow --activation tanh --C-W one --width 9 --depth 2", ["'one'", "Expected a number"]],
    ["flow --activation tanh --width 9 --depth 2", ["no C_W", "--C-W"]],
    ["flow --C-W 1 --width 9 --depth 2", ["no activation", "--activation"]],
    ["flow --activation tanh --C-W 1 --depth 2", ["no width"]],
    ["flow --activation tanh --C-W 1 --width 9", ["no layers", "--depth"]],
    ["flow --activation tanh --C-W 1 --widths 9,9 --depth 7", ["2 widths for 7 layers"]],
    ["flow --activation tanh --C-W 1 --width 9 --widths 9,9", ["a width and a list of widths"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --vertices 5", ["--vertices", "even"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --loops many", ["--loops"]],
    [
      "flow --activation tanh --C-W 1 --width 9 --depth 2 --vertices 24",
      ["V_24 through order 0", "needs V_22[0]", "46,564 diagrams", "fewer --vertices or --loops"],
    ],
    ["flow --activation exp(x^2) --C-W 1 --width 9 --depth 2", ["activation", "Gaussian"]],
    ["flow --activation exp(x^2/4.1) --C-W 1 --width 9 --depth 2", ["has no Gaussian average"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --kernel [[1,2],[2,1]]", ["negative eigenvalue"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --kernel [[1,0.5],[0.4,1]]", ["not symmetric"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --kernel [1,2]", ["matrix"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --K 1 --kernel [[1]]", ["one of K, kernel and inputs"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --inputs nowhere.txt", ["nowhere.txt", "no such file"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --format xml", ['no format "xml"']],
    ["flow --network nowhere.yaml", ["nowhere.yaml"]],
    ["evaluate V_7 --activation tanh --C-W 1 --width 9 --depth 2", ["V_7", "odd number"]],
    ["evaluate V_4 --activation tanh --C-W 1 --width 9 --depth 1", ["a network of one layer"]],
    ["critical", ["--activation"]],
    ["critical --activation tanh --C-b 1", ["--C-b without --C-W"]],
    ["critical --activation tanh --plot -", ["--plot -", "expected the name of a file"]],
    ["critical --activation tanh --plot no/where.svg", ["no/where.svg"]],
    ["structure K", ["expected V_4"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --samples 10", ["--samples 10", "200"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --vertices 12", ["--vertices 12"]],
    [
      "simulate --activation tanh --C-W 1 --width 64 --depth 10 --samples 1000000000",
      ["1000000000 networks of 10 layers would take about", "the budget is about 15 minutes", "--max-minutes"],
    ],
    [
      "simulate --activation tanh --C-W 1 --width 1000000000 --depth 3 --route weights",
      ["3 layers, weight by weight, would take ages and", "GB"],
    ],
    ["flow --activation tanh --C-W 1 --width 9 --depth 2 --max-minutes 0", ["--max-minutes"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --route guess", ["guess", "kernel, weights"]],
  ])("oneovern %s", async (line, messages) => {
    const { code, stdout, stderr } = await oneovern(words(line));
    expect([code, stdout]).toEqual([2, ""]);
    for (const message of messages) expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("a file that is no description: the key, the kind, the syntax", async () => {
    const folder = temporaryFolder();
    const withInputs = async (activation: string, depth: number) =>
      (
        await oneovern(
          words(
            `flow --activation ${activation} --C-W 1 --width 9 --depth ${depth} --inputs ${join(folder, "in.txt")}`,
          ),
        )
      ).stderr;
    for (const [text, message] of [
      ["activaton: tanh", "did you mean: activation"],
      ["activation: 3", "activation is 3"],
      ["width: wide", 'width is "wide"'],
      ["- a\n- b", "no description of a network"],
      ["a: [", "expected YAML or JSON"],
    ] as const) {
      writeFileSync(join(folder, "net.yaml"), text);
      const { code, stderr } = await oneovern(["flow", "--network", join(folder, "net.yaml")]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
    writeFileSync(join(folder, "in.txt"), "1 2\n3 x\n");
    expect(await withInputs("tanh", 2)).toContain('in.txt, line 2: "x"');
    writeFileSync(
      join(folder, "in.txt"),
      Array.from({ length: 90 }, (_, i) => `${i % 7} 1 ${i % 5} ${i % 3}\n`).join(""),
    );
    expect(await withInputs("tanh", 4)).toMatch(
      /a flow of 90 inputs through 4 layers would take about \d+ \w+ and [\d.]+ GB; the budget is about 15 minutes and 4 GB\nexpected fewer inputs/,
    );
    for (const word of ["0x10", "Infinity", "1e999", "1e-400", "--1", "1_000"]) {
      writeFileSync(join(folder, "in.txt"), `1 2\r3 ${word}\r`);
      expect(await withInputs("tanh", 2)).toContain(`in.txt, line 2: "${word}" is no number`);
    }
    // Four hundred inputs, and polynomials, whose averages are by Wick's theorem, are forecast too.
    writeFileSync(join(folder, "in.txt"), Array.from({ length: 400 }, (_, i) => `${i} 1 ${(i * i) % 7}\n`).join(""));
    for (const activation of ["tanh", "x^2", "relu"])
      expect(await withInputs(activation, 4)).toMatch(
        /a flow of 400 inputs through 4 layers would take about \d+ \w+ and [\d.]+ \w+; the budget/,
      );
    writeFileSync(join(folder, "in.txt"), "1 2\n3\n");
    expect(await withInputs("tanh", 2)).toContain("input 2 has 1 components");
  });
});
