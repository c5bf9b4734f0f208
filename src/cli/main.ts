#!/usr/bin/env node
import module from "node:module";

// Node 22 and newer can keep compiled modules between runs, which halves the start.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
const { run } = await import("./run.js");
process.exitCode = await run(process.argv.slice(2), process);
