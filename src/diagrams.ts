/**
 * Diagrams as data: made, told apart, counted in their symmetries, spelled as ids, as graphs of graphlib and in DOT; those of
 * scaling laws, circles of letters, by their ids and as pictures in TikZ and SVG; those of actions by their ids, and the
 * loops of bosons and ghosts with their pictures.
 * @packageDocumentation
 */

export { automorphismCount } from "./graphs/automorphisms.js";
export { canonicalForm, canonicalId } from "./graphs/canonical.js";
export type { Blob, Diagram, DiagramClass, Edge, FunctionVertex } from "./graphs/diagram.js";
export { DiagramError, externalPairs, jSums, loops, makeDiagram, withExternals, withKinds } from "./graphs/diagram.js";
export type { NodeLabel } from "./graphs/graphlib.js";
export { fromGraph, toGraph } from "./graphs/graphlib.js";
export { formatId, parseId } from "./graphs/id.js";
export type { CircleSvgOptions } from "./pictures/circle-svg.js";
export { circleSvg, pairSvg } from "./pictures/circle-svg.js";
export type { CircleTikzOptions } from "./pictures/circle-tikz.js";
export { circleTikz, circleTikzStyles, pairTikz } from "./pictures/circle-tikz.js";
export type { CircleOptions } from "./pictures/circle-words.js";
export { diagramDot, diagramFromDot } from "./pictures/dot.js";
export type {
  Drawable,
  DrawnBlob,
  DrawnVertex,
  KernelDiagram,
  Label,
  PairNames,
  PictureOptions,
} from "./pictures/drawable.js";
export { kernelDrawable } from "./pictures/drawable.js";
export type { Figure, Mark, Point, StrokeStyle } from "./pictures/figure.js";
export { figureSvg } from "./pictures/figure-svg.js";
export { figureTikz, figureTikzStyles } from "./pictures/figure-tikz.js";
export type { Species } from "./pictures/ghost-figures.js";
export { loopFigure, openFigure, propagatorFigure, vertexFigure } from "./pictures/ghost-figures.js";
export type { DiagramSvgOptions } from "./pictures/svg.js";
export { diagramSvg, svgStyle } from "./pictures/svg.js";
export type { TikzOptions } from "./pictures/tikz.js";
export { diagramTikz, tikzStyles } from "./pictures/tikz.js";
export type { ActionTerm } from "./theory/action/diagrams.js";
export { actionId, actionTerm, parseActionId } from "./theory/action/diagrams.js";
export type { Loop, LoopClass, OpenLine, Parts } from "./theory/action/ghosts.js";
export { loopClasses, loopCounts, openLine } from "./theory/action/ghosts.js";
export type { Circle as TraceCircle, Contraction, TraceDiagram } from "./theory/action/traces.js";
export { contractionOf, parseTraceId, traceId } from "./theory/action/traces.js";
export type { Circle, CircleKind, Letter } from "./theory/scaling/circles.js";
export type { ScalingDiagram } from "./theory/scaling/diagram.js";
export { dualOf, parseScalingId, scalingId } from "./theory/scaling/diagram.js";
export type { Pairing } from "./theory/scaling/planar.js";
