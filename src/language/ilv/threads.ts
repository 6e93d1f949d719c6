import { grouped } from '../../base/grouped.ts'
import { didYouMean } from '../../base/suggest.ts'
import { atomicMistakes, unwrittenReads } from '../../program/codes.ts'
import type { Code, Thread } from '../../program/program.ts'
import type { Reading } from '../claims/reading.ts'
import { childrenOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { DefBlock, Outline, ThreadBlock } from './blocks.ts'
import { lowerCode } from './code.ts'
import type { CodeContext } from './context.ts'
import { type Declarations, namesOf } from './declarations.ts'
import { polledIn } from './polled.ts'
import type { Output } from './printed.ts'
import { writtenNames } from './written-names.ts'

/** The most threads that a program may have. */
export const mostThreads = 1000

/** The most instructions of several codes together; a single one may have more. */
const longestCodes = 500_000

export interface Threads {
  readonly threads: readonly Thread[]
  readonly codes: readonly Code[]
  /** The number of threads, if all have one block. */
  readonly count: number | null
}

/** Reads the threads of a text and lowers their codes. */
export function readThreads(blocks: Outline, declarations: Declarations, output: Output | null): Threads {
  const { problems } = declarations.reading
  const named = namesOfAll(blocks, declarations)
  const count = named.flat().length
  const hint = 'write `thread A:` and its instructions below'
  if (count === 0 && problems.errors.length === 0) problems.error(null, 'this file declares no threads', hint)
  if (count > mostThreads) {
    const message = `the program has ${grouped(count)} threads`
    problems.error(null, message, `the limit is ${grouped(mostThreads)}; two or three threads show most bugs`)
    return { threads: [], codes: [], count: null }
  }
  const defs = new Map<string, DefBlock>(blocks.defs.map((def) => [def.name, def]))
  const context: CodeContext = {
    defs,
    declarations,
    reading: declarations.reading,
    output,
    polled: polledIn(blocks, declarations),
    called: new Set(),
  }
  const codes: Code[] = []
  const threads: Thread[] = []
  let written = 0
  for (const [index, block] of blocks.threads.entries()) {
    const modifiers = modifiersOf(block, declarations)
    const names = named[index] ?? []
    for (const [me, name] of names.entries()) {
      const own = me === 0 || usesIdentity(block, context) ? codeOf(context, block, me, names.length) : undefined
      written += own?.instructions.length ?? 0
      if (written > longestCodes && codes.length > 0) {
        const message = `the threads together have more than ${grouped(longestCodes)} instructions`
        problems.error(spanOf(block.node), message, 'start fewer threads; each has a copy of the code that it calls')
        return { threads: [], codes: [], count: null }
      }
      const code = own === undefined || isLast(codes, own) ? codes.length - 1 : codes.push(own) - 1
      const start = modifiers.has('unstarted') ? 'unstarted' : 'running'
      const loop = block.loop === null ? {} : { loop: block.loop }
      threads.push({ name, code, start, daemon: modifiers.has('daemon'), ...loop })
    }
  }
  // A mistake in a `def` that nothing calls is still a mistake.
  for (const def of blocks.defs) {
    if (!context.called.has(def.name)) lowerCode(identified(context, new Set(), 0, 1), def.body, def)
  }
  return { threads, codes, count: blocks.threads.length === 1 ? count : null }
}

/** Declares the threads, and returns the names of each block: those of `thread P[2]:` are `P[0]` and `P[1]`. */
function namesOfAll(blocks: Outline, declarations: Declarations): string[][] {
  let count = 0
  return blocks.threads.map((block) =>
    declarations.declarators(block.node, mostThreads + 1).flatMap(({ name, node, length }) => {
      const names = namesOf(name, length)
      declarations.name('thread', name, node, count, length)
      count += names.length
      return names
    }),
  )
}

/** Whether the threads of a block may have different codes: their text, or a `def`, mentions `me`. */
function usesIdentity(block: ThreadBlock, { declarations }: CodeContext): boolean {
  return block.body.length > 0 && /\bme\b/.test(declarations.reading.source.text)
}

function codeOf(context: CodeContext, block: ThreadBlock, me: number, count: number): Code {
  const { problems } = context.reading
  const written = writtenNames(context, block.body)
  const code = lowerCode(identified(context, written, me, count), block.body)
  if (problems.errors.length === 0) checkCode(code, problems)
  return code
}

/** Threads whose codes do not differ share one, so that they can stand for each other. */
function isLast(codes: readonly Code[], code: Code): boolean {
  const last = codes.at(-1)
  return last?.instructions.length === code.instructions.length && JSON.stringify(last) === JSON.stringify(code)
}

/**
 * Returns the context of a thread: `me` is its index among those of its block, from 0, and `N` their number, unless the
 * text uses the names for something else.
 */
function identified(context: CodeContext, written: ReadonlySet<string>, me: number, count: number): CodeContext {
  const { declarations, reading } = context
  const constants = new Map(reading.constants)
  for (const [name, value] of [['me', me] as const, ['N', count] as const]) {
    if (declarations.kindOf(name) === null && !written.has(name)) constants.set(name, value)
  }
  const own: Reading = { ...reading, constants }
  return { ...context, reading: own }
}

function modifiersOf(block: ThreadBlock, { reading }: Declarations): Set<string> {
  const words = new Set<string>()
  for (const node of childrenOf(block.node, 'Modifier')) {
    const word = textOf(reading.source, node)
    if (word === 'unstarted' || word === 'daemon') words.add(word)
    else {
      const hint = didYouMean(word, ['unstarted', 'daemon']) ?? 'write `unstarted`, `daemon`, or a comma between names'
      reading.problems.error(spanOf(node), `unknown modifier \`${word}\` of a thread`, hint)
    }
  }
  return words
}

function checkCode(code: Code, problems: Reading['problems']): void {
  for (const { pc, message, hint } of atomicMistakes(code)) {
    problems.error(code.instructions[pc]?.span ?? null, message, hint)
  }
  for (const { pc, register } of unwrittenReads(code)) {
    const name = code.registers[register] ?? ''
    problems.warn(
      code.instructions[pc]?.span ?? null,
      `the register \`${name}\` is read before it is written`,
      `its value is 0 here; if threads share it, declare \`shared ${name} = 0\``,
    )
  }
}
