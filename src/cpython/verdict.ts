import { hasFixedOrders, hasFixedValues } from './drawn.ts'
import type { PythonFinding, PythonFindingKind, PythonResult } from './result.ts'

export type PythonVerdict = 'fail' | 'found' | 'alone' | 'incomplete' | 'pass'

/** What a file says is right: kinds of findings that are meant, and whether it says anything. */
export interface Said {
  readonly meant: ReadonlySet<string>
  readonly saysWhatIsRight: boolean
}

/** Returns the kinds of findings that the file does not say to be meant. */
export function surprisingKinds(findings: readonly PythonFinding[], { meant }: Said): PythonFindingKind[] {
  return [...new Set(findings.map(({ kind }) => kind))].filter((kind) => !meant.has(kind))
}

/** Returns the verdict. Findings are a failure of a file that says what is right, or if the user is `strict`; else an answer. */
export function pythonVerdict(result: PythonResult, said: Said, strict: boolean): PythonVerdict {
  const { findings, search, threads } = result
  if (surprisingKinds(findings, said).length > 0) return strict || said.saysWhatIsRight ? 'fail' : 'found'
  if (findings.length > 0) return search.complete ? 'pass' : 'incomplete'
  if (isAlone(threads, search)) return 'alone'
  return search.complete ? 'pass' : 'incomplete'
}

/** Returns the verdict in words. */
export function verdictWords(result: PythonResult, said: Said): string {
  const { findings, search, threads } = result
  const surprising = surprisingKinds(findings, said)
  const kinds = surprising.length > 0 ? surprising : [...new Set(findings.map(({ kind }) => kind))]
  const named = kinds.map((kind) => kind.replace(/-/g, ' ')).join(', ')
  if (kinds.length > 0) return surprising.length > 0 ? named : `${named}, as \`expect\` lines say`
  if (isAlone(threads, search)) return 'the file starts no thread, so that there is nothing to explore'
  if (search.complete && hasFixedValues(result)) return 'nothing wrong under any schedule, with these random numbers'
  if (search.complete && hasFixedOrders(result)) return 'nothing wrong under any schedule, with futures in these orders'
  return search.complete ? 'nothing wrong under any schedule' : 'nothing wrong so far; the exploration is incomplete'
}

/** Whether there was nothing to choose: one thread, and not even a coroutine whose sleep or timeout is over first or second. */
function isAlone(threads: PythonResult['threads'], { executions }: PythonResult['search']): boolean {
  return threads.length === 1 && executions === 1
}
