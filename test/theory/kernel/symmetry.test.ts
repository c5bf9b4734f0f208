import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { classOf } from "../../../src/graphs/canonical.js";
import { parseId } from "../../../src/graphs/id.js";
import { unseenByLabels } from "../../../src/graphs/labellings.js";
import { labelledSymmetry, symmetryOf } from "../../../src/theory/kernel/symmetry.js";

/* Worked examples, each counted by hand. */

describe("one input: k!/(prod p! |Aut|)", () => {
  test.each([
    // All pairs at one vertex: nothing to choose.
    ["3", 1n, "1", 1n],
    // Two vertices at the ends of one blob: exchanging both changes nothing, 2!/2.
    ["1a.1a", 2n, "1", 1n],
    // Two of four pairs share the vertex in the middle: 4!/(2! 2) = 6 ways to choose them.
    ["2ab.1a.1b", 2n, "6", 6n],
    // One of four pairs is in the middle of a star, whose three arms can be permuted: 4!/3! = 4.
    ["1abc.1a.1b.1c", 6n, "4", 4n],
    // A chain of four: turned round it is the same, 4!/2 = 12 orders of the pairs.
    ["1a.1ab.1bc.1c", 2n, "12", 12n],
    // Two pairs at one vertex beside a third: 3!/2! = 3 ways to choose the third.
    ["2a.1a", 1n, "3", 3n],
    // A blob with both legs at one vertex: the legs can be exchanged, and no label of an external sees that.
    ["1aa", 2n, "1/2", 1n],
    // Two vertices tied by two blobs: the vertices can be exchanged, and the blobs; labels see the first only.
    ["1ab.1ab", 4n, "1/2", 1n],
    // A vertex with a loop, and another at the end of a blob: 2!/2 = 1, and each of the two pairs may have the loop.
    ["1aab.1b", 2n, "1", 2n],
    // Two tadpoles of the same order at one vertex: 1/2!.
    ["1a1b1", 2n, "1/2", 1n],
    // Of different orders they can be told apart.
    ["1a1b2", 1n, "1", 1n],
  ])("%s", (id, automorphisms, symmetry, labellings) => {
    const found = classOf(parseId(id));
    expect(found.automorphisms).toBe(automorphisms);
    const { symmetry: factor, labellings: ways } = symmetryOf(found);
    expect([Q.toText(factor), ways]).toEqual([symmetry, labellings]);
  });
});

describe("labelled externals: 1/|Aut| with the labels in place", () => {
  test.each([
    ["x1a.x2a", "1"],
    // Two parallel legs from x1 to the blob.
    ["x1aa.x2a", "1/2"],
    // Two blobs between the same two vertices.
    ["x1ab.x2ab", "1/2"],
    // A blob with all three legs at one vertex: 3!.
    ["x1aaa", "1/6"],
    // Two loops at one vertex: each can be turned, and both exchanged.
    ["x1aabb", "1/8"],
  ])("%s", (id, expected) => {
    expect(Q.toText(labelledSymmetry(unseenByLabels(parseId(id))))).toBe(expected);
  });
});
