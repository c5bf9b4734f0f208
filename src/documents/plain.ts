import { type PlainSummand, toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Edge } from "../graphs/diagram.js";
import type { OrdersOf } from "../language/request.js";
import type { Pair } from "../symbols/symbols.js";
import type { Term, Unweighed } from "../theory/kernel/term.js";

/** A request as JSON output carries it. */
export interface PlainRequest {
  readonly text: string;
  readonly object: OrdersOf["object"];
  readonly k: number;
  readonly loops: readonly [number, number];
  readonly about: OrdersOf["about"];
  readonly blobs: OrdersOf["blobs"];
  /** Only where all widths are set equal. */
  readonly widths?: "equal";
  readonly externals: OrdersOf["externals"];
}

/** One diagram as JSON output carries it: exact numbers as text. docs/formats.md describes the keys. */
export interface PlainDiagram {
  readonly id: string;
  readonly loops: number;
  readonly order: number;
  readonly jSums: number;
  readonly vertices: readonly {
    readonly p: number;
    readonly legs: number;
    /** With labelled externals: which of the request's pairs, counted from 1, and what they are. */
    readonly externals?: readonly number[];
    readonly inputs?: readonly Pair[];
  }[];
  readonly blobs: readonly { readonly degree: number; readonly order?: number }[];
  readonly edges: readonly Edge[];
  readonly symmetry: string;
  readonly halves: number;
  readonly labellings: string;
  readonly automorphisms: string;
  /** With labelled externals: how many more labellings the row stands for, and how many equal ones it collects. */
  readonly perms?: string;
  readonly copies?: string;
  readonly terms: readonly PlainSummand[];
}

/** The record of a request. */
export const plainRequest = (request: OrdersOf, text: string): PlainRequest => {
  const { object, k, loops, about, blobs, widths, externals } = request;
  return {
    text,
    object,
    k,
    loops,
    about,
    blobs,
    externals,
    ...(widths === "equal" ? { widths } : {}),
  };
};

/** The record of a class without its terms. */
export const plainClass = (found: Unweighed & Pick<Term, "labelled">): Omit<PlainDiagram, "terms"> => ({
  id: found.id,
  loops: found.loops,
  order: found.order,
  jSums: found.jSums,
  vertices: found.diagram.vertices.map((vertex, v) =>
    found.labelled ? { ...vertex, inputs: found.labelled.inputs[v] ?? [] } : vertex,
  ),
  blobs: found.diagram.blobs,
  edges: found.diagram.edges,
  symmetry: Q.toText(found.symmetry),
  halves: found.halves,
  labellings: String(found.labellings),
  automorphisms: String(found.automorphisms),
  ...(found.labelled ? { perms: String(found.labelled.perms), copies: String(found.labelled.copies) } : {}),
});

/** The record of a term. */
export const plainDiagram = (term: Term): PlainDiagram => ({ ...plainClass(term), terms: toPlain(term.polynomial) });
