import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { derivative, symbolsOf } from "../../src/algebra/polynomial.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { expectAgreement, nameOf, pointsOf, requests, sourceOf, spelledOut, sumOf, variablesOf } from "./modules.js";
import { debianPython } from "./tools.js";

/* Modules in Python: plain, with NumPy, and as exact expressions of SymPy. */

describe("python", () => {
  const driver = `
import importlib.util, inspect, json, sys
spec = importlib.util.spec_from_file_location("module", "module.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
assert "numpy" not in sys.modules
points = json.load(sys.stdin)
import numpy as np
function = getattr(module, sys.argv[1])
print(json.dumps({
    "symbols": module.SYMBOLS,
    "values": [module.evaluate(point) for point in points],
    "gradients": [module.gradient(point) for point in points],
    "many": list(module.evaluate_many(points)),
    "arrays": list(function(*np.array(points).T) * np.ones(len(points))),
    "help": [inspect.getdoc(function), inspect.getdoc(getattr(module, sys.argv[1] + "_derivatives"))],
    "arguments": list(inspect.signature(function).parameters),
}))
`;
  test.each(requests)("%s: plain, with NumPy, and its own test", (request) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "module.py"), sourceOf(request, "python", true));
    writeFileSync(join(folder, "driver.py"), driver);
    const sum = sumOf(request);
    const names = symbolsOf(sum).map(({ name }) => name);
    const points = pointsOf(sum);
    const python = (...args: string[]) =>
      execFileSync(debianPython, args, {
        cwd: folder,
        encoding: "utf8",
        input: JSON.stringify(points.map(({ doubles }) => doubles)),
      });
    const found = JSON.parse(python("driver.py", nameOf(request)));
    expect(found.symbols).toEqual(names);
    const [help, ofDerivatives] = found.help;
    for (const argument of found.arguments) expect(help).toContain(`\n${argument}: `);
    expect(help).toContain("or NumPy arrays");
    expect(ofDerivatives).toContain(`The value of ${nameOf(request)} and then its derivatives`);
    points.forEach((point, i) => {
      for (const values of [found.values, found.many, found.arrays]) expectAgreement(values[i], sum, names, point);
      found.gradients[i].forEach((slope: number, j: number) => {
        expectAgreement(slope, derivative(sum, symbolsOf(sum)[j] as never), names, point);
      });
    });
    expect(python("module.py", "--self-test")).toMatch(/^passed: 3 points/);
  });
});

describe("sympy", () => {
  test.each(requests)("%s: the expression is the sum, and its derivatives are the sum's, symbolically", (request) => {
    const folder = temporaryFolder();
    const sum = sumOf(request);
    writeFileSync(join(folder, "module.py"), sourceOf(request, "sympy", true));
    writeFileSync(
      join(folder, "driver.py"),
      `
import re, runpy, sympy, sys
import module
text = re.sub(r"\\((-?\\d+)/(\\d+)\\)", r"Rational(\\1, \\2)", open("sum.txt").read())
sum_ = eval(text, {"Rational": sympy.Rational, **{str(s): s for s in module.SYMBOLS.values()}})
print(sympy.expand(module.${nameOf(request)}() - sum_))
print([sympy.expand(d - sympy.diff(sum_, s)) for d, s in zip(module.derivatives(), module.SYMBOLS.values())])
sys.argv = ["module.py", "--self-test"]
runpy.run_path("module.py", run_name="__main__")
`,
    );
    writeFileSync(join(folder, "sum.txt"), spelledOut(sum, variablesOf(request), "**"));
    const out = execFileSync(debianPython, ["driver.py"], { cwd: folder, encoding: "utf8" });
    const zeros = symbolsOf(sum).map(() => "0");
    expect(out).toBe(`0\n[${zeros.join(", ")}]\npassed: 3 points, exactly\n`);
  });
});
