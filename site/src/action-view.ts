import { chart } from "./chart.js";
import { client } from "./client.js";
import { field, h, trusted } from "./dom.js";
import type { Place, View } from "./main.js";
import { networkControls } from "./network-panel.js";

/* The layer as a field theory: its couplings from layer to layer, and the loops of later layers, which cancel. */

export function actionView(place: Place): View {
  const [numbers, loops] = [client(), client()];
  const plots = h("div", { class: "plots" });
  const cancelling = h("div", { class: "ghosts" });
  const controls = networkControls(
    () => place.state().network,
    (network) => {
      place.set({ network });
      refresh();
    },
  );
  const attachments = h(
    "select",
    { onchange: () => looped() },
    ...[1, 2, 3, 4, 5].map((value) =>
      h("option", { value, ...(value === 3 ? { selected: true } : {}) }, String(value)),
    ),
  );

  function refresh(): void {
    controls.write();
    numbers
      .run("couplings", { network: place.state().network }, ({ lines }) => {
        plots.replaceChildren(
          ...lines.map((line) =>
            h(
              "figure",
              {},
              chart([line], [], {
                title: `The coupling of ${line.name} by layer`,
                x: "layer",
                y: `${line.name}, a neuron`,
              }),
            ),
          ),
        );
      })
      .catch((error: Error) => {
        plots.replaceChildren(h("p", {}, error.message));
      });
  }

  function looped(): void {
    loops
      .run("ghosts", { attachments: Number(attachments.value) }, ({ html }) => {
        cancelling.replaceChildren(trusted(html));
      })
      .catch((error: Error) => {
        cancelling.textContent = error.message;
      });
  }

  const element = h(
    "div",
    { class: "action" },
    h("h1", {}, "A layer as a field theory"),
    h(
      "p",
      {},
      "The preactivations of a layer have the density e^−S. S has a mass term, as a Gaussian has, and couplings that fluctuations of the kernel make: here each of them by layer, where φ is as large as usual.",
    ),
    h("form", { class: "controls", onsubmit: (event: Event) => event.preventDefault() }, ...controls.elements),
    plots,
    h("h2", {}, "Loops of later layers cancel"),
    h(
      "p",
      {},
      "What a layer says does not depend on the layers behind it: their closed loops, of bosons and of ghosts, add up to zero.",
    ),
    field("attachments", attachments, "attachments"),
    cancelling,
  );
  let isLooped = false;
  return {
    element,
    show: () => {
      refresh();
      if (!isLooped) looped();
      isLooped = true;
    },
    leave: () => {
      numbers.stop();
      loops.stop();
    },
  };
}
