import type { MathNode } from "mathjs";

/**
 * mathjs's tree of an expression. The library takes most of a second to load, so that is done where the first expression is read; only
 * its parser is used. @throws SyntaxError
 */
export async function parseExpression(text: string): Promise<MathNode> {
  const { parse } = await import("mathjs");
  return parse(text);
}
