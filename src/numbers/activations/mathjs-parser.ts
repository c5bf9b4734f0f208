import { create, type MathNode, parseDependencies } from "mathjs/number";

/*
 * The parser of mathjs alone: what names two of its exports leaves the rest, with its functions and types of numbers,
 * out of the bundle.
 */

/** mathjs's tree of an expression. @throws SyntaxError */
export const parse: (text: string) => MathNode = create(parseDependencies ?? {}).parse;
