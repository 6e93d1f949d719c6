import type { Again, AgentAnswer, PythonStep, Raised } from './agent.ts'
import { lostUpdatesIn } from './lost-updates.ts'
import { lineText, threadNames } from './names.ts'
import { racesIn } from './races.ts'
import { type DeadlockEnd, endKey, type FinalOutcome, isJoin, isLivelock, type PythonFinding } from './result.ts'
import { shortened } from './shorten.ts'
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
    const keyed = (answer: AgentAnswer): Keyed => (kind === 'lost-update' ? lostUpdate(answer, sites) : dataRace(answer, sites))
    const answer = await again(prefix)
    const finding = keyed(answer)
    const found = kind === 'lost-update' ? updates : races
    if (finding === null || found.has(finding.key)) continue
    const short = await shortened(answer, again, (made) => {
      const same = keyed(made)
      return same?.key === finding.key ? same.finding : null
    })
    found.set(finding.key, short ?? finding.finding)
  }
  return [
    ...(await shortDeadlocks(deadlocks, again)),
    ...(await shortExceptions(
      [...outcomes, ...deadlocks].map((each) => each.shown),
      again,
    )),
    ...updates.values(),
    ...races.values(),
  ]
}

/** Each deadlock, by an execution that is easy to follow. */
async function shortDeadlocks(deadlocks: readonly DeadlockEnd[], again: Again): Promise<PythonFinding[]> {
  const found: PythonFinding[] = []
  for (const end of deadlocks) {
    const key = endKey(end.shown.outcome)
    const short = await shortened(end.shown, again, (shown) =>
      shown.end === 'deadlock' && endKey(shown.outcome) === key ? deadlock({ ...end, shown }) : null,
    )
    found.push(short ?? deadlock(end))
  }
  return found
}

/** Each exception, by an execution that is easy to follow and ends in the same way. */
async function shortExceptions(executions: readonly AgentAnswer[], again: Again): Promise<PythonFinding[]> {
  const found: PythonFinding[] = []
  for (const finding of exceptions(executions)) {
    const { text, shown } = finding
    const same = (made: AgentAnswer): PythonFinding | null =>
      made.end === shown.end ? (exceptions([made]).find((each) => each.text === text) ?? null) : null
    found.push((await shortened(shown, again, same)) ?? finding)
  }
  return found
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
  const isOneFile = new Set(steps.flatMap(({ file }) => file ?? [])).size <= 1
  const what = (step: PythonStep): string =>
    `${isWrite(step) ? 'writes' : 'reads'} it in ${lineText({ line: step.line ?? 0, file: isOneFile ? undefined : step.file })}`
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
  const parts = inOrder.map(({ thread, line, file, for: what, heldBy, spins }) => {
    const where = lineText({ line, file })
    if (spins === true) return `${name(thread)} spins for ever in ${where}, since nobody changes ${what}`
    const holder = heldBy === undefined ? '' : heldBy === thread ? ', which it has itself' : `, which ${name(heldBy)} has`
    const object = what.replace(/^the end of thread (\d+)$/, (_, number) => `the end of ${name(Number(number))}`)
    return `${name(thread)} waits for ${object} in ${where}${holder}`
  })
  const kind = isLivelock(end) ? 'livelock' : 'deadlock'
  return { kind, text: `${kind}: ${parts.join('; ')}.`, shown, marks: new Map() }
}

/** A thread that an exception ends may leave others waiting for ever. */
function exceptions(executions: readonly AgentAnswer[]): PythonFinding[] {
  const found = new Map<string, PythonFinding>()
  for (const shown of executions) {
    for (const { thread, type, message, line, file } of shown.outcome.exceptions) {
      const name = nameIn(shown.outcome.threads)(thread)
      const text = `uncaught exception: ${type}${message === '' ? '' : `: ${message}`} ends ${name} in ${lineText({ line, file })}.`
      const key = `${type} ${message} ${file ?? ''} ${line}`
      found.set(
        key,
        found.get(key) ?? {
          kind: 'uncaught-exception',
          text,
          shown,
          marks: raisedAt(shown.steps, { thread, type, line, file }),
        },
      )
    }
  }
  // `sys.exit` is meant; what else ends a thread is more interesting.
  const isExit = (key: string): boolean => key.startsWith('SystemExit')
  const inOrder = [...found].sort(([one], [other]) => Number(isExit(one)) - Number(isExit(other)))
  return inOrder.map(([, finding]) => finding)
}

/**
 * Marks the step in the line that raises. What the thread does on the way out, such as the end of a `with`, stands behind it; if the
 * line has no step, the note at the last step before that says where the exception comes from.
 */
function raisedAt(
  steps: readonly PythonStep[],
  { thread, type, line, file }: Pick<Raised, 'thread' | 'type' | 'line'> & { readonly file: string | undefined },
): ReadonlyMap<number, string> {
  const isOwn = (step: PythonStep): boolean => actorOf(step) === thread && step.line !== undefined
  const inLine = steps.findLastIndex((step) => isOwn(step) && step.line === line && (file === undefined || step.file === file))
  if (inLine >= 0) return new Map([[inLine, type]])
  const before = steps.findLastIndex((step) => isOwn(step) && !/^release /.test(step.text ?? ''))
  const last = before >= 0 ? before : steps.findLastIndex(isOwn)
  return new Map([[last, `then ${type} in ${lineText({ line, file })}`]])
}

function nameIn(names: readonly string[]): (thread: number) => string {
  const shown = threadNames(names)
  return (thread) => shown[thread] ?? `thread ${thread}`
}
