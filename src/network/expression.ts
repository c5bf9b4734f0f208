import { closest } from "fastest-levenshtein";
import type { MathNode } from "mathjs";
import * as Q from "../algebra/rational.js";
import { multiplyUnivariate, powerUnivariate } from "../algebra/univariate.js";
import { UserError } from "../errors.js";
import type { Activation } from "./activation.js";
import { type SmoothFunction, smoothFunctions } from "./activations.js";
import {
  addCoefficients,
  binary,
  constantPart,
  largestPower,
  type Part,
  polynomialOf,
  switched,
  turnsOf,
} from "./expression-parts.js";
import {
  addJets,
  composedJet,
  constantJet,
  divideJets,
  expJet,
  hyperbolicJets,
  logJet,
  multiplyJets,
  padded,
  powerJet,
  scaleJet,
  shiftJet,
  sinCosJets,
  subtractJets,
  variableJet,
} from "./jets.js";
import { parseExpression } from "./mathjs.js";

/*
 * An activation from an expression in x. mathjs reads it, and nothing is ever evaluated by mathjs: the tree is translated here, node by
 * node, into a value and a jet, and what the translation does not know is refused. So an expression has no side effects, no loops, and no
 * name but x, the constants and the functions below.
 */

const longest = 1000;

/** Functions of one argument beside the named activations. */
const functions: { readonly [name: string]: SmoothFunction } = {
  ...smoothFunctions,
  exp: { value: Math.exp, jet: expJet },
  log: { value: Math.log, jet: logJet },
  sqrt: { value: Math.sqrt, jet: (a) => powerJet(a, 0.5) },
  cos: { value: Math.cos, jet: (a) => sinCosJets(a)[1] },
  tan: { value: Math.tan, jet: (a) => divideJets(...sinCosJets(a)) },
  sinh: { value: Math.sinh, jet: (a) => hyperbolicJets(a)[0] },
  cosh: { value: Math.cosh, jet: (a) => hyperbolicJets(a)[1] },
  atan: {
    value: Math.atan,
    jet: (a) =>
      composedJet(Math.atan(a[0] as number), divideJets(constantJet(1, a), shiftJet(multiplyJets(a, a), 1)), a),
  },
  asinh: {
    value: Math.asinh,
    jet: (a) =>
      composedJet(
        Math.asinh(a[0] as number),
        divideJets(constantJet(1, a), powerJet(shiftJet(multiplyJets(a, a), 1), 0.5)),
        a,
      ),
  },
  square: { value: (x) => x * x, jet: (a) => multiplyJets(a, a) },
};

/** Functions with a switch: what they are where it is open and where it is closed. */
const switches = ["abs", "sign", "relu", "heaviside", "max", "min"];

const constants: { readonly [name: string]: number } = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

/** Every name that an expression may use. */
const vocabulary = ["x", ...Object.keys(constants), ...Object.keys(functions), ...switches];

/** How an expression is refused. */
type Refuse = (message: string, expected?: string) => UserError;

/**
 * An activation from an expression in x, such as "x + x^2/2", "sin(x)^2" or "x > 0 ? x : exp(x) - 1". Kinks are found where a switch
 * (abs, max, min, sign, relu, heaviside, a condition) turns, within |x| <= 64; others may be declared.
 * @param kinks where sigma is not smooth, beside what is found
 * @throws UserError naming the part that cannot be used
 */
export async function activationOfExpression(text: string, kinks: readonly number[] = []): Promise<Activation> {
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  const refuse: Refuse = (message, expected = `an expression in x of ${vocabulary.join(", ")}`) =>
    new UserError("activation", `activation "${shown}": ${message}\nexpected ${expected}`);
  if (text.length > longest) throw refuse(`${text.length} characters`, `${longest} characters at most`);
  let tree: MathNode;
  try {
    tree = await parseExpression(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const turns: Part[] = [];
  const whole = translate(tree, turns, refuse, 0);
  if (whole.polynomial !== undefined) return polynomialFrom(shown, whole);
  const places = [...new Set([...kinks, ...turns.flatMap(turnsOf)])].sort((a, b) => a - b);
  const activation: Activation = {
    name: shown,
    value: whole.value,
    taylor: (x, order) => whole.jet(x, order, 1),
    kinks: places.map((at) => ({
      at,
      left: (order) => whole.jet(at, order, -1),
      right: (order) => whole.jet(at, order, 1),
    })),
  };
  const slopes = slopesOf(activation);
  return slopes ? { ...activation, slopes } : activation;
}

function polynomialFrom(name: string, { value, jet, polynomial = [] }: Part): Activation {
  const [constant, slope, ...rest] = polynomial;
  const isLinear = constant !== undefined && Q.isZero(constant) && slope !== undefined && rest.length === 0;
  return {
    name,
    value,
    taylor: (x, order) => jet(x, order, 1),
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

function translate(node: MathNode, turns: Part[], refuse: Refuse, depth: number): Part {
  if (depth > deepest) throw refuse("brackets are nested too deeply", `${deepest} levels at most`);
  const part = (child: MathNode): Part => translate(child, turns, refuse, depth + 1);
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
      return operatorPart(n.op as string, (n.args ?? []).map(part), refuse);
    case "ConditionalNode":
      return conditionalPart(n.condition as MathNode, part(n.trueExpr as MathNode), part(n.falseExpr as MathNode), {
        part,
        turns,
        refuse,
      });
    case "FunctionNode": {
      const name = n.fn?.name ?? String(n.fn);
      requireFunction(name, n.args?.length ?? 0, refuse);
      return functionPart(name, (n.args ?? []).map(part), turns, refuse);
    }
    default:
      throw refuse(`"${String(node).slice(0, 40)}" is not part of a function of x (${node.type})`);
  }
}

function symbolPart(name: string, refuse: Refuse): Part {
  if (name === "x") return { value: (x) => x, jet: variableJet, polynomial: [Q.zero, Q.one] };
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (constant === undefined)
    throw refuse(`no variable "${name}"\ndid you mean: ${closest(name, ["x", ...Object.keys(constants)])}`, "x");
  // pi is not rational: a polynomial in it has no exact coefficients.
  return { value: () => constant, jet: (_, order) => padded([constant], order) };
}

function operatorPart(op: string, args: readonly Part[], refuse: Refuse): Part {
  const [a, b] = args;
  if (a !== undefined && b === undefined) {
    if (op === "+") return a;
    if (op === "-")
      return {
        value: (x) => -a.value(x),
        jet: (x, order, side) => scaleJet(a.jet(x, order, side), -1),
        ...polynomialOf([a], ([p = []]) => p.map(Q.negate)),
      };
  }
  if (a === undefined || b === undefined) throw refuse(`the operator "${op}" is not used here`, "+, -, *, /, ^");
  switch (op) {
    case "+":
      return binary(
        a,
        b,
        (u, v) => u + v,
        addJets,
        (p, q) => addCoefficients(p, q, Q.one),
      );
    case "-":
      return binary(
        a,
        b,
        (u, v) => u - v,
        subtractJets,
        (p, q) => addCoefficients(p, q, Q.rational(-1)),
      );
    case "*":
      return binary(
        a,
        b,
        (u, v) => u * v,
        multiplyJets,
        (p, q) => multiplyUnivariate(p, q),
      );
    case "/":
      return binary(
        a,
        b,
        (u, v) => u / v,
        divideJets,
        (p, q) => {
          const [divisor] = q;
          if (q.length !== 1 || divisor === undefined || Q.isZero(divisor)) return undefined;
          return p.map((c) => Q.divide(c, divisor));
        },
      );
    case "^":
      return powerPart(a, b, refuse);
    default:
      throw refuse(`the operator "${op}" is not used here`, "+, -, *, /, ^, and > or < in a condition");
  }
}

function powerPart(base: Part, exponent: Part, refuse: Refuse): Part {
  const [constant, ...rest] = exponent.polynomial ?? [];
  if (constant !== undefined && rest.length === 0) {
    const power = Q.toNumber(constant);
    if (Math.abs(power) > largestPower)
      throw refuse(`the power ${power} is too high`, `powers from -${largestPower} to ${largestPower}`);
    return {
      value: (x) => base.value(x) ** power,
      jet: (x, order, side) => powerJet(base.jet(x, order, side), power),
      ...(Number.isInteger(power) && power >= 0
        ? polynomialOf([base], ([p = []]) =>
            (p.length - 1) * power > largestPower ? undefined : powerUnivariate(p, power),
          )
        : {}),
    };
  }
  // u^v = exp(v log u): for a base that is positive everywhere, such as 2^x.
  return {
    value: (x) => base.value(x) ** exponent.value(x),
    jet: (x, order, side) => expJet(multiplyJets(exponent.jet(x, order, side), logJet(base.jet(x, order, side)))),
  };
}

/** @throws UserError where there is no such function, or not with so many arguments */
function requireFunction(name: string, args: number, refuse: Refuse): void {
  const names = [...Object.keys(functions), ...switches];
  if (!names.includes(name))
    throw refuse(`no function "${name}"\ndid you mean: ${closest(name, names)}`, names.join(", "));
  const count = name === "max" || name === "min" ? 2 : 1;
  if (args !== count) throw refuse(`${name} has ${args} argument${args === 1 ? "" : "s"}`, `${count} of them`);
}

function functionPart(name: string, args: readonly Part[], turns: Part[], refuse: Refuse): Part {
  const [a, b] = args as [Part, Part | undefined];
  const f = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (f) return { value: (x) => f.value(a.value(x)), jet: (x, order, side) => f.jet(a.jet(x, order, side)) };
  const negative: Part = operatorPart("-", [a], refuse);
  const zero = constantPart(0);
  switch (name) {
    case "abs":
      return switched(a, a, negative, turns);
    case "sign":
      return switched(a, constantPart(1), constantPart(-1), turns);
    case "heaviside":
      return switched(a, constantPart(1), zero, turns);
    case "relu":
      return switched(a, a, zero, turns);
    default: {
      const other = b as Part;
      const difference = operatorPart("-", [a, other], refuse);
      return name === "max" ? switched(difference, a, other, turns) : switched(difference, other, a, turns);
    }
  }
}

function conditionalPart(
  condition: MathNode,
  positive: Part,
  negative: Part,
  { part, turns, refuse }: { part: (node: MathNode) => Part; turns: Part[]; refuse: Refuse },
): Part {
  const { type, op, args, content } = condition as MathNode & { op?: string; args?: MathNode[]; content?: MathNode };
  if (type === "ParenthesisNode")
    return conditionalPart(content as MathNode, positive, negative, { part, turns, refuse });
  const [left, right] = args ?? [];
  if (type !== "OperatorNode" || !op || !/^[<>]=?$/.test(op) || left === undefined || right === undefined)
    throw refuse(`"${String(condition)}" is no condition`, "a comparison such as x > 0");
  const difference = operatorPart("-", [part(left), part(right)], refuse);
  return op.startsWith(">")
    ? switched(difference, positive, negative, turns)
    : switched(difference, negative, positive, turns);
}
