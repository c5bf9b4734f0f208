import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bench, describe } from "vitest";

/** The built command line (npm run build first) against bare node, as whole processes. */
describe("cold start", () => {
  const binary = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const run = (...args: string[]) => {
    if (spawnSync(process.execPath, args, { stdio: "ignore" }).status !== 0) throw new Error(args.join(" "));
  };
  const options = { iterations: 15, time: 0, warmupIterations: 1, warmupTime: 0 };
  bench("node -e 0", () => run("-e", "0"), options);
  bench("oneovern --version", () => run(binary, "--version"), options);
  bench("oneovern table V_8", () => run(binary, "table", "V_8"), options);
  bench("oneovern table V_8 --format latex", () => run(binary, "table", "V_8", "--format", "latex"), options);
  bench("oneovern table V_16", () => run(binary, "table", "V_16"), options);
});
