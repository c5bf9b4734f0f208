import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { json, oneovern, shell, temporaryFolder, words } from "./oneovern.js";

/* The command scaling, and the requests of its word. */

const table = "--N 10 --T 20 --M 60 --alpha 0.7 --gamma 0.05";

describe("the test loss", () => {
  test("the contract's keys, and the values of the theory", async () => {
    const { code, value } = await json(words(`scaling ${table} --order 1 --spread --decompose`));
    expect(code).toBe(0);
    for (const key of [
      "Delta",
      "S",
      "S2",
      "L1",
      "L2",
      "L3'",
      "R",
      "loss",
      "testLoss",
      "correction",
      "spread",
      "noise",
      "train",
    ])
      expect(value, key).toHaveProperty([key]);
    expect(value.loss).toBeCloseTo(0.619467, 6);
    expect(value.loss + value.correction).toBeCloseTo(0.64467, 6);
    expect(value.R * (value.L1 + 2 * value.L2 + value["L3'"])).toBeCloseTo(value.loss, 12);
    // (1/2M) times what is in units: one output, sigma_w = 1.
    expect(value.testLoss).toBeCloseTo((value.loss + value.correction) / 120, 12);
    expect(value.testLossIsOn).toBe("clean labels");
    expect(value.certificate.passed).toBe(true);
    const { bias, variance } = value.decomposition;
    expect(bias + variance.features + variance.data + variance.both).toBeCloseTo(value.loss, 12);
  });

  test("labels with noise: the test loss counts the test labels' own, the excess does not", async () => {
    const { value } = await json(words(`scaling ${table} --sigma-eps 0.3 --outputs 2 --sigma-w 1.5`));
    expect(value.testLossIsOn).toBe("noisy labels");
    const [loss, noise] = [(2 * 1.5 ** 2) / 120, (2 * 0.3 ** 2) / 2];
    expect(value.excessLoss).toBeCloseTo(loss * value.loss + noise * value.noise.excess, 12);
    expect(value.testLoss).toBeCloseTo(value.excessLoss + noise, 12);
    expect(value.testLoss).toBeCloseTo(loss * value.loss + noise * value.noise.withTestLabels, 12);
    // Generalised cross-validation: the train loss on the same labels.
    expect(value.trainLoss).toBeCloseTo(value.train.overTest * value.testLoss, 12);
    expect(value.thetaSquared).toBeCloseTo(2 * loss * value.norm + 2 * noise * value.noise.norm, 12);
  });

  test("spectra, teachers and test data from files", async () => {
    const folder = temporaryFolder();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const law = Array.from({ length: 60 }, (_, i) => (i + 1) ** -1.7);
    const spectrum = file("spectrum.txt", `# variances\n${law.join("\n")}\n`);
    const { value } = await json(["scaling", "--N", "10", "--T", "20", "--gamma", "0.05", "--spectrum", spectrum]);
    expect(value.loss).toBeCloseTo(0.619467, 6);
    expect(value.M).toBe(60);
    const ones = file("ones.txt", law.map(() => "1").join(", "));
    const same = await json([
      ..."scaling --N 10 --T 20 --gamma 0.05".split(" "),
      "--spectrum",
      spectrum,
      "--teacher",
      ones,
      "--test-spectrum",
      spectrum,
      "--order",
      "1",
    ]);
    expect(same.value.loss + same.value.correction).toBeCloseTo(0.64467, 6);
    const bad = file("bad.txt", "1\n0.5\n\nx.3\n");
    const { code, stderr } = await oneovern(["scaling", "--N", "10", "--T", "20", "--spectrum", bad]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /bad\.txt, line 4: "x\.3"\nexpected eigenvalues, positive numbers, one a line or with blanks between them/,
    );
    const short = await oneovern([
      "scaling",
      "--N",
      "10",
      "--T",
      "20",
      "--spectrum",
      spectrum,
      "--teacher",
      file("few.txt", "1\n2\n"),
    ]);
    expect(short.stderr).toContain("2 of the teacher's omega and a spectrum of 60");
  });

  test("the best ridge is where the loss is least; the best sizes; ensembles", async () => {
    const best = await json(words("scaling --N 30 --T 60 --M 500 --alpha 0.7 --optimal-ridge --ensemble 4 --cost 900"));
    const gamma = best.value["optimal-ridge"];
    for (const factor of [0.9, 1.1]) {
      const { value } = await json(words(`scaling --N 30 --T 60 --M 500 --alpha 0.7 --gamma ${gamma * factor}`));
      expect(value.loss).toBeGreaterThan(best.value.loss);
    }
    expect(best.value.ensemble.loss).toBeLessThan(best.value.loss);
    expect(best.value.optimalSizes.found[0].N).toBeCloseTo(30, 2);
    // Without N and T the model is the one at the best of them.
    const free = await json(words("scaling --M 500 --alpha 0.7 --gamma 1e-6 --cost 900"));
    const [first, second] = free.value.optimalSizes.found;
    expect([free.value.N, free.value.T]).toEqual([Math.round(first.N), Math.round(first.T)]);
    expect(first.N).toBeCloseTo(second.T, 3);
    // Much noise asks for much ridge, and is told by no minimum of the clean loss.
    const noisy = await json(words("scaling --N 10 --T 20 --M 60 --alpha 0.7 --sigma-eps 1000 --optimal-ridge"));
    expect(noisy.value["optimal-ridge"]).toBeGreaterThan(1e7);
    const swept = await json(
      words("scaling --N 30 --T 60 --M 200 --alpha 0.7 --sigma-eps 0.3 --sweep gamma=1e-4..100"),
    );
    const same = await json(words("scaling --N 30 --T 60 --M 200 --alpha 0.7 --sigma-eps 0.3 --optimal-ridge"));
    expect(swept.value.curves[0].valley.value).toBeCloseTo(same.value["optimal-ridge"], 4);
    const text = (
      await oneovern(words("scaling --N 30 --T 60 --M 500 --alpha 0.7 --optimal-ridge --bagging 3 --cost 900,1,2"))
    ).stdout;
    expect(text).toMatch(/the mean of 3 models \(data of their own, the same features\)/);
    expect(text).toMatch(/the least loss at N T\^2 = 900/);
  });

  test.each(["text", "json", "csv", "latex"])("as %s", async (format) => {
    const { code, stdout } = await oneovern(words(`scaling ${table} --order 1 --format ${format}`));
    expect(code).toBe(0);
    expect(stdout).toContain("0.619467");
  });

  test("where the teacher is learned nothing is left of the loss, and what has no bound is said to have none", async () => {
    const learned = "scaling --N 20 --T 30 --M 20 --alpha 0.7 --sigma-eps 0.1";
    const { code, value } = await json(words(`${learned} --decompose --bagging 2 --spread`));
    expect(code).toBe(0);
    expect(value.decomposition.variance).toEqual({ features: 0, data: 0, both: 0 });
    expect([value.ensemble.loss, value.spread, value.R]).toEqual([0, 0, null]);
    expect((await oneovern(words(learned))).stdout).toMatch(/\|theta\|\^2, no noise +inf/);
    expect((await oneovern(words(`${learned} --order 1`))).stderr).toMatch(/N = M = 20, or T = M, at gamma = 0/);
  });

  test("a 1/N term that is not small is shown, and nothing is made of it", async () => {
    const { value } = await json(words("scaling --N 20 --T 21 --M 60 --alpha 0.7 --order 1"));
    expect(value.correctionIsSmall).toBe(false);
    expect(value.testLoss).toBeCloseTo(value.loss / 120, 12);
    expect((await oneovern(words("scaling --N 20 --T 21 --M 60 --alpha 0.7 --order 1"))).stdout).toContain(
      "neither is to be trusted",
    );
  });

  test("features that are not linear", async () => {
    const { stdout } = await oneovern(words(`scaling ${table} --activation tanh`));
    expect(stdout).toMatch(/features\s+tanh\(u x\),\s+means\s+removed/);
    expect(stdout).toMatch(/which is not\s+little/);
    const linear = await json(words(`scaling ${table} --activation linear`));
    expect(linear.value.loss).toBeCloseTo(0.619467, 6);
    expect((await oneovern(words(`scaling ${table} --activation tanh --order 1`))).stderr).toMatch(
      /known for linear features/,
    );
  });
});

describe("the series", () => {
  test("--series 4 is the closed form's series, with its diagrams", async () => {
    const { value } = await json(words("scaling --series 4"));
    expect(value.series.map(({ diagrams }: { diagrams: string }) => diagrams)).toEqual(["1", "2", "10", "56", "330"]);
    expect(value.series[2].terms).toContainEqual({ coefficient: "3", powers: { N: 2, T: 1, t_1: 1, t_2: 1 } });
    expect(
      value.certificate.checks.some(
        ({ name, passed }: { name: string; passed: boolean }) => name === "closed form" && passed,
      ),
    ).toBe(true);
    const genus = await json(words("scaling --series 2 --genus 2"));
    expect(genus.value.series[2].terms).toEqual([{ coefficient: "7", powers: { N: 1, T: 1, t_3: 1 } }]);
    expect((await oneovern(words("scaling --series 3 --genus every"))).stdout).toContain("every genus");
  });

  test("the same by its request, in every command", async () => {
    expect((await oneovern(["expand", "scaling through order 2"])).stdout).toContain("3 N² T t₁ t₂");
    const { stdout } = await oneovern(["table", "scaling at order 2"]);
    expect(stdout).toMatch(/L1-1\.3210 +07 16 25 34 +\+1 +N T t₁³ +ns +itself/);
    expect((await oneovern(["certify", "scaling through order 4"])).stdout).toMatch(/all \d+ checks passed/);
    const count = await json(["count", "scaling at order 8"]);
    expect(count.value.orders[0]).toEqual({
      order: 8,
      L2: "43263",
      L3: "403788",
      withoutRungs: "33649",
      weighted: "490314",
    });
    const ids = (await oneovern(["diagrams", "scaling at order 3", "--format", "id"])).stdout.trim().split("\n");
    expect(ids).toHaveLength(44);
    const shards = await Promise.all(
      [1, 2, 3].map((i) => oneovern(["diagrams", "scaling at order 3", "--format", "id", "--shard", `${i}/3`])),
    );
    expect(shards.flatMap(({ stdout: part }) => part.trim().split("\n")).sort()).toEqual([...ids].sort());
    for (const id of ids.slice(0, 5)) expect((await json(["explain", id])).value.id).toBe(id);
    expect((await oneovern(["explain", "L1-1.1010", "--format", "svg"])).stderr).toMatch(/no diagram of scaling laws/);
    expect((await oneovern(["explain", "L1-1.1230"])).code).toBe(2);
    for (const format of ["text", "latex", "markdown", "csv", "json"])
      for (const command of ["table", "expand"])
        expect((await oneovern([command, "scaling through order 2", "--format", format])).code, format).toBe(0);
  });

  test.each([
    ["expand", "scaling", /scaling laws of which order\?/],
    ["expand", "scaling at 2 loops", /"at 2 loops" says nothing of scaling laws/],
    ["expand", "V_4 at order 3", /"at order 3" is said of scaling laws/],
    ["expand", "scaling at order 2 at order 3", /says again/],
    ["expand", "scaling at order 40", /expected order 12 at most/],
    ["count", "scaling at order 2 at genus 1", /no count by formula/],
    ["evaluate", "scaling at order 2", /does not compute this of scaling laws/],
    ["code", "scaling at order 2", /expected scaling, for the solver/],
  ])("%s %s", async (command, request, message) => {
    const more =
      command === "evaluate"
        ? words("--activation tanh --C-W 1 --width 10 --depth 3")
        : command === "code"
          ? ["--target", "python"]
          : [];
    const { code, stderr, stdout } = await oneovern([command, request, ...more]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });
});

describe("explain and duality", () => {
  test("the steps, with what they come to", async () => {
    const { code, stdout } = await oneovern(["scaling", "explain"]);
    expect(code).toBe(0);
    expect(stdout).toContain("P = L1 + 2 L2 + L3' = D (S − S₂)");
    expect(stdout).toContain("det(1 - K) = 1 − S²/(N T) + 2 S S₂/(N T) − S₂/N − S₂/T = 1/R");
    const { value } = await json(["scaling", "explain"]);
    expect(value.ladders.map(({ word }: { word: string }) => word).slice(0, 6)).toEqual([
      "n",
      "s",
      "nn",
      "ns",
      "sn",
      "ss",
    ]);
    expect((await oneovern(words("scaling explain --format html"))).stdout).toContain("<svg");
  });

  test("pairs of diagrams, and one draw to the last digits", async () => {
    const { value } = await json(words(`scaling duality ${table} --series 3`));
    expect(value.pairs.filter(({ selfDual }: { selfDual: boolean }) => selfDual).length).toBeGreaterThan(4);
    const [own, dual] = value.draw.loss;
    expect(Math.abs(own / dual - 1)).toBeLessThan(1e-12);
  });
});

describe("simulate", () => {
  test("the line of the contract: planar, with 1/N, and a measurement that tells them apart", () => {
    const { code, stdout } = shell(`oneovern scaling ${table} simulate`);
    expect(code).toBe(0);
    const [, planar, z, corrected, , , own] = (
      /^test loss +(\S+) +(\S+) +(\S+) +(\S+) +(\S+) +\S+ +(-?[\d.]+)$/m.exec(stdout) ?? []
    ).map(Number) as [unknown, number, number, number, number, number, number];
    expect([planar, corrected]).toEqual([0.619467, 0.64467]);
    expect(z).toBeGreaterThan(4);
    expect(Math.abs(own)).toBeLessThan(3.5);
    expect(stdout).toMatch(/theory with the 1\/N term and simulation agree/);
    expect(stdout).toMatch(/the planar limit alone.*DISAGREES/s);
  });

  test("where the mean has no bound the size of the error makes nothing agree", () => {
    const outcome = shell("oneovern scaling --N 20 --T 21 --M 60 --alpha 0.7 simulate --samples 40");
    expect(outcome.code).toBe(3);
    expect(outcome.stdout).toMatch(/no test: the 1\/N term is no small part/);
  });

  test("the same bytes whatever the threads; nothing to test is answered by 3", () => {
    const [one, two, other] = ["--threads 1", "--threads 2", "--threads 2 --seed 2"].map((more) =>
      shell(`oneovern scaling ${table} simulate --samples 100 ${more} --json`),
    );
    expect(one?.stdout).toBe(two?.stdout);
    expect(other?.stdout).not.toBe(one?.stdout);
    expect(shell(`oneovern scaling --N 3 --T 4 --M 20 --alpha 0.7 --gamma 0.05 simulate --samples 1000`).code).toBe(3);
  });

  test("a sweep with its picture, whole or not at all", () => {
    const folder = temporaryFolder();
    const { code, stdout } = shell(
      "oneovern scaling --sweep N=8..40:3 --curves T=15,30 --M 60 --alpha 0.7 --gamma 0.05 simulate --samples 40 --plot sweep.svg",
      folder,
    );
    expect([0, 3]).toContain(code);
    expect(stdout).toMatch(/T = 15\n/);
    const svg = readFileSync(join(folder, "sweep.svg"), "utf8");
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain("T = 30");
    const failed = shell("oneovern scaling --sweep N=8..40 --M 60 --alpha 0.7 --plot none.svg", folder);
    expect(failed.code).toBe(2);
    expect(existsSync(join(folder, "none.svg"))).toBe(false);
  });
});

describe("bad input", () => {
  test.each([
    ["--N 0 --T 20 --M 60 --alpha 0.7", /whole number from 1/],
    ["--N 2.5 --T 20 --M 60 --alpha 0.7", /whole number from 1/],
    ["--T 20 --M 60 --alpha 0.7", /no N\nexpected --N/],
    ["--T 20 --M 60 --alpha 0.7 --cost 900", /no N\nexpected --N/],
    ["--N 10 --T 20 --alpha 0.7", /no M\nexpected --M/],
    ["--N 10 --T 20 --M 60", /no spectrum\nexpected --alpha and --M/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --gamma -1", /gamma = -1\nexpected a number, 0 or more/],
    [
      "--N 10 --T 20 --M 60 --alpha -0.2",
      /alpha = -0\.2: .*no scaling law\nexpected a positive alpha; at finite M such a spectrum still makes sense/s,
    ],
    ["--N 20 --T 20 --M 60 --alpha 0.7", /N = T = 20 at gamma = 0: the loss diverges/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --sigma-w 0", /sigma_w = 0/],
    ["--N 10 --T 20 --M 60 --alpha 400", /smallest eigenvalue is no positive double/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --order 2", /no later order is known/],
    [
      "--N 10 --T 20 --M 60 --alpha 0.7 --genus 1",
      /--genus says nothing about the test loss of a model\nexpected it with --series/,
    ],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --plot x.svg", /--plot says nothing about the test loss of a model/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --samples 100", /--samples says nothing/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --optimal-ridge --gamma 1", /--optimal-ridge looks for gamma/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --ensemble 2 --bagging 2", /--ensemble and --bagging/],
    ["--sweep N=10..5 --T 20 --M 60 --alpha 0.7", /the smaller first/],
    ["--sweep Q=10..50 --T 20 --M 60 --alpha 0.7", /Expected a range of N, T or gamma/],
    ["train --N 10", /"train" is nothing that scaling does\nexpected explain, duality, simulate/],
    ["explain --standalone", /--standalone goes with --format latex/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --lambda 1e300", /lambda = 1e\+300\nexpected a number between 1e-100 and 1e100/],
    ["--N 10 --T 20 --M 60 --alpha 0.7 --kinks 0", /kinks and no activation/],
    ["--sweep N=10..50:1 --T 20 --M 60 --alpha 0.7 --gamma 1", /places to draw at/],
    ["--sweep N=10..50:7 --T 20 --M 60 --alpha 0.7 --gamma 1", /nothing is drawn/],
    ["--sweep N=10..1000 --T 100 --M 10000000 --alpha 0.7 --max-minutes 1", /would take/],
    ["duality --seed 3", /a draw of which model/],
    ["--series 30", /expected order 12 at most/],
    ["duality --series 9", /expected an order from 1 to 5/],
  ])("scaling %s", async (line, message) => {
    const { code, stdout, stderr } = await oneovern(["scaling", ...words(line)]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });
});
