// The test command: everything that must hold before a change lands. Each check counts as one, and so does each test;
// the last line says how many passed. Exit code 1 when one did not.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "oneovern-verify-"));
const report = join(folder, "vitest.json");
let [passed, failed] = [0, 0];

function run(name, command, args, expectation = "") {
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? "passed" : "FAILED"}  ${name} (${seconds} s)${expectation}`);
  return status === 0;
}

function check(name, command, args) {
  if (run(name, command, args)) passed++;
  else failed++;
}

check("tools: LaTeX and the like are there", "bash", ["scripts/install-tools.sh"]);
check("build", "npm", ["run", "--silent", "build"]);
check("lint", "npm", ["run", "--silent", "lint"]);
check("types", "npm", ["run", "--silent", "typecheck"]);
check("nothing unused", "npm", ["run", "--silent", "check:unused"]);
check("generated modules are small", "npm", ["run", "--silent", "check:size"]);
check("package: exports and types resolve", "npm", ["run", "--silent", "check:package"]);
check("API documentation without a warning", "npm", ["run", "--silent", "docs"]);

const testsRan = run("tests", "npx", [
  "--no-install",
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
]);
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  passed += numPassedTests;
  failed += numFailedTests + numPendingTests;
  // A file that does not even load has no tests to count.
  if (!testsRan && numFailedTests === 0) failed++;
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
