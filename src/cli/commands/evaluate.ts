import { answer } from "../../questions.js";
import { type AddCommand, compileOptions, requestOf, withOutputFlags, withWorkFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlags, withToleranceFlag } from "../forecast.js";
import { type NetworkFlags, orders, specOfFlags, withNetworkFlags } from "../network-flags.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

interface EvaluateFlags extends NetworkFlags, BudgetFlags {
  readonly loops?: number;
  readonly exact?: true;
}

/** `evaluate`: each row of a request as a number, at the last layer of a network. */
export const evaluateCommand: AddCommand = (program, surroundings) => {
  const command = withWorkFlags(withOutputFlags(program.command("evaluate"), formatNames("evaluation")));
  withToleranceFlag(withBudgetFlags(withNetworkFlags(command)))
    .description(summaries.evaluate.does)
    .argument(summaries.evaluate.takes, "what to evaluate: V_8, V_4 through 1 loop, K, ...")
    .option("--loops <L>", "how many orders of the layer before are known (default: the request's)", orders)
    .option("--exact", "rational numbers, where the activation has them: a polynomial, relu, abs, leaky-relu(a)")
    .action(async (words: string[], flags: EvaluateFlags) => {
      await deliverProduct("evaluation", flags, surroundings, async () => {
        const of = await requestOf(words, flags, surroundings);
        const network = await specOfFlags(flags);
        return answer(
          { object: "evaluation", of, network },
          {
            ...compileOptions(flags, surroundings),
            ...numberOptions(flags, surroundings),
            ...(flags.exact ? { exact: true } : {}),
            ...(flags.loops === undefined ? {} : { orders: flags.loops }),
          },
        );
      });
    });
};
