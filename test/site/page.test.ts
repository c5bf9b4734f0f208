import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explain } from "../../src/answer/explain.js";
import { answer, compile } from "../../src/index.js";
import { temporaryFolder } from "../cli/oneovern.js";

/* The page, built as it is served, in a real browser. */

const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
const vite = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));
const outDir = join(temporaryFolder(), "site");
let server: PreviewServer;
let browser: Browser;
let address: string;

beforeAll(async () => {
  // As it is built for strangers: the test's own environment would make another page.
  execFileSync(process.execPath, [vite, "build", "--config", configFile, "--outDir", outDir, "--logLevel", "error"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  server = await preview({ configFile, build: { outDir }, preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  address = server.resolvedUrls?.local[0] as string;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function chromiumPath(): string {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => {
    try {
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error("no chromium: scripts/install-tools.sh installs it");
  return found;
}

/** A page on which every complaint of the browser is kept: none is expected. */
async function opened(
  search: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  // Beside other tests everything takes its time.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/Service Worker registration blocked/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address + search);
  return { page, context, complaints };
}

/** Until a table has so many rows. */
const rowsOf = async (page: Page, count: number): Promise<void> => {
  await page.waitForFunction((n) => document.querySelectorAll("li.row").length === n, count, { timeout: 60_000 });
};

/** Screenshots to be looked at, where a folder for them is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.ONEOVERN_SCREENSHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

describe("a request", () => {
  test("typed gives its rows with pictures and formulas, and the address says it", async () => {
    const { page, context, complaints } = await opened("");
    await rowsOf(page, 10);
    await page.getByLabel("Request").fill("V_6");
    await rowsOf(page, 4);
    expect(new URL(page.url()).searchParams.get("q")).toBe("V_6");
    for (const row of await page.locator("li.row").all()) {
      expect(await row.locator(".picture svg").count()).toBe(1);
      expect(await row.locator(".formula math").count()).toBeGreaterThan(0);
    }
    const ids = await page.locator("li.row .picture code").allTextContents();
    expect([...ids].sort()).toEqual(
      compile("V_6")
        .terms.map(({ id }) => id)
        .sort(),
    );
    await page.getByRole("button", { name: "V_14" }).click();
    await rowsOf(page, 252);
    await page.goBack();
    await rowsOf(page, 4);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("that is wrong gets the place and what would be accepted, and the rows stay", async () => {
    const { page, context, complaints } = await opened("");
    await rowsOf(page, 10);
    await page.getByLabel("Request").fill("V_8 att 1 loop");
    await page.locator("#diagnosis").filter({ hasText: "is not expected here" }).waitFor();
    expect(await page.locator("#diagnosis").textContent()).toMatch(
      /\^+[\s\S]*expected[\s\S]*did you mean: V_8 at 1 loop/,
    );
    expect(await page.getByLabel("Request").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("li.row").count()).toBe(10);
    await page.getByLabel("Request").fill("V_8 at 1 loop");
    await rowsOf(page, 59);
    expect(await page.locator("#diagnosis").textContent()).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("of another kind has its own document: formulas of a correlator, pictures of an action, pairs of a scaling law", async () => {
    const { page, context, complaints } = await opened(
      `?${new URLSearchParams({ q: "<phi_i(x1) phi_j(x2)>", numbers: "" })}`,
    );
    await page.locator(".head math").first().waitFor();
    expect(await page.locator(".head p.formula").textContent()).toContain("δij");
    await page.getByLabel("Request").fill("action V_6");
    await page.locator(".head tr.lit svg.diagram").nth(8).waitFor();
    await page.getByLabel("Request").fill("scaling at order 1");
    await page.locator(".head tr.lit svg").nth(1).waitFor();
    // Numbers are of tables: none are looked for here, and nobody complains.
    await page.locator(".network .chart").nth(2).waitFor();
    expect(await page.locator(".network [role=status]").first().textContent()).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("typed is one step back, whether or not Enter follows; an error does not outlive its request", async () => {
    const { page, context } = await opened("?q=V_8");
    await rowsOf(page, 10);
    await page.getByLabel("Request").fill("");
    await page.getByLabel("Request").pressSequentially("V_7", { delay: 90 });
    await page.keyboard.press("Enter");
    await page.locator("#diagnosis").filter({ hasText: "expected" }).waitFor();
    await page.locator(".rows.is-old").waitFor();
    // The rows are still those of V_8, and so are their links.
    await page.getByRole("button", { name: "Explain 4", exact: true }).click();
    const link = await page.getByRole("link", { name: "link to this row" }).getAttribute("href");
    expect(new URLSearchParams(link ?? "").get("q")).toBe("V_8");
    expect(new URL(page.url()).searchParams.get("row")).toBeNull();
    await page.goBack();
    expect(await page.getByLabel("Request").inputValue()).toBe("V_8");
    await page.getByText(/10 rows in/).waitFor();
    expect(await page.locator("#diagnosis").textContent()).toBe("");
    expect(await page.getByLabel("Request").getAttribute("aria-invalid")).toBeNull();
    // Nothing of the error stays: the rows are those of the request again.
    await page.getByLabel("Request").fill("V_8 att");
    await page.locator(".rows.is-old").waitFor();
    await page.getByLabel("Request").fill("V_8");
    await page.getByText(/10 rows in/).waitFor();
    expect(await page.locator(".rows.is-old").count()).toBe(0);
    // What was meant is one click away.
    await page.getByLabel("Request").fill("V_8 att 1 loop");
    await page.getByRole("button", { name: "V_8 at 1 loop" }).click();
    await rowsOf(page, 59);
    expect(await page.title()).toBe("V_8 at 1 loop · oneovern");
    await context.close();
  });

  test("goes on after a visit to another subject, which keeps it", async () => {
    const { page, context } = await opened("");
    await rowsOf(page, 10);
    await page.getByLabel("Request").fill("V_10 at 1 loop");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("li.row").length > 20);
    await page.getByRole("link", { name: "Action" }).click();
    await page.locator(".action .chart").nth(2).waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("V_10 at 1 loop");
    await page.getByRole("link", { name: "Diagrams" }).click();
    await rowsOf(page, compile("V_10 at 1 loop").terms.length);
    await context.close();
  });

  test("that is huge is refused with its size, and one that takes long is cancelled", async () => {
    const { page, context, complaints } = await opened("?q=V_60");
    await page.locator("#diagnosis").filter({ hasText: "the budget is" }).waitFor();
    // Large and within the budget: cancelled before its end, and the page goes on.
    await page.getByLabel("Request").fill("V_12 at 1 loop");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled").waitFor();
    // Show begins anew.
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("li.row").length > 5);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText(/Cancelled: \d+ of 985 rows/).waitFor();
    await page.getByLabel("Request").fill("V_4");
    await rowsOf(page, 2);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("the table that comes with the page", () => {
  test("is there before the compiler, and without it", async () => {
    const { page, context } = await opened("?subject=action");
    await page.route("**/worker-*", (route) => route.abort());
    await page.goto(address);
    await rowsOf(page, 10);
    await page.locator("#diagnosis").filter({ hasText: "compiler could not be loaded" }).waitFor();
    expect(await page.locator("li.row .formula math").count()).toBeGreaterThan(20);
    // Once it can be had, it is.
    await page.unroute("**/worker-*");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText(/10 rows in/).waitFor();
    expect(await page.locator("#diagnosis").textContent()).toBe("");
    await context.close();
  });

  test("gives way to what is computed here, where that is another one", async () => {
    const { page, context } = await opened("?subject=action");
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"number":3,', '"number":33,');
      await route.fulfill({ response, body });
    });
    await page.goto(address);
    await page.getByText(/10 rows in/).waitFor();
    await rowsOf(page, 10);
    const numbers = await page.locator("li.row .number").allTextContents();
    expect(numbers).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    await context.close();
  });
});

describe("a row", () => {
  test("lights up the part of the picture that a factor comes from", async () => {
    const { page, context } = await opened("");
    await rowsOf(page, 10);
    const row = page.locator("li.row").nth(5);
    const stroke = (part: string) =>
      row
        .locator(`.diagram .${part}`)
        .first()
        .evaluate((node) => getComputedStyle(node).stroke);
    const before = { leg: await stroke("leg"), blob: await stroke("blob"), pair: await stroke("pair") };
    await row.locator('[data-factor="halves"]').hover();
    await page.waitForTimeout(300);
    expect(await stroke("leg")).not.toBe(before.leg);
    expect(await stroke("blob")).toBe(before.blob);
    // By keyboard, too.
    await row.locator('[data-factor="symmetry"]').focus();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(300);
    expect(await stroke("pair")).not.toBe(before.pair);
    await context.close();
  });

  test("says why it has a 12", async () => {
    const { page, context, complaints } = await opened("");
    await rowsOf(page, 10);
    const row = page.locator("li.row", { hasText: "2a.1ab.1b" });
    await row.getByRole("button", { name: "Explain 2a.1ab.1b" }).focus();
    await page.keyboard.press("Enter");
    const why = row.locator(".explanation");
    await why.getByText("That makes 12 labelled diagrams that differ").waitFor();
    // All twelve, each with its numbers at the short lines.
    expect(await why.locator(".labelled svg").count()).toBe(12);
    const labels = await why.locator(".labelled svg").evaluateAll((all) => all.map((svg) => svg.textContent));
    expect(new Set(labels).size).toBe(12);
    expect(await why.getByRole("row", { name: /^symmetry/ }).textContent()).toContain("12");
    expect(new URL(page.url()).searchParams.get("row")).toBe("2a.1ab.1b");
    // The link leads here again.
    const { page: other, context: second } = await opened(new URL(page.url()).search);
    await other.locator("li.row.is-open .explanation").getByText("12 labelled diagrams that differ").waitFor();
    await second.close();
    // A second row stays open when the first is closed, in the address too.
    const third = page.locator("li.row", { hasText: "2ab.1a.1b" });
    await third.getByRole("button", { name: "Explain" }).click();
    await third.locator(".explanation").getByText("6 labelled diagrams that differ").waitFor();
    await row.locator(".explanation [data-factor]").first().focus();
    await page.keyboard.press("Escape");
    expect(await row.locator(".details").isHidden()).toBe(true);
    expect(new URL(page.url()).searchParams.getAll("row")).toEqual(["2ab.1a.1b"]);
    // No two pictures have parts of one name.
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("is copied in six languages", async () => {
    const { page, context } = await opened("?row=2a.1ab.1b", { permissions: ["clipboard-read", "clipboard-write"] });
    const row = page.locator("li.row.is-open");
    await row.locator(".explanation h2").waitFor();
    const { term } = explain("2a.1ab.1b");
    const expected: readonly (readonly [string, RegExp])[] = [
      ["LaTeX", /\\frac\{1\}\{16\} \\cdot .* \\cdot 12 /],
      ["TikZ", /^\\begin\{tikzpicture\}[\s\S]*\\end\{tikzpicture\}\n$/],
      ["SVG", /^<svg [\s\S]*<metadata>2a\.1ab\.1b<\/metadata>/],
      ["SymPy", /V_8: the row 2a\.1ab\.1b alone[\s\S]*Rational\(3, 4\)/],
      ["TypeScript", /export function/],
      ["JSON", /"id": "2a\.1ab\.1b"/],
    ];
    for (const [format, content] of expected) {
      await row.getByRole("button", { name: format, exact: true }).click();
      await row.getByText(`${format} copied`).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText()), format).toMatch(content);
    }
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).symmetry).toBe(
      String(term.symmetry.num),
    );
    await context.close();
  });

  test("of labelled externals is copied in what there is for it", async () => {
    const request = "V_4(x1,x2; x3,x4)";
    const { page, context } = await opened(`?${new URLSearchParams({ q: request, row: "x1-2" })}`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const row = page.locator("li.row.is-open");
    await row.locator(".explanation h2").waitFor();
    const formats = await row.locator(".copy button").allTextContents();
    expect(formats).toEqual(["LaTeX", "TikZ", "SVG", "TypeScript", "JSON"]);
    for (const format of formats) {
      await row.getByRole("button", { name: format, exact: true }).click();
      await row.getByText(`${format} copied`).waitFor();
    }
    await context.close();
  });

  test("is filtered by j sums and order, and the address keeps it; one that is open is shown in any case", async () => {
    const { page, context } = await opened(`?${new URLSearchParams({ q: "V_4 through 1 loop" })}`);
    await rowsOf(page, 6);
    await page.getByRole("group", { name: "order" }).getByRole("button", { name: "1" }).click();
    const visible = () => page.locator("li.row:visible").count();
    expect(await visible()).toBe(compile("V_4 at 1 loop").terms.length);
    await page.getByRole("group", { name: "j sums" }).getByRole("button", { name: "2" }).click();
    const both = compile("V_4 at 1 loop").terms.filter(({ jSums }) => jSums === 2).length;
    expect(await visible()).toBe(both);
    await page.reload();
    await rowsOf(page, 6);
    await page.getByText(`${both} of 6 rows`).waitFor();
    await page.goto(`${page.url()}&row=2`);
    await page.locator("li.row.is-open", { hasText: "leading" }).or(page.locator("li.row.is-open")).waitFor();
    await page.getByRole("group", { name: "j sums" }).getByRole("button", { name: "all" }).click();
    await page.getByRole("group", { name: "order" }).getByRole("button", { name: "all" }).click();
    expect(await visible()).toBe(6);
    await context.close();
  });
});

describe("numbers", () => {
  test("each row's number and share, the flow, criticality, and drawn networks that agree", async () => {
    const { page, context, complaints } = await opened(
      `?${new URLSearchParams({ numbers: "", width: "100", depth: "6" })}`,
    );
    await rowsOf(page, 10);
    await page.locator("li.row .share .bar").first().waitFor();
    const shares = await page.locator("li.row .share small").allTextContents();
    expect(shares).toHaveLength(10);
    expect(
      shares.reduce((sum, text) => sum + Number.parseFloat(text.replace("−", "-").replace("< ", "")), 0),
    ).toBeCloseTo(100, -1);
    await page.locator(".network .chart").nth(2).waitFor();
    await page.getByText("Critical at").waitFor();
    await page.getByRole("button", { name: "Draw networks" }).click();
    await page.getByText("theory with its 1/n term and measurement agree").waitFor({ timeout: 60_000 });
    expect(await page.locator(".network .chart .dot").count()).toBeGreaterThan(5);
    await shot(page, "numbers");
    // Other numbers, and nothing is said any more of what was drawn.
    await page.getByLabel("C_W").fill("1.5");
    await page.getByText("measurement agree").waitFor({ state: "detached" });
    expect(await page.locator(".network .chart .dot").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("stand beside all rows of a large table, and are those of what the controls say, from wherever one comes", async () => {
    const { page, context } = await opened("?q=V_8&numbers");
    await page.locator("li.row .share .bar").nth(9).waitFor();
    await page.getByRole("button", { name: "V_14" }).click();
    await page.locator("li.row .share .bar").nth(251).waitFor({ state: "attached" });
    await page.goBack();
    await rowsOf(page, 10);
    await page.getByText(/at layer 10 is/).waitFor();
    const before = await page.getByText(/at layer 10 is/).textContent();
    await page.getByRole("link", { name: "Action" }).click();
    await page.getByLabel("depth").fill("20");
    await page.waitForFunction(() => location.search.includes("depth=20"));
    await page.getByRole("link", { name: "Diagrams" }).click();
    await page.getByText(/at layer 20 is/).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByText(/at layer 10 is/).waitFor();
    expect(await page.getByText(/at layer 10 is/).textContent()).toBe(before);
    // Closed, the panel leaves no numbers beside the rows.
    await page.getByText("Numbers for a network").click();
    await page.waitForFunction(() => document.querySelector("li.row .share")?.childElementCount === 0);
    await context.close();
  });

  test("beside the rows add up to the vertex", async () => {
    const { page, context } = await opened("?q=V_4&numbers&activation=relu&C_W=2&depth=3");
    await page.locator("li.row .share .bar").nth(1).waitFor();
    const numbers = (await page.locator("li.row .share span:first-child").allTextContents()).map(Number);
    const sum = Number(/is ([\d.]+);/.exec((await page.getByText(/at layer 3 is/).textContent()) ?? "")?.[1]);
    // V_4 of ReLU goes as 5 (l - 1) K^2 where all widths are equal.
    expect(sum).toBeCloseTo(10, 1);
    expect(numbers.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 1);
    await context.close();
  });

  test("that are none are named, with what would be accepted, and change nothing", async () => {
    const { page, context } = await opened("?numbers");
    await page.locator(".network .chart").nth(2).waitFor();
    for (const [label, text, said] of [
      ["width", "5000", 'width "5000": expected a whole number from 4 to 4096'],
      ["width", "64.5", 'width "64.5": expected a whole number from 4 to 4096'],
      ["depth", "-3", 'depth "-3": expected a whole number from 2 to 60'],
      ["σ", "", "σ: expected an activation"],
    ] as const) {
      const box = page.locator(".network").getByLabel(label, { exact: true });
      const before = await box.inputValue();
      await box.fill(text);
      await page.locator(".network .diagnosis").filter({ hasText: said }).waitFor();
      expect(await box.getAttribute("aria-invalid")).not.toBeNull();
      await box.fill(before);
      await page.waitForFunction(() => document.querySelector(".network .diagnosis")?.textContent === "");
    }
    expect(new URL(page.url()).search).toBe("?q=V_8&numbers=");
    await context.close();
  });

  test("typed a moment before one leaves are those that are shown where one comes to", async () => {
    const { page, context } = await opened("?numbers");
    await page.locator(".network .chart").nth(2).waitFor();
    await page.locator(".network").getByLabel("depth").fill("20");
    await page.getByRole("link", { name: "Action" }).click();
    await page.locator(".action .chart text", { hasText: /^20$/ }).first().waitFor();
    // The other subjects' links lead on from here.
    for (const name of ["Diagrams", "Scaling laws"])
      expect(await page.getByRole("link", { name, exact: true }).getAttribute("href")).toContain("depth=20");
    await context.close();
  });

  test("at a critical point are those that the address gives again", async () => {
    const { page, context } = await opened(`?${new URLSearchParams({ numbers: "", activation: "0.1*tanh(x)" })}`);
    await page.locator(".critical button").first().click();
    await page.waitForFunction(() => location.search.includes("C_W=100"));
    await page.reload();
    expect(await page.getByLabel("C_W").inputValue()).toBe("100");
    await context.close();
  });

  test("of a network that is none are an error in words", async () => {
    const { page, context, complaints } = await opened(
      `?${new URLSearchParams({ numbers: "", activation: "no such thing" })}`,
    );
    await page
      .locator(".network .critical")
      .filter({ hasText: /no such thing/ })
      .waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("other subjects", () => {
  test("scaling laws: the curve follows the sliders, its peak is at N = T, points arrive, duals stand side by side", async () => {
    const { page, context, complaints } = await opened("?subject=scaling&gamma=0.0001&T=40");
    await page.getByText(/Double descent: the loss peaks at N = (?:39|40|41)\b/).waitFor();
    await page.getByLabel("T, training samples").fill("25");
    await page.getByText(/Double descent: the loss peaks at N = (?:24|25|26)\b/).waitFor();
    expect(new URL(page.url()).searchParams.get("T")).toBe("25");
    await page.getByRole("button", { name: "Draw regressions" }).click();
    await page.locator(".scaling .chart .dot").nth(3).waitFor({ timeout: 60_000 });
    await page.getByText(/8 places measured/).waitFor({ timeout: 60_000 });
    // The marked N is another place on the same curve; another spectrum is another one.
    await page.getByLabel("N, features").fill("20");
    await page.getByText(/^At N = 20/).waitFor();
    expect(await page.locator(".scaling figure > .chart .dot").count()).toBe(8);
    await page.getByLabel("α, of the spectrum").fill("2");
    await page.getByText(/8 places measured/).waitFor({ state: "detached" });
    expect(await page.locator(".scaling .chart .dot").count()).toBe(0);
    await page.getByLabel("order").selectOption("2");
    await page.locator(".duals figure").nth(1).waitFor();
    expect(new URL(page.url()).searchParams.get("duals")).toBe("2");
    expect(complaints).toEqual([]);
    await shot(page, "scaling");
    await context.close();
  });

  test.each([
    { gamma: 1e-4, N: 56 },
    { gamma: 1e-4, N: 61 },
    { gamma: 0.01, N: 150 },
  ])("the loss at the marked N is that of the solver: %j", async ({ gamma, N }) => {
    const model = { alpha: 0.7, gamma, N, T: 60, M: 200 };
    const { planar, correction } = await answer({ object: "test loss", model, order: 1 });
    const { page, context } = await opened(
      `?${new URLSearchParams({ subject: "scaling", gamma: String(gamma), N: String(N) })}`,
    );
    const said = await page.getByText(`At N = ${N}:`).textContent();
    const [, shown, corrected] = /: (\d+\.\d+)(?:, with the 1\/N term (\d+\.\d+))?\.$/.exec(said ?? "") ?? [];
    expect(Number(shown)).toBeCloseTo(planar.loss, 2);
    // A correction that is as large as what it corrects says nothing, and is not shown.
    const term = correction?.loss ?? Number.NaN;
    if (Math.abs(term) < 0.3 * planar.loss) expect(Number(corrected)).toBeCloseTo(planar.loss + term, 2);
    else expect(corrected).toBeUndefined();
    await context.close();
  });

  test("a slider leaves the others as the address has them; without a ridge the curves are broken at their pole", async () => {
    const { page, context } = await opened("?subject=scaling&gamma=0&alpha=0.73&T=50");
    await page.locator(".scaling .chart .line").first().waitFor();
    const paths = await page
      .locator(".scaling figure > .chart .line")
      .evaluateAll((all) => all.map((path) => path.getAttribute("d")?.match(/M/g)?.length));
    for (const pieces of paths) expect(pieces).toBeGreaterThan(1);
    await page.getByLabel("N, features").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.search.includes("N=31"));
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("gamma"), searchParams.get("alpha")]).toEqual(["0", "0.73"]);
    await context.close();
  });

  test("the action: couplings by layer, and loops that cancel", async () => {
    const { page, context, complaints } = await opened("?subject=action");
    await page.locator(".action .chart").nth(2).waitFor();
    await page.locator(".ghosts p.formula", { hasText: "−16" }).first().waitFor();
    await page.getByLabel("attachments", { exact: true }).selectOption("2");
    await page.locator(".ghosts").getByText("2 attachments").first().waitFor();
    expect(new URL(page.url()).searchParams.get("attachments")).toBe("2");
    // Every plot says which layers it shows, and what its series are worth is said as on the command line.
    for (const plot of await page.locator(".action .plots .chart").all())
      expect(
        (await plot.locator("text").allTextContents()).filter((text) => /^\d+$/.test(text)).length,
      ).toBeGreaterThan(2);
    await page.getByText("The last order is no small part of some couplings").waitFor();
    expect(complaints).toEqual([]);
    await shot(page, "action");
    await context.close();
  });
});

describe("whatever the address says", () => {
  const hostile = [
    { q: '<img src=x onerror="document.title=1">' },
    { q: "</script><script>document.title=1</script>" },
    { q: "V_8", row: '"><svg onload=document.title=1>' },
    { q: "V_999999999999999999999999" },
    { q: `V_4 ${"(".repeat(5000)}` },
    { q: "V_8", j: "9".repeat(3000), order: "-1e999" },
    { numbers: "", width: "1e308", depth: "NaN", C_W: "<b>", activation: "x".repeat(5000) },
    { subject: "__proto__", gamma: "Infinity", N: "-5" },
    { q: "javascript:document.title=1" },
  ];
  test.each(
    hostile.map((params) => [JSON.stringify(params).slice(0, 60), params] as const),
  )("%s: it is text, nothing runs, and the page lives", async (_, params) => {
    const { page, context, complaints } = await opened(
      `?${new URLSearchParams(params as unknown as Record<string, string>)}`,
    );
    await page.waitForTimeout(600);
    expect(await page.title()).toMatch(/oneovern$/);
    expect(await page.locator("main img, main script").count()).toBe(0);
    await page.getByLabel("Request").fill("V_4");
    await rowsOf(page, 2);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("scripts of others do not run: the policy is sent", async () => {
    const { page, context } = await opened("");
    const response = await page.request.get(address);
    expect(response.headers()["content-security-policy"]).toContain("script-src 'self'");
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return (window as unknown as { ran?: boolean }).ran === true;
    });
    expect(ran).toBe(false);
    await context.close();
  });
});

describe("everybody", () => {
  test.each([
    "",
    "?numbers=&row=2ab.1a.1b",
    "?subject=scaling",
    "?subject=action",
    "?q=nonsense",
    "?q=V_4 through 2 loops&order=1",
    "?q=action V_6",
  ])("axe finds nothing wrong with %j, in light and dark", async (search) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, context } = await opened(search, { colorScheme, bypassCSP: true });
      await page.waitForTimeout(1500);
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (
          window as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run();
        return violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ html }) => html.slice(0, 120))
              .slice(0, 3)
              .join(" | ")}`,
        );
      });
      expect(found).toEqual([]);
      await shot(page, `${search === "" ? "first" : search.replaceAll(/\W+/g, "-")}-${colorScheme}`);
      await context.close();
    }
  });

  test("narrow screens have no sideways scrolling", async () => {
    for (const search of [
      "",
      "?subject=scaling",
      "?subject=action",
      "?numbers=&row=1ab.1b.1ac.1c",
      "?q=<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>",
      "?q=action V_6",
      "?q=scaling at order 2",
      "?q=V_6(x1,x2; x3,x4; x5,x6)",
    ]) {
      const { page, context } = await opened(search, { viewport: { width: 360, height: 740 } });
      await page.waitForTimeout(2000);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), search).toBeLessThanOrEqual(360);
      await shot(page, `narrow${search.replaceAll(/\W+/g, "-")}`);
      await context.close();
    }
  });

  test("opens without a network once it was loaded, at any address of its own", async () => {
    const { page, context } = await opened("", { serviceWorkers: "allow" });
    await rowsOf(page, 10);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    await page.waitForTimeout(500);
    await context.setOffline(true);
    await page.goto(`${address}?q=V_6`);
    await rowsOf(page, 4);
    await page.goto(`${address}?subject=action`);
    await page.locator(".action .chart").nth(2).waitFor();
    await context.close();
  });

  test("other pages can embed it", async () => {
    const { page, context } = await opened("?q=V_4&embed");
    await rowsOf(page, 2);
    expect(await page.locator("header").isVisible()).toBe(false);
    expect(await page.getByLabel("Request").isVisible()).toBe(true);
    await context.close();
  });
});

test("the first load is less than 200 kB compressed, everything less than 600", () => {
  const assets = readdirSync(join(outDir, "assets"));
  const size = (name: string): number => gzipSync(readFileSync(join(outDir, "assets", name))).length;
  const page = gzipSync(readFileSync(join(outDir, "index.html"))).length;
  const total = page + assets.reduce((sum, name) => sum + size(name), 0);
  const first = assets.filter((name) => /^(?:index|worker|rolldown-runtime)-/.test(name));
  expect(first.length).toBeGreaterThanOrEqual(3);
  expect(page + first.reduce((sum, name) => sum + size(name), 0)).toBeLessThan(200_000);
  expect(total).toBeLessThan(600_000);
});
