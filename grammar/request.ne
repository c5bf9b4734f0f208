# What a user may ask for. Docs: docs/requests.md. The lexer drops white space, comments and TeX spacing.
#
# A list is built as a chain, so that a parser which has one for every place where it could end holds each item once.
#
# Every rule returns plain data; positions are offsets into the request's text ({ start, end }), so that whatever is
# wrong with a clause can be pointed at. The grammar reads all of the language; src/language/support.ts says which
# clauses this version can carry out.

@preprocessor typescript
@{%
import { lexer } from "./lexer.js";
import { action, clause, correlator, externals, field, first, further, joined, kernel, pair, request, scaling, vertex } from "./request-nodes.js";
%}
@lexer lexer

request -> object                                  {% request %}
  | object clauses                                 {% request %}

clauses -> separated                               {% first %}
  | clauses separated                              {% further(1) %}
separated -> clause                                {% id %}
  | "," clause                                     {% ([, clause]) => clause %}

# ---- what is computed

object -> vertex                                   {% id %}
  | vertex externals                               {% ([object, externals]) => ({ ...object, externals }) %}
  | kernel                                         {% id %}
  | kernel externals                               {% ([object, externals]) => ({ ...object, externals }) %}
  | correlator                                     {% id %}
  | "scaling"                                      {% scaling %}
  | "action"                                       {% action %}
  | "action" plain                                 {% action %}

# A vertex of which nothing but its points is said.
plain -> "V" index                                 {% vertex(1) %}
  | "the":? count "-":? "point" "vertex"           {% vertex(1) %}

vertex -> "V" index                                {% vertex(1) %}
  | "V" index part                                 {% vertex(1, 2) %}
  | "V" index part layer                           {% vertex(1, 2) %}
  | "V" index layer                                {% vertex(1) %}
  | "V" index layer part                           {% vertex(1, 3) %}
  | "V" index "^" "{" "(" ell ")" part "}"         {% vertex(1, 7) %}
  | "V" layer index                                {% vertex(2) %}
  | "V" layer index part                           {% vertex(2, 3) %}
  | "the":? count "-":? "point" "vertex"           {% vertex(1) %}

kernel -> "K"                                      {% kernel() %}
  | "K" layer                                      {% kernel() %}
  | "K" index                                      {% kernel(1) %}
  | "K" index layer                                {% kernel(1) %}
  | "K" layer index                                {% kernel(2) %}
  | open "G" close                                 {% kernel() %}
  | open "G" layer close                           {% kernel() %}

index -> %number                                   {% id %}
  | "_" %number                                    {% joined(1) %}
  | "_" "{" %number "}"                            {% joined(2) %}
  | %subscript                                     {% id %}

# The order of a coefficient of a vertex's series: V_4[1].
part -> "[" %number "]"                            {% joined(1) %}
  | "^" "[" %number "]"                            {% joined(2) %}
  | "^" "{" "[" %number "]" "}"                    {% joined(3) %}

layer -> "^" "{" "(" ell ")" "}"                   {% id %}
  | "^" "(" ell ")"                                {% id %}
  | %superlayer                                    {% id %}
ell -> "l" {% id %} | "ℓ" {% id %} | "\\ell" {% id %}

# ---- labelled external pairs: V_4(x1,x2; x3,x4). Any number of names is read between semicolons; that they are two is
# checked where the message can say more.

externals -> "(" pairs ")"                         {% externals %}
pairs -> pair                                      {% first %}
  | pairs ";" pair                                 {% further(2) %}
pair -> names                                      {% pair %}
names -> name                                      {% first %}
  | names "," name                                 {% further(2) %}

name -> %word                                      {% joined(0) %}
  | %word %number                                  {% joined(0, 1) %}
  | %word "_" %number                              {% joined(0, 2) %}
  | %word "_" "{" %number "}"                      {% joined(0, 3) %}
  | %word %subscript                               {% joined(0, 1) %}

# ---- correlators: <phi_i(x1) phi_j(x2)>

correlator -> open fields close                    {% correlator(1, false) %}
  | "connected" open fields close                  {% correlator(2, true) %}
  | open fields close "connected"                  {% correlator(1, true) %}
  | open fields close "_" "{" "connected" "}"      {% correlator(1, true) %}
fields -> field                                    {% first %}
  | fields field                                   {% further(1) %}
field -> phi "_" name "(" name ")"                 {% field(2, 4) %}
  | phi "_" "{" name "}" "(" name ")"              {% field(3, 6) %}
phi -> "phi" {% id %} | "φ" {% id %} | "ϕ" {% id %} | "\\phi" {% id %} | "\\varphi" {% id %}
open -> "<" {% id %} | "⟨" {% id %} | "\\langle" {% id %}
close -> ">" {% id %} | "⟩" {% id %} | "\\rangle" {% id %}

# ---- to which order, and about what

clause -> "at" count loopWord                      {% clause("loops", "at", 1) %}
  | "through" count loopWord                       {% clause("loops", "through", 1) %}
  | "at":? "leading" "order"                       {% clause("leading") %}
  | "at":? "tree" "-":? "level"                    {% clause("leading") %}
  | "at" "order" inversePower                      {% clause("order", "at", 2) %}
  | "through" "order" inversePower                 {% clause("order", "through", 2) %}
  | "at" "order" count                             {% clause("power", "at", 2) %}
  | "through" "order" count                        {% clause("power", "through", 2) %}
  | "at" "genus" count                             {% clause("genus", "at", 2) %}
  | "at" "every" "genus"                           {% clause("genus", "every") %}
  | "about" "the":? "full":? "mean"                {% clause("about", "mean") %}
  | "about" "K" zero                               {% clause("about", "K_0") %}
  | "with" "expanded" blobWord                     {% clause("blobs", "expanded") %}
  | "with" "full" blobWord                         {% clause("blobs", "full") %}
  | "with" "equal" widthWord                       {% clause("widths", "equal") %}
  | "with" "distinct" widthWord                    {% clause("widths", "distinct") %}
  | "with" "general" "inputs"                      {% clause("inputs", "general") %}

loopWord -> "loop" {% id %} | "loops" {% id %}
widthWord -> "width" {% id %} | "widths" {% id %}
blobWord -> "blob" {% id %} | "blobs" {% id %}
zero -> index                                      {% id %}

count -> %number                                   {% id %}
  | %numeral                                       {% id %}

inversePower -> %number "/" "n"                    {% ([one, , n]) => ({ one, n, power: undefined }) %}
  | %number "/" "n" exponent                       {% ([one, , n, power]) => ({ one, n, power }) %}
  | "\\frac" "{" %number "}" "{" "n" "}"           {% ([, , one, , , n]) => ({ one, n, power: undefined }) %}
  | "\\frac" "{" %number "}" "{" "n" exponent "}"  {% ([, , one, , , n, power]) => ({ one, n, power }) %}
  | "n" "^" "-" %number                            {% ([n, , , power]) => ({ n, power }) %}
  | "n" "^" "{" "-" %number "}"                    {% ([n, , , , power]) => ({ n, power }) %}
  | "n" %superminus                                {% ([n, power]) => ({ n, power }) %}
exponent -> "^" %number                            {% joined(1) %}
  | "^" "{" %number "}"                            {% joined(2) %}
  | %superscript                                   {% id %}
