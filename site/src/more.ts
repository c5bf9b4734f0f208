import { answer, type Request, written } from "../../src/index.js";
import { type Carry, limits } from "./carry.js";
import type { Line, Measured, NetworkChoice, ScalingChoice } from "./messages.js";

/* What a worker does beside tables: numbers, copies, other subjects. */

const specOf = ({ activation, C_b, C_W, K, width, depth }: NetworkChoice) => ({
  activation,
  C_b,
  C_W,
  K,
  width,
  depth,
});
/** The model of a curve: N goes along it. */
const modelOf = ({ alpha, gamma, T, M }: ScalingChoice) => ({ alpha, gamma, T, M });

const quiet = {
  watched: () => () => undefined,
  followed: () => () => undefined,
  announced: () => undefined,
  warned: () => undefined,
};

/** What is not a table of diagrams, as text. */
export async function otherTable(request: Request): Promise<string> {
  const found = await answer(request, { maxTerms: limits.maxTerms });
  return written(request.object === "correlator" ? "expansion" : "table", found, "text");
}

export const more: Omit<Carry, "table" | "explain"> = {
  async copy({ id, text, format }, tell) {
    const { rowAs } = await import("./row-as.js");
    tell({ text: await rowAs(id, text, format) });
  },

  async evaluate({ text, network }, tell) {
    const found = await answer({ object: "evaluation", of: text, network: specOf(network) }, limits);
    tell({
      rows: found.rows.map(({ id, value, share }) => ({ id, value, share })),
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
    const found = await answer(
      { object: "simulation", network: specOf(network), extent: { highest: 2, orders: 1 }, samples, seed },
      {
        ...limits,
        observer: {
          ...quiet,
          followed: () => (done, total) => tell({ kind: "progress", done, total }),
          watched: () => (done, total) => tell({ kind: "progress", done, total }),
        },
      },
    );
    const measured: { [line: string]: Measured[] } = { K: [], "V₄/n": [] };
    for (const row of found.rows) {
      const k = row.at.length;
      const line = k === 1 ? measured.K : k === 2 ? measured["V₄/n"] : undefined;
      const scale = k === 2 ? 1 / network.width : 1;
      line?.push({ x: row.layer, y: row.measured * scale, error: row.standardError * scale });
    }
    const { outcome, convergesThroughLayer } = found.verdict;
    tell({
      kind: "done",
      measured,
      samples: found.samples,
      verdict: outcome === "no test" ? `no test past layer ${convergesThroughLayer}` : outcome,
    });
  },

  async sweep({ model, simulate }, tell) {
    const range = { name: "N", from: 2, to: Math.max(4, Math.round(0.8 * model.M)) } as const;
    const spec = modelOf(model);
    const planar = await answer({ object: "sweep", model: spec, range }, limits);
    const curve = planar.curves[0];
    if (curve === undefined) return;
    const points = (of: "planar" | "corrected") =>
      curve.points.flatMap((point) => {
        const y = point[of];
        return y === undefined || !Number.isFinite(y) ? [] : [[point.value, y] as const];
      });
    tell({
      kind: "curve",
      lines: [
        { name: "planar", points: points("planar") },
        { name: "with the 1/N term", points: points("corrected") },
      ],
      ...(curve.peak === undefined ? {} : { peak: curve.peak }),
      ...(curve.fits.planar === undefined ? {} : { exponent: curve.fits.planar.exponent }),
    });
    if (!simulate) return;
    await answer(
      { object: "sweep", model: spec, range: { ...range, points: 8 }, simulate: { samples: 30 } },
      {
        ...limits,
        onMeasured: ({ point }) =>
          tell({ kind: "point", point: { x: point.value, y: point.measured, error: point.standardError } }),
      },
    );
  },

  async duals({ order }, tell) {
    const { dualPairs } = await import("./duals.js");
    tell({ pairs: dualPairs(order) });
  },

  async couplings({ network }, tell) {
    const found = await answer({ object: "couplings", of: "action V_6", network: specOf(network) }, limits);
    const fields = [2, 4, 6];
    tell({
      lines: fields.map((phi) => ({
        name: `φ${phi === 2 ? "²" : phi === 4 ? "⁴" : "⁶"}`,
        points: found.layers.flatMap(({ layer, couplings }) =>
          couplings.flatMap((coupling) => (coupling.phi === phi ? [[layer, coupling.perNeuron] as const] : [])),
        ),
      })),
    });
  },

  async ghosts({ attachments }, tell) {
    const page = await written("ghosts", await answer({ object: "ghosts", attachments }), "html");
    const body = /<main>([\s\S]*)<\/main>/.exec(page)?.[1] ?? "";
    tell({ html: body });
  },
};
