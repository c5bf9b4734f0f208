import moo from "moo";

/** Number words that may stand for a count: "the eight-point vertex", "one loop". Even words through twenty. */
export const numerals: { readonly [word: string]: number } = Object.fromEntries(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, value) => [word, value]),
);

/*
 * One token a symbol; words of any kind are `word`, and the grammar asks for particular ones by their text. What cannot
 * begin a token is an `unexpected` one, so that the parser can say where it is.
 */
const rules = moo.compile({
  space: {
    match: /(?:\s|#[^\n]*|\$|~|\\[,;:! ]|\\[()[\]]|\\(?:left|right|quad|qquad)(?![A-Za-z]))+/,
    lineBreaks: true,
  },
  command: /\\[A-Za-z]+/,
  numeral: new RegExp(`(?:${Object.keys(numerals).reverse().join("|")})(?![A-Za-z])`),
  word: /[A-Za-zα-ωΑ-Ωℓϕ]+/,
  number: /[0-9]+/,
  subscript: /[₀-₉]+/,
  superminus: /⁻[⁰¹²³⁴-⁹]+/,
  superscript: /[⁰¹²³⁴-⁹]+/,
  superlayer: /⁽[ˡℓ]⁾/,
  punctuation: ["_", "^", "{", "}", "(", ")", "[", "]", ",", ";", "/", "-", "<", ">", "⟨", "⟩"],
  unexpected: { match: /[\s\S]/, lineBreaks: true },
});

const nextToken = rules.next.bind(rules);
rules.next = () => {
  let token = nextToken();
  while (token?.type === "space") token = nextToken();
  return token;
};

/** The lexer of grammar/request.ne; white space, comments and TeX's spacing do not reach the parser. */
export const lexer: moo.Lexer = rules;
