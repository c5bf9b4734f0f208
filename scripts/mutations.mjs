// The small changes that mutate.mjs makes to a source: each an edit of one place, found on the syntax tree.
import ts from "typescript";

const { SyntaxKind } = ts;

/** Operators and what they are changed to; what would not compile is found out later. */
const operators = new Map([
  [SyntaxKind.PlusToken, "-"],
  [SyntaxKind.MinusToken, "+"],
  [SyntaxKind.AsteriskToken, "/"],
  [SyntaxKind.SlashToken, "*"],
  [SyntaxKind.PercentToken, "*"],
  [SyntaxKind.AsteriskAsteriskToken, "*"],
  [SyntaxKind.LessThanToken, "<="],
  [SyntaxKind.LessThanEqualsToken, "<"],
  [SyntaxKind.GreaterThanToken, ">="],
  [SyntaxKind.GreaterThanEqualsToken, ">"],
  [SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [SyntaxKind.AmpersandAmpersandToken, "||"],
  [SyntaxKind.BarBarToken, "&&"],
  [SyntaxKind.PlusEqualsToken, "-="],
  [SyntaxKind.MinusEqualsToken, "+="],
  [SyntaxKind.AsteriskEqualsToken, "/="],
  [SyntaxKind.SlashEqualsToken, "*="],
]);

/** Operators of whose two sides one may be dropped. */
const droppable = new Set([
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.AsteriskToken,
  SyntaxKind.SlashToken,
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** Names of functions and methods, and what may stand in their place. */
const relatives = new Map(
  [
    ["min", "max"],
    ["floor", "ceil"],
    ["every", "some"],
    ["push", "unshift"],
    ["startsWith", "endsWith"],
    ["add", "subtract"],
    ["plus", "minus"],
    ["multiply", "divide"],
    ["sin", "cos"],
  ].flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]),
);

/** Functions whose first two arguments may be exchanged. */
const commutative = /^(?:add|multiply\w*|plus|times|product|max|min|hypot|equals|is|same\w*)$/;

/** Methods without which a list has the same type. */
const omissible = new Set(["sort", "reverse", "filter", "slice", "toSorted", "trim", "trimEnd"]);

/** Where nothing is changed: types, imports, and what an error says. */
const isPassedOver = (node) =>
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  // A table of regular expressions or of reserved words is data.
  ts.isRegularExpressionLiteral(node);

/** The longest string that is an operator, a sign or a separator rather than a word to read. */
const longestSign = 3;

/** Whether a template has words to read between its values. */
const isProse = ({ head, templateSpans }) =>
  [head, ...templateSpans.map((span) => span.literal)].some(({ text }) => text.trim().length > longestSign);

/**
 * Every change to a source.
 * @param {string} file its path, for messages
 * @param {string} text
 * @returns {{ file: string, line: number, start: number, end: number, from: string, to: string, what: string }[]}
 */
export function mutationsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = [];

  const change = (start, end, to, what) => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    found.push({ file, line: line + 1, start, end, from: text.slice(start, end), to, what });
  };
  const replace = (node, to, what) => change(node.getStart(source), node.end, to, what);
  const textOf = (node) => node.getText(source);

  const binary = (node) => {
    const { left, right, operatorToken } = node;
    const other = operators.get(operatorToken.kind);
    if (other !== undefined) replace(operatorToken, other, `${textOf(operatorToken)} to ${other}`);
    if (!droppable.has(operatorToken.kind)) return;
    replace(node, textOf(left), `${textOf(operatorToken)} and its right side dropped`);
    if (operatorToken.kind === SyntaxKind.PlusToken || operatorToken.kind === SyntaxKind.AsteriskToken)
      replace(node, textOf(right), `the left side of ${textOf(operatorToken)} dropped`);
  };

  const literal = (node) => {
    const value = Number(node.text);
    replace(node, Number.isInteger(value) && value < 1e6 ? String(value + 1) : `${node.text} * 2`, "a number changed");
    if (value > 0 && Number.isInteger(value) && value < 1e6) replace(node, String(value - 1), "one less");
  };

  const call = (node) => {
    const { expression, arguments: list } = node;
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    const isOrdered = !list.slice(0, 2).some((one) => ts.isArrowFunction(one) || ts.isSpreadElement(one));
    if (list.length >= 2 && isOrdered && !commutative.test(textOf(name))) {
      const [a, b] = list;
      change(a.getStart(source), b.end, `${textOf(b)}, ${textOf(a)}`, "two arguments exchanged");
    }
    if (ts.isIdentifier(name) && relatives.has(name.text))
      replace(name, relatives.get(name.text), `${name.text} to ${relatives.get(name.text)}`);
    if (ts.isPropertyAccessExpression(expression) && omissible.has(expression.name.text))
      replace(node, textOf(expression.expression), `${expression.name.text} dropped`);
  };

  const negated = (condition) => replace(condition, `!(${textOf(condition)})`, "a condition negated");

  const statement = (node) => {
    if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression))
      replace(node, ";", "a statement dropped");
    if (ts.isIfStatement(node) && node.elseStatement === undefined) replace(node, ";", "an if dropped");
    if (ts.isIfStatement(node)) negated(node.expression);
    if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) replace(node, ";", "a jump dropped");
  };

  const visit = (node) => {
    if (isPassedOver(node)) return;
    if (ts.isThrowStatement(node)) return;
    statement(node);
    if (ts.isConditionalExpression(node)) negated(node.condition);
    if (ts.isBinaryExpression(node)) binary(node);
    if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === SyntaxKind.MinusToken || node.operator === SyntaxKind.ExclamationToken)
        replace(node, textOf(node.operand), `${text[node.getStart(source)]} dropped`);
      if (node.operator === SyntaxKind.PlusPlusToken) replace(node, `--${textOf(node.operand)}`, "++ to --");
    }
    if (ts.isNumericLiteral(node)) literal(node);
    if (ts.isBigIntLiteral(node)) replace(node, `${BigInt(node.text.slice(0, -1)) + 1n}n`, "a number changed");
    if (node.kind === SyntaxKind.TrueKeyword) replace(node, "false", "true to false");
    if (node.kind === SyntaxKind.FalseKeyword) replace(node, "true", "false to true");
    if (
      ts.isStringLiteral(node) &&
      node.text !== "" &&
      node.text.length <= longestSign &&
      !ts.isPropertyAssignment(node.parent)
    )
      replace(node, '""', "a sign dropped");
    if (ts.isCallExpression(node)) call(node);
    if (ts.isArrayLiteralExpression(node) && node.elements.length >= 2) {
      const last = node.elements.at(-1);
      change(node.elements.at(-2).end, last.end, "", "the last element dropped");
    }
    if (ts.isTemplateSpan(node)) {
      const start = node.literal.getStart(source) + 1;
      const { text: piece } = node.literal;
      if (piece !== "" && !isProse(node.parent) && text.startsWith(piece, start))
        change(start, start + piece.length, "", "a sign dropped");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
