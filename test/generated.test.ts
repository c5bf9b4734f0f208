import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../src/compile.js";
import { targetNamed } from "../src/emit/targets.js";

const folder = new URL("../generated/", import.meta.url);
const modules = readdirSync(folder).filter((name) => name.endsWith(".ts"));

test("the committed evaluators are K and V_4 to V_12", () => {
  expect(modules.sort()).toEqual(["K.ts", "V_10.ts", "V_12.ts", "V_4.ts", "V_6.ts", "V_8.ts"]);
});

test.each(modules)("generated/%s is what the compiler writes now", async (name) => {
  const written = readFileSync(new URL(name, folder), "utf8");
  expect(written).toBe(await targetNamed("typescript").module(compile(name.replace(".ts", ""))));
});
