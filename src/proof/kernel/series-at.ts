import type { Polynomial } from "../../algebra/polynomial.js";
import { loopSeries } from "../../routes/kernel/loop-series.js";
import { leadingSeries } from "../../routes/kernel/series.js";
import type { Expansion } from "../../symbols/symbols.js";

/** One order of the sum by the route without diagrams. */
export const seriesAt = (k: number, order: number, expansion: Expansion): Polynomial =>
  order === 0 ? leadingSeries(k, expansion) : loopSeries(k, order, expansion);
