import { type Blob, type Diagram, type FunctionVertex, legMatrix, loops } from "../graphs/diagram.js";
import { blobName } from "../graphs/id.js";
import { unicode } from "../notation/notations.js";
import { raisedPower, subscript } from "../symbols/spelling.js";
import { blobSymbol } from "../theory/kernel/term.js";

/* Diagrams drawn with characters, for terminals: a tree that hangs at its first function vertex. */

/** A blob in Unicode: V₄, V₄[1], K₂. */
export const blobText = (blob: Blob): string => unicode.symbol(blobSymbol(blob), 1);

/** The most columns and lines that a picture may take. */
const pictureColumns = 78;
const pictureLines = 60;

/** What stands at a function vertex of V_2k: its Delta's, by their labels where they have some. */
const deltas = ({ p, externals }: FunctionVertex): string =>
  externals === undefined ? `Δ${raisedPower(p)}` : externals.map((label) => `Δ${subscript(label)}`).join(" ");

/**
 * The diagram drawn with characters, hung up at its first function vertex; a remark where it would not fit.
 * @param content what stands at a function vertex
 */
export function picture(d: Diagram, content: (vertex: FunctionVertex) => string = deltas): string[] {
  const lines = drawn(d, content);
  if (lines.length <= pictureLines && lines.every((line) => line.length <= pictureColumns)) return lines;
  return [`(a picture of ${d.vertices.length} function vertices and ${d.blobs.length} blobs would not fit here)`];
}

function drawn(d: Diagram, content: (vertex: FunctionVertex) => string): string[] {
  const lines: string[] = [];
  const matrix = legMatrix(d);
  const hasLoops = loops(d) > 0;
  const seenBlobs = new Set<number>();
  const seenVertices = new Set<number>();
  const legsAt = (v: number, b: number) => matrix[v]?.[b] ?? 0;
  // With loops a node can be met twice, so blobs have the letters of the id, and vertices their place in it.
  const vertexName = (v: number) => `${content(d.vertices[v] as FunctionVertex)}${hasLoops ? ` (${v + 1})` : ""}`;
  const nameOf = (b: number) => `${blobText(d.blobs[b] as Blob)}${hasLoops ? ` ${blobName(b)}` : ""}`;
  const legs = (v: number, b: number) => (legsAt(v, b) > 1 ? `, ${legsAt(v, b)} legs` : "");

  function drawVertex(v: number, from: number | undefined, head: string, indent: string): void {
    seenVertices.add(v);
    lines.push(head + vertexName(v) + (from === undefined ? "" : legs(v, from)));
    if (head.length > pictureColumns || lines.length > pictureLines) return;
    const below = d.blobs.map((_, b) => b).filter((b) => b !== from && legsAt(v, b) > 0);
    below.forEach((b, i) => {
      const last = i === below.length - 1;
      const branch = `${indent}${last ? "└" : "├"}─ `;
      if (seenBlobs.has(b)) lines.push(`${branch}back to ${nameOf(b)}${legs(v, b)}`);
      else drawBlob(b, v, branch, `${indent}${last ? " " : "│"}  `);
    });
  }
  function drawBlob(b: number, from: number, head: string, indent: string): void {
    seenBlobs.add(b);
    lines.push(`${head}${nameOf(b)}${legs(from, b)}`);
    // What has been drawn already says itself that it leads back here.
    const below = d.vertices.map((_, v) => v).filter((v) => v !== from && legsAt(v, b) > 0 && !seenVertices.has(v));
    below.forEach((v, i) => {
      if (seenVertices.has(v)) return;
      const last = i === below.length - 1;
      drawVertex(v, b, `${indent}${last ? "└" : "├"}─ `, `${indent}${last ? " " : "│"}  `);
    });
  }
  drawVertex(0, undefined, "", "");
  return lines;
}
