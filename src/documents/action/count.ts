import type { ActionCount } from "../../answer/action/diagrams.js";
import { version } from "../../foundation/version.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { remark } from "../numbers.js";
import { tabular } from "../tabular.js";

/* How many diagrams an action has, by orders and vertices. */

const mostVertices = ({ orders }: ActionCount): number =>
  Math.max(1, ...orders.map(({ byVertices }) => byVertices.length));

const columns = (count: ActionCount): string[] => [
  "order",
  ...Array.from({ length: mostVertices(count) }, (_, i) => `v = ${i + 1}`),
  "all",
];

const rows = (count: ActionCount): string[][] =>
  count.orders.map(({ order, byVertices, diagrams }) => [
    String(order),
    ...Array.from({ length: mostVertices(count) }, (_, i) => String(byVertices[i] ?? "")),
    String(diagrams),
  ]);

function countText(count: ActionCount, paint: Paint = unpainted): string {
  const { titles, rows: lines } = layOut(
    columns(count).map((title) => ({ title, align: "right" as const })),
    rows(count),
  );
  return [
    paint("title", `diagrams of ${count.text}`),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...remark(
      "classes by Burnside's lemma, by their number of vertices v; without tadpoles and orders of blobs a diagram of order p has p + 1 - v loops",
      paint,
    ),
    "",
  ].join("\n");
}

/** Its formats; numbers as text, since they may pass what a double holds. */
export const actionCountFormats: Formats<ActionCount> = {
  text: (count, { paint }) => countText(count, paint),
  json: ({ text, orders }) =>
    pretty({
      oneovern: version,
      request: { text, object: "action" },
      classes: String(orders.reduce((sum, { diagrams }) => sum + diagrams, 0n)),
      orders: orders.map(({ order, byVertices, diagrams }) => ({
        order,
        byVertices: byVertices.map(String),
        diagrams: String(diagrams),
      })),
    }),
  csv: (count) => records([columns(count), ...rows(count)]),
  latex: (count) =>
    tabular(
      [`diagrams of ${count.text}`],
      columns(count).map((title) => ({ title, align: "r" })),
      rows(count),
    ),
};
