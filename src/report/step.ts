import { present, unreachable } from '../base/bug.ts'
import { denotedText, meaningIn, textIn, withMeanings } from '../program/denote.ts'
import { rowOf } from '../program/operations.ts'
import { expressionText, locationText, operationText, stepText, threadName } from '../program/print.ts'
import type { Expression, Instruction, Program } from '../program/program.ts'
import type { State } from '../semantics/state.ts'
import type { TraceStep } from '../semantics/trace.ts'
import { exchangePhrase } from './exchange-text.ts'
import { queuePhrase } from './queue-text.ts'
import type { Symbols } from './style.ts'

/** Returns what a step did in words, with the values that it read, computed and wrote. */
export function stepPhrase(program: Program, step: TraceStep, symbols: Symbols): string {
  return withMeanings(program, phraseOf(program, step, symbols))
}

function phraseOf(program: Program, step: TraceStep, symbols: Symbols): string {
  switch (step.kind) {
    case 'reacquire':
      return reacquirePhrase(program, step)
    case 'spurious-wakeup':
      return 'wakes spuriously'
    case 'timeout':
      return 'its wait times out'
    case 'queue':
      return queuePhrase(program, step)
    case 'instruction':
      return instructionPhrase(program, step, symbols)
    default:
      return unreachable(step.kind)
  }
}

function reacquirePhrase(program: Program, { instruction, thread, before }: TraceStep): string {
  const name = instruction.op === 'wait' ? present(program.mutexes[instruction.mutex], 'mutex').name : ''
  const late = before.threads[thread]?.status === 'expired'
  return `acquire ${name} again (${late ? 'timed out' : 'woken'})`
}

function instructionPhrase(program: Program, step: TraceStep, symbols: Symbols): string {
  const { instruction } = step
  if (instruction.op === 'select') return exchangePhrase(program, step)
  if (instruction.text !== undefined) {
    return instruction.text + readValues(program, step, symbols) + printed(program, step, symbols)
  }
  const code = present(program.threads[step.thread], 'thread').code
  const register = (index: number): string => present(program.codes[code]?.registers[index], 'register')
  const computed = (expression: Expression): string => valuedText(program, code, expression, step)
  const now = (index: number): number => step.after.threads[step.thread]?.registers[index] ?? 0
  const location = placeText(program, step)
  const seen = shownValue(program, step, step.executed[0]?.seen ?? 0)
  switch (instruction.op) {
    case 'load':
      return `read ${location} ${symbols.gives} ${seen}`
    case 'store':
      return `write ${location} = ${shownValue(program, step, valueAfter(step))}`
    case 'set':
      return `${register(instruction.to)} = ${computed(instruction.value)}`
    case 'add': {
      const old = step.before.threads[step.thread]?.registers[instruction.to] ?? 0
      return `${register(instruction.to)} = ${old} + ${computed(instruction.value)}`
    }
    case 'cas': {
      const swapped = now(instruction.to) === 1
      const wanted = computed(instruction.expected)
      if (swapped) return `cas ${location}: ${seen} ${symbols.changes} ${shownValue(program, step, valueAfter(step))}`
      return `cas ${location} fails: ${seen}, not ${wanted}`
    }
    case 'fetch_add':
      return `${location} += ${computed(instruction.value)} (was ${seen})`
    case 'exchange':
      return `swap ${location}: ${seen} ${symbols.changes} ${shownValue(program, step, valueAfter(step))}`
    case 'try_acquire':
    case 'locked':
    case 'sem_try_acquire': {
      const answer = now(instruction.to) === 1 ? 'yes' : 'no'
      return `${operationText(program, code, instruction).replace(/ [^,]*,/, '')} ${symbols.gives} ${answer}`
    }
    case 'choose':
      return `${register(instruction.to)} = ${now(instruction.to)} (chosen)`
    case 'notify':
    case 'notify_all':
      return `${operationText(program, code, instruction)}: ${wokenText(program, step)}`
    case 'barrier_wait':
      return operationText(program, code, instruction) + freedText(program, step)
    case 'spawn':
      return `start ${threadName(program, instruction.thread)}`
    case 'atomic':
      return stepText(program, code, step.pc) + readValues(program, step, symbols)
    default: {
      // An update of memory shows what it changed; for the others the instruction itself suffices.
      const text = operationText(program, code, instruction)
      const { result, stored } = rowOf(instruction)
      const isUpdate = result === 'old' && stored !== undefined && step.executed[0]?.location !== undefined
      if (!isUpdate) return text
      const operands = text.slice(text.indexOf(', ') + 2)
      return `${instruction.op} ${operands}: ${seen} ${symbols.changes} ${shownValue(program, step, valueAfter(step))}`
    }
  }
}

/** Returns the location that the step accessed, or the location as written, if the step failed before the access. */
function placeText(program: Program, { executed, instruction, thread }: TraceStep): string {
  const location = executed[0]?.location ?? null
  if (location !== null) return locationText(program, location)
  if (!('place' in instruction)) return ''
  const { variable, index } = instruction.place
  const { name } = present(program.shared[variable], 'variable')
  return index === null ? name : `${name}[${expressionText(program, program.threads[thread]?.code ?? 0, index)}]`
}

function valueAfter({ after, executed }: TraceStep): number {
  const location = executed[0]?.location ?? null
  return location === null ? 0 : (after.shared[location.variable]?.[location.element] ?? 0)
}

/** Returns a value of the location that a step accessed, in the source language's notation. */
function shownValue(program: Program, { executed }: TraceStep, value: number): string {
  const location = executed[0]?.location ?? null
  return location === null ? `${value}` : denotedText(meaningIn(program, location.variable, value))
}

/** Returns what a step of several instructions read, since the reader would have to guess it. */
function readValues(program: Program, { executed }: TraceStep, symbols: Symbols): string {
  const reads = executed.flatMap(({ location, seen, wrote }) => {
    if (location === null || seen === null || wrote || program.shared[location.variable]?.hidden === true) return []
    return [`${locationText(program, location)} ${symbols.gives} ${denotedText(meaningIn(program, location.variable, seen))}`]
  })
  return reads.length === 0 ? '' : ` (${[...new Set(reads)].join(', ')})`
}

/** Returns the text that a step printed, unless the step itself shows it. */
function printed(program: Program, { before, after, instruction }: TraceStep, symbols: Symbols): string {
  const texts = program.shared.flatMap((declared, variable) => {
    if (declared.text === undefined) return []
    const [old = '', now = ''] = [before, after].map(({ shared }) => textIn(program, variable, shared))
    const added = now.slice(old.length)
    return added === '' || instruction.text?.includes(JSON.stringify(added)) ? [] : [denotedText(added)]
  })
  return texts.length === 0 ? '' : ` ${symbols.gives} ${texts.join(', ')}`
}

/** Returns an expression with the values of its registers in their place. */
function valuedText(program: Program, code: number, expression: Expression, { before, thread }: TraceStep): string {
  return expressionText(program, code, withValues(expression, before, thread))
}

function withValues(expression: Expression, state: State, thread: number): Expression {
  switch (expression.kind) {
    case 'register':
      return { kind: 'constant', value: state.threads[thread]?.registers[expression.register] ?? 0 }
    case 'unary':
      return { ...expression, operand: withValues(expression.operand, state, thread) }
    case 'binary':
      return {
        ...expression,
        left: withValues(expression.left, state, thread),
        right: withValues(expression.right, state, thread),
      }
    case 'constant':
    case 'shared':
    case 'peer':
    case 'aspect':
      return expression
    default:
      return unreachable(expression)
  }
}

function changedStatus(program: Program, { before, after }: TraceStep, from: string, to: string): string[] {
  return program.threads.flatMap((each, index) =>
    before.threads[index]?.status === from && after.threads[index]?.status === to ? [each.name] : [],
  )
}

function wokenText(program: Program, step: TraceStep): string {
  const woken = changedStatus(program, step, 'sleeping', 'waking')
  return woken.length === 0 ? 'nobody waits' : `wakes ${woken.join(', ')}`
}

function freedText(program: Program, { before, after, thread }: TraceStep): string {
  const freed = program.threads.filter(
    (_, index) => before.threads[index]?.status === 'arrived' && after.threads[index]?.status !== 'arrived',
  )
  if (after.threads[thread]?.status === 'arrived') return ' (waits)'
  return freed.length === 0 ? '' : ` (frees ${freed.map((each) => each.name).join(', ')})`
}

/** Returns what a thread is about to do, for the last row of a trace. */
export function nextPhrase(program: Program, thread: number, instruction: Instruction): string {
  return withMeanings(program, nextText(program, thread, instruction))
}

function nextText(program: Program, thread: number, instruction: Instruction): string {
  if (instruction.text !== undefined) return instruction.text
  if (instruction.op === 'spawn') return `start ${threadName(program, instruction.thread)}`
  const { code } = present(program.threads[thread], 'thread')
  const text = operationText(program, code, instruction)
  if (instruction.op === 'load') return `read ${text.slice(text.indexOf(', ') + 2)}`
  return instruction.op === 'store' ? `write ${text.slice('store '.length, text.lastIndexOf(', '))}` : text
}
