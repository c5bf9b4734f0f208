import { Graph } from "@dagrejs/graphlib";
import { describe, expect, test } from "vitest";
import { canonicalForm } from "../../src/diagram/canonical.js";
import { DiagramError } from "../../src/diagram/diagram.js";
import { fromGraph, toGraph } from "../../src/diagram/graph.js";
import { parseId } from "../../src/diagram/id.js";
import { diagramDot, diagramFromDot } from "../../src/emit/dot.js";

const ids = ["4", "2ab.1a.1b", "1abc.1a.1b.1c", "1aa", "1aab.2ab", "1a", "3aaa.1aa", "1a2", "1a0b3.1a", "2a1a"];

describe("graphlib", () => {
  test.each(ids)("%s there and back: parallel legs are kept", (id) => {
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
});

describe("DOT", () => {
  test.each(ids)("%s there and back", (id) => {
    const d = parseId(id);
    expect(canonicalForm(diagramFromDot(diagramDot(d)))).toEqual(canonicalForm(d));
  });

  test("reads what a person would write: chains, quotes, any names", () => {
    const text = 'graph G { "my vertex" [shape=circle,label=2]; w [shape=circle,label="1"]; "my vertex" -- B -- w }';
    expect(canonicalForm(diagramFromDot(text))).toEqual(parseId("2a.1a"));
  });

  test("says what is wrong with a text that is no graph, or no diagram", () => {
    expect(() => diagramFromDot("graph {")).toThrow(DiagramError);
    expect(() => diagramFromDot("graph { a -- b }")).toThrow(DiagramError);
  });
});
