import { type Polynomial, sorted, symbolsOf } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Compilation } from "../compile.js";
import type { Correlation } from "../correlate.js";
import { helpersOf } from "../evaluator/helpers.js";
import { inverseName, meaning, variableName } from "../evaluator/names.js";
import type { Certificate } from "../expansion/certificate.js";
import { printRequest } from "../language/request.js";
import { version } from "../version.js";
import { groupsOf, summaryOf } from "./document.js";
import { monomialText } from "./notation.js";
import { ascii } from "./notations.js";
import { fillTemplate } from "./template.js";
import { pairsModule } from "./typescript-pairs.js";

/* A TypeScript module that stands alone: the helpers of evaluator/, with types, names and documentation around them. */

/** A sum to be written as a module, and what its header says. */
interface Evaluated {
  readonly sum: Polynomial;
  readonly certificate: Certificate;
  readonly request: string;
  readonly title: string;
  readonly leftSide: string;
  readonly functionName: string;
  /** The formula, a line a group. */
  readonly formula: readonly string[];
}

/**
 * The evaluator of a compilation's sum as a strict TypeScript module, with tensors for labelled externals; see docs/formats.md,
 * "Generated modules".
 */
export function typescriptModule(compilation: Compilation): Promise<string> {
  const { request, sum, certificate } = compilation;
  if (request.externals !== null) return pairsModule(compilation);
  const model = summaryOf(compilation);
  return sumModule({
    sum,
    certificate,
    request: model.request.text,
    title: model.title,
    leftSide: model.leftSide.ascii,
    functionName: model.subject.ascii,
    formula: groupsOf(compilation).map(({ result }) => result.ascii),
  });
}

/** The evaluator of a correlator: deltas are 0 or 1, K and V are those of its layer. */
export function typescriptCorrelator({ request, sum, certificate }: Correlation): Promise<string> {
  const text = printRequest(request);
  return sumModule({
    sum,
    certificate,
    request: text,
    title: "a correlator of layer l",
    leftSide: text,
    functionName: "correlator",
    formula: sorted(sum).map(
      ({ coefficient, monomial: m }) =>
        `${Q.isOne(coefficient) ? "" : `${Q.toText(coefficient)} * `}${monomialText(m, ascii)}`,
    ),
  });
}

function sumModule({ sum, certificate, formula, ...header }: Evaluated): Promise<string> {
  const symbols = symbolsOf(sum);
  const helpers = helpersOf(sum, (front) => monomialText(front, ascii));
  const operations = helpers.reduce((total, { count }) => total + count, 0) + helpers.length - 1;
  const inverses = symbols.filter((s) => s.kind === "width");
  return fillTemplate("typescript-module", {
    version,
    ...header,
    operations: operations + inverses.length,
    checks: certificate.checks.map(({ name }) => name).join(", "),
    formula: formula.map((line, i) => `${i === 0 ? "  " : "+ "}${line}`),
    symbols: symbols.map((symbol, index) => ({
      index,
      quoted: JSON.stringify(symbol.name),
      symbol: symbol.name,
      variable: variableName(symbol),
      meaning: meaning(symbol),
    })),
    helpers: helpers.map(({ name, body, reads }) => ({
      name,
      body,
      reads: reads.map((symbol) => ({
        variable: symbol.kind === "width" ? inverseName(symbol) : variableName(symbol),
        index: symbols.findIndex((other) => other.name === symbol.name),
        inverse: symbol.kind === "width",
      })),
    })),
    calls: helpers.map(({ name }) => `${name}(values)`).join(" + "),
  });
}
