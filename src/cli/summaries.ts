/** What each command takes and does, in a line: the help of all of them loads none. */
export const summaries = {
  table: { takes: "<request...>", does: "one row a diagram, every factor apart" },
  expand: { takes: "<request...>", does: "the collected sum" },
  diagrams: { takes: "<request...>", does: "a stream of diagrams, one record a line, in constant memory" },
  count: { takes: "<request...>", does: "how many diagrams, by number of j sums, without listing them" },
  explain: { takes: "<id>", does: "one diagram: its picture, and where each factor comes from" },
  draw: {
    takes: "<what...>",
    does: "pictures: of one diagram by its id, or a file a diagram of a request, and an index",
  },
  gallery: {
    takes: "",
    does: "tables of V_4 to V_12 and of the loops as pages, every diagram explained, cross-linked",
  },
  preamble: { takes: "", does: "oneovern.sty: the notation of formulas as macros, and the styles of pictures" },
  code: {
    takes: "[request...]",
    does: "an evaluator of the collected sum, or of the step to the next layer, as a file that stands alone",
  },
  certify: { takes: "<request...>", does: "every independent check of the result, with figures" },
  evaluate: {
    takes: "<request...>",
    does: "each row's number, its share of the sum, and the sum, for a given network",
  },
  critical: {
    takes: "",
    does: "every critical (C_b, C_W, K*) with its class, or why there is none; with --C-b and --C-W deep layers there",
  },
  structure: {
    takes: "<request...>",
    does: "the structure of the flow: the product of susceptibilities, derived from the diagrams, and the power laws",
  },
  simulate: {
    takes: "",
    does: "an ensemble of real networks beside the prediction: K and the vertices of every layer, with z-scores",
  },
  merge: {
    takes: "<file...>",
    does: "shards of diagrams as one proved sum; runs of simulate --continue with different seeds as one",
  },
  flow: { takes: "", does: "K and the vertices layer by layer, each order in 1/n" },
  action: {
    takes: "<what...>",
    does: "the effective action of a layer: its couplings by orders of 1/n; the ghosts of later layers",
  },
  dictionary: {
    takes: "",
    does: "networks and field theories: what the one calls the other, with the command that shows it",
  },
  scaling: {
    takes: "[what]",
    does: "the test loss of the solvable model of neural scaling laws: random features, ridge regression",
  },
} as const;
