import { answer, couplingRemarks, largestCorrection, type Request, written } from "../../src/index.js";
import { bodyOfPage } from "../../src/pages.js";
import { type Carry, limits } from "./carry.js";
import type { Line, NetworkChoice } from "./messages.js";

/* What a worker does beside tables: numbers, copies, other subjects. */

const specOf = ({ activation, C_b, C_W, K, width, depth }: NetworkChoice) => ({
  activation,
  C_b,
  C_W,
  K,
  width,
  depth,
});
const quiet = {
  watched: () => () => undefined,
  followed: () => () => undefined,
  announced: () => undefined,
  warned: () => undefined,
};

/** What is not a table of V_2k, in HTML. */
export async function otherTable(request: Request): Promise<string> {
  const found = await answer(request, { maxTerms: limits.maxTerms });
  return bodyOfPage(await written(request.object === "correlator" ? "expansion" : "table", found, "html"));
}

export const more: Omit<Carry, "table" | "explain"> = {
  async copy({ id, text, format }, tell) {
    const { rowAs } = await import("./row-as.js");
    tell({ text: await rowAs(id, text, format) });
  },

  async evaluate({ text, network }, tell) {
    const found = await answer({ object: "evaluation", of: text, network: specOf(network) }, limits);
    tell({
      // Of the vertex itself: a table's rows add up to it but for widths and C_W.
      rows: found.rows.map(({ id, share }) => ({ id, value: share * found.vertex, share })),
      name: found.naming.quantity ?? found.naming.text,
      value: found.vertex,
      layer: found.layer,
    });
  },

  async critical({ activation }, tell) {
    const { criticality } = await answer({ object: "critical", activation }, limits);
    tell({ points: criticality.points, why: criticality.why });
  },

  async flow({ network }, tell) {
    const warnings: string[] = [];
    const found = await answer(
      { object: "flow", network: specOf(network), extent: { highest: 3, orders: 0 } },
      { ...limits, observer: { ...quiet, warned: (warning) => warnings.push(warning) } },
    );
    if (found.kind !== "flow") return;
    const lineOf = (name: string, k: number): Line => ({
      name,
      points: found.layers.map(({ layer, cumulants }) => [layer, (cumulants[k]?.[0] ?? 0) / network.width ** (k - 1)]),
    });
    tell({ lines: [lineOf("K", 1), lineOf("V₄/n", 2), lineOf("V₆/n²", 3)], warnings });
  },

  async simulate({ network, samples, seed }, tell) {
    const onTheWay = () => (done: number, total: number) => tell({ kind: "progress", done, total });
    const found = await answer(
      { object: "simulation", network: specOf(network), extent: { highest: 2, orders: 1 }, samples, seed },
      { ...limits, observer: { ...quiet, followed: onTheWay, watched: onTheWay } },
    );
    const lineOf = (k: number) => {
      const rows = found.rows.filter(({ at }) => at.length === k);
      const scale = network.width ** (1 - k);
      return {
        measured: rows.map(({ layer, measured, standardError }) => ({
          x: layer,
          y: measured * scale,
          error: standardError * scale,
        })),
        predicted: {
          name: "with its 1/n term",
          points: rows.map(({ layer, predicted }) => [layer, predicted * scale] as const),
        },
      };
    };
    const [kernel, vertex] = [lineOf(1), lineOf(2)];
    const { outcome, convergesThroughLayer } = found.verdict;
    tell({
      kind: "done",
      measured: { K: kernel.measured, "V₄/n": vertex.measured },
      predicted: { K: kernel.predicted, "V₄/n": vertex.predicted },
      samples: found.samples,
      verdict:
        outcome === "no test"
          ? `no test, since past layer ${convergesThroughLayer} the series in 1/n does not converge at this width`
          : outcome === "agree"
            ? "theory with its 1/n term and measurement agree"
            : "theory with its 1/n term and measurement disagree",
    });
  },

  async sweep({ model, to }, tell) {
    const found = await answer({ object: "sweep", model, range: { name: "N", from: 2, to } }, limits);
    const curve = found.curves[0];
    if (curve === undefined) return;
    const lineOf = (name: string, of: "planar" | "corrected"): Line => ({
      name,
      // Where there is no value the line is broken: at the pole, and where the correction is none.
      points: curve.points.map((point) => [point.value, point[of] ?? Number.NaN] as const),
    });
    const fit = curve.fits.planar;
    tell({
      lines: [lineOf("planar", "planar"), lineOf("with the 1/N term", "corrected")],
      ...(curve.peak === undefined ? {} : { peak: curve.peak }),
      ...(fit === undefined ? {} : { fit: { exponent: fit.exponent, from: fit.from, to: fit.to } }),
    });
  },

  async regressions({ model, to }, tell) {
    const places = 8;
    await answer(
      { object: "sweep", model, range: { name: "N", from: 2, to, points: places }, simulate: { samples: 30 } },
      {
        ...limits,
        onMeasured: ({ point }) =>
          tell({ places, point: { x: point.value, y: point.measured, error: point.standardError } }),
      },
    );
  },

  async loss({ model }, tell) {
    const { gamma, M, N, T } = model;
    // Without a ridge there is no first correction where a size is that of the data.
    const order = gamma === 0 && (N === M || T === M) ? 0 : 1;
    const { planar, correction } = await answer({ object: "test loss", model, order }, limits);
    const helps = correction !== undefined && Math.abs(correction.loss) <= largestCorrection * planar.loss;
    tell({ planar: planar.loss, ...(helps ? { corrected: planar.loss + correction.loss } : {}) });
  },

  async duals({ order }, tell) {
    const { dualPairs } = await import("./duals.js");
    tell({ pairs: dualPairs(order) });
  },

  async couplings({ network, neurons }, tell) {
    const found = await answer(
      { object: "couplings", of: "action V_6", network: specOf(network), ...(neurons === 0 ? {} : { neurons }) },
      limits,
    );
    const names = { 2: "φ²", 4: "φ⁴", 6: "φ⁶" };
    const counts = [...new Set(found.layers.map(({ n }) => n))];
    tell({
      lines: Object.entries(names).map(([phi, name]) => ({
        name,
        points: found.layers.flatMap(({ layer, couplings }) =>
          couplings.flatMap((coupling) => (coupling.phi === Number(phi) ? [[layer, coupling.perNeuron] as const] : [])),
        ),
      })),
      neurons: counts.join(", "),
      // What helps is a control here, and a flag elsewhere.
      remarks: couplingRemarks(found).map((remark) => remark.replace(", --neurons 2,", "")),
    });
  },

  async ghosts({ attachments }, tell) {
    const page = await written("ghosts", await answer({ object: "ghosts", attachments }), "html");
    // Below a heading of this page.
    tell({ html: bodyOfPage(page).replaceAll(/<(\/?)h[12]>/g, "<$1h3>") });
  },
};
