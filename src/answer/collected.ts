import { factorial } from "../algebra/integers.js";
import { accumulator, addProductTo, addTerm, type Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Diagram } from "../graphs/diagram.js";
import type { Layout } from "../graphs/layout.js";
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
  const contents = new Map<string, Content>();
  const keyOf = contentKey();
  let done = 0;
  for (let found = stream.next(); found !== undefined; found = stream.next()) {
    const key = keyOf(found.layout);
    const content = contents.get(key) ?? { diagram: found.exact().diagram, groups: new Map() };
    contents.set(key, content);
    const group = groupIn(found);
    content.groups.set(group, (content.groups.get(group) ?? 0) + 1);
    if (++done % step === 0) progress?.(done);
  }
  return { tally: stream.tally(), sum: sumOf(request.k, contents) };
}

/** Classes of one content: one of them, and how often each product of p! and |Aut| was met. */
interface Content {
  readonly diagram: Diagram;
  readonly groups: Map<number | bigint, number>;
}

/** Adds contents up, those with the same function vertices at once, so that one bracket is held at a time. */
function sumOf(k: number, contents: ReadonlyMap<string, Content>): Polynomial {
  const byVertices = new Map<string, Content[]>();
  for (const [key, content] of contents) {
    const vertices = key.slice(0, key.indexOf(";"));
    const alike = byVertices.get(vertices);
    if (alike === undefined) byVertices.set(vertices, [content]);
    else alike.push(content);
  }
  const permutations = factorial(k);
  const bracketOf = bracketTable(0);
  const sum = accumulator();
  for (const alike of byVertices.values()) {
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

/** What function vertices a class has, and behind a semicolon what blobs, as a text. */
function contentKey(): (layout: Layout) => string {
  const codes: number[] = [];
  const sortedText = (): string => {
    for (let i = 1; i < codes.length; i++) {
      const code = codes[i] as number;
      let j = i;
      for (; j > 0 && (codes[j - 1] as number) > code; j--) codes[j] = codes[j - 1] as number;
      codes[j] = code;
    }
    return codes.join();
  };
  return ({ vertices, deltas, firstLeg, blobs, degrees, orders }) => {
    codes.length = vertices;
    for (let v = 0; v < vertices; v++)
      codes[v] = ((deltas[v] as number) << 8) + (firstLeg[v + 1] as number) - (firstLeg[v] as number);
    const text = sortedText();
    codes.length = blobs;
    for (let b = 0; b < blobs; b++) codes[b] = ((degrees[b] as number) << 8) + (orders[b] as number);
    return `${text};${sortedText()}`;
  };
}
