import type { Group } from "../notation/groups.js";
import type { Legend } from "../notation/naming.js";
import type { Certificate } from "../proof/certificate.js";
import { type Order, type Summary, summaryOf, type TableModel, tableModel } from "./document.js";
import { type Paint, type SumAnswer, terminalColumns, unpainted } from "./format.js";
import { layOut, sumLines, widestOf, widthOf, wrapPieces } from "./layout.js";
import type { SumFormat } from "./sum-format.js";
import { plural } from "./words.js";

const columns = terminalColumns;

/** Aligned Unicode text for a terminal of 80 columns. */
export const text: SumFormat = {
  table: (compilation, { paint = unpainted }) => tableText(tableModel(compilation), compilation.naming.legend, paint),
  expand: (compilation, { paint = unpainted }) =>
    expandText(tableModel(compilation), compilation.sum.size, compilation.naming.legend, paint),
};

function tableText(model: TableModel, legend: Legend, paint: Paint): string {
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
    ...legend.table.map((line) => paint("quiet", line)),
    "",
    ...certificateLines(model.certificate, paint),
  ]);
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
function factorTable(model: TableModel): { titles: string; rows: string[][] } {
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
  const used = widestOf([factors.titles, ...factors.rows.flat()]);
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
  return `${left}${" ".repeat(Math.max(0, leftWidth - widthOf(left)))}  ${right}`;
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

function expandText(model: TableModel, monomials: number, legend: Legend, paint: Paint): string {
  return lines([
    ...titleLines(`${model.title}: ${plural(monomials, "monomial")} from ${plural(model.classes, "diagram")}`, paint),
    `${model.leftSide.text} =`,
    "",
    ...model.orders.flatMap(({ heading, groups }, i) =>
      heading.text === ""
        ? groupLines(groups)
        : [...(i === 0 ? [] : [""]), paint("heading", heading.text), ...groupLines(groups, i === 0)],
    ),
    "",
    ...legend.sum.map((line) => paint("quiet", line)),
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

/** The report of `certify` for an answer that is no sum of diagrams: its title, then every check. */
export const certificateDocument = (
  { naming, certificate }: { readonly naming: { readonly title: string }; readonly certificate: Certificate },
  paint: Paint = unpainted,
): string => lines([...titleLines(naming.title, paint), "", ...certificateReport(certificate, paint)]);

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
