import { unreachable } from '../base/bug.ts'
import { grouped } from '../base/grouped.ts'
import {
  type CheckOptions,
  defaultOptions,
  type Investigation,
  investigate,
  languageOf,
  type Rules,
  readObservedModel,
  replay,
  type ShownRepairs,
  stateGraphOf,
  summaryOf,
  type Theme,
  type Trace,
  themes,
  traceToState,
  type Unrepaired,
} from '../internal.ts'
import type { Answer, Asked, GraphPicture, GraphView, Limits, Question, Scenario, Told } from './messages.ts'
import { Reachable } from './reachable.ts'
import { readingOf } from './reading.ts'

/**
 * The default limit of states, so that a page does not exhaust a student's machine; the author of the page can raise
 * it.
 */
const mostStates = 3_000_000
const mostBytes = 1.2 * 2 ** 30

interface Explored {
  readonly scenario: Scenario
  readonly limits: Limits
  readonly investigation: Investigation
  readonly reachable: Reachable
  readonly rules: Rules
}

let explored: Explored | null = null
let cancelled = false

const tell = (told: Told): void => postMessage(told)

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  if ('cancel' in data) {
    cancelled = true
    return
  }
  const { id, question } = data
  answerTo(question).then(
    (answer) => tell({ kind: 'answer', id, answer }),
    (error: unknown) => tell({ kind: 'fault', id, message: error instanceof Error ? error.message : String(error) }),
  )
})

async function answerTo(question: Question): Promise<Answer> {
  if (question.kind === 'explore') return explore(question.scenario, question.limits)
  if (explored === null) throw new Error('nothing has been explored yet')
  const { investigation, reachable, rules, scenario, limits } = explored
  switch (question.kind) {
    case 'reach':
      return { kind: 'reach', reach: reachable.after(question.schedule) }
    case 'way to outcome':
      return { kind: 'way', schedule: investigation.result.outcomes[question.outcome]?.witness().schedule ?? [] }
    case 'way to state':
      return { kind: 'way', schedule: traceToState(investigation, question.state).schedule }
    case 'repair':
      cancelled = false // what was cancelled before was the exploration
      return { kind: 'repairs', repairs: await repairsOf(scenario, limits) }
    case 'graph': {
      const replayed = replay(investigation.result.program, question.schedule, rules)
      return {
        kind: 'graph',
        picture: await pictureOf(investigation, replayed.ok ? replayed.trace : null, themes[question.theme], question.view),
      }
    }
  }
}

async function explore(scenario: Scenario, limits: Limits): Promise<Answer> {
  const { name, text } = scenario
  const read = await readObservedModel({ name, text }, readingOf(scenario))
  if (!read.ok) return { kind: 'unreadable', diagnostics: [...read.errors, ...read.warnings] }
  const { program, notes, observed } = read.value
  tell({ kind: 'read', program, notes, warnings: read.warnings })
  const investigation = await investigate(program, {
    ...checkingFor(scenario, limits),
    observed,
    reduce: [], // the space must contain every state that the reader can step to
    onProgress: progressTold(),
  })
  const rules = rulesOf(scenario)
  explored = { scenario, limits, investigation, reachable: new Reachable(investigation), rules }
  return { kind: 'explored', summary: summaryOf(investigation), changeable: isChangeable(scenario) }
}

async function repairsOf(scenario: Scenario, limits: Limits): Promise<ShownRepairs | Unrepaired> {
  const { repairsFor } = await import('./repair-search.ts') // so that the code waits until somebody asks
  return repairsFor(scenario, checkingFor(scenario, limits), repairingTold())
}

function isChangeable({ name, text, language }: Scenario): boolean {
  return ['ilv', 'python'].includes(language ?? languageOf({ name, text }))
}

function rulesOf({ spuriousWakeups }: Scenario): Rules {
  return { spuriousWakeups }
}

function checkingFor(scenario: Scenario, limits: Limits): CheckOptions {
  return {
    ...defaultOptions,
    rules: rulesOf(scenario),
    maxStates: limits.maxStates ?? mostStates,
    maxBytes: limits.maxBytes ?? mostBytes,
    timeoutMs: limits.timeoutMs ?? Number.POSITIVE_INFINITY,
    count: limits.count,
    clock: () => performance.now(),
    // A separate task, so that the worker can receive a message to cancel.
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    interrupted: () => cancelled,
  }
}

/** The interval between progress events: the page renders each of them, while the reader may be taking steps. */
const progressMs = 150

function progressTold(): CheckOptions['onProgress'] {
  let told = Number.NEGATIVE_INFINITY
  return ({ states, elapsedMs }) => {
    if (elapsedMs - told < progressMs) return
    told = elapsedMs
    tell({ kind: 'progress', states, elapsedMs })
  }
}

function repairingTold(): (tried: number, found: number) => void {
  let told = Number.NEGATIVE_INFINITY
  return (tried, found) => {
    if (performance.now() - told < progressMs) return
    told = performance.now()
    tell({ kind: 'repairing', tried, found })
  }
}

/**
 * A picture of more states than this is illegible; the page then shows the surroundings of the path to the current
 * state.
 */
const mostWhole = 120

/** Graphviz takes too long for more states than this. */
const mostDrawn = 1500

async function pictureOf(
  investigation: Investigation,
  trace: Trace | null,
  theme: Theme,
  view: GraphView,
): Promise<GraphPicture> {
  const { count } = investigation.space
  const large = count > mostWhole
  if (large && view === 'all' && count > mostDrawn) {
    return { kind: 'none', why: `${grouped(count)} states are too many for one picture: choose another view` }
  }
  const whole = !large || view === 'all'
  if (!whole && trace === null) return { kind: 'none', why: 'the schedule does not fit the program' }
  const drawn = await stateGraphOf(investigation, { theme, ...drawnIn(whole ? 'all' : view, trace) })
  if (!drawn.ok) return { kind: 'none', why: drawn.errors.map((each) => each.message).join('; ') }
  const { graph, dot } = drawn.value
  const boxes = graph.merge === null ? null : [0, ...graph.path.map(({ to }) => to)]
  return { kind: 'dot', dot, caption: graph.caption, whole, large, boxes }
}

function drawnIn(view: GraphView, trace: Trace | null): Parameters<typeof stateGraphOf>[1] {
  switch (view) {
    case 'all':
      return { maxNodes: mostDrawn, full: true }
    case 'outcome':
      return { merge: 'outcome', highlight: trace, maxNodes: mostWhole }
    case 'around':
      return { around: trace, maxNodes: mostWhole }
    default:
      return unreachable(view)
  }
}
