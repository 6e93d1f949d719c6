import { type Aba, AbaMonitor, possibleAbas, someValueReturns } from '../analysis/aba.ts'
import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import { Exploration } from '../explorer/exploration.ts'
import { severityOf } from '../program/program.ts'
import { abasIn } from '../semantics/aba.ts'
import type { StateSpace } from '../space/space.ts'
import { drive } from './drive.ts'
import type { CheckOptions } from './options.ts'
import type { Finding } from './result.ts'
import { confirm, Witnesses } from './witnesses.ts'

export interface AbaFindings {
  readonly findings: readonly Finding[]
  readonly limit: StateSpace['limit']
}

/**
 * Explores a program with the memory that ABA problems need, if it has a `cas` that could be fooled. `known` is its space
 * without that, all of it.
 */
export async function exploreForAba(known: StateSpace, options: CheckOptions, started: number): Promise<AbaFindings> {
  const { program, edges } = known
  const isPossible = possibleAbas(program) > 0 && (edges === null || someValueReturns(known, edges))
  if (!isPossible) return { findings: [], limit: null }
  const monitor = new AbaMonitor(program)
  const nearest: Nearest<Aba> = new Nearest()
  const { maxStates, maxBytes, rules } = options
  const observer = {
    found: (number: number, state: number, depth: number, label: number): void => {
      nearest.add(`${number}`, depth + 1, { state, label }, () => present(monitor.found[number], 'ABA problem'))
    },
  }
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor, observers: [observer] })
  await drive(exploration, options, started)
  const space = exploration.space()
  const witnesses = new Witnesses(space, rules)
  const findings = nearest.all().map((candidates): Finding => {
    const { trace, target, shortest } = witnesses.to(candidates.map((each) => each.target))
    const { info } = present(candidates[target], 'target of a witness')
    const evidence = abasIn(program, trace.steps).findLast((each) => {
      return each.cas === trace.steps.length - 1 && each.loadLine === info.loadLine && each.casLine === info.casLine
    })
    confirm(evidence !== undefined, 'an ABA problem')
    const { location, thread, writer, load, back, cas } = present(evidence, 'evidence')
    const detail = { kind: 'aba', location, thread, writer, load, back, cas } as const
    const lines = [info.loadLine, info.casLine]
    return {
      kind: 'aba',
      severity: severityOf('aba'),
      detail,
      threads: [thread, writer],
      lines,
      trace,
      cycleFrom: null,
      shortest,
    }
  })
  return { findings, limit: space.limit }
}
