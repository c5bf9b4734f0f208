import { bench, describe } from "vitest";
import { automorphismCount } from "../src/graphs/automorphisms.js";
import { canonicalId } from "../src/graphs/canonical.js";
import { makeDiagram } from "../src/graphs/diagram.js";
import { rootedTrees, treeDiagram } from "../src/graphs/trees.js";
import { labelledTrees } from "../test/oracle/labelled.js";

/** The peer of the enumeration is the obvious way: list labelled diagrams, keep one of each canonical form. */
describe("V_10: 26 classes", () => {
  bench("successor of planted trees", () => {
    for (const rooted of rootedTrees(5)) treeDiagram(rooted);
  });
  bench("all 717 labelled diagrams, deduplicated by canonical form", () => {
    const found = new Set<string>();
    for (const { vertices, blobs } of labelledTrees(5))
      found.add(
        canonicalId(
          makeDiagram(
            vertices.map((block) => block.length),
            blobs.length,
            blobs.flatMap((blob, b) => blob.map((v) => [v, b] as const)),
          ),
        ),
      );
    if (found.size !== 26) throw new Error(`${found.size} classes`);
  });
});

/** |Aut|: equal branches below the centroid, against orbits and stabilisers of colour refinement (any graph). */
describe("|Aut| of the 252 diagrams of V_14", () => {
  const trees = [...rootedTrees(7)];
  bench("with the enumeration", () => {
    for (const rooted of rootedTrees(7)) rooted.tree.automorphisms;
  });
  bench("by colour refinement", () => {
    for (const rooted of trees) automorphismCount(treeDiagram(rooted));
  });
});
