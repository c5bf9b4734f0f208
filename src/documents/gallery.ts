import { compile } from "../answer/compile.js";
import { explain, withoutLabels } from "../answer/explain.js";
import { version } from "../foundation/version.js";
import { escapeXml } from "../foundation/xml.js";
import { canonicalId } from "../graphs/canonical.js";
import { parseId } from "../graphs/id.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { type TableModel, tableModel } from "./document.js";
import { explanationBody } from "./explanation-page.js";
import { tableBody } from "./html.js";
import { page } from "./page.js";
import { plural } from "./words.js";

/*
 * A folder of pages: tables of V_2k and K, each diagram of them explained on a page of its own, and linked with the
 * tables that it stands in and with what it becomes where its externals have labels or lose them.
 */

/** What the gallery shows. */
const requests = [
  "V_4",
  "V_6",
  "V_8",
  "V_10",
  "V_12",
  "K at 1 loop",
  "V_4 at 1 loop",
  "V_4 at 2 loops",
  "V_6 at 1 loop",
  "V_6 at 2 loops",
  "V_8 at 1 loop",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "V_4(x1,x2; x3,x4)",
  "V_6(x1,x2; x3,x4; x5,x6)",
] as const;

/** A page of the gallery. */
export interface GalleryPage {
  readonly name: string;
  readonly content: string;
}

/** A table of the gallery. */
interface Table {
  readonly file: string;
  readonly model: TableModel;
  readonly content: string;
}

/** A request or an id as the name of a file: small letters alone, since some systems know no others. */
const fileName = (text: string): string =>
  `${text
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[_-]+|-+$/g, "")}.html`;

/** The id without labels: that of the class which a labelled diagram is one of. */
const unlabelled = (id: string): string => canonicalId(withoutLabels(parseId(id)));

/** The pages of the gallery, the first page last. */
export function* gallery(): Generator<GalleryPage> {
  const tables = requests.map((request): Table => {
    const sum = compile(request);
    const model = tableModel(sum);
    return { file: fileName(request), model, content: tableBody(sum, model, diagramPage) };
  });
  const places = new Map<string, { readonly table: Table; readonly number: number }[]>();
  const relatives = new Map<string, Set<string>>();
  for (const table of tables)
    for (const { id, number } of table.model.rows) {
      places.set(id, [...(places.get(id) ?? []), { table, number }]);
      const bare = id.startsWith("x") ? unlabelled(id) : id;
      if (bare !== id) {
        relatives.set(id, new Set([bare]));
        relatives.set(bare, new Set([...(relatives.get(bare) ?? []), id]));
      }
    }
  for (const { file, model, content } of tables) yield { name: file, content: framed(model.title, content) };
  for (const [id, stands] of places) {
    const others = [...(relatives.get(id) ?? [])].filter((other) => places.has(other));
    const links = [
      `<p>It stands in ${stands.map(({ table, number }) => `<a href="../${table.file}#row-${number}">${escapeXml(table.model.title)}, row ${number}</a>`).join("; ")}.</p>`,
      ...(others.length === 0
        ? []
        : [
            `<p>${id.startsWith("x") ? "Without labels" : "With labelled externals"}: ${others.map((other) => `<a href="../${diagramPage(other)}"><code>${escapeXml(other)}</code></a>`).join(", ")}.</p>`,
          ]),
    ];
    yield {
      name: diagramPage(id),
      content: framed(`${id}: a diagram`, `${explanationBody(explain(id))}\n${links.join("\n")}`, "../"),
    };
  }
  yield { name: "cite.html", content: framed("How to cite", citing) };
  yield { name: "index.html", content: framed("A gallery of diagrams", indexBody(tables, places.size)) };
}

const diagramPage = (id: string): string => `diagrams/${fileName(id)}`;

/** A page with the way to the others. @param above the way from its folder to that of the gallery */
const framed = (title: string, body: string, above = ""): string =>
  page(
    title,
    `<nav><a href="${above}index.html">Gallery</a> · <a href="${above}cite.html">How to cite</a></nav>\n${body}`,
  );

const indexBody = (tables: readonly Table[], diagrams: number): string => `<h1>A gallery of diagrams</h1>
<p>The statistics of wide neural networks, order by order in 1/n: ${plural(tables.length, "table")}, ${plural(diagrams, "diagram")}, each explained factor by factor. A row's id is the same in every table, in the program and in its library.</p>
${tables
  .map(
    ({ file, model: { title, classes, rows } }) =>
      `<h2><a href="${file}">${escapeXml(title)}</a></h2>\n<p>${plural(classes, "diagram")}</p>\n<div class="row">${rows
        .slice(0, shownRows)
        .map(
          ({ id, diagram }) =>
            `<a href="${diagramPage(id)}">${diagramSvg(kernelDrawable(diagram), { id, unit: 16, styled: false })}</a>`,
        )
        .join("")}${rows.length > shownRows ? `<a href="${file}">and ${rows.length - shownRows} more</a>` : ""}</div>`,
  )
  .join("\n")}`;

/** How many diagrams of a table the first page shows. */
const shownRows = 8;

const citing = `<h1>How to cite</h1>
<p>Every table here is certified: independent checks of the diagrams, of their symmetry factors and of the sum. To cite a table, name the request, the version and the row ids, and keep the certificate beside the paper:</p>
<pre class="formula">oneovern certify V_8 --json -o v8-certificate.json</pre>
<p>A sentence that says what was done:</p>
<blockquote>The diagrams and symmetry factors were enumerated with oneovern ${version} (request V_8, 10 diagrams; certificate in the supplement). Rows are named by their ids, such as <code>2ab.1a.1b</code>.</blockquote>
<pre class="formula">@software{oneovern,
  title   = {oneovern: a diagram-enumeration compiler for the 1/n expansion of neural networks},
  author  = {{The oneovern authors}},
  version = {${version}},
  note    = {Request: V_8}
}</pre>
<p>The expansion and the eight-point table itself: Banta, Cai, Craig and Zhang, <cite>Structures of Neural Network Effective Theories</cite> (2023), arXiv:2305.02334.</p>`;
