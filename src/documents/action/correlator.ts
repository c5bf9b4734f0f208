import { toPlain } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import type { ActionCorrelation } from "../../answer/action/correlator.js";
import type { Correlation } from "../../answer/correlate.js";
import { version } from "../../foundation/version.js";
import { raisedPower } from "../../symbols/spelling.js";
import { correlatorFormats, correlatorLegend, groupLines } from "../correlator.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { remark } from "../numbers.js";
import { certificateDocument, certificateLines, titleLines } from "../text.js";
import { plural } from "../words.js";

/* A correlator through the action: what lines and loops come to, and the sum order by order. */

const power = (order: number): string => (order === 0 ? "order 0" : `1/n${raisedPower(order)}`);

function partLines({ parts: { lines, loops } }: ActionCorrelation): string[] {
  const sums = lines.map((sum, m) => `${m}: ${Q.toText(sum)}`).join(", ");
  const total = loops.map(({ bosons, determinant }) => Q.toText(Q.add(bosons, determinant)));
  return [
    `open lines with m fluctuations of the kernel: ${sums}; closed loops with 1 to ${loops.length}, bosons and the determinant's together: ${total.join(", ")}`,
  ];
}

function text(answer: ActionCorrelation, paint: Paint = unpainted): string {
  return [
    ...titleLines(`${answer.naming.title}: ${plural(answer.sum.size, "term")}`, paint),
    ...(answer.parts.loops.length === 0 ? [] : remark(partLines(answer).join(" "), paint)),
    "",
    ...answer.orders.flatMap(({ order, sum }) => [paint("heading", power(order)), ...groupLines(sum), ""]),
    ...correlatorLegend.map((line) => paint("quiet", line)),
    "",
    ...certificateLines(answer.certificate, paint),
    "",
  ].join("\n");
}

/** The whole sum, for the formats that know nothing of its orders. */
const whole = (answer: ActionCorrelation): Correlation => ({ ...answer, kind: "correlator" });

const json = ({ naming, orders, parts, sum, certificate }: ActionCorrelation): string =>
  pretty({
    oneovern: version,
    request: { text: naming.text, object: "correlator", through: "action" },
    openLines: parts.lines.map(Q.toText),
    closedLoops: parts.loops.map(({ bosons, determinant }) => Q.toText(Q.add(bosons, determinant))),
    orders: orders.map(({ order, sum: own }) => ({ order, sum: toPlain(own) })),
    sum: toPlain(sum),
    certificate,
  });

const others = correlatorFormats("expand");

/** The formats. */
export const actionCorrelatorFormats: Formats<ActionCorrelation> = {
  text: (answer, { paint }) => text(answer, paint),
  latex: (answer, options) => others.latex?.(whole(answer), options) ?? "",
  markdown: (answer, options) => others.markdown?.(whole(answer), options) ?? "",
  html: (answer, options) => others.html?.(whole(answer), options) ?? "",
  csv: (answer, options) => others.csv?.(whole(answer), options) ?? "",
  json,
};

/** The proof alone. */
export const actionCorrelatorCertificate: Formats<ActionCorrelation> = {
  text: (answer, { paint }) => certificateDocument(answer, paint),
  json,
};
