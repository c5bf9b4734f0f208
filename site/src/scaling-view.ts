import { bounds } from "./address.js";
import { chart, legendOf } from "./chart.js";
import { computed } from "./client.js";
import { choice, debounced, field, figure, h, plain, trusted } from "./dom.js";
import { drawing } from "./drawing.js";
import type { Place, View } from "./main.js";
import type { Line, Measured, ScalingModel } from "./messages.js";

/* Scaling laws: the loss against the number of features, with drawn regressions beside it, and the diagrams in pairs. */

const sliders = ["alpha", "gamma", "T", "N", "M"] as const;
const names = {
  alpha: "α, of the spectrum",
  gamma: "γ, the ridge",
  T: "T, training samples",
  N: "N, features (marked)",
  M: "M, directions",
} as const;
/** Sliders that go evenly in the logarithm. */
const [least, most] = [1e-4, bounds.gamma[1]];

export function scalingView(place: Place): View {
  const plot = h("figure", { class: "wide" });
  const said = h("p", { role: "status" });
  const duals = h("div", { class: "duals" });
  let lines: readonly Line[] = [];
  let points: readonly Measured[] = [];
  /** The loss at the marked N. */
  let marked: { readonly planar: number; readonly corrected?: number } | undefined;

  const inputs = sliders.map((name) => {
    const isLog = name === "gamma";
    const input = h("input", {
      type: "range",
      min: isLog ? Math.log10(least) : bounds[name][0],
      max: isLog ? Math.log10(most) : bounds[name][1],
      step: isLog ? 0.05 : name === "alpha" ? 0.05 : 1,
    });
    const output = h("output", {});
    input.addEventListener("input", () => {
      // The others keep what an address gave them, which may be between their steps.
      const value = isLog ? Number((10 ** Number(input.value)).toPrecision(2)) : Number(input.value);
      place.set({ scaling: { ...place.state().scaling, [name]: value } });
      write();
      later.soon();
    });
    return { name, isLog, input, output };
  });
  function write(): void {
    const { scaling, duals: order } = place.state();
    for (const { name, isLog, input, output } of inputs) {
      if (document.activeElement !== input)
        input.value = String(isLog ? Math.log10(Math.max(least, scaling[name])) : scaling[name]);
      output.textContent = plain(scaling[name]);
      input.setAttribute("aria-valuetext", plain(scaling[name]));
    }
    chosen.value = String(order);
  }
  const later = debounced(60, () => show());

  const model = (): ScalingModel => {
    const { N: _, ...others } = place.state().scaling;
    return others;
  };
  const farthest = (M: number): number => Math.max(4, Math.round(0.8 * M));

  const curve = computed("sweep", {
    part: ({ lines: found, peak, fit }, { model: { alpha, T } }) => {
      lines = found.filter((line) => line.points.some(([, y]) => Number.isFinite(y)));
      said.textContent =
        peak === undefined
          ? "No peak of double descent within the range."
          : `Double descent: the loss peaks at N = ${plain(peak.value)} (T = ${T}).`;
      if (fit !== undefined)
        said.append(
          ` From N = ${plain(fit.from)} to ${plain(fit.to)} the loss goes about as N`,
          h("sup", {}, figure(-fit.exponent)),
          `, the pole at N = T divided out (α = ${plain(alpha)}).`,
        );
      plotted();
    },
    failed: (text) => {
      lines = [];
      said.textContent = text;
      plotted();
    },
  });
  const mark = computed("loss", {
    begun: () => {
      marked = undefined;
    },
    part: (found) => {
      marked = found;
      plotted();
    },
    failed: () => plotted(),
  });
  const drawn = drawing("regressions", {
    label: "Draw regressions",
    what: () => ({ model: model(), to: farthest(place.state().scaling.M) }),
    part: ({ point, places }) => {
      points = [...points, point];
      plotted();
      return points.length / places;
    },
    said: (isStopped) =>
      points.length === 0
        ? "Stopped."
        : `${points.length} places measured, 30 regressions each${isStopped ? "; stopped before the end" : ""}.`,
    forgotten: () => {
      points = [];
      plotted();
    },
  });
  const pairs = computed("duals", {
    part: ({ pairs: found }) => {
      duals.replaceChildren(
        ...found.map(({ svg, ids }) => h("figure", {}, trusted(svg), h("figcaption", {}, h("code", {}, ids)))),
      );
    },
    failed: (text) => {
      duals.textContent = text;
    },
  });

  function plotted(): void {
    const { N } = place.state().scaling;
    const measured = [
      ...(marked === undefined || !Number.isFinite(marked.planar)
        ? []
        : [{ name: `N = ${N}`, isMark: true, points: [{ x: N, y: marked.planar, error: 0 }] }]),
      ...(points.length === 0 ? [] : [{ name: "drawn regressions", points }]),
    ];
    const corrected = marked?.corrected;
    plot.replaceChildren(
      chart(lines, measured, {
        title: "The test loss against the number of features",
        x: "N, features",
        y: "test loss, in units C σ_w²/2M",
        isLogX: true,
        isLogY: true,
        isWide: true,
      }),
      h(
        "figcaption",
        {},
        legendOf(lines, measured),
        marked === undefined
          ? ""
          : h(
              "p",
              {},
              `At N = ${N}: ${figure(marked.planar)}${corrected === undefined ? "" : `, with the 1/N term ${figure(corrected)}`}.`,
            ),
      ),
    );
  }

  const chosen = choice(bounds.duals, (value) => {
    place.set({ duals: value });
    show();
  });

  function show(): void {
    const { scaling, duals: order } = place.state();
    write();
    curve.of({ model: model(), to: Math.max(farthest(scaling.M), scaling.N) });
    mark.of({ model: scaling });
    drawn.show();
    pairs.of({ order });
  }

  const element = h(
    "div",
    { class: "scaling" },
    h("h1", {}, "The test loss of a solvable model of neural scaling laws"),
    h(
      "form",
      { class: "controls", onsubmit: (event: Event) => event.preventDefault() },
      ...inputs.map(({ name, input, output }) => {
        const row = field(names[name], input, `scaling-${name}`);
        row.append(output);
        return row;
      }),
    ),
    said,
    plot,
    drawn.element,
    h("h2", {}, "Diagrams beside their duals"),
    h(
      "p",
      {},
      "Exchanging features and samples turns every diagram into another one, its dual; those that are their own stand alone.",
    ),
    field("order", chosen, "dual-order"),
    duals,
  );
  return {
    element,
    title: () => "Scaling laws",
    show,
    leave: () => {
      later.never();
      for (const part of [curve, mark, drawn, pairs]) part.leave();
    },
  };
}
