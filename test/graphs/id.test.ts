import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DiagramError, makeDiagram } from "../../src/graphs/diagram.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { rootedTrees, treeDiagram } from "../../src/graphs/trees.js";

describe("the id of a diagram", () => {
  test("reads back to the same diagram, entry by entry", () => {
    for (let k = 1; k <= 8; k++)
      for (const rooted of rootedTrees(k)) {
        const d = treeDiagram(rooted);
        expect(parseId(formatId(d))).toEqual(d);
      }
  });

  test("has the order of a blob behind its name; of K_1 alone it is left out", () => {
    const blobs = (id: string) => parseId(id).blobs;
    expect(blobs("1a")).toEqual([{ degree: 1, order: 1 }]);
    expect(blobs("1a2")).toEqual([{ degree: 1, order: 2 }]);
    expect(blobs("1a.1a")).toEqual([{ degree: 2 }]);
    expect(blobs("1a0.1a")).toEqual([{ degree: 2, order: 0 }]);
    expect(blobs("12Ab3.1Ab")).toEqual([{ degree: 2, order: 3 }]);
    // Wherever the order is said, it is read.
    expect(parseId("1a.1a3")).toEqual(parseId("1a3.1a"));
    for (const id of ["1a", "1a2", "1a0.1a", "1a12b0.1ab", "3a1a"]) expect(formatId(parseId(id))).toBe(id);
    expect(formatId(parseId("1a1"))).toBe("1a");
  });

  test("names blobs past z: Aa, Ab, ..., and stays readable for a star of a thousand arms", () => {
    const blobs = 999;
    const d = makeDiagram(
      [1, ...Array.from({ length: blobs }, () => 1)],
      blobs,
      Array.from({ length: blobs }, (_, b) => [[0, b] as const, [b + 1, b] as const]).flat(),
    );
    const id = formatId(d);
    expect(id.startsWith("1abcdefghijklmnopqrstuvwxyzAaAb")).toBe(true);
    const again = parseId(id);
    expect(again.blobs.length).toBe(blobs);
    expect(formatId(again)).toBe(id);
  });

  test("is safe in a shell, a file name and an address", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(30), (k, i) => {
        const rooted = [...rootedTrees(k)].at(i);
        if (rooted) expect(formatId(treeDiagram(rooted))).toMatch(/^[A-Za-z0-9.]+$/);
      }),
    );
  });

  test.each([
    ["1a0", "not K_0 itself"],
    ["1a1.1a2", "the blob a has the orders 1 and 2"],
    ["1a99999", "a part is a number"],
    ["", "an empty part"],
    ["1a..1a", "an empty part"],
    ["0a.1a", '"0a"'],
    ["a.1a", '"a"'],
    ["1a.1A", '"1A"'],
    ["1a 1a", '"1a 1a"'],
    ["1a.1b", "not connected"],
    ["2.2", "not connected"],
    ["1a.\u0000", '"\\u0000"'],
    ["9".repeat(50), "a part is a number of Delta's"],
    [`1a.${"x".repeat(30_000)}`, "20000 at most"],
    [`1a${".1a".repeat(2500)}`, "2000 at most"],
  ])("that spells nothing is refused: %j", (id, reason) => {
    expect(() => parseId(id)).toThrow(DiagramError);
    expect(() => parseId(id)).toThrow(reason);
  });

  test("any text is either refused as a DiagramError or read", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-cA.]{0,12}$/)), (text) => {
        try {
          expect(parseId(formatId(parseId(text)))).toEqual(parseId(text));
        } catch (error) {
          expect(error).toBeInstanceOf(DiagramError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a diagram that cannot be", () => {
  test.each([
    [[], 0, [], "at least one function vertex"],
    [[0], 0, [], "carries 0 Delta's"],
    [[1.5], 0, [], "carries 1.5 Delta's"],
    [[1], 0, [[0, 0]], "blob 0, which does not exist"],
    [[1], 1, [[1, 0]], "function vertex 1, which does not exist"],
    [[1], 1, [], "not connected"],
  ] as const)("%j %i %j", (deltas, blobs, edges, reason) => {
    expect(() => makeDiagram(deltas, blobs, edges)).toThrow(reason);
  });
});
