import { fractionText } from '../analysis/fraction.ts'
import { present } from '../base/bug.ts'
import { grouped } from '../base/grouped.ts'
import type { Overtaking } from '../check/overtaking.ts'
import type { CheckResult, Finding, Outcome, Stats } from '../check/result.ts'
import type { Shown } from '../check/shown.ts'
import type { Detail } from '../findings/kinds.ts'
import { findingSentence } from '../findings/kinds.ts'
import { waitingText } from '../findings/waiting.ts'
import { channelsOf, channelText } from '../program/channels.ts'
import { registerWritten } from '../program/dataflow.ts'
import { type Denoted, meaningIn } from '../program/denote.ts'
import { shownNames, shownValues } from '../program/heap.ts'
import { locationText, observableText, stepText, threadName } from '../program/print.ts'
import { isUnnamed, type Observable, type Program, type Value } from '../program/program.ts'
import { moveText, scheduleText } from '../program/schedule.ts'
import { valuesIn } from '../semantics/observed.ts'
import { namedMoves } from '../semantics/outline.ts'
import { shownBy, shownText } from '../semantics/shown.ts'
import type { State } from '../semantics/state.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'
import { type Controls, noControls, suggested } from './controls.ts'
import { reachedText, uncountedText, unjudgedWhy, whyText } from './reason-text.ts'

export const reportSchemaName = 'interleave/report@2'

/** The steps of longer traces are omitted. */
const longestTrace = 10_000
/** The most steps of all traces of outcomes together, since the reference interpreter replays each. */
const mostTraced = 20_000

/** A value that JSON can represent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * Returns the JSON report of `check`, as docs/contract.md defines it. Computes the traces of outcomes.
 *
 * @example
 * ```js
 * checkJson(await check(program), 'quiz1.ilv').outcomes.length // 2
 * ```
 */
export function checkJson(
  result: CheckResult,
  name: string,
  notes: readonly string[] = [],
  controls: Controls = noControls,
): Json {
  const { program, observed, stats } = result
  const traced = tracedOutcomes(result.outcomes)
  return {
    schema: reportSchemaName,
    model: {
      file: name,
      threads: program.threads.map((each) => each.name),
      observed: shownNames(program, observed).map((each) => observableText(program, each)),
    },
    verdict: result.verdict,
    complete: result.complete,
    limit: result.limit === null ? null : reachedText(result.limit, controls),
    notes: [...notes],
    ...(result.unjudged.length === 0
      ? {}
      : { unjudged: result.unjudged.map(({ kind, reason }) => ({ kind, why: unjudgedWhy(reason, controls) })) }),
    stats: {
      states: stats.states,
      transitions: stats.transitions,
      depth: stats.depth,
      interleavings: stats.interleavings === null ? null : `${stats.interleavings}`,
      ...(stats.interleavings === null ? { interleavingsWhy: uncounted(stats, controls) } : {}),
      ...(stats.threads === null
        ? {}
        : { threadInterleavings: `${stats.threads.interleavings}`, startedBy: threadName(program, stats.threads.starter) }),
      reduced: stats.reduced,
      store: stats.store,
      ...(stats.reduced ? { merged: stats.merged } : {}),
      elapsedMs: Math.round(stats.elapsedMs * 10) / 10,
    },
    certified: {
      outcomes: result.outcomes.filter((each) => each.isCertified || traced.has(each)).length,
      of: result.outcomes.length,
    },
    outcomes: result.outcomes.map((outcome) => outcomeJson(result, outcome, traced.has(outcome), controls)),
    stopped: result.stopped.map((end) => ({
      kind: end.kind,
      final: namedValues(program, result.observed, end.final),
      interleavings: end.interleavings === null ? null : `${end.interleavings}`,
      ...(end.ofThreads === null ? {} : { threadInterleavings: `${end.ofThreads}` }),
      probability: probabilityJson(end.probability),
      steps: end.steps,
    })),
    deadlocks: result.findings.flatMap((finding) => deadlockJson(result, finding)),
    findings: result.findings.map((finding) => findingJson(program, finding)),
    deadlockSets: result.deadlockSets?.map((set) => set.map((thread) => threadName(result.program, thread))) ?? null,
    expectations: result.expectations.map(({ expectation, holds, why, shown }) => ({
      text: expectation.text,
      line: expectation.line,
      holds,
      ...(why === null ? {} : { why: whyText(why, controls, program) }),
      ...(shown === null ? {} : shownJson(program, shown())),
    })),
    ...(result.overtaking === null || result.overtaking.length === 0
      ? {}
      : { overtaking: result.overtaking.map((each) => overtakingJson(program, each)) }),
  }
}

function overtakingJson(program: Program, { section, pairs, worst, witness }: Overtaking): Json {
  const atMost = (most: number): Json => (most === Number.POSITIVE_INFINITY ? 'unbounded' : most)
  return {
    section,
    atMost: atMost(worst.most),
    pairs: pairs.map(({ waits, enters, most }) => ({
      waits: threadName(program, waits),
      enters: threadName(program, enters),
      atMost: atMost(most),
    })),
    ...(witness === null ? {} : shownJson(program, witness())),
  }
}

function shownJson(program: Program, { trace, cycleFrom }: Shown): { readonly [key: string]: Json } {
  return { ...(cycleFrom === null ? {} : { cycleFrom }), ...tracedJson(program, trace) }
}

function uncounted({ interleavingsWhy }: Stats, controls: Controls): string | null {
  return interleavingsWhy === null ? null : uncountedText(interleavingsWhy, controls)
}

function outcomeJson({ program, observed, stats }: CheckResult, outcome: Outcome, isTraced: boolean, controls: Controls): Json {
  const { interleavings, probability } = outcome
  return {
    final: namedValues(program, observed, outcome.final),
    serial: outcome.serial,
    grade: outcome.grade,
    interleavings: interleavings === null ? null : `${interleavings}`,
    ...(outcome.ofThreads === null ? {} : { threadInterleavings: `${outcome.ofThreads}` }),
    ...(interleavings === null ? { interleavingsWhy: uncounted(stats, controls) } : {}),
    probability: probabilityJson(probability),
    ...(probability?.kind === 'numeric' ? { probabilityIs: 'numeric' } : {}),
    steps: outcome.steps,
    ...(outcome.serial === true && outcome.isReachedByLostUpdate() ? { afterLostUpdate: true } : {}),
    ...(isTraced
      ? traceJson(program, outcome.witness())
      : { trace: null, traceWhy: `${untracedText(outcome)}${suggested(controls.traceToFinal, 'prints it')}` }),
  }
}

function probabilityJson(probability: Outcome['probability']): string | number | null {
  if (probability === null) return null
  return probability.kind === 'exact' ? fractionText(probability.fraction) : probability.value
}

/** Returns the outcomes whose traces the report contains, which certify them: in order, as long as all have few steps. */
function tracedOutcomes(outcomes: readonly Outcome[]): ReadonlySet<Outcome> {
  let left = mostTraced
  const traced = outcomes.filter(({ steps }) => {
    if (steps > longestTrace || steps > left) return false
    left -= steps
    return true
  })
  return new Set(traced)
}

function untracedText({ steps }: Outcome): string {
  return steps > longestTrace ? `it has ${steps} steps` : `the traces of other outcomes have ${grouped(mostTraced)} steps`
}

/** Returns observed values by their names: `{ "balance": 1 }`. */
export function namedValues(
  program: Program,
  names: readonly Observable[],
  values: readonly Value[],
): { readonly [name: string]: Json } {
  const texts = shownNames(program, names).map((name) => observableText(program, name))
  return Object.fromEntries(shownValues(program, names, values).map((value, index) => [texts[index], jsonOf(value)]))
}

function jsonOf(value: Denoted): Json {
  if (typeof value !== 'object' || value === null) return value
  return 'name' in value ? value.name : value.map(jsonOf)
}

function deadlockJson(result: CheckResult, finding: Finding): Json[] {
  const { detail, trace } = finding
  if (detail.kind !== 'deadlock') return []
  const { program, observed } = result
  const state = trace.steps.at(-1)?.after ?? trace.initial
  return [
    {
      final: namedValues(program, observed, valuesIn(program, state, observed)),
      class: detail.class,
      threads: detail.core.map((thread) => threadName(program, thread)),
      waits: detail.waits.map((wait, index) => {
        const { awaited } = wait
        const heldBy = awaited.kind === 'mutex' && awaited.heldBy >= 0 ? threadName(program, awaited.heldBy) : null
        return {
          thread: threadName(program, wait.thread),
          for: awaitedName(program, finding, wait.thread),
          heldBy,
          givers: (detail.givers[index] ?? []).map((thread) => threadName(program, thread)),
          ...(wait.inLine === 0 ? {} : { inLine: wait.inLine }),
          line: wait.line,
        }
      }),
      ...tracedJson(program, trace),
    },
  ]
}

function awaitedName(program: Program, { detail }: Finding, thread: number): string {
  const wait = detail.kind === 'deadlock' ? detail.waits.find((each) => each.thread === thread) : undefined
  switch (wait?.awaited.kind) {
    case 'mutex':
      return present(program.mutexes[wait.awaited.mutex], 'mutex').name
    case 'condition':
      return present(program.conditions[wait.awaited.condition], 'condition').name
    case 'semaphore':
      return present(program.semaphores[wait.awaited.semaphore], 'semaphore').name
    case 'barrier':
      return present(program.barriers[wait.awaited.barrier], 'barrier').name
    case 'thread':
      return threadName(program, wait.awaited.thread)
    default:
      return wait === undefined ? '' : waitingText(program, wait)
  }
}

function findingJson(program: Program, finding: Finding): Json {
  const { detail } = finding
  return {
    kind: finding.kind,
    severity: finding.severity,
    location: 'location' in detail ? locationText(program, detail.location) : null,
    threads: finding.threads.map((each) => threadName(program, each)),
    message: findingSentence(program, finding),
    lines: [...finding.lines],
    shortest: finding.shortest,
    ...(finding.cycleFrom === null ? {} : { cycleFrom: finding.cycleFrom }),
    ...(detail.kind === 'non-linearizable' ? historyJson(program, detail) : {}),
    ...tracedJson(program, finding.trace),
  }
}

/** Returns operations that overlap, by the steps (from 1) at which they begin and end, and the orders that were tried. */
export function historyJson(
  program: Program,
  { calls, call, attempts, sequentiallyConsistent }: Extract<Detail, { kind: 'non-linearizable' }>,
): { readonly [key: string]: Json } {
  const resultJson = (result: Denoted | undefined): { readonly [key: string]: Json } => {
    return result === undefined ? {} : { result: jsonOf(result) }
  }
  return {
    operations: calls.map(({ thread, name, given, first, last, result }, index) => ({
      thread: threadName(program, thread),
      name,
      arguments: given.map(jsonOf),
      first: first + 1,
      last: last === null ? null : last + 1,
      ...resultJson(result),
      ...(index === call ? { unexplained: true } : {}),
    })),
    sequentiallyConsistent,
    attempts: attempts.map(({ order, instead }) => ({ order: [...order], instead: instead.map(resultJson) })),
  }
}

/** Returns a trace as its schedule and, unless it has very many, its steps. */
function tracedJson(program: Program, trace: Trace): { readonly [key: string]: Json } {
  const { length } = trace.steps
  if (length <= longestTrace) return traceJson(program, trace)
  return { schedule: scheduleText(program, namedMoves(trace.steps)), trace: null, traceWhy: `it has ${length} steps` }
}

/** Returns a trace as its schedule and its steps, each with the values that it changed: `{ "A.tmp": [0, 1] }`. */
export function traceJson(program: Program, trace: Trace): { readonly schedule: string; readonly trace: Json } {
  const moves = namedMoves(trace.steps)
  return {
    schedule: scheduleText(program, moves),
    trace: trace.steps.map(
      (step, index): Json => ({
        thread: threadName(program, step.thread),
        instruction: stepText(program, present(program.threads[step.thread], 'thread').code, step.pc),
        line: step.instruction.line,
        ...(step.kind === 'instruction' ? {} : { kind: step.kind }),
        ...(step.chosen ? { move: moveText(program, moves[index] ?? { thread: step.thread, choices: [] }) } : {}),
        changes: changesOf(program, step),
        ...wantedJson(program, step.after),
      }),
    ),
  }
}

/** Returns the values of what the reader wants to see, after a step. */
function wantedJson(program: Program, after: State): { readonly [key: string]: Json } {
  const shown = shownBy(program)
  if (shown.length === 0) return {}
  return { shown: Object.fromEntries(shown.map((each) => [each.text, shownText(program, each, after)])) }
}

/**
 * Returns the values that a step changed, except program counters and statuses, by name: old and new. Always includes a
 * register that it wrote.
 */
function changesOf(program: Program, { before, after, thread: actor, kind, instruction }: TraceStep): Json {
  const target = kind === 'instruction' ? registerWritten(instruction) : null
  const changes: Record<string, Json> = Object.create(null)
  const note = (name: string, old: Json, now: Json, written = false): void => {
    if (written || old !== now) changes[name] = [old, now]
  }
  program.shared.forEach((variable, index) => {
    variable.initial.forEach((_, element) => {
      const at = (state: State): Json => jsonOf(meaningIn(program, index, state.shared[index]?.[element] ?? 0))
      note(locationText(program, { variable: index, element }), at(before), at(after))
    })
  })
  program.mutexes.forEach(({ name }, index) => {
    const holder = ({ mutexes }: State): Json => {
      const owner = mutexes[index]?.owner ?? null
      return owner === null ? null : threadName(program, owner)
    }
    note(name, holder(before), holder(after))
  })
  program.semaphores.forEach(({ name }, index) => {
    note(name, before.semaphores[index] ?? 0, after.semaphores[index] ?? 0)
  })
  channelsOf(program).forEach(({ name, capacity }, index) => {
    const content = ({ channels }: State): string => {
      const { messages, closed } = present(channels[index], 'channel')
      return channelText(messages, closed, capacity) || 'open'
    }
    note(name, content(before), content(after))
  })
  program.threads.forEach(({ name, code }, thread) => {
    program.codes[code]?.registers.forEach((register, index) => {
      if (isUnnamed(register)) return
      const at = (state: State): Json => state.threads[thread]?.registers[index] ?? 0
      note(`${name}.${register}`, at(before), at(after), thread === actor && index === target)
    })
  })
  return changes
}
