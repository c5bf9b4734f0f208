/** An exact rational number in lowest terms, denominator positive. Plain data: build it with {@link rational}. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** num/den in lowest terms. @throws RangeError when den is zero. */
export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  let [n, d] = [BigInt(num), BigInt(den)];
  if (d === 0n) throw new RangeError("a rational number with denominator 0");
  if (d === 1n) return { num: n, den: d };
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d);
  return g === 1n ? { num: n, den: d } : { num: n / g, den: d / g };
}

export const zero: Rational = { num: 0n, den: 1n };
export const one: Rational = { num: 1n, den: 1n };

export const isZero = (a: Rational): boolean => a.num === 0n;
export const isOne = (a: Rational): boolean => a.num === 1n && a.den === 1n;
export const equals = (a: Rational, b: Rational): boolean => a.num === b.num && a.den === b.den;
export const absolute = (a: Rational): Rational => (a.num < 0n ? negate(a) : a);
export const negate = (a: Rational): Rational => ({ num: -a.num, den: a.den });

export const add = (a: Rational, b: Rational): Rational =>
  a.den === b.den ? rational(a.num + b.num, a.den) : rational(a.num * b.den + b.num * a.den, a.den * b.den);

export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));

export const multiply = (a: Rational, b: Rational): Rational =>
  isOne(a) ? b : isOne(b) ? a : rational(a.num * b.num, a.den * b.den);

/** a/b. @throws RangeError when b is zero. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);

/** a to an integer power. @throws RangeError for zero to a negative power. */
export const power = (a: Rational, exponent: number): Rational =>
  exponent < 0
    ? rational(a.den ** BigInt(-exponent), a.num ** BigInt(-exponent))
    : { num: a.num ** BigInt(exponent), den: a.den ** BigInt(exponent) };

/** "p/q", or "p" where the denominator is one. */
export const toText = (a: Rational): string => (a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`);

/** Reads what {@link toText} writes. @throws SyntaxError naming the text otherwise. */
export function fromText(text: string): Rational {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
  if (!match?.[1]) throw new SyntaxError(`not an exact number: ${JSON.stringify(text)}; "p" or "p/q" would be`);
  return rational(BigInt(match[1]), BigInt(match[2] ?? 1));
}

/**
 * A decimal number as it is written, "0.1" as 1/10 and "2.5e-3" as 1/400. @throws SyntaxError naming the text otherwise
 */
export function fromDecimal(text: string): Rational {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i.exec(text.trim());
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = match ?? [];
  if (!match || whole + decimals === "")
    throw new SyntaxError(`not a number: ${JSON.stringify(text)}; 0.1 or 2.5e-3 would be`);
  const value = multiply(
    rational(BigInt(`${sign === "-" ? "-" : ""}${whole}${decimals}`)),
    power({ num: 10n, den: 1n }, Number(exponent)),
  );
  return multiply(value, rational(1n, 10n ** BigInt(decimals.length)));
}

/** A double as the shortest decimal number that stands for it. @throws SyntaxError where it is not finite */
export const fromNumber = (value: number): Rational => fromDecimal(String(value));

/**
 * A double as what was most likely meant by it: of few decimals these (0.1 is 1/10), else the fraction with the smallest
 * denominator below 10^4 that is this double (0.6666666666666666 is 2/3), else its decimals.
 */
export function simplest(value: number): Rational {
  const decimals = fromNumber(value);
  if (String(Math.abs(value)).replace(/e.*|\D/g, "").length < 15) return decimals;
  // The convergents of its continued fraction.
  let [before, current] = [
    [0n, 1n],
    [1n, 0n],
  ] as [[bigint, bigint], [bigint, bigint]];
  let rest = value;
  for (let i = 0; i < 20; i++) {
    const whole = Math.floor(rest);
    if (!Number.isSafeInteger(whole)) return decimals;
    const digit = BigInt(whole);
    [before, current] = [current, [digit * current[0] + before[0], digit * current[1] + before[1]]];
    if (current[1] > 10_000n) return decimals;
    if (Number(current[0]) / Number(current[1]) === value) return rational(current[0], current[1]);
    rest = 1 / (rest - whole);
  }
  return decimals;
}

/** The double nearest to a (correct also where numerator and denominator overflow a double by themselves). */
export function toNumber(a: Rational): number {
  const magnitude = a.num < 0n ? -a.num : a.num;
  if (magnitude <= BigInt(Number.MAX_SAFE_INTEGER) && a.den <= BigInt(Number.MAX_SAFE_INTEGER))
    return Number(a.num) / Number(a.den);
  // Scale so that the integer quotient holds 64 significant bits, more than a double; a sticky last bit keeps the
  // single rounding (bigint to double) honest.
  const shift = BigInt(64 + a.den.toString(2).length - magnitude.toString(2).length);
  const [scaledNum, scaledDen] = shift >= 0n ? [magnitude << shift, a.den] : [magnitude, a.den << -shift];
  const quotient = scaledNum / scaledDen;
  const sticky = scaledNum % scaledDen === 0n ? quotient : quotient | 1n;
  // Two steps, so that 2^-shift may lie beyond the range of a double while the value does not.
  const half = Number(shift) / 2;
  const value = Number(sticky) * 2 ** -Math.floor(half) * 2 ** -Math.ceil(half);
  return a.num < 0n ? -value : value;
}
