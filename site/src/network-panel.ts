import { bounds, isWhole, within } from "./address.js";
import { chart, legendOf } from "./chart.js";
import { computed } from "./client.js";
import { debounced, field, figure, h, plain } from "./dom.js";
import { drawing } from "./drawing.js";
import type { Place } from "./main.js";
import type { Line, Measured, NetworkChoice, Parts } from "./messages.js";

/* A network: its controls, the flow of its kernel and vertices, where it is critical, and drawn networks beside it. */

/** What the controls offer; an expression in x does as well. */
const activations = ["tanh", "relu", "gelu", "sin", "erf", "linear", "leaky-relu(0.1)", "swish", "softplus"];

export interface NetworkPanel {
  readonly element: HTMLElement;
  /** Shows the numbers of the state. @param request what has a table now, if anything that has numbers */
  readonly show: (request: string | undefined) => void;
  readonly leave: () => void;
}

export type Shares = ReadonlyMap<string, { readonly value: number; readonly share: number }>;

const numbers = ["C_W", "C_b", "K", "width", "depth"] as const;
const names = { C_W: "C_W", C_b: "C_b", K: "K of layer 1", width: "width", depth: "depth" } as const;

let panels = 0;

/** Controls of a network. @param changed told of what they say now */
export function networkControls(network: () => NetworkChoice, changed: (network: NetworkChoice) => void) {
  const id = `network-${++panels}`;
  const activation = h("input", { type: "text", list: `${id}-activations`, maxlength: 100, size: 12 });
  const fields = numbers.map((name) => ({
    name,
    input: h("input", {
      type: "number",
      min: bounds[name][0],
      max: bounds[name][1],
      step: isWhole(name) ? 1 : "any",
      "aria-describedby": `${id}-wrong`,
    }),
  }));
  const wrong = h("p", { id: `${id}-wrong`, class: "diagnosis", role: "alert" });

  /** What the controls say; what is wrong in them is said below them, and changes nothing. */
  const read = (): void => {
    const said: string[] = [];
    const found: { -readonly [Name in (typeof numbers)[number]]?: number } = {};
    for (const { name, input } of fields) {
      const value = within(name, input.value);
      input.toggleAttribute("aria-invalid", value === undefined);
      if (value === undefined) {
        const [least, most] = bounds[name];
        const kind = isWhole(name) ? "a whole number" : "a number";
        said.push(`${names[name]} "${input.value}": expected ${kind} from ${least} to ${most}`);
      } else found[name] = value;
    }
    const function_ = activation.value.trim();
    activation.toggleAttribute("aria-invalid", function_ === "");
    if (function_ === "") said.push("σ: expected an activation, such as tanh or x*tanh(x)");
    wrong.textContent = said.join("\n");
    if (said.length === 0) changed({ ...network(), ...found, activation: function_ });
  };
  for (const input of [activation, ...fields.map((field) => field.input)]) input.addEventListener("input", read);
  return {
    elements: [
      h("datalist", { id: `${id}-activations` }, ...activations.map((value) => h("option", { value }))),
      field("σ", activation, `${id}-activation`),
      ...fields.map(({ name, input }) => field(names[name], input, `${id}-${name}`)),
      wrong,
    ],
    /** Writes the state into the controls, but for one that is being typed in. */
    write: (): void => {
      const now = network();
      const written = [
        [activation, now.activation] as const,
        ...fields.map((f) => [f.input, String(now[f.name])] as const),
      ];
      for (const [input, value] of written)
        if (document.activeElement !== input && input.value !== value) {
          input.value = value;
          input.removeAttribute("aria-invalid");
          wrong.textContent = "";
        }
    },
  };
}

/** A critical point as a button that goes there; as a text where the controls do not reach it. */
function criticalLink(
  point: Parts["critical"]["points"][number],
  chosen: (network: Partial<NetworkChoice>) => void,
): HTMLElement | string {
  const label = `C_b = ${plain(point.C_b)}, C_W = ${plain(point.C_W)}`;
  // Without the last digits, which are those of a root that was looked for.
  const exactly = (value: number): number => Number(value.toPrecision(12));
  const found = {
    C_b: exactly(point.C_b),
    C_W: exactly(point.C_W),
    ...(point.K === null || point.K === 0 ? {} : { K: exactly(point.K) }),
  };
  const isWithin = numbers.every(
    (name) => !(name in found) || within(name, String(found[name as "C_b"])) !== undefined,
  );
  return isWithin ? h("button", { type: "button", onclick: () => chosen(found) }, label) : label;
}

export function networkPanel(place: Place, showShares: (shares: Shares) => void): NetworkPanel {
  const sum = h("p", { role: "status" });
  const critical = h("p", { class: "critical" });
  const plots = h("div", { class: "plots" });
  const key = h("div", {});
  const warned = h("p", { class: "status" });
  let lines: readonly Line[] = [];
  let measured: { readonly [line: string]: readonly Measured[] } = {};
  let predicted: { readonly [line: string]: Line } = {};
  let verdict = "";
  /** What has a table, if anything that has numbers. */
  let asked: string | undefined;

  const later = debounced(200, () => show(asked));
  // The state is at once what the controls say; what is computed of it waits until they rest.
  const choose = (network: NetworkChoice): void => {
    place.set({ network });
    later.soon();
  };
  const controls = networkControls(() => place.state().network, choose);

  const evaluated = computed("evaluate", {
    begun: () => {
      sum.textContent = "";
    },
    part: ({ rows, name, value, layer }) => {
      sum.textContent = `${name} at layer ${layer} is ${figure(value)}; beside each row stands its part of it.`;
      showShares(new Map(rows.map(({ id, ...own }) => [id, own])));
    },
    failed: (said) => {
      sum.textContent = said;
      showShares(new Map());
    },
  });
  const flow = computed("flow", {
    part: (found) => {
      lines = found.lines;
      warned.textContent = found.warnings.join(" ");
      plotted();
    },
    failed: (said) => {
      lines = [];
      key.replaceChildren();
      warned.textContent = "";
      plots.replaceChildren(h("p", {}, said));
    },
  });
  const criticality = computed("critical", {
    begun: () => {
      critical.textContent = "";
    },
    part: ({ points, why }) => {
      if (points.length === 0) {
        critical.textContent = `Nowhere critical: ${why}.`;
        return;
      }
      const links = points
        .slice(0, 3)
        .flatMap((point, i) => [
          i === 0 ? "" : ", ",
          criticalLink(point, (found) => choose({ ...place.state().network, ...found })),
          ` (${point.stability})`,
        ]);
      critical.replaceChildren("Critical at ", ...links);
    },
    failed: (said) => {
      critical.textContent = said;
    },
  });
  const drawn = drawing("simulate", {
    label: "Draw networks",
    what: () => ({ network: place.state().network, samples: 4000, seed: 1 }),
    part: (part) => {
      if (part.kind === "progress") return part.done / Math.max(1, part.total);
      ({ measured, predicted } = part);
      verdict = `${part.samples} networks: ${part.verdict}.`;
      plotted();
      return 1;
    },
    said: (isStopped) => (isStopped ? "Stopped: nothing is shown of networks that are not all drawn." : verdict),
    forgotten: () => {
      [measured, predicted] = [{}, {}];
      plotted();
    },
  });
  const details = h(
    "details",
    { class: "network", ontoggle: () => toggled() },
    h("summary", {}, "Numbers for a network"),
    h("form", { class: "controls", onsubmit: (event: Event) => event.preventDefault() }, ...controls.elements),
    critical,
    sum,
    plots,
    key,
    warned,
    drawn.element,
  );

  function toggled(): void {
    if (details.open === place.state().showsNumbers) return;
    place.set({ showsNumbers: details.open });
    show(asked);
  }

  function plotted(): void {
    const drawings = lines.map((line) => {
      const tested = predicted[line.name];
      const points = measured[line.name];
      return {
        name: line.name,
        lines: [{ ...line, name: "leading order" }, ...(tested === undefined ? [] : [tested])],
        dots: points === undefined ? [] : [{ name: "drawn networks", points }],
      };
    });
    plots.replaceChildren(
      ...drawings.map(({ name, lines: own, dots }) =>
        h("figure", {}, chart(own, dots, { title: `${name} by layer`, x: "layer", y: name })),
      ),
    );
    const [first] = drawings;
    key.replaceChildren(...(first === undefined || first.dots.length === 0 ? [] : [legendOf(first.lines, first.dots)]));
  }

  function show(request: string | undefined): void {
    asked = request;
    const { showsNumbers, network } = place.state();
    if (details.open !== showsNumbers) details.open = showsNumbers;
    controls.write();
    if (!showsNumbers) {
      leave();
      evaluated.forget();
      showShares(new Map());
      return;
    }
    if (request === undefined) {
      evaluated.forget();
      sum.textContent = "";
    } else evaluated.of({ text: request, network });
    flow.of({ network });
    criticality.of({ activation: network.activation });
    drawn.show();
  }

  function leave(): void {
    later.never();
    for (const part of [evaluated, flow, criticality, drawn]) part.leave();
  }

  return { element: details, show, leave };
}
