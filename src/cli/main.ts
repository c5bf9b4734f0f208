#!/usr/bin/env node
import module from "node:module";

// Node 22 and newer can keep compiled modules between runs, which halves the start.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
// Help and messages have no one to report a closed pipe to; products look at their own writes (output.ts).
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const { run } = await import("./run.js");
process.exitCode = await run(process.argv.slice(2), process);
