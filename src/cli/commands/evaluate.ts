import { UserError } from "../../errors.js";
import { evaluateRequest } from "../../network/evaluate.js";
import type { Network } from "../../network/network.js";
import { nextTerms, warningOf } from "../../network/reliability.js";
import { evaluationCsv, evaluationJson, evaluationText } from "../../report/evaluation.js";
import {
  type AddCommand,
  compileOptions,
  deliver,
  formatName,
  paintFor,
  requestOf,
  requireOneOf,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";
import { type BudgetFlags, minutesOf, watched, withBudgetFlag } from "../forecast.js";
import { type NetworkFlags, networkOfFlags, orders, withNetworkFlags } from "../network-flags.js";

/** `evaluate`: each row of a request as a number, at the last layer of a network. */
export const evaluateCommand: AddCommand = (program, surroundings) => {
  const names = ["text", "json", "csv"];
  withBudgetFlag(withNetworkFlags(withWorkFlags(withOutputFlags(program.command("evaluate"), names))))
    .description("each row's number, its share of the sum, and the sum, for a given network")
    .argument("<request...>", "what to evaluate: V_8, V_4 through 1 loop, K, ...")
    .option("--loops <L>", "how many orders of the layer before are known (default: the request's)", orders)
    .action(async (words: string[], flags: NetworkFlags & BudgetFlags & { readonly loops?: number }) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      const request = await requestOf(words, flags, surroundings);
      const network = await networkOfFlags(flags);
      const known = flags.loops === undefined ? {} : { orders: flags.loops };
      const onLayer = watched(["a flow", "layers"], flags, surroundings);
      const evaluation = evaluateRequest(request, network, {
        ...compileOptions(flags, surroundings),
        ...known,
        minutes: minutesOf(flags),
        onLayer,
      });
      const [, to] = evaluation.request.loops;
      const warning = network.inputs === 1 ? warningAt(network, to) : undefined;
      if (warning !== undefined && !flags.quiet) surroundings.stderr.write(`warning: ${warning}\n`);
      const { paint } = paintFor(flags, surroundings);
      const report = { text: evaluationText, json: evaluationJson, csv: evaluationCsv }[name as "text"];
      await deliver(report(evaluation, paint), flags, surroundings);
    });
};

/** What is to be said of the orders that are left out; where they cannot be computed that, and no more: they are not asked for. */
function warningAt(network: Network, orders: number): string | undefined {
  try {
    return warningOf(nextTerms(network, { highest: 2, orders }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `how large the next order is cannot be told: ${error.message.split("\n")[0]}`;
  }
}
