import { present } from '../base/bug.ts'
import { positionAt, type Span } from '../base/source.ts'
import { denotedText, meaningIn, variableText } from '../program/denote.ts'
import { locationText } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { stepPhrase } from '../report/step.ts'
import type { Symbols } from '../report/style.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'

/** A name, and the text of the value that the model says it has. */
export type Named = readonly [name: string, value: string]

/**
 * What a step of a trace is in the interpreter.
 * - `read`, `write`: an access of the place `value`
 * - `look`: uses the content of an object that it loads, as `if items:` does
 * - `acquire`, `release`: of a lock, by a call or by `with`
 * - `join`: waits for a thread
 * - `effect`: a call, or whatever else the text does
 * - `again`: the end of a wait, which acquires the lock again
 * - `expire`: a wait times out
 * - `take`, `settle`: a worker of a pool takes a task, or stores its result
 */
export type StationKind =
  | 'read'
  | 'write'
  | 'look'
  | 'acquire'
  | 'release'
  | 'join'
  | 'effect'
  | 'again'
  | 'expire'
  | 'take'
  | 'settle'
  | ExactKind

/** What a step of an execution of the program itself is there, at a known node of the syntax tree. */
export type ExactKind =
  | 'delete'
  | 'test'
  | 'iterate'
  | 'unpack'
  | 'compute'
  | 'change'
  | 'compare'
  | 'format'
  | 'call'
  | 'enter'
  | 'leave'

/** An instruction at which a thread of the interpreter stops until the schedule lets it do it. */
export interface Station {
  readonly op: StationKind
  readonly text: string
  readonly line: number
  /** The kind of the node of the syntax tree; absent if only its place is known. */
  readonly node?: string
  /** Line and column of the start and of the end; lines from 1, columns from 0 in bytes of UTF-8. Null: library code does it. */
  readonly span: readonly [number, number, number, number] | null
  /** The last name of what it accesses: `x`, `attribute`, or `[]` for an element. */
  readonly leaf: string | null
  /** What it reads or writes. */
  readonly value: Named | null
  /** The shared variables that it changes. */
  readonly after: readonly Named[]
  /** Whether the thread sleeps afterwards. */
  readonly sleeps: boolean
  /** Whether it belongs to the call that the station of its thread before it began. */
  readonly continues: boolean
  /** Whether it cannot be forced: library code does it when it likes, or chance decides how it comes out. */
  readonly isFree: boolean
}

/** Returns the stations of a trace, one for each step; null for steps on registers only. */
export function stationsOf(program: Program, { steps }: Trace, text: string, symbols: Symbols): (Station | null)[] {
  const bytes = new TextEncoder()
  const placeOf = (offset: number): readonly [number, number] => {
    const { line, column } = positionAt(text, offset)
    return [line, bytes.encode(text.slice(offset - column + 1, offset)).length]
  }
  const spanOf = ({ start, end }: Span): Station['span'] => [...placeOf(start), ...placeOf(end)]
  const calls = new Map<number, Call>()
  return steps.map((step): Station | null => {
    const op = kindOf(program, step)
    if (op === null) return null
    const { line, span } = step.instruction
    const location = op === 'read' || op === 'write' ? accessed(program, step) : null
    const status = step.after.threads[step.thread]?.status
    return {
      op,
      text: stepPhrase(program, step, symbols),
      line,
      span: span === null || span.start === span.end || op === 'take' || op === 'settle' ? null : spanOf(span),
      leaf: location === null ? null : leafOf(location[0]),
      value: location,
      after: location === null ? changesOf(program, step) : [],
      sleeps: status === 'sleeping' || status === 'arrived',
      isFree: isFree(step, op),
      continues: continues(calls, step, op, text),
    }
  })
}

/** A call by its place, and what its first step does. */
interface Call {
  readonly start: number
  readonly end: number
  readonly first: string
}

/**
 * Returns whether a step belongs to the call that its thread executed last, and notes the call otherwise. If the text calls
 * the same again, the steps begin anew.
 */
function continues(calls: Map<number, Call>, { thread, instruction }: TraceStep, op: StationKind, text: string): boolean {
  const { span } = instruction
  if (span === null) return false
  const last = calls.get(thread)
  if (op === 'again' || op === 'expire') return true
  const first = firstOf(instruction)
  const isSame =
    text.slice(span.start, span.end).endsWith(')') && last !== undefined && last.start === span.start && last.end === span.end
  if (isSame && op !== 'read' && op !== 'write' && first !== last.first) return true
  calls.set(thread, { ...span, first })
  return false
}

function isFree({ instruction, choices }: TraceStep, op: StationKind): boolean {
  const { span, text = '' } = instruction
  const isInLibrary = (span === null || span.start === span.end) && op !== 'take' && op !== 'settle'
  return isInLibrary || (choices.some(({ kind }) => kind === 'value') && text.includes('random'))
}

/** What tells one step of a call from another: a loop may start another thread or take another lock in each round. */
function firstOf(instruction: TraceStep['instruction']): string {
  if (instruction.text !== undefined) return `${instruction.op} ${instruction.text}`
  return 'place' in instruction ? `${instruction.op} ${instruction.place.variable}` : instruction.op
}

/** What the workers of a pool do besides the functions of tasks, by the texts that the front end gives it. */
const ofPool: ReadonlyMap<string, StationKind> = new Map([
  ['take a task', 'take'],
  ['result is there', 'settle'],
  ['exception is there', 'settle'],
])

function kindOf(program: Program, { kind, instruction, executed }: TraceStep): StationKind | null {
  if (kind === 'reacquire') return 'again'
  if (kind === 'timeout') return 'expire'
  if (kind !== 'instruction' || instruction.text === 'end of the thread') return null
  const pool = ofPool.get(instruction.text ?? '')
  if (pool !== undefined) return pool
  const location = executed[0]?.location ?? null
  const isHidden = location !== null && program.shared[location.variable]?.hidden === true
  const isContent = isHidden && /^(len|keys)\(/.test(locationText(program, location))
  switch (instruction.op) {
    case 'load':
      return isContent ? 'look' : instruction.text === undefined ? 'read' : 'effect'
    case 'store':
      return isHidden || instruction.text !== undefined ? 'effect' : 'write'
    case 'acquire':
    case 'release':
    case 'join':
      return instruction.op
    case 'sem_acquire':
      return 'acquire'
    case 'sem_release':
      return 'release'
    case 'set':
    case 'add':
    case 'fence':
      return null
    case 'choose':
    case 'yield':
      return instruction.text === undefined ? null : 'effect'
    default: // calls of all kinds
      return 'effect'
  }
}

/** Returns the place that a load or store accesses, and the value that it reads or writes. */
function accessed(program: Program, { executed, after, instruction }: TraceStep): Named | null {
  const [first] = executed
  const location = first?.location ?? null
  if (first === undefined || location === null) return null
  const value = instruction.op === 'load' ? first.seen : (after.shared[location.variable]?.[location.element] ?? null)
  return value === null ? null : [locationText(program, location), denotedText(meaningIn(program, location.variable, value))]
}

function leafOf(name: string): string {
  return name.endsWith(']') ? '[]' : name.slice(name.lastIndexOf('.') + 1)
}

function changesOf(program: Program, { before, after }: TraceStep): Named[] {
  return program.shared.flatMap((variable, index): Named[] => {
    if (variable.hidden === true) return []
    const now = present(after.shared[index], 'values')
    const { sizedBy = -1 } = variable
    const isChanged = now !== before.shared[index] || after.shared[sizedBy] !== before.shared[sizedBy]
    return isChanged ? [[variable.name, variableText(program, index, after.shared)]] : []
  })
}
