import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { announce, followed, watched } from "../../src/cli/forecast.js";
import { durationText, memoryText, requireForecast } from "../../src/foundation/forecast.js";

/* Word of long work: what is said, when, and what is refused, by a clock of the test's own. */

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => 1000 * now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What a work of a hundred steps says, each taking so many seconds. */
function said(seconds: number, flags: object, isTTY = false): string {
  let text = "";
  const stderr = { isTTY, write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream;
  const watch = watched(["a flow", "layers"], flags, { stderr });
  for (let done = 1; done <= 100; done++) {
    now += seconds;
    watch(done, 100);
  }
  return text;
}

describe("work whose steps are much alike", () => {
  test("of a few seconds is not spoken of", () => {
    expect(said(0.001, {})).toBe("");
    expect(said(0.09, {})).toBe("");
  });

  test("that takes longer is spoken of once, and not with --quiet", () => {
    expect(said(2, {})).toBe("a flow of 100 layers: about 3 minutes\n");
    expect(said(2, { quiet: true })).toBe("");
  });

  test("tells on a terminal how long it will take, and takes its word back at the end", () => {
    const text = said(2, {}, true);
    expect(text).toContain("\r\x1b[K50 of 100 layers, about 100 seconds left");
    expect(text.endsWith("\r\x1b[K")).toBe(true);
    expect(said(2, { quiet: true }, true)).toBe("");
  });

  test("past the budget it is refused after a second, with what would allow it", () => {
    expect(() => said(10, {})).toThrow(
      "a flow of 100 layers would take about 17 minutes; the budget is about 15 minutes\nexpected fewer layers, or --max-minutes 20",
    );
    expect(now).toBe(10);
    expect(said(10, { maxMinutes: 20 })).toContain("about 17 minutes");
    expect(() => said(0.01, { maxMinutes: 0.001 })).not.toThrow();
  });
});

describe("work whose steps are not alike", () => {
  const followedBy = (isTTY: boolean, flags: object = {}) => {
    let text = "";
    const stderr = { isTTY, write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream;
    const steps = followed("entries", flags, { stderr });
    for (let done = 1; done <= 100; done++) {
      now += done < 10 ? 3 : 0.1;
      steps(done, 100);
    }
    return text;
  };

  test("is followed on a terminal alone: no word of the rest before some of it is done, none that it takes too long", () => {
    expect([followedBy(false), followedBy(true, { quiet: true })]).toEqual(["", ""]);
    const text = followedBy(true, { maxMinutes: 0.001 });
    expect(text).toContain("\r\x1b[K1 of 100 entries\r");
    expect(text).toContain("\r\x1b[K5 of 100 entries, about 5 minutes left");
    expect(text.endsWith("\r\x1b[K")).toBe(true);
  });
});

describe("a forecast", () => {
  test("is told from ten seconds on, unless with --quiet", () => {
    const told = (seconds: number, flags: object) => {
      let text = "";
      const stderr = { write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream;
      announce("W", seconds, flags, { stderr });
      return text;
    };
    expect([told(10, {}), told(11, {}), told(11, { quiet: true })]).toEqual(["", "W: about 11 seconds\n", ""]);
  });

  test.each([
    [{ seconds: 60 * 15, bytes: 4e9 }, undefined],
    [
      { seconds: 60 * 15 + 1, bytes: 1e6 },
      /W would take about 15 minutes and 1 MB; .*\nexpected less, or --max-minutes 20$/,
    ],
    [
      { seconds: 1, bytes: 4.1e9 },
      /about 1 second and 4.1 GB; the budget is about 15 minutes and 4 GB\nexpected less, or --max-memory 5$/,
    ],
    [{ seconds: Number.POSITIVE_INFINITY, bytes: 1 }, /would take ages and 1 MB; .*\nexpected less$/],
    [{ seconds: 3e9, bytes: 2.3e13 }, /about 95 years and 23 TB/],
  ])("%o", (forecast, reason) => {
    const act = () => requireForecast(forecast, { minutes: 15 }, "W", "less");
    if (reason === undefined) expect(act).not.toThrow();
    else expect(act).toThrow(reason);
  });

  test("times and memory in words", () => {
    expect([0.2, 1, 119, 121, 7300, 200_000].map(durationText)).toEqual([
      "about 1 second",
      "about 1 second",
      "about 119 seconds",
      "about 2 minutes",
      "about 2 hours",
      "about 2 days",
    ]);
    // Two of a unit are enough for it, one of memory.
    expect([120, 7200, 2 * 86_400, 2 * 365.25 * 86_400].map(durationText)).toEqual([
      "about 2 minutes",
      "about 2 hours",
      "about 2 days",
      "about 2 years",
    ]);
    expect([5, 1e6, 4e7, 1e9, 5.55e9, 1e12, 2e12].map(memoryText)).toEqual([
      "1 MB",
      "1 MB",
      "40 MB",
      "1 GB",
      "5.5 GB",
      "1 TB",
      "2 TB",
    ]);
  });
});
