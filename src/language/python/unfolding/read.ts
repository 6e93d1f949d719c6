import type { InputControls } from '../../../base/controls.ts'
import { type Diagnostic, errorAt } from '../../../base/diagnostic.ts'
import { failure, type Result, success } from '../../../base/result.ts'
import { positionAt, type Source } from '../../../base/source.ts'
import { Problems } from '../../problems.ts'
import { claimsAmong } from '../claims.ts'
import { bootMachine, compileProgram } from '../machine/boot.ts'
import { SharedFacts } from '../machine/facts.ts'
import { Unsupported } from '../machine/values.ts'
import { commentsOf, readModule } from '../parser/module.ts'
import { cutNotes, defaultPythonOptions, inOrder, loopTargets, type PythonModel, type PythonOptions } from '../read.ts'
import { boundNames } from '../syntax/names.ts'
import type { Statement } from '../syntax/tree.ts'
import { NoThreads, type PoolChoice, Refused } from './prepare.ts'
import { type StaticRefusal, staticRefusals, unknownModules } from './static-refusals.ts'
import { unfoldedProgram } from './unfolded-program.ts'

/** Why a program is not read here: what is wrong with it, or that only the other reader knows. */
export type Unfolded =
  | Result<PythonModel & { readonly hasLargeIntegers: boolean }>
  | { readonly ok: false; readonly errors: null }

/** The most states of all threads together. */
const usualStates = 1_000_000

/**
 * Reads a Python program by executing it under every interleaving. Anything that Python can do works, as far as the machine
 * knows it.
 */
export function readUnfolded(
  source: Source,
  given: Partial<PythonOptions> = {},
  mostStates: number = usualStates,
  pools: PoolChoice = 'needed',
): Unfolded {
  const options = { ...defaultPythonOptions, ...given }
  const problems = new Problems(source)
  const statements = readModule(source, { rejected: problems, unsupported: problems })
  if (statements === null || problems.errors.length > 0) return { ok: false, errors: null }
  const claims = claimsAmong(source, commentsOf(source))
  const { asked } = options
  const texts = [...claims.map(({ text }) => text), ...asked.observed, ...asked.conditions]
  const isNamed = (name: string): boolean => texts.some((text) => new RegExp(`(?<![\\w.])${name}\\b`).test(text))
  const isVariable = boundNames(statements).has('output')
  if (unknownModules(statements).length > 0) return refused(source, statements, [], options.controls)
  const cutLines = new Set<number>()
  try {
    const { program, hasLargeIntegers } = unfoldedProgram(source, statements, {
      threads: options.threads,
      set: options.set,
      claims,
      asked,
      observesOutput: !isVariable && (options.observeOutput || isNamed('output')),
      unobserved: new Set([...onlyInLoops(statements)].filter((name) => !isNamed(name))),
      bound: options.bound,
      wasCut: (offsets) => {
        for (const each of offsets) cutLines.add(positionAt(source.text, each).line)
      },
      wakesSpuriously: options.spuriousWakeups,
      problems,
      mostStates,
      pools,
    })
    if (problems.errors.length > 0) return failure(problems.errors, problems.warnings)
    return success({ program, notes: cutNotes(cutLines, options.bound), hasLargeIntegers }, problems.warnings)
  } catch (error) {
    if (error instanceof NoThreads) return { ok: false, errors: null }
    const diagnostic = diagnosticOf(source, error)
    return error instanceof Refused ? refused(source, statements, [diagnostic], options.controls) : failure([diagnostic])
  }
}

/** A program that is refused, with all that its text shows of what would be refused besides. */
function refused(
  source: Source,
  statements: readonly Statement[],
  errors: readonly Diagnostic[],
  { execute }: InputControls,
): Unfolded {
  const messages = new Set(errors.map(({ message }) => message))
  const others = refusalsIn(statements).flatMap(({ span, refusal: { message, hint } }) => {
    if (messages.has(message)) return []
    messages.add(message)
    return [errorAt(source, span, message, hint)]
  })
  const all = inOrder([...errors, ...others])
  const besides = execute(source.name)
  return failure(all.map((each, index) => (index < all.length - 1 || besides === '' ? each : withHint(each, besides))))
}

function withHint(diagnostic: Diagnostic, more: string): Diagnostic {
  return { ...diagnostic, hint: diagnostic.hint === null ? more : `${diagnostic.hint}; ${more}` }
}

function refusalsIn(statements: readonly Statement[]): StaticRefusal[] {
  return staticRefusals(statements, bootMachine(compileProgram(statements), new SharedFacts()))
}

function diagnosticOf(source: Source, error: unknown): Diagnostic {
  if (error instanceof Refused) return errorAt(source, error.span, error.message, error.refusal.hint)
  if (error instanceof Unsupported) return errorAt(source, null, error.message, error.hint)
  if (error instanceof RangeError)
    return errorAt(source, null, 'this program nests too deeply', 'make its recursion end sooner')
  throw error
}

/** Variables of the module that only its loops assign: bookkeeping. */
function onlyInLoops(statements: readonly Statement[]): Set<string> {
  const found = new Set<string>()
  loopTargets(statements, found)
  return found
}
