import { describe, expect, test } from "vitest";
import { streamInHand } from "../../src/answer/hand-stream.js";
import { stream, streamClasses } from "../../src/answer/stream.js";
import { classLine, diagramLine } from "../../src/documents/json.js";
import { recordWriter } from "../../src/documents/records.js";
import { emptyBytes } from "../../src/graphs/spelling.js";

/** The records of a request in hand, the first `limit` of them. */
function* inHand(request: string, terms: boolean, limit: number): Generator<string> {
  const listing = streamInHand(request, { limit });
  if (listing === undefined) throw new Error(`${request} is not streamed in hand`);
  const showsOrders = listing.request.blobs === "expanded";
  const write = recordWriter({ k: listing.request.k, showsOrders, weights: terms ? listing : undefined });
  const decoder = new TextDecoder();
  for (let found = listing.next(); found !== undefined; found = listing.next()) {
    const bytes = emptyBytes(1);
    write(bytes, found);
    yield decoder.decode(bytes.bytes.subarray(0, bytes.length));
  }
}

describe.each([
  ["V_4", 10],
  ["K", 10],
  ["K about K_0", 10],
  ["V_14", 1000],
  // Groups and k! beyond 2^53.
  ["V_48", 200],
  ["V_12 at 1 loop", 2000],
  ["V_8 through 2 loops", 2000],
  ["V_4 at 6 loops", 500],
  ["K through 4 loops about K_0", 500],
  ["V_6 through 2 loops about K_0 with expanded blobs", 1000],
  ["V_6 at 3 loops with expanded blobs", 1000],
  ["V_8 at 2 loops with equal widths", 1000],
  ["V_4[2]", 1000],
  ["V_40 at 2 loops", 30],
])("%s", (request, limit) => {
  test("records in hand are byte for byte those of the terms one by one", () => {
    const records = inHand(request, true, limit);
    for (const term of stream(request, { limit })) expect(records.next().value).toBe(diagramLine(term));
    expect(records.next().done).toBe(true);
  });

  test("and without terms those of the classes", () => {
    const records = inHand(request, false, limit);
    for (const found of streamClasses(request, { limit })) expect(records.next().value).toBe(classLine(found));
    expect(records.next().done).toBe(true);
  });
});

test("labelled externals, and passes of one's own, are not streamed in hand", () => {
  expect(streamInHand("V_4(x1,x2; x3,x4)")).toBeUndefined();
  expect(streamInHand("V_512")).toBeUndefined();
  expect([...streamClasses("V_512", { limit: 2 })].map(({ diagram }) => diagram.vertices[0]?.p)).toEqual([256, 255]);
  expect(streamInHand("V_4", { passes: { enumerate: () => [] } })).toBeUndefined();
});
