/*
 * Unit normals, many at a time: sampling is most of what an ensemble costs. The generator is xoshiro128++ (Blackman and
 * Vigna), whose state stays in registers while a list is filled; the normals are made by a ziggurat of 256 layers
 * (Marsaglia and Tsang). Of a word of 32 bits eight choose the layer and 24 the place in it, so that the two are independent;
 * the digits below those 24 bits, which no average can see, are from a Weyl sequence, so that no two normals are the same.
 */

/** A stream of random numbers. */
export interface Normals {
  /** Fills the first entries of a list with unit normals. */
  fill(list: Float64Array, count: number): void;
  /** The next word of 32 bits. */
  word(): number;
}

const layers = 256;
/** Where the tail begins, and the area of each layer, for 256 of them. */
const tail = 3.654152885361009;
const area = 0.00492867323399;
/** The digits below the point. */
const aDigit = 2 ** -32;
/** The step of the Weyl sequence: 2^32 over the golden ratio, odd. */
const golden = 0x9e3779b9 | 0;

const height = (x: number): number => Math.exp((-x * x) / 2);

/** The right edges of the layers, from the lowest, whose rectangle is as wide as its area needs, to the top. */
const edges = new Float64Array(layers + 1);
/** The heights of the edges. */
const heights = new Float64Array(layers + 1);
edges[0] = area / height(tail);
edges[1] = tail;
for (let i = 2; i < layers; i++) edges[i] = Math.sqrt(-2 * Math.log(area / edges[i - 1]! + height(edges[i - 1]!)));
edges[layers] = 0;
for (let i = 0; i <= layers; i++) heights[i] = height(edges[i]!);
/** The edges in units of 24 bits with a sign. */
const scaled = edges.map((edge) => edge * 2 ** -23);

/** A stream that depends on the words of its seed alone: streams of different seeds are unrelated. */
export function normals(seed: readonly number[]): Normals {
  const state = seeded(seed);
  const word = (): number => {
    const a = state[0]!;
    const b = state[1]!;
    const third = state[2]! ^ a;
    const fourth = state[3]! ^ b;
    const sum = (a + state[3]!) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0;
    state[0] = a ^ fourth;
    state[1] = b ^ third;
    state[2] = third ^ (b << 9);
    state[3] = (fourth << 11) | (fourth >>> 21);
    return result >>> 0;
  };
  /** Between 0 and 1, neither of them. */
  const uniform = (): number => (word() + 0.5) / 2 ** 32;

  /** A normal beyond the first edge, by Marsaglia's two exponentials. */
  const beyond = (): number => {
    for (;;) {
      const x = -Math.log(uniform()) / tail;
      if (-2 * Math.log(uniform()) > x * x) return tail + x;
    }
  };

  /** A normal where a place is outside of the next layer's edge, one in sixty: the tail, the wedge, or drawn anew. */
  const outside = (layer: number, x: number): number => {
    if (layer === 0) return x < 0 ? -beyond() : beyond();
    const low = heights[layer]!;
    if (low + uniform() * (heights[layer + 1]! - low) < height(x)) return x;
    const other = word() | 0;
    state[4] = state[4]! + golden;
    const next = placeOf(other, state[4]!);
    return Math.abs(next) < edges[(other & 255) + 1]! ? next : outside(other & 255, next);
  };

  const fill = (list: Float64Array, count: number): void => {
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let weyl = state[4]!;
    // What a module holds is looked up anew each time: tables are held here, and numbers written out.
    const limits = edges;
    const units = scaled;
    for (let n = 0; n < count; n++) {
      // As word().
      const sum = (a + d) | 0;
      const drawn = (((sum << 7) | (sum >>> 25)) + a) | 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      weyl = (weyl + 0x9e3779b9) | 0;
      // As placeOf().
      const layer = drawn & 255;
      const x = ((drawn >> 8) + (weyl >>> 0) * 2.3283064365386963e-10) * units[layer]!;
      list[n] = x;
      if (Math.abs(x) < limits[layer + 1]!) continue;
      state[0] = a;
      state[1] = b;
      state[2] = c;
      state[3] = d;
      state[4] = weyl;
      list[n] = outside(layer, x);
      a = state[0]!;
      b = state[1]!;
      c = state[2]!;
      d = state[3]!;
      weyl = state[4]!;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
    state[4] = weyl;
  };
  return { fill, word };
}

/** A place in a layer, by the upper 24 bits of a word with their sign, and the digits below them. */
const placeOf = (word: number, below: number): number => ((word >> 8) + (below >>> 0) * aDigit) * scaled[word & 255]!;

/** The words of the state, and that of the Weyl sequence, from any number of words, by the finaliser of MurmurHash3 along a Weyl sequence. */
function seeded(seed: readonly number[]): Int32Array {
  let mix = 0;
  const mixed = (word: number): number => {
    mix = (mix + golden) ^ word;
    let x = mix;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    mix = x ^ (x >>> 16);
    return mix;
  };
  for (const word of seed) mixed(word);
  const state = Int32Array.from({ length: 5 }, (_, i) => mixed(i));
  // The one state that stays as it is.
  if (state.subarray(0, 4).every((word) => word === 0)) state[0] = 1;
  return state;
}
