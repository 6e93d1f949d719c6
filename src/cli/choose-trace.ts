import { defaultObservables } from '../analysis/outcomes.ts'
import { present, unreachable } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import type { Investigation } from '../check/check.ts'
import { defaultOptions } from '../check/options.ts'
import type { CheckResult } from '../check/result.ts'
import { findingHead } from '../findings/kinds.ts'
import { hasResults } from '../program/calls.ts'
import { threadName } from '../program/print.ts'
import { type Expression, type FindingKind, instructionAt, type Program, type Rules } from '../program/program.ts'
import { readSchedule } from '../program/schedule.ts'
import { unjudgedText } from '../report/check-text.ts'
import { whyText } from '../report/reason-text.ts'
import { nextPhrase } from '../report/step.ts'
import { randomTrace } from '../semantics/random.ts'
import { replay } from '../semantics/replay.ts'
import type { State } from '../semantics/state.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import type { Misfit } from '../semantics/steps-from.ts'
import type { SharedArguments } from './arguments.ts'
import type { RawChoice } from './choice-options.ts'
import { commandLine } from './controls.ts'
import { misuse } from './failure.ts'
import { clearProgress } from './host.ts'
import { checkOptions, type LoadedModel } from './load.ts'
import { type ChosenTrace, finalCondition, findingKindOf, scheduleMisuse, traceOfFinal, traceOfFinding } from './select.ts'

/** Returns the trace that the options choose. If there is none, tells the user and returns null. */
export async function chooseTrace(
  raw: RawChoice,
  model: LoadedModel,
  shared: SharedArguments,
  explored: (asked: Expression | null) => Promise<Investigation>,
  fully: () => Promise<Investigation>,
): Promise<ChosenTrace | null> {
  const { program, name: file } = model
  const rules: Rules = { spuriousWakeups: shared.spuriousWakeups }
  if (raw.schedule !== undefined)
    return { trace: scheduled(program, raw.schedule, rules), detail: null, cycleFrom: null, title: raw.schedule }
  if (raw.random !== undefined) {
    const { uniform, seed } = randomChoice(raw.random)
    const { uniformTrace } = await import('../check/sampled.ts')
    const trace = uniform ? uniformTrace(await fully(), seed) : randomTrace(program, seed, rules, 10_000)
    if (trace !== null) return { trace, detail: null, cycleFrom: null, title: `random ${raw.random}` }
    throw misuse(
      '--random uniform: this program has no finite number of interleavings, or too many states',
      'write `--random 1`',
    )
  }
  if (raw.expect !== undefined) return traceOfExpectation(raw.expect, program, file, await explored(null))
  const kind = raw.finding === undefined ? null : findingKindOf('--finding', raw.finding)
  if (kind !== null && kind !== 'lost-update' && raw.final !== undefined) {
    throw misuse(`\`--finding ${kind}\` and \`--final\` exclude each other`, 'leave one of them out')
  }
  const asked = raw.final === undefined ? null : finalCondition(program, '--final', raw.final)
  if (kind !== null && asked !== null) {
    return traceOfLostUpdate(model, shared, asked, `lost update, then ${raw.final}`)
  }
  const investigation = await explored(asked)
  const { findings, outcomes, complete } = investigation.result
  const nothing = (what: string): null => {
    process.stderr.write(`${file}: ${what}${complete ? ' in any interleaving' : ' so far; the exploration is incomplete'}\n`)
    return null
  }
  if (kind !== null) {
    const found = traceOfFinding(investigation, kind)
    const why = found === null ? whyNotLookedFor(investigation.result, kind) : null
    if (why === null) return found ?? nothing(`there is no ${kind}`)
    process.stderr.write(`${file}: ${why}\n`)
    return null
  }
  if (raw.final !== undefined && asked !== null) {
    return traceOfFinal(investigation, asked, raw.final) ?? nothing(`no final state has ${raw.final}`)
  }
  const [first] = findings
  if (first !== undefined) return { ...first, title: findingHead(program, first.detail) }
  const [outcome] = outcomes
  return outcome === undefined
    ? nothing('no execution terminates')
    : { trace: outcome.witness(), detail: null, cycleFrom: null, title: 'a schedule to a final state' }
}

/** Returns an execution to a final state in which an update is lost. If there is none, tells the user and returns null. */
async function traceOfLostUpdate(
  model: LoadedModel,
  shared: SharedArguments,
  asked: Expression,
  title: string,
): Promise<ChosenTrace | null> {
  const { lostUpdateBefore } = await import('../check/after-lost-update.ts')
  const { program, name, observed } = model
  const options = { ...defaultOptions, ...checkOptions(model, shared) }
  const { found, complete } = await lostUpdateBefore(program, asked, observed ?? defaultObservables(program), options)
  clearProgress()
  if (found !== null) return { ...found, title }
  const where = complete ? 'in any interleaving' : 'so far; the exploration is incomplete'
  process.stderr.write(`${name}: no update is lost before such a final state ${where}\n`)
  return null
}

function randomChoice(text: string): { readonly uniform: boolean; readonly seed: number } {
  const [, uniform, seed] = /^(uniform)?(?::?(-?\d{1,9}))?$/.exec(text) ?? []
  if (uniform === undefined && seed === undefined) {
    throw misuse(
      `--random ${text}: expected an integer or \`uniform\``,
      'write, for example, `--random 7` or `--random uniform:7`',
    )
  }
  return { uniform: uniform !== undefined, seed: Number(seed ?? 1) }
}

/** Returns the execution that shows why the expectation in a line holds or does not. If there is none, tells the user. */
function traceOfExpectation(line: number, program: Program, file: string, { result }: Investigation): ChosenTrace | null {
  const judged = result.expectations.find(({ expectation }) => expectation.line === line)
  if (judged === undefined) {
    const lines = program.expectations.map((each) => each.line)
    const hint = lines.length === 0 ? 'the model has no `expect` lines' : `they are in lines ${listed(lines.map(String))}`
    throw misuse(`--expect ${line}: there is no \`expect\` line in line ${line}`, hint)
  }
  const { expectation, holds, why, shown } = judged
  const title = `expect ${expectation.text}`
  if (shown !== null) return { ...shown(), detail: null, title }
  const verdict = holds === null ? 'is open' : holds ? 'holds' : 'does not hold'
  const reason = why === null ? 'no single execution shows that' : whyText(why, commandLine, program)
  process.stderr.write(`${file}: \`${title}\` ${verdict}: ${reason}\n`)
  return null
}

/** Returns why a missing finding was not searched for; null if it was. */
function whyNotLookedFor({ unjudged, program }: CheckResult, kind: FindingKind): string | null {
  const told = unjudged.find((each) => each.kind === kind)
  if (told !== undefined) return unjudgedText(told, commandLine)
  return kind === 'non-linearizable' && !hasResults(program)
    ? unjudgedText({ kind, reason: { kind: 'no results' } }, commandLine)
    : null
}

/** Returns the trace of a schedule that the user wrote. Throws `Misuse`. */
export function scheduled(program: Program, text: string, rules: Rules): ChosenTrace['trace'] {
  const { moves, mistake } = readSchedule(program, text)
  if (mistake !== null) throw scheduleMisuse(text, mistake)
  const result = replay(program, moves, rules)
  if (result.ok) return result.trace
  throw misuse(
    misfitText(program, result.misfit, moves[result.misfit.move]?.thread ?? 0),
    nextText(program, result.misfit.state, rules),
  )
}

function misfitText(program: Program, { move, reason, state }: Misfit, thread: number): string {
  const name = threadName(program, thread)
  const where = `--schedule does not fit at step ${move + 1} (${name})`
  switch (reason) {
    case 'choice needed':
      return `${where}: the step has several successors, so it must say which (${name}=1, or ${name}>B)`
    case 'no such choice':
      return `${where}: the step has no such choice`
    case 'not enabled':
      return `${where}: ${name} ${whyNotEnabled(program, state, thread)}`
    default:
      return unreachable(reason)
  }
}

function whyNotEnabled(program: Program, state: State, thread: number): string {
  const { status, pc } = present(state.threads[thread], 'thread')
  const instruction = instructionAt(program, thread, pc)
  if (state.failure !== null) return 'cannot step: the execution has failed'
  if (isFinal(program, state)) return 'cannot step: the execution is over'
  switch (status) {
    case 'unstarted':
      return 'has not been started'
    case 'finished':
    case 'crashed':
      return 'has ended'
    default: // any other thread is blocked at its instruction
      return instruction === null ? 'has ended' : `is blocked at \`${nextPhrase(program, thread, instruction)}\``
  }
}

/** Returns which threads could step instead. */
function nextText(program: Program, state: State, rules: Rules): string | null {
  const enabled = program.threads.filter((_, thread) => isEnabled(program, state, thread, rules))
  return enabled.length === 0
    ? null
    : `here ${listed(
        enabled.map((each) => each.name),
        'or',
      )} can step`
}

/** Returns how a trace ends: in a final state, in a deadlock, or which threads can take the next step. */
export function endText(program: Program, trace: ChosenTrace['trace'], rules: Rules): string {
  const state = trace.steps.at(-1)?.after ?? trace.initial
  if (state.failure !== null) return `     the execution fails: ${state.failure.detail}`
  if (isFinal(program, state)) return '     all threads have ended'
  return `     ${nextText(program, state, rules)?.replace('here', 'then') ?? 'then no thread can step: a deadlock'}`
}
