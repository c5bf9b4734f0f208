import type { TableHead, TableRecord } from "../../src/pages.js";

/* What the page and its workers say to one another. */

/** A network, as the controls say. */
export interface NetworkChoice {
  readonly activation: string;
  readonly C_b: number;
  readonly C_W: number;
  readonly K: number;
  readonly width: number;
  readonly depth: number;
}

/** The model of scaling laws, as the sliders say. */
export interface ScalingChoice {
  readonly alpha: number;
  readonly gamma: number;
  readonly N: number;
  readonly T: number;
  readonly M: number;
}

/** The same without N, which goes along the curve. */
export type ScalingModel = Omit<ScalingChoice, "N">;

/** What a row can be copied as; what needs one input is not there for labelled externals. */
export const copyFormats = ["LaTeX", "TikZ", "SVG", "SymPy", "TypeScript", "JSON"] as const;
export type CopyFormat = (typeof copyFormats)[number];
export const needsOneInput: readonly CopyFormat[] = ["SymPy"];

/** What a worker is asked. */
export interface Tasks {
  readonly table: { readonly text: string };
  readonly explain: { readonly id: string };
  readonly copy: { readonly id: string; readonly text: string; readonly format: CopyFormat };
  readonly evaluate: { readonly text: string; readonly network: NetworkChoice };
  readonly critical: { readonly activation: string };
  readonly flow: { readonly network: NetworkChoice };
  readonly simulate: { readonly network: NetworkChoice; readonly samples: number; readonly seed: number };
  readonly sweep: { readonly model: ScalingModel; readonly to: number };
  readonly regressions: { readonly model: ScalingModel; readonly to: number };
  readonly loss: { readonly model: ScalingChoice };
  readonly duals: { readonly order: number };
  /** neurons: how many are looked at; 0 for all. */
  readonly couplings: { readonly network: NetworkChoice; readonly neurons: number };
  readonly ghosts: { readonly attachments: number };
}

export type TaskName = keyof Tasks;

/** A point with its error. */
export interface Measured {
  readonly x: number;
  readonly y: number;
  readonly error: number;
}

/** A line of a plot: broken where a value is not finite. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** What a worker finds, piece by piece. */
export interface Parts {
  readonly table:
    | { readonly kind: "head"; readonly head: TableHead; readonly canonical: string; readonly isLabelled: boolean }
    | { readonly kind: "rows"; readonly rows: readonly TableRecord[] }
    | { readonly kind: "page"; readonly html: string }
    | { readonly kind: "progress"; readonly done: number; readonly total: number };
  readonly explain: { readonly html: string };
  readonly copy: { readonly text: string };
  readonly evaluate: {
    readonly rows: readonly { readonly id: string; readonly value: number; readonly share: number }[];
    readonly name: string;
    readonly value: number;
    readonly layer: number;
  };
  readonly critical: {
    readonly points: readonly {
      readonly C_b: number;
      readonly C_W: number;
      readonly K: number | null;
      readonly class: string;
      readonly stability: string;
    }[];
    readonly why: string;
  };
  readonly flow: { readonly lines: readonly Line[]; readonly warnings: readonly string[] };
  readonly simulate:
    | { readonly kind: "progress"; readonly done: number; readonly total: number }
    | {
        readonly kind: "done";
        readonly measured: { readonly [line: string]: readonly Measured[] };
        /** What was tested: the theory with its first correction. */
        readonly predicted: { readonly [line: string]: Line };
        readonly samples: number;
        readonly verdict: string;
      };
  readonly sweep: {
    readonly lines: readonly Line[];
    readonly peak?: { readonly value: number; readonly loss: number };
    readonly fit?: { readonly exponent: number; readonly from: number; readonly to: number };
  };
  readonly regressions: { readonly point: Measured; readonly places: number };
  readonly loss: { readonly planar: number; readonly corrected?: number };
  readonly duals: { readonly pairs: readonly { readonly svg: string; readonly ids: string }[] };
  readonly couplings: {
    readonly lines: readonly Line[];
    readonly neurons: string;
    readonly remarks: readonly string[];
  };
  readonly ghosts: { readonly html: string };
}

/**
 * A table that was computed when the page was built, for whoever opens it without a request: shown at once, and compared
 * with what is computed here.
 */
export interface FirstTable {
  readonly request: string;
  readonly head: TableHead;
  readonly rows: readonly TableRecord[];
}

/** The element that has it, as JSON. */
export const firstTableId = "first-table";

/** A message to a worker. */
export type Asked = {
  readonly [Name in TaskName]: { readonly task: Name; readonly number: number } & Tasks[Name];
}[TaskName];

/** A message from a worker. */
export type Told =
  | { readonly number: number; readonly part: Parts[TaskName] }
  | { readonly number: number; readonly end: true }
  | { readonly number: number; readonly error: string; readonly isDefect: boolean };
