import type { RulesAnswer } from "../../answer/action/ghosts.js";
import { version } from "../../foundation/version.js";
import { escapeXml } from "../../foundation/xml.js";
import type { Figure } from "../../pictures/figure.js";
import { figureSvg } from "../../pictures/figure-svg.js";
import { figureTikz } from "../../pictures/figure-tikz.js";
import { fluctuationFigure, loopFigure, propagatorFigure, vertexFigure } from "../../pictures/ghost-figures.js";
import { raisedPower, texPower } from "../../symbols/spelling.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { illustratedHtml, illustratedLatex, type Piece } from "../illustrated.js";
import { pretty } from "../json.js";
import { wrapPieces } from "../layout.js";
import { remark } from "../numbers.js";
import { certificateLines } from "../text.js";
import { ghostStyle } from "./ghosts.js";

/* The Feynman rules of the action of all layers, each with its picture. */

/** A rule: what it is of, as text and in TeX, how a terminal draws it, and its picture. */
interface Rule {
  readonly name: string;
  readonly text: string;
  readonly tex: string;
  readonly characters: string;
  readonly figure?: Figure;
}

function rulesOf({ attachments }: RulesAnswer): Rule[] {
  const sizes = Array.from({ length: attachments }, (_, i) => i + 1);
  const power = (m: number): string => (m === 1 ? "dG Γ" : `(dG Γ)${raisedPower(m)}`);
  const powerTex = (m: number): string => (m === 1 ? "\\delta G\\,\\Gamma" : `(\\delta G\\,\\Gamma)${texPower(m)}`);
  const isMinus = (m: number): boolean => m % 2 === 0;
  return [
    {
      name: "boson propagator",
      text: "<φ_i φ_j> = δ_ij K",
      tex: "\\langle \\phi_i \\phi_j \\rangle = \\delta_{ij} K",
      characters: "───",
      figure: propagatorFigure("boson"),
    },
    {
      name: "ghost propagator",
      text: "<ψ_a ψ̄_b> = δ_ab K,  a, b = 1, ..., n_l/2",
      tex: "\\langle \\psi_a \\bar\\psi_b \\rangle = \\delta_{ab} K, \\quad a, b = 1, \\dots, n_\\ell/2",
      characters: "┄›┄",
      figure: propagatorFigure("ghost"),
    },
    {
      name: "fluctuation",
      text: "dG = (C_W/n_{l-1}) Σ_j Δ_j, a pair of fields of layer l-1",
      tex: "\\delta G = \\frac{C_W}{n_{\\ell-1}} \\sum_j \\Delta_j",
      characters: "~~<",
      figure: fluctuationFigure,
    },
    ...sizes.map((m) => ({
      name: `boson vertex, m = ${m}`,
      text: `${isMinus(m) ? "−" : "+"}(1/2) φ Γ ${power(m)} φ`,
      tex: `${isMinus(m) ? "-" : "+"}\\tfrac12\\, \\phi\\,\\Gamma\\,${powerTex(m)}\\,\\phi`,
      characters: `─${"•".repeat(m)}─`,
      figure: vertexFigure(m, "boson"),
    })),
    ...sizes.map((m) => ({
      name: `ghost vertex, m = ${m}`,
      text: `${isMinus(m) ? "−" : "+"}ψ̄ Γ ${power(m)} ψ`,
      tex: `${isMinus(m) ? "-" : "+"}\\bar\\psi\\,\\Gamma\\,${powerTex(m)}\\,\\psi`,
      characters: `┄›${"•".repeat(m)}┄›`,
      figure: vertexFigure(m, "ghost"),
    })),
    {
      name: "boson vertex, any m",
      text: "−(1/2) (−1)^m φ Γ (dG Γ)^m φ",
      tex: "-\\tfrac12 (-1)^m\\, \\phi\\,\\Gamma\\,(\\delta G\\,\\Gamma)^m\\,\\phi",
      characters: "─•…•─",
    },
    {
      name: "ghost vertex, any m",
      text: "−(−1)^m ψ̄ Γ (dG Γ)^m ψ",
      tex: "-(-1)^m\\, \\bar\\psi\\,\\Gamma\\,(\\delta G\\,\\Gamma)^m\\,\\psi",
      characters: "┄›•…•┄›",
    },
    {
      name: "closed boson loop",
      text: "a factor n_l",
      tex: "n_\\ell",
      characters: "╭─•─╮",
      figure: loopFigure([1], "boson"),
    },
    {
      name: "closed ghost loop",
      text: "a factor −1, and n_l/2 pairs of ghosts",
      tex: "-\\,n_\\ell/2",
      characters: "╭┄›•╮",
      figure: loopFigure([1], "ghost"),
    },
  ];
}

/** Indices below and powers above the line. */
const indicesHtml = (text: string): string =>
  escapeXml(text)
    .replaceAll(/_\{?([\w-]+)\}?/g, "<sub>$1</sub>")
    .replaceAll(/\^(\w+)/g, "<sup>$1</sup>");

/** Words behind a head, further lines below the first word. */
function hanging(head: string, words: readonly string[]): string[] {
  const [first = "", ...rest] = wrapPieces(words, terminalColumns - head.length);
  return [head + first, ...rest.map((line) => " ".repeat(head.length) + line)];
}

const action = {
  text: "S = Σ_l [ (1/2) Σ_i φ_i G⁻¹ φ_i + Σ_a ψ̄_a G⁻¹ ψ_a ],  G = K + dG,  Γ = K⁻¹",
  tex: "S = \\sum_\\ell \\Bigl[ \\tfrac12 \\sum_{i=1}^{n_\\ell} \\phi_i\\, G^{-1} \\phi_i + \\sum_{a=1}^{n_\\ell/2} \\bar\\psi_a\\, G^{-1} \\psi_a \\Bigr], \\qquad G^{-1} = \\Gamma - \\Gamma\\,\\delta G\\,\\Gamma + \\Gamma\\,\\delta G\\,\\Gamma\\,\\delta G\\,\\Gamma - \\cdots",
} as const;

const reading =
  "G is the kernel of layer l, a function of the fields of layer l-1; the ghosts' integral is the determinant that normalises each layer. Vertices are minus the terms of the action and multiply directly. n_l/2 is a number that counts pairs: it may be a half.";

function rulesText(answer: RulesAnswer, paint: Paint = unpainted): string {
  return [
    paint("title", answer.naming.title),
    action.text,
    "",
    ...rulesOf(answer).flatMap(({ name, text, characters }) =>
      hanging(`${characters.padEnd(10)}${name.padEnd(21)}`, text.split(" ")),
    ),
    "",
    ...remark(reading, paint),
    "",
    ...certificateLines(answer.certificate, paint),
    "",
  ].join("\n");
}

function piecesOf(answer: RulesAnswer): Piece[] {
  const rules = rulesOf(answer);
  return [
    { kind: "formula", tex: action.tex, text: action.text },
    { kind: "text", text: reading },
    {
      kind: "pictures",
      across: 3,
      pictures: rules.flatMap(({ figure, name, tex, text }) =>
        figure === undefined
          ? []
          : [
              {
                tikz: () => figureTikz(figure),
                svg: () => figureSvg(figure),
                captionTex: [name, `$${tex}$`],
                captionHtml: [name, indicesHtml(text)],
              },
            ],
      ),
    },
    ...rules
      .filter(({ figure }) => figure === undefined)
      .map(
        ({ name, tex, text }): Piece => ({
          kind: "formula",
          tex: `\\text{${name}:}\\quad ${tex}`,
          text: `${name}: ${text}`,
        }),
      ),
  ];
}

/** Their formats. */
export const rulesFormats: Formats<RulesAnswer> = {
  text: (answer, { paint }) => rulesText(answer, paint),
  latex: (answer, { standalone = false }) =>
    illustratedLatex(answer.naming.title, piecesOf(answer), standalone, ghostStyle),
  html: (answer) => illustratedHtml(answer.naming.title, piecesOf(answer), ghostStyle),
  json: (answer) =>
    pretty({
      oneovern: version,
      action: action.text,
      rules: rulesOf(answer).map(({ name, text, tex }) => ({ name, text, tex })),
      certificate: answer.certificate,
    }),
};
