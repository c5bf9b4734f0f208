// tsc writes plain files; the command line's entry point must be executable.
import { chmodSync } from "node:fs";

chmodSync("dist/cli/main.js", 0o755);
