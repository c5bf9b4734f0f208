import { execFileSync } from "node:child_process";

/** Builds the package once before the tests, so that they run what a user would. */
export default function setup(): void {
  execFileSync("npm", ["run", "build", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
}
