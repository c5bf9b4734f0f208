import { version } from "../foundation/version.js";
import { escapeXml } from "../foundation/xml.js";
import { svgStyle } from "../pictures/svg.js";

/* Pages that need nothing else: no script, no file beside them, for light and dark screens. */

const style = `
:root { color-scheme: light dark; --accent: #0072b2; --line: #d5d8dd; }
@media (prefers-color-scheme: dark) { :root { --accent: #5fb2e4; --line: #3a4049; } }
body { font-family: system-ui, sans-serif; line-height: 1.5; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
a { color: var(--accent); }
code { font-size: 0.9em; overflow-wrap: anywhere; }
math { font-size: 1.08em; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; padding: 0.4rem 0.6rem; }
thead th { border-bottom: 2px solid currentColor; }
tbody th { border-bottom: 1px solid var(--line); }
td { border-bottom: 1px solid var(--line); padding: 0.5rem 0.6rem; vertical-align: middle; }
.formula { line-height: 2.6; }
p.formula { margin: 0.2rem 0; }
.row { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; text-align: center; font-size: 0.85rem; }
pre.formula { font-family: ui-monospace, monospace; line-height: 1.45; padding: 0.6rem 1rem; border-left: 3px solid var(--accent); overflow-x: auto; }
.legend, footer { margin-top: 2rem; font-size: 0.85rem; opacity: 0.85; }
.scroll { overflow-x: auto; }
`;

/** Which parts of a picture light up with a factor of a row. */
const lit: readonly (readonly [factor: string, parts: readonly string[]])[] = [
  ["halves", [".leg"]],
  ["blobs", [".blob", ".hatching"]],
  ["j sums", [".vertex"]],
  ["symmetry", [".pair"]],
  ["bracket", [".vertex"]],
];

/** Rules by which a factor that is pointed at lights up its part of the picture in the same box. */
const lighting = lit
  .map(([factor, parts]) => {
    const chosen = parts
      .flatMap((part) =>
        ["hover", "focus"].map((state) => `.lit:has([data-factor="${factor}"]:${state}) .diagram ${part}`),
      )
      .join(", ");
    return `${chosen} { stroke: var(--accent); stroke-width: 3; }`;
  })
  .join("\n");

/** How formulas, pictures and the light on them look, for pages of others. */
export const pageStyle: string = `${svgStyle}${lighting}
.diagram .number { font-style: normal; fill: var(--accent); }
[data-factor] { border-radius: 0.3em; padding: 0.15em 0.1em; cursor: help; }
.formula > [data-factor]:not([data-factor="bracket"]), td > [data-factor] { display: inline-block; border-bottom: 1px dotted; line-height: normal; }
[data-factor]:hover, [data-factor]:focus-visible { background: color-mix(in srgb, var(--accent) 18%, transparent); outline: none; }
`;

/** What stands on a page between its head and its foot, for a page of others. */
export const bodyOfPage = (html: string): string => /<main>\n([\s\S]*)\n<\/main>/.exec(html)?.[1] ?? "";

/** A page. @param body in HTML */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<style>${style}${pageStyle}</style>
</head>
<body>
<main>
${body}
</main>
<footer>Written and certified by oneovern ${version}.</footer>
</body>
</html>
`;
