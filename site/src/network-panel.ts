import { bounds, within } from "./address.js";
import { chart } from "./chart.js";
import { client } from "./client.js";
import { debounced, field, figure, h } from "./dom.js";
import type { Place } from "./main.js";
import type { Line, Measured, NetworkChoice } from "./messages.js";

/* A network: its controls, the flow of its kernel and vertices, where it is critical, and drawn networks beside it. */

/** What the controls offer; an expression in x does as well. */
const activations = ["tanh", "relu", "gelu", "sin", "erf", "linear", "leaky-relu(0.1)", "swish", "softplus"];

export interface NetworkPanel {
  readonly element: HTMLElement;
  readonly show: () => void;
  /** The request has another table. */
  readonly refresh: () => void;
  readonly leave: () => void;
}

type Shares = ReadonlyMap<string, { readonly value: number; readonly share: number }>;

/** Controls of a network. @param changed told of what they say now */
export function networkControls(network: () => NetworkChoice, changed: (network: NetworkChoice) => void) {
  const activation = h("input", { type: "text", list: "activations", maxlength: 100, size: 12 });
  const fields = (["C_W", "C_b", "K", "width", "depth"] as const).map((name) => ({
    name,
    input: h("input", {
      type: "number",
      min: bounds[name][0],
      max: bounds[name][1],
      step: name === "width" || name === "depth" ? 1 : "any",
    }),
  }));
  const read = (): NetworkChoice => {
    const now = network();
    const numbers = Object.fromEntries(fields.map(({ name, input }) => [name, within(name, input.value, now[name])]));
    return { ...now, ...numbers, activation: activation.value.trim() || now.activation };
  };
  const told = debounced(200, () => changed(read()));
  for (const input of [activation, ...fields.map((field) => field.input)]) input.addEventListener("input", told);
  const write = (): void => {
    const now = network();
    if (document.activeElement !== activation) activation.value = now.activation;
    for (const { name, input } of fields) if (document.activeElement !== input) input.value = String(now[name]);
  };
  const id = `network-${Math.random().toString(36).slice(2, 8)}`;
  const names = { C_W: "C_W", C_b: "C_b", K: "K of layer 1", width: "width", depth: "depth" } as const;
  return {
    elements: [
      h("datalist", { id: "activations" }, ...activations.map((value) => h("option", { value }))),
      field("σ", activation, `${id}-activation`),
      ...fields.map(({ name, input }) => field(names[name], input, `${id}-${name}`)),
    ],
    write,
  };
}

export function networkPanel(place: Place, request: () => string, showShares: (shares: Shares) => void): NetworkPanel {
  const [evaluating, flowing, searching, drawing] = [client(), client(), client(), client()];
  const sum = h("p", { role: "status" });
  const critical = h("p", { class: "critical" });
  const plots = h("div", { class: "plots" });
  const said = h("p", { class: "status", role: "status" });
  const simulate = h("button", { type: "button", onclick: () => drawn() }, "Draw networks");
  const stop = h("button", { type: "button", hidden: true, onclick: () => stopDrawing() }, "Stop");
  let lines: readonly Line[] = [];
  let measured: { readonly [line: string]: readonly Measured[] } = {};

  const controls = networkControls(
    () => place.state().network,
    (network) => {
      place.set({ network });
      measured = {};
      stopDrawing();
      refresh();
    },
  );
  const details = h(
    "details",
    { class: "network", ontoggle: () => toggled() },
    h("summary", {}, "Numbers for a network"),
    h("form", { class: "controls", onsubmit: (event: Event) => event.preventDefault() }, ...controls.elements),
    critical,
    sum,
    plots,
    h("p", {}, simulate, stop),
    said,
  );

  function toggled(): void {
    if (details.open === place.state().showsNumbers) return;
    place.set({ showsNumbers: details.open });
    refresh();
  }

  function stopDrawing(): void {
    drawing.stop();
    simulate.hidden = false;
    stop.hidden = true;
  }

  function refresh(): void {
    if (!place.state().showsNumbers) {
      showShares(new Map());
      return;
    }
    const { network } = place.state();
    controls.write();
    evaluating
      .run("evaluate", { text: request(), network }, ({ rows, name, value, layer }) => {
        sum.textContent = `${name} at layer ${layer} is ${figure(value)}; each row's part of it stands beside the row.`;
        showShares(new Map(rows.map(({ id, ...numbers }) => [id, numbers])));
      })
      .catch((error: Error) => {
        sum.textContent = error.message;
        showShares(new Map());
      });
    flowing
      .run("flow", { network }, (found) => {
        lines = found.lines;
        plotted();
        if (found.warnings.length > 0) said.textContent = found.warnings.join(" ");
      })
      .catch((error: Error) => {
        plots.replaceChildren(h("p", {}, error.message));
      });
    searching
      .run("critical", { activation: network.activation }, ({ points, why }) => {
        critical.replaceChildren(
          ...(points.length === 0
            ? [`Nowhere critical: ${why}.`]
            : [
                "Critical at ",
                ...points.slice(0, 3).flatMap((point, i) => [
                  i === 0 ? "" : ", ",
                  h(
                    "button",
                    {
                      type: "button",
                      onclick: () => {
                        place.set({
                          network: {
                            ...place.state().network,
                            C_b: point.C_b,
                            C_W: point.C_W,
                            ...(point.K === null || point.K === 0 ? {} : { K: point.K }),
                          },
                        });
                        measured = {};
                        refresh();
                      },
                    },
                    `C_b = ${figure(point.C_b)}, C_W = ${figure(point.C_W)}`,
                  ),
                  ` (${point.stability})`,
                ]),
              ]),
        );
      })
      .catch((error: Error) => {
        critical.textContent = error.message;
      });
  }

  function plotted(): void {
    plots.replaceChildren(
      ...lines.map((line) =>
        h(
          "figure",
          {},
          chart([line], [measured[line.name] ?? []], { title: `${line.name} by layer`, x: "layer", y: line.name }),
        ),
      ),
    );
  }

  function drawn(): void {
    const { network } = place.state();
    simulate.hidden = true;
    stop.hidden = false;
    said.textContent = "Drawing networks …";
    drawing
      .run("simulate", { network, samples: 4000, seed: 1 }, (part) => {
        if (part.kind === "progress") {
          said.textContent = `Drawing networks … ${Math.round((100 * part.done) / Math.max(1, part.total))} %`;
          return;
        }
        measured = part.measured;
        said.textContent = `${part.samples} networks: theory and measurement: ${part.verdict}.`;
        plotted();
      })
      .then(stopDrawing, (error: Error) => {
        stopDrawing();
        said.textContent = error.message;
      });
  }

  return {
    element: details,
    show: () => {
      controls.write();
      if (details.open !== place.state().showsNumbers) details.open = place.state().showsNumbers;
    },
    refresh,
    leave: () => {
      for (const each of [evaluating, flowing, searching, drawing]) each.stop();
      stopDrawing();
    },
  };
}
