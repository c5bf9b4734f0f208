import { ecmascriptModule, ecmascriptNoCode, isReservedWord } from "../ecmascript.js";
import { ecmascriptRoutines } from "../ecmascript-routines.js";
import { ecmascriptTensors } from "../ecmascript-tensors.js";
import type { Target } from "../target.js";

/** Strict TypeScript without an import. */
export const target: Target = {
  name: "typescript",
  extension: "ts",
  reserved: isReservedWord,
  noCode: ecmascriptNoCode,
  identifier: /^[A-Za-z_$][\w$]*$/,
  spelt: (name) => name,
  write: (module) => ecmascriptModule(module, true),
  writeTensors: (module) => ecmascriptTensors(module, true),
  writeRoutine: (module) => ecmascriptRoutines(module, true),
};
