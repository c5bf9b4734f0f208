import { documentModel } from "./document.js";
import type { FormatOptions, SumAnswer } from "./format.js";
import type { SumFormat } from "./sum-format.js";
import { fillTemplate } from "./template.js";

/**
 * LaTeX with booktabs: a fragment to be \input, or with `standalone` a document with pictures that plain pdflatex
 * compiles.
 */
export const latex: SumFormat = {
  table: (compilation, options) => document(compilation, "latex-table", options),
  expand: (compilation, options) => document(compilation, "latex-expand", options),
};

async function document(
  compilation: SumAnswer,
  template: "latex-table" | "latex-expand",
  { standalone = false }: FormatOptions,
): Promise<string> {
  const model = documentModel(compilation);
  // Pictures need TikZ and its styles: a fragment does without, so that it fits into any paper.
  const pictures = standalone && template === "latex-table";
  // In a document of its own a table may always be split over pages; in a paper that is the paper's affair.
  const isLong = pictures || model.isLong;
  const environment = isLong ? "longtable" : "tabular";
  const body = await fillTemplate(template, { ...model, isLong, pictures, environment });
  if (!standalone) return body;
  const { tikzStyles } = await import("../pictures/tikz.js");
  return fillTemplate("latex-document", {
    ...model,
    body,
    pictures,
    tikzStyles,
    oneInput: model.request.externals === null,
    legend: compilation.naming.legend,
  });
}
