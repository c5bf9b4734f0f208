import { type Polynomial, sorted, toPlain } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import type { ActionAnswer, Coupling } from "../../answer/action/action.js";
import { version } from "../../foundation/version.js";
import { monomialText } from "../../notation/notation.js";
import { ascii, texOfAction, unicodeOfAction } from "../../notation/notations.js";
import { braced, raisedPower, subscript } from "../../symbols/spelling.js";
import { kernelOf } from "../../symbols/symbols.js";
import { records } from "../csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { answerPage, htmlEquations } from "../html-table.js";
import { pretty } from "../json.js";
import { sumLines } from "../layout.js";
import { remark } from "../numbers.js";
import { packedTex } from "../template-helpers.js";
import { article, texEscape } from "../tex.js";
import { certificateDocument, certificateLines } from "../text.js";
import { plural } from "../words.js";
import { termsOf, withSigns } from "./spelled.js";

/* The action of a layer as its couplings, order by order. */

/** 1/n′² and so on. */
export const orderUnicode = (order: number): string => `1/n′${raisedPower(order)}`;
/** The same as titles have it: 1/n_{l-1}^2. */
export const orderName = (order: number): string => `1/n_{l-1}${order === 1 ? "" : `^${order}`}`;
const orderTex = (order: number): string => `1/n_{\\ell-1}${order === 1 ? "" : `^${braced(order)}`}`;

/** (φ·φ)^j as text and in TeX; nothing for a constant. */
const fieldsUnicode = (phi: number): string => (phi === 0 ? "1" : phi === 2 ? "φ·φ" : `(φ·φ)${raisedPower(phi / 2)}`);
const fieldsTex = (phi: number): string =>
  phi === 0 ? "" : phi === 2 ? "\\phi\\cdot\\phi" : `(\\phi\\cdot\\phi)^${braced(phi / 2)}`;

/** K, or K₀. */
export const kernelUnicode = ({ about }: Pick<ActionAnswer["request"], "about">): string =>
  about === "K_0" ? "K₀" : "K";

/** Whether e^{-S} is a weight: what is said of the coupling of the most fields. */
export function normalisationRemark({ request, orders }: ActionAnswer): string | undefined {
  const last = orders.at(-1);
  // One order alone is no action, and couplings that are not shown say nothing.
  if (last === undefined || request.orders[0] > 0 || (request.highest !== null && last.order + 1 > request.highest))
    return undefined;
  const isPlain = request.about === "mean" && request.blobs === "full";
  if (last.order === 1)
    return "V₄ > 0, so this quartic coupling is negative: e^{−S} through order 1/n′ has no norm and cannot be sampled. The polynomial weight 1 − S₁ + ... about the Gaussian can be used: oneovern action simulate.";
  if (last.order === 2 && isPlain)
    return "e^{−S} through order 1/n′² has a norm only where 6 V₄² > K V₆, elsewhere its sextic coupling is negative.";
  return `e^{−S} through order ${orderUnicode(last.order)} has a norm only where the coupling of ${fieldsUnicode(2 * (last.order + 1))} is positive.`;
}

/** What of the action is not shown, where its request leaves something out. */
function leftOutRemark({ request, orders }: ActionAnswer): string | undefined {
  const { highest, orders: range, trees } = request;
  const to = range[1];
  const parts = [
    ...(range[0] > 0 ? [`orders below 1/n′${raisedPower(range[0])}`] : []),
    ...(trees ? ["couplings of fewer fields"] : []),
    ...(highest !== null && highest < to + 1 ? [`couplings of more than ${2 * highest} fields`] : []),
  ];
  const later =
    highest !== null && highest > to + 1 && orders.length > 0
      ? `; a coupling of ${2 * highest} fields begins at order 1/n′${raisedPower(highest - 1)}`
      : "";
  return parts.length === 0 && later === ""
    ? undefined
    : `not shown: ${[...parts, "higher orders"].join(", ")}${later}`;
}

const legend = ({ request }: ActionAnswer): string =>
  `φ·φ = Σᵢ φᵢ² over the n neurons of layer l, q for short; n′ = n_{l-1}; ${request.about === "K_0" ? "K₀, K_p" : "K"} and V_2b${request.blobs === "expanded" ? "[p]" : ""} are of layer l`;

function couplingLines({ phi, value }: Coupling): string[] {
  const terms = value.size === 0 ? ["0"] : withSigns(termsOf(value, unicodeOfAction), unicodeOfAction);
  const head = `  ${fieldsUnicode(phi).padEnd(8)}`;
  return sumLines(head, terms, terminalColumns, terminalColumns - 10);
}

/** How many diagrams an order has, and of which kind. */
export const countText = ({ request }: Pick<ActionAnswer, "request">, diagrams: bigint | number): string =>
  plural(diagrams, request.trees ? "tree" : "diagram");

/** What the couplings below are of: S, or the part of it at one order. */
function firstLine(answer: ActionAnswer): string {
  const [from, to] = answer.request.orders;
  if (from > 0)
    return `S${subscript(to)}, the part of S of order ${orderUnicode(to)}: what stands below, each with its fields`;
  const kernel = kernelUnicode(answer.request);
  return `S = φ·φ/(2 ${kernel}) + (n/2) log(2π ${kernel})${answer.orders.length === 0 ? "" : " + what stands below, each with its fields"}`;
}

function expansionText(answer: ActionAnswer, paint: Paint = unpainted): string {
  const { naming, orders, certificate } = answer;
  const [sampling, leftOut] = [normalisationRemark(answer), leftOutRemark(answer)];
  const isListed = orders.every(({ terms }) => terms !== undefined) || answer.request.trees;
  return [
    ...remark(naming.title, (_, text) => paint("title", text)),
    firstLine(answer),
    "",
    ...orders.flatMap(({ order, couplings, diagrams }) => [
      paint("heading", `${orderUnicode(order)}: ${countText(answer, diagrams)}`),
      ...couplings.flatMap(couplingLines),
      "",
    ]),
    ...remark(legend(answer), paint),
    ...(leftOut === undefined ? [] : remark(leftOut, paint)),
    ...(sampling === undefined ? [] : remark(sampling, paint)),
    ...(isListed
      ? []
      : remark(
          "the diagrams are more than the budget (--max-terms) and were counted, not listed: the action is its flow's, proved by moments",
          paint,
        )),
    "",
    ...certificateLines(certificate, paint),
    "",
  ].join("\n");
}

/** About how much of a sum fits on a line beside its fields. */
const widestLine = 40;

/** The lines of an order in TeX: the first with S_p on its left side. */
function orderLinesTex(order: number, couplings: readonly Coupling[]): string[] {
  const lines = couplings
    .filter(({ value }) => value.size > 0)
    .map(({ phi, value }) => {
      const terms = withSigns(termsOf(value, texOfAction), texOfAction);
      if (phi === 0 || terms.length === 1)
        return packedTex(phi === 0 ? terms : [`${terms[0]}\\, ${fieldsTex(phi)}`], widestLine).join(" \\\\\n&\\quad ");
      return `${fieldsTex(phi)} \\Bigl[ ${packedTex(terms, widestLine).join(" \\\\\n&\\qquad ")} \\Bigr]`;
    });
  return lines.map((line, i) =>
    i === 0 ? `S_${braced(order)} ={}& ${line}` : line.startsWith("-") ? `& {}${line}` : `& {}+ ${line}`,
  );
}

const gaussianTex = (answer: ActionAnswer): string =>
  `S_0 ={}& \\frac{\\phi\\cdot\\phi}{2 ${kernelOf(answer.request).name}} + \\frac{n_\\ell}{2} \\log(2\\pi ${kernelOf(answer.request).name})`;

const formulaTex = (answer: ActionAnswer): string[] => [
  "\\begin{align*}",
  [
    ...(answer.request.orders[0] > 0 ? [] : [gaussianTex(answer)]),
    ...answer.orders.flatMap(({ order, couplings }) => orderLinesTex(order, couplings)),
  ].join(" \\\\\n"),
  "\\end{align*}",
];

/** What a fragment says of itself. */
export const writtenBy = (title: string, needs: string): string[] => [
  `% ${title}.`,
  `% Written and certified by oneovern ${version}; needs ${needs}.`,
];

function expansionTex(answer: ActionAnswer, standalone: boolean): string {
  const body = [
    ...writtenBy(answer.naming.title, "amsmath"),
    "% S_p has the power p of 1/n_{l-1}; n_l neurons of layer l; K and V_2b are cumulants of its kernel.",
    ...formulaTex(answer),
  ].join("\n");
  if (!standalone) return `{\\allowdisplaybreaks\n${body}\n}\n`;
  return article(
    titleTex(answer.naming.title),
    [
      "\\allowdisplaybreaks",
      body,
      "",
      "\\medskip\\noindent\\footnotesize $S_p$ has the power $p$ of $1/n_{\\ell-1}$; $\\phi\\cdot\\phi = \\sum_i \\phi_i^2$ over the $n_\\ell$ neurons of layer $\\ell$; $K$ and $V_{2b}$ are cumulants of its kernel.",
    ].join("\n"),
    ["amsmath"],
  );
}

/** A title whose widths and kernels are formulas. */
export const titleTex = (title: string): string =>
  texEscape(title.replaceAll(/1\/n_\{l-1\}(?:\^(\d+))?/g, (_, power?: string) => `@${power ?? "1"}@`))
    .replaceAll(/@(\d+)@/g, (_, power: string) => `$${orderTex(Number(power))}$`)
    .replaceAll("K\\_0", "$K_0$")
    .replaceAll(/\bn neurons/g, "$n_\\ell$ neurons");

/** An align* environment as a formula of Markdown below its title. */
export const formulaMarkdown = (title: string, align: readonly string[]): string =>
  [`# ${title}`, "", "$$", "\\begin{aligned}", ...align.slice(1, -1), "\\end{aligned}", "$$", ""].join("\n");

const expansionMarkdown = (answer: ActionAnswer): string => formulaMarkdown(answer.naming.title, formulaTex(answer));

const expansionHtml = (answer: ActionAnswer): string => {
  const { naming, certificate } = answer;
  const remarks = [leftOutRemark(answer), normalisationRemark(answer)].filter((text) => text !== undefined);
  return answerPage(
    { title: naming.title, legend: [legend(answer), ...remarks], certificate },
    htmlEquations(formulaTex(answer).slice(1, -1)),
  );
};

const expansionCsv = ({ orders }: ActionAnswer): string =>
  records([
    ["order", "phi", "coefficient", "monomial"],
    ...orders.flatMap(({ order, couplings }) =>
      couplings.flatMap(({ phi, value }) =>
        sorted(value).map(({ coefficient, monomial }) => [
          order,
          phi,
          Q.toText(coefficient),
          monomialText(monomial, ascii),
        ]),
      ),
    ),
  ]);

/** The coupling of an order, as JSON output carries it. */
const plainCoupling = (phi: number, order: number, value: Polynomial) => ({ phi, order, terms: toPlain(value) });

/** The request of an action, as JSON output carries it. */
export const plainAction = ({ request, naming }: Pick<ActionAnswer, "request" | "naming">) => ({
  text: naming.text,
  object: request.object,
  highest: request.highest,
  orders: request.orders,
  about: request.about,
  blobs: request.blobs,
  trees: request.trees,
  inputs: request.inputs,
});

/** The couplings of an action, with those of the Gaussian where order 0 is asked for. */
function plainCouplings(answer: ActionAnswer) {
  const { request, orders } = answer;
  const gaussian = { phi: 2, order: 0, terms: [{ coefficient: "1/2", powers: { [kernelOf(request).name]: -1 } }] };
  return [
    ...(request.orders[0] === 0 ? [gaussian] : []),
    ...orders.flatMap(({ couplings }) => couplings.map(({ phi, order, value }) => plainCoupling(phi, order, value))),
  ];
}

/** The record of an action. */
export const actionJson = (answer: ActionAnswer, content: object): string =>
  pretty({
    oneovern: version,
    request: plainAction(answer),
    ...(answer.request.orders[0] > 0 ? {} : { constant: `(n/2) log(2 pi ${kernelOf(answer.request).name})` }),
    ...content,
    couplings: plainCouplings(answer),
    diagramsByOrder: answer.orders.map(({ order, diagrams }) => ({ order, diagrams: String(diagrams) })),
    certificate: answer.certificate,
  });

/** The couplings. */
export const actionExpansion: Formats<ActionAnswer> = {
  text: (answer, { paint }) => expansionText(answer, paint),
  latex: (answer, { standalone = false }) => expansionTex(answer, standalone),
  markdown: expansionMarkdown,
  html: expansionHtml,
  csv: expansionCsv,
  json: (answer) => actionJson(answer, {}),
};

/** The proof alone. */
export const actionCertificate: Formats<ActionAnswer> = {
  text: (answer, { paint }) => certificateDocument(answer, paint),
  json: (answer) => actionJson(answer, {}),
};
