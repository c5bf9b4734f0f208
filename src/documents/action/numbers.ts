import { version } from "../../foundation/version.js";
import type { CouplingsAnswer, LayerCouplings } from "../../numbers/action/couplings.js";
import { depthPanel, panels } from "../../pictures/depth-plot.js";
import type { PlotSpec } from "../../pictures/plot.js";
import { raisedPower, superscript, texPower } from "../../symbols/spelling.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { networkText, networkTitle, plainNetwork, remark, shortNumber } from "../numbers.js";
import { numberTex, tabular } from "../tabular.js";
import { plural } from "../words.js";

/* The couplings of a network's action as numbers, layer by layer, and as a picture. */

const name = (phi: number): string => (phi === 2 ? "φ·φ" : `(φ·φ)${raisedPower(phi / 2)}`);
const nameTex = (phi: number): string =>
  `$${phi === 2 ? "\\phi\\cdot\\phi" : `(\\phi\\cdot\\phi)${texPower(phi / 2)}`}$`;
const sizes = ({ layers }: CouplingsAnswer): number[] => layers[0]?.couplings.map(({ phi }) => phi) ?? [];
/** How many couplings stand beside each other. */
const couplingsABlock = 4;
const norm = ({ hasNorm }: LayerCouplings): string => (hasNorm ? "yes" : "no");

/** From this part on the last order is said to be no small one. */
const alarming = 0.25;

/** How many neurons are looked at. */
function neuronsText(layers: readonly LayerCouplings[]): string {
  const counts = [...new Set(layers.map(({ n }) => n))];
  return counts.length === 1
    ? `${plural(counts[0] as number, "neuron")} looked at in each layer`
    : `n = ${counts.join(", ")} neurons looked at, all of each layer`;
}

/** What is said of couplings whose last order is large, and what would help. */
function poorSeries(layers: readonly LayerCouplings[]): string {
  const said = "The last order is no small part of some couplings";
  return layers.some(({ n }) => n > 4)
    ? `${said}: with n as large as n_{l-1} every order is as large as the one before. Fewer neurons of the same layers, --neurons 2, have a better series.`
    : `${said}: wider layers, or fewer of them, have a better series.`;
}

/** What has to be said beside the couplings of a network: where their series is poor, and where e^-S has no norm. */
export function couplingRemarks(answer: CouplingsAnswer): string[] {
  const { layers, order } = answer;
  const normless = layers.filter(({ hasNorm }) => !hasNorm).length;
  const weighed = "oneovern action simulate weighs fields with e^-S expanded instead.";
  return [
    ...(layers.some(({ lastPart }) => lastPart > alarming) ? [poorSeries(layers)] : []),
    ...(normless === 0
      ? []
      : normless === layers.length
        ? [
            `In no layer can e^-S ${through(answer)} be normalised${order === 1 ? ": the quartic coupling is negative, V_4 > 0" : ""}; ${weighed}`,
          ]
        : [`Where e^-S has no norm it cannot be sampled; ${weighed}`]),
  ];
}

/** What is said of the order of the sums. */
const through = ({ order }: CouplingsAnswer): string => `through order 1/n′${order === 1 ? "" : superscript(order)}`;

function text(answer: CouplingsAnswer, paint: Paint = unpainted): string {
  const { naming, network, layers } = answer;
  /** A table for every few couplings, so that it fits a terminal; the first also says where there is a norm. */
  const table = (cell: (own: LayerCouplings["couplings"][number]) => number, last: boolean): string[] =>
    Array.from({ length: Math.ceil(sizes(answer).length / couplingsABlock) }, (_, block) => {
      const [from, to] = [block * couplingsABlock, (block + 1) * couplingsABlock];
      const hasNorms = last && block === 0;
      const { titles, rows } = layOut(
        [
          { title: "layer", align: "right" },
          { title: "K_0", align: "right" },
          ...sizes(answer)
            .slice(from, to)
            .map((phi) => ({ title: name(phi), align: "right" }) as const),
          ...(hasNorms ? [{ title: "e^-S has a norm", align: "left" } as const] : []),
        ],
        layers.map((layer) => [
          String(layer.layer),
          shortNumber(layer.kernel),
          ...layer.couplings.slice(from, to).map((own) => shortNumber(cell(own))),
          ...(hasNorms ? [norm(layer)] : []),
        ]),
      );
      return [...(block === 0 ? [] : [""]), paint("heading", titles), ...rows.flat()];
    }).flat();
  return [
    ...remark(`${naming.title}, ${through(answer)}`, (_, own) => paint("title", own)),
    ...remark(`${networkText(network)}; ${neuronsText(layers)}`, (_, own) => own),
    "",
    paint("heading", "couplings"),
    ...table(({ value }) => value, true),
    "",
    paint("heading", "times (n K_0)^j/n: what each adds to S a neuron, fields as large as usual"),
    ...table(({ perNeuron }) => perNeuron, false),
    "",
    ...remark(
      `S = sum of coupling × (φ·φ)^j + constant; each coupling its series ${through(answer)}, n′ = n_{l-1}, at K_0; layer 1 is Gaussian, 1/(2 K)`,
      paint,
    ),
    ...couplingRemarks(answer).flatMap((said) => remark(said, paint)),
    "",
  ].join("\n");
}

const json = (answer: CouplingsAnswer): string =>
  pretty({
    oneovern: version,
    request: { text: answer.naming.text, object: "action", order: answer.order },
    network: plainNetwork(answer.network),
    layers: answer.layers.map(({ layer, n, kernel, couplings, hasNorm }) => ({
      layer,
      neurons: n,
      K_0: kernel,
      couplings,
      hasNorm,
    })),
  });

const csv = ({ layers, order }: CouplingsAnswer): string =>
  records([
    [
      "layer",
      "neurons",
      "K_0",
      "phi",
      "value",
      "per_neuron",
      ...Array.from({ length: order + 1 }, (_, p) => `order_${p}`),
      "has_norm",
    ],
    ...layers.flatMap((layer) =>
      layer.couplings.map(({ phi, value, perNeuron, byOrder }) => [
        layer.layer,
        layer.n,
        layer.kernel,
        phi,
        value,
        perNeuron,
        ...byOrder,
        norm(layer),
      ]),
    ),
  ]);

const latex = (answer: CouplingsAnswer): string =>
  tabular(
    [`${answer.naming.title}, ${through(answer)}`, networkText(answer.network)],
    [
      { title: "layer", align: "r" },
      { title: "$K_0$", align: "r" },
      { title: "$n$", align: "r" },
      ...sizes(answer).map((phi) => ({ title: nameTex(phi), align: "r" }) as const),
      { title: "norm", align: "l" },
    ],
    answer.layers.map((layer) => [
      String(layer.layer),
      numberTex(layer.kernel),
      String(layer.n),
      ...layer.couplings.map(({ value }) => numberTex(value)),
      norm(layer),
    ]),
  );

/** The formats. */
export const couplingsFormats: Formats<CouplingsAnswer> = {
  text: (answer, { paint }) => text(answer, paint),
  json,
  csv,
  latex,
};

/** How each coupling goes with the depth: a panel for each number of fields, a line for each order. */
export function couplingsPlot(answer: CouplingsAnswer): PlotSpec {
  const { network, layers, order } = answer;
  return panels(
    [
      `${networkTitle(network)}, ${neuronsText(layers)}`,
      "couplings × (n K₀)^j/n: the flow of the action; lines: orders in 1/n′",
    ],
    sizes(answer).map((phi, at) =>
      depthPanel(
        name(phi),
        layers.flatMap(({ layer, couplings }) => {
          const { perNeuronByOrder } = couplings[at] as LayerCouplings["couplings"][number];
          // Every panel has all lines, also those that are 0 there: one legend is of all.
          return Array.from({ length: order + 1 }, (_, to) => {
            const predicted = perNeuronByOrder.slice(0, to + 1).reduce((a, b) => a + b, 0);
            const entry = to === 0 ? "Gaussian" : `through 1/n′${to === 1 ? "" : superscript(to)}`;
            return { layer, entry, predicted };
          });
        }),
      ),
    ),
    true,
  );
}
