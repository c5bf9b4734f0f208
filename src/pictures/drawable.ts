import type { Edge } from "../graphs/diagram.js";
import { subscript, texName } from "../symbols/spelling.js";

/*
 * What of a diagram its pictures show, and how large its parts are: data of any subject, with the names that it has for
 * its parts.
 */

/** A name in a picture: in TeX, and in letters with what stands below and above. */
export interface Label {
  readonly tex: string;
  readonly base: string;
  readonly below?: string;
  readonly above?: string;
}

/** What stands at an external pair. */
export type PairNames = readonly [Label, Label] | readonly [Label];

/** A function vertex in a picture. */
export interface DrawnVertex {
  /** The neuron that it sums over; nothing stands in a vertex without a name. */
  readonly name?: Label;
  /** Its external pairs; where they are to be shown, the names of the two inputs of each, or one of the pair. */
  readonly pairs: readonly (PairNames | undefined)[];
  readonly kind?: string;
}

/** A blob in a picture. */
export interface DrawnBlob {
  readonly name?: Label;
  readonly kind?: string;
}

/** A diagram, as pictures take it. */
export interface Drawable {
  readonly vertices: readonly DrawnVertex[];
  readonly blobs: readonly DrawnBlob[];
  readonly edges: readonly Edge[];
}

/**
 * The sizes in a picture, in its unit: the radius of function vertices, the length of a leg from middle to middle, how
 * far the tips of external pairs are from the middle of their vertex, how far their labels are behind the tips, and half
 * of how far apart a leg's two lines are.
 */
export const sizes = { vertex: 0.3, leg: 1.4, tip: 0.76, label: 0.29, strand: 0.06 } as const;

/** The radii that blobs have: one with a longer name is larger. */
export const blobRadii: readonly number[] = [0.5, 0.6, 0.7, 0.85];

function blobRadius({ name }: DrawnBlob): number {
  const letters = (name?.below ?? "").length + (name?.above ?? "").length;
  return blobRadii[letters <= 1 ? 0 : letters <= 3 ? 1 : letters <= 5 ? 2 : 3] as number;
}

/** A node's radius: function vertices come first, then blobs. */
export function radiusOf({ vertices, blobs }: Drawable, node: number): number {
  const blob = blobs[node - vertices.length];
  return blob === undefined ? sizes.vertex : blobRadius(blob);
}

/** A node by itself: two that are equal are drawn equally. */
export function nodeShape(d: Drawable, node: number): string {
  const vertex = d.vertices[node];
  if (vertex !== undefined) return `${vertex.pairs.length}${vertex.kind ?? ""}`;
  const blob = d.blobs[node - d.vertices.length] as DrawnBlob;
  return `V${blob.name?.base}_${blob.name?.below}^${blob.name?.above}${blob.kind ?? ""}`;
}

/** How many legs join two nodes. */
const legsBetween = ({ vertices, edges }: Drawable, i: number, j: number): number => {
  const [v, node] = i < j ? [i, j] : [j, i];
  return edges.filter(([w, b]) => w === v && b === node - vertices.length).length;
};

/** How long legs are, middle to middle, where so many are parallel: those that are bent need more room. */
export const legLength = (d: Drawable, i: number, j: number): number =>
  sizes.leg +
  0.25 * Math.min(4, legsBetween(d, i, j) - 1) +
  Math.max(radiusOf(d, i), radiusOf(d, j)) -
  (sizes.vertex + 0.2);

/** A diagram of V_2k or K, as records and JSON output have it. */
export interface KernelDiagram {
  readonly vertices: readonly {
    readonly p: number;
    readonly externals?: readonly number[];
    /** The inputs of each external pair; where they are left out, pair a is x_{2a-1}, x_{2a}. */
    readonly inputs?: readonly (readonly [string, string])[];
  }[];
  readonly blobs: readonly { readonly degree: number; readonly order?: number; readonly kind?: string }[];
  readonly edges: readonly Edge[];
}

/** What is shown in a picture beside what always is. */
export interface PictureOptions {
  /** Whether blobs say of which layer they are. */
  readonly layers?: boolean;
  /** A number for each Delta of each function vertex; nothing else has a name then. */
  readonly deltas?: readonly (readonly number[])[];
}

/** The picture of a diagram of V_2k or K: its vertices are the neurons j, its blobs the cumulants V_2b and K_p. */
export function kernelDrawable(d: KernelDiagram, { layers = false, deltas }: PictureOptions = {}): Drawable {
  const isAlone = d.vertices.length === 1;
  return {
    vertices: d.vertices.map(({ p, externals, inputs }, v) => ({
      ...(deltas !== undefined
        ? {}
        : {
            name: isAlone
              ? { tex: "\\oonneuron{}", base: "j" }
              : { tex: `\\oonneuron{${v + 1}}`, base: "j", below: String(v + 1) },
          }),
      pairs: Array.from({ length: p }, (_, i): PairNames | undefined => {
        const delta = deltas?.[v]?.[i];
        if (delta !== undefined) return [{ tex: String(delta), base: String(delta) }];
        const number = externals?.[i];
        if (number === undefined) return undefined;
        const [x, y] = inputs?.[i] ?? [`x${2 * number - 1}`, `x${2 * number}`];
        return [inputLabel(x), inputLabel(y)];
      }),
    })),
    blobs: d.blobs.map((blob) => (deltas === undefined ? { name: blobLabel(blob, layers) } : {})),
    edges: d.edges,
  };
}

function inputLabel(name: string): Label {
  const [, letters = name, below] = /^(\D+)(\d+)$/.exec(name) ?? [];
  return { tex: texName(name), base: letters, ...(below === undefined ? {} : { below }) };
}

/** V_4, K_1, V_4[1]; with layers V_4^(l-1). */
function blobLabel({ degree, order, kind }: KernelDiagram["blobs"][number], layers: boolean): Label {
  if (kind !== undefined) return { tex: `\\mathrm{${kind}}`, base: kind };
  const [letter, macro, number] = degree === 1 ? ["K", "oonshift", order] : ["V", "oonblob", 2 * degree];
  const term = order === undefined || degree === 1 ? "" : `[${order}]`;
  const above = `${layers ? "(ℓ−1)" : ""}${term}`;
  return {
    tex: `\\${macro}{${number}}{${layers ? "\\oonlayer{\\oonbefore}" : ""}${term}}`,
    base: letter,
    below: String(number),
    ...(above === "" ? {} : { above }),
  };
}

/** A name as text. */
export const labelText = ({ base, below, above = "" }: Label): string =>
  `${base}${below === undefined ? "" : subscript(Number(below))}${above}`;
