import { describe, expect, test, vi } from "vitest";
import { rationalToText } from "../src/algebra.js";
import { targetNamed } from "../src/code.js";
import * as oneovern from "../src/index.js";

/* The library as its users call it: what it gives, and which errors it throws. */

const { compile, correlate, countDiagrams, explain, parseRequest, read, stream, UserError } = oneovern;

/** The code of the UserError that a call throws. */
function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return "none";
}

test("the eight-point table in five lines", () => {
  const { terms, sum, certificate } = compile("V_8");
  expect(certificate.passed).toBe(true);
  expect(terms.map(({ jSums, halves, symmetry }) => [jSums, halves, rationalToText(symmetry)].join())).toEqual(
    "1,0,1 2,2,4 2,2,3 3,3,6 3,4,6 3,4,12 4,4,1 4,5,12 4,6,4 4,6,12".split(" "),
  );
  expect(sum.size).toBe(13);
});

test("a request may be text or data; a stream is a table without the list", () => {
  const request = parseRequest("V_10");
  expect(compile(request)).toEqual(compile("V_10"));
  const streamed = [...stream(request)].map(({ id }) => id).sort();
  expect(streamed).toEqual(
    compile("V_10")
      .terms.map(({ id }) => id)
      .sort(),
  );
  expect([...stream("V_20", { limit: 2, shard: [2, 3] })].map(({ jSums }) => jSums)).toHaveLength(2);
  expect([...stream("V_8", { limit: 0 })]).toEqual([]);
});

test("counting is by formula, at any size", () => {
  const { classes, labelled, byJSums } = countDiagrams("V_8");
  expect([classes, labelled, byJSums.map((row) => row.classes)]).toEqual([10n, 61n, [0n, 1n, 2n, 3n, 4n]]);
  expect(countDiagrams("V_60").classes).toBeGreaterThan(10n ** 15n);
});

test("an explanation shows the vertex functions once a kind", () => {
  const { term, vertexFunctions } = explain("1b.1a.2ba");
  expect(term.id).toBe("2ab.1a.1b");
  expect(vertexFunctions.map(({ p, legs, times }) => [p, legs, times])).toEqual([
    [2, 2, 1],
    [1, 1, 2],
  ]);
});

const manyLegs = "abcdefghijklmnopqrstuvwxyz";

describe("errors that a user can mend are UserErrors with a code", () => {
  const request = read("V_8");
  test.each<[string, () => unknown]>([
    ["request/syntax", () => compile("V_8 please")],
    ["request/meaning", () => compile("V_9")],
    ["request/meaning", () => compile({ ...request, k: 1 })],
    ["request/meaning", () => compile({ ...request, k: 2.5 })],
    ["budget", () => compile({ ...request, loops: [0, 12] })],
    ["budget", () => [...stream({ ...request, loops: [61, 61] })]],
    ["budget", () => countDiagrams({ ...request, loops: [0, 5000] })],
    ["request/unsupported", () => [...stream("<phi_i(x) phi_i(x)>")]],
    ["request/unsupported", () => countDiagrams("<phi_i(x) phi_i(x)>")],
    ["request/meaning", () => correlate("V_4")],
    ["id", () => explain("1a0")],
    ["budget", () => compile("V_30")],
    ["budget", () => compile("V_8", { maxTerms: 3 })],
    ["budget", () => compile("V_30", { maxTerms: 1e8 })],
    ["budget", () => [...stream("V_8", { maxTerms: 3 })]],
    ["budget", () => [...stream("V_200", { limit: 1 })]],
    ["budget", () => countDiagrams("V_400")],
    ["budget", () => explain("300")],
    ["budget", () => explain(`x${Array.from({ length: 14 }, (_, i) => i + 1).join("-")}`)],
    [
      "budget",
      () => [...stream(`V_30(${Array.from({ length: 15 }, (_, i) => `x${i},y${i}`).join(";")})`, { limit: 1 })],
    ],
    ["budget", () => explain("999999")],
    [
      "budget",
      () => explain(`${5000 + manyLegs.length}${manyLegs}.${[...manyLegs].map((leg) => `1${leg}`).join(".")}`),
    ],
    [
      "budget",
      () =>
        explain(
          "25abcdefghijklmnopqrstuvwxyz.1a.1b.1c.1d.1e.1f.1g.1h.1i.1j.1k.1l.1m.1n.1o.1p.1q.1r.1s.1t.1u.1v.1w.1x.1y.1z",
        ),
    ],
    ["id", () => explain("1a.1b")],
    ["id", () => explain("")],
    ["flag", () => targetNamed("fortran77")],
  ])("%s (%#)", (code, call) => {
    expect(codeOf(call)).toBe(code);
  });

  test.each([
    ["table", () => compile("V_4"), "text, latex, markdown, html, csv, json"],
    ["table", () => correlate("<phi_i(x1) phi_j(x2)>"), "text, latex, markdown, html, csv, json"],
    ["count", () => countDiagrams("V_4"), "text, json, csv, latex"],
    ["explanation", () => explain("1a.1a"), "text, latex, html, json, svg, tikz"],
  ] as const)("a %s in a format that it does not have", async (product, ask, expected) => {
    for (const format of ["dot", "Text", ""])
      await expect(oneovern.written(product, ask(), format)).rejects.toMatchObject({
        code: "flag",
        message: `no format "${format}"\nexpected ${expected}`,
      });
    for (const format of expected.split(", ")) {
      expect(oneovern.products[product].formats).toContain(format);
      expect(await oneovern.written(product, ask(), format)).not.toBe("");
    }
  });

  test("a product of an answer that it is not made of", async () => {
    await expect(oneovern.written("count", compile("V_4"), "text")).rejects.toThrow(
      'no count is made of the answer "sum"',
    );
  });

  test.each([
    ["{{log title}}", /log/],
    ["{{constructor}}", /there is no "constructor" in the data/],
    ["{{rows.constructor}}", /there is no "constructor"/],
    ["{{#each rows}}{{diagram.__proto__}}{{/each}}", /there is no "__proto__"/],
    ["{{#each rows}}{{toString}}{{/each}}", /there is no "toString"/],
    ["{{title.latex}}", /"latex" is asked of a text or a number/],
    ["{{rows}}", /a list or a record is written where a text must stand/],
    ["{{#each groups}}{{texGroup title}}{{/each}}", /an element of groups: \{\{texGroup this\}\}/],
    ["{{texGroup}}", /the helper texGroup takes 1 argument, and was given 0/],
    ["{{tikz title}}", /a row's diagram: \{\{tikz diagram\}\}/],
    ["{{tikz}}", /the helper tikz takes 1 argument/],
    ["{{nonsense title}}", /nonsense/],
    ["{{#if}}x{{/if}}", /if/],
    ["{{> part}}", /part/],
    ["{{texEscape}}", /the helper texEscape takes 1 argument, and was given 0/],
    ["{{json}}", /the helper json takes 1 argument/],
    ["{{dollars title title}}", /the helper dollars takes 1 argument, and was given 2/],
    ["{{eq title}}", /the helper eq takes 2 arguments/],
    ["{{title foo}}", /foo|called as a helper/],
    ["{{helperMissing}}", /called as a helper/],
  ])("the template %s is refused with the reason, and writes nothing on its own", async (source, reason) => {
    const model = oneovern.documentModel(compile("V_4"));
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const rejected = expect(oneovern.fillUserTemplate(source, model, "x.hbs")).rejects;
    await rejected.toMatchObject({ code: "template", message: expect.stringMatching(reason) });
    await rejected.toMatchObject({ message: expect.not.stringMatching(/Cannot destructure|undefined|\[object/) });
    expect([log.mock.calls, error.mock.calls]).toEqual([[], []]);
    vi.restoreAllMocks();
  });

  test("the helpers work in a user's template as they do in the built-in ones", async () => {
    const model = oneovern.documentModel(compile("V_6"));
    const fill = (source: string) => oneovern.fillUserTemplate(source, model, "x.hbs");
    expect(await fill("{{#each rows}}{{tikz diagram}}\n{{/each}}")).toMatch(
      /^(\\begin\{tikzpicture\}.*\\end\{tikzpicture\}\n){4}$/,
    );
    const groups = await fill("{{#each groups}}{{texGroup this}}\n{{/each}}");
    const expansion = await oneovern.written("expansion", compile("V_6"), "latex");
    for (const line of groups.trim().split("\n")) expect(expansion).toContain(line);
    expect(JSON.parse(await fill("{{json rows}}"))).toEqual(JSON.parse(JSON.stringify(model.rows)));
    expect(await fill('{{#if (eq request.object "V")}}yes{{/if}}{{rows.length}}')).toBe("yes4");
  });

  test("a template with a name that the model does not have", async () => {
    const model = oneovern.documentModel(compile("V_4"));
    await expect(oneovern.fillUserTemplate("{{titel}}", model, "x.hbs")).rejects.toMatchObject({ code: "template" });
    await expect(oneovern.fillUserTemplate("{{#each rows}}", model, "x.hbs")).rejects.toMatchObject({
      code: "template",
    });
    expect(await oneovern.fillUserTemplate("{{csv title}} {{json classes}}", model, "x.hbs")).toBe(
      '"V_4, leading order, one input" "2"',
    );
  });
});

test("a long compilation tells how far it is, now and then and at its end", () => {
  const told: [number, number][] = [];
  compile("V_18", { progress: (done, total) => told.push([done, total]) });
  // 3159 classes by Otter's formula.
  expect(told).toEqual([0, 1000, 2000, 3000, 3159].map((done) => [done, 3159]));
  compile("V_14", { progress: () => expect.unreachable("too short to be told of") });
});

test("what has more diagrams than the budget is refused before the first is made, and none is held past the bound", () => {
  expect(codeOf(() => compile("V_24"))).toBe("budget");
  expect(codeOf(() => compile("V_8", { maxTerms: 9 }))).toBe("budget");
  expect(codeOf(() => compile("V_8", { maxTerms: 10 }))).toBe("none");
});

test("shards follow each other, equal in size but for one diagram, and are together the whole", () => {
  for (const [request, expandPerms] of [
    ["V_10", false],
    ["V_6 through 2 loops", false],
    ["V_6(x1,x2; x3,x4; x5,x6)", false],
    ["V_6(x1,x2; x3,x4; x5,x6)", true],
    ["V_6(x1,x1; x1,x1; x2,x2)", true],
  ] as const) {
    const ids = (shard: readonly [number, number]) => [...stream(request, { shard, expandPerms })].map(({ id }) => id);
    const all = [...stream(request, { expandPerms })].map(({ id }) => id);
    expect(ids([1, 1])).toEqual(all);
    for (const m of [2, 3, 7]) {
      const shards = Array.from({ length: m }, (_, i) => ids([i + 1, m]));
      expect(shards.flat()).toEqual(all);
      if (request.includes("x1,x1")) continue;
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  }
  expect(codeOf(() => [...stream("V_60", { shard: [1, 3] })])).toBe("budget");
});

test("a stream goes on behind any of its diagrams", () => {
  for (const request of ["V_8", "V_6 through 1 loop", "V_4 through 2 loops about K_0 with expanded blobs"]) {
    const all = [...stream(request)].map(({ id }) => id);
    all.forEach((id, i) => {
      const rest = [...stream(request, { after: id, limit: 3 })].map((term) => term.id);
      expect(rest).toEqual(all.slice(i + 1, i + 4));
    });
  }
  for (const after of ["1a.1a", "1ab.1ab", "what", "x1-2a.x3a"])
    expect(codeOf(() => [...stream("V_6", { after })])).toBe("id");
  expect(codeOf(() => [...stream("V_4(x1,x2; x3,x4)", { after: "1a.1a", expandPerms: true })])).toBe("flag");
});
