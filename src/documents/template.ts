import { UserError } from "../foundation/errors.js";
import { helpers } from "./template-helpers.js";
import { templates } from "./templates.js";

/** The names of the built-in templates: src/emit/templates/*.hbs. */
export type TemplateName = keyof typeof templates;

/** Fills a built-in template: a function that the build has made of it, so nothing is compiled here. */
export async function fillTemplate(name: TemplateName, model: object): Promise<string> {
  const { default: runtime } = await import("handlebars/runtime.js");
  const engine = runtime.create();
  engine.registerHelper(helpers);
  return engine.template(templates[name])(model);
}

/** The helpers of Handlebars itself that a template may use beside ours: not `log`, which writes among the product. */
const kept = ["each", "if", "unless", "with", "lookup"];

/**
 * Fills a user's own template with the data model of docs/templates.md. The instance of Handlebars is our own, without HTML escaping (which would
 * corrupt TeX) and strict: a name that the data model does not have is an error, not a blank.
 * @throws UserError (template) saying what the template engine objects to, or that a template cannot be compiled where code may not be
 *   made from strings
 */
export async function fillUserTemplate(source: string, model: object, name: string): Promise<string> {
  const { default: Handlebars } = await import("handlebars");
  const engine = Handlebars.create();
  for (const helper of Object.keys(engine.helpers)) if (!kept.includes(helper)) engine.unregisterHelper(helper);
  const originals = new WeakMap<object, object>();
  engine.registerHelper(helpersOn(originals));
  try {
    const render = engine.compile(source, { noEscape: true, strict: true, knownHelpers: { log: false } });
    // What is inherited is nobody's own: said once more here, so that the engine refuses it without a word on standard
    // error.
    const inherited = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
    const text = render(withoutPrototypes(model, originals), inherited);
    if (text.includes(record)) throw new Error("a list or a record is written where a text must stand");
    return text;
  } catch (error) {
    throw new UserError(
      "template",
      `the template ${name}: ${reasonOf(error)}\nexpected the names and helpers of docs/templates.md`,
    );
  }
}

/** What a list or a record becomes where a text must stand; in no other text. */
const record = "\0record\0";

/**
 * Plain data that has its own names and no others, for a template to look into: `constructor` is not a name of the data
 * model.
 * @param originals is told what each copy is one of, for helpers, which need lists with their methods
 */
function withoutPrototypes(value: unknown, originals: WeakMap<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.setPrototypeOf(Array.isArray(value) ? [] : {}, null);
  for (const [key, part] of Object.entries(value)) copy[key] = withoutPrototypes(part, originals);
  originals.set(copy, value);
  return Object.defineProperty(copy, Symbol.toPrimitive, { value: () => record });
}

/** Our helpers for a template that looks into copies: with the originals, and with as many arguments as they take. */
function helpersOn(originals: WeakMap<object, object>): typeof helpers {
  const entries = Object.entries(helpers).map(([name, helper]) => {
    const called = (...given: unknown[]): unknown => {
      // The last one is the engine's own.
      const args = given
        .slice(0, -1)
        .map((arg) => (typeof arg === "object" && arg !== null ? (originals.get(arg) ?? arg) : arg));
      if (args.length !== helper.length)
        throw new Error(
          `the helper ${name} takes ${helper.length} argument${helper.length === 1 ? "" : "s"}, and was given ${args.length}`,
        );
      return (helper as (...args: unknown[]) => unknown)(...args);
    };
    return [name, called] as const;
  });
  return Object.fromEntries(entries) as unknown as typeof helpers;
}

/** What an error of the engine says, in terms of the template. */
function reasonOf(error: unknown): string {
  if (error instanceof EvalError)
    return "a template of your own is compiled to code, and code may not be made from strings here";
  const message = error instanceof Error ? error.message : String(error);
  const [, undefinedName] = /^"(.*)" not defined in /.exec(message) ?? [];
  if (undefinedName !== undefined) return `there is no "${undefinedName}" in the data where it is used`;
  const [, textName] = /^Cannot use 'in' operator to search for '(.*)' in /.exec(message) ?? [];
  if (textName !== undefined) return `"${textName}" is asked of a text or a number, which has no parts`;
  // Messages of the language about the engine's own code say nothing of the template.
  if (/is not a function|Cannot read properties/.test(message))
    return "something is called as a helper, or as a block, that is none, or a helper lacks its argument";
  if (/call stack/.test(message)) return "a partial contains itself";
  return message;
}
