import { type Monomial, monomial } from "../../algebra/polynomial.js";
import { features, samples, spectralMoment, type TheorySymbol } from "../../symbols/symbols.js";
import { type Circle, circlesOf, indexAt, type Letter, lossCircle, traceCircle } from "./circles.js";
import type { Pairing } from "./planar.js";

/*
 * What a diagram stands for. Its faces are the closed index loops: a line joins the corners on either side of a letter with those of its partner, crosswise where that is the transpose (x with X), and straight
 * where it is the same letter (x with x), which twists the line. A neuron face counts N, a sample face T, a latent face t_e, e the lines of x and the marks of Lambda on it. Planar diagrams have 2m + 1
 * faces; a face less is a factor 1/N less.
 */

/** A pairing of the letters of a circle, planar or not: all matrices are real, and a line may join any two letters of x, and any two of u. */
export interface ScalingDiagram {
  readonly circle: Circle;
  readonly pairing: Pairing;
}

/** The faces: how many of neurons and of samples, and of each latent one its e. */
export interface Faces {
  readonly neurons: number;
  readonly samples: number;
  /** From large to small. */
  readonly latent: readonly number[];
}

/** A closed index loop. */
export interface IndexLoop {
  readonly index: "neuron" | "sample" | "latent";
  /** The corners on it, in the order in which it runs through them. */
  readonly corners: readonly number[];
  /** Of a latent one how many lines of x and marks of Lambda are on it. */
  readonly e: number;
}

/** The closed index loops of a diagram, each from its first corner on. */
export function loopsOf({ circle: { letters, lambdaAt }, pairing }: ScalingDiagram): IndexLoop[] {
  const n = letters.length;
  const seen = new Uint8Array(n);
  const found: IndexLoop[] = [];
  for (let first = 0; first < n; first++) {
    if (seen[first]) continue;
    const corners: number[] = [];
    let e = 0;
    // A loop leaves a corner along the letter behind it, until a twisted line turns it round: then along the one before.
    let isForward = true;
    for (let corner = first; !seen[corner]; ) {
      seen[corner] = 1;
      corners.push(corner);
      if (corner === lambdaAt) e++;
      const letter = isForward ? corner : (corner + n - 1) % n;
      if (letters[letter] === "x" || letters[letter] === "X") e++;
      const partner = pairing[letter] as number;
      if (letters[partner] === letters[letter]) isForward = !isForward;
      corner = isForward ? (partner + 1) % n : partner;
    }
    found.push({ index: indexAt(letters, first), corners, e });
  }
  return found;
}

/** The faces of a diagram, counted. */
export function facesOf(diagram: ScalingDiagram): Faces {
  const loops = loopsOf(diagram);
  const count = (wanted: IndexLoop["index"]): number => loops.filter(({ index }) => index === wanted).length;
  const latent = loops.filter(({ index }) => index === "latent").map(({ e }) => e);
  return { neurons: count("neuron"), samples: count("sample"), latent: latent.sort((a, b) => b - a) };
}

/** N^a T^b prod t_e. */
export function monomialOf(diagram: ScalingDiagram): Monomial {
  const { neurons, samples: sampleFaces, latent } = facesOf(diagram);
  const factors: (readonly [TheorySymbol, number])[] = [
    [features, neurons],
    [samples, sampleFaces],
    ...latent.map((e) => [spectralMoment(e), 1] as const),
  ];
  return monomial(factors.filter(([, power]) => power > 0));
}

/** Twice the genus, a crosscap counting one: how many faces fewer than planar. */
export const missingFaces = (diagram: ScalingDiagram): number => {
  const { neurons, samples: sampleFaces, latent } = facesOf(diagram);
  return diagram.circle.letters.length / 2 + 1 - (neurons + sampleFaces + latent.length);
};

/**
 * The rungs of a diagram of L3, the lines from one side of Lambda to the other, read outward from Lambda, as blocks: n, two lines of
 * u about a neuron face; s, two lines of x about a sample face.
 */
export function rungsOf({ circle: { letters, blocks }, pairing }: ScalingDiagram): string {
  const middle = 4 * blocks[0];
  let word = "";
  let isSecond = false;
  for (let i = middle - 1; i >= 0; i--) {
    if ((pairing[i] as number) < middle) continue;
    if (!isSecond) word += letters[i] === "u" || letters[i] === "U" ? "n" : "s";
    isSecond = !isSecond;
  }
  return word;
}

/**
 * The dual diagram: each half of the circle reversed, u exchanged with X and U with x, so that features and samples, Lambda and w
 * change places; the circle of q goes into that of Q.
 */
export function dualOf({ circle, pairing }: ScalingDiagram): ScalingDiagram {
  const { kind, blocks, letters } = circle;
  const [n, middle] = [letters.length, 4 * blocks[0]];
  const moved = (i: number): number => (i < middle ? middle - 1 - i : n - 1 - (i - middle));
  const dual = new Int16Array(n);
  pairing.forEach((partner, i) => {
    dual[moved(i)] = moved(partner);
  });
  const other = kind === "tr q" ? "tr Q" : "tr q";
  return {
    circle: kind === "L2" || kind === "L3" ? lossCircle(...blocks) : traceCircle(other, blocks[0]),
    pairing: dual,
  };
}

/**
 * A diagram as a word: the circle, and for each letter that is not yet joined how many letters stand between it and its partner; behind a point half of them, which is whole in every planar diagram, else behind a
 * tilde all.
 */
export function scalingId({ circle: { kind, blocks }, pairing }: ScalingDiagram): string {
  const head = kind === "tr q" ? `q${blocks[0]}` : kind === "tr Q" ? `Q${blocks[0]}` : `L${blocks[0]}-${blocks[1]}`;
  const steps = [...pairing].flatMap((partner, i) => (partner > i ? [partner - i - 1] : []));
  const areEven = steps.every((step) => step % 2 === 0);
  const spelt = steps.map((step) => (areEven ? step / 2 : step).toString(36));
  return `${head}${areEven ? "." : "~"}${spelt.join(spelt.some((digits) => digits.length > 1) ? "-" : "")}`;
}

/** The longest circle that an id may name: what is spelt in a few characters is not to fill the memory. */
const longestCircle = 4000;

const canJoin = (a: Letter, b: Letter): boolean => a.toLowerCase() === b.toLowerCase();

/** The diagram of an id. @throws SyntaxError where it is none */
export function parseScalingId(id: string): ScalingDiagram {
  const [, kind = "", first = "", second, sign = "", steps = ""] =
    /^([qQL])(\d+)(?:-(\d+))?([.~])([0-9a-z-]*)$/.exec(id) ?? [];
  const wrong = () => new SyntaxError(`no diagram of scaling laws: ${JSON.stringify(id)}`);
  const [m, after] = [Number(first), Number(second ?? 0)];
  if (kind === "" || m < 1 || 4 * (m + after) > longestCircle || (kind === "L") !== (second !== undefined))
    throw wrong();
  const circle = kind === "L" ? lossCircle(m, after) : traceCircle(kind === "q" ? "tr q" : "tr Q", m);
  const { letters } = circle;
  const list = steps.includes("-") ? steps.split("-") : [...steps];
  const pairing = new Int16Array(letters.length).fill(-1);
  let next = 0;
  for (let i = 0; i < letters.length; i++) {
    if (pairing[i] !== -1) continue;
    const partner = i + 1 + (sign === "." ? 2 : 1) * Number.parseInt(list[next++] ?? "zz", 36);
    if (
      !(partner < letters.length) ||
      pairing[partner] !== -1 ||
      !canJoin(letters[i] as Letter, letters[partner] as Letter)
    )
      throw wrong();
    [pairing[i], pairing[partner]] = [partner, i];
  }
  const found = { circle, pairing };
  if (next !== list.length || scalingId(found) !== id) throw wrong();
  return found;
}

/** The circles that the loss of order m is made of, each with its weight: L2 counts twice. */
export const lossCircles = (m: number): { readonly circle: Circle; readonly weight: number }[] => [
  ...circlesOf("L2", m).map((circle) => ({ circle, weight: 2 })),
  ...circlesOf("L3", m).map((circle) => ({ circle, weight: 1 })),
];
