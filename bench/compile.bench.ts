import { bench, describe } from "vitest";
import { compile } from "../src/answer/compile.js";
import { standardPasses } from "../src/answer/kernel.js";
import { treeClassesByJSums } from "../src/graphs/counting.js";
import { rootedTrees } from "../src/graphs/trees.js";
import { sumRequest } from "../src/language/support.js";
import { leadingSeries } from "../src/routes/kernel/series.js";

/** V_16, 872 classes: the whole compilation with its certificate, beside each of its parts. */
describe("V_16: where the time goes", () => {
  const request = sumRequest("V_16");
  bench("compile with certificate", () => {
    compile("V_16");
  });
  bench("enumerate only", () => {
    for (const _ of standardPasses().enumerate(request));
  });
  bench("enumerate and weigh", () => {
    const passes = standardPasses();
    for (const found of passes.enumerate(request)) passes.weigh(found);
  });
  bench("generating function only", () => {
    leadingSeries(8);
  });
  bench("counting formula only", () => {
    treeClassesByJSums(8);
  });
});

/** How the enumeration grows: time a class should stay the same. */
describe("classes without weights", () => {
  for (const [k, classes] of [
    [8, 872],
    [10, 11947],
    [11, 45776],
  ] as const)
    bench(`V_${2 * k}: ${classes} classes`, () => {
      let n = 0;
      for (const _ of rootedTrees(k)) n++;
      if (n < classes) throw new Error(`${n} classes`);
    });
});
