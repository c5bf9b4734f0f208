import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oneovern, shell, temporaryFolder } from "./oneovern.js";

/* Where products go: files, links, devices, pipes; and what is left when a signal or a failure ends the program. */

describe("-o writes atomically", () => {
  test("the file holds what standard output would, and replaces an old one", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "v8.txt");
    writeFileSync(file, "old", { mode: 0o600 });
    expect(await oneovern(["table", "V_8", "-o", file])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(file, "utf8")).toBe((await oneovern(["table", "V_8"])).stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["v8.txt"]);
  });

  test("the permissions of the file that was there, whatever the mask says", () => {
    const folder = temporaryFolder();
    const modes =
      "touch old; chmod 666 old; umask 077; oneovern table V_4 -o old; oneovern table V_4 -o new; stat -c %a old new";
    expect(shell(modes, folder).stdout).toBe("666\n600\n");
  });

  test("a symbolic link stays one, also where it leads to nothing yet", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/file"), "old");
    symlinkSync("real/file", join(folder, "link"));
    symlinkSync("real/new", join(folder, "dangling"));
    for (const name of ["link", "dangling"]) await oneovern(["table", "V_4", "-o", join(folder, name)]);
    for (const name of ["file", "new"]) expect(readFileSync(join(folder, "real", name), "utf8")).toContain("V_4");
    expect(readdirSync(folder).sort()).toEqual(["dangling", "link", "real"]);
    for (const name of ["dangling", "link"]) expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
    symlinkSync("nowhere/file", join(folder, "astray"));
    expect((await oneovern(["table", "V_4", "-o", join(folder, "astray")])).stderr).toMatch(
      /there is no folder .*nowhere/,
    );
  });

  test("what an earlier run left behind is in nobody's way", async () => {
    const folder = temporaryFolder();
    const stale = `.v4.txt.${process.pid}.tmp`;
    writeFileSync(join(folder, stale), "half");
    expect((await oneovern(["table", "V_4", "-o", join(folder, "v4.txt")])).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([stale, "v4.txt"].sort());
  });

  test("- is standard output", async () => {
    expect(await oneovern(["table", "V_4", "-o", "-"])).toEqual(await oneovern(["table", "V_4"]));
  });

  test("two flags that name one file are refused, before anything is written or read", async () => {
    const folder = temporaryFolder();
    const [file, other] = [join(folder, "file"), join(folder, "other")];
    writeFileSync(file, "activation: tanh\nC_W: 1\nwidth: 9\ndepth: 3\n");
    linkSync(file, other);
    symlinkSync("new.svg", join(folder, "link"));
    const network = ["--activation", "tanh", "--C-W", "1", "--width", "9", "--depth", "3"];
    for (const [args, reason] of [
      [["flow", ...network, "-o", join(folder, "x"), "--plot", join(folder, "x")], /-o and --plot name one file/],
      [
        ["flow", ...network, "-o", join(folder, "new.svg"), "--plot", join(folder, "link")],
        /-o and --plot name one file/,
      ],
      [["flow", "--network", file, "-o", file], /--network and -o name one file/],
      [["flow", "--network", file, "--plot", other], /--network and --plot name one file/],
      [["table", "V_4", "--template", file, "-o", join(folder, ".", "file")], /--template and -o name one file/],
    ] as const) {
      const { code, stdout, stderr } = await oneovern(args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(reason);
    }
    expect(readFileSync(file, "utf8")).toMatch(/^activation/);
    expect((await oneovern(["flow", ...network, "-o", "/dev/null", "--plot", "/dev/null"])).code).toBe(0);
  });

  test("a failure leaves the old file and nothing beside it", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "v8.txt");
    writeFileSync(file, "old");
    expect((await oneovern(["table", "V_7", "-o", file])).code).toBe(2);
    // A limit on the size of files stands in for a full disk.
    const { code, stderr } = shell(`trap '' XFSZ; ulimit -f 1; oneovern diagrams V_14 -o ${file}`, folder);
    expect(code).toBe(2);
    expect(stderr).toContain("the file would be too large");
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["v8.txt"]);
  });

  test("a device is written to and stays a device", () => {
    expect(shell("oneovern table V_8 -o /dev/null && test -c /dev/null").code).toBe(0);
    const { code, stdout, stderr } = shell("oneovern table V_8 -o /dev/full");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("no space is left");
  });

  test("standard output by its name is what the shell made of it: a pipe, or a file that others write to as well", () => {
    const folder = temporaryFolder();
    const { stdout } = shell("oneovern table V_4 -o /dev/stdout | wc -l; oneovern table V_4 | wc -l", folder);
    const [piped, direct] = stdout.trim().split(/\s+/);
    expect(piped).toBe(direct);
    shell("echo old > log; (echo before; oneovern table V_4 -o /dev/stdout; echo after) >> log", folder);
    const lines = readFileSync(join(folder, "log"), "utf8").trim().split("\n");
    expect([lines.length, lines[0], lines[1], lines.at(-1)]).toEqual([Number(direct) + 3, "old", "before", "after"]);
    expect(shell("oneovern table V_4 -o >(cat > copy); sleep 0.3; wc -l < copy", folder).stdout.trim()).toBe(direct);
    expect(readdirSync(folder).sort()).toEqual(["copy", "log"]);
  });

  test("whoever reads a pipe is told of its end", async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, "pipe");
    expect(shell(`mkfifo ${pipe}`).code).toBe(0);
    const [read] = await Promise.all([readFile(pipe, "utf8"), oneovern(["table", "V_4", "-o", pipe])]);
    expect(read).toBe((await oneovern(["table", "V_4"])).stdout);
  });

  test("a full disk behind standard output is said", () => {
    const { code, stderr } = shell("oneovern table V_8 > /dev/full");
    expect(code).toBe(2);
    expect(stderr).toContain("no space is left on the device");
  });

  test.each([
    ["INT", 130],
    ["TERM", 143],
    ["HUP", 129],
    ["QUIT", 131],
  ])("a stream that SIG%s ends leaves nothing half-written, and says so by its exit code", (signal, expected) => {
    const folder = temporaryFolder();
    const { stdout } = shell(
      `"$NODE" "$ONEOVERN" diagrams V_40 -o stream.ndjson & for i in $(seq 300); do [ -n "$(ls -A)" ] && break; sleep 0.1; done; sleep 0.3; ls -A | wc -l; kill -${signal} $!; wait $!; echo "code $?"; ls -A | wc -l`,
      folder,
    );
    expect(stdout.trim().split(/\s+/)).toEqual(["1", "code", String(expected), "0"]);
  });
});

describe("a closed pipe ends quietly", () => {
  test.each([
    "table V_14",
    "diagrams V_40",
    "diagrams V_20 --format dot",
    "table V_12 --json",
  ])("oneovern %s | head -1", (command) => {
    const { code, stdout, stderr } = shell(`oneovern ${command} | head -1`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toHaveLength(2);
  });
});
