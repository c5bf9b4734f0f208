import { Graph } from "@dagrejs/graphlib";
import { describe, expect, test } from "vitest";
import { streamClasses } from "../../src/answer/stream.js";
import { canonicalForm, canonicalId } from "../../src/graphs/canonical.js";
import { DiagramError } from "../../src/graphs/diagram.js";
import { fromGraph, toGraph } from "../../src/graphs/graphlib.js";
import { parseId } from "../../src/graphs/id.js";
import { diagramDot, diagramFromDot } from "../../src/pictures/dot.js";

const ids = ["4", "2ab.1a.1b", "1abc.1a.1b.1c", "1aa", "1aab.2ab", "1a", "3aaa.1aa", "1a2", "1a0b3.1a", "2a1a"];
const labelled = ["x1a.x2a", "x1-3a.x2a", "x2-1ab.x4a.x3b", "x1-2-3-4", "x12a.x1-2-3-4-5-6-7-8-9-10-11a"];

describe("graphlib", () => {
  test.each([...ids, ...labelled])("%s there and back: parallel legs are kept", (id) => {
    const d = parseId(id);
    const graph = toGraph(d);
    expect(graph.edgeCount()).toBe(d.edges.length);
    expect(canonicalForm(fromGraph(graph))).toEqual(canonicalForm(d));
  });

  test("a graph that is no diagram is refused with the node or edge at fault", () => {
    const graph = new Graph({ directed: false, multigraph: true });
    graph.setNode("x", "what");
    expect(() => fromGraph(graph)).toThrow("node x");
    graph.setNode("x", { kind: "blob" }).setNode("y", { kind: "blob" }).setNode("f", { kind: "function", p: 1 });
    graph.setEdge("x", "y").setEdge("x", "f");
    expect(() => fromGraph(graph)).toThrow("x -- y joins two blobs");
  });

  test("labels at some function vertices, or too few at one, are refused", () => {
    const graph = toGraph(parseId("x1a.x2a"));
    graph.setNode("f1", { kind: "function", p: 1 });
    expect(() => fromGraph(graph)).toThrow("1 of 2 function vertices have labelled externals");
    graph.setNode("f1", { kind: "function", p: 2, externals: [2] });
    expect(() => fromGraph(graph)).toThrow("node f1");
    graph.setNode("f1", { kind: "function", p: 1, externals: [1] });
    expect(() => fromGraph(graph)).toThrow("the externals 1, 1: expected each of 1 to 2 once");
  });

  test("no two labelled diagrams of V_6 at one loop become one on the way", () => {
    const found = [...streamClasses("V_6(a,b; c,d; e,f) at 1 loop", { expandPerms: true })].map(
      ({ diagram }) => diagram,
    );
    expect(found.length).toBeGreaterThan(50);
    for (const d of found)
      for (const back of [fromGraph(toGraph(d)), diagramFromDot(diagramDot(d))])
        expect(canonicalId(back)).toBe(canonicalId(d));
  });
});

describe("DOT", () => {
  test.each([...ids, ...labelled])("%s there and back", (id) => {
    const d = parseId(id);
    expect(canonicalForm(diagramFromDot(diagramDot(d)))).toEqual(canonicalForm(d));
  });

  test("reads what a person would write: chains, quotes, any names", () => {
    const text = 'graph G { "my vertex" [shape=circle,label=2]; w [shape=circle,label="1"]; "my vertex" -- B -- w }';
    expect(canonicalForm(diagramFromDot(text))).toEqual(parseId("2a.1a"));
  });

  test("a label that contradicts the legs is refused, and so is one that is no number of Delta's", () => {
    const star = (blob: string, vertex = "1") =>
      `graph { f [shape=circle,label="${vertex}"]; g [shape=circle,label=1]; b [shape=box,label="${blob}"]; f -- b -- g }`;
    expect(canonicalForm(diagramFromDot(star("V_4")))).toEqual(parseId("1a.1a"));
    expect(canonicalForm(diagramFromDot(star("V_4[1]")))).toEqual(canonicalForm(parseId("1a1.1a")));
    expect(canonicalForm(diagramFromDot(star("some vertex")))).toEqual(parseId("1a.1a"));
    expect(() => diagramFromDot(star("V_6"))).toThrow("the blob b has 2 legs, and its label says 3");
    expect(() => diagramFromDot(star("K_1"))).toThrow("the blob b has 2 legs, and its label says 1");
    for (const label of ["1e1", "0", "x", ""])
      expect(() => diagramFromDot(star("V_4", label))).toThrow("a circle is labelled");
  });

  test("says what is wrong with a text that is no graph, or no diagram", () => {
    expect(() => diagramFromDot("graph {")).toThrow(DiagramError);
    expect(() => diagramFromDot("graph { a -- b }")).toThrow(DiagramError);
  });
});
