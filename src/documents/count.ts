import type { Count } from "../answer/count.js";
import { version } from "../foundation/version.js";
import { records } from "./csv.js";
import { type Formats, type Paint, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { plainRequest } from "./plain.js";
import { tabular } from "./tabular.js";

const rows = ({ byJSums }: Count): string[][] =>
  byJSums.flatMap(({ classes, labelled }, r) => (r === 0 ? [] : [[String(r), String(classes), String(labelled)]]));

/** A count as an aligned table. */
function countText(count: Count, paint: Paint = unpainted): string {
  const { titles, rows: lines } = layOut(
    [
      { title: "j sums", align: "right" },
      { title: "classes", align: "right" },
      { title: "labelled", align: "right" },
    ],
    [...rows(count), ["all", String(count.classes), String(count.labelled)]],
  );
  return [
    paint("title", count.naming.title),
    "",
    paint("heading", titles),
    ...lines.flat(),
    ...(count.byLoops.length > 1 ? ["", ...byLoops(count, paint)] : []),
    "",
  ].join("\n");
}

/** The same by order, where there are several. */
function byLoops(count: Count, paint: Paint): string[] {
  const { titles, rows: lines } = layOut(
    [
      { title: " loops", align: "right" },
      { title: "classes", align: "right" },
      { title: "labelled", align: "right" },
    ],
    count.byLoops.map(({ loops, classes, labelled }) => [String(loops), String(classes), String(labelled)]),
  );
  return [paint("heading", titles), ...lines.flat()];
}

/** A count as plain data: numbers as text, since they pass what a double holds. */
function countJson(count: Count): string {
  const byJSums = rows(count);
  return pretty({
    oneovern: version,
    request: plainRequest(count.request, count.naming.text),
    classes: String(count.classes),
    labelled: String(count.labelled),
    byJSums: Object.fromEntries(byJSums.map(([r, classes]) => [r, classes])),
    labelledByJSums: Object.fromEntries(byJSums.map(([r, , labelled]) => [r, labelled])),
    byLoops: Object.fromEntries(count.byLoops.map(({ loops, classes }) => [String(loops), String(classes)])),
    labelledByLoops: Object.fromEntries(count.byLoops.map(({ loops, labelled }) => [String(loops), String(labelled)])),
  });
}

/** A count as comma-separated values, one row a number of j sums. */
const countCsv = (count: Count): string => records([["j_sums", "classes", "labelled"], ...rows(count)]);

/** A count as a table in LaTeX. */
const countLatex = (count: Count): string =>
  tabular(
    [count.naming.title],
    ["$j$ sums", "classes", "labelled"].map((title) => ({ title, align: "r" })),
    rows(count),
    ["all", String(count.classes), String(count.labelled)],
  );

/** Its formats. */
export const countFormats: Formats<Count> = {
  text: (answer, { paint }) => countText(answer, paint),
  json: countJson,
  csv: countCsv,
  latex: countLatex,
};
