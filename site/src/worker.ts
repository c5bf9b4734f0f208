import {
  compile,
  explain,
  explanationBody,
  parseRequest,
  printRequest,
  type TableRecord,
  tableOf,
  UserError,
} from "../../src/pages.js";
import { type Carry, limits } from "./carry.js";
import type { Asked, Parts, TaskName, Told } from "./messages.js";

/*
 * The compiler beside the page: a task comes in, its parts go out one after the other. A worker that is no longer
 * wanted is ended by the page, whatever it does. What a table needs is here; the rest is loaded when it is asked for.
 */

const first: Pick<Carry, "table" | "explain"> = {
  async table({ text }, tell) {
    const request = parseRequest(text);
    const canonical = printRequest(request);
    if (request.object === "V" || request.object === "K") {
      const sum = compile(request, {
        maxTerms: limits.maxTerms,
        progress: (done, total) => tell({ kind: "progress", done, total }),
      });
      const { head, rows } = tableOf(sum);
      tell({ kind: "head", head, canonical, isLabelled: request.externals !== null });
      let batch: TableRecord[] = [];
      let sent = 0;
      for (const row of rows()) {
        batch.push(row);
        // The first are waited for.
        if (batch.length < (sent < 12 ? 3 : 12)) continue;
        tell({ kind: "rows", rows: batch });
        sent += batch.length;
        batch = [];
      }
      if (batch.length > 0) tell({ kind: "rows", rows: batch });
      return;
    }
    const { otherTable } = await import("./more.js");
    tell({ kind: "page", html: await otherTable(request) });
  },

  async explain({ id }, tell) {
    tell({ html: explanationBody(explain(id), 2) });
  },
};

/** What a user is told on a page: advice for the command line is left out. */
const onPage = ({ code, message }: UserError): string =>
  code === "budget"
    ? `${message.split("\n", 1)[0]}\nexpected a smaller request: a page takes on ${limits.maxTerms} diagrams at most, and a minute of work; the program does more (npx oneovern)`
    : message;

const say = (told: Told): void => postMessage(told);

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  const { number, task } = data;
  try {
    const carry: Partial<Carry> = task in first ? first : (await import("./more.js")).more;
    await (carry[task] as (task: unknown, tell: (part: Parts[TaskName]) => void) => Promise<void>)(data, (part) =>
      say({ number, part }),
    );
    say({ number, end: true });
  } catch (error) {
    if (error instanceof UserError) say({ number, error: onPage(error), isDefect: false });
    else say({ number, error: error instanceof Error ? error.message : String(error), isDefect: true });
  }
});
