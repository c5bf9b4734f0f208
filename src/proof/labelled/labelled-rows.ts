import type { CheckOf } from "../certificate.js";
import type { LabelledClaim } from "../claims.js";
import { labelledTotal, tallyOf } from "../tally.js";

/** The labelled diagrams that the rows stand for, against set partitions times hypertrees or hypergraphs. */
export const labelledRows: CheckOf<LabelledClaim> = {
  name: "labelled rows",
  of: "every result for general inputs",
  cannotSee: "a labelling in place of another",
  look: ({ k, loops, rows, about, blobs }) => labelledTotal.look({ k, loops, about, blobs, tally: tallyOf(rows) }),
};
