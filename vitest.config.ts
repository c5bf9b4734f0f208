import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The command line is tested as it is shipped: built.
    globalSetup: ["test/temporary-files.ts", "test/build.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    benchmark: { include: ["bench/**/*.bench.ts"] },
    coverage: { include: ["src/**"], exclude: ["src/language/request-grammar.ts", "src/documents/templates.ts"] },
  },
});
