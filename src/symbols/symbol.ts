/*
 * The theory's symbols, of which every sum is a polynomial. Layer l is the layer being computed; n_{l-1} and n_{l-2}
 * are widths, V_2b and K_p the vertices and mean corrections of layer l-1, and the averages are Gaussian averages with
 * the covariance of layer l-1.
 */

/** An external pair of inputs: what sigma sigma, and so Delta and the kernel, is taken at. */
export type Pair = readonly [string, string];

/**
 * What every symbol has: plain data with its printable name and a rank that, with the name, fixes its place in a
 * monomial.
 */
interface Named {
  /**
   * As JSON spells it: "n_{l-1}", "V_4", "V_4[1]", "K_1", "<d^2 Delta^3>"; with several inputs "V_4(a,b)", "K_1(a)",
   * "<D_a Delta(x1,x2) Delta(x3,x4)>", "<sigma(x1) sigma(x2)>".
   */
  readonly name: string;
  /**
   * Symbols sort by rank and then name: widths, vertices by degree, mean corrections, averages by derivatives and then
   * Delta's.
   */
  readonly rank: number;
  /**
   * With several inputs, the indices of the legs that end here. Each runs over the pairs of inputs of layer l-1, and
   * stands once at a vertex (or mean correction) and once at an average: it is summed over.
   */
  readonly indices?: readonly string[];
  /** With several inputs, the external pairs of the Delta's inside an average, or of a cumulant of the kernel. */
  readonly pairs?: readonly Pair[];
}

/** n_{l-back}; n, where all widths are equal, for 0. */
export interface Width extends Named {
  readonly kind: "width";
  readonly back: 0 | 1 | 2;
}

/** V_{2 degree}^{(l-1)}, the connected vertex; with an order a term of its own series in 1/n_{l-2}. */
export interface Vertex extends Named {
  readonly kind: "vertex";
  readonly degree: number;
  readonly order?: number;
}

/** K_order^{(l-1)}: the coefficient of 1/n_{l-2}^order in the mean <G>. */
export interface MeanShift extends Named {
  readonly kind: "mean";
  readonly order: number;
}

/** <sigma^2>: the Gaussian average that Delta is measured from. */
export interface SecondMoment extends Named {
  readonly kind: "second-moment";
}

/** <d^derivatives Delta^deltas>. */
export interface Average extends Named {
  readonly kind: "average";
  readonly derivatives: number;
  readonly deltas: number;
}

/** Kronecker's delta of neuron indices: 1 where all are equal. */
export interface KroneckerDelta extends Named {
  readonly kind: "delta";
  readonly neurons: readonly string[];
}

/** The joint cumulant of layer l's own kernel at external pairs: K^{(l)}, V_{2k}^{(l)} for k of them. */
export interface KernelCumulant extends Named {
  readonly kind: "cumulant";
  readonly pairs: readonly Pair[];
}

/** A parameter of the network. */
export interface Parameter extends Named {
  readonly kind: "parameter";
  readonly parameter: "biasVariance" | "weightVariance" | "widthRatio" | "kernel";
}

/** A number of the model of scaling laws: N features, T training samples; and of its resummation D, S, S_2, dressed lines and the ridge. */
export interface ScalingNumber extends Named {
  readonly kind: "scaling";
  readonly tex: string;
  readonly unicode: string;
  readonly meaning: string;
}

/** t_e = tr Lambda^e, the e-th moment of the data's spectrum. */
export interface SpectralMoment extends Named {
  readonly kind: "spectral-moment";
  readonly power: number;
}

/** A number of the effective action of a layer: q, the sum of the squares of its fields. */
export interface ActionNumber extends Named {
  readonly kind: "action";
}

/** C_deltas^{(legs)}, what a function vertex stands for: written out before a result is shown. */
export interface VertexFunctionSymbol extends Named {
  readonly kind: "vertex-function";
  readonly deltas: number;
  readonly legs: number;
}

/** One symbol. */
export type TheorySymbol =
  | Width
  | Vertex
  | MeanShift
  | SecondMoment
  | Average
  | KroneckerDelta
  | KernelCumulant
  | Parameter
  | ScalingNumber
  | SpectralMoment
  | ActionNumber
  | VertexFunctionSymbol;

/** What tells symbols apart before anything else. */
export type SymbolKind = TheorySymbol["kind"];

/** The symbols of a kind. */
export type SymbolOf<K extends SymbolKind> = Extract<TheorySymbol, { readonly kind: K }>;

/**
 * All that is known of a kind of symbol, in one record: to add a kind, add a file with one of these, and its name in
 * kinds.ts.
 */
export interface KindOf<S extends TheorySymbol> {
  /** The symbol of a plain name, or undefined where it is not of this kind. */
  readonly read: (name: string) => S | undefined;
  /** For a terminal, raised to a power. */
  readonly unicode: (symbol: S, power: number, cumulantsOf?: CumulantLayer) => string;
  /** For a paper, raised to a power. */
  readonly tex: (symbol: S, power: number, cumulantsOf?: CumulantLayer) => string;
  /** As an identifier in every common language: n1, V4, K1, d2D3. */
  readonly identifier: (symbol: S) => string;
  /** What it is, in words. */
  readonly meaning: (symbol: S, cumulantsOf?: CumulantLayer) => string;
}

/**
 * Whose kernel the cumulants K, K_p and V_2b of a sum are of: of layer l-1, as in sums for V_2k (the default), or of
 * layer l itself, as in its action, where n is the width of layer l.
 */
export type CumulantLayer = "l-1" | "l";

/** The order of symbols in a monomial. */
export const compareSymbols = (s: TheorySymbol, t: TheorySymbol): number =>
  s.rank - t.rank || (s.name === t.name ? 0 : s.name < t.name ? -1 : 1);

/** The kinds in the order in which they stand in a monomial. */
const kinds: readonly SymbolKind[] = [
  "width",
  "vertex",
  "mean",
  "second-moment",
  "average",
  "delta",
  "cumulant",
  "parameter",
  "scaling",
  "spectral-moment",
  "action",
  "vertex-function",
];
const placeOf = Object.fromEntries(kinds.map((kind, place) => [kind, place])) as { readonly [K in SymbolKind]: number };
const maxIndex = 1e6;

/**
 * The rank of a symbol: its kind, and two numbers that sort the symbols of a kind. @throws RangeError for a number past
 * 10^6
 */
export function rankOf(kind: SymbolKind, name: string, first = 0, second = 0): number {
  if (first >= maxIndex || second >= maxIndex) throw new RangeError(`the symbol ${name} has an index past ${maxIndex}`);
  return (placeOf[kind] * maxIndex + first) * maxIndex + second;
}

/** How the cumulants of layer l-1's kernel are written. */
export interface Expansion {
  /**
   * The kernel that averages are taken at: its full mean, or the leading part K_0 of that; then its first cumulant
   * about K_0 is the mean shift K_1/n_{l-2} + K_2/n_{l-2}^2 + ...
   */
  readonly about: "mean" | "K_0";
  /** Whether V_2b stands as a whole, or as the series V_2b[0] + V_2b[1]/n_{l-2} + ... */
  readonly blobs: "full" | "expanded";
}

/** What is meant where nothing is said. */
export const plainExpansion: Expansion = { about: "mean", blobs: "full" };
