import { unreachable } from '../base/bug.ts'
import { failure, type Result, success } from '../base/result.ts'
import { defaultRules, type Program, type Rules } from '../program/program.ts'
import { modelOf } from './build.ts'
import { murphiOf, murphiWords } from './murphi.ts'
import { FlatNamer, Namer } from './names.ts'
import { type Promela, promelaOf } from './promela.ts'
import { promelaWords } from './promela-lines.ts'
import { Refusal } from './refusal.ts'
import { tlaOf, tlaWords } from './tla.ts'

/** The notations to which programs can be exported. */
export const notations = ['promela', 'tla', 'murphi'] as const
export type Notation = (typeof notations)[number]

/** An exported model. */
export interface Exported {
  readonly text: string
  /** The configuration that the tool reads besides; null if it needs none. */
  readonly config: string | null
}

export interface ExportOptions {
  readonly to: Notation
  /** Whether threads wake spuriously; they do not if absent. */
  readonly rules?: Rules
  /** The file that is written, whose name the modules of TLA+ have. */
  readonly name?: string | null
}

/**
 * Returns a program as a model of another tool: Promela for SPIN. What that tool says of states, outcomes, deadlocks and
 * failures holds for the program. An error names what cannot be said there.
 *
 * @example
 * ```js
 * exportModel(program, { to: 'promela' }).value.text.includes('active') // true
 * ```
 */
export function exportModel(program: Program, { to, rules = defaultRules, name }: ExportOptions): Result<Exported> {
  switch (to) {
    case 'promela': {
      const exported = promelaModel(program, rules)
      return exported.ok ? success({ text: exported.value.text, config: null }) : exported
    }
    case 'tla':
      return refusing(() => {
        const module = moduleName(name, program)
        const { text, config } = tlaOf(program, modelOf(program, rules, new FlatNamer(tlaWords, [module])), module)
        return { text, config }
      })
    case 'murphi':
      return refusing(() => ({ text: murphiOf(program, modelOf(program, rules, new FlatNamer(murphiWords))), config: null }))
    default:
      return unreachable(to)
  }
}

/** TLC wants a module to have the name of its file. */
function moduleName(file: string | null | undefined, { source }: Program): string {
  const base = (file ?? source?.name ?? 'Model').replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
  const name = base.replace(/\W+/g, '_')
  return /[A-Za-z]/.test(name) ? name : `Model_${name}`
}

/** Returns a program in Promela, with what is needed to read the trails of SPIN. */
export function promelaModel(program: Program, rules: Rules = defaultRules): Result<Promela> {
  return refusing(() => promelaOf(modelOf(program, rules, new Namer(promelaWords))))
}

function refusing<T>(make: () => T): Result<T> {
  try {
    return success(make())
  } catch (error) {
    if (error instanceof Refusal) return failure([error.diagnostic])
    throw error
  }
}
