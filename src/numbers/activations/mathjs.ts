import type { MathNode } from "mathjs";

/**
 * Other spellings of operators, each by one of the same length, so that a place in a message is a place in the text.
 */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\*\*/g, "^ "],
  [/[·×⋅]/g, "*"],
  [/[−–]/g, "-"],
];

/**
 * mathjs's tree of an expression; ** is ^, and · and × are *. Its parser is loaded where the first expression is read.
 * @throws SyntaxError
 */
export async function parseExpression(text: string): Promise<MathNode> {
  const { parse } = await import("./mathjs-parser.js");
  return parse(spellings.reduce((rest, [from, to]) => rest.replace(from, to), text));
}
