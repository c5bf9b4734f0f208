/**
 * Diagrams as data: made, told apart, counted in their symmetries, spelled as ids, as graphs of graphlib and in DOT.
 * @packageDocumentation
 */

export { automorphismCount } from "./graphs/automorphisms.js";
export { canonicalForm, canonicalId } from "./graphs/canonical.js";
export type { Blob, Diagram, DiagramClass, Edge, FunctionVertex } from "./graphs/diagram.js";
export { DiagramError, externalPairs, jSums, loops, makeDiagram, withExternals, withKinds } from "./graphs/diagram.js";
export type { NodeLabel } from "./graphs/graphlib.js";
export { fromGraph, toGraph } from "./graphs/graphlib.js";
export { formatId, parseId } from "./graphs/id.js";
export { diagramDot, diagramFromDot } from "./pictures/dot.js";
