import { cumulantWeight } from "../../algebra/cumulants.js";
import { factorial } from "../../algebra/integers.js";
import { accumulator, addTerm, monomial, type Polynomial, symbolTerm } from "../../algebra/polynomial.js";
import { rational } from "../../algebra/rational.js";
import { average, secondMoment } from "../../symbols/symbols.js";

/** A kind of block in a set partition of Delta's and derivatives: `size` Delta's, `derivatives` of the m legs. */
interface Block {
  readonly size: number;
  readonly derivatives: number;
}

/**
 * C_p^(m): the m-th derivative, by the variance of layer l-1, of the p-th cumulant of one neuron's sigma^2, with d^2
 * for each of the m legs (the factors 1/2 are counted a leg, in the diagram). A polynomial in <d^2a Delta^b>.
 *
 * The cumulant is the sum over set partitions of the p Delta's into blocks, each block an average, b blocks weighted
 * (-1)^{b-1} (b-1)!; by Leibniz the m derivatives are handed to the blocks in every way. <Delta> = 0 removes what has a
 * single Delta without a derivative. What remains beside <d^2m Delta^p> are the subtractions. Equal contents are
 * listed once, with their number; the cost is the number of monomials ({@link vertexFunctionSize}).
 *
 * Source: arXiv:2305.02334, the law of total cumulance for one neuron; written out in docs/theory.md.
 */
export function vertexFunction(p: number, m: number): Polynomial {
  // C_1^(0) is the mean of sigma^2 itself: Delta is measured from it.
  if (p === 1 && m === 0) return symbolTerm(secondMoment);
  const total = accumulator();
  for (const blocks of blockPartitions(p, m)) {
    const factors = blocks.map(({ size, derivatives }) => [average(2 * derivatives, size), 1] as const);
    addTerm(total, rational(cumulantWeight(blocks.length) * partitionsWithContent(p, m, blocks)), monomial(factors));
  }
  return total;
}

/** The multisets of blocks with p Delta's and m derivatives in all, none a bare <Delta>, blocks nonincreasing. */
function* blockPartitions(p: number, m: number, largest: Block = { size: p, derivatives: m }): Generator<Block[]> {
  if (p === 0) {
    if (m === 0) yield [];
    return;
  }
  for (let size = Math.min(p, largest.size); size >= 1; size--) {
    const most = size === largest.size ? Math.min(m, largest.derivatives) : m;
    for (let derivatives = most; derivatives >= 0; derivatives--) {
      if (size === 1 && derivatives === 0) continue;
      const block = { size, derivatives };
      for (const rest of blockPartitions(p - size, m - derivatives, block)) yield [block, ...rest];
    }
  }
}

/** How many ways to put p Delta's and m derivatives into (unlabelled) blocks of the given contents. */
function partitionsWithContent(p: number, m: number, blocks: readonly Block[]): bigint {
  let ways = factorial(p) * factorial(m);
  let repeat = 0;
  blocks.forEach(({ size, derivatives }, i) => {
    ways /= factorial(size) * factorial(derivatives);
    const before = blocks[i - 1];
    repeat = before?.size === size && before.derivatives === derivatives ? repeat + 1 : 1;
    ways /= BigInt(repeat);
  });
  return ways;
}

/**
 * The number of monomials of C_p^(m), without listing them: the partitions of the vector (p, m) into vectors (a, b)
 * with a >= 1 and not (1, 0). Floating point: it only has to tell what is far too large.
 */
export function vertexFunctionSize(p: number, m: number): number {
  const counts: number[][] = Array.from({ length: p + 1 }, () => Array.from({ length: m + 1 }, () => 0));
  (counts[0] as number[])[0] = 1;
  for (let a = 1; a <= p; a++)
    for (let b = a === 1 ? 1 : 0; b <= m; b++)
      for (let i = a; i <= p; i++)
        for (let j = b; j <= m; j++) {
          const row = counts[i] as number[];
          row[j] = (row[j] as number) + (counts[i - a]?.[j - b] as number);
        }
  return p === 1 && m === 0 ? 1 : (counts[p]?.[m] as number);
}
