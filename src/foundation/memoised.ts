/**
 * A function that remembers what it has computed, by a text of its argument, or left out by the argument itself. With `most`, the memory is emptied when it
 * holds so many, so that a stream of any length stays small.
 */
export function memoised<A, B>(
  compute: (argument: A) => B,
  key: (argument: A) => unknown = (argument) => argument,
  most = Number.POSITIVE_INFINITY,
): (argument: A) => B {
  const known = new Map<unknown, B>();
  return (argument) => {
    const name = key(argument);
    const found = known.get(name);
    if (found !== undefined) return found;
    const value = compute(argument);
    if (known.size >= most) known.clear();
    known.set(name, value);
    return value;
  };
}
