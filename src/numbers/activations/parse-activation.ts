import type { Activation } from "./activation.js";
import { activationNamed, unknownActivation } from "./activations.js";

/** Looks like a misspelt name, and like no expression. */
const isWord = (text: string): boolean => /^[a-z][a-z_ -]{2,}(?:\([\d.]*\))?$/i.test(text);

/**
 * An activation by name (relu, leaky-relu(0.1), tanh, ...) or by an expression in x ("x + x^2/2").
 * @param kinks where an expression is not smooth, beside the kinks that are found in it
 * @throws UserError naming what is wrong with the text
 */
export async function parseActivation(text: string, kinks: readonly number[] = []): Promise<Activation> {
  const trimmed = text.trim();
  const known = activationNamed(trimmed);
  if (known) return known;
  const { activationOfExpression, isFunctionName } = await import("./expression.js");
  if (trimmed === "" || (isWord(trimmed) && !isFunctionName(trimmed))) throw unknownActivation(text);
  return activationOfExpression(trimmed, kinks);
}
