import type { ActionCount } from "../../answer/action/diagrams.js";
import { version } from "../../foundation/version.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { remark } from "../numbers.js";
import { tabular } from "../tabular.js";

/* How many diagrams an action has, by orders and loops. */

const mostLoops = ({ orders }: ActionCount): number => Math.max(0, ...orders.map(({ byLoops }) => byLoops.length - 1));

const columns = (count: ActionCount): string[] => [
  "order",
  ...Array.from({ length: mostLoops(count) + 1 }, (_, loops) => (loops === 1 ? "1 loop" : `${loops} loops`)),
  "all",
];

const rows = (count: ActionCount): string[][] =>
  count.orders.map(({ order, byLoops, diagrams }) => [
    String(order),
    ...Array.from({ length: mostLoops(count) + 1 }, (_, loops) => String(byLoops[loops] ?? "")),
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
    ...remark("classes by Burnside's lemma; a diagram of order p with L loops has p + 1 - L vertices", paint),
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
      orders: orders.map(({ order, byLoops, diagrams }) => ({
        order,
        byLoops: byLoops.map(String),
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
