import { z } from 'zod'
import { present } from '../base/bug.ts'
import { type Diagnostic, errorAt } from '../base/diagnostic.ts'
import { greatestInteger, leastInteger } from '../base/integer.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Source } from '../base/source.ts'
import { mostMessages } from './channels.ts'
import { binaryOperators, unaryOperators } from './expressions.ts'
import { operations, type Role } from './operations.ts'
import {
  boundOperators,
  conditionKinds,
  type Expression,
  fairnesses,
  findingKinds,
  type Program,
  temporalOperators,
} from './program.ts'
import { programMistakes } from './validate.ts'

/** The first word of the JSON form; its number grows when the form changes. */
export const programSchemaName = 'interleave/program@1'

const index = z.int().min(0)
const integer = z.int().min(leastInteger).max(greatestInteger)
/** A text that reports show as it is. */
const shown = z.string().regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'this text cannot contain control characters')
const name = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[^\s\p{Cc}\p{Bidi_Control}\u200b-\u200d\ufeff]+$/u, 'a name cannot contain spaces or control characters')
const span = z.object({ start: index, end: index }).strict()

const unaryOperator = z.enum(unaryOperators)
const binaryOperator = z.enum(binaryOperators)

const aspect = z.object({ kind: z.literal('aspect'), aspect: z.enum(['units', 'holder', 'line', 'messages']), index }).strict()

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('constant'), value: integer }).strict(),
    z.object({ kind: z.literal('register'), register: index }).strict(),
    z.object({ kind: z.literal('shared'), variable: index, index: expression.nullable() }).strict(),
    z.object({ kind: z.literal('peer'), thread: index, register: index }).strict(),
    aspect,
    z.object({ kind: z.literal('unary'), operator: unaryOperator, operand: expression }).strict(),
    z.object({ kind: z.literal('binary'), operator: binaryOperator, left: expression, right: expression }).strict(),
  ]),
)

const place = z.object({ variable: index, index: expression.nullable() }).strict()
const where = {
  line: index,
  span: span.nullable(),
  text: z
    .string()
    .max(1000)
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'a text cannot contain control characters')
    .optional(),
}
const meanings = z.record(
  z.string(),
  z.union([
    z.boolean(),
    z.null(),
    z.string(),
    z.object({ name: shown, parts: z.array(z.union([shown, index])).optional() }).strict(),
  ]),
)
const operand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant'), value: integer, meanings: meanings.optional() }).strict(),
  z.object({ kind: z.literal('register'), register: index, meanings: meanings.optional() }).strict(),
])
/** The form of an operand, by its role. */
const roles = {
  register: index,
  'optional register': index.nullable(),
  accumulator: index,
  place,
  value: expression,
  awaited: expression,
  lock: index,
  semaphore: index,
  condition: index,
  barrier: index,
  channel: index,
  thread: index,
  least: integer,
  greatest: integer,
  target: index,
  end: index,
  name,
  operand: operand.optional(),
  operands: z.array(operand).optional(),
  mark: z.literal(true).optional(),
} satisfies Record<Role, z.ZodType>

const instructions = Object.entries(operations).map(([op, row]) => {
  const fields = Object.entries<Role>(row.operands).map(([field, role]) => [field, roles[role]])
  return z.object({ op: z.literal(op), ...Object.fromEntries(fields), ...where }).strict()
})
const instruction = z.discriminatedUnion('op', [present(instructions[0], 'instruction'), ...instructions.slice(1)])

const observable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shared'), variable: index, element: index.nullable() }).strict(),
  z.object({ kind: z.literal('register'), thread: index, register: index }).strict(),
  aspect,
  z.object({ kind: z.literal('computed'), text: shown, expression, meanings: meanings.optional() }).strict(),
])
const peer = z.object({ thread: index, register: index }).strict()
const stated = { text: shown, line: index }
const expectation = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.enum(['outcomes', 'deadlocks']),
      names: z.array(observable).min(1),
      values: z.array(z.array(z.union([integer, z.array(integer)]))),
      ...stated,
    })
    .strict(),
  z.object({ kind: z.enum(conditionKinds), condition: expression, ...stated }).strict(),
  z
    .object({
      kind: z.literal('finding'),
      finding: z.enum(findingKinds),
      present: z.boolean(),
      thread: index.optional(),
      fairness: z.enum(fairnesses).optional(),
      ...stated,
    })
    .strict(),
  z
    .object({
      kind: z.literal('temporal'),
      operator: z.enum(temporalOperators),
      cases: z.array(z.object({ label: shown, condition: expression, goal: expression.optional() }).strict()),
      fairness: z.enum(fairnesses).optional(),
      ...stated,
    })
    .strict(),
  z.object({ kind: z.literal('states'), count: index, ...stated }).strict(),
  z
    .object({
      kind: z.literal('overtaking'),
      section: shown,
      operator: z.enum(boundOperators),
      bound: index.nullable(),
      ...stated,
    })
    .strict(),
  z.object({ kind: z.literal('interleavings'), count: z.string().regex(/^\d+$/), ...stated }).strict(),
])

/** The greatest number of an event loop; no more than there may be threads. */
const mostLoops = 1000

/** The order in which threads that wait get what they wait for. */
const order = z.literal('fifo').optional()

const programForm = z
  .object({
    schema: z.literal(programSchemaName),
    source: z.object({ name: shown, text: z.string() }).strict().nullable(),
    shared: z.array(
      z
        .object({
          name,
          length: z.int().min(1).nullable(),
          initial: z.array(integer).min(1),
          atomic: z.boolean(),
          meanings: meanings.optional(),
          entries: z
            .object({ keys: z.array(shown), absent: integer })
            .strict()
            .optional(),
          sizedBy: index.optional(),
          text: z.enum(['whole', 'begin']).optional(),
          hidden: z.boolean().optional(),
        })
        .strict(),
    ),
    mutexes: z.array(z.object({ name, discipline: z.enum(['plain', 'reentrant', 'transferable']), order }).strict()),
    semaphores: z.array(z.object({ name, initial: integer.min(0), greatest: integer.min(1).optional(), order }).strict()),
    conditions: z.array(z.object({ name, order }).strict()),
    barriers: z.array(z.object({ name, parties: z.int().min(1) }).strict()),
    channels: z.array(z.object({ name, capacity: z.int().min(0).max(mostMessages) }).strict()).optional(),
    codes: z.array(z.object({ registers: z.array(name), instructions: z.array(instruction) }).strict()),
    threads: z
      .array(
        z
          .object({
            name,
            code: index,
            start: z.enum(['running', 'unstarted']),
            daemon: z.boolean(),
            loop: index.max(mostLoops).optional(),
          })
          .strict(),
      )
      .min(1),
    invariants: z.array(
      z.object({ condition: expression, section: shown.optional(), waiting: z.array(peer).optional(), ...stated }).strict(),
    ),
    expectations: z.array(expectation),
    heap: z
      .array(
        z
          .object({
            name: shown,
            form: z.enum(['object', 'list', 'dict', 'set', 'call', 'name']),
            fields: z.array(z.object({ name: shown, variable: index }).strict()),
          })
          .strict(),
      )
      .optional(),
    notation: z.literal('python').optional(),
  })
  .strict()

/** Returns the JSON form of a program: the IR, preceded by the name of its schema. */
export function encodeProgram(program: Program): { readonly schema: string } & Program {
  const { asked: _, shows: __, identities: ___, ...itself } = program
  return { schema: programSchemaName, ...itself }
}

/** Returns the JSON Schema of that form. */
export function programJsonSchema(): unknown {
  return z.toJSONSchema(programForm, { reused: 'ref' })
}

/** The most mistakes that are reported for one text; a text of another format has very many. */
const mostMistakes = 10

/** Parses the JSON form. Reports every mistake with its path. */
export function decodeProgram(source: Source): Result<Program> {
  if (nestingOf(source.text) > deepest) return failure([errorAt(source, null, 'this JSON is nested too deeply', formHint)])
  const parsed = parse(source)
  if (!parsed.ok) return parsed
  if (!hasSchema(parsed.value)) {
    return failure([errorAt(source, null, `schema: expected "${programSchemaName}", so this JSON is not a program`, formHint)])
  }
  const result = programForm.safeParse(parsed.value)
  if (!result.success) {
    const errors = result.error.issues
      .slice(0, mostMistakes)
      .map((issue, index) => errorAt(source, null, issueText(issue), index === 0 ? formHint : null))
    return failure(errors)
  }
  const { schema: _, ...fields } = result.data
  // The schema derives from the table of operations, whose types the compiler does not follow through `Object.entries`.
  const program = fields as unknown as Program
  const mistakes = programMistakes(program)
  if (mistakes.length > 0) return failure(mistakes.slice(0, mostMistakes).map((each) => errorAt(source, null, each)))
  return success(program)
}

/** Whether a value says that it is a program. Of one that does not, nothing else is worth a message. */
function hasSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === programSchemaName
}

/** `decodeProgram` refuses JSON nested deeper than this, since it is recursive. */
const deepest = 500

/** Written as a loop: a regular expression for strings runs out of stack on a very long one. */
function nestingOf(text: string): number {
  let depth = 0
  let most = 0
  for (let at = 0; at < text.length; at++) {
    const each = text.charAt(at)
    if (each === '"') at = stringEnd(text, at)
    else if (each === '[' || each === '{') most = Math.max(most, ++depth)
    else if (each === ']' || each === '}') depth--
  }
  return most
}

/** Returns the position of the quote that ends a string, or of the end of the text. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at
}

const formHint = 'the JSON Schema of this form is `interleave-checker/program.schema.json`'

function issueText(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${path === '' ? 'the text' : path.replace(/^\./, '')}: ${formMistake(issue.message)}`
}

/** Zod's message in this project's words; Zod calls what is missing `undefined`, which JSON does not have. */
function formMistake(message: string): string {
  const text = message
    .replace(/^Invalid input(: )?/, '')
    .replace(/, received undefined$/, ', found nothing')
    .replace(/, received /, ', found ')
  return text === '' ? 'unexpected value' : `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function parse(source: Source): Result<unknown> {
  try {
    return success(JSON.parse(source.text))
  } catch (error) {
    return failure([jsonError(source, error)])
  }
}

function jsonError(source: Source, error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : 'unreadable'
  const at = /position (\d+)/.exec(message)?.[1]
  const start = at === undefined ? source.text.length : Number(at)
  return errorAt(source, { start, end: start + 1 }, 'expected JSON', formHint)
}
