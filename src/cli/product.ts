import type { FormatOptions } from "../documents/format.js";
import { type Answer, type ProductName, plotted, products, requireFormat, written } from "../documents/products.js";
import { type CommonFlags, deliver, formatName, paintFor, type Surroundings } from "./context.js";
import { writeToFile } from "./output.js";

/* What every command does that writes a product: flags, question, answer, document. */

/** The names of a product's formats, for a command's help. */
export const formatNames = (product: ProductName): readonly string[] => products[product].formats;

/**
 * Asks, and delivers what is written of the answer, with its picture where the flags want one.
 * @param ask reads what is asked of the flags, and answers it: nothing of it happens before the flags are found right
 * @throws UserError
 */
export async function deliverProduct<A extends Answer>(
  product: ProductName,
  flags: CommonFlags & { readonly plot?: string },
  surroundings: Surroundings,
  ask: () => Promise<A>,
  style: FormatOptions = {},
): Promise<A> {
  const format = formatName(flags, "text");
  requireFormat(product, format);
  const answer = await ask();
  const text = await written(product, answer, format, { ...style, ...paintFor(flags, surroundings) });
  if (flags.plot !== undefined) await writeToFile(await plotted(answer), flags.plot);
  await deliver(text, flags, surroundings);
  return answer;
}
