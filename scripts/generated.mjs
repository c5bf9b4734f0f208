// What generated/ holds: a module for each of these requests and steps, and an index with one export each.
import { codeOf, stepAnswer, targetNamed } from "../dist/code.js";
import { compile } from "../dist/index.js";

const requests = [
  ["K", "K"],
  ["K_through_3_loops", "K through 3 loops"],
  ["V_4", "V_4"],
  ["V_4_through_2_loops", "V_4 through 2 loops"],
  ["V_6", "V_6"],
  ["V_6_through_1_loop", "V_6 through 1 loop"],
  ["V_8", "V_8"],
  ["V_8_through_1_loop", "V_8 through 1 loop"],
  ["V_10", "V_10"],
  ["V_12", "V_12"],
];

const steps = [
  ["step_V_4_through_2_loops", { highest: 2, orders: 2 }],
  ["step_V_6_through_1_loop", { highest: 3, orders: 1 }],
  ["step_V_8", { highest: 4, orders: 0 }],
  ["step_V_8_through_1_loop", { highest: 4, orders: 1 }],
  ["step_V_12", { highest: 6, orders: 0 }],
];

const typescript = targetNamed("typescript");

/** The files of generated/ with their texts. */
export function generatedModules() {
  const modules = [
    ...requests.map(([name, request]) => ({ name, text: codeOf(compile(request), typescript) })),
    ...steps.map(([name, extent]) => ({ name, text: codeOf(stepAnswer(extent), typescript) })),
  ];
  return [
    ...modules.map(({ name, text }) => ({ file: `${name}.${typescript.extension}`, text })),
    { file: "index.ts", text: indexOf(modules) },
  ];
}

const indexOf = (modules) => `/**
 * The modules that the compiler wrote, one export each.
 *
 * Written by npm run generate; do not edit.
 */

${modules.map(({ name }) => `export * as ${name} from "./${name}.js";`).join("\n")}
`;
