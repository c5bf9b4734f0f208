import type { Group } from "../notation/groups.js";
import type { Certificate } from "../proof/certificate.js";
import { type DocumentModel, documentModel, type Order, type Summary, summaryOf } from "./document.js";
import { type Paint, type SumAnswer, terminalColumns, unpainted } from "./format.js";
import { layOut, sumLines, wrapPieces } from "./layout.js";
import type { SumFormat } from "./sum-format.js";
import { plural } from "./words.js";

const columns = terminalColumns;

/** Aligned Unicode text for a terminal of 80 columns. */
export const text: SumFormat = {
  table: (compilation, { paint = unpainted }) => tableText(documentModel(compilation), paint),
  expand: (compilation, { paint = unpainted }) => expandText(documentModel(compilation), paint),
};

const legendOfSymbols = ({ widths, externals }: DocumentModel["request"]): string[] => [
  `${widths === "equal" ? "n = width of every layer" : "n = n_{l-1}, n′ = n_{l-2} (widths)"}; V₄ = V_4^(l-1), ... (vertices of layer l-1)`,
  ...(externals === null
    ? ["Δ = σ² − ⟨σ²⟩; ⟨∂²Δ³⟩ = Gaussian average of the 2nd derivative of Δ³ by φ"]
    : [
        "Δ(x,x′) = σ(φ(x)) σ(φ(x′)) − its mean; ⟨...⟩ = Gaussian average over layer l-1",
        "an index of V and D is an unordered pair (y,y′) of inputs of layer l-1, summed",
        "over: D = ½ ∂²/∂φ(y)² for (y,y), and ∂²/∂φ(y)∂φ(y′) otherwise",
      ]),
];

function tableText(model: DocumentModel, paint: Paint): string {
  const { titles, rows } = factorTable(model);
  return lines([
    ...header(model, paint),
    "",
    paint("heading", titles),
    ...model.orders.flatMap((order) => [
      ...order.rows.flatMap(({ number, opensGroup, heading }) => [
        ...(opensGroup ? [""] : []),
        ...(heading.text === "" ? [] : [paint("heading", heading.text)]),
        ...(rows[number - 1] as string[]),
      ]),
      ...subtotal(order, paint),
    ]),
    "",
    ...[
      model.request.externals === null
        ? "value of a row = ½'s × blobs/n's × sym × (bracket); an empty cell is 1"
        : "value of a row = blobs/n's × sym × (bracket), and as much for each of its perms.",
      ...expansionLegend(model.request),
      ...(model.request.externals === null
        ? [
            "j: number of j sums; ½'s: one 1/2 a leg; sym: symmetry factor k!/(∏p! |Aut|)",
            "diagram: its vertices (Δ's, then a letter a leg; the same letter, the same blob)",
          ]
        : [
            "j: number of j sums; sym: 1/|Aut|, times the number of equal labelled diagrams",
            "diagram: its vertices (x, labels, then a letter a leg; same letter, same blob)",
          ]),
      ...legendOfSymbols(model.request),
    ].map((line) => paint("quiet", line)),
    "",
    ...certificateLines(model.certificate, paint),
  ]);
}

/** What stands in the blobs and where averages are taken, unless nothing of it shows. */
function expansionLegend({ loops: [, to], about, blobs, widths }: DocumentModel["request"]): string[] {
  if (to === 0 && blobs === "full") return [];
  const n = widths === "equal" ? "n" : "n′";
  return [
    about === "mean"
      ? "averages about the full mean of layer l-1's kernel"
      : `averages at K₀, the leading part of layer l-1's mean: K₀ + K₁/${n} + K₂/${n}² ...`,
    blobs === "full"
      ? "V's are the full vertices of layer l-1"
      : `V₄[p]: the vertex as a series, V₄ = V₄[0] + V₄[1]/${n} + ...`,
  ];
}

/** What the rows of one order add up to, where there are several orders. */
function subtotal({ heading, groups, monomials, labelled }: Order, paint: Paint): string[] {
  if (heading.text === "") return [];
  const title = `= subtotal, ${plural(monomials, "monomial")} (${labelled} labelled diagrams):`;
  return [paint("heading", title), ...groupLines(groups)];
}

/** The least width that a bracket gets beside the other factors; below it, it stands on lines of its own. */
const narrowestBracket = 30;
const bracketIndent = 10;

/** The rows of a table: the factors in columns, the bracket beside them, or below them where they leave no room. */
function factorTable(model: DocumentModel): { titles: string; rows: string[][] } {
  const isLabelled = model.request.externals !== null;
  const factors = layOut(
    [
      { title: "#", align: "right" },
      { title: "j", align: "right" },
      { title: "diagram", align: "left", widest: 20 },
      // For general inputs the halves are inside the derivatives.
      ...(isLabelled ? [] : [{ title: "½'s", align: "left" } as const]),
      { title: "blobs/n's", align: "left" },
      { title: "sym", align: "right" },
    ],
    model.rows.map((row) => [
      String(row.number),
      String(row.jSums),
      idPieces(row.id),
      ...(isLabelled ? [] : [row.half.text]),
      row.blobs.text,
      row.symmetry.text,
    ]),
    ["", "", ""],
  );
  const brackets = model.rows.map(({ bracket, perms }) => {
    const terms = bracket.terms.map((term) => term.text);
    if (perms.text === "") return terms;
    const [first = "", ...rest] = terms;
    return rest.length === 0 ? [first, perms.text] : [`( ${first}`, ...rest, ")", perms.text];
  });
  const used = Math.max(...[factors.titles, ...factors.rows.flat()].map((line) => [...line].length));
  const room = columns - used - 2;
  if (room < (isLabelled ? columns : narrowestBracket))
    return {
      titles: factors.titles,
      rows: factors.rows.map((row, i) => [
        ...row,
        ...wrapPieces(brackets[i] as string[], columns - bracketIndent).map((line) => " ".repeat(bracketIndent) + line),
      ]),
    };
  return {
    titles: `${factors.titles}  bracket`,
    rows: factors.rows.map((row, i) => {
      const wrapped = wrapPieces(brackets[i] as string[], room);
      const height = Math.max(row.length, wrapped.length);
      return Array.from({ length: height }, (_, line) => beside(row[line] ?? "", wrapped[line] ?? "", used));
    }),
  };
}

function beside(left: string, right: string, leftWidth: number): string {
  if (right === "") return left;
  return `${left}${" ".repeat(Math.max(0, leftWidth - [...left].length))}  ${right}`;
}

/** An id in pieces between which a line may be broken. */
const idPieces = (id: string): string[] => id.split(/(?<=\.)/);

/** A sum through some order leaves the higher ones out. */
const andMore = ({ request: { loops } }: Summary): string => (loops[0] === loops[1] ? "" : " + higher orders");

export const titleLines = (title: string, paint: Paint): string[] =>
  wrapPieces(title.split(" "), columns).map((line) => paint("title", line));

function header(model: Summary, paint: Paint): string[] {
  return [
    ...titleLines(`${model.title}: ${plural(model.classes, "diagram")}, ${model.labelled} labelled`, paint),
    `${model.leftSide.text} = sum of the rows${andMore(model)}`,
  ];
}

function expandText(model: DocumentModel, paint: Paint): string {
  return lines([
    ...titleLines(
      `${model.title}: ${plural(model.sum.length, "monomial")} from ${plural(model.classes, "diagram")}`,
      paint,
    ),
    `${model.leftSide.text} =`,
    "",
    ...model.orders.flatMap(({ heading, groups }, i) =>
      heading.text === ""
        ? groupLines(groups)
        : [...(i === 0 ? [] : [""]), paint("heading", heading.text), ...groupLines(groups, i === 0)],
    ),
    "",
    ...[...expansionLegend(model.request), ...legendOfSymbols(model.request)].map((line) => paint("quiet", line)),
    "",
    ...certificateLines(model.certificate, paint),
  ]);
}

/** A collected sum, a line or more for each group; all of them with a sign when the sum goes on from before. */
function groupLines(allGroups: readonly Group[], isFirst = true): string[] {
  return allGroups.flatMap(({ coefficient, blobs, bracket }, i) => {
    const factors = [coefficient.text, blobs.text].filter((factor) => factor !== "").map((factor) => `${factor} `);
    const head = `  ${i === 0 && isFirst ? "  " : "+ "}${factors.join("")}`;
    const terms = bracket.terms.map(({ text }) => text);
    if (!bracket.isSum) return sumLines(head, terms, columns, columns - bracketIndent);
    terms[terms.length - 1] += " )";
    return sumLines(`${head}( `, terms, columns, columns - bracketIndent);
  });
}

export function certificateLines({ passed, checks }: Certificate, paint: Paint): string[] {
  const [role, word] = passed ? (["good", "proved"] as const) : (["bad", "NOT PROVED"] as const);
  const names = checks.filter((check) => passed || !check.passed).map(({ name }) => name);
  const [first = "", ...rest] = wrapPieces(
    names.map((name, i) => (i < names.length - 1 ? `${name},` : name)),
    columns - word.length - 2,
  );
  return [`${paint(role, word)}: ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** The report of `certify`: every check with its figures. */
export function certificateText(compilation: SumAnswer, paint: Paint = unpainted): string {
  const model = summaryOf(compilation);
  return lines([...header(model, paint), "", ...certificateReport(model.certificate, paint)]);
}

/** Every check with its figures, and the verdict. */
export function certificateReport({ passed, checks }: Certificate, paint: Paint): string[] {
  return [
    ...checks.flatMap((check) => [
      `${check.passed ? paint("good", "passed") : paint("bad", "FAILED")}  ${paint("heading", check.name)}`,
      ...wrapPieces(check.detail.split(" "), columns - 8).map((line) => `        ${line}`),
    ]),
    "",
    passed ? paint("good", `all ${checks.length} checks passed`) : paint("bad", "the result is not confirmed"),
  ];
}

const lines = (all: readonly string[]): string => `${all.join("\n")}\n`;
