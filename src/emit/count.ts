import type { Count } from "../count.js";
import { printRequest } from "../language/request.js";
import { version } from "../version.js";
import { records } from "./csv.js";
import type { Paint } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { plainRequest } from "./plain.js";

const rows = ({ byJSums }: Count): string[][] =>
  byJSums.flatMap(({ classes, labelled }, r) => (r === 0 ? [] : [[String(r), String(classes), String(labelled)]]));

/** A count as an aligned table. */
export function countText(count: Count, paint: Paint = (_, text) => text): string {
  const { titles, rows: lines } = layOut(
    [
      { title: "j sums", align: "right" },
      { title: "classes", align: "right" },
      { title: "labelled", align: "right" },
    ],
    [...rows(count), ["all", String(count.classes), String(count.labelled)]],
  );
  return [
    paint("title", `${printRequest(count.request)}, leading order, one input`),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
  ].join("\n");
}

/** A count as plain data: numbers as text, since they pass what a double holds. */
export function countJson(count: Count): string {
  const byJSums = rows(count);
  return pretty({
    oneovern: version,
    request: plainRequest(count.request),
    classes: String(count.classes),
    labelled: String(count.labelled),
    byJSums: Object.fromEntries(byJSums.map(([r, classes]) => [r, classes])),
    labelledByJSums: Object.fromEntries(byJSums.map(([r, , labelled]) => [r, labelled])),
    byLoops: { "0": String(count.classes) },
  });
}

/** A count as comma-separated values, one row a number of j sums. */
export const countCsv = (count: Count): string => records([["j_sums", "classes", "labelled"], ...rows(count)]);
