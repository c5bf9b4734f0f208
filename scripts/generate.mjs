// Writes the committed evaluators of generated/ with the built compiler: npm run generate. A test does the same and
// compares, so they are always what this version writes.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, targetNamed } from "../dist/index.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../generated");

for (const request of ["K", "V_4", "V_6", "V_8", "V_10", "V_12"])
  writeFileSync(join(folder, `${request}.ts`), await targetNamed("typescript").module(compile(request)));
