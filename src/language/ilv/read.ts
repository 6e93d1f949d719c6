import { type InputControls, libraryControls } from '../../base/controls.ts'
import { errorAt } from '../../base/diagnostic.ts'
import { grouped } from '../../base/grouped.ts'
import { failure, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { withModuli } from '../../program/modulus.ts'
import type { Expectation, Invariant, Program } from '../../program/program.ts'
import type { Statements } from '../claims/observables.ts'
import { readExpectation } from '../claims/reader.ts'
import type { Reading } from '../claims/reading.ts'
import { textOf } from '../grammar/nodes.ts'
import { Problems } from '../problems.ts'
import { outline } from './blocks.ts'
import { bodyIn, conditionIn, formOf, InstructionClaims } from './claims.ts'
import { mutualExclusion } from './critical.ts'
import { Declarations } from './declarations.ts'
import { declareOutput } from './output.ts'
import { type Line, readLines } from './syntax.ts'
import { readThreads } from './threads.ts'
import { warnOfUnread } from './unread.ts'

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
  observeOutput = false,
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
  const output = declareOutput(blocks, declarations, observeOutput)
  const threads = readThreads(blocks, declarations, output)
  const codes = threads.codes
  const { shared, mutexes, semaphores, conditions, barriers, channels } = declarations
  const exclusion = mutualExclusion(threads.threads, codes)
  const statements: Statements = {
    sections: exclusion.map(({ section = '' }) => section),
    reading: statementReading(declarations, threads.count),
    names: {
      shared,
      mutexes,
      semaphores,
      channels,
      codes,
      threads: threads.threads,
      ...(output === null ? {} : { printed: output.printed }),
    },
  }
  const program: Program = {
    source,
    shared,
    mutexes,
    semaphores,
    conditions,
    barriers,
    ...(channels.length === 0 ? {} : { channels }),
    codes,
    threads: threads.threads,
    invariants: [...blocks.invariants.flatMap((line) => invariantOf(statements, line)), ...exclusion],
    expectations: blocks.expectations.flatMap((line) => expectationOf(statements, line)),
  }
  if (problems.errors.length === 0) warnOfUnread(program, problems)
  // A program with mistakes may have jumps to nowhere.
  return problems.result(problems.errors.length > 0 ? program : withModuli(program, declarations.moduli))
}

/** In expectations and invariants, `N` is the number of threads if they all have one block. */
function statementReading(declarations: Declarations, count: number | null): Reading {
  const { reading } = declarations
  if (count === null || declarations.kindOf('N') !== null) return reading
  return { ...reading, constants: new Map([...reading.constants, ['N', count]]) }
}

function lineCount(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
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
  const body = bodyIn(line.node)
  if (body === null) return []
  const expected = readExpectation(new InstructionClaims(statements, body), formOf(statements, body))
  return expected === null ? [] : [{ text: bodyText(statements.reading.source, line), line: line.line, ...expected }]
}
