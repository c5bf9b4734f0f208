import { bench, describe } from "vitest";
import { compile } from "../src/answer/compile.js";
import { diagramClasses } from "../src/graphs/classes.js";
import { loopClassesByJSums } from "../src/graphs/counting-loops.js";
import { loopSeries } from "../src/routes/kernel/loop-series.js";

/** Orders beyond leading: the compilation with its certificate, beside its parts. */
describe.each([
  [4, 1],
  [4, 2],
  [6, 1],
] as const)("V_2k at L loops, (k; L) = (%i; %i)", (k, loops) => {
  bench("compile with certificate", () => {
    compile(`V_${2 * k} at ${loops} loops`);
  });
  bench("enumerate only", () => {
    for (const _ of diagramClasses({ k, order: loops }));
  });
  bench("cumulants of powers of the kernel only", () => {
    loopSeries(k, loops);
  });
  bench("Burnside's lemma only", () => {
    loopClassesByJSums(k, loops);
  });
});
