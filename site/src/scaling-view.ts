import { bounds } from "./address.js";
import { chart, legendOf } from "./chart.js";
import { client } from "./client.js";
import { debounced, field, figure, h, trusted } from "./dom.js";
import type { Place, View } from "./main.js";
import type { Line, Measured, ScalingChoice } from "./messages.js";

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
  const [curves, drawing, pairs] = [client(), client(), client()];
  const plot = h("figure", { class: "wide" });
  const said = h("p", { role: "status" });
  const drawn = h("p", { class: "status", role: "status" });
  const simulate = h("button", { type: "button", onclick: () => draw() }, "Draw regressions");
  const stop = h("button", { type: "button", hidden: true, onclick: () => stopped() }, "Stop");
  const duals = h("div", { class: "duals" });
  let lines: readonly Line[] = [];
  let points: Measured[] = [];

  const inputs = sliders.map((name) => {
    const isLog = name === "gamma";
    const input = h("input", {
      type: "range",
      min: isLog ? Math.log10(least) : bounds[name][0],
      max: isLog ? Math.log10(most) : bounds[name][1],
      step: isLog ? 0.05 : name === "alpha" ? 0.05 : 1,
    });
    const output = h("output", {});
    return { name, isLog, input, output };
  });
  const write = (): void => {
    const { scaling } = place.state();
    for (const { name, isLog, input, output } of inputs) {
      input.value = String(isLog ? Math.log10(Math.max(least, scaling[name])) : scaling[name]);
      output.textContent = figure(scaling[name]);
      input.setAttribute("aria-valuetext", figure(scaling[name]));
    }
  };
  const read = (): ScalingChoice => ({
    ...place.state().scaling,
    ...Object.fromEntries(
      inputs.map(({ name, isLog, input }) => [
        name,
        isLog ? Number((10 ** Number(input.value)).toPrecision(2)) : Number(input.value),
      ]),
    ),
  });
  const later = debounced(60, () => refresh());
  for (const { input } of inputs)
    input.addEventListener("input", () => {
      place.set({ scaling: read() });
      write();
      stopped();
      points = [];
      later();
    });

  function refresh(): void {
    curves
      .run("sweep", { model: place.state().scaling, simulate: false }, (part) => {
        if (part.kind !== "curve") return;
        lines = part.lines.filter((line) => line.points.length > 0);
        const { peak, exponent } = part;
        said.textContent = [
          peak === undefined
            ? "No peak of double descent within the range."
            : `Double descent: the loss peaks at N = ${figure(peak.value)} (T = ${place.state().scaling.T}).`,
          exponent === undefined ? "" : `Where N is scarce the loss goes as N^−${figure(exponent)}.`,
        ].join(" ");
        plotted();
      })
      .catch((error: Error) => {
        said.textContent = error.message;
      });
  }

  function plotted(): void {
    const { N } = place.state().scaling;
    const at = lines[0]?.points.reduce((best, point) =>
      Math.abs(point[0] - N) < Math.abs(best[0] - N) ? point : best,
    );
    const marked: Measured[] = at === undefined ? [] : [{ x: at[0], y: at[1], error: 0 }];
    plot.replaceChildren(
      chart(lines, [marked, points], {
        title: "The test loss against the number of features",
        x: "N, features",
        y: "test loss",
        isLogX: true,
        isLogY: true,
      }),
      h(
        "figcaption",
        {},
        legendOf(lines),
        at === undefined ? "" : `At N = ${N}: ${figure(at[1])}, in units C σ_w²/2M.`,
      ),
    );
  }

  function draw(): void {
    points = [];
    simulate.hidden = true;
    stop.hidden = false;
    drawn.textContent = "Drawing regressions …";
    drawing
      .run("sweep", { model: place.state().scaling, simulate: true }, (part) => {
        if (part.kind !== "point") return;
        points.push(part.point);
        drawn.textContent = `${points.length} places measured …`;
        plotted();
      })
      .then(
        () => {
          stopped();
          drawn.textContent = `${points.length} places measured, 30 regressions each.`;
        },
        (error: Error) => {
          stopped();
          drawn.textContent = error.message;
        },
      );
  }

  function stopped(): void {
    drawing.stop();
    simulate.hidden = false;
    stop.hidden = true;
  }

  const order = h(
    "select",
    { onchange: () => paired() },
    ...[1, 2, 3].map((value) => h("option", { value }, String(value))),
  );
  function paired(): void {
    pairs
      .run("duals", { order: Number(order.value) }, (part) => {
        duals.replaceChildren(
          ...part.pairs.map(({ svg, ids }) => h("figure", {}, trusted(svg), h("figcaption", {}, h("code", {}, ids)))),
        );
      })
      .catch((error: Error) => {
        duals.textContent = error.message;
      });
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
    h("p", {}, simulate, stop),
    drawn,
    h("h2", {}, "Diagrams beside their duals"),
    h(
      "p",
      {},
      "Exchanging features and samples turns every diagram into another one, its dual; those that are their own stand alone.",
    ),
    field("order", order, "dual-order"),
    duals,
  );
  let isPaired = false;
  return {
    element,
    show: () => {
      write();
      refresh();
      if (!isPaired) paired();
      isPaired = true;
    },
    leave: () => {
      for (const each of [curves, drawing, pairs]) each.stop();
      stopped();
    },
  };
}
