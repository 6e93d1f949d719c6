import { present, unreachable } from '../base/bug.ts'
import { aspectsIn } from '../program/dataflow.ts'
import { anyInteger } from '../program/interval.ts'
import type { Expectation, Expression, Observable, Program, Value } from '../program/program.ts'
import { lowerExpression, type Names } from './expressions.ts'
import { conditionOf } from './instructions.ts'
import type { Claim, Formula, Term } from './model.ts'
import type { Namer } from './names.ts'
import { overTerm } from './over.ts'
import { all, any, binaryTerm, equals, lengthOf, not, number, read } from './terms.ts'
import { exposedKey, type Globals } from './variables.ts'

/** The claims of a program as formulas, and what of them other tools cannot say. */
export interface Claims {
  readonly claims: readonly Claim[]
  readonly omitted: readonly string[]
}

/** Returns the invariants and expectations of a program. What is about findings, counts or serial executions is omitted. */
export function claimsOf(program: Program, globals: Globals, namer: Namer): Claims {
  const claims: Claim[] = []
  const omitted: string[] = []
  const add = (wanted: string, text: string, source: Claim['source'], formulas: readonly Formula[] | null): void => {
    const { line } = source
    if (formulas === null) omitted.push(`line ${line}: ${text}`)
    else for (const formula of formulas) claims.push({ name: namer.name(`${wanted}_${line}`), text, line, formula, source })
  }
  for (const each of program.invariants) {
    const holds = holdsIn(each.condition, program, globals)
    add('invariant', `invariant ${each.text}`, each, holds === null ? null : [{ kind: 'always', condition: holds }])
  }
  for (const each of program.expectations) add('expect', `expect ${each.text}`, each, formulasOf(each, program, globals))
  return { claims, omitted }
}

function formulasOf(expectation: Expectation, program: Program, globals: Globals): Formula[] | null {
  switch (expectation.kind) {
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never': {
      const holds = holdsIn(expectation.condition, program, globals)
      return holds === null ? null : [aboutStates(expectation.kind, holds, overTerm(program, globals))]
    }
    case 'temporal': {
      if (expectation.fairness !== undefined) return null
      const found = expectation.cases.map(({ condition, goal }): Formula | null => {
        const holds = holdsIn(condition, program, globals)
        if (holds === null) return null
        if (expectation.operator !== 'leads-to') return { kind: expectation.operator, condition: holds }
        const reached = goal === undefined ? null : holdsIn(goal, program, globals)
        return reached === null ? null : { kind: 'leads-to', condition: holds, goal: reached }
      })
      return found.every((each) => each !== null) ? found : null
    }
    case 'outcomes': {
      const outcomes = expectation.values.map((values) => {
        const equal = values.map((value, index) => isValue(present(expectation.names[index], 'name'), value, globals))
        return equal.every((each) => each !== null) ? all(equal) : null
      })
      if (!outcomes.every((each) => each !== null)) return null
      return [aboutStates('final', any(outcomes), overTerm(program, globals))]
    }
    case 'deadlocks':
    case 'finding':
    case 'states':
    case 'overtaking':
    case 'interleavings':
      return null
    default:
      return unreachable(expectation)
  }
}

function aboutStates(kind: 'final' | 'possible' | 'reachable' | 'never', holds: Term, over: Term): Formula {
  switch (kind) {
    case 'final':
      return { kind: 'always', condition: any([not(over), holds]) }
    case 'never':
      return { kind: 'always', condition: not(holds) }
    case 'possible':
      return { kind: 'reachable', condition: all([over, holds]) }
    case 'reachable':
      return { kind: 'reachable', condition: holds }
    default:
      return unreachable(kind)
  }
}

function isValue(name: Observable, value: Value, globals: Globals): Term | null {
  if (name.kind === 'register') {
    const register = globals.exposed.get(exposedKey(name.thread, name.register))
    return register === undefined || typeof value !== 'number' ? null : equals(read(register), number(value))
  }
  if (name.kind !== 'shared') return null
  const variable = present(globals.shared[name.variable], 'variable')
  if (typeof value === 'number') {
    const index = name.element ?? (variable.length === null ? null : 0)
    return equals(read(variable, index === null ? null : number(index)), number(value))
  }
  if (value.length !== variable.length) return null // only a part of the array is in use
  return all(value.map((each, index) => equals(read(variable, number(index)), number(each))))
}

/** Returns when a condition holds in a state: it has a value, and that is not 0. Null if it names what has no variable. */
function holdsIn(condition: Expression, program: Program, globals: Globals): Term | null {
  if (aspectsIn(condition).some(({ aspect }) => aspect === 'line')) return null
  const names: Names = {
    register: () => number(0),
    shared: (variable) => present(globals.shared[variable], 'variable'),
    peer: (thread, register) => read(present(globals.exposed.get(exposedKey(thread, register)), 'register')),
    aspect: ({ aspect, index }) => {
      if (aspect === 'units') return read(present(globals.semaphore[index], 'semaphore'))
      if (aspect === 'holder') return binaryTerm('-', read(present(globals.owner[index], 'lock')), number(1))
      const buffer = globals.buffer[index] ?? null
      return buffer === null ? number(0) : lengthOf(buffer)
    },
  }
  const ranges = {
    register: () => anyInteger,
    shared: (variable: number) => present(globals.shared[variable], 'variable'),
    peer: (thread: number, register: number) => globals.exposed.get(exposedKey(thread, register)) ?? anyInteger,
    length: (variable: number) => present(program.shared[variable], 'variable').initial.length,
  }
  const { term, faults } = lowerExpression(condition, names, ranges)
  return all([...faults.map((fault) => not(fault.when)), conditionOf(term)])
}
