import { coefficientName, cumulantIdentifier, cumulantName, cumulantUnicode } from "../cumulants.js";
import { braced, raisedPower, subscript, texIndex, texPower } from "../spelling.js";
import { type CumulantLayer, type KindOf, type MeanShift, rankOf, type Vertex } from "../symbol.js";

/* The cumulants of layer l-1's kernel: scalars for one input, symmetric tensors over pairs of inputs for several. */

/** V_{2 degree}^{(l-1)}, the full vertex; with `order` p, the coefficient of 1/n_{l-2}^p in its own series. */
export function vertex(degree: number, order?: number): Vertex {
  const name = order === undefined ? cumulantName(degree) : coefficientName({ k: degree, p: order });
  const rank = rankOf("vertex", name, degree, order === undefined ? 0 : order + 1);
  // No spread: sums of many diagrams make many of these.
  return order === undefined ? { kind: "vertex", degree, name, rank } : { kind: "vertex", degree, order, name, rank };
}

/** K_p^{(l-1)}, the coefficient of 1/n_{l-2}^p in the mean of the kernel. */
export function meanShift(order: number): MeanShift {
  const name = coefficientName({ k: 1, p: order });
  return { kind: "mean", order, name, rank: rankOf("mean", name, order) };
}

/**
 * V_{2b} of layer l-1 as a symmetric tensor over pairs of inputs, one index a leg; for a single leg the mean shift K_p.
 */
export function vertexTensor(indices: readonly string[], order?: number): Vertex | MeanShift {
  const scalar = indices.length === 1 ? meanShift(order ?? 1) : vertex(indices.length, order);
  return { ...scalar, name: `${scalar.name}(${indices.join(",")})`, indices };
}

/** A name with indices behind it in brackets, or without. */
const spelled = /^(?:V_(\d*[02468])(?:\[(\d+)\])?|K_(\d+))(?:\(([a-z]\w*(?:,[a-z]\w*)*)\))?$/;

/** The symbol of a name, a vertex or a mean shift. */
function readAny(name: string): Vertex | MeanShift | undefined {
  const [match, points, order, shift, indices] = spelled.exec(name) ?? [];
  if (match === undefined) return undefined;
  const p = shift ?? order;
  const number = p === undefined ? undefined : Number(p);
  if (indices !== undefined) return vertexTensor(indices.split(","), number);
  return shift === undefined ? vertex(Number(points) / 2, number) : meanShift(Number(shift));
}

const indicesText = ({ indices }: Vertex | MeanShift): string =>
  indices === undefined ? "" : `(${indices.join(",")})`;

/**
 * In TeX a power of what has an index and a layer already stands outside brackets; a tensor has its indices below, and
 * no power.
 */
function tex(
  name: string,
  below: number,
  order: string,
  { indices }: Vertex | MeanShift,
  power: number,
  layer: CumulantLayer = "l-1",
): string {
  // Of the layer that a formula is about, nothing is said: V_4^2, K_0^{-1}.
  if (layer === "l" && order === "") return `${name}_${braced(below)}${texPower(power)}`;
  const above = `${layer === "l" ? "" : "(\\ell-1)"}${order}`;
  if (indices !== undefined) return `${name}_{${below};${indices.map(texIndex).join(" ")}}^{${above}}`;
  const scalar = `${name}_${braced(below)}^{${above}}`;
  return power === 1 ? scalar : `(${scalar})${texPower(power)}`;
}

const inBrackets = (order: number | undefined): string => (order === undefined ? "" : `[${order}]`);

export const vertexKind: KindOf<Vertex> = {
  read(name) {
    const found = readAny(name);
    return found?.kind === "vertex" ? found : undefined;
  },
  unicode: (symbol, power) =>
    `${cumulantUnicode(symbol.degree)}${inBrackets(symbol.order)}${indicesText(symbol)}${raisedPower(power)}`,
  tex: (symbol, power, layer) => tex("V", 2 * symbol.degree, inBrackets(symbol.order), symbol, power, layer),
  identifier: ({ degree, order }) => `${cumulantIdentifier(degree)}${order === undefined ? "" : `o${order}`}`,
  meaning: ({ degree, order, name }, layer = "l-1") =>
    order === undefined
      ? `${name}^(${layer}), the connected ${2 * degree}-point vertex of layer ${layer}`
      : `${name}^(${layer}), the term of order ${order} in 1/n of the connected ${2 * degree}-point vertex of layer ${layer}`,
};

export const meanKind: KindOf<MeanShift> = {
  read(name) {
    const found = readAny(name);
    return found?.kind === "mean" ? found : undefined;
  },
  unicode: (symbol, power) =>
    `${cumulantUnicode(1)}${subscript(symbol.order)}${indicesText(symbol)}${raisedPower(power)}`,
  tex: (symbol, power, layer) => tex("K", symbol.order, "", symbol, power, layer),
  identifier: ({ order }) => `${cumulantIdentifier(1)}${order}`,
  meaning: ({ order, name }, layer = "l-1") =>
    `${name}^(${layer}), the term of order ${order} in 1/n of the mean of layer ${layer}'s kernel`,
};
