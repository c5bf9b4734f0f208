/** A change of one place in a source. */
export interface Mutation {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  readonly what: string;
}
export function mutationsOf(file: string, text: string): Mutation[];
