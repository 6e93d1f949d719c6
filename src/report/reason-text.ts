import { unreachable } from '../base/bug.ts'
import { grouped } from '../base/grouped.ts'
import type { ReachedLimit, UncountedReason, Why } from '../check/reasons.ts'
import type { UnjudgedReason } from '../findings/rule.ts'
import { denotedText } from '../program/denote.ts'
import { shownValues } from '../program/heap.ts'
import type { Fairness, Observable, Program, Value } from '../program/program.ts'
import type { Limit } from '../space/space.ts'
import { type Controls, named, suggested } from './controls.ts'
import { overtakingPairText } from './overtaking-text.ts'

/** Returns why a check is not complete; a lossy store is a reason in addition to any limit. */
export function reachedText({ limit, ours, omitted }: ReachedLimit, controls: Controls): string {
  const text = limitText(limit, controls, ours)
  return omitted === null || limit.kind === 'omission' ? text : `${text}; ${omissionText(omitted, controls)}`
}

/** Returns a limit in words. `ours`: the check set the limit of states, because the space is too large to finish. */
export function limitText(limit: Limit, controls: Controls, ours = false): string {
  const { maxStates, maxMemory, timeout } = controls
  switch (limit.kind) {
    case 'states': {
      const most = grouped(limit.limit)
      if (!ours) return `the limit of ${most} states was reached${named(maxStates)}`
      const more = maxStates === null || timeout === null ? '' : ` (${maxStates} or ${timeout} for more)`
      return `there are far too many states to explore, so the exploration stopped at ${most}${more}`
    }
    case 'memory':
      return `the limit of ${mebibytes(limit.limit)} was reached${named(maxMemory)}`
    case 'analysis': {
      const [needed, most] = [mebibytes(limit.needed), mebibytes(limit.limit)]
      const needs = `the analysis of ${limit.task} takes about ${needed}, more than ${most}`
      return `all states were explored, but ${needs}${named(maxMemory)}`
    }
    case 'time':
      return `the limit of ${limit.limit / 1000} s was reached${named(timeout)}`
    case 'omission':
      return omissionText(limit.expected, controls)
    case 'interrupted':
      return 'the exploration was interrupted'
    default:
      return unreachable(limit)
  }
}

/** Returns an amount of memory in words. */
export function mebibytes(bytes: number): string {
  return `${grouped(Math.round(bytes / 2 ** 20))} MiB`
}

/** Returns how many states a lossy store is expected to have missed, in words. */
function omissionText(expected: number, { store }: Controls): string {
  const amount = expected >= 1.5 ? `about ${grouped(Math.round(expected))}` : expected.toPrecision(1)
  return `the store is lossy${named(store)}: ${amount} states are expected to be missing, and those that only they lead to`
}

/** Returns why interleavings were not counted. */
export function uncountedText(reason: UncountedReason, { count, store }: Controls): string {
  switch (reason.kind) {
    case 'reduced':
      return 'the exploration was reduced'
    case 'limit':
      return 'a limit was reached'
    case 'large':
      return `more than ${grouped(reason.states)} states${suggested(count, 'counts them anyway')}`
    case 'store':
      return `the store is compressed${suggested(exact(store), 'counts them')}`
    case 'endless':
      return 'the state space has a cycle, so there are infinitely many'
    default:
      return unreachable(reason)
  }
}

/** Returns the control that selects the exact store. */
function exact(store: string | null): string | null {
  return store === null ? null : `${store} exact`
}

/** Returns why a kind of finding was not judged. */
export function unjudgedWhy(reason: UnjudgedReason, { fullSpace, store }: Controls): string {
  switch (reason.kind) {
    case 'no results':
      return 'no operation returns anything (`return e`), so there is nothing to compare'
    case 'operations':
      return reason.why
    case 'reduced':
      return `the exploration was reduced${suggested(fullSpace, 'looks for it')}`
    case 'large':
      return `there are more than ${grouped(reason.states)} states; an \`expect\` line searches for it anyway`
    case 'store':
      return `the store is compressed${suggested(exact(store), 'looks for it')}`
    case 'large operation':
      return 'an operation has too many states when it is executed alone'
    default:
      return unreachable(reason)
  }
}

/** Returns why an expectation does not hold, or was left open. */
export function whyText(why: Why, controls: Controls, program: Program): string {
  switch (why.kind) {
    case 'limit':
      return 'a limit was reached before this was decided'
    case 'false in a final state':
      return 'it is false in a reachable final state'
    case 'in no final state':
      return 'no final state satisfies it'
    case 'vacuous':
      return 'it holds vacuously: no execution ends; write `expect deadlock` or the like if that is meant'
    case 'reached':
      return 'it holds in a reachable state'
    case 'in no state':
      return 'no reachable state satisfies it'
    case 'finding':
      return why.present ? 'there is one' : 'there is none'
    case 'unjudged':
      return unjudgedWhy(why.reason, controls)
    case 'reduced': {
      const counts = { states: 'counts all states', interleavings: 'counts them', 'each state': 'looks at each state' }[
        why.wanted
      ]
      return `the exploration was reduced${suggested(controls.fullSpace, counts)}`
    }
    case 'temporal':
      return temporalText(why)
    case 'overtaking':
      return overtakingPairText(program, why)
    case 'states':
      return why.complete ? `there are ${why.count}` : `there are at least ${why.count}`
    case 'interleavings':
      return `there are ${why.count}`
    case 'uncounted':
      return why.reason === null ? 'they were not counted' : uncountedText(why.reason, controls)
    case 'also possible':
    case 'not possible': {
      const texts = (all: typeof why.values): string => listText(all.map((values) => valuesText(program, why.names, values)))
      return `${why.kind}: ${texts(why.values)}${why.missing.length === 0 ? '' : `; not possible: ${texts(why.missing)}`}`
    }
    default:
      return unreachable(why)
  }
}

function temporalText({ operator, label, ends, fairness }: Why & { readonly kind: 'temporal' }): string {
  const which = label === '' ? '' : `for ${label}: `
  if (operator === 'always') return `${which}it is false in a reachable state`
  const execution = ends ? 'an execution that ends' : `an infinite execution (${fairnessWords[fairness]})`
  switch (operator) {
    case 'eventually':
      return `${which}it never holds in ${execution}`
    case 'leads-to':
      return `${which}the first holds, and the second never does from then on, in ${execution}`
    case 'always-eventually':
      return `${which}from some state on it never holds in ${execution}`
    case 'eventually-always':
      return ends ? `${which}it is false at the end of an execution` : `${which}it is false again and again in ${execution}`
    default:
      return unreachable(operator)
  }
}

const fairnessWords: Readonly<Record<Fairness, string>> = {
  none: 'fair or not',
  weak: 'weakly fair',
  strong: 'strongly fair',
}

/** At most this many values are listed in a sentence. */
const mostListed = 8

function listText(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).join(', ')
  return texts.length > mostListed ? `${shown} and ${texts.length - mostListed} more` : shown
}

function valuesText(program: Program, names: readonly Observable[], values: readonly Value[]): string {
  const texts = shownValues(program, names, values).map(denotedText)
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`
}
