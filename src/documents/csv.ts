import { type Polynomial, type Summand, sorted, symbolsOf } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { tableModel } from "./document.js";
import type { SumFormat } from "./sum-format.js";

/** Comma-separated values (RFC 4180): one row a diagram, or one a monomial of the sum. */
export const csv: SumFormat = {
  table: (compilation) =>
    records([
      [
        "number",
        "id",
        "loops",
        "j_sums",
        "halves",
        "blobs_over_widths",
        "symmetry",
        "bracket",
        "result",
        "labellings",
        "automorphisms",
        "order",
      ],
      ...tableModel(compilation).rows.map((row) => [
        row.number,
        row.id,
        row.loops,
        row.jSums,
        row.halves,
        row.blobs.ascii || "1",
        row.symmetry.ascii || "1",
        row.bracket.ascii,
        row.result.ascii,
        row.labellings,
        row.automorphisms,
        row.order,
      ]),
    ]),
  expand: ({ sum }) => sumRecords(sum, sorted(sum)),
};

/** A sum as records: a line a term, in the given order, with the power of each symbol. */
export function sumRecords(sum: Polynomial, terms: readonly Summand[]): string {
  const symbols = symbolsOf(sum);
  return records([
    ["coefficient", ...symbols.map(({ name }) => name)],
    ...terms.map(({ coefficient, monomial }) => [
      Q.toText(coefficient),
      ...symbols.map(({ name }) => monomial.factors.find(({ symbol }) => symbol.name === name)?.power ?? 0),
    ]),
  ]);
}

/** Records as lines, ended by CR LF; fields are quoted where they must be. */
export const records = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map((value) => quoted(String(value))).join(",")}\r\n`).join("");

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
