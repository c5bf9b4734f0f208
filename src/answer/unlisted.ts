import { fromOrder } from "../algebra/orders.js";
import { sum as addUp, type Polynomial } from "../algebra/polynomial.js";
import { loopRange } from "../graphs/counting.js";
import type { SumRequest } from "../language/request.js";
import { certifyUnlisted } from "../proof/kernel.js";
import { loopSeries } from "../routes/kernel/loop-series.js";
import { reExpanded } from "../routes/kernel/re-expansion.js";
import { plainExpansion } from "../symbols/symbols.js";
import { leadingSum } from "../theory/kernel/closed-form.js";
import { namingOf } from "../theory/kernel/naming.js";
import { withEqualWidths } from "../theory/kernel/term.js";
import { collected } from "./collected.js";
import { countDiagrams } from "./count.js";
import { type Compilation, outcomesOf, type Trace } from "./passes.js";

/*
 * The sum of a request and nothing else: no diagram is made. The leading order is written down in closed form, the orders
 * beyond come from the law of total cumulance, expansions by substitution; two checks that know neither prove it.
 */

/** How much is proved, and whom the work tells. */
export interface UnlistedOptions {
  /** Whether all diagrams are listed and added up, to be compared with the sum. */
  readonly thorough?: boolean;
  readonly trace?: Trace | undefined;
  /** Told now and then how many diagrams are done. */
  readonly progress?: (done: number) => void;
}

/** What has been asked for, of one input, with its sum alone. */
export function unlisted(request: SumRequest, { thorough, trace, progress }: UnlistedOptions = {}): Compilation {
  const { k, loops, about, blobs, widths } = request;
  let start = performance.now();
  const lap = (): number => {
    const [before, now] = [start, performance.now()];
    start = now;
    return now - before;
  };
  const sum = sumOf(request);
  trace?.("sum", `${sum.size} monomials`, lap());
  const all = thorough ? collected(request, progress) : undefined;
  if (all !== undefined) trace?.("enumerate", `${all.sum.size} monomials from all diagrams`, lap());
  const certificate = certifyUnlisted({ k, loops, about, blobs, sum }, all && { tally: all.tally, collected: all.sum });
  trace?.("prove", outcomesOf(certificate), lap());
  const { classes, labelled, byLoops } = countDiagrams(request);
  return {
    kind: "sum",
    request,
    naming: namingOf(request),
    terms: [],
    // The proof tells the widths apart.
    sum: widths === "equal" ? withEqualWidths(sum) : sum,
    certificate,
    counted: { classes, labelled, byOrder: byLoops.map(({ loops: order, ...size }) => ({ order, ...size })) },
  };
}

/** The sum of the orders of a request. */
function sumOf({ k, loops, about, blobs }: Pick<SumRequest, "k" | "loops" | "about" | "blobs">): Polynomial {
  const orderOf = (order: number): Polynomial => (order === 0 ? leadingSum(k) : loopSeries(k, order));
  if (about === plainExpansion.about && blobs === plainExpansion.blobs) return addUp(loopRange(loops).map(orderOf));
  if (loops[1] === 0) return leadingSum(k, { blobs });
  const plain = addUp(loopRange([0, loops[1]]).map(orderOf));
  return fromOrder(reExpanded(plain, k - 1 + loops[1], { about, blobs }), k - 1 + loops[0]);
}
