import type { AgentAnswer, PythonStep } from './agent.ts'
import type { Again } from './collection.ts'
import { lostUpdatesIn } from './lost-updates.ts'
import { threadNames } from './names.ts'
import { racesIn } from './races.ts'
import { type DeadlockEnd, type FinalOutcome, isJoin, isLivelock, type PythonFinding } from './result.ts'
import { actorOf, isPlain, isWrite, placeOf, rowNumber } from './steps.ts'
import type { Suspect } from './suspects.ts'

/** Returns what is wrong: deadlocks and exceptions, lost updates, races; each once for each place in the text. */
export async function findingsOf(
  suspects: readonly Suspect[],
  outcomes: readonly FinalOutcome[],
  deadlocks: readonly DeadlockEnd[],
  again: Again,
): Promise<PythonFinding[]> {
  const updates = new Map<string, PythonFinding>()
  const races = new Map<string, PythonFinding>()
  for (const { kind, sites, prefix } of suspects) {
    const answer = await again(prefix)
    const finding = kind === 'lost-update' ? lostUpdate(answer, sites) : dataRace(answer, sites)
    if (finding === null) continue
    const found = kind === 'lost-update' ? updates : races
    found.set(finding.key, found.get(finding.key) ?? finding.finding)
  }
  return [
    ...deadlocks.map(deadlock),
    ...exceptions([...outcomes, ...deadlocks].map((each) => each.shown)),
    ...updates.values(),
    ...races.values(),
  ]
}

type Keyed = { readonly key: string; readonly finding: PythonFinding } | null

function lostUpdate(shown: AgentAnswer, sites: string): Keyed {
  const { steps, outcome } = shown
  const found = lostUpdatesIn(steps).get(sites)
  if (found === undefined) return null
  const [read, between, write] = [steps[found.read], steps[found.between], steps[found.write]]
  if (read === undefined || between === undefined || write === undefined || !isUpdate(read, write)) return null
  const name = nameIn(outcome.threads)
  const place = placeOf(write)
  return {
    key: `${write.file}:${write.line} ${place}`,
    finding: {
      kind: 'lost-update',
      text: `lost update on ${place}: ${name(actorOf(write))} overwrites ${name(actorOf(between))}'s update of ${place} with a value computed from its earlier read (step ${rowNumber(steps, found.read)}).`,
      shown,
      marks: new Map([
        [found.write, `stale: read at ${rowNumber(steps, found.read)}, changed at ${rowNumber(steps, found.between)}`],
      ]),
    },
  }
}

/** Whether what one step writes is computed from what another reads: one statement does both. */
function isUpdate(read: PythonStep, write: PythonStep): boolean {
  return write.from?.includes(read.site) ?? (read.line !== undefined && read.line === write.line && read.file === write.file)
}

function dataRace(shown: AgentAnswer, sites: string): Keyed {
  const { steps, outcome } = shown
  const found = racesIn(steps).get(sites)
  if (found === undefined) return null
  const [first, second] = [steps[found.first], steps[found.second]]
  if (first === undefined || second === undefined || !isPlain(first) || !isPlain(second)) return null
  const name = nameIn(outcome.threads)
  const place = placeOf(second)
  const what = (step: PythonStep): string => `${isWrite(step) ? 'writes' : 'reads'} it in line ${step.line}`
  return {
    key: place,
    finding: {
      kind: 'data-race',
      text: `data race on ${place}: ${name(actorOf(first))} ${what(first)} and ${name(actorOf(second))} ${what(second)}, and nothing puts these in an order.`,
      shown,
      marks: new Map([
        [found.first, ''],
        [found.second, 'races'],
      ]),
    },
  }
}

function deadlock(end: DeadlockEnd): PythonFinding {
  const { waiting, shown } = end
  const name = nameIn(shown.outcome.threads)
  // Who waits for the end of another one is the least interesting.
  const inOrder = [...waiting.filter((each) => !isJoin(each)), ...waiting.filter(isJoin)]
  const parts = inOrder.map(({ thread, line, for: what, heldBy, spins }) => {
    if (spins === true) return `${name(thread)} spins for ever in line ${line}, since nobody changes ${what}`
    const holder = heldBy === undefined ? '' : heldBy === thread ? ', which it has itself' : `, which ${name(heldBy)} has`
    const object = what.replace(/^the end of thread (\d+)$/, (_, number) => `the end of ${name(Number(number))}`)
    return `${name(thread)} waits for ${object} in line ${line}${holder}`
  })
  const kind = isLivelock(end) ? 'livelock' : 'deadlock'
  return { kind, text: `${kind}: ${parts.join('; ')}.`, shown, marks: new Map() }
}

/** A thread that an exception ends may leave others waiting for ever. */
function exceptions(executions: readonly AgentAnswer[]): PythonFinding[] {
  const found = new Map<string, PythonFinding>()
  for (const shown of executions) {
    for (const { thread, type, message, line } of shown.outcome.exceptions) {
      const name = nameIn(shown.outcome.threads)(thread)
      const text = `uncaught exception: ${type}${message === '' ? '' : `: ${message}`} ends ${name} in line ${line}.`
      const last = shown.steps.findLastIndex((step) => actorOf(step) === thread && step.line !== undefined)
      const key = `${type} ${message} ${line}`
      found.set(key, found.get(key) ?? { kind: 'uncaught-exception', text, shown, marks: new Map([[last, type]]) })
    }
  }
  // `sys.exit` is meant; what else ends a thread is more interesting.
  const isExit = (key: string): boolean => key.startsWith('SystemExit')
  const inOrder = [...found].sort(([one], [other]) => Number(isExit(one)) - Number(isExit(other)))
  return inOrder.map(([, finding]) => finding)
}

function nameIn(names: readonly string[]): (thread: number) => string {
  const shown = threadNames(names)
  return (thread) => shown[thread] ?? `thread ${thread}`
}
