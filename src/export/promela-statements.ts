import { unreachable } from '../base/bug.ts'
import { keyOf } from './labels.ts'
import type { Model, Passage, Process, Statement, Station, Way } from './model.ts'
import { commented, failureName, type LineMeaning, type Lines } from './promela-lines.ts'
import { matched, promelaCell, promelaTerm, type TermStyle } from './promela-terms.ts'
import { everyStatement } from './terms.ts'

/** A statement that is one in Promela; null for others. */
export function single(statement: Statement, style: TermStyle): string | null {
  switch (statement.kind) {
    case 'assign':
      return `${promelaCell(statement.to, style)} = ${promelaTerm(statement.value, style)}`
    case 'append':
      return `${statement.queue.name}!${promelaTerm(statement.value, style)}`
    case 'take':
      return `${statement.queue.name}?${promelaCell(statement.to, style)}`
    case 'remove':
      return `${statement.queue.name}??${matched(statement.value, style)}`
    case 'fail':
    case 'free':
    case 'go':
    case 'stop':
    case 'if':
    case 'choice':
      return null
    default:
      return unreachable(statement)
  }
}

/** Returns the keys of the places at which steps hand over. */
export function handingIn({ blocks }: Process): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (statements: readonly Statement[]): void => {
    for (const each of everyStatement(statements)) {
      if (each.kind === 'stop' && each.handsOver) found.add(keyOf({ kind: 'place', place: each.at }))
    }
  }
  for (const block of blocks) {
    if (block.kind === 'passage') look(block.body)
    else for (const { body } of block.ways) look(body)
  }
  return found
}

/** Returns the line and the text of a block as a comment. */
export function noteOf({ line, text }: Station | Passage): string {
  return line === 0 ? `/* ${commented(text)} */` : `/* ${line}: ${commented(text)} */`
}

export function stepMeaning(block: Station, { choices }: Way): LineMeaning {
  return { kind: 'step', place: block.place, choices }
}

/** Returns what asks for each thread whether this step goes on with it. */
export function freedThreads({ threads, freed }: Model): string[] {
  return threads.map((_, thread) => `${freed?.name ?? ''}[${thread}]`)
}

/** The step goes on in the first thread that is freed, and this one stands at its place. */
export function printHandover(model: Model, label: string, lines: Lines): void {
  const freed = freedThreads(model)
  const first = freed
    .slice(0, -1)
    .reduceRight((rest, each, thread) => `(${each} -> ${thread} : ${rest})`, `${freed.length - 1}`)
  lines.add('atomic {')
  lines.add('  skip;')
  lines.add(`hand_${label}:`)
  lines.add(`  baton!${first}`)
  lines.add('};')
}

/** Where a step fails: SPIN reports it, and nothing happens any more. */
export function printFailure(model: Model, label: string, failure: string, lines: Lines): void {
  lines.add('atomic {')
  lines.within(() => {
    lines.add('skip;')
    lines.addOut(`${label}:`)
    lines.add('assert(false);')
    lines.add(`${model.failure.name} = ${failureName(failure)};`)
    lines.add('false')
  })
  lines.add('};')
}
