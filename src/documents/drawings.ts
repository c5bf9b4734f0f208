import { explainAction, isIdOfAction, streamedAction } from "../answer/action/diagrams.js";
import { parsedDiagram } from "../answer/explain.js";
import { explainScaling, isScalingId, scalingDiagrams } from "../answer/scaling/diagrams.js";
import { stream } from "../answer/stream.js";
import { UserError } from "../foundation/errors.js";
import { escapeXml } from "../foundation/xml.js";
import type { Diagram } from "../graphs/diagram.js";
import { formatId } from "../graphs/id.js";
import { locateRequest, printRequest, type Request } from "../language/request.js";
import { circleSvg } from "../pictures/circle-svg.js";
import { circleTikz } from "../pictures/circle-tikz.js";
import { type Drawable, type KernelDiagram, kernelDrawable, type PictureOptions } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { diagramTikz } from "../pictures/tikz.js";
import type { ActionTerm } from "../theory/action/diagrams.js";
import { inPublishedOrder } from "../theory/kernel/term.js";
import { type ScalingDiagram, scalingId } from "../theory/scaling/diagram.js";
import { drawable } from "./action/rows.js";
import { page } from "./page.js";
import { plainClass } from "./plain.js";
import { preambleBody, preamblePackages } from "./preamble.js";
import { article, verbatimTex } from "./tex.js";
import { plural } from "./words.js";

/* Every diagram of a request as a picture by itself, and an index of them. */

/** One diagram to be drawn, in the languages that it can be drawn in. */
export interface Drawing {
  readonly id: string;
  /** A document that stands alone. */
  readonly svg: () => string;
  /** A picture that needs `oneovern.sty`. */
  readonly tikz: () => string;
  /** Undefined for what is no graph of vertices and blobs. */
  readonly dot?: () => Promise<string>;
}

/** How much is drawn. */
export interface DrawingOptions extends PictureOptions {
  /** A request with more diagrams is refused. */
  readonly maxTerms?: number;
}

/** The drawings of a request's diagrams, in the order of its table. @throws UserError */
export function* drawingsOf(source: string | Request, options: DrawingOptions = {}): Generator<Drawing> {
  const request = typeof source === "string" ? locateRequest(source).request : source;
  const { maxTerms, ...pictures } = options;
  const budget = maxTerms === undefined ? {} : { maxTerms };
  switch (request.object) {
    case "scaling":
      for (const diagram of scalingDiagrams(source, budget)) yield circleDrawing(diagram);
      return;
    case "action":
      for (const row of streamedAction(source, budget)) {
        if (row.kind !== "one") throw new UserError("request/unsupported", noTraces);
        yield actionDrawing(row.term);
      }
      return;
    case "correlator":
      throw new UserError(
        "request/unsupported",
        "a correlator has no diagrams of its own\nexpected a vertex (V_8) or K",
      );
    default:
      // As the rows of the table stand: order by order, each in the published order.
      for (const term of inPublishedOrder([...stream(source, budget)]))
        yield kernelDrawing(term.diagram, plainClass(term), pictures);
  }
}

const noTraces = "no pictures of traces for general inputs\nexpected diagrams of an action for one input";

/** A diagram of V_2k or K. @param named the same with the names of its inputs */
const kernelDrawing = (diagram: Diagram, named: KernelDiagram = diagram, options: PictureOptions = {}): Drawing =>
  drawing(formatId(diagram), diagram, kernelDrawable(named, options));

const actionDrawing = (term: ActionTerm): Drawing => drawing(term.id, term.diagram, drawable(term));

const drawing = (id: string, diagram: Diagram, of: Drawable): Drawing => ({
  id,
  svg: () => diagramSvg(of, { id }),
  tikz: () => `${diagramTikz(of)}\n`,
  dot: async () => {
    const { diagramDot } = await import("../pictures/dot.js");
    return diagramDot(diagram, id);
  },
});

/** A diagram of the scaling laws. */
const circleDrawing = (diagram: ScalingDiagram): Drawing => ({
  id: scalingId(diagram),
  svg: () => circleSvg(diagram),
  tikz: () => circleTikz(diagram),
});

/** The drawing of the diagram that an id spells; undefined for what is no id. @throws UserError for one that is wrong */
export function drawingOf(id: string, options: PictureOptions = {}): Drawing | undefined {
  if (isScalingId(id)) return circleDrawing(explainScaling(id).diagram);
  if (isIdOfAction(id)) {
    const found = explainAction(id);
    if (found.inputs === "general") throw new UserError("id", noTraces);
    return actionDrawing(found.term);
  }
  // No request begins with a digit or an x.
  if (!/^\s*[\dx]/.test(id)) return undefined;
  return kernelDrawing(parsedDiagram(id.trim()), undefined, options);
}

/** What is drawn, for an index: what it is called, and the file of each diagram. */
export interface Drawn {
  readonly title: string;
  readonly files: readonly { readonly id: string; readonly file: string }[];
}

/** What an index says it is of. */
export const drawnTitle = (source: string | Request): string =>
  printRequest(typeof source === "string" ? locateRequest(source).request : source);

/** A page that shows pictures. */
export const pictureIndex = ({ title, files }: Drawn): string =>
  page(
    `${title}: pictures`,
    `<h1>${escapeXml(title)}</h1>
<p>${plural(files.length, "diagram")}; <code>oneovern explain ID</code> says where the factors of one come from.</p>
<div class="row">
${files.map(({ id, file }) => `<figure><a href="${encodeURIComponent(file)}"><img src="${encodeURIComponent(file)}" alt="the diagram ${escapeXml(id)}"></a><figcaption><code>${escapeXml(id)}</code></figcaption></figure>`).join("\n")}
</div>`,
  );

/** A document in LaTeX that shows them. */
export const tikzIndex = ({ title, files }: Drawn): string =>
  article(
    verbatimTex(title),
    files
      .map(
        ({ id, file }) =>
          `\\begin{minipage}[b]{0.32\\linewidth}\\centering\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{\\input{${file}}}\\\\[1ex]{\\scriptsize ${verbatimTex(id)}}\\end{minipage}\\hfill`,
      )
      .join("\n"),
    preamblePackages,
    ["\\usepackage{graphicx}", preambleBody],
  );

/** A list of them as text. */
export const textIndex = ({ files }: Drawn): string => files.map(({ id, file }) => `${file} ${id}\n`).join("");
