import { isCoefficient, printRequest, type SumRequest } from "../../language/request.js";
import { inputsTex, inputsText } from "../../notation/inputs.js";
import type { LeftSide, Naming } from "../../notation/naming.js";
import type { Spelled } from "../../notation/notation.js";
import { loopText } from "../../notation/orders.js";
import { coefficientName, coefficientTex, cumulantName, cumulantTex } from "../../symbols/cumulants.js";
import { braced } from "../../symbols/spelling.js";
import { legendOf } from "./legend.js";

/* What the sums of V_2k and K are called. */

/** How all that is written of a request calls it. */
export const namingOf = (request: SumRequest): Naming => ({
  text: printRequest(request),
  title: titleOf(request),
  subject: subjectOf(request),
  leftSide: leftSide(request),
  quantity: quantityName(request),
  ...(isCoefficient(request) ? { coefficient: coefficientOf(request) } : {}),
  functionName: functionName(request),
  legend: legendOf(request),
});

/** What the rows add up to, as an equation's left side: "V_8^(l) / (C_W^4 n^3)". */
function leftSide(request: SumRequest): LeftSide {
  const [from, to] = request.loops;
  if (isCoefficient(request)) return wholeLeftSide(request, to);
  const whole = wholeLeftSide(request);
  if (from === 0 || from !== to) return whole;
  // One order alone is a part of the left side.
  return {
    ...whole,
    text: `the ${from}-loop part of ${whole.text}`,
    ascii: `the ${from}-loop part of ${whole.ascii}`,
    latex: `\\left. ${whole.latex} \\right|_{\\text{${loopText(from)}}}`,
  };
}

/** The left side of the full quantity, or of one coefficient of its series in 1/n_{l-1}. */
function wholeLeftSide(request: SumRequest, order?: number): LeftSide {
  const { object, k, widths } = request;
  const n = widths === "equal" ? { ascii: "n", latex: "n" } : { ascii: "n_{l-1}", latex: "n_{\\ell-1}" };
  const power = k - 1 + (order ?? 0);
  const inputs = inputsText(request);
  if (object === "K" && !order) {
    const index = order === 0 ? "_0" : "";
    return {
      text: `(K${index}^(l)${inputs} − C_b) / C_W`,
      ascii: `(K${index}^(l)${inputs} - C_b) / C_W`,
      latex: `\\frac{K${index}^{(\\ell)}${inputsTex(request)} - C_b^{(\\ell)}}{C_W^{(\\ell)}}`,
      dividedBy: "C_W",
    };
  }
  const name = {
    ascii: `${order === undefined ? cumulantName(k) : coefficientName({ k, p: order })}^(l)`,
    latex: order === undefined ? cumulantTex(k, "(\\ell)") : coefficientTex({ k, p: order }),
  };
  const raised = power === 1 ? "" : `^${power}`;
  const weights = k === 1 ? "C_W" : `C_W^${k}`;
  const texWeights = k === 1 ? "C_W^{(\\ell)}" : `(C_W^{(\\ell)})^${braced(k)}`;
  return {
    text: `${name.ascii}${inputs} / (${weights} n${raised})`,
    ascii: `${name.ascii}${inputs} / (${weights} ${n.ascii}${raised})`,
    latex: `\\frac{${name.latex}${inputsTex(request)}}{${texWeights} \\, ${n.latex}${power === 1 ? "" : `^${braced(power)}`}}`,
    dividedBy: weights,
  };
}

/**
 * The name of the number that a request computes: V_4; of one order alone, a part of that: "the 1-loop part of V_4", or
 * where it is a coefficient of a series, that coefficient with its power of 1/n: V_4[1]/n_{l-1}.
 */
function quantityName(request: SumRequest): string {
  const [from, to] = request.loops;
  const name = `${cumulantName(request.k)}${inputsText(request)}`;
  if (isCoefficient(request)) {
    const n = request.widths === "equal" ? "n" : "n_{l-1}";
    return `${coefficientOf(request)}${to === 0 ? "" : `/${n}${to === 1 ? "" : `^${to}`}`}`;
  }
  return from === 0
    ? name
    : from === to
      ? `the ${from}-loop part of ${name}`
      : `the part of ${name} from ${from} to ${loopText(to)}`;
}

/** A coefficient of a series in 1/n_{l-1}: K_1, V_4[1], with the request's inputs. */
function coefficientOf(request: SumRequest): string {
  const [, order] = request.loops;
  return `${coefficientName({ k: request.k, p: order })}${inputsText(request)}`;
}

/** What code calls the number that a request computes: V_4, of a part V_4_1_loop, of a coefficient K_1 or V_4_1. */
function functionName(request: SumRequest): string {
  const [from, to] = request.loops;
  const name = cumulantName(request.k);
  if (to === 0 || from !== to) return name;
  return isCoefficient(request) ? `${name}_${to}` : `${name}_${to}_loop${to === 1 ? "" : "s"}`;
}

/** The title of whatever is said of a request. */
const titleOf = (request: SumRequest): string =>
  `${printRequest(request)}${request.loops[1] === 0 ? ", leading order" : ""}${request.externals === null ? ", one input" : ""}`;

/** The name of what a request computes. */
function subjectOf(request: SumRequest): Spelled {
  const { k } = request;
  const name = `${cumulantName(k)}${inputsText(request)}`;
  const latex = `${cumulantTex(k)}${inputsTex(request)}`;
  return { text: name, latex, ascii: name };
}
