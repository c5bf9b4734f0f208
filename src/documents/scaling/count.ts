import type { ScalingCount } from "../../answer/scaling/diagrams.js";
import { version } from "../../foundation/version.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { remark } from "../numbers.js";
import { tabular } from "../tabular.js";

/* How many planar diagrams the loss of scaling laws has. */

const columns = ["order", "L2", "L3", "without rungs", "all, L2 twice"] as const;

const rows = ({ orders }: ScalingCount): string[][] =>
  orders.map(({ order, L2, L3, withoutRungs, weighted }) => [order, L2, L3, withoutRungs, weighted].map(String));

function countText(count: ScalingCount, paint: Paint = unpainted): string {
  const { titles, rows: lines } = layOut(
    columns.map((title) => ({ title, align: "right" as const })),
    rows(count),
  );
  return [
    paint("title", `planar diagrams of ${count.text}`),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...remark("L2: binomial(3m, m)/(2m + 1) at order m, as each trace; (2/3) binomial(3m, m) in all", paint),
    "",
  ].join("\n");
}

/** Its formats; numbers as text, since they pass what a double holds. */
export const scalingCountFormats: Formats<ScalingCount> = {
  text: (count, { paint }) => countText(count, paint),
  json: ({ text, orders }) =>
    pretty({
      oneovern: version,
      request: { text, object: "scaling" },
      diagrams: String(orders.reduce((sum, { L2, L3 }) => sum + L2 + L3, 0n)),
      orders: orders.map(({ order, ...numbers }) => ({
        order,
        ...Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)])),
      })),
    }),
  csv: (count) => records([[...columns], ...rows(count)]),
  latex: (count) =>
    tabular(
      [`planar diagrams of ${count.text}`],
      ["order", "$L_2$", "$L_3$", "without rungs", "all, $L_2$ twice"].map((title) => ({ title, align: "r" })),
      rows(count),
    ),
};
