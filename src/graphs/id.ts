import {
  type Blob,
  type Diagram,
  DiagramError,
  type Edge,
  kindPattern,
  makeDiagram,
  withExternals,
  withKinds,
} from "./diagram.js";

/*
 * The printable id of a diagram: its function vertices, joined by ".", each as its number of Delta's followed by the
 * names of the blobs that its legs end on (a name repeated for parallel legs). Blobs are named in the order of first
 * appearance: a, b, ..., z, then Aa, Ab, ..., Zz, AAa, ... (capitals announce that a small letter follows). A blob that
 * is a term of a series has its order behind its name where the name appears first: V_4[1] in 1a1.1a; the tadpole K_1
 * is the only one without (1a), K_2 is 1a2. Where the externals are labelled, a function vertex begins with "x" and its
 * labels joined by "-" instead of their number: x1-2a.x3a. Kinds stand behind what has them: of a function vertex and of
 * a leg between "_" (1_out_a_P1_), of a blob between "~" where its name appears first (1a~X1~). docs/formats.md promises this spelling across releases.
 */

const letters = 26;

/** The name of the index-th blob in an id: a, b, ..., z, Aa, ... */
export function blobName(index: number): string {
  if (index < letters) return String.fromCharCode(97 + index);
  let prefix = "";
  for (let rest = Math.floor(index / letters); rest > 0; rest = Math.floor((rest - 1) / letters))
    prefix = String.fromCharCode(65 + ((rest - 1) % letters)) + prefix;
  return prefix + String.fromCharCode(97 + (index % letters));
}

/** The id of a diagram as it stands; {@link canonicalForm} first makes it that of the class. */
export function formatId(d: Diagram): string {
  const legsAt: (readonly [blob: number, kind: string | undefined])[][] = d.vertices.map(() => []);
  for (const [v, b, kind] of d.edges) legsAt[v]?.push([b, kind]);
  const names = new Map<number, string>();
  return d.vertices
    .map(({ p, externals, kind: own }, v) => {
      let text = (externals ? `x${externals.join("-")}` : String(p)) + between("_", own);
      for (const [b, kind] of legsAt[v] as (typeof legsAt)[number]) {
        const isNew = !names.has(b);
        if (isNew) names.set(b, blobName(names.size));
        text += names.get(b);
        if (isNew) text += orderText(d.blobs[b]) + between("~", d.blobs[b]?.kind);
        text += between("_", kind);
      }
      return text;
    })
    .join(".");
}

const between = (mark: string, kind: string | undefined): string => (kind === undefined ? "" : mark + kind + mark);

const orderText = (blob: Blob | undefined): string =>
  blob?.order === undefined || (blob.degree === 1 && blob.order === 1) ? "" : String(blob.order);

/** Bounds on what is read as an id: far beyond any diagram that could be weighed. */
const maxIdLength = 20_000;
const maxNodes = 2_000;

/** A leg: its blob's name, that one's order and kind, and its own kind. */
const legText = `[A-Z]*[a-z](?:\\d{1,4})?(?:~${kindPattern}~)?(?:_${kindPattern}_)?`;
const legPattern = new RegExp(`([A-Z]*[a-z])(\\d+)?(?:~(${kindPattern})~)?(?:_(${kindPattern})_)?`, "g");
/** A function vertex: its content, its kind, and its legs. */
const partPattern = new RegExp(`^([1-9]\\d{0,5}|x\\d{1,6}(?:-\\d{1,6})*)(?:_(${kindPattern})_)?((?:${legText})*)$`);

/**
 * The diagram that an id spells, vertices and blobs in the id's order. Any spelling of the form is read, also one that
 * is not canonical. @throws DiagramError naming the part at fault.
 */
export function parseId(id: string): Diagram {
  const shown = JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}...` : id);
  if (id.length > maxIdLength)
    throw new DiagramError(`an id of ${id.length} characters: ${maxIdLength} at most are read`);
  const names = new Map<string, number>();
  const edges: Edge[] = [];
  const orders: (number | undefined)[] = [];
  const kinds: (string | undefined)[] = [];
  const vertexKinds: (string | undefined)[] = [];
  const labels: (readonly number[])[] = [];
  const deltas = id.split(".").map((part, v) => {
    const match = partPattern.exec(part);
    if (!match)
      throw new DiagramError(
        `${part === "" ? "an empty part" : JSON.stringify(part.slice(0, 40))} in the id ${shown}: a part is a number of Delta's and the blobs its legs end on, as in 2ab.1a.1b, a blob's order behind its name, as in 1a2b.1b, or x and labels instead of the number, as in x1-2a.x3a`,
      );
    const [, content = "", own, legs = ""] = match;
    vertexKinds[v] = own;
    for (const [, name = "", order, blobKind, kind] of legs.matchAll(legPattern)) {
      const b = names.get(name) ?? names.size;
      names.set(name, b);
      edges.push(kind === undefined ? [v, b] : [v, b, kind]);
      if (blobKind !== undefined && kinds[b] !== undefined && kinds[b] !== blobKind)
        throw new DiagramError(`the id ${shown}: the blob ${name} has the kinds ${kinds[b]} and ${blobKind}`);
      kinds[b] ??= blobKind;
      if (order === undefined) continue;
      if (orders[b] !== undefined && orders[b] !== Number(order))
        throw new DiagramError(`the id ${shown}: the blob ${name} has the orders ${orders[b]} and ${Number(order)}`);
      orders[b] = Number(order);
    }
    if (!content.startsWith("x")) return Number(content);
    labels[v] = content.slice(1).split("-").map(Number);
    return (labels[v] as readonly number[]).length;
  });
  const labelled = labels.filter((list) => list !== undefined).length;
  if (labelled > 0 && labelled < deltas.length)
    throw new DiagramError(
      `the id ${shown} has labels at some function vertices only: expected them at all or at none`,
    );
  if (deltas.length + names.size > maxNodes)
    throw new DiagramError(
      `the id ${shown} has ${deltas.length + names.size} vertices and blobs: ${maxNodes} at most are read`,
    );
  try {
    const diagram = withKinds(makeDiagram(deltas, names.size, edges, orders), vertexKinds, kinds);
    return labelled > 0 ? withExternals(diagram, labels) : diagram;
  } catch (error) {
    if (error instanceof DiagramError) throw new DiagramError(`the id ${shown}: ${error.message}`);
    throw error;
  }
}
