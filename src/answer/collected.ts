import { factorial } from "../algebra/integers.js";
import { accumulator, addProductTo, addTerm, type Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { contentTable } from "../graphs/content.js";
import type { Diagram } from "../graphs/diagram.js";
import type { SumRequest } from "../language/request.js";
import type { Tally } from "../proof/tally.js";
import { blobContent, bracketTable, frontOf, widthPower } from "../theory/kernel/term.js";
import { groupIn, handStream } from "./hand-stream.js";

/** All diagrams of a request, counted and added up. */
export interface Collected {
  readonly tally: Tally;
  readonly sum: Polynomial;
}

/** How often progress is told, in classes. */
const step = 1 << 16;

/**
 * The sum of all diagrams of a request for one input, none of which is held: what a diagram contributes depends on its
 * content and its symmetry factor, and contents are few. Cost: a microsecond or two a class, and what the sum's brackets
 * take.
 */
export function collected(request: SumRequest, progress?: (done: number) => void): Collected {
  const stream = handStream(request);
  const table = contentTable<Content>();
  /** The contents by their function vertices, which share a bracket. */
  const byVertices = new Map<string, Content[]>();
  let done = 0;
  for (let found = stream.next(); found !== undefined; found = stream.next()) {
    const { layout, exact } = found;
    const { groups } = table.of(layout, (verticesText) => {
      const content = { diagram: exact().diagram, groups: new Map() };
      const vertices = verticesText();
      byVertices.set(vertices, [...(byVertices.get(vertices) ?? []), content]);
      return content;
    });
    const group = groupIn(found);
    groups.set(group, (groups.get(group) ?? 0) + 1);
    if (++done % step === 0) progress?.(done);
  }
  return { tally: stream.tally(), sum: sumOf(request.k, byVertices.values()) };
}

/** Classes of one content: one of them, and how often each product of p! and |Aut| was met. */
interface Content {
  readonly diagram: Diagram;
  readonly groups: Map<number | bigint, number>;
}

/** Adds contents up, those with the same function vertices at once, so that one bracket is held at a time. */
function sumOf(k: number, byVertices: Iterable<readonly Content[]>): Polynomial {
  const permutations = factorial(k);
  const bracketOf = bracketTable(0);
  const sum = accumulator();
  for (const alike of byVertices) {
    const fronts = accumulator();
    for (const { diagram, groups } of alike) {
      const halves = 2n ** BigInt(diagram.edges.length);
      const coefficient = [...groups].reduce(
        (total, [group, times]) => Q.add(total, Q.rational(permutations * BigInt(times), BigInt(group) * halves)),
        Q.zero,
      );
      addTerm(fronts, coefficient, frontOf({ widths: widthPower(diagram), blobs: blobContent(diagram) }));
    }
    addProductTo(sum, bracketOf((alike[0] as Content).diagram), fronts);
  }
  return sum;
}
