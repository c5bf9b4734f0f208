import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { binary, oneovern, shell, temporaryFolder } from "./oneovern.js";

/* The commands that print numbers: evaluate, flow, critical, structure, simulate. */

const json = (args: readonly string[]) => {
  const { code, stdout, stderr } = oneovern([...args, "--json"]);
  return { code, stderr, value: stdout === "" ? undefined : JSON.parse(stdout) };
};
const words = (line: string): string[] => line.split(" ");

describe("flow", () => {
  test("the contract's example: one element a layer, V_2k^[p] at place p", () => {
    const { code, stderr, value } = json(
      words("flow --activation relu --C-b 0 --C-W 2 --K 1 --width 100 --depth 20 --vertices 8 --loops 1"),
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(value.layers).toHaveLength(20);
    expect(value.layers[0]).toMatchObject({
      layer: 1,
      K: [1, 0],
      V_4: [0, 0],
      V_6: [0, 0],
      V_8: [0, 0],
      chi_parallel: 1,
      chi_perpendicular: 1,
    });
    // V_4 = 5 (l - 1), V_4[1] from E[G^2] = (1 + 5/n)^(l-1).
    expect(value.layers[19].V_4[0]).toBeCloseTo(95, 9);
    expect(value.layers[19].V_4[1]).toBeCloseTo((25 * 19 * 18) / 2, 6);
    expect(value.network).toEqual({ activation: "relu", C_b: 0, C_W: 2, K: 1, width: 100, depth: 20 });
  });

  test("widths of each layer, as a list: as many layers as widths", () => {
    const { value } = json(words("flow --activation linear --C-W 1 --widths 100,200,50"));
    expect(value.layers.map(({ width }: { width: number }) => width)).toEqual([100, 200, 50]);
    // V_4 of layer 3 is 2 (1 + n_2/n_1) in units of 1/n_2.
    expect(value.layers[2].V_4[0]).toBeCloseTo(2 * (1 + 200 / 100), 12);
  });

  test("several inputs: tensors as nested arrays over the pairs, by a kernel or by vectors", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "inputs.txt"), "# two inputs\n1, 1\n0 2\n");
    const flags = "--activation tanh --C-b 0.2 --C-W 1.5 --width 50 --depth 2 --loops 1";
    const byVectors = shell(`oneovern flow ${flags} --inputs inputs.txt --json`, folder);
    // K = 0.2 + 1.5 x.x'/2.
    const byKernel = json([...words(`flow ${flags}`), "--kernel", "[[1.7,1.7],[1.7,3.2]]"]);
    expect(JSON.parse(byVectors.stdout)).toEqual(byKernel.value);
    const { pairs, layers } = byKernel.value;
    expect(pairs).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(layers[0]).toMatchObject({
      K: [
        [1.7, 1.7, 3.2],
        [0, 0, 0],
      ],
    });
    expect(layers[0].V_4[0]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(layers[1].V_4[0][0][1]).toBe(layers[1].V_4[0][1][0]);
    expect(layers[1].V_4[0][1][1]).toBeGreaterThan(0);
  });

  test("text and CSV have the same layers", () => {
    const flags = words("flow --activation tanh --C-W 1 --width 64 --depth 12 --vertices 6 --loops 1");
    expect(oneovern(flags).stdout).toMatch(/layer +K_0 +K_1 +V_4\[0\] +V_4\[1\] +V_6\[0\]/);
    for (const line of oneovern(flags).stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    const lines = oneovern([...flags, "--format", "csv"])
      .stdout.trim()
      .split("\r\n");
    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe("layer,K_0,K_1,V_4[0],V_4[1],V_6[0],V_6[1],chi_parallel,chi_perpendicular");
  });

  test("a network of a file, YAML or JSON; flags replace what it says of the same", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "net.yaml"), "activation: x - x^3/6\nC_b: 0.1\nC_W: 0.9\nK: 0.5\nwidth: 40\ndepth: 3\n");
    writeFileSync(
      join(folder, "net.json"),
      JSON.stringify({ activation: "x - x^3/6", C_b: 0.1, C_W: 0.9, K: 0.5, widths: [40, 40, 40] }),
    );
    const [yaml, plain] = ["net.yaml", "net.json"].map(
      (file) => shell(`oneovern flow --network ${file} --json`, folder).stdout,
    );
    expect(yaml).toBe(plain);
    const changed = shell("oneovern flow --network net.yaml --widths 10,20 --depth 2 --K 2 --json", folder);
    expect(JSON.parse(changed.stdout).network).toEqual({
      activation: "x - x^3/6",
      C_b: 0.1,
      C_W: 0.9,
      K: 2,
      widths: [10, 20],
      depth: 2,
    });
  });

  test("a picture of every order", () => {
    const folder = temporaryFolder();
    const flags = "--activation tanh --C-W 1 --width 50 --depth 20 --vertices 6 --loops 1 --plot flow.svg";
    expect(shell(`oneovern flow ${flags}`, folder).code).toBe(0);
    const svg = readFileSync(join(folder, "flow.svg"), "utf8");
    for (const text of ["K", "V_4", "V_6", "leading order", "through 1/n^1"]) expect(svg).toContain(`>${text}<`);
    expect(
      oneovern([
        ...words("flow --activation tanh --C-W 1 --width 50 --depth 2 --plot x.svg"),
        "--kernel",
        "[[1,0],[0,1]]",
      ]).code,
    ).toBe(2);
  });

  test("a narrow network is computed, with the size of the next term on standard error", () => {
    const { code, stdout, stderr } = oneovern(words("flow --activation tanh --C-W 1 --width 2 --depth 10"));
    expect(code).toBe(0);
    expect(stdout).toContain("V_4[0]");
    expect(stderr).toMatch(/^warning: in layer 10 the next term, .* of the leading one/);
    expect(oneovern(words("flow --activation tanh --C-W 1 --width 2 --depth 10 --quiet")).stderr).toBe("");
    expect(oneovern(words("flow --activation tanh --C-W 1 --width 500 --depth 5")).stderr).toBe("");
  });
});

describe("evaluate", () => {
  test("each row, its share, and the sum; V_8 is that of the flow", () => {
    const flags = "--activation tanh --C-W 1 --width 64 --depth 10";
    const { value } = json(words(`evaluate V_8 ${flags}`));
    expect(value.rows).toHaveLength(10);
    expect(value.rows[0]).toMatchObject({ number: 1, id: "4", order: 0 });
    const total = value.rows.reduce((sum: number, row: { value: number }) => sum + row.value, 0);
    expect(total / value.sum).toBeCloseTo(1, 12);
    expect(value.vertex / (value.sum * 64 ** 3)).toBeCloseTo(1, 12);
    const flow = json(words(`flow ${flags} --vertices 8`));
    expect(value.vertex / flow.value.layers[9].V_8[0]).toBeCloseTo(1, 12);
    expect(oneovern(words(`evaluate V_8 ${flags}`)).stdout).toMatch(/10 +1ab\.1b\.1ac\.1c +\S+ +\d+\.\d %/);
  });

  test("more orders of the layer before", () => {
    const flags = "--activation tanh --C-W 1 --width 20 --depth 6";
    const [few, more] = ["", " --loops 2"].map(
      (loops) => json(words(`evaluate V_4 ${flags}${loops}`)).value.vertex,
    ) as [number, number];
    // The corrections of K and V_4 in the layer before, a tenth or so.
    expect(Math.abs(more / few - 1)).toBeGreaterThan(0.01);
    expect(Math.abs(more / few - 1)).toBeLessThan(0.3);
  });

  test("CSV for plotting, and a correlator", () => {
    const csv = oneovern(
      words("evaluate V_4 through 1 loop --activation relu --C-W 2 --width 50 --depth 4 --format csv"),
    ).stdout;
    expect(csv.split("\r\n")[0]).toBe("number,id,order,value,share");
    const { value } = json([
      "evaluate",
      "<phi_i(x) phi_i(x)>",
      ...words("--activation linear --C-W 1 --K 3 --width 50 --depth 4"),
    ]);
    expect(value.sum).toBeCloseTo(3, 12);
  });
});

describe("critical", () => {
  test("the point of GELU, the contract's keys", () => {
    const { code, value } = json(words("critical --activation gelu"));
    expect(code).toBe(0);
    expect([value.activation, value.critical]).toEqual(["gelu", true]);
    expect(value.points[0]).toMatchObject({ class: "half-stable" });
    expect(value.points[0].C_b).toBeCloseTo(0.17292239, 7);
    expect(value.points[0].C_W).toBeCloseTo(1.98305826, 7);
    expect(value.points[0].K).toBeCloseTo(3.5615528, 6);
    expect(value.why).toMatch(/\w/);
  });

  test("not critical, and why; deep layers at given variances", () => {
    expect(oneovern(words("critical --activation sigmoid")).stdout).toMatch(
      /^sigmoid: not critical\n\nsigma\(0\) = 0.5 is not 0/,
    );
    const { value } = json(words("critical --activation tanh --C-b 0.05 --C-W 2"));
    expect(value.at.fixedPoints[0]).toMatchObject({ phase: "chaotic", attractive: true, xi_perpendicular: null });
  });

  test("the phase diagram is an SVG document of its own, with its lines and points", () => {
    const folder = temporaryFolder();
    const { code, stdout } = shell("oneovern critical --activation gelu --plot phase.svg", folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^gelu: critical at 2 points/);
    const svg = readFileSync(join(folder, "phase.svg"), "utf8");
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    for (const text of ["C_W", "C_b", "chi_perp = 1", "chi_parallel = 1", "critical point"])
      expect(svg).toContain(text);
    expect(shell("python3 -c \"import xml.dom.minidom, sys; xml.dom.minidom.parse('phase.svg')\"", folder).code).toBe(
      0,
    );
    expect(readdirSync(folder)).toEqual(["phase.svg"]);
  });
});

describe("structure", () => {
  test("derives the product of susceptibilities, with its proofs", () => {
    const { code, stdout } = oneovern(["structure", "V_8"]);
    expect(code).toBe(0);
    expect(stdout).toContain("One diagram of 10 at leading order holds V_8^(l-1)");
    expect(stdout).toContain("sym[ χ(x1,x2;y1,y2) χ(x3,x4;y3,y4) ... ], 4 factors");
    expect(stdout).toMatch(/relu +any +5 l +75 l\^2 +2000 l\^3 +0/);
    expect(stdout).toMatch(/tanh +0 +2\/3 l +16\/15 l\^2 +96\/35 l\^3 +-1\/3 l\n +fitted +0\.66\d+ l +1\.06\d+ l\^2/);
    expect(stdout).toMatch(
      /proved: one diagram, degenerate limit, general inputs, three inputs, in numbers,\s+power laws, fitted/,
    );
  });

  test("as data, and in LaTeX that compiles", () => {
    const { value } = json(words("structure V_6 --activation leaky-relu(0.5)"));
    expect(value.certificate.passed).toBe(true);
    expect(value.derivative).toEqual([{ coefficient: "1/8", powers: { "<d^2 Delta>": 3 } }]);
    expect(value.powerLaws[0].laws[0]).toMatchObject({ name: "V_4/K^2", coefficient: "77/25", exponent: 1 });
    expect(value.powerLaws[0].laws[0].fitted).toBeCloseTo(77 / 25, 6);
    const folder = temporaryFolder();
    const wrapped = [
      "oneovern structure V_10 --format latex -o body.tex",
      "printf '\\\\documentclass{article}\\\\usepackage{amsmath}\\\\begin{document}\\\\input{body}\\\\end{document}' > all.tex",
      "pdflatex -interaction=nonstopmode -halt-on-error all.tex > log 2>&1",
    ];
    expect(shell(wrapped.join(" && "), folder).code).toBe(0);
    expect(existsSync(join(folder, "all.pdf"))).toBe(true);
  });
});

describe("simulate", () => {
  const flags = "--activation tanh --C-b 0 --C-W 1 --width 64 --depth 6 --samples 8000";

  test("prediction, measurement, standard error and z of every number, and a verdict", () => {
    const { code, value } = json(words(`simulate ${flags}`));
    expect(code).toBe(0);
    expect(value.layers.map(({ layer }: { layer: number }) => layer)).toEqual([2, 3, 4, 5, 6]);
    for (const layer of value.layers)
      for (const name of ["K", "V_4", "V_6", "V_8"]) {
        const { predicted, measured, standardError, z } = layer[name];
        expect(z).toBeCloseTo((measured - predicted) / standardError, 9);
        expect(Math.abs(z)).toBeLessThan(5);
      }
    expect([value.agrees, value.samples, value.seed, value.route]).toEqual([true, 8000, 1, "kernel"]);
    expect(value.pValue).toBeGreaterThan(0.001);
  });

  test("the same bytes whatever the threads; others for another seed; weights as the second route", () => {
    const runs = ["--threads 1", "--threads 2", "--seed 2", "--route weights --samples 2000"].map((more) =>
      oneovern(words(`simulate ${flags} --vertices 4 ${more}`)),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(runs[2]?.stdout).not.toBe(runs[0]?.stdout);
    expect(runs[3]?.stdout).toContain("drawn weight by weight");
  });

  test("where theory and measurement disagree the exit code is 1", () => {
    const { code, stdout, stderr } = oneovern(
      words("simulate --activation linear --C-W 1 --width 3 --depth 8 --loops 0 --vertices 4 --samples 40000"),
    );
    expect(code).toBe(1);
    expect(stdout).toContain("theory and simulation DISAGREE");
    expect(stderr).toContain("warning: in layer 8");
  });

  test("several inputs, CSV, and a picture of the depth dependence", () => {
    const folder = temporaryFolder();
    const { code, stdout } = shell(
      'oneovern simulate --activation erf --C-b 0.1 --C-W 1.5 --kernel "[[1,0.5],[0.5,2]]" --width 40 --depth 3 --samples 4000 --vertices 4 --loops 1 --format csv --plot depth.svg',
      folder,
    );
    expect(code).toBe(0);
    expect(stdout.trim().split("\r\n")).toHaveLength(1 + 2 * 9);
    expect(stdout).toContain('"V_4(x1,x1; x1,x2)"');
    const svg = readFileSync(join(folder, "depth.svg"), "utf8");
    for (const text of ["layer", "K", "V_4", "theory (lines) and 4000 networks (points)"]) expect(svg).toContain(text);
  });

  test("Ctrl-C leaves a valid report of what is done, and no file behind", async () => {
    const folder = temporaryFolder();
    const args = words(
      "simulate --activation tanh --C-W 1 --width 100 --depth 10 --samples 2000000 --vertices 4 --loops 0 --json -o report.json",
    );
    const child = spawn(process.execPath, [binary, ...args], { cwd: folder, stdio: "ignore" });
    await new Promise((resolve) => setTimeout(resolve, 6000));
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.on("exit", resolve));
    expect(code).toBe(130);
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    expect(report.interrupted).toBe(true);
    expect(report.samples).toBeLessThan(2_000_000);
    expect(report.samples).toBeGreaterThan(0);
    expect(report.layers).toHaveLength(9);
    expect(readdirSync(folder)).toEqual(["report.json"]);
  });
});

describe("bad input: one message that names it and says what would be accepted; exit 2, nothing on standard output", () => {
  test.each([
    ["flow --activation tahn --C-W 1 --width 9 --depth 2", ['no activation "tahn"', "did you mean: tanh"]],
    ["flow --activation tanh --C-W -1 --width 9 --depth 2", ["C_W = -1", "C_W >= 0"]],
    ["flow --activation tanh --C-b -0.1 --C-W 1 --width 9 --depth 2", ["C_b = -0.1"]],
    ["flow --activation tanh --C-W 1 --K 0 --width 9 --depth 2", ["K = 0", "K > 0"]],
    ["flow --activation tanh --C-W 1 --K -2 --width 9 --depth 2", ["K = -2"]],
    ["flow --activation tanh --C-W 1 --width 0 --depth 2", ["--width", "0"]],
    ["flow --activation tanh --C-W 1 --width 9 --depth 0", ["--depth"]],
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
    ["critical --activation tanh --plot no/where.svg", ["no/where.svg"]],
    ["structure K", ["expected V_4"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --samples 10", ["--samples 10", "200"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --vertices 12", ["--vertices 12"]],
    ["simulate --activation tanh --C-W 1 --width 9 --depth 3 --route guess", ["guess", "kernel, weights"]],
  ])("oneovern %s", (line, messages) => {
    const { code, stdout, stderr } = oneovern(words(line));
    expect([code, stdout]).toEqual([2, ""]);
    for (const message of messages) expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("a file that is no description: the key, the kind, the syntax", () => {
    const folder = temporaryFolder();
    for (const [text, message] of [
      ["activaton: tanh", "did you mean: activation"],
      ["activation: 3", "activation is 3"],
      ["width: wide", 'width is "wide"'],
      ["- a\n- b", "no description of a network"],
      ["a: [", "expected YAML or JSON"],
    ] as const) {
      writeFileSync(join(folder, "net.yaml"), text);
      const { code, stderr } = shell("oneovern flow --network net.yaml", folder);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
    writeFileSync(join(folder, "in.txt"), "1 2\n3 x\n");
    expect(
      shell("oneovern flow --activation tanh --C-W 1 --width 9 --depth 2 --inputs in.txt", folder).stderr,
    ).toContain('in.txt, line 2: "x"');
    writeFileSync(join(folder, "in.txt"), Array.from({ length: 9 }, (_, i) => `${i} 1 ${i * i} ${i % 3}\n`).join(""));
    expect(shell("oneovern flow --activation tanh --C-W 1 --width 9 --depth 4 --inputs in.txt", folder).stderr).toMatch(
      /averages over 4 different inputs at once, of 9 inputs through 4 layers, would take about \d+ minutes\nexpected fewer inputs/,
    );
    writeFileSync(join(folder, "in.txt"), "1 2\n3\n");
    expect(
      shell("oneovern flow --activation tanh --C-W 1 --width 9 --depth 2 --inputs in.txt", folder).stderr,
    ).toContain("input 2 has 1 components");
  });
});
