import { type PlainSummand, toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Pair } from "../algebra/symbols.js";
import type { Edge } from "../diagram/diagram.js";
import type { Term } from "../expansion/term.js";
import { printRequest, type Request } from "../language/request.js";

/** A request as JSON output carries it. */
export interface PlainRequest {
  readonly text: string;
  readonly object: Request["object"];
  readonly k: number;
  readonly loops: readonly [number, number];
  readonly about: Request["about"];
  readonly blobs: Request["blobs"];
  /** Only where all widths are set equal. */
  readonly widths?: "equal";
  readonly externals: Request["externals"];
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
export const plainRequest = (request: Request): PlainRequest => {
  const { object, k, loops, about, blobs, widths, externals } = request;
  return {
    text: printRequest(request),
    object,
    k,
    loops,
    about,
    blobs,
    externals,
    ...(widths === "equal" ? { widths } : {}),
  };
};

/** The record of a term. */
export const plainDiagram = (term: Term): PlainDiagram => ({
  id: term.id,
  loops: term.loops,
  order: term.order,
  jSums: term.jSums,
  vertices: term.diagram.vertices.map((vertex, v) =>
    term.labelled ? { ...vertex, inputs: term.labelled.inputs[v] ?? [] } : vertex,
  ),
  blobs: term.diagram.blobs,
  edges: term.diagram.edges,
  symmetry: Q.toText(term.symmetry),
  halves: term.halves,
  labellings: String(term.labellings),
  automorphisms: String(term.automorphisms),
  ...(term.labelled ? { perms: String(term.labelled.perms), copies: String(term.labelled.copies) } : {}),
  terms: toPlain(term.polynomial),
});
