import { codeOf, targetNamed } from "../../src/code.js";
import { type Compilation, compile, documentModel, drawingOf, plainDiagram, UserError } from "../../src/index.js";
import type { CopyFormat } from "./messages.js";

/* One row of a table in other languages. */

/** The row with an id of a request's table. @throws UserError where there is none */
export async function rowAs(id: string, text: string, format: CopyFormat): Promise<string> {
  switch (format) {
    case "TikZ":
      return drawingOf(id)?.tikz() ?? "";
    case "SVG":
      return drawingOf(id)?.svg() ?? "";
  }
  const sum = compile(text);
  const term = sum.terms.find((found) => found.id === id);
  const row = documentModel(sum).rows.find((found) => found.id === id);
  if (term === undefined || row === undefined) throw new UserError("id", `${text} has no row ${id}`);
  switch (format) {
    case "LaTeX":
      return row.result.latex;
    case "JSON":
      return JSON.stringify(plainDiagram(term), null, 2);
    default: {
      // The module of a sum that has this row alone.
      const naming = { ...sum.naming, title: `${sum.naming.text}: the row ${id} alone` };
      const alone: Compilation = { ...sum, naming, terms: [term], sum: term.polynomial };
      return codeOf(alone, targetNamed(format === "SymPy" ? "sympy" : "typescript"));
    }
  }
}
