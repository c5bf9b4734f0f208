import { factorial } from "../algebra/integers.js";
import * as Q from "../algebra/rational.js";
import type { Explanation } from "../answer/explain.js";
import { version } from "../foundation/version.js";
import { type Blob, type Diagram, externalPairs } from "../graphs/diagram.js";
import { monomialText, numberText, signedTerms } from "../notation/notation.js";
import { unicode } from "../notation/notations.js";
import { expansionText, orderText } from "../notation/orders.js";
import { picture } from "../pictures/characters.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { cumulantName } from "../symbols/cumulants.js";
import { subscript, superscript } from "../symbols/spelling.js";
import { blobSymbol } from "../theory/kernel/term.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { wrapPieces } from "./layout.js";
import { plainDiagram } from "./plain.js";
import { plural } from "./words.js";

const columns = terminalColumns;

/** Where each factor of a diagram's contribution comes from, in words and symbols. */
function explanationText({ given, term, vertexFunctions }: Explanation, paint: Paint = unpainted): string {
  const { diagram } = term;
  const k = externalPairs(diagram);
  const [r, legs] = [term.jSums, term.halves];
  const bracket = signedTerms(term.bracket, unicode);
  const isLabelled = term.labelled !== undefined;
  const steps: readonly { readonly name: string; readonly value: string; readonly why: string }[] = [
    {
      name: "j sums",
      value: k === r ? "1" : monomialText(term.widths, unicode),
      why: `${plural(r, "function vertex", "function vertices")}, each a sum over one neuron j of layer l-1. ${k === r ? "As many sums as Δ's leave no factor 1/n." : `${plural(k, "Δ", "Δ's")} and ${plural(r, "sum")} leave ${plural(k - r, "factor")} 1/n.`}`,
    },
    {
      name: "halves",
      value: isLabelled ? "1" : numberText(Q.power(Q.rational(1, 2), legs), unicode),
      why:
        legs === 0
          ? "No legs."
          : isLabelled
            ? `${plural(legs, "leg")}, each the derivative D_a of what stands at its function vertex, a summed over the unordered pairs (y,y′) of inputs of layer l-1; the 1/2 is inside: D = 1/2 ∂² for (y,y), ∂_y ∂_y′ for y ≠ y′.`
            : `${plural(legs, "leg")}, each the second derivative 1/2 ∂² by φ of what stands at its function vertex.`,
    },
    {
      name: "blobs",
      value: monomialText(term.blobs, unicode) || "1",
      why: diagram.blobs.length === 0 ? "No blobs." : `${blobList(diagram)}. ${blobMeaning(diagram)}`,
    },
    {
      name: "symmetry",
      value: numberText(term.symmetry, unicode),
      why: isLabelled
        ? `1/|Aut| with the labels in place: only parallel legs, and equal blobs with the same legs, can be exchanged, in ${plural(term.automorphisms, "way")}.`
        : `k!/(∏p! |Aut|) = ${k}!/(${contents(diagram)} · ${term.automorphisms}) = ${factorial(k)}/${contentsProduct(diagram) * term.automorphisms}: the Δ's can be labelled in ${plural(term.labellings, "way")}${term.labellings === 1n ? "" : " that differ"}${term.automorphisms === 1n ? "" : ` (${term.automorphisms} ${term.loops === 0 ? "permutations of vertices and blobs" : "permutations of vertices, blobs and parallel legs"} change nothing)`}.`,
    },
  ];
  const functions = vertexFunctions.flatMap(({ p, legs: m, times, polynomial }) => {
    const terms = signedTerms(polynomial, unicode);
    const name = isLabelled ? "C" : `C${subscript(p)}⁽${superscript(m)}⁾${times > 1 ? ` (${times} times)` : ""}`;
    const subtracts = terms.length > 1 ? "; the subtractions make it a cumulant" : "";
    return [
      ...hanging(`  ${name} = `, terms),
      paint("quiet", `      ${plural(p, "Δ", "Δ's")} at one neuron, ${plural(m, "leg")}${subtracts}`),
    ];
  });
  const isCanonical = given === term.id;
  return [
    ...wrapPieces(
      `${term.id}: a diagram of ${cumulantName(k)} at ${orderText([term.order, term.order])}${expansionText(expansionOf(diagram)).text}, ${plural(r, "j sum")}`.split(
        " ",
      ),
      columns,
    ).map((line) => paint("title", line)),
    ...(isLabelled
      ? [paint("quiet", "Its externals are labelled; here they are pairs 1 = (x1,x2), 2 = (x3,x4), ...")]
      : []),
    ...(isCanonical ? [] : [paint("quiet", `(${given} is another spelling of the same class)`)]),
    "",
    ...picture(kernelDrawable(diagram)).map((line) => `  ${line}`),
    "",
    ...steps.flatMap(({ name, value, why }) => [
      `${paint("heading", name.padEnd(10))}${value}`,
      ...wrapPieces(why.split(" "), columns - 10).map((line) => paint("quiet", `          ${line}`)),
    ]),
    paint("heading", "vertex functions"),
    ...functions,
    paint("heading", "bracket"),
    ...hanging("  ", bracket),
    "",
    paint("heading", "the row"),
    ...hanging(`  ${rowFront(steps)}`, bracket, rowFront(steps) !== "" && bracket.length > 1),
    "",
  ].join("\n");
}

/** The factors before the bracket, those that are 1 left out. */
const rowFront = (steps: readonly { readonly name: string; readonly value: string }[]): string => {
  const value = (name: string) => steps.find((step) => step.name === name)?.value ?? "1";
  const factors = [value("halves"), value("j sums"), value("blobs"), value("symmetry")].filter((text) => text !== "1");
  return factors.length === 0 ? "" : `${factors.join(" · ")} · `;
};

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

const contents = (d: Diagram): string => {
  const parts = d.vertices.filter(({ p }) => p > 1).map(({ p }) => `${p}!`);
  return parts.length === 0 ? "1" : parts.join(" ");
};

const contentsProduct = (d: Diagram): bigint => d.vertices.reduce((product, { p }) => product * factorial(p), 1n);

/** A blob in Unicode: V₄, V₄[1], K₂. */
const blobText = (blob: Blob): string => unicode.symbol(blobSymbol(blob), 1);

function blobList(d: Diagram): string {
  const kinds = new Map<string, { readonly degree: number; times: number }>();
  for (const blob of d.blobs) {
    const kind = kinds.get(blobText(blob)) ?? { degree: blob.degree, times: 0 };
    kind.times++;
    kinds.set(blobText(blob), kind);
  }
  return [...kinds]
    .sort(([, a], [, b]) => b.degree - a.degree)
    .map(
      ([name, { degree, times }]) =>
        `${times === 1 ? "one blob" : `${times} blobs`} with ${plural(degree, "leg")}: ${name}`,
    )
    .join("; ")
    .replace(/^o/, "O");
}

const hasTadpole = (d: Diagram): boolean => d.blobs.some(({ degree }) => degree === 1);
const hasTerm = (d: Diagram): boolean => d.blobs.some(({ degree, order }) => degree > 1 && order !== undefined);

function blobMeaning(d: Diagram): string {
  return [
    ...(d.blobs.some(({ degree }) => degree > 1)
      ? ["A blob with b legs is the b-th cumulant of layer l-1's kernel, V_2b/n′^(b-1)."]
      : []),
    ...(hasTerm(d) ? ["V_2b[p] is the coefficient of 1/n′^p in V_2b, and brings p more powers of 1/n′."] : []),
    ...(hasTadpole(d) ? ["A blob with one leg is a term of the mean shift, K − K_0 = K_1/n′ + K_2/n′² + ..."] : []),
  ].join(" ");
}

/** The expansion that a diagram belongs to. */
const expansionOf = (d: Diagram) => ({
  about: hasTadpole(d) ? ("K_0" as const) : ("mean" as const),
  blobs: hasTerm(d) ? ("expanded" as const) : ("full" as const),
  widths: "distinct" as const,
});

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
  json: explanationJson,
};
