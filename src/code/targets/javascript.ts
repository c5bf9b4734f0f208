import { ecmascriptModule, ecmascriptNoCode, isReservedWord } from "../ecmascript.js";
import { ecmascriptRoutines } from "../ecmascript-routines.js";
import { ecmascriptTensors } from "../ecmascript-tensors.js";
import type { Target } from "../target.js";

/** An ECMAScript module, its types in its comments. */
export const target: Target = {
  name: "javascript",
  extension: "js",
  reserved: isReservedWord,
  noCode: ecmascriptNoCode,
  identifier: /^[A-Za-z_$][\w$]*$/,
  spelt: (name) => name,
  write: (module) => ecmascriptModule(module, false),
  writeTensors: (module) => ecmascriptTensors(module, false),
  writeRoutine: (module) => ecmascriptRoutines(module, false),
};
