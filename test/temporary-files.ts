import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Whatever the tests and the programs they start write to the system's temporary folder goes when the run ends, also
 * when it is ended midway.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "oneovern-test-"));
  process.env.TMPDIR = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on("exit", remove);
  // The one of the signals of a terminal that vitest does not hear.
  process.once("SIGHUP", () => process.exit(129));
  return remove;
}
