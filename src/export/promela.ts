import type { Claim, Model, Variable } from './model.ts'
import { claimLines } from './promela-claims.ts'
import { PromelaProcess } from './promela-code.ts'
import { commented, declaration, failureName, type LineMeaning, Lines, needsSetup, numberOf, typeOf } from './promela-lines.ts'

/** A Promela model, and what its lines mean, by number from 1. */
export interface Promela {
  readonly text: string
  readonly lines: ReadonlyMap<number, LineMeaning>
  readonly claims: readonly Claim[]
  readonly omitted: readonly string[]
}

/** Returns a model in Promela. */
export function promelaOf(model: Model): Promela {
  const lines = new Lines()
  header(model, lines)
  declarations(model, lines)
  const late = model.globals.filter(needsSetup)
  for (const routine of model.processes) {
    lines.add('')
    new PromelaProcess(model, routine, lines, late.length > 0).print()
  }
  if (late.length > 0) setup(late, lines)
  claimLines(model, lines)
  const { claims, omitted } = model
  return { text: `${lines.lines.join('\n')}\n`, lines: lines.meanings, claims, omitted }
}

function header({ title, omitted, failures, freed }: Model, lines: Lines): void {
  lines.add(`/* ${commented(title)}, exported from interleave`)
  lines.add(' *')
  lines.add(
    ' * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a',
  )
  lines.add(' * statement by itself. Threads that have ended stay at `end`.')
  if (failures.length > 0) lines.add(' * A step that fails ends the execution: `failure` says why, and no process goes on.')
  if (freed !== null) lines.add(' * Where a step goes on in another thread, that one gets the baton.')
  for (const each of omitted) lines.add(` * Not exported: ${commented(each)}`)
  lines.add(' */')
  lines.add('')
}

/** A process that gives elements their values before any other goes on: one state more. */
function setup(variables: readonly Variable[], lines: Lines): void {
  lines.add('')
  lines.add('active proctype setup() { /* an initializer of an array has no negative numbers */')
  lines.add('  d_step {')
  for (const { name, initial } of variables) {
    for (const [index, value] of initial.entries()) if (value < 0) lines.add(`    ${name}[${index}] = ${numberOf(value)};`)
  }
  lines.add('    ready = 1')
  lines.add('  };')
  lines.add('end:')
  lines.add('  false')
  lines.add('}')
}

function declarations(model: Model, lines: Lines): void {
  if (model.failures.length > 0) {
    lines.add(`mtype = { ${model.failures.map(failureName).join(', ')} };`)
    lines.add(`mtype ${model.failure.name}; /* why the execution has ended; 0 if it has not */`)
  }
  for (const each of model.globals) lines.add(declaration(each))
  if (model.globals.some(needsSetup)) lines.add('bit ready; /* whether arrays have their initial values */')
  for (const { name, capacity, low, high, comment } of model.queues) {
    lines.add(
      `chan ${name} = [${capacity}] of { ${typeOf(low, high)} };${comment === null ? '' : ` /* ${commented(comment)} */`}`,
    )
  }
  if (model.freed !== null) lines.add('chan baton = [0] of { byte }; /* who goes on in this step */')
}
