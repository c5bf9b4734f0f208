import { UserError } from "../errors.js";
import { templates } from "./templates.js";

/** The names of the built-in templates: src/emit/templates/*.hbs. */
export type TemplateName = keyof typeof templates;

type Render = (model: object) => string;

/**
 * Compiles a Handlebars template. The instance is our own, without HTML escaping (which would corrupt TeX) and strict: a
 * name that the data model does not have is an error, not a blank. Helpers: docs/templates.md.
 */
async function compileTemplate(source: string): Promise<Render> {
  // Loaded here and not at the top: most commands write no document, and the start must stay quick.
  const [{ default: Handlebars }, { helpers }] = await Promise.all([
    import("handlebars"),
    import("./template-helpers.js"),
  ]);
  const engine = Handlebars.create();
  engine.registerHelper(helpers);
  return engine.compile(source, { noEscape: true, strict: true });
}

/** Fills a built-in template. */
export async function fillTemplate(name: TemplateName, model: object): Promise<string> {
  return (await compileTemplate(templates[name]))(model);
}

/**
 * Fills a user's own template with the data model of docs/templates.md.
 * @throws UserError (template) saying what the template engine objects to.
 */
export async function fillUserTemplate(source: string, model: object, name: string): Promise<string> {
  try {
    return (await compileTemplate(source))(model);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      "template",
      `the template ${name}: ${reason}\nexpected the names and helpers of docs/templates.md`,
    );
  }
}
