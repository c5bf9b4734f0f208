// Builds when the sources are newer than what was built. npm runs this after an install, and npx runs it again when it
// first calls a clone's own command: the second time there is nothing to do.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const sources = ["src", "grammar", "generated", "scripts", "package.json", "tsconfig.json", "tsconfig.generated.json"];
const built = "dist/main.js";

const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;

function isStale() {
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(...sources.map(newest)) > builtAt;
}

// The package as it is installed is built, and has nothing to build with; nor has a clone without the development
// dependencies.
if (existsSync("node_modules/esbuild") && isStale())
  process.exitCode = spawnSync("npm", ["run", "build"], { stdio: "inherit" }).status ?? 1;
