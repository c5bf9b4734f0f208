import { bounds } from "./address.js";
import { chart } from "./chart.js";
import { computed } from "./client.js";
import { choice, debounced, field, h, trusted } from "./dom.js";
import type { Place, View } from "./main.js";
import { networkControls } from "./network-panel.js";

/* The layer as a field theory: its couplings from layer to layer, and the loops of later layers, which cancel. */

export function actionView(place: Place): View {
  const plots = h("div", { class: "plots" });
  const said = h("div", { class: "status" });
  const cancelling = h("div", { class: "ghosts" });
  const controls = networkControls(
    () => place.state().network,
    (network) => {
      place.set({ network });
      later.soon();
    },
  );
  const later = debounced(200, () => show());
  const neurons = choice(
    bounds.neurons,
    (value) => {
      place.set({ neurons: value });
      show();
    },
    (value) => (value === 0 ? "all" : String(value)),
  );
  const attachments = choice(bounds.attachments, (value) => {
    place.set({ attachments: value });
    show();
  });
  const couplings = computed("couplings", {
    part: ({ lines, neurons, remarks }) => {
      plots.replaceChildren(
        ...lines.map((line) =>
          h(
            "figure",
            {},
            chart([line], [], { title: `The coupling of ${line.name} by layer`, x: "layer", y: `of ${line.name}` }),
          ),
        ),
      );
      said.replaceChildren(
        h("p", {}, `${neurons} neurons of each layer are looked at, through order 1/n². ${remarks.join(" ")}`),
      );
    },
    failed: (text) => {
      said.replaceChildren();
      plots.replaceChildren(h("p", {}, text));
    },
  });
  const loops = computed("ghosts", {
    part: ({ html }) => {
      cancelling.replaceChildren(trusted(html));
    },
    failed: (text) => {
      cancelling.textContent = text;
    },
  });

  function show(): void {
    const { network, neurons: looked, attachments: count } = place.state();
    controls.write();
    neurons.value = String(looked);
    attachments.value = String(count);
    couplings.of({ network, neurons: looked });
    loops.of({ attachments: count });
  }

  const element = h(
    "div",
    { class: "action" },
    h("h1", {}, "A layer as a field theory"),
    h(
      "p",
      {},
      "The preactivations of a layer have the density e",
      h("sup", {}, "−S"),
      ". S has a mass term, as a Gaussian has, and couplings that fluctuations of the kernel make. Shown is what the coupling of φ",
      h("sup", {}, "2j"),
      " adds to S a neuron, by layer, where φ·φ is as large as usual: the coupling times (n K₀)",
      h("sup", {}, "j"),
      "/n.",
    ),
    h(
      "form",
      { class: "controls", onsubmit: (event: Event) => event.preventDefault() },
      ...controls.elements,
      field("neurons looked at", neurons, "neurons"),
    ),
    plots,
    said,
    h("h2", {}, "Loops of later layers cancel"),
    h(
      "p",
      {},
      "What a layer says does not depend on the layers behind it: their closed loops, of bosons and of ghosts, add up to zero.",
    ),
    field("attachments", attachments, "attachments"),
    cancelling,
  );
  return {
    element,
    title: () => "The action of a layer",
    show,
    leave: () => {
      later.never();
      couplings.leave();
      loops.leave();
    },
  };
}
