import { type Monomial, monomial, multiplyMonomials, type Polynomial, toPlain } from "../../algebra/polynomial.js";
import type { ScalingResummation } from "../../answer/scaling/resummation.js";
import { version } from "../../foundation/version.js";
import { monomialText, type Notation, signedTerms } from "../../notation/notation.js";
import { ascii, tex, unicode } from "../../notation/notations.js";
import { type ScalingDiagram, scalingId } from "../../theory/scaling/diagram.js";
import type { Transition } from "../../theory/scaling/resummation.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { wrapPieces } from "../layout.js";
import { remark } from "../numbers.js";
import { certificateReport } from "../text.js";
import { illustratedHtml, illustratedLatex, type Piece } from "./illustrated.js";

/* The product of `scaling explain`: the sum over all planar diagrams, step by step, each with the diagrams that show it. */

/** A sum, what all its terms have in common before a bracket or below a fraction line. */
function spelt(p: Polynomial, notation: Notation): string {
  const plain = signedTerms(p, notation).join(" ");
  if (p.size < 2) return plain;
  const list = [...p.values()].map(({ monomial: own }) => own);
  const [first, ...others] = list as [Monomial, ...Monomial[]];
  const common = first.factors.filter(({ symbol, power }) =>
    others.every(({ factors }) => factors.some((factor) => factor.symbol === symbol && factor.power === power)),
  );
  if (common.length === 0) return plain;
  const inverse = monomial(common.map(({ symbol, power }) => [symbol, -power]));
  const rest = signedTerms(
    new Map(
      [...p.values()].map(({ coefficient, monomial: own }) => {
        const divided = multiplyMonomials(own, inverse);
        return [divided.key, { coefficient, monomial: divided }];
      }),
    ),
    notation,
  ).join(" ");
  const part = (sign: 1 | -1) =>
    monomial(common.flatMap(({ symbol, power }) => (sign * power > 0 ? [[symbol, sign * power] as const] : [])));
  const [above, below] = [part(1), part(-1)];
  const product = above.factors.length === 0 ? `(${rest})` : `${monomialText(above, notation)} (${rest})`;
  return below.factors.length === 0
    ? product
    : notation.fraction(product, monomialText(below, notation), below.factors.length);
}

/** A formula in TeX and as text. */
const formula = (texts: readonly string[], lines: readonly string[]): Piece => ({
  kind: "formula",
  tex: texts.join(" \\\\\n"),
  text: lines.join("\n"),
});

const behind = { start: ["behind Lambda, or behind a block s", "y_s"], n: ["behind a block n", "y_n"] } as const;
const shownState = (state: "start" | "n"): string => behind[state][1];

/** y_s = ..., from the transitions out of a state. */
function stateEquation(list: readonly Transition[], from: "start" | "n", notation: Notation): string {
  const terms = list
    .filter((transition) => transition.from === from)
    .map(({ to, weight }) => {
      const text = spelt(weight, notation);
      return to === "end" ? text : `${text}${notation === tex ? "\\, " : " "}${shownState(to)}`;
    });
  return `${shownState(from)} = ${terms.join(" + ")}`;
}

const shown = (diagrams: readonly ScalingDiagram[], said?: (diagram: ScalingDiagram) => string): Piece => ({
  kind: "diagrams",
  diagrams: diagrams.map((diagram) => ({ diagram, ...(said === undefined ? {} : { said: said(diagram) }) })),
});

/** The steps. */
function piecesOf({
  rainbows,
  chains,
  withoutRungs,
  transitions,
  ladders,
  ladder,
  provedThrough,
}: ScalingResummation): Piece[] {
  const { numerator, determinant, withoutRungs: bias } = ladder;
  const text = (words: string): Piece => ({ kind: "text", text: words });
  const heading = (words: string): Piece => ({ kind: "heading", text: words });
  const words = ladders.flatMap(({ word, diagrams }) => diagrams.slice(0, 1).map((diagram) => ({ word, diagram })));
  return [
    heading("1. Rainbows"),
    text(
      "On a face of a neuron's index arcs of u stand side by side, and beneath each is a stretch of a latent face; on a face of a sample's index arcs of x do. What stands beneath a line dresses it: c_u is a line of u with its neuron face, c_x one of x with its sample face, without its lambda_I. Every arc closes on the same sum S, over its own line:",
    ),
    formula(
      [
        ...rainbows.map(
          ({ line, closed }) =>
            `\\text{an arc on the face of } ${line.name}\\text{: } -${spelt(closed, tex)}, \\qquad ${line.name} = ${line.name === "c_u" ? "N" : "T"}/(1 + S/${line.name})`,
        ),
        "c_u = N - S = \\gamma \\langle \\mathrm{tr}\\, q \\rangle, \\qquad c_x = T - S = \\gamma \\langle \\mathrm{tr}\\, Q \\rangle",
      ],
      [
        ...rainbows.map(
          ({ line, closed }) =>
            `an arc on the face of ${line.name}: -${spelt(closed, ascii)}, so ${line.name} = ${line.name === "c_u" ? "N" : "T"}/(1 + S/${line.name})`,
        ),
        "c_u = N - S = gamma <tr q>,   c_x = T - S = gamma <tr Q>   (units s = 1)",
      ],
    ),
    ...rainbows.map(({ diagrams }) => shown(diagrams)),
    heading("2. Chains"),
    text(
      "Along a latent face arcs of u and of x alternate, and each pair brings - lambda_I c_u c_x/gamma: a geometric series. It cuts the spectrum off at D:",
    ),
    formula(
      [
        "\\frac{1}{D} = \\frac{c_u c_x}{\\gamma}, \\qquad 1 - \\frac{\\lambda_I}{D} + \\frac{\\lambda_I^2}{D^2} - \\dots = \\frac{D}{\\lambda_I + D}, \\qquad S_k = \\sum_I \\Bigl(\\frac{\\lambda_I}{\\lambda_I + D}\\Bigr)^k",
        "\\gamma/s = D\\,(N - S)(T - S)",
      ],
      [
        "1/D = c_u c_x/gamma,   1 - lambda_I/D + ... = D/(lambda_I + D)",
        "S_k = sum_I (lambda_I/(lambda_I + D))^k",
        "gamma/s = D (N - S)(T - S)",
      ],
    ),
    shown(chains),
    heading("3. Without rungs: the bias"),
    text(
      "No line from one side of Lambda to the other: one latent face through Lambda and w, with a chain on either side. All of L1, of 2 L2, and the diagrams of L3 that have no rung:",
    ),
    formula([`P = L_1 + 2 L_2 + L_3' = ${spelt(bias, tex)}`], [`P = L1 + 2 L2 + L3' = ${spelt(bias, unicode)}`]),
    shown(withoutRungs),
    heading("4. Rungs come in blocks"),
    text(
      "Read outward from Lambda, the corners that a rung can come to leave two kinds of blocks: n, two lines of u about a neuron face, and s, two lines of x about a sample face. Between two blocks is a latent face with a chain on either side. With y_s the sum over all that can follow behind Lambda or a block s, and y_n behind a block n:",
    ),
    formula(
      (["start", "n"] as const).map((from) => stateEquation(transitions, from, tex)),
      (["start", "n"] as const).map((from) => stateEquation(transitions, from, unicode)),
    ),
    { kind: "diagrams", diagrams: words.map(({ word, diagram }) => ({ diagram, said: word })) },
    heading("5. The sum"),
    text(
      "The loss is y_s, by Cramer's rule: the numerator is that of the bias, and the determinant has nothing but S, S_2, N and T.",
    ),
    formula(
      [
        `\\det(1 - K) = ${spelt(determinant, tex)} = \\frac{1}{R}`,
        `\\text{loss} = \\frac{${spelt(numerator, tex)}}{\\det(1 - K)} = R\\,(L_1 + 2 L_2 + L_3')`,
      ],
      [
        `det(1 - K) = ${spelt(determinant, unicode)} = 1/R`,
        `loss = ${spelt(numerator, unicode)}/det(1 - K) = R (L1 + 2 L2 + L3')`,
      ],
    ),
    text(
      `Expanded again in s/gamma, each of these is the sum of the diagrams themselves, order by order through order ${provedThrough}.`,
    ),
  ];
}

const title = "The planar test loss of neural scaling laws, resummed";

/** How many diagrams a row of text has. */
function diagramsText(diagrams: readonly { readonly diagram: ScalingDiagram; readonly said?: string }[]): string[] {
  const named = diagrams.map(({ diagram, said }) => `${scalingId(diagram)}${said === undefined ? "" : ` (${said})`}`);
  return wrapPieces(named, terminalColumns - 2, "  ").map((line) => `  ${line}`);
}

function pieceText(piece: Piece, paint: Paint): string[] {
  switch (piece.kind) {
    case "heading":
      return ["", paint("heading", piece.text)];
    case "text":
      return remark(piece.text, unpainted);
    case "formula":
      return ["", ...piece.text.split("\n").map((line) => `    ${line}`), ""];
    case "diagrams":
      return diagramsText(piece.diagrams).map((line) => paint("quiet", line));
    case "pairs":
      return diagramsText(piece.pairs);
  }
}

const resummationText = (found: ScalingResummation, paint: Paint = unpainted): string =>
  [
    paint("title", title),
    ...piecesOf(found).flatMap((piece) => pieceText(piece, paint)),
    "",
    ...certificateReport(found.certificate, paint),
    "",
    ...remark("oneovern explain ID shows one of the diagrams; --format latex or html has their pictures", paint),
    "",
  ].join("\n");

function resummationJson(found: ScalingResummation): string {
  const { rainbows, chains, withoutRungs, transitions, ladders, ladder, certificate } = found;
  const ids = (diagrams: readonly ScalingDiagram[]): string[] => diagrams.map(scalingId);
  return pretty({
    oneovern: version,
    rainbows: rainbows.map(({ face, line, closed, diagrams }) => ({
      face,
      line: line.name,
      closed: toPlain(closed),
      diagrams: ids(diagrams),
    })),
    chains: ids(chains),
    withoutRungs: ids(withoutRungs),
    transitions: transitions.map(({ from, block, to, weight }) => ({ from, block, to, weight: toPlain(weight) })),
    ladders: ladders.map(({ word, diagrams }) => ({ word, diagrams: ids(diagrams) })),
    bias: toPlain(ladder.withoutRungs),
    numerator: toPlain(ladder.numerator),
    determinant: toPlain(ladder.determinant),
    certificate,
  });
}

/** Its formats. */
export const resummationFormats: Formats<ScalingResummation> = {
  text: (found, { paint }) => resummationText(found, paint),
  latex: (found, { standalone = false }) => illustratedLatex(title, piecesOf(found), standalone),
  html: (found) => illustratedHtml(title, piecesOf(found)),
  json: resummationJson,
};
