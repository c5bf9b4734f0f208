/* The dictionary between ensembles of networks and field theories, each line with the command that shows it. */

/** A line of the dictionary. */
export interface DictionaryLine {
  /** What it is called of networks, and of field theories. */
  readonly network: string;
  readonly theory: string;
  /** What the one has to do with the other, in a sentence. */
  readonly why: string;
  /** The words behind oneovern that show it. */
  readonly command: readonly string[];
}

/** The dictionary. */
export interface Dictionary {
  readonly kind: "dictionary";
  readonly lines: readonly DictionaryLine[];
}

/** A question for it. */
export interface DictionaryQuestion {
  readonly object: "dictionary";
}

const tanh = ["--activation", "tanh", "--C-W", "1", "--width", "64"];

const lines: readonly DictionaryLine[] = [
  {
    network: "neurons φ_i(x)",
    theory: "fields, i an internal index",
    why: "Neurons of a layer are alike: the distribution has the symmetry O(n), and correlators are Kronecker deltas times functions of the inputs.",
    command: ["expand", "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>"],
  },
  {
    network: "ensemble of networks",
    theory: "path integral",
    why: "An average over weights and biases is an integral over the fields with the weight e^{-S}.",
    command: ["action", "simulate", ...tanh, "--depth", "3"],
  },
  {
    network: "parameter space",
    theory: "sample space",
    why: "Parameters say which field is drawn; two descriptions of one distribution have the same moments, order by order.",
    command: ["certify", "action through order 1/n^2"],
  },
  {
    network: "Gaussian process, infinite width",
    theory: "free theory",
    why: "Without fluctuations of the kernel S is quadratic and the kernel K is the propagator.",
    command: ["flow", ...tanh, "--depth", "4", "--vertices", "2"],
  },
  {
    network: "fluctuations of the kernel, V_2k",
    theory: "interactions",
    why: "Cumulants of the kernel are the connected 2k-point vertices; V_2k enters S first in the coupling of 2k fields.",
    command: ["action", "V_6"],
  },
  {
    network: "1/width",
    theory: "coupling, or Planck's constant",
    why: "Each order of 1/n is one loop more; diagrams are counted by it.",
    command: ["count", "V_4", "through", "3", "loops"],
  },
  {
    network: "sums over neurons j",
    theory: "vertices of diagrams",
    why: "A neuron of the layer below is a vertex, its derivatives legs that end on the cumulants of that layer.",
    command: ["table", "V_4"],
  },
  {
    network: "layers",
    theory: "renormalisation group",
    why: "Integrating out the layer below gives the couplings of the next: a step of the flow, by the cumulant kappa_2 Polchinski's equation.",
    command: ["action", "V_6", ...tanh, "--depth", "6", "--neurons", "2"],
  },
  {
    network: "depth",
    theory: "renormalisation group time",
    why: "At criticality couplings go as powers of depth over width.",
    command: ["flow", ...tanh, "--depth", "10"],
  },
  {
    network: "criticality",
    theory: "fixed point",
    why: "At chi = 1 the kernel neither grows nor dies exponentially with the depth.",
    command: ["critical", "--activation", "tanh"],
  },
  {
    network: "class of activations",
    theory: "universality class",
    why: "Near the fixed point the powers depend on the class alone: scale-invariant, or K* = 0.",
    command: ["critical", "--activation", "relu"],
  },
  {
    network: "leading order in 1/n",
    theory: "classical limit, trees",
    why: "The leading couplings are a Legendre transform: the least of the rate function of the kernel and q/2G.",
    command: ["action", "V_8", "--leading"],
  },
  {
    network: "normalisation of each layer",
    theory: "ghosts",
    why: "The determinant of the kernel is an integral over ghosts; closed loops of a later layer cancel, class by class.",
    command: ["action", "ghosts", "--attachments", "4"],
  },
  {
    network: "layer to layer, all fields kept",
    theory: "Feynman rules",
    why: "The action of all layers is local in the depth: each layer couples to the one before through its kernel.",
    command: ["action", "rules"],
  },
  {
    network: "some neurons of a layer",
    theory: "fields integrated out",
    why: "n neurons of a wider layer have the action of a layer of n: the others only pass through the kernel.",
    command: ["action", "V_4", ...tanh, "--depth", "4", "--neurons", "1"],
  },
  {
    network: "several inputs",
    theory: "bilocal fields",
    why: "S depends on the fields through Q(x,y) = sum_i phi_i(x) phi_i(y) alone.",
    command: ["action", "V_4", "--general"],
  },
  {
    network: "ReLU, linear activations",
    theory: "exactly solvable models",
    why: "A linear layer has Bessel's function for its density; every order of S can be read off its equation.",
    command: ["certify", "action V_8"],
  },
];

/** Answers with the dictionary. */
export const dictionaryOf = (): Dictionary => ({ kind: "dictionary", lines });
