import * as Q from "../../algebra/rational.js";
import { cRoutines } from "../c-routines.js";
import { cComment as comment } from "../comments.js";
import {
  type EntryPrinters,
  type EvaluatorModule,
  expectedAt,
  formulasOf,
  type ModuleInput,
  printed,
} from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledPart, spellingWith } from "../infix.js";
import { doubleLiteral, pointed, snakeCase } from "../names.js";
import { type Part, type Program, programOf } from "../program.js";
import type { Target } from "../target.js";

/* C99: one file, its own header at the top in a comment; nothing but double arithmetic, and no state. */

const keywords = `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict
  return short signed sizeof static struct switch typedef union unsigned void volatile while asm typeof alignas alignof bool constexpr
  false nullptr static_assert thread_local true main`;

/**
 * The functions and objects of C99's library, which no program may define, and the macros that <stddef.h> and <stdio.h>
 * bring.
 */
const library = `abort abs acos acosf acosh acosl asctime asin asinf asinh asinl assert atan atan2 atan2f atan2l atanf atanh atanl atexit atof
  atoi atol atoll bsearch btowc cabs cacos cacosh calloc carg casin casinh catan catanh cbrt cbrtf cbrtl ccos ccosh ceil ceilf ceill
  cexp cimag clearerr clock clog conj copysign cos cosf cosh cosl cpow cproj creal csin csinh csqrt ctan ctanh ctime difftime div erf
  erfc erff erfl errno exit exp exp2 expf expl expm1 fabs fabsf fabsl fclose fdim feof ferror fflush fgetc fgetpos fgets fgetwc fgetws
  floor floorf floorl fma fmax fmin fmod fmodf fmodl fopen fpclassify fprintf fputc fputs fputwc fputws fread free freopen frexp fscanf
  fseek fsetpos ftell fwide fwprintf fwrite fwscanf getc getchar getenv gets getwc getwchar gmtime hypot ilogb imaxabs imaxdiv isalnum
  isalpha isblank iscntrl isdigit isfinite isgraph isinf islower isnan isnormal isprint ispunct isspace isupper isxdigit labs ldexp
  ldiv lgamma llabs lldiv llrint llround localeconv localtime log log10 log1p log2 logb logf logl longjmp lrint lround malloc mblen
  mbrlen mbrtowc mbsinit mbsrtowcs mbstowcs mbtowc memchr memcmp memcpy memmove memset mktime modf nan nearbyint nextafter nexttoward
  perror pow powf powl printf putc putchar puts putwc putwchar qsort raise rand realloc remove remainder remquo rename rewind rint
  round scalbln scalbn scanf setbuf setjmp setlocale setvbuf signal signbit sin sinf sinh sinl snprintf sprintf sqrt sqrtf sqrtl srand
  sscanf strcat strchr strcmp strcoll strcpy strcspn strerror strftime strlen strncat strncmp strncpy strpbrk strrchr strspn strstr
  strtod strtof strtoimax strtok strtol strtold strtoll strtoul strtoull strtoumax strxfrm swprintf swscanf system tan tanf tanh tanl
  tgamma time tmpfile tmpnam towctrans towlower towupper trunc ungetc ungetwc va_arg va_copy va_end va_start vfprintf vfscanf vfwprintf
  vprintf vscanf vsnprintf vsprintf vsscanf vswprintf vwprintf wcrtomb wctob wctomb wctrans wctype wmemchr wmemcmp wmemcpy wmemmove
  wmemset wprintf wscanf read write open close index environ
  NULL EOF BUFSIZ FILENAME_MAX FOPEN_MAX L_tmpnam SEEK_CUR SEEK_END SEEK_SET TMP_MAX FILE fpos_t size_t ptrdiff_t wchar_t max_align_t
  offsetof stdin stdout stderr ONEOVERN_SELF_TEST`;

const words = new Set(`${keywords} ${library}`.split(/\s+/));

export const target: Target = {
  name: "c",
  extension: "c",
  reserved: (name) => words.has(name),
  noCode: /\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"/g,
  identifier: /^[A-Za-z]\w*$/,
  spelt: (name) => name,
  write: cModule,
  writeRoutine: cRoutines,
  inCase: snakeCase,
};

function cModule(module: EvaluatorModule): string {
  const { name, inputs } = module;
  const { entries, last } = printed(module, entryPrinters);
  const prototypes = [
    `extern const char *const ${name}_symbols[${inputs.length}];`,
    ...entries.flatMap((entry) => entry.prototypes),
    ...(module.fields === undefined ? [] : [`${ofFieldsHead(module)};`]),
  ];
  const lines = [
    ...comment([
      ...module.header,
      "",
      "For a header file, with <stddef.h>:",
      "",
      ...prototypes.map((line) => `    ${line}`),
    ]),
    "",
    "#include <stddef.h>",
    "",
    ...prototypes,
    "",
    ...comment([
      `${name}_symbols: the names of the inputs, in the order of values.`,
      "",
      ...inputs.map(
        ({ name: symbol, meaning }, i) =>
          `    values[${i}]  ${meaning.startsWith(symbol) ? meaning : `${symbol}: ${meaning}`}`,
      ),
    ]),
    ...stringList(`${name}_symbols`, inputs),
    ...entries.flatMap((entry) => entry.functions),
    ...ofFields(module),
    "",
    ...selfTest(module, last.test),
    "",
  ];
  return lines.join("\n");
}

const stringList = (name: string, items: readonly ModuleInput[]): string[] => [
  `const char *const ${name}[${items.length}] = {`,
  ...items.map((item) => `    ${JSON.stringify(item.name)},`),
  "};",
];

const ofFieldsHead = ({ name }: EvaluatorModule): string =>
  `double ${name}_of_fields(size_t count, const double *fields, const double *values, double *gradient)`;

/** A function of fields, where a module has one. */
function ofFields(module: EvaluatorModule): string[] {
  const { fields, name, inputs, outputs } = module;
  if (fields === undefined) return [];
  const { squares, count, value, slope } = fields;
  const set = [squares, ...(count === undefined ? [] : [count])].map((i) => inputs[i]?.name).join(" and ");
  return [
    "",
    ...comment([
      `${outputs[value]?.name} of count fields, from which ${set} are taken: what values holds for these is not read.`,
      `The gradient, 2 phi_i ${outputs[slope]?.name}, is written into gradient where that is not NULL.`,
    ]),
    `${ofFieldsHead(module)} {`,
    `    double own[${inputs.length}], found[${outputs.length}], sum = 0.0;`,
    "    for (size_t i = 0; i < count; i++) {",
    "        sum += fields[i] * fields[i];",
    "    }",
    `    for (int i = 0; i < ${inputs.length}; i++) {`,
    "        own[i] = values[i];",
    "    }",
    `    own[${squares}] = sum;`,
    ...(count === undefined ? [] : [`    own[${count}] = (double)count;`]),
    `    ${name}(own, found);`,
    "    if (gradient != NULL) {",
    "        for (size_t i = 0; i < count; i++) {",
    `            gradient[i] = 2.0 * fields[i] * found[${slope}];`,
    "        }",
    "    }",
    `    return found[${value}];`,
    "}",
  ];
}

/** An entry point in C. */
interface Entry {
  readonly prototypes: readonly string[];
  readonly functions: readonly string[];
  /** The statement that fills `found` at a point of the self-test. */
  readonly test: string;
}

const entryPrinters: EntryPrinters<Entry> = {
  value: (module, { graph }) => {
    const { name, inputs } = module;
    return evaluation(module, {
      declared: [],
      tables: [],
      program: programFunctions(`${name}_value`, programOf(graph), inputs, true),
      head: `double ${name}(const double *values)`,
      body: `return ${name}_value(values);`,
      call: (values, results) => `${results}[i] = ${name}(${values});`,
      test: `found[0] = ${name}(inputs[point]);`,
    });
  },
  values: (module, { graph }) => {
    const { name, inputs, outputs } = module;
    const place = (results: string) => (outputs.length === 1 ? `${results}[i]` : `${results}[${outputs.length} * i]`);
    return evaluation(module, {
      declared: [`extern const char *const ${name}_results[${outputs.length}];`],
      tables: ["", ...stringList(`${name}_results`, outputs)],
      program: programFunctions(`${name}_value`, programOf(graph), inputs, false),
      head: `void ${name}(const double *values, double *results)`,
      body: `${name}_value(values, results);`,
      call: (values, results) => `${name}(${values}, &${place(results)});`,
      test: `${name}(inputs[point], found);`,
    });
  },
  gradient: (module, { graph }) =>
    derivatives(module, graph, {
      explained: `The value, and its derivatives by ${module.name}_symbols, in their order, in gradient.`,
      head: `double ${module.name}_gradient(const double *values, double *gradient)`,
      into: "gradient",
      last: ["    return all[0];"],
    }),
  jacobian: (module, { graph }) =>
    derivatives(module, graph, {
      explained: `jacobian[${module.inputs.length} * i + j] is the derivative of result i by symbol j.`,
      head: `void ${module.name}_jacobian(const double *values, double *jacobian)`,
      into: "jacobian",
      last: [],
    }),
};

/** How the outputs are handed over: by return, or through an array. */
interface Handing {
  readonly declared: readonly string[];
  readonly tables: readonly string[];
  readonly program: readonly string[];
  readonly head: string;
  readonly body: string;
  call(values: string, results: string): string;
  readonly test: string;
}

function evaluation(module: EvaluatorModule, { declared, tables, program, head, body, call, test }: Handing): Entry {
  const { name, leftSide, inputs, outputs } = module;
  const [n, m] = [outputs.length, inputs.length];
  const many = `void ${name}_many(size_t count, const double *points, double *results)`;
  return {
    prototypes: [...declared, `${head};`, `${many};`],
    functions: [
      ...tables,
      "",
      ...program,
      "",
      ...comment(formulasOf(module)),
      `${head} {`,
      `    ${body}`,
      "}",
      "",
      ...comment([
        `${leftSide} at count points: points holds ${m} values a point, results ${n === 1 ? "one" : n} a point.`,
      ]),
      `${many} {`,
      "    for (size_t i = 0; i < count; i++) {",
      `        ${call(`points + ${m} * i`, "results")}`,
      "    }",
      "}",
    ],
    test,
  };
}

function derivatives(
  { name, inputs, outputs }: EvaluatorModule,
  graph: Graph,
  { explained, head, into, last }: { explained: string; head: string; into: string; last: readonly string[] },
): Entry {
  const [n, m] = [outputs.length, inputs.length];
  return {
    prototypes: [`${head};`],
    functions: [
      "",
      ...programFunctions(`${name}_derivatives`, programOf(graph), inputs, false),
      "",
      ...comment([explained]),
      `${head} {`,
      `    double all[${n * (m + 1)}];`,
      `    ${name}_derivatives(values, all);`,
      `    for (int i = 0; i < ${n * m}; i++) {`,
      `        ${into}[i] = all[${n} + i];`,
      "    }",
      ...last,
      "}",
    ],
    test: `${name}_derivatives(inputs[point], found);`,
  };
}

/** The operations as static functions; what a part hands to later ones goes through an array of the caller's. */
function programFunctions(name: string, program: Program, inputs: readonly ModuleInput[], returns: boolean): string[] {
  const { parts, kept } = program;
  const isDivided = parts.length > 1;
  const parameters = ["const double *x", ...(returns ? [] : ["double *into"])];
  const part = (i: number, called: string): string[] => {
    const result = returns && i === parts.length - 1 ? "double" : "void";
    return [
      `static ${result} ${called}(${[...parameters, ...(isDivided ? ["double *kept"] : [])].join(", ")}) {`,
      ...partLines(parts[i] as Part, program, inputs, returns),
      "}",
    ];
  };
  if (!isDivided) return part(0, name);
  const given = ["x", ...(returns ? [] : ["into"]), "kept"].join(", ");
  return [
    ...parts.flatMap((_, i) => [...part(i, `${name}${i + 1}`), ""]),
    `static ${returns ? "double" : "void"} ${name}(${parameters.join(", ")}) {`,
    `    double kept[${Math.max(1, kept.length)}];`,
    ...parts.map((_, i) => `    ${returns && i === parts.length - 1 ? "return " : ""}${name}${i + 1}(${given});`),
    "}",
  ];
}

function partLines(part: Part, program: Program, inputs: readonly ModuleInput[], returns: boolean): string[] {
  const spelling = spellingWith(
    inputs.map(({ variable }) => variable),
    (value) => doubleLiteral(value, ".0"),
    (of) => `1.0 / ${of}`,
  );
  const { kept } = program;
  const usesInto = part.statements.some(({ to }) => to === "output");
  const usesKept =
    part.loads.length > 0 || part.statements.some(({ to, index }) => to === "local" && kept.includes(index));
  const { reads, statements } = spelledPart(part, program, spelling, {
    constant: (name, text) => `    const double ${name} = ${text};`,
    input: (i) => `x[${i}]`,
    kept: (slot) => `kept[${slot}]`,
    keep: (slot, name) => `    kept[${slot}] = ${name};`,
    output: (output, text) => (returns ? `    return ${text};` : `    into[${output}] = ${text};`),
    lines: (text) => broken(text, 100, "        "),
  });
  return [
    ...reads,
    ...(part.inputs.length === 0 ? ["    (void)x;"] : []),
    ...(!returns && !usesInto ? ["    (void)into;"] : []),
    ...(kept.length > 0 && !usesKept ? ["    (void)kept;"] : []),
    ...statements,
  ];
}

/** A program around the functions that compares them with exact values. */
function selfTest({ name, inputs, samples }: EvaluatorModule, call: string): string[] {
  const expected = samples.map(expectedAt);
  const all = expected[0]?.length ?? 0;
  const numbers = (values: readonly Q.Rational[]): string =>
    broken(values.map((v) => doubleOf(v)).join(", "), 1000, "");
  return [
    `#ifdef ONEOVERN_SELF_TEST /* cc -std=c99 -DONEOVERN_SELF_TEST ${name}.c -o test && ./test */`,
    "#include <stdio.h>",
    "",
    "int main(void) {",
    `    static const double inputs[${samples.length}][${inputs.length}] = {`,
    ...samples.map((sample) => `        {${numbers(sample.inputs)}},`),
    "    };",
    "    /* The exact values, each followed by the sum of the sizes of its terms, which rounding is measured by. */",
    `    static const double expected[${samples.length}][${2 * all}] = {`,
    ...expected.map(
      (results) => `        {${numbers(results.flatMap(({ value, magnitude }) => [value, magnitude]))}},`,
    ),
    "    };",
    "    double worst = 0.0;",
    "    int failures = 0;",
    `    for (int point = 0; point < ${samples.length}; point++) {`,
    `        double found[${all}];`,
    `        ${call}`,
    `        for (int i = 0; i < ${all}; i++) {`,
    "            const double size = expected[point][2 * i + 1];",
    "            const double difference = found[i] - expected[point][2 * i];",
    "            const double error = (difference < 0.0 ? -difference : difference) / (size > 0.0 ? size : 1.0);",
    "            worst = error > worst ? error : worst;",
    "            failures += !(error < 1e-13);",
    "        }",
    "    }",
    `    printf("%s: ${samples.length} points, largest relative error %.1e\\n", failures == 0 ? "passed" : "FAILED", worst);`,
    "    return failures == 0 ? 0 : 1;",
    "}",
    "#endif",
  ];
}

const doubleOf = (value: Q.Rational): string => pointed(Q.toNumber(value));
