import { toPlain } from "../algebra/polynomial.js";
import { version } from "../foundation/version.js";
import type { DiagramClass } from "../graphs/diagram.js";
import { partsByOrder } from "../notation/groups.js";
import { type Term, unweighed } from "../theory/kernel/term.js";
import { sizeAt } from "./document.js";
import type { SumAnswer } from "./format.js";
import { plainClass, plainDiagram, plainRequest } from "./plain.js";
import type { SumFormat } from "./sum-format.js";

/** Plain data for other programs; docs/formats.md describes the keys. */
export const json: SumFormat = {
  table: (compilation) =>
    document(compilation, { diagrams: compilation.terms.map(plainDiagram), ...sums(compilation) }),
  expand: (compilation) => document(compilation, sums(compilation)),
};

/** The collected sum, and by order where there are several. */
function sums(compilation: SumAnswer): object {
  const parts = partsByOrder(compilation);
  const subtotals = parts.map((part) => ({
    order: part.order,
    classes: String(sizeAt(compilation, part).classes),
    sum: toPlain(part.sum),
  }));
  return { ...(parts.length > 1 ? { subtotals } : {}), sum: toPlain(compilation.sum) };
}

function document({ request, naming, certificate }: SumAnswer, content: object): string {
  const { ascii, dividedBy } = naming.leftSide;
  return pretty({
    oneovern: version,
    request: plainRequest(request, naming.text),
    leftSide: ascii,
    dividedBy,
    ...content,
    certificate,
  });
}

/** The certificate by itself: the product of `certify`. */
export const certificateJson = (compilation: SumAnswer): string => document(compilation, {});

/** One diagram on one line: an element of the stream of `diagrams`. */
export const diagramLine = (term: Term): string => `${JSON.stringify(plainDiagram(term))}\n`;

/** The same of a class that nobody has weighed: all but its terms. */
export const classLine = (found: DiagramClass): string => `${JSON.stringify(plainClass(unweighed(found)))}\n`;

/** A record as JSON, a line a key; of a list of records, a line a record. */
export function pretty(value: object): string {
  const entries = Object.entries(value).map(([key, entry]) => `  ${JSON.stringify(key)}: ${prettyEntry(entry)}`);
  return `{\n${entries.join(",\n")}\n}\n`;
}

function prettyEntry(entry: unknown): string {
  if (!Array.isArray(entry) || entry.length === 0 || typeof entry[0] !== "object") return JSON.stringify(entry);
  return `[\n${entry.map((record) => `    ${JSON.stringify(record)}`).join(",\n")}\n  ]`;
}
