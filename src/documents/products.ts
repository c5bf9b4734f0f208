import type { ActionAnswer, GeneralActionAnswer } from "../answer/action/action.js";
import type { ActionCorrelation } from "../answer/action/correlator.js";
import type { ActionCount, ActionExplanation } from "../answer/action/diagrams.js";
import type { Dictionary } from "../answer/action/dictionary.js";
import type { GhostAnswer, RulesAnswer } from "../answer/action/ghosts.js";
import type { Correlation } from "../answer/correlate.js";
import type { Count } from "../answer/count.js";
import type { Explanation } from "../answer/explain.js";
import type { ScalingCount, ScalingExplanation } from "../answer/scaling/diagrams.js";
import type { ScalingResummation } from "../answer/scaling/resummation.js";
import type { ScalingSeries } from "../answer/scaling/series.js";
import { UserError } from "../foundation/errors.js";
import type { CouplingsAnswer } from "../numbers/action/couplings.js";
import type { FieldsAnswer } from "../numbers/action/simulation.js";
import type { CriticalAnswer, StructureAnswer } from "../numbers/criticality/answered.js";
import type { SimulationAnswer } from "../numbers/ensemble/answered.js";
import type { ChosenFlowAnswer, FlowAnswer, TensorFlowAnswer } from "../numbers/flow/answered.js";
import type { Evaluation } from "../numbers/flow/evaluate.js";
import type { ScalingAnswer } from "../numbers/scaling/answered.js";
import type { ScalingDuality } from "../numbers/scaling/duality.js";
import type { RegressionsAnswer } from "../numbers/scaling/simulation.js";
import type { ScalingSweep } from "../numbers/scaling/sweep.js";
import type { PlotSpec } from "../pictures/plot.js";
import { actionCorrelatorCertificate, actionCorrelatorFormats } from "./action/correlator.js";
import { actionCountFormats } from "./action/count.js";
import { actionCertificate, actionExpansion } from "./action/couplings.js";
import { actionExplanationFormats } from "./action/explanation.js";
import { generalCertificate, generalExpansion, generalTable } from "./action/general.js";
import { actionTable } from "./action/rows.js";
import { correlatorCertificate, correlatorFormats } from "./correlator.js";
import { countFormats } from "./count.js";
import { csv } from "./csv.js";
import { evaluationFormats } from "./evaluation.js";
import { explanationFormats } from "./explain.js";
import { flowFormats, flowPlot } from "./flow.js";
import type { FormatOptions, Formats, SumAnswer } from "./format.js";
import { html } from "./html.js";
import { certificateJson, json } from "./json.js";
import { latex } from "./latex.js";
import { markdown } from "./markdown.js";
import { scalingCountFormats } from "./scaling/count.js";
import { scalingExplanationFormats } from "./scaling/explanation.js";
import { seriesCertificate, seriesExpansion, seriesTable } from "./scaling/series.js";
import { structureFormats } from "./structure.js";
import type { SumFormat } from "./sum-format.js";
import { chosenFlowFormats, chosenFlowPlot, tensorFlowFormats, tensorFlowPlot } from "./tensor-flow.js";
import { certificateText, text } from "./text.js";

/*
 * What can be written of an answer: products, each in its formats. Writers that compute something themselves are loaded when they are needed.
 */

/** The answers that can be written, by their kind. */
export interface Answers {
  readonly sum: SumAnswer;
  readonly correlator: Correlation;
  readonly count: Count;
  readonly explanation: Explanation;
  readonly structure: StructureAnswer;
  readonly evaluation: Evaluation;
  readonly flow: FlowAnswer;
  readonly "tensor flow": TensorFlowAnswer;
  readonly "chosen flow": ChosenFlowAnswer;
  readonly critical: CriticalAnswer;
  readonly simulation: SimulationAnswer;
  readonly action: ActionAnswer;
  readonly "general action": GeneralActionAnswer;
  readonly "action count": ActionCount;
  readonly "action explanation": ActionExplanation;
  readonly "action correlator": ActionCorrelation;
  readonly dictionary: Dictionary;
  readonly ghosts: GhostAnswer;
  readonly rules: RulesAnswer;
  readonly couplings: CouplingsAnswer;
  readonly fields: FieldsAnswer;
  readonly "scaling series": ScalingSeries;
  readonly "scaling count": ScalingCount;
  readonly "scaling explanation": ScalingExplanation;
  readonly "test loss": ScalingAnswer;
  readonly regressions: RegressionsAnswer;
  readonly "scaling sweep": ScalingSweep;
  readonly "scaling resummation": ScalingResummation;
  readonly "scaling duality": ScalingDuality;
}

/** What can be written. */
export type Answer = Answers[keyof Answers];

/** Something that is written of an answer. */
export interface Product {
  readonly formats: readonly string[];
  /** The writers, by the kind of the answer and then by format. */
  readonly writers: () => Writers | Promise<Writers>;
}

/** Those that an answer's kind has. */
export type Writers = { readonly [Kind in keyof Answers]?: Formats<Answers[Kind]> };

/** Every format of sums of diagrams: to add one, add a file with a SumFormat, and its name here. */
const sumFormats = { text, latex, markdown, html, csv, json } satisfies { readonly [name: string]: SumFormat };

const sumProduct = (product: keyof SumFormat): Product => ({
  formats: Object.keys(sumFormats),
  writers: () => ({
    sum: Object.fromEntries(Object.entries<SumFormat>(sumFormats).map(([name, format]) => [name, format[product]])),
    correlator: correlatorFormats(product),
    "scaling series": product === "table" ? seriesTable : seriesExpansion,
    "action correlator": actionCorrelatorFormats,
    action: product === "table" ? actionTable : actionExpansion,
    "general action": product === "table" ? generalTable : generalExpansion,
  }),
});

/** The name of a product. */
export type ProductName =
  | "table"
  | "expansion"
  | "certificate"
  | "count"
  | "explanation"
  | "structure"
  | "evaluation"
  | "flow"
  | "critical"
  | "simulation"
  | "scaling"
  | "regressions"
  | "sweep"
  | "dictionary"
  | "ghosts"
  | "rules"
  | "couplings"
  | "fields"
  | "resummation"
  | "duality";

/** Every product, by the name of what is written. */
export const products: { readonly [Name in ProductName]: Product } = {
  table: sumProduct("table"),
  expansion: sumProduct("expand"),
  certificate: {
    formats: ["text", "json"],
    writers: () => ({
      sum: { text: (answer, { paint }) => certificateText(answer, paint), json: certificateJson },
      correlator: correlatorCertificate,
      "scaling series": seriesCertificate,
      "action correlator": actionCorrelatorCertificate,
      action: actionCertificate,
      "general action": generalCertificate,
    }),
  },
  count: {
    formats: ["text", "json", "csv", "latex"],
    writers: () => ({ count: countFormats, "scaling count": scalingCountFormats, "action count": actionCountFormats }),
  },
  explanation: {
    formats: ["text", "latex", "html", "json", "svg", "tikz"],
    writers: () => ({
      explanation: explanationFormats,
      "scaling explanation": scalingExplanationFormats,
      "action explanation": actionExplanationFormats,
    }),
  },
  structure: {
    formats: ["text", "latex", "json"],
    writers: () => ({ structure: structureFormats }),
  },
  evaluation: {
    formats: ["text", "json", "csv", "latex"],
    writers: () => ({ evaluation: evaluationFormats }),
  },
  flow: {
    formats: ["text", "json", "csv", "latex"],
    writers: () => ({ flow: flowFormats, "tensor flow": tensorFlowFormats, "chosen flow": chosenFlowFormats }),
  },
  critical: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ critical: (await import("./critical.js")).criticalFormats }),
  },
  simulation: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ simulation: (await import("./simulation.js")).simulationFormats }),
  },
  scaling: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ "test loss": (await import("./scaling/solution.js")).solutionFormats }),
  },
  regressions: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ regressions: (await import("./scaling/regressions.js")).regressionsFormats }),
  },
  sweep: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ "scaling sweep": (await import("./scaling/sweep.js")).sweepFormats }),
  },
  dictionary: {
    formats: ["text", "markdown", "latex", "csv", "json"],
    writers: async () => ({ dictionary: (await import("./action/dictionary.js")).dictionaryFormats }),
  },
  ghosts: {
    formats: ["text", "latex", "html", "csv", "json"],
    writers: async () => ({ ghosts: (await import("./action/ghosts.js")).ghostFormats }),
  },
  rules: {
    formats: ["text", "latex", "html", "json"],
    writers: async () => ({ rules: (await import("./action/rules.js")).rulesFormats }),
  },
  couplings: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ couplings: (await import("./action/numbers.js")).couplingsFormats }),
  },
  fields: {
    formats: ["text", "json", "csv", "latex"],
    writers: async () => ({ fields: (await import("./action/fields.js")).fieldsFormats }),
  },
  resummation: {
    formats: ["text", "latex", "html", "json"],
    writers: async () => ({ "scaling resummation": (await import("./scaling/resummation.js")).resummationFormats }),
  },
  duality: {
    formats: ["text", "latex", "html", "json"],
    writers: async () => ({ "scaling duality": (await import("./scaling/duality.js")).dualityFormats }),
  },
};

/** Refuses the name of a format that a product has not. @throws UserError listing those that it has */
export function requireFormat(product: ProductName, name: string): void {
  const { formats } = products[product];
  if (!formats.includes(name)) throw new UserError("flag", `no format "${name}"\nexpected ${formats.join(", ")}`);
}

/**
 * An answer as a document.
 * @param product what is written of it
 * @param format text, latex, markdown, html, csv or json, where the product has it
 * @throws UserError where the product has no such format; RangeError where it is not made of such an answer
 */
export async function written(
  product: ProductName,
  answer: Answer,
  format: string,
  options: FormatOptions = {},
): Promise<string> {
  const writers: { readonly [kind: string]: Formats<never> } = await products[product].writers();
  const own = writers[answer.kind];
  if (own === undefined) throw new RangeError(`no ${product} is made of the answer "${answer.kind}"`);
  const write = Object.hasOwn(own, format) ? own[format] : undefined;
  if (write === undefined)
    throw new UserError("flag", `no format "${format}"\nexpected ${Object.keys(own).join(", ")}`);
  return write(answer as never, options);
}

/** The picture that goes with an answer, as SVG. @throws RangeError for an answer without a picture */
export async function plotted(answer: Answer): Promise<string> {
  const { svgOf } = await import("../pictures/plot.js");
  return svgOf(await plotOf(answer));
}

async function plotOf(answer: Answer): Promise<PlotSpec> {
  switch (answer.kind) {
    case "flow":
      return flowPlot(answer);
    case "tensor flow":
      return tensorFlowPlot(answer);
    case "chosen flow":
      return chosenFlowPlot(answer);
    case "critical":
      return (await import("./critical.js")).phaseDiagram(answer);
    case "simulation":
      return (await import("./simulation.js")).depthPlot(answer);
    case "couplings":
      return (await import("./action/numbers.js")).couplingsPlot(answer);
    case "scaling sweep":
      return (await import("./scaling/sweep.js")).sweepPlot(answer);
    default:
      throw new RangeError(`no picture is made of the answer "${answer.kind}"`);
  }
}
