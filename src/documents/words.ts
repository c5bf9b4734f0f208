/** A number of things: "1 diagram", "2 diagrams", "2 vertices". */
export const plural = (count: number | bigint | string, one: string, many = `${one}s`): string =>
  `${count} ${String(count) === "1" ? one : many}`;
