import type { ActionExplanation } from "../../answer/action/diagrams.js";
import { UserError } from "../../foundation/errors.js";
import { version } from "../../foundation/version.js";
import { monomialText } from "../../notation/notation.js";
import { unicodeOfAction } from "../../notation/notations.js";
import { picture } from "../../pictures/characters.js";
import { diagramSvg } from "../../pictures/svg.js";
import { diagramTikz } from "../../pictures/tikz.js";
import { raisedPower } from "../../symbols/spelling.js";
import { type ActionTerm, couplingOf } from "../../theory/action/diagrams.js";
import { bilinears, type TraceDiagram, traceId } from "../../theory/action/traces.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { sumLines, wrapPieces } from "../layout.js";
import { preambleRemark } from "../preamble.js";
import { plural } from "../words.js";
import { orderUnicode } from "./couplings.js";
import { plainTrace, termText, unicodeTensors } from "./general.js";
import { drawable, plainRow, productText, vertexNames } from "./rows.js";
import { termsOf, withSigns } from "./spelled.js";

/* One diagram of an action, and where its factors come from. */

const said = (text: string): string[] => wrapPieces(text.split(" "), terminalColumns - 2).map((line) => `  ${line}`);

type OneInput = Extract<ActionExplanation, { readonly inputs: "one" }>;

function oneInputText({ given, term, expansion }: OneInput, paint: Paint): string[] {
  const { diagram, order, loops, automorphisms, blobs } = term;
  const vertices = diagram.vertices.length;
  const powers = Array.from({ length: vertices + 1 }, (_, i) => vertices - i);
  return [
    paint(
      "title",
      `${term.id}: a diagram of the action at order ${orderUnicode(order)}, ${plural(vertices, "vertex", "vertices")}, ${loops === 0 ? "no loop" : plural(loops, "loop")}`,
    ),
    ...(given === term.id ? [] : [paint("quiet", `(${given} is another spelling of the same class)`)]),
    "",
    ...picture(drawable(term)).map((line) => `  ${line}`),
    "",
    paint("heading", `vertices: ${vertexNames(term)}`),
    ...said(
      "A vertex with m legs is the m-th derivative by K of the log of the Gaussian's density, h_m = (−1)^m (m−1)! (n − m q/K)/(2 K^m), q = φ·φ: one part for the fields, one for the determinant. In an action about K₀ the kernel is that.",
    ),
    paint("heading", `blobs: ${monomialText(blobs, unicodeOfAction)}`),
    ...said(
      `The cumulants of the kernel that the legs end on; b legs make V_2b/n′^(b−1)${expansion.about === "K_0" ? ", one leg what the mean has beyond K₀" : ""}: ${plural(diagram.edges.length, "leg")} less ${plural(diagram.blobs.length, "blob")}${expansion.about === "K_0" || expansion.blobs === "expanded" ? ", with the blobs' own orders," : ""} make the order.`,
    ),
    paint("heading", `symmetry: 1/${automorphisms}`),
    ...said(
      `${plural(automorphisms, "permutation")} of vertices, blobs and parallel legs ${automorphisms === 1n ? "changes" : "change"} nothing: |Aut|.`,
    ),
    paint("heading", `adds to S: ${productText(term, { request: { ...anyRequest, ...expansion } }, unicodeOfAction)}`),
    ...powers.flatMap((power) => {
      const value = couplingOf(term.value, power);
      if (value.size === 0) return [];
      const head = `  ${(power === 0 ? "constant" : power === 1 ? "φ·φ" : `(φ·φ)${raisedPower(power)}`).padEnd(9)}`;
      return sumLines(head, withSigns(termsOf(value, unicodeOfAction), unicodeOfAction), terminalColumns);
    }),
    ...said(
      `S is minus the log of the density. With ${plural(vertices, "vertex", "vertices")} it reaches (φ·φ)^${vertices}.`,
    ),
  ];
}

/** A request for nothing but its expansion. */
const anyRequest = {
  object: "action",
  highest: null,
  orders: [0, 0],
  trees: false,
  inputs: "one",
} as const;

function generalText(given: string, term: TraceDiagram, paint: Paint): string[] {
  const fields = bilinears(term);
  const id = traceId(term);
  const kernel = term.blobs.some(({ kind }) => kind === "mean") ? "K₀" : "K";
  const circles = term.circles.map(({ hasFields, blobs }) => {
    const letters = blobs.map((b) => String.fromCharCode(97 + b));
    return hasFields
      ? `tr Q̃ ${letters.map((letter) => `g_${letter}`).join(" Γ ")}`
      : `tr ${letters.map((letter) => `Γ g_${letter}`).join(" ")}`;
  });
  return [
    paint("title", `${id}: a diagram of the action for general inputs at order ${orderUnicode(term.order)}`),
    ...(given === id ? [] : [paint("quiet", `(${given} is another spelling of the same class)`)]),
    "",
    ...term.circles.map(
      ({ hasFields, blobs }) =>
        `  ╭─${[...(hasFields ? ["Q̃"] : []), ...blobs.map((b) => `g_${String.fromCharCode(97 + b)}`)].join("─")}─╮`,
    ),
    "",
    paint("heading", `circles: ${circles.join(", ")}`),
    ...said(
      `Each vertex is a trace of fluctuations g = G − ${kernel}; those with one letter are in one cumulant. Q̃ = Γ Q Γ stands where the fields are, Γ = ${kernel}⁻¹ elsewhere${kernel === "K" ? " (K₀ in an action about K₀)" : ""}.`,
    ),
    paint("heading", `symmetry: 1/${term.automorphisms}`),
    ...said(
      "Turns and reflections of circles without fields, reflections of those with Q̃ (all matrices are symmetric), exchanges of equal circles: those that leave the pattern as it is.",
    ),
    paint(
      "heading",
      `sign and n: ${fields === term.circles.length ? "no factor n" : `n for each of ${plural(term.circles.length - fields, "circle")} without fields`}`,
    ),
    ...said("(−1) for each g, and for each circle with fields; S is minus the log of the density."),
    paint("heading", `adds to S: ${termText(term, unicodeTensors, true)}`),
    ...said("Each slot 1, 2, ... is summed over all inputs."),
  ];
}

/** Its formats; pictures show the graph of a diagram for one input. */
export const actionExplanationFormats: Formats<ActionExplanation> = {
  text: (explanation, { paint = unpainted }) =>
    `${(explanation.inputs === "one" ? oneInputText(explanation, paint) : generalText(explanation.given, explanation.term, paint)).join("\n")}\n`,
  json: (explanation) =>
    pretty({
      oneovern: version,
      ...(explanation.inputs === "one" ? plainRow(explanation.term) : plainTrace(explanation.term)),
    }),
  svg: (explanation) => {
    const term = drawnTerm(explanation);
    return diagramSvg(drawable(term), { id: term.id });
  },
  tikz: (explanation) => `${preambleRemark}\n${diagramTikz(drawable(drawnTerm(explanation)))}\n`,
};

/** The diagram, where it is one that has a picture. @throws UserError for one that is no graph */
function drawnTerm(explanation: ActionExplanation): ActionTerm {
  if (explanation.inputs === "one") return explanation.term;
  throw new UserError("flag", "no picture of traces for general inputs\nexpected --format text or json");
}
