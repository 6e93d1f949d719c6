import { conditionsOf } from '../program/conditions.ts'
import { aspectsIn, peersIn } from '../program/dataflow.ts'
import type { Observable, Program } from '../program/program.ts'

/** A register of a given thread. */
export type NamedRegister = Observable & { kind: 'register' }

/** Returns the registers that outcomes, invariants or expectations name. */
export function namedRegisters(program: Program, observed: readonly Observable[]): NamedRegister[] {
  const names: Observable[] = observed.flatMap((each) => (each.kind === 'computed' ? peersIn(each.expression) : [each]))
  for (const each of program.expectations) {
    if ('names' in each) names.push(...each.names)
    names.push(...conditionsOf(each).flatMap(peersIn))
  }
  for (const { condition } of program.invariants) names.push(...peersIn(condition))
  return names.filter((name) => name.kind === 'register')
}

/**
 * Reports whether outcomes, invariants or expectations name what reductions do not keep: the units of semaphores, the
 * holders of locks, and the lines of threads.
 */
export function namesAspects(program: Program, observed: readonly Observable[]): boolean {
  const conditions = [...program.expectations, ...program.invariants].flatMap((each) =>
    'condition' in each ? [each.condition] : [],
  )
  const names = [...observed, ...program.expectations.flatMap((each) => ('names' in each ? each.names : []))]
  conditions.push(...names.flatMap((each) => (each.kind === 'computed' ? [each.expression] : [])))
  return names.some(({ kind }) => kind === 'aspect') || conditions.some((each) => aspectsIn(each).length > 0)
}

/** Returns, by code, the registers that invariants name: every change of them must remain a step. */
export function watchedRegisters(program: Program): Set<number>[] {
  const watched = program.codes.map(() => new Set<number>())
  for (const { thread, register } of program.invariants.flatMap(({ condition }) => peersIn(condition))) {
    watched[program.threads[thread]?.code ?? -1]?.add(register)
  }
  return watched
}
