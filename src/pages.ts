/**
 * What a page needs at once to show tables and explanations, in HTML: a small part of the library, for scripts that are
 * waited for. Factors light up their part of a picture, by {@link pageStyle} alone.
 * @packageDocumentation
 */

export type { CompileOptions } from "./answer/compile.js";
export { compile } from "./answer/compile.js";
export type { Explanation } from "./answer/explain.js";
export { explain } from "./answer/explain.js";
export type { Compilation } from "./answer/passes.js";
export { explanationBody } from "./documents/explanation-page.js";
export { mathml, mathmlPieces } from "./documents/mathml.js";
export { bodyOfPage, pageStyle } from "./documents/page.js";
export type { TableHead, TableParts, TableRecord } from "./documents/table-records.js";
export { tableOf } from "./documents/table-records.js";
export { UserError } from "./foundation/errors.js";
export { parseRequest, printRequest } from "./language/request.js";
