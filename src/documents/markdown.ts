import { tableModel } from "./document.js";
import type { SumFormat } from "./sum-format.js";
import { fillTemplate } from "./template.js";

/** Markdown with TeX between dollars, as code forges and notebooks render it. */
export const markdown: SumFormat = {
  table: (compilation) => fillTemplate("markdown-table", tableModel(compilation)),
  expand: (compilation) =>
    fillTemplate("markdown-expand", { ...tableModel(compilation), monomials: compilation.sum.size }),
};
