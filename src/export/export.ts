import { unreachable } from '../base/bug.ts'
import { failure, type Result, success } from '../base/result.ts'
import { defaultRules, type Program, type Rules } from '../program/program.ts'
import { modelOf } from './build.ts'
import { Namer } from './names.ts'
import { promelaOf } from './promela.ts'
import { type LineMeaning, promelaWords } from './promela-lines.ts'
import { Refusal } from './refusal.ts'

/** The notations to which programs can be exported. */
export const notations = ['promela'] as const
export type Notation = (typeof notations)[number]

/** A file of an exported model. */
export interface Exported {
  readonly text: string
  /** Of a Promela model: what its lines mean, by number from 1. */
  readonly lines: ReadonlyMap<number, LineMeaning>
}

export interface ExportOptions {
  readonly to: Notation
  readonly rules?: Rules
}

/** Returns a program as a model of another tool; an error names what cannot be said there. */
export function exportModel(program: Program, { to, rules = defaultRules }: ExportOptions): Result<Exported> {
  try {
    switch (to) {
      case 'promela':
        return success(promelaOf(modelOf(program, rules, new Namer(promelaWords))))
      default:
        return unreachable(to)
    }
  } catch (error) {
    if (error instanceof Refusal) return failure([error.diagnostic])
    throw error
  }
}
