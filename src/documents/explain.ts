import type { Explanation } from "../answer/explain.js";
import { version } from "../foundation/version.js";
import { signedTerms } from "../notation/notation.js";
import { unicode } from "../notation/notations.js";
import { picture } from "../pictures/characters.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { diagramTikz } from "../pictures/tikz.js";
import { explained, labelsText } from "./explained.js";
import { explanationLatex } from "./explanation-latex.js";
import { explanationHtml } from "./explanation-page.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { wrapPieces } from "./layout.js";
import { plainDiagram } from "./plain.js";
import { preambleRemark } from "./preamble.js";
import { proseText } from "./prose.js";

/* One diagram: its picture, and where each factor of its contribution comes from. */

const columns = terminalColumns;

/** For a terminal, in words and symbols. */
function explanationText(explanation: Explanation, paint: Paint = unpainted): string {
  const { title, id, remarks, factors, functions, labelled, bracket } = explained(explanation);
  const terms = bracket.terms.map(({ text }) => text);
  const front = rowFront(factors.map(({ name, value }) => [name, value.text] as const));
  return [
    ...wrapPieces(`${id}: ${proseText(title)}`.split(" "), columns).map((line) => paint("title", line)),
    ...remarks.map((remark) => paint("quiet", remark)),
    "",
    ...picture(kernelDrawable(explanation.term.diagram)).map((line) => `  ${line}`),
    "",
    ...factors.flatMap(({ name, value, why }) => [
      `${paint("heading", name.padEnd(10))}${value.text}`,
      ...wrapPieces(proseText(why).split(" "), columns - 10).map((line) => paint("quiet", `          ${line}`)),
    ]),
    ...(labelled === undefined
      ? []
      : [
          `${paint("heading", labelled.title.toLowerCase())}, each as the Δ's at j₁|j₂|...`,
          ...wrapPieces(labelsText(labelled), columns - 10).map((line) => paint("quiet", `          ${line}`)),
        ]),
    paint("heading", "vertex functions"),
    ...functions.flatMap(({ name, bracket: own, why }) => [
      ...hanging(
        `  ${name.text} = `,
        own.terms.map(({ text }) => text),
      ),
      paint("quiet", `      ${why}`),
    ]),
    paint("heading", "bracket"),
    ...hanging("  ", terms),
    "",
    paint("heading", "the row"),
    ...hanging(`  ${front}`, terms, front !== "" && terms.length > 1),
    "",
  ].join("\n");
}

/** The factors before the bracket, those that are 1 left out. */
function rowFront(factors: readonly (readonly [name: string, text: string])[]): string {
  const order = ["halves", "j sums", "blobs", "symmetry"];
  const texts = [...factors]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([, text]) => (text === "1" ? [] : [text]));
  return texts.length === 0 ? "" : `${texts.join(" · ")} · `;
}

function hanging(head: string, terms: readonly string[], inParentheses = false): string[] {
  const pieces = [...terms];
  if (inParentheses) {
    pieces[0] = `(${pieces[0]}`;
    pieces[pieces.length - 1] += ")";
  }
  const margin = Math.min([...head].length, 12);
  const wrapped = wrapPieces(pieces, columns - [...head].length);
  return wrapped.map((line, i) => (i === 0 ? head : " ".repeat(margin)) + line);
}

/** The explanation as plain data: the diagram's record with its vertex functions apart. */
const explanationJson = ({ given, term, vertexFunctions }: Explanation): string =>
  pretty({
    oneovern: version,
    given,
    diagram: plainDiagram(term),
    vertexFunctions: vertexFunctions.map(({ p, legs, times, polynomial }) => ({
      p,
      legs,
      times,
      value: signedTerms(polynomial, unicode).join(" "),
    })),
  });

/** Its formats. */
export const explanationFormats: Formats<Explanation> = {
  text: (answer, { paint }) => explanationText(answer, paint),
  latex: (answer, { standalone = false }) => explanationLatex(answer, standalone),
  html: explanationHtml,
  json: explanationJson,
  svg: ({ term }) => diagramSvg(kernelDrawable(term.diagram), { id: term.id }),
  tikz: ({ term }) => `${preambleRemark}\n${diagramTikz(kernelDrawable(term.diagram))}\n`,
};
