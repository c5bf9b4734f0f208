import * as Q from "../algebra/rational.js";
import { type Builder, copied, type Graph, graphBuilder, type Node, oneRef, type Ref, type Scaled } from "./graph.js";

/*
 * Derivatives by reverse mode, on the graph itself: from an output backwards, each node hands its adjoint (the
 * derivative of the output by it) to what it is made of. All derivatives together take a few times the operations of
 * the value, however many inputs there are.
 */

/**
 * The graph with more outputs: after those there are, for each of them in turn, its derivatives by every input in
 * order. Source: the chain rule, as in A. Griewank and A. Walther, Evaluating Derivatives (2008), ch. 3.
 */
export function withGradient(graph: Graph): Graph {
  const { inputs, nodes, outputs } = graph;
  const builder = graphBuilder(inputs);
  const copies = copied(nodes, builder);
  const copy = ({ coefficient, of }: Scaled): Scaled => ({ coefficient, of: copies[of] as Ref });
  const derivatives = outputs.flatMap((output) => {
    const adjoints = adjointsOf(nodes, output, copies, builder);
    const byInput = new Map<number, Scaled>();
    nodes.forEach((node, ref) => {
      if (node.kind === "input") byInput.set(node.input, adjoints[ref] as Scaled);
    });
    return inputs.map((_, i) => byInput.get(i) ?? nothing);
  });
  return builder.finish([...outputs.map(copy), ...derivatives]);
}

const nothing: Scaled = { coefficient: Q.zero, of: oneRef };

/** The derivative of an output by every node. */
function adjointsOf(nodes: readonly Node[], output: Scaled, copies: readonly Ref[], builder: Builder): Scaled[] {
  const received: Scaled[][] = nodes.map(() => []);
  const hand = (to: Ref, adjoint: Scaled, ...factors: readonly Ref[]): void => {
    received[to]?.push({ coefficient: adjoint.coefficient, of: builder.product([adjoint.of, ...factors]) });
  };
  hand(output.of, { coefficient: output.coefficient, of: oneRef });
  const adjoints: Scaled[] = nodes.map(() => nothing);
  for (let ref = nodes.length - 1; ref > 0; ref--) {
    const adjoint = builder.sum(received[ref] as Scaled[]);
    adjoints[ref] = adjoint;
    if (Q.isZero(adjoint.coefficient)) continue;
    const node = nodes[ref] as Node;
    switch (node.kind) {
      case "inverse": {
        // d(1/x) = -(1/x)^2 dx
        const inverse = copies[ref] as Ref;
        hand(node.of, { ...adjoint, coefficient: Q.negate(adjoint.coefficient) }, inverse, inverse);
        break;
      }
      case "product":
        node.factors.forEach((factor, i) => {
          const others = node.factors.filter((_, j) => j !== i).map((other) => copies[other] as Ref);
          hand(factor, adjoint, ...others);
        });
        break;
      case "sum":
        for (const { coefficient, of } of node.terms)
          hand(of, { coefficient: Q.multiply(adjoint.coefficient, coefficient), of: adjoint.of });
        break;
    }
  }
  return adjoints;
}
