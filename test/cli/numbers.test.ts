import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { extentIn } from "../../src/cli/network-flags.js";
import { extentFor, simulationExtents } from "../../src/numbers/flow/extents.js";
import { pairsOf } from "../../src/numbers/networks/pairs.js";
import { type NetworkSpec, networkOf } from "../../src/numbers/networks/spec.js";
import { json, oneovern, shell, temporaryFolder, words } from "./oneovern.js";

/* The commands that print a network's numbers: flow, evaluate. */

describe("flow", () => {
  test("the contract's example: one element a layer, V_2k^[p] at place p", async () => {
    const { code, stderr, value } = await json(
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

  test("widths of each layer, as a list: as many layers as widths", async () => {
    const { value } = await json(words("flow --activation linear --C-W 1 --widths 100,200,50"));
    expect(value.layers.map(({ width }: { width: number }) => width)).toEqual([100, 200, 50]);
    // V_4 of layer 3 is 2 (1 + n_2/n_1) in units of 1/n_2.
    expect(value.layers[2].V_4[0]).toBeCloseTo(2 * (1 + 200 / 100), 12);
  });

  test("several inputs: tensors as nested arrays over the pairs, by a kernel or by vectors", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "inputs.txt"), "# two inputs\n1, 1\n0 2\n");
    const flags = "--activation tanh --C-b 0.2 --C-W 1.5 --width 50 --depth 2 --loops 1";
    const byFile = (name: string) => oneovern(words(`flow ${flags} --inputs ${join(folder, name)} --json`));
    const byVectors = await byFile("inputs.txt");
    // The line ends of every system, and a byte order mark.
    for (const text of ["\uFEFF1 1\r0 2\r", "1, 1\r\n0; 2"]) {
      writeFileSync(join(folder, "other.txt"), text);
      expect(await byFile("other.txt")).toEqual(byVectors);
    }
    // K = 0.2 + 1.5 x.x'/2.
    const byKernel = await json([...words(`flow ${flags}`), "--kernel", "[[1.7,1.7],[1.7,3.2]]"]);
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
    // In text a line an entry, a column an order.
    const { stdout } = await oneovern([...words(`flow ${flags}`), "--kernel", "[[1.7,1.7],[1.7,3.2]]"]);
    const lines = [...stdout.matchAll(/^(K|V_4)\(.*\)((?: +\S+)+)$/gm)].map(([, name, numbers = ""]) => [
      name,
      ...numbers.trim().split(/ +/).map(Number),
    ]);
    const both = <Tensor>(name: string, at: (tensor: Tensor) => number | undefined) => [
      name,
      ...layers[1][name].map((tensor: Tensor) => expect.closeTo(at(tensor) as number, 5)),
    ];
    expect(lines).toEqual([
      ...[0, 1, 2].map((a) => both<number[]>("K", (tensor) => tensor[a])),
      ...pairsOf(3).list.map(([a, b]) => both<number[][]>("V_4", (tensor) => tensor[a]?.[b])),
    ]);
  });

  test("text and CSV have the same layers", async () => {
    const flags = words("flow --activation tanh --C-W 1 --width 64 --depth 12 --vertices 6 --loops 1");
    expect((await oneovern(flags)).stdout).toMatch(/layer +K_0 +K_1 +V_4\[0\] +V_4\[1\] +V_6\[0\]/);
    for (const line of (await oneovern(flags)).stdout.split("\n"))
      expect([...line].length, line).toBeLessThanOrEqual(80);
    const lines = (await oneovern([...flags, "--format", "csv"])).stdout.trim().split("\r\n");
    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe("layer,K_0,K_1,V_4[0],V_4[1],V_6[0],V_6[1],chi_parallel,chi_perpendicular");
  });

  test("a network of a file, YAML or JSON; flags replace what it says of the same", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "net.yaml"), "activation: x - x^3/6\nC_b: 0.1\nC_W: 0.9\nK: 0.5\nwidth: 40\ndepth: 3\n");
    writeFileSync(
      join(folder, "net.json"),
      JSON.stringify({ activation: "x - x^3/6", C_b: 0.1, C_W: 0.9, K: 0.5, widths: [40, 40, 40] }),
    );
    const of = async (file: string, more = "") =>
      (await oneovern(words(`flow --network ${join(folder, file)}${more} --json`))).stdout;
    const [yaml, plain] = [await of("net.yaml"), await of("net.json")];
    expect(yaml).toBe(plain);
    // The kernel of one input takes the place of that of two, and a kernel of two that of one.
    writeFileSync(
      join(folder, "two.yaml"),
      "activation: x\nC_W: 1\nkernel: [[1, 0.5], [0.5, 2]]\nwidth: 4\ndepth: 2\n",
    );
    expect(JSON.parse(await of("two.yaml")).network).toHaveProperty("kernel");
    expect(JSON.parse(await of("two.yaml", " --K 2")).network).toMatchObject({ K: 2 });
    expect(JSON.parse(await of("net.yaml", " --kernel [[1,0.5],[0.5,2]]")).network).toMatchObject({
      kernel: [
        [1, 0.5],
        [0.5, 2],
      ],
    });
    const changed = await of("net.yaml", " --widths 10,20 --depth 2 --K 2");
    expect(JSON.parse(changed).network).toEqual({
      activation: "x - x^3/6",
      C_b: 0.1,
      C_W: 0.9,
      K: 2,
      widths: [10, 20],
      depth: 2,
    });
  });

  test("from K alone on, as far as the flags say, else by defaults for one input and for several", async () => {
    const { value } = await json(words("flow --activation linear --C-W 1 --width 9 --depth 2 --vertices 2"));
    expect(value.layers[1].K).toHaveLength(1);
    expect(value.layers[1]).not.toHaveProperty("V_4");
    const [one, two] = [[[1]], [[1, 0], [0, 1]]].map((kernel) => ({ activation: "linear", C_W: 1, width: 9, depth: 2, kernel })); // biome-ignore format: matrices
    for (const [spec, flags, extent] of [
      [one, {}, { highest: 4, orders: 2 }],
      [two, {}, { highest: 2, orders: 1 }],
      [one, { vertices: 6 }, { highest: 3, orders: 2 }],
      [two, { loops: 0 }, { highest: 2, orders: 0 }],
    ] as const)
      expect(extentFor(await networkOf(spec as NetworkSpec), extentIn(flags), simulationExtents)).toEqual(extent);
  });

  test("a picture of every order", async () => {
    const folder = temporaryFolder();
    const flags = "--activation tanh --C-W 1 --width 50 --depth 20 --vertices 6 --loops 1 --plot flow.svg";
    expect(shell(`oneovern flow ${flags}`, folder).code).toBe(0);
    const svg = readFileSync(join(folder, "flow.svg"), "utf8");
    for (const text of ["K", "V₄ / (n K²)", "V₆ / (n² K³)", "leading order", "through 1/n"])
      expect(svg).toContain(`>${text}<`);
  });

  test("a picture of several inputs: kernels by layer and entries, chosen ones too; nothing is said on standard error", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "in.txt"), "1 2\n0.5 -1\n1 1\n");
    const network = "flow --activation relu --C-W 2 --width 50 --depth 9 --inputs in.txt --plot out.svg";
    for (const [more, texts] of [
      ["", ["K, layer 1", "K, layer 9", "V₄", "(x1,x1; x2,x2)"]],
      ['--loops 1 --entries "V_4(x1,x2; x3,x3) K(x1,x2)"', ["K, layer 9", "V₄(x1,x2; x3,x3)", "K(x1,x2)"]],
    ] as const) {
      const { code, stderr } = shell(`oneovern ${network} ${more}`, folder);
      expect([code, stderr]).toEqual([0, ""]);
      const svg = readFileSync(join(folder, "out.svg"), "utf8");
      for (const text of texts) expect(svg).toContain(`>${text}<`);
    }
  });

  test("a narrow network is computed, with the size of the next term on standard error", async () => {
    const { code, stdout, stderr } = await oneovern(words("flow --activation tanh --C-W 1 --width 2 --depth 10"));
    expect(code).toBe(0);
    expect(stdout).toContain("V_4[0]");
    expect(stderr).toMatch(/^warning: in layer 10 the next term, .* of the leading one/);
    expect((await oneovern(words("flow --activation tanh --C-W 1 --width 2 --depth 10 --quiet"))).stderr).toBe("");
    expect((await oneovern(words("flow --activation tanh --C-W 1 --width 500 --depth 5"))).stderr).toBe("");
  });
});

describe("evaluate", () => {
  test("each row, its share, and the sum; V_8 is that of the flow", async () => {
    const flags = "--activation tanh --C-W 1 --width 64 --depth 10";
    const { value } = await json(words(`evaluate V_8 ${flags}`));
    expect(value.rows).toHaveLength(10);
    expect(value.rows[0]).toMatchObject({ number: 1, id: "4", order: 0 });
    const total = value.rows.reduce((sum: number, row: { value: number }) => sum + row.value, 0);
    expect(total / value.sum).toBeCloseTo(1, 12);
    expect(value.vertex / (value.sum * 64 ** 3)).toBeCloseTo(1, 12);
    const flow = await json(words(`flow ${flags} --vertices 8`));
    expect(value.vertex / flow.value.layers[9].V_8[0]).toBeCloseTo(1, 12);
    expect((await oneovern(words(`evaluate V_8 ${flags}`))).stdout).toMatch(/10 +1ab\.1b\.1ac\.1c +\S+ +\d+\.\d %/);
  });

  test("more orders of the layer before", async () => {
    const flags = "--activation tanh --C-W 1 --width 20 --depth 6";
    const vertexWith = async (loops: string) => (await json(words(`evaluate V_4 ${flags}${loops}`))).value.vertex;
    const [few, more] = [await vertexWith(""), await vertexWith(" --loops 2")];
    // The corrections of K and V_4 in the layer before, a tenth or so.
    expect(Math.abs(more / few - 1)).toBeGreaterThan(0.01);
    expect(Math.abs(more / few - 1)).toBeLessThan(0.3);
  });

  const network = "--activation x+x^2/2 --C-b 0.25 --C-W 0.5 --K 0.75 --widths 40,60,30,50";

  test("a part of the kernel has no variance of the biases, and the parts add up to what the flow has", async () => {
    const about = "about K_0 with expanded blobs";
    const of = async (request: string) =>
      (await json(["evaluate", request, ...words(network), "--loops", "1"])).value as {
        quantity: string;
        vertex: number;
        coefficient?: number;
      };
    const flow = (await json(words(`flow ${network} --loops 1`))).value.layers[3];
    const [leading, first] = [await of(`K ${about}`), await of(`K at 1 loop ${about}`)];
    expect([leading.quantity, first.quantity]).toEqual(["K_0", "K_1/n_{l-1}"]);
    expect(leading.vertex).toBeCloseTo(flow.K[0], 12);
    expect(first.coefficient).toBeCloseTo(flow.K[1], 10);
    expect(first.vertex).toBeCloseTo(flow.K[1] / 30, 12);
    expect((await of(`K through 1 loop ${about}`)).vertex).toBeCloseTo(leading.vertex + first.vertex, 12);
    const vertex = await of(`V_4 at 1 loop ${about}`);
    expect(vertex.quantity).toBe("V_4[1]/n_{l-1}");
    expect(vertex.coefficient).toBeCloseTo(flow.V_4[1], 8);
    expect(vertex.vertex).toBeCloseTo(flow.V_4[1] / 30, 9);
    // About the full mean a part has no name of its own.
    const [whole, none, one] = [await of("V_4 through 1 loop"), await of("V_4"), await of("V_4 at 1 loop")];
    expect([whole.quantity, one.quantity, one.coefficient]).toEqual(["V_4", "the 1-loop part of V_4", undefined]);
    expect((await of("K at 1 loop")).vertex).toBeCloseTo(
      (await of("K through 1 loop")).vertex - (await of("K")).vertex,
      12,
    );
    expect(whole.vertex).toBeGreaterThan(none.vertex);
    const { stdout } = await oneovern(["evaluate", `V_4 at 1 loop ${about}`, ...words(network)]);
    expect(stdout).toContain("V_4[1]/n_{l-1} = 10.4684 in layer 4, V_4[1] = 314.051\n");
    expect(stdout).not.toMatch(/^V_4 = /m);
  });

  test("averages that the request does not need may be out of reach", async () => {
    // <(e^phi - 1)^4> - <(e^phi - 1)^2>^2 at K = 1.7, by moments of e^phi.
    const moment = (p: number) => Math.exp((p * p * 1.7) / 2);
    const second = moment(2) - 2 * moment(1) + 1;
    const fourth = moment(4) - 4 * moment(3) + 6 * moment(2) - 4 * moment(1) + 1;
    const { value } = await json(
      words("evaluate V_4 --activation expm1 --C-W 1 --C-b 0.3 --K 1.7 --width 10 --depth 2"),
    );
    expect(value.vertex / (fourth - second ** 2)).toBeCloseTo(1, 10);
  });

  test("the kernel of exp(x^2/8) is known where nothing beyond it is: <exp(phi^2/4)> = (1 - K/2)^{-1/2}, <exp(phi^2/2)> diverges", async () => {
    const flags = "--activation exp(x^2/8) --C-W 1 --K 1 --width 64 --depth 2";
    const { code, value, stderr } = await json(words(`evaluate K ${flags}`));
    expect([code, value.sum]).toEqual([0, expect.closeTo(Math.SQRT2, 12)]);
    expect(stderr).toBe(
      "warning: how large the next order is cannot be told: <Delta^2> at K = 1 has no Gaussian average: what is averaged does not fall off\n",
    );
  });

  test("code calls a part a part", async () => {
    for (const [request, name] of [
      ["V_4", "V_4"],
      ["V_4 through 1 loop", "V_4"],
      ["V_4 at 2 loops", "V_4_2_loops"],
      ["K at 1 loop about K_0 with expanded blobs", "K_1"],
      ["V_4(a,b; c,d) at 1 loop", "V_4_1_loop"],
    ] as const)
      expect((await oneovern(["code", request, "-t", "python"])).stdout, request).toContain(`def ${name}(`);
  });

  describe("inputs by their names", () => {
    const flags = words("--activation tanh --C-W 1 --width 10 --depth 3 --kernel [[1,0.5],[0.5,2]]");
    const of = async (request: string) => (await json(["evaluate", request, ...flags])).value;

    test("one number whatever the inputs are called, and which is which is said", async () => {
      const [mixed, equal] = [await of("V_4(x1,x2; x1,x2)"), await of("V_4(x1,x1; x1,x1)")];
      expect(mixed.vertex).toBeCloseTo(0.120718, 6);
      expect(equal.vertex).toBeCloseTo(0.0678075, 7);
      for (const [request, inputs] of [
        ["V_4(x1,y1; x1,y1)", { x1: 1, y1: 2 }],
        ["V_4(a,b; a,b)", { a: 1, b: 2 }],
        ["V_4(b,a; b,a)", { b: 1, a: 2 }],
        ["V_4(x_2,x_1; x₂,x1)", { x1: 1, x2: 2 }],
        ["V_4(in2,in1; in2,in1)", { in1: 1, in2: 2 }],
      ] as const) {
        const found = await of(request);
        expect([request, found.inputs]).toEqual([request, inputs]);
        expect(found.vertex / mixed.vertex, request).toBeCloseTo(1, 12);
      }
      expect((await of("V_4(x2,x2; x2,x2)")).vertex).not.toBeCloseTo(equal.vertex, 3);
      const { stdout } = await oneovern(["evaluate", "V_4(a,b; a,b)", ...flags]);
      expect(stdout).toContain("a is input 1, b is input 2\n");
    });

    test("inputs that the request does not name are not computed, and change nothing", async () => {
      const network = "--activation tanh --C-b 0.1 --C-W 1.2 --width 20 --depth 3";
      const many = "[[1,0.3,0.2,0.1],[0.3,1,0.4,0.3],[0.2,0.4,1,0.5],[0.1,0.3,0.5,1]]";
      const value = async (request: string, kernel: string) =>
        (await json(["evaluate", request, ...words(network), "--kernel", kernel])).value.vertex;
      const few = await value("V_4(x1,x2; x1,x1)", "[[1,0.5],[0.5,1]]");
      expect((await value("V_4(x3,x4; x3,x3)", many)) / few).toBeCloseTo(1, 11);
      expect((await value("V_4(x4,x3; x4,x4)", many)) / few).toBeCloseTo(1, 11);
    });

    test("in correlators too, with neurons of different names", async () => {
      const [named, numbered] = [await of("<phi_i(x1) phi_i(y1)>"), await of("<phi_i(x1) phi_i(x2)>")];
      expect(named.inputs).toEqual({ x1: 1, y1: 2 });
      expect(named.sum / numbered.sum).toBeCloseTo(1, 12);
      const { stdout } = await oneovern(["evaluate", "<phi_i(x1) phi_i(x2) phi_j(x1) phi_j(x2)>", ...flags]);
      expect(stdout).toContain("i, j are different neurons");
    });

    test.each([
      ["V_4(x1,x3; x1,x3)", /x3, which is input 3, and the network has 2 inputs/],
      ["V_4(x2,y1; x2,y1)", /x2, y1: by its number x2 would be input 2[\s\S]*expected x1, x2/],
      ["V_4(x0,x1; x0,x1)", /x0, and inputs are counted from 1/],
      ["V_4(a,b; b,c)", /c, which is input 3/],
    ])("%s is refused", async (request, reason) => {
      const { code, stdout, stderr } = await oneovern(["evaluate", request, ...flags]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(reason);
    });
  });

  test("CSV for plotting, and a correlator", async () => {
    const csv = (
      await oneovern(words("evaluate V_4 through 1 loop --activation relu --C-W 2 --width 50 --depth 4 --format csv"))
    ).stdout;
    const [titles, ...rows] = csv.trim().split("\r\n");
    expect(titles).toBe("number,id,order,value,share");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["1", "2", "3", "4", "5", "6"]);
    const correlator = [
      "evaluate",
      "<phi_i(x) phi_i(x)>",
      ...words("--activation linear --C-W 1 --K 3 --width 50 --depth 4"),
    ];
    expect((await json(correlator)).value.sum).toBeCloseTo(3, 12);
    for (const request of [correlator, words("evaluate V_4 --activation relu --C-W 2 --width 50 --depth 4")])
      expect((await oneovern(request)).stdout).not.toMatch(/\n\n\n|^\n/);
  });
});

test("--critical takes the variances and the kernel from the solver, in flow, evaluate and simulate", async () => {
  const more = "--activation gelu --critical --width 100 --depth 3 --vertices 4";
  const { value: flow } = await json(words(`flow ${more}`));
  expect(flow.network).toMatchObject({ C_b: 0.17292239075606908, C_W: 1.9830582574375466, K: 3.561552812808851 });
  const simulation = shell(`oneovern simulate ${more} --samples 400 --json`);
  expect(JSON.parse(simulation.stdout).network).toEqual(flow.network);
  const { value: second } = await json(
    words("evaluate V_4 --activation gelu --critical 2 --width 100 --depth 3 --K 0.1"),
  );
  expect(second.network).toMatchObject({ C_b: 0, C_W: 4, K: 0.1 });
  for (const [flags, message] of [
    ["--critical 7", "expected a number from 1 to 2"],
    ["--critical --C-W 2", "there is C_W = 2"],
    ["--critical none", "--critical"],
  ] as const) {
    const { code, stdout, stderr } = await oneovern(words(`flow --activation gelu ${flags} --width 9 --depth 3`));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  }
});

test("critical prints the digits that are known, or so many as are wanted", async () => {
  const lineOf = async (flags: string) =>
    (await oneovern(words(`critical --activation gelu ${flags}`.trim()))).stdout.split("\n")[3];
  expect(await lineOf("")).toBe("0.17292239075606908  1.9830582574375466  3.561552812808851  half-stable");
  expect(await lineOf("--digits 3")).toBe("0.173  1.98  3.56  half-stable");
  for (const digits of ["0", "18", "x"])
    expect((await oneovern(["critical", "--activation", "gelu", "--digits", digits])).code).toBe(2);
});

test("--inputs reads lines of numbers, with a line of names before them or without, and JSON", async () => {
  const folder = temporaryFolder();
  const flow = async (text: string) => {
    const file = join(folder, "inputs");
    writeFileSync(file, text);
    return json([...words("flow --activation relu --C-W 2 --width 20 --depth 2 --vertices 2 --inputs"), file]);
  };
  const plain = await flow("1, 0.5\n# a remark\n-0.3 2\n");
  expect(plain.code).toBe(0);
  for (const text of [
    "x,y\n1,0.5\n-0.3,2",
    '"first" "second"\r\n1 0.5\r\n-0.3 2',
    "[[1, 0.5], [-0.3, 2]]",
    " [ [1,0.5],\n[-0.3,2] ]\n",
  ])
    expect((await flow(text)).value).toEqual(plain.value);
  for (const [text, said] of [
    ["x,y\nz,w\n1,2", 'line 2: "z" is no number'],
    ["1,2\nx,y", 'line 2: "x" is no number'],
    ["nan,1\n1,2", '"nan" is no number'],
    ["x,1\n1,2", '"x" is no number'],
    ["[[1,2],[3,", "inputs: "],
    ['[[1,2],["a",4]]', 'entry 2, ["a",4], is no vector'],
    ["[1,2]", "entry 1, 1, is no vector"],
    ["[[1,2],[3]]", "input 2 has 1 components, input 1 has 2"],
  ] as const) {
    const { code, value, stderr } = await flow(text);
    expect([text, code, value]).toEqual([text, 2, undefined]);
    expect(stderr).toContain(said);
    expect(stderr).toContain("expected");
  }
});
