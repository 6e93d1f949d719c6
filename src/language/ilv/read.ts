import { type InputControls, libraryControls } from '../../base/controls.ts'
import { errorAt } from '../../base/diagnostic.ts'
import { grouped } from '../../base/grouped.ts'
import { failure, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { atomicMistakes, unwrittenReads } from '../../program/codes.ts'
import { withModuli } from '../../program/modulus.ts'
import type { Code, Expectation, Invariant, Program, Thread } from '../../program/program.ts'
import type { Statements } from '../claims/observables.ts'
import { readExpectation } from '../claims/reader.ts'
import { childrenOf, spanOf, textOf } from '../grammar/nodes.ts'
import { Problems } from '../problems.ts'
import { type DefBlock, namesIn, type Outline, outline, type ThreadBlock } from './blocks.ts'
import { conditionIn, formOf, InstructionClaims } from './claims.ts'
import { lowerCode } from './code.ts'
import { Declarations } from './declarations.ts'
import { type Line, readLines } from './syntax.ts'

/** The most threads that a program may have. */
export const mostThreads = 1000

/** The most lines: reading that many takes 2 s. */
const mostLines = 100_000

/**
 * Parses instruction text (`.ilv`) into a program. `constants` override `const` declarations. Reports all mistakes at
 * once.
 */
export function readInstructionText(
  source: Source,
  constants: ReadonlyMap<string, number> = new Map(),
  controls: InputControls = libraryControls,
): Result<Program> {
  const problems = new Problems(source)
  const count = lineCount(source.text)
  if (count > mostLines) {
    return failure([errorAt(source, null, `the file has ${grouped(count)} lines`, `the limit is ${grouped(mostLines)}`)])
  }
  const lines = readLines(source, problems)
  const blocks = outline(source, lines, problems)
  const declarations = new Declarations({ source, problems }, constants, controls)
  declarations.read(blocks.declarations)
  const threads = readThreads(source, blocks, declarations, problems)
  const codes = threads.codes
  const { shared, mutexes, semaphores, conditions, barriers } = declarations
  const statements: Statements = { reading: declarations.reading, names: { shared, codes, threads: threads.threads } }
  const program: Program = {
    source,
    shared,
    mutexes,
    semaphores,
    conditions,
    barriers,
    codes,
    threads: threads.threads,
    invariants: blocks.invariants.flatMap((line) => invariantOf(statements, line)),
    expectations: blocks.expectations.flatMap((line) => expectationOf(statements, line)),
  }
  // A program with mistakes may have jumps to nowhere.
  return problems.result(problems.errors.length > 0 ? program : withModuli(program, declarations.moduli))
}

function lineCount(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function readThreads(
  source: Source,
  blocks: Outline,
  declarations: Declarations,
  problems: Problems,
): { threads: Thread[]; codes: Code[] } {
  const defs = new Map<string, DefBlock>(blocks.defs.map((def) => [def.name, def]))
  const threads: Thread[] = []
  blocks.threads.forEach((block, code) => {
    const modifiers = modifiersOf(source, block, problems)
    for (const { name, node } of namesIn(source, block.node)) {
      declarations.name('thread', name, node, threads.length)
      threads.push({
        name,
        code,
        start: modifiers.has('unstarted') ? 'unstarted' : 'running',
        daemon: modifiers.has('daemon'),
      })
    }
  })
  const hint = 'write `thread A:` and its instructions below'
  if (threads.length === 0 && problems.errors.length === 0) problems.error(null, 'this file declares no threads', hint)
  if (threads.length > mostThreads) {
    const message = `the program has ${grouped(threads.length)} threads`
    problems.error(null, message, `the limit is ${grouped(mostThreads)}; two or three threads show most bugs`)
    return { threads, codes: [] }
  }
  const called = new Set<string>()
  const codes = blocks.threads.map((block) => {
    const code = lowerCode(block.body, defs, declarations, problems, called)
    if (problems.errors.length === 0) checkCode(code, problems)
    return code
  })
  // A mistake in a `def` that nothing calls is still a mistake.
  for (const def of blocks.defs) if (!called.has(def.name)) lowerCode(def.body, defs, declarations, problems, called, 'def')
  return { threads, codes }
}

function modifiersOf(source: Source, block: ThreadBlock, problems: Problems): Set<string> {
  const words = new Set<string>()
  for (const node of childrenOf(block.node, 'Modifier')) {
    const word = textOf(source, node)
    if (word === 'unstarted' || word === 'daemon') words.add(word)
    else
      problems.error(
        spanOf(node),
        `unknown modifier \`${word}\` of a thread`,
        'write `unstarted`, `daemon`, or a comma between names',
      )
  }
  return words
}

function checkCode(code: Code, problems: Problems): void {
  for (const { pc, message, hint } of atomicMistakes(code)) {
    problems.error(code.instructions[pc]?.span ?? null, message, hint)
  }
  for (const { pc, register } of unwrittenReads(code)) {
    const name = code.registers[register] ?? ''
    problems.warn(
      code.instructions[pc]?.span ?? null,
      `the register \`${name}\` is read before it is written`,
      'its value is 0 here',
    )
  }
}

function bodyText(source: Source, line: Line): string {
  return textOf(source, line.node)
    .replace(/^\s*(expect|invariant)\s*/, '')
    .trim()
}

function invariantOf(statements: Statements, line: Line): Invariant[] {
  const condition = new InstructionClaims(statements, line.node).condition(conditionIn(line.node))
  return condition === null ? [] : [{ condition, text: bodyText(statements.reading.source, line), line: line.line }]
}

function expectationOf(statements: Statements, line: Line): Expectation[] {
  const [body] = childrenOf(line.node, 'Outcomes', 'Final', 'Possible', 'States', 'Interleavings', 'Finding')
  if (body === undefined) return []
  const expected = readExpectation(new InstructionClaims(statements, body), formOf(statements, body))
  return expected === null ? [] : [{ text: bodyText(statements.reading.source, line), line: line.line, ...expected }]
}
