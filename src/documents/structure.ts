import { toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { DefectError } from "../foundation/errors.js";
import { version } from "../foundation/version.js";
import { monomialText, numberText, signedTerms } from "../notation/notation.js";
import { unicode } from "../notation/notations.js";
import type { PointLaws, StructureAnswer } from "../numbers/criticality/answered.js";
import type { PowerLaw } from "../numbers/criticality/power-laws.js";
import { picture } from "../pictures/characters.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { cumulantName } from "../symbols/cumulants.js";
import { superscript } from "../symbols/spelling.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut, wrapPieces } from "./layout.js";
import { remark, shortNumber } from "./numbers.js";
import { plainDiagram, plainRequest } from "./plain.js";
import { fillTemplate } from "./template.js";
import { certificateLines } from "./text.js";

/* The product of `structure`. */

/** The derivation in words and symbols, and the power laws that follow. */
function structureText(structure: StructureAnswer, paint: Paint = unpainted): string {
  const { k, classes, terms, labelled, derivative, laws, certificate } = structure;
  const [vertex, raised] = [cumulantName(k), superscript(k)];
  const pairsOfY = ["a", "b", "c", "d", "e", "f"].slice(0, Math.min(k, 3)).join(",") + (k > 3 ? ",..." : "");
  const ratio = (above: string, below: string) => `(${above}/${below})${k === 2 ? "" : superscript(k - 1)}`;
  return [
    paint("title", `${vertex}: how ${vertex}^(l-1) enters ${vertex}^(l), from its ${classes} diagrams`),
    "",
    ...wrapPieces(
      `${terms.length === 1 ? "One diagram" : `${terms.length} diagrams`} of ${classes} at leading order ${terms.length === 1 ? "holds" : "hold"} ${vertex}^(l-1):`.split(
        " ",
      ),
      terminalColumns,
    ),
    "",
    ...terms.flatMap(({ id, symmetry, halves, blobs, bracket, diagram }) => [
      `  ${id} = ${[numberText(Q.multiply(symmetry, Q.power(Q.rational(1, 2), halves)), unicode), monomialText(blobs, unicode), signedTerms(bracket, unicode).join(" ")].join(" ")}`,
      "",
      ...picture(kernelDrawable(diagram)).map((line) => `    ${line}`),
      "",
    ]),
    paint("heading", "one input"),
    `  ${ratio("n′", "n")} ∂${vertex}^(l)/∂${vertex}^(l-1) = C_W${raised} × ${signedTerms(derivative, unicode).join(" ")} = χ${raised},`,
    "  χ = C_W/2 ⟨∂²σ²⟩ = dK^(l)/dK^(l-1)",
    "",
    paint("heading", "general inputs"),
    ...labelled.flatMap(({ bracket, blobs }) =>
      wrapPieces(
        [
          monomialText(blobs, unicode),
          ...signedTerms(bracket, unicode)
            .join(" ")
            .split(/ (?=⟨)/),
        ],
        terminalColumns - 2,
      ).map((line) => `  ${line}`),
    ),
    "  indices are pairs (y,y′) of inputs of layer l-1, summed over; hence",
    `  ${ratio("n′", "n")} δ${vertex}^(l)(x1,x2; x3,x4; ...)/δ${vertex}^(l-1)(y1,y2; y3,y4; ...)`,
    `      = sym[ χ(x1,x2;y1,y2) χ(x3,x4;y3,y4) ... ], ${k} factors,`,
    "  χ(x,x′;y,y′) = C_W ⟨D_(y,y′) σ(φ(x)) σ(φ(x′))⟩ = δ⟨G^(l)(x,x′)⟩/δ⟨G^(l-1)(y,y′)⟩,",
    "  by an unordered pair; by y and y′ in either order, C_W/2 ⟨∂²σσ/∂φ(y)∂φ(y′)⟩",
    "",
    ...wrapPieces(
      `So one condition, χ = ½[δδ + δδ] (χ_par = χ_perp = 1 at the fixed point), keeps ${vertex}(${pairsOfY}) and every other connected correlator from growing or dying exponentially: each becomes a power of the depth l.`.split(
        " ",
      ),
      terminalColumns,
    ),
    "",
    ...lawsText(laws, paint),
    ...certificateLines(certificate, paint),
    "",
  ].join("\n");
}

function lawsText(laws: readonly PointLaws[], paint: Paint): string[] {
  if (laws.length === 0) return [];
  const names = [...new Set(laws.flatMap(({ laws: found = [] }) => found.map(({ name }) => name)))];
  const blocks = [names.filter((name) => name.includes("/")), names.filter((name) => !name.includes("/"))];
  return [
    paint("heading", "power laws at criticality, all widths n: leading power of the depth l"),
    ...blocks.flatMap((columns) => {
      const shown = laws.filter(({ laws: found = [] }) => found.some(({ name }) => columns.includes(name)));
      if (shown.length === 0) return [];
      const { titles, rows } = layOut(
        [
          { title: "activation", align: "left" },
          { title: "K*", align: "right" },
          ...columns.map((title) => ({ title, align: "right" as const })),
        ],
        shown.flatMap(({ activation, point, laws: found = [], fitted }) => [
          [
            activation,
            point.K === null ? "any" : shortNumber(point.K),
            ...columns.map((column) => lawText(found.find(({ name }) => name === column))),
          ],
          ...(fitted === undefined
            ? []
            : [["  fitted", "", ...columns.map((column) => fitText(found, fitted, column))]]),
        ]),
      );
      return [paint("heading", titles), ...rows.flat(), ""];
    }),
    ...laws
      .filter(({ laws: found }) => found === undefined)
      .flatMap(({ activation, point }) =>
        remark(`${activation} at K* = ${point.K}: ${point.stability}; no power law follows`, paint),
      ),
  ];
}

function lawText(law: PowerLaw | undefined): string {
  if (law === undefined) return "";
  if (Q.isZero(law.coefficient)) return "0";
  const power = law.exponent === 1 ? "l" : `l^${law.exponent}`;
  return `${law.isExact ? Q.toText(law.coefficient) : shortNumber(Q.toNumber(law.coefficient))} ${power}`;
}

/** The fit of a law, with a digit more than it can be trusted by. */
function fitText(laws: readonly PowerLaw[], fitted: readonly number[], column: string): string {
  const i = laws.findIndex(({ name }) => name === column);
  const [law, value] = [laws[i], fitted[i]];
  if (law === undefined || value === undefined) return "";
  if (Q.isZero(law.coefficient)) return value.toFixed(0) === "-0" ? "0" : value.toFixed(0);
  return `${Number(value.toPrecision(4))} ${law.exponent === 1 ? "l" : `l^${law.exponent}`}`;
}

/** The statement in LaTeX, as a fragment. */
const structureLatex = async ({ k, classes, terms, certificate }: StructureAnswer): Promise<string> => {
  // A statement for a paper carries no certificate that could say no.
  if (!certificate.passed) throw new DefectError(`the structure of ${cumulantName(k)} is not confirmed`);
  return fillTemplate("latex-structure", {
    k,
    points: 2 * k,
    last: 2 * k - 1,
    power: k - 1,
    classes,
    ids: terms.map(({ id }) => id).join(", "),
  });
};

/** The derivation as plain data. */
const structureJson = ({
  request,
  naming,
  classes,
  terms,
  labelled,
  derivative,
  laws,
  certificate,
}: StructureAnswer): string =>
  pretty({
    oneovern: version,
    request: plainRequest(request, naming.text),
    classes: String(classes),
    diagrams: terms.map(plainDiagram),
    labelled: labelled.map(plainDiagram),
    derivative: toPlain(derivative),
    powerLaws: laws.map(({ activation, point, laws: found, fitted }) => ({
      activation,
      class: point.class,
      C_b: point.C_b,
      C_W: point.C_W,
      K: point.K,
      laws:
        found?.map(({ name, coefficient, exponent, isExact }, i) => ({
          name,
          coefficient: isExact ? Q.toText(coefficient) : Q.toNumber(coefficient),
          exponent,
          ...(fitted === undefined ? {} : { fitted: fitted[i] }),
        })) ?? null,
    })),
    certificate,
  });

/** Its formats. */
export const structureFormats: Formats<StructureAnswer> = {
  text: (answer, { paint }) => structureText(answer, paint),
  latex: structureLatex,
  json: structureJson,
};
