import { ecmascriptModule, ecmascriptTensors, ecmascriptWords } from "../ecmascript.js";
import type { Target } from "../target.js";

/** Strict TypeScript without an import. */
export const target: Target = {
  name: "typescript",
  extension: "ts",
  reserved: ecmascriptWords,
  identifier: /^[A-Za-z_$][\w$]*$/,
  spelt: (name) => name,
  write: (module) => ecmascriptModule(module, true),
  writeTensors: (module) => ecmascriptTensors(module, true),
};
