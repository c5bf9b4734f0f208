import * as Q from "../algebra/rational.js";
import { type Dialect, dialect, docComment, quotedList } from "./ecmascript.js";
import { formulaLines } from "./evaluator-module.js";
import { broken } from "./infix.js";
import { doubleLiteral } from "./names.js";
import { type TensorElement, type TensorModule, type TensorProduct, tensorHeader } from "./tensor-module.js";

/* Modules for general inputs in JavaScript and TypeScript: products of tensors as loops over pairs of inputs. */

/** A module of a sum over products of tensors. */
export function ecmascriptTensors(module: TensorModule, isTyped: boolean): string {
  const js = dialect(isTyped);
  const { name, leftSide, formula, inputs, products } = module;
  const tensors = inputs.filter(({ rank }) => rank > 0);
  const typeOf = (rank: number): string => (rank === 0 ? "number" : "ArrayLike<number>");
  const lines = [
    ...docComment(tensorHeader(module)),
    "",
    "/** The names of the inputs, in order. */",
    `export const symbols = ${quotedList(inputs)}${isTyped ? " as const" : ""};`,
    "",
    "/** How many indices each of them has: 0 for a number, else a tensor with so many indices. */",
    `export const ranks = [${inputs.map(({ rank }) => rank).join(", ")}]${isTyped ? " as const" : ""};`,
    "",
    ...(isTyped
      ? [
          `/** The inputs of \`${name}\`, by name. */`,
          "export interface Inputs {",
          "  /** the number of unordered pairs of inputs of layer l-1, N (N + 1) / 2 */",
          "  readonly pairs: number;",
          ...inputs.flatMap(({ variable, rank, meaning }) => [
            `  /** ${meaning} */`,
            `  readonly ${variable}: ${typeOf(rank)};`,
          ]),
          "}",
        ]
      : docComment([
          "@typedef {object} Inputs",
          "@property {number} pairs the number of unordered pairs of inputs of layer l-1, N (N + 1) / 2",
          ...inputs.map(({ variable, rank, meaning }) => `@property {${typeOf(rank)}} ${variable} ${meaning}`),
        ])),
    "",
    ...docComment([
      ...formulaLines({ leftSide, lines: formula }),
      "",
      ...(isTyped ? [] : ["@param {Inputs} inputs", "@returns {number}"]),
      "@throws RangeError when a tensor has not as many entries as its indices say",
    ]),
    `export function ${name}(inputs${js.type("Inputs")})${js.type("number")} {`,
    ...tensors.map(
      (input) =>
        `  requireEntries(${JSON.stringify(input.name)}, inputs.${input.variable}, inputs.pairs ** ${input.rank});`,
    ),
    `  return ${broken(products.map((_, i) => `term${i + 1}(inputs)`).join(" + "), 100, "    ")};`,
    "}",
    "",
    ...docComment([
      "The same from the values of `symbols`, in their order: numbers, and tensors for those with indices.",
      ...(isTyped
        ? []
        : ["@param {number} pairs", "@param {(number | ArrayLike<number>)[]} values", "@returns {number}"]),
    ]),
    `export function evaluate(pairs${js.type("number")}, values${js.type("readonly (number | ArrayLike<number>)[]")})${js.type("number")} {`,
    "  if (values.length !== symbols.length) {",
    `    throw new RangeError(\`\${values.length} values for \${symbols.length} symbols: \${symbols.join(", ")}\`);`,
    "  }",
    `  return ${name}({`,
    "    pairs,",
    ...inputs.map(
      ({ variable, rank }, i) => `    ${variable}: ${isTyped ? `values[${i}] as ${typeOf(rank)}` : `values[${i}]`},`,
    ),
    "  });",
    "}",
    ...(tensors.length === 0
      ? []
      : [
          "",
          `function requireEntries(name${js.type("string")}, tensor${js.type("ArrayLike<number>")}, expected${js.type("number")})${js.type("void")} {`,
          "  if (tensor.length !== expected) {",
          `    throw new RangeError(\`\${name} has \${tensor.length} entries; expected \${expected}\`);`,
          "  }",
          "}",
        ]),
    ...products.flatMap((product, i) => ["", ...productFunction(`term${i + 1}`, product, js)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The function that sums one product of tensors over its indices. */
function productFunction(
  name: string,
  { coefficient, scalars, averages, vertices }: TensorProduct,
  js: Dialect,
): string[] {
  const read = [...scalars, ...averages, ...vertices].map(({ input }) => input.variable);
  const hasIndices = averages.length + vertices.length > 0;
  const front = [
    `${coefficient.num < 0n ? "-" : ""}${doubleLiteral(Q.absolute(coefficient))}`,
    ...scalars.map(({ input, power }) => {
      const repeated = Array.from({ length: Math.abs(power) }, () => input.variable).join(" * ");
      return power < 0 ? `/ ${power < -1 ? `(${repeated})` : repeated}` : `* ${repeated}`;
    }),
  ].join(" ");
  const element = ({ input, indices }: TensorElement): string => js.element(`${input.variable}[${place(indices)}]`);
  const lines = [`const factor0 = ${front};`];
  let depth = 0;
  const indented = (line: string): number => lines.push(`${"  ".repeat(depth)}${line}`);
  // Averages first: their zeros end the loops early.
  averages.forEach((average, i) => {
    for (const index of average.indices) {
      const p = loopVariable(index);
      indented(`for (let ${p} = 0; ${p} < pairs; ${p}++) {`);
      depth++;
    }
    indented(`const factor${i + 1} = factor${i} * ${element(average)};`);
    indented(`if (factor${i + 1} === 0) continue;`);
  });
  indented(`sum += ${[`factor${averages.length}`, ...vertices.map(element)].join(" * ")};`);
  while (depth > 0) {
    depth--;
    indented("}");
  }
  return [
    `function ${name}(inputs${js.type("Inputs")})${js.type("number")} {`,
    `  const { ${[...(hasIndices ? ["pairs"] : []), ...new Set(read)].join(", ")} } = inputs;`,
    "  let sum = 0;",
    ...lines.map((line) => `  ${line}`),
    "  return sum;",
    "}",
  ];
}

/** The variable of a loop over an index: no name of an input and no word of the language. */
const loopVariable = (index: string): string => `p${index}`;

/** The place of an entry in a full tensor, the last index running fastest. */
const place = (indices: readonly string[]): string =>
  indices.map(loopVariable).reduce((text, index) => `${text.includes(" ") ? `(${text})` : text} * pairs + ${index}`);
