import { bench, describe } from "vitest";
import { streamClasses } from "../src/answer/stream.js";
import { mathml } from "../src/documents/mathml.js";
import { kernelDrawable } from "../src/pictures/drawable.js";
import { placed } from "../src/pictures/placement.js";
import { diagramSvg } from "../src/pictures/svg.js";
import { diagramTikz } from "../src/pictures/tikz.js";

/* Pictures of all diagrams of a request, and formulas. */

const all = (request: string) => [...streamClasses(request)].map(({ diagram }) => kernelDrawable(diagram));
const once = { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 };

describe("all 872 classes of V_16", () => {
  const classes = all("V_16");
  bench("placed", () => void classes.map(placed), once);
  bench("placed and written as SVG", () => void classes.map((d, i) => diagramSvg(d, { id: String(i) })), once);
  bench("placed and written as TikZ", () => void classes.map((d) => diagramTikz(d)), once);
});

describe("all 985 classes of V_12 at 1 loop", () => {
  const classes = all("V_12 at 1 loop");
  bench("placed and written as SVG", () => void classes.map((d, i) => diagramSvg(d, { id: String(i) })), once);
});

describe("all 339 classes of V_8 at 2 loops", () => {
  const classes = all("V_8 at 2 loops");
  bench("placed and written as SVG", () => void classes.map((d, i) => diagramSvg(d, { id: String(i) })), once);
});

describe("a row of V_8", () => {
  const tex =
    "\\frac{1}{16} \\cdot \\frac{(V_4^{(\\ell-1)})^2}{n_{\\ell-1} n_{\\ell-2}^2} \\cdot 6 \\bigl( \\langle \\partial^4 \\Delta^2 \\rangle \\langle \\partial^2 \\Delta \\rangle^2 - 2 \\langle \\partial^2 \\Delta \\rangle^4 \\bigr)";
  bench("as MathML", () => void mathml(tex));
});
