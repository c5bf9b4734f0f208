import { factorial } from "../algebra/integers.js";
import * as Q from "../algebra/rational.js";
import type { Explanation } from "../answer/explain.js";
import { DefectError } from "../foundation/errors.js";
import { type Blob, type Diagram, deltaExchanges, externalPairs } from "../graphs/diagram.js";
import { labelsAtVertices, unseenByLabels } from "../graphs/labellings.js";
import { type Bracket, bracketOf, resultOf, spell } from "../notation/groups.js";
import { monomialText, numberText, type Spelled } from "../notation/notation.js";
import { expansionText, orderText } from "../notation/orders.js";
import { cumulantName, cumulantTex } from "../symbols/cumulants.js";
import { braced, subscript, superscript } from "../symbols/spelling.js";
import { blobSymbol, type Term } from "../theory/kernel/term.js";
import { formula, type Prose, prose } from "./prose.js";
import { plural } from "./words.js";

/*
 * A diagram explained, before a format is chosen: each factor of its contribution with its value, with what it comes
 * from, and with the part of the picture that shows it.
 */

/** What of a picture shows where a factor comes from. */
export type PicturePart = "vertex" | "leg" | "blob" | "pair";

/** The same in words. */
export const shownBy: { readonly [Part in PicturePart]: string } = {
  vertex: "the open circles",
  leg: "the double lines",
  blob: "the hatched discs",
  pair: "the short lines",
};

/** One factor. */
export interface ExplainedFactor {
  readonly name: "j sums" | "halves" | "blobs" | "symmetry";
  readonly part: PicturePart;
  readonly value: Spelled;
  readonly why: Prose;
}

/** A function vertex, or several that are alike: what it stands for. */
export interface ExplainedFunction {
  readonly name: Spelled;
  readonly bracket: Bracket;
  readonly why: string;
}

/** A diagram, factor by factor. */
export interface Explained {
  readonly title: Prose;
  readonly id: string;
  readonly remarks: readonly string[];
  readonly factors: readonly ExplainedFactor[];
  readonly functions: readonly ExplainedFunction[];
  readonly bracket: Bracket;
  /** Where there are several labelled diagrams in the class: what the symmetry factor counts. */
  readonly labelled?: LabelledDiagrams;
  /** The whole row. */
  readonly row: Spelled;
}

/** The diagrams that a class becomes once its Delta's are told apart. */
export interface LabelledDiagrams {
  readonly title: string;
  readonly why: Prose;
  /** The numbers of the Delta's at each function vertex, of the first of them. */
  readonly shown: readonly (readonly (readonly number[])[])[];
  readonly left: bigint;
}

/** How many labelled diagrams of a class are shown. */
const shownLabellings = 60;

const layerBefore = formula("l-1", "\\ell-1");
const delta = formula("Δ", "\\Delta");
const deltas = formula("Δ's", "\\Delta\\text{'s}");
const phi = formula("φ", "\\phi");
const derivative = formula("1/2 ∂²", "\\tfrac{1}{2} \\partial^2");
const oneOverN = formula("1/n", "1/n_{\\ell-1}");
const constant = (text: string): Spelled => ({ text, latex: text, ascii: text });

/** The factors of an explanation, and what they come from. */
export function explained({ given, term, vertexFunctions }: Explanation): Explained {
  const { diagram } = term;
  const k = externalPairs(diagram);
  const [r, legs] = [term.jSums, term.halves];
  const isLabelled = term.labelled !== undefined;
  const bracket = bracketOf(term.bracket, true);
  const factors: readonly ExplainedFactor[] = [
    {
      name: "j sums",
      part: "vertex",
      value: k === r ? constant("1") : spell((notation) => monomialText(term.widths, notation)),
      why: prose`${plural(r, "function vertex", "function vertices")}, ${r === 1 ? "a" : "each a"} sum over one neuron ${formula("j", "j")} of layer ${layerBefore}. ${
        k === r
          ? prose`As many sums as ${deltas} leave no factor ${oneOverN}.`
          : prose`${k} ${k === 1 ? delta : deltas} and ${plural(r, "sum")} leave ${plural(k - r, "factor")} ${oneOverN}.`
      }`,
    },
    {
      name: "halves",
      part: "leg",
      value: isLabelled ? constant("1") : spell((notation) => numberText(Q.power(Q.rational(1, 2), legs), notation)),
      why:
        legs === 0
          ? ["No legs."]
          : isLabelled
            ? prose`${plural(legs, "leg")}, each the derivative ${formula("D_a", "D_a")} of what stands at its function vertex, ${formula("a", "a")} summed over the unordered pairs ${formula("(y,y′)", "(y,y')")} of inputs of layer ${layerBefore}; the 1/2 is inside: ${formula("D = 1/2 ∂²", "D = \\tfrac{1}{2} \\partial^2")} for ${formula("(y,y)", "(y,y)")}, ${formula("∂_y ∂_y′", "\\partial_y \\partial_{y'}")} for ${formula("y ≠ y′", "y \\ne y'")}.`
            : prose`${plural(legs, "leg")}, each the second derivative ${derivative} by ${phi} of what stands at its function vertex.`,
    },
    {
      name: "blobs",
      part: "blob",
      value: diagram.blobs.length === 0 ? constant("1") : spell((notation) => monomialText(term.blobs, notation)),
      why: diagram.blobs.length === 0 ? ["No blobs."] : prose`${blobList(diagram)}. ${blobMeaning(diagram)}`,
    },
    {
      name: "symmetry",
      part: "pair",
      value: spell((notation) => numberText(term.symmetry, notation)),
      why: isLabelled
        ? prose`${formula("1/|Aut|", "1/|\\mathrm{Aut}|")} with the labels in place: only parallel legs, and equal blobs with the same legs, can be exchanged, in ${plural(term.automorphisms, "way")}.`
        : prose`${symmetryFormula(diagram, k, term)}. ${symmetryWhy(term)}`,
    },
  ];
  const [sums, halves, blobs, symmetry] = factors.map(({ value }) => (value.text === "1" ? constant("") : value));
  return {
    title: prose`a diagram of ${formula(cumulantName(k), cumulantTex(k))} at ${orderText([term.order, term.order])}${expansionText(expansionOf(diagram)).text}, ${plural(r, "j sum")}`,
    id: term.id,
    remarks: [
      ...(isLabelled ? ["Its externals are labelled; here they are pairs 1 = (x1,x2), 2 = (x3,x4), ..."] : []),
      ...(given === term.id ? [] : [`(${given} is another spelling of the same class)`]),
    ],
    factors,
    functions: vertexFunctions.map(({ p, legs: m, times, polynomial }) => ({
      name: isLabelled ? constant("C") : cumulantOfDeltas(p, m, times),
      bracket: bracketOf(polynomial, true),
      why: `${plural(p, "Δ", "Δ's")} at one neuron, ${plural(m, "leg")}${polynomial.size > 1 ? "; the subtractions make it a cumulant" : ""}`,
    })),
    bracket,
    ...(isLabelled || term.labellings === 1n ? {} : { labelled: labelledDiagrams(term) }),
    row: resultOf([halves, sums, blobs, symmetry] as Spelled[], bracket),
  };
}

/** The labelled diagrams of a class, made one by one: as many as its symmetry factor says there are. */
function labelledDiagrams({ diagram, id, labellings, symmetry }: Term): LabelledDiagrams {
  const shown: number[][][] = [];
  for (const labels of labelsAtVertices(diagram)) {
    if (shown.length === shownLabellings) break;
    shown.push(labels);
  }
  const unseen = unseenByLabels(diagram);
  const isAll = BigInt(shown.length) === labellings;
  if ((!isAll && shown.length < shownLabellings) || !Q.equals(symmetry, Q.rational(labellings, unseen)))
    throw new DefectError(
      `${shown.length} labelled diagrams of ${id}, where its symmetry factor is that of ${labellings}`,
    );
  const value = spell((notation) => numberText(symmetry, notation));
  const each = formula(`1/${unseen}`, `1/${unseen}`);
  return {
    title: `Its ${labellings} labelled diagrams`,
    why:
      unseen === 1n
        ? prose`With the ${deltas} told apart the class is ${labellings} diagrams that differ. Each counts once: this is the factor ${value}.`
        : prose`With the ${deltas} told apart the class is ${labellings} diagrams that differ. Each counts ${each}, since ${unseen} permutations of parallel legs, or of blobs with the same legs, change nothing in it: this is the factor ${value}.`,
    shown,
    left: labellings - BigInt(shown.length),
  };
}

/** Each as the numbers at its function vertices, in their order: 12|3|4. */
export const labelsText = ({ shown, left }: LabelledDiagrams): string[] => [
  ...shown.map((labels) => labels.map((own) => (own.every((n) => n < 10) ? own.join("") : own.join(","))).join("|")),
  ...(left > 0n ? [`and ${left} more`] : []),
];

/** C_p^(m), and how many vertices have it. */
const cumulantOfDeltas = (p: number, m: number, times: number): Spelled => ({
  text: `C${subscript(p)}⁽${superscript(m)}⁾${times > 1 ? ` (${times} times)` : ""}`,
  latex: `C_${braced(p)}^{(${m})}${times > 1 ? `\\;\\text{(${times} times)}` : ""}`,
  ascii: `C_${p}^(${m})`,
});

/** What the numbers of the symmetry factor are of. */
function symmetryWhy({ diagram, labellings, automorphisms, loops }: Term): Prose {
  const [k, some, unseen] = [externalPairs(diagram), diagram.vertices.some(({ p }) => p > 1), unseenByLabels(diagram)];
  const within = some ? prose`, of which the ${formula("p!", "p!")} at each vertex are one` : [];
  const alike =
    automorphisms === 1n
      ? []
      : prose`; ${automorphisms} permutations of ${loops === 0 ? "vertices and blobs" : "vertices, blobs and parallel legs"}, counting the one that moves nothing, leave the diagram as it is`;
  const each =
    unseen === 1n
      ? []
      : prose`, ${labellings === 1n ? "counted" : "each counted"} ${formula(`1/${unseen}`, `1/${unseen}`)}, since ${unseen} of these permutations move no ${delta}`;
  return prose`The ${deltas} can be labelled in ${formula(`${k}!`, `${k}!`)} ways${within}${alike}. That makes ${labellings === 1n ? "one labelled diagram" : plural(labellings, "labelled diagram")}${labellings === 1n ? "" : " that differ"}${each}.`;
}

/** k!/(∏p! |Aut|) = 4!/(2! · 2) = 24/4 = 6. */
function symmetryFormula(d: Diagram, k: number, { automorphisms, symmetry }: Term) {
  const exchanges = d.vertices.filter(({ p }) => p > 1).map(({ p }) => `${p}!`);
  const fraction = `${factorial(k)}/${deltaExchanges(d) * automorphisms}`;
  const value = Q.toText(symmetry);
  const inLowest = value === fraction ? "" : ` = ${value}`;
  const below = (times: string) => `${exchanges.length === 0 ? "1" : exchanges.join(" ")} ${times} ${automorphisms}`;
  return formula(
    `k!/(∏p! |Aut|) = ${k}!/(${below("·")}) = ${fraction}${inLowest}`,
    `\\frac{k!}{\\prod p!\\,|\\mathrm{Aut}|} = \\frac{${k}!}{${below("\\cdot")}} = ${fraction}${inLowest}`,
  );
}

function blobList(d: Diagram): Prose {
  const kinds = new Map<string, { readonly blob: Blob; times: number }>();
  for (const blob of d.blobs) {
    const { name } = blobSymbol(blob);
    const kind = kinds.get(name) ?? { blob, times: 0 };
    kind.times++;
    kinds.set(name, kind);
  }
  return [...kinds.values()]
    .sort((a, b) => b.blob.degree - a.blob.degree)
    .flatMap(({ blob, times }, i) => {
      const one = i === 0 ? "One blob" : "one blob";
      const symbol = spell((notation) => notation.symbol(blobSymbol(blob), 1));
      return prose`${i === 0 ? "" : "; "}${times === 1 ? one : `${times} blobs`} with ${plural(blob.degree, "leg")}: ${symbol}`;
    });
}

const hasTadpole = (d: Diagram): boolean => d.blobs.some(({ degree }) => degree === 1);
const hasTerm = (d: Diagram): boolean => d.blobs.some(({ degree, order }) => degree > 1 && order !== undefined);

function blobMeaning(d: Diagram): Prose {
  const sentences: readonly Prose[] = [
    ...(d.blobs.some(({ degree }) => degree > 1)
      ? [
          prose`A blob with ${formula("b", "b")} legs is the ${formula("b", "b")}-th cumulant of layer ${layerBefore}'s kernel, ${formula("V_2b/n′^(b-1)", "V_{2b}/n_{\\ell-2}^{b-1}")}.`,
        ]
      : []),
    ...(hasTerm(d)
      ? [
          prose`${formula("V_2b[p]", "V_{2b}^{[p]}")} is the coefficient of ${formula("1/n′^p", "1/n_{\\ell-2}^p")} in ${formula("V_2b", "V_{2b}")}, and brings ${formula("p", "p")} more powers of ${formula("1/n′", "1/n_{\\ell-2}")}.`,
        ]
      : []),
    ...(hasTadpole(d)
      ? [
          prose`A blob with one leg is a term of the mean shift, ${formula("K − K_0 = K_1/n′ + K_2/n′² + ...", "K - K_0 = K_1/n_{\\ell-2} + K_2/n_{\\ell-2}^2 + \\dots")}`,
        ]
      : []),
  ];
  return sentences.flatMap((sentence, i) => (i === 0 ? sentence : [" ", ...sentence]));
}

/** The expansion that a diagram belongs to. */
const expansionOf = (d: Diagram) => ({
  about: hasTadpole(d) ? ("K_0" as const) : ("mean" as const),
  blobs: hasTerm(d) ? ("expanded" as const) : ("full" as const),
  widths: "distinct" as const,
});
