import { UserError } from "../../foundation/errors.js";

/*
 * Which input of a network a name of a request stands for. One rule: names with one stem and a number each (x1, x2,
 * ...) are the inputs of those numbers; other names (a, b; x, y) are the inputs in the order in which they first
 * appear. Names of several stems with numbers count only where number and order cannot contradict each other.
 */

/** A name of a request and the input that it stands for, counted from 0. */
export interface NamedInput {
  readonly name: string;
  readonly input: number;
}

/**
 * Matches the names of a request to the inputs of a network, each name once, in the order of the inputs.
 * @param names as the request has them, repeated where it repeats them
 * @throws UserError where a name could stand for two inputs, or for one that the network does not have
 */
export function namedInputs(names: readonly string[], inputs: number): readonly NamedInput[] {
  const distinct = [...new Set(names)];
  const parts = distinct.map(partsOf);
  const [first] = parts;
  const areNumbered = parts.every(({ stem, number }) => number !== undefined && stem === first?.stem);
  if (!areNumbered) requireNoContradiction(parts);
  const named = distinct
    .map((name, place) => ({ name, input: areNumbered ? (parts[place]?.number as number) - 1 : place }))
    .sort((a, b) => a.input - b.input);
  for (const { name, input } of named) {
    if (input < 0)
      throw new UserError(
        "network",
        `the request has the input ${name}, and inputs are counted from 1\nexpected x1, x2, ...`,
      );
    if (input >= inputs)
      throw new UserError(
        "network",
        `the request has the input ${name}, which is input ${input + 1}, and the network has ${inputs} input${inputs === 1 ? "" : "s"}\nexpected a kernel or a file of inputs with ${input + 1}`,
      );
  }
  return named;
}

interface NameParts {
  readonly name: string;
  readonly stem: string;
  readonly number: number | undefined;
}

function partsOf(name: string): NameParts {
  const [, stem = name, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
  return { name, stem, number: digits === undefined ? undefined : Number(digits) };
}

/** Names that go by their order must not say another: the numbers of one stem are 1, 2, ... as they appear. */
function requireNoContradiction(parts: readonly NameParts[]): void {
  const seen = new Map<string, number>();
  for (const { name, stem, number } of parts) {
    if (number === undefined) continue;
    const next = (seen.get(stem) ?? 0) + 1;
    if (number !== next)
      throw new UserError(
        "network",
        `the request has the inputs ${parts.map((part) => part.name).join(", ")}: by its number ${name} would be input ${number}, and beside names of another kind inputs go by the order in which they appear\nexpected x1, x2, ... for all of them, or names without numbers`,
      );
    seen.set(stem, next);
  }
}
