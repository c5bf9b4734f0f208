/**
 * The theory's symbols, of which every sum is a polynomial. Layer l is the layer being computed; everything here
 * belongs to the layers on its right: n_{l-1} and n_{l-2} are widths, V_2b and K_p the vertices and mean corrections of
 * layer l-1, and the averages are Gaussian averages with the covariance of layer l-1.
 */
export type SymbolKind =
  /** n_{l-a}; n, where all widths are equal, for a = 0 */
  | "width"
  /** V_{2a}^{(l-1)}: the connected 2a-point vertex; b is 1 + its order where it is a term of the vertex's own series */
  | "vertex"
  /** K_a^{(l-1)}: the coefficient of 1/n_{l-2}^a in the mean <G> */
  | "mean"
  /** <sigma^2>: the Gaussian average that Delta is measured from */
  | "second-moment"
  /** <d^a Delta^b> */
  | "average"
  /** Kronecker's delta of neuron indices: 1 where all are equal */
  | "delta"
  /** the a-th cumulant of layer l's own kernel at external pairs: K^{(l)}, V_{2a}^{(l)} */
  | "cumulant"
  /** a parameter of the network: its name says which */
  | "parameter"
  /** C_b^{(a)}, what a function vertex with b Delta's and a legs stands for: written out before a result is shown */
  | "vertex-function";

/** An external pair of inputs: what sigma sigma, and so Delta and the kernel, is taken at. */
export type Pair = readonly [string, string];

/** One symbol: plain data with its printable name and a rank that, with the name, fixes its place in a monomial. */
export interface TheorySymbol {
  readonly kind: SymbolKind;
  readonly a: number;
  readonly b: number;
  /**
   * As JSON spells it: "n_{l-1}", "V_4", "V_4[1]", "K_1", "<d^2 Delta^3>"; with several inputs "V_4(a,b)", "K_1(a)",
   * "<D_a Delta(x1,x2) Delta(x3,x4)>", "<sigma(x1) sigma(x2)>".
   */
  readonly name: string;
  /** Symbols sort by rank and then name: widths, vertices by degree, mean corrections, averages by m and then p. */
  readonly rank: number;
  /**
   * With several inputs, the indices of the legs that end here. Each runs over the pairs of inputs of layer l-1, and stands once
   * at a vertex (or mean correction) and once at an average: it is summed over.
   */
  readonly indices?: readonly string[];
  /** With several inputs, the external pairs of the Delta's inside an average, or of a cumulant of the kernel. */
  readonly pairs?: readonly Pair[];
  /** The neuron indices of a delta. */
  readonly neurons?: readonly string[];
}

/** The order of symbols in a monomial. */
export const compareSymbols = (s: TheorySymbol, t: TheorySymbol): number =>
  s.rank - t.rank || (s.name === t.name ? 0 : s.name < t.name ? -1 : 1);

/** How the cumulants of layer l-1's kernel are written. */
export interface Expansion {
  /**
   * The kernel that averages are taken at: its full mean, or the leading part K_0 of that; then its first cumulant about K_0
   * is the mean shift K_1/n_{l-2} + K_2/n_{l-2}^2 + ...
   */
  readonly about: "mean" | "K_0";
  /** Whether V_2b stands as a whole, or as the series V_2b[0] + V_2b[1]/n_{l-2} + ... */
  readonly blobs: "full" | "expanded";
}

/** What is meant where nothing is said. */
export const plainExpansion: Expansion = { about: "mean", blobs: "full" };

const kindRank: Record<SymbolKind, number> = {
  width: 0,
  vertex: 1,
  mean: 2,
  "second-moment": 3,
  average: 4,
  delta: 5,
  cumulant: 6,
  parameter: 7,
  "vertex-function": 8,
};
const maxIndex = 1e6;

function makeSymbol(kind: SymbolKind, a: number, b: number, name: string): TheorySymbol {
  if (a >= maxIndex || b >= maxIndex) throw new RangeError(`the symbol ${name} has an index past ${maxIndex}`);
  return { kind, a, b, name, rank: (kindRank[kind] * maxIndex + a) * maxIndex + b };
}

/** n_{l-back}: the number of neurons of the layer `back` before the one computed. */
export const width = (back: 1 | 2): TheorySymbol => makeSymbol("width", back, 0, `n_{l-${back}}`);

/** n: the number of neurons of every layer, where all are equal. */
export const commonWidth: TheorySymbol = makeSymbol("width", 0, 0, "n");

/** V_{2 degree}^{(l-1)}, the full vertex; with `order` p, the coefficient of 1/n_{l-2}^p in its own series. */
export const vertex = (degree: number, order?: number): TheorySymbol =>
  order === undefined
    ? makeSymbol("vertex", degree, 0, `V_${2 * degree}`)
    : makeSymbol("vertex", degree, order + 1, `V_${2 * degree}[${order}]`);

/** K_p^{(l-1)}, the coefficient of 1/n_{l-2}^p in the mean of the kernel. */
export const meanShift = (p: number): TheorySymbol => makeSymbol("mean", p, 0, `K_${p}`);

/** <sigma^2> over the Gaussian of layer l-1: the constant subtracted in Delta = sigma^2 - <sigma^2>. */
export const secondMoment: TheorySymbol = makeSymbol("second-moment", 0, 0, "<sigma^2>");

/** <d^m Delta^p>: the Gaussian average of the m-th derivative of Delta^p by phi; m is even in the degenerate limit. */
export function average(m: number, p: number): TheorySymbol {
  const content = p === 1 ? "Delta" : `Delta^${p}`;
  return makeSymbol("average", m, p, m === 0 ? `<${content}>` : `<d^${m} ${content}>`);
}

/** C_b and C_W, the variances of biases and of weights (times a width), and the ratio n_{l-1}/n_{l-2} of two widths. */
export const biasVariance: TheorySymbol = makeSymbol("parameter", 0, 0, "C_b");
export const weightVariance: TheorySymbol = makeSymbol("parameter", 1, 0, "C_W");
export const widthRatio: TheorySymbol = makeSymbol("parameter", 2, 0, "n_{l-1}/n_{l-2}");

/** C_p^{(m)} as a symbol of its own: the p-th cumulant of one neuron's sigma^2 after m derivatives by the variance. */
export const vertexFunctionSymbol = (p: number, m: number): TheorySymbol =>
  makeSymbol("vertex-function", m, p, `C_${p}^(${m})`);

/** V_{2b} of layer l-1 as a symmetric tensor over pairs of inputs, one index a leg; for a single leg the mean shift K_p. */
export function vertexTensor(indices: readonly string[], order?: number): TheorySymbol {
  const degree = indices.length;
  const scalar = degree === 1 ? meanShift(order ?? 1) : vertex(degree, order);
  return { ...scalar, name: `${scalar.name}(${indices.join(",")})`, indices };
}

/** <sigma(x) sigma(x')> over the Gaussian of layer l-1. */
export const pairMoment = ([x, y]: Pair): TheorySymbol => ({
  ...secondMoment,
  name: `<sigma(${x}) sigma(${y})>`,
  indices: [],
  pairs: [[x, y]],
});

/**
 * < D_a D_b ... Delta(x1,x2) Delta(x3,x4) ... >: the Gaussian average of a product of Delta's after a derivative for each
 * index, D_(y,y) = 1/2 d_y^2 and D_(y,y') = d_y d_y'. Pairs are given in the order in which they shall stand.
 */
export function pairAverage(indices: readonly string[], pairs: readonly Pair[]): TheorySymbol {
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(pair.join(), (counts.get(pair.join()) ?? 0) + 1);
  const deltas = [...counts].map(([pair, times]) => `Delta(${pair})${times === 1 ? "" : `^${times}`}`);
  const name = `<${[...indices.map((index) => `D_${index}`), ...deltas].join(" ")}>`;
  return { ...average(2 * indices.length, pairs.length), name, indices, pairs };
}

/** 1 where all the neuron indices are equal, else 0. */
export const kroneckerDelta = (neurons: readonly string[]): TheorySymbol => ({
  ...makeSymbol("delta", neurons.length, 0, `delta(${neurons.join(",")})`),
  neurons,
});

/** The joint cumulant of layer l's kernel at some pairs, without its widths: K(x1,x2), V_4(x1,x2; x3,x4), ... */
export const kernelCumulant = (pairs: readonly Pair[]): TheorySymbol => ({
  ...makeSymbol(
    "cumulant",
    pairs.length,
    0,
    `${pairs.length === 1 ? "K" : `V_${2 * pairs.length}`}(${pairs.map((pair) => pair.join()).join("; ")})`,
  ),
  pairs,
});

/** The order in its own series of a vertex or mean correction: undefined for a full vertex. */
export const seriesOrder = ({ kind, a, b }: TheorySymbol): number | undefined =>
  kind === "mean" ? a : b === 0 ? undefined : b - 1;

/** A tensor's symbol with other names for its indices; any other symbol as it is. */
export function withIndices(symbol: TheorySymbol, indices: readonly string[]): TheorySymbol {
  if (indices.length === 0) return symbol;
  return symbol.kind === "average"
    ? pairAverage(indices, symbol.pairs ?? [])
    : vertexTensor(indices, seriesOrder(symbol));
}

const spellings: readonly [RegExp, (a: number, b: number | undefined) => TheorySymbol][] = [
  [/^n_\{l-([12])\}$/, (back) => width(back as 1 | 2)],
  [/^V_(\d*[02468])(?:\[(\d+)\])?$/, (points, order) => vertex(points / 2, order)],
  [/^K_(\d+)$/, (p) => meanShift(p)],
  [/^<(?:d\^(\d*[02468]) )?Delta(?:\^(\d+))?>$/, (m, p) => average(m, p ?? 1)],
];

/** A symbol with indices and pairs from its name, or undefined. */
function parseTensor(name: string): TheorySymbol | undefined {
  const [, vertexName, order, shift, indices = ""] =
    /^(?:(V_\d+)(?:\[(\d+)\])?|K_(\d+))\(([a-z]\w*(?:,[a-z]\w*)*)\)$/.exec(name) ?? [];
  if (vertexName !== undefined)
    return vertexTensor(indices.split(","), order === undefined ? undefined : Number(order));
  if (shift !== undefined) return vertexTensor([indices], Number(shift));
  const [, neurons] = /^delta\(([^\s()]+)\)$/.exec(name) ?? [];
  if (neurons !== undefined) return kroneckerDelta(neurons.split(","));
  const [, cumulantPairs] = /^(?:K|V_\d+)\(([^()]+,[^()]+)\)$/.exec(name) ?? [];
  if (cumulantPairs !== undefined)
    return kernelCumulant(cumulantPairs.split("; ").map((pair) => pair.split(",") as [string, string]));
  const [, x, y] = /^<sigma\(([^\s,()]+)\) sigma\(([^\s,()]+)\)>$/.exec(name) ?? [];
  if (x !== undefined && y !== undefined) return pairMoment([x, y]);
  const [, derivatives = "", deltas = ""] = /^<((?:D_\w+ )*)(Delta\(.*)>$/.exec(name) ?? [];
  const pairs = [...deltas.matchAll(/Delta\(([^\s,()]+),([^\s,()]+)\)(?:\^(\d+))?/g)].flatMap(
    ([, first = "", second = "", times]) => Array.from({ length: Number(times ?? 1) }, (): Pair => [first, second]),
  );
  if (pairs.length === 0) return undefined;
  return pairAverage(
    [...derivatives.matchAll(/D_(\w+)/g)].map(([, index = ""]) => index),
    pairs,
  );
}

/** Reads a symbol's name. @throws SyntaxError naming it when it is none. */
export function parseSymbol(name: string): TheorySymbol {
  for (const symbol of [secondMoment, commonWidth, biasVariance, weightVariance, widthRatio])
    if (name === symbol.name) return symbol;
  const tensor = parseTensor(name);
  if (tensor?.name === name) return tensor;
  for (const [pattern, make] of spellings) {
    const match = pattern.exec(name);
    if (!match) continue;
    const symbol = make(Number(match[1] ?? 0), match[2] === undefined ? undefined : Number(match[2]));
    if (symbol.name === name) return symbol;
  }
  throw new SyntaxError(
    `no symbol of the theory: ${JSON.stringify(name)}; n_{l-1}, n_{l-2}, V_4, K_1, <sigma^2> or <d^2 Delta^3> would be`,
  );
}
