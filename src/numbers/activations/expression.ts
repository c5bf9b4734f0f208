import { closest } from "fastest-levenshtein";
import type { MathNode } from "mathjs";
import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { padded, variableJet } from "../analysis/jets.js";
import { type Activation, signsOfSlopes } from "./activation.js";
import {
  differenceOf,
  functionOf,
  negated,
  type Places,
  powerOf,
  productOf,
  quotientOf,
  sumOf,
} from "./expression-operators.js";
import { constantOf, constantPart, largestPower, nowhere, type Part, switched } from "./expression-parts.js";
import { canonicalName, functions, refusedFunctions } from "./functions.js";
import { parseExpression } from "./mathjs.js";
import { smoothThrough } from "./removable.js";
import { turnsOf } from "./turns.js";

/*
 * An activation from an expression in x. mathjs reads it, and nothing is ever evaluated by mathjs: the tree is
 * translated here, node by node, into a value and a jet, and what the translation does not know is refused. So an
 * expression has no side effects, no loops, and no name but x, the constants and the functions of functions.ts and
 * below.
 */

const longest = 1000;

/** Functions of several arguments: how many. */
const several: { readonly [name: string]: { readonly least: number; readonly most: number; readonly shown: string } } =
  {
    max: { least: 2, most: 16, shown: "max(a, b)" },
    min: { least: 2, most: 16, shown: "min(a, b)" },
    pow: { least: 2, most: 2, shown: "pow(a, b)" },
    clip: { least: 3, most: 3, shown: "clip(a, from, to)" },
    leakyrelu: { least: 2, most: 2, shown: "leaky_relu(a, slope)" },
  };

const constants: { readonly [name: string]: number } = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

/** Functions whose arguments are one or more. */
const functionNames = [...Object.keys(functions), "sqrt", ...Object.keys(several)];

/** Every name that an expression may use. */
const vocabulary = ["x", ...Object.keys(constants), ...functionNames];

/** How an expression is refused. */
type Refuse = (message: string, expected?: string) => UserError;

/**
 * An activation from an expression in x, such as "x + x^2/2", "sin(x)^2" or "x > 0 ? x : exp(x) - 1". Kinks are found
 * where a switch (abs, max, min, sign, relu, heaviside, a condition) turns, and where a root, a logarithm or a divisor
 * is 0, within |x| <= 10^6; others may be declared.
 * @param kinks where sigma is not smooth, beside what is found
 * @throws UserError naming the part that cannot be used
 */
export async function activationOfExpression(text: string, kinks: readonly number[] = []): Promise<Activation> {
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  const refuse: Refuse = (message, expected = `an expression in x of ${vocabulary.join(", ")}`) =>
    new UserError("activation", `activation "${shown}": ${message}\nexpected ${expected}`);
  if (text.length > longest) throw refuse(`${text.length} characters`, `${longest} characters at most`);
  if (nesting(text) > deepest) throw refuse("brackets are nested too deeply", `${deepest} levels at most`);
  let tree: MathNode;
  try {
    tree = await parseExpression(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const places: Places = { turns: [], singular: [] };
  const whole = translate(tree, places, refuse);
  if (whole.polynomial !== undefined) return polynomialFrom(shown, whole);
  const smooth = smoothThrough(shown, whole, kinks, {
    turns: turnsOf(places.turns),
    singular: turnsOf(places.singular),
  });
  const isWaves = whole.waves !== undefined && smooth.kinks.length === 0;
  const activation = isWaves ? { ...smooth, waves: whole.waves } : smooth;
  const slopes = slopesOf(activation);
  return slopes ? { ...activation, slopes, signs: signsOfSlopes(slopes) } : activation;
}

function polynomialFrom(name: string, { value, jet, polynomial = [] }: Part): Activation {
  const [constant, slope, ...rest] = polynomial;
  const isLinear = constant !== undefined && Q.isZero(constant) && slope !== undefined && rest.length === 0;
  return {
    name,
    value,
    taylor: (x, order) => jet(x, order, nowhere),
    kinks: [],
    polynomial,
    ...(isLinear ? { slopes: { left: slope, right: slope } } : {}),
  };
}

/** The slopes of an activation that is a multiple of x on either side of 0, or undefined. */
function slopesOf({ value, taylor, kinks }: Activation): Activation["slopes"] | undefined {
  if (kinks.some(({ at }) => at !== 0) || value(0) !== 0) return undefined;
  const slopeAt = (sign: number): number | undefined => {
    const [, slope = Number.NaN] = taylor(sign, 1);
    const isStraight = [1e-3, 0.3, 1, 2.7, 1e3].every(
      (x) => Math.abs(value(sign * x) - slope * sign * x) <= 1e-13 * Math.abs(slope) * x,
    );
    return isStraight &&
      taylor(sign, 6)
        .slice(2)
        .every((c) => c === 0)
      ? slope
      : undefined;
  };
  const [left, right] = [slopeAt(-1), slopeAt(1)];
  if (left === undefined || right === undefined || !Number.isFinite(left + right)) return undefined;
  return { left: Q.fromNumber(left), right: Q.fromNumber(right) };
}

const deepest = 100;

/** How deep the brackets of a text are nested. */
function nesting(text: string): number {
  let [depth, most] = [0, 0];
  for (const c of text) {
    if (c === "(") depth++;
    if (c === ")") depth--;
    most = Math.max(most, depth);
  }
  return most;
}

function translate(node: MathNode, places: Places, refuse: Refuse): Part {
  const part = (child: MathNode): Part => translate(child, places, refuse);
  // The node types of mathjs by their own names for themselves.
  const n = node as MathNode & {
    value?: unknown;
    name?: string;
    op?: string;
    fn?: MathNode & { name?: string };
    args?: MathNode[];
    content?: MathNode;
    condition?: MathNode;
    trueExpr?: MathNode;
    falseExpr?: MathNode;
  };
  const args = (): Part[] => (n.args ?? []).map(part);
  switch (node.type) {
    case "ParenthesisNode":
      return part(n.content as MathNode);
    case "ConstantNode":
      if (typeof n.value !== "number" || !Number.isFinite(n.value))
        throw refuse(`${typeof n.value === "number" ? n.value : JSON.stringify(n.value)} is no number`);
      return constantPart(n.value);
    case "SymbolNode":
      return symbolPart(n.name as string, refuse);
    case "OperatorNode":
      return { ...operatorPart(n.op as string, args(), places, refuse), text: String(node) };
    case "ConditionalNode": {
      const branches = [part(n.trueExpr as MathNode), part(n.falseExpr as MathNode)] as const;
      return conditionalPart(n.condition as MathNode, branches, { part, places, refuse });
    }
    case "FunctionNode": {
      // Behind a dot a name is a part of what stands before, which functions of x have not.
      const called = n.fn?.type === "SymbolNode" ? (n.fn.name as string) : String(n.fn);
      const name = requireFunction(called, n.args?.length ?? 0, refuse);
      return { ...functionPart(name, args(), places, refuse), text: String(node) };
    }
    default:
      throw refuse(`"${String(node).slice(0, 40)}" is not part of a function of x (${node.type})`);
  }
}

/** Whether a word of an expression names a function. */
export const isFunctionName = (word: string): boolean => functionNames.includes(canonicalName(word));

function symbolPart(name: string, refuse: Refuse): Part {
  if (name === "x") return { value: (x) => x, jet: variableJet, polynomial: [Q.zero, Q.one], text: "x" };
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (constant !== undefined)
    // pi is not rational: a polynomial in it has no exact coefficients.
    return { value: () => constant, jet: (_, order) => padded([constant], order), constant, text: name };
  if (isFunctionName(name))
    throw refuse(
      `${name} is a function, and its arguments stand in brackets`,
      several[canonicalName(name)]?.shown ?? `${name}(x)`,
    );
  throw refuse(`no variable "${name}"\ndid you mean: ${closest(name, ["x", ...Object.keys(constants)])}`, "x");
}

function operatorPart(op: string, args: readonly Part[], places: Places, refuse: Refuse): Part {
  const [a, b] = args;
  if (a !== undefined && b === undefined) {
    if (op === "+") return a;
    if (op === "-") return negated(a);
  }
  if (a === undefined || b === undefined) throw refuse(`the operator "${op}" is not used here`, "+, -, *, /, ^");
  switch (op.replace(/^\./, "")) {
    case "+":
      return sumOf(a, b);
    case "-":
      return differenceOf(a, b);
    case "*":
      return productOf(a, b);
    case "/":
      return quotientOf(a, b, places);
    case "^":
      return checkedPower(a, b, places, refuse);
    default:
      throw refuse(`the operator "${op}" is not used here`, "+, -, *, /, ^, and > or < in a condition");
  }
}

function checkedPower(base: Part, exponent: Part, places: Places, refuse: Refuse): Part {
  const power = constantOf(exponent);
  if (power !== undefined && Math.abs(power) > largestPower)
    throw refuse(`the power ${power} is too high`, `powers from -${largestPower} to ${largestPower}`);
  return powerOf(base, exponent, places);
}

/** The function's own name here; @throws UserError where there is no such function, or not with so many arguments */
function requireFunction(given: string, args: number, refuse: Refuse): string {
  const name = canonicalName(given);
  const refused = Object.hasOwn(refusedFunctions, name) ? refusedFunctions[name] : undefined;
  if (refused !== undefined) throw refuse(refused, functionNames.join(", "));
  if (Object.hasOwn(constants, given) || given === "x")
    throw refuse(`${given}(...) is read as a function`, `${given}*(...)`);
  if (!functionNames.includes(name))
    throw refuse(`no function "${given}"\ndid you mean: ${closest(given, functionNames)}`, functionNames.join(", "));
  const known = Object.hasOwn(several, name) ? several[name] : undefined;
  const { least, most, shown } = known ?? { least: 1, most: 1, shown: `${given}(a)` };
  if (args < least || args > most) throw refuse(`${given} has ${args} argument${args === 1 ? "" : "s"}`, shown);
  return name;
}

function functionPart(name: string, args: readonly Part[], places: Places, refuse: Refuse): Part {
  const [a, b, c] = args as [Part, Part, Part];
  const largest = (u: Part, v: Part): Part => switched(differenceOf(u, v), u, v, places.turns);
  const least = (u: Part, v: Part): Part => switched(differenceOf(u, v), v, u, places.turns);
  switch (name) {
    case "max":
      return args.reduce(largest);
    case "min":
      return args.reduce(least);
    case "clip":
      return least(largest(a, b), c);
    case "pow":
      return checkedPower(a, b, places, refuse);
    case "leakyrelu":
      return switched(a, a, productOf(b, a), places.turns);
    default:
      return functionOf(name, a, places);
  }
}

function conditionalPart(
  condition: MathNode,
  branches: readonly [positive: Part, negative: Part],
  { part, places, refuse }: { part: (node: MathNode) => Part; places: Places; refuse: Refuse },
): Part {
  const { type, op, args, content } = condition as MathNode & { op?: string; args?: MathNode[]; content?: MathNode };
  if (type === "ParenthesisNode") return conditionalPart(content as MathNode, branches, { part, places, refuse });
  const [left, right] = args ?? [];
  if (type !== "OperatorNode" || !op || !/^[<>]=?$/.test(op) || left === undefined || right === undefined)
    throw refuse(`"${String(condition)}" is no condition`, "a comparison such as x > 0");
  const difference = differenceOf(part(left), part(right));
  const [positive, negative] = branches;
  return op.startsWith(">")
    ? switched(difference, positive, negative, places.turns)
    : switched(difference, negative, positive, places.turns);
}
