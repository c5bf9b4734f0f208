import { raisedPower, texPower } from "../spelling.js";
import { type KindOf, rankOf, type Width } from "../symbol.js";

const make = (back: 0 | 1 | 2, name: string): Width => ({
  kind: "width",
  back,
  name,
  rank: rankOf("width", name, back),
});

/** n_{l-back}: the number of neurons of the layer `back` before the one computed. */
export const width = (back: 1 | 2): Width => make(back, `n_{l-${back}}`);

/** n: the number of neurons of every layer, where all are equal. */
export const commonWidth: Width = make(0, "n");

export const widthKind: KindOf<Width> = {
  read: (name) => [commonWidth, width(1), width(2)].find((symbol) => symbol.name === name),
  // n is the layer that the sum is over, n′ the one before it: in an action the neurons of its own layer.
  unicode: ({ back }, power, layer = "l-1") => `n${back === (layer === "l" ? 1 : 2) ? "′" : ""}${raisedPower(power)}`,
  tex: ({ back }, power, layer = "l-1") =>
    `n${back === 0 ? (layer === "l" ? "_\\ell" : "") : `_{\\ell-${back}}`}${texPower(power)}`,
  identifier: ({ back }) => (back === 0 ? "n" : `n${back}`),
  meaning: ({ back, name }, layer = "l-1") =>
    back === 0 && layer === "l-1"
      ? `${name}, the width of every layer`
      : `${name}, the width of layer l${back === 0 ? "" : `-${back}`}`,
};
