import { type Diagnostic, errorAt } from '../base/diagnostic.ts'
import { grouped } from '../base/grouped.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Controls } from '../report/controls.ts'
import type { Trace } from '../semantics/trace.ts'
import { boxLimit, fullLabels, type GraphOptions, type MergeStyle } from './graph-options.ts'
import { countArrows, type Group, groupsBy, groupsWithout, neighbourhood } from './groups.ts'
import type { Reach } from './reach.ts'
import type { Drawable } from './transitions.ts'

/** Which states are drawn, and which of them as one box. */
export interface View {
  readonly groups: readonly Group[]
  readonly merge: MergeStyle | null
  /** The highlighted path. */
  readonly path: Path | null
  /** Whether states are left out. */
  readonly partial: boolean
  readonly notes: readonly string[]
}

/** A trace, and the states of the space that it goes through. */
export interface Path {
  readonly trace: Trace
  readonly states: readonly number[]
}

/** Paths that a view may show. */
export interface Paths {
  readonly highlight: Path | null
  readonly around: Path | null
  /** Drawn if nothing else can be. */
  readonly fallback: () => Path | null
}

/** Merged views examine every state, some of them several times. */
const mostMergedStates = 500_000

/** The merge styles to try if all states are too many, finest first. */
const fallbacks: readonly MergeStyle[] = ['access', 'chains', 'outcome', 'shared']

/** Returns alternatives for the user, if the host has controls for them. */
function othersOf({ graph }: Controls): string | null {
  return graph === null ? null : `${graph.around} draws a trace and its neighbours, ${graph.full} draws every state`
}

/** Joins sentences, omitting those that would name a missing control. */
function joined(...sentences: readonly (string | null)[]): string {
  return sentences.filter((each) => each !== null).join('; ')
}

/** Returns the requested view, or the nearest one that can be read; the notes say which. */
export function chooseView(drawable: Drawable, options: GraphOptions, paths: Paths, reach: () => Reach): Result<View> {
  const { count, transitions } = drawable.space
  const limit = boxLimit(options)
  const { controls } = options
  const { graph } = controls
  const path = paths.highlight ?? paths.around
  if (paths.around !== null) {
    if (options.merge !== null) {
      const [around, merge] = graph === null ? ['a trace', 'merged states'] : [graph.aroundAny, graph.merge(null)]
      return refused(`${around} and ${merge} exclude each other`, 'omit one of them')
    }
    return success({ ...aroundView(drawable, paths.around, limit, null, controls), path })
  }
  if (options.hidden.size > 0) return viewWithout(drawable, options, path, limit)
  if (options.merge !== null) return mergedView(drawable, options.merge, path, limit, reach, controls)
  const tooMany = excess(count, transitions, 'states', limit)
  if (tooMany === null) return success({ groups: everyState(count), merge: null, path, partial: false, notes: [] })
  if (path !== null) return success(aroundView(drawable, path, limit, tooMany, controls))
  const merged = fittingMerge(drawable, limit, reach)
  if (merged !== null) {
    const asWith = graph === null ? '' : ` (as with ${graph.merge(merged.merge)})`
    return success({ ...merged, notes: [joined(`${tooMany}, so they are merged${asWith}`, othersOf(controls))] })
  }
  const fallback = paths.fallback()
  return fallback === null
    ? refused(tooMany, othersOf(controls))
    : success(aroundView(drawable, fallback, limit, tooMany, controls))
}

/** Returns the view without the steps of some threads. */
function viewWithout(drawable: Drawable, { hidden, merge }: GraphOptions, path: Path | null, limit: number): Result<View> {
  if (merge !== null) return refused('threads can be hidden only where states are not merged otherwise', 'omit one of the two')
  if (drawable.space.count > mostMergedStates)
    return refused(`${number(drawable.space.count)} states are too many to merge`, null)
  const groups = groupsWithout(drawable, hidden)
  const tooMany = excess(groups.length, countArrows(drawable, groups), 'boxes', limit)
  return tooMany === null ? success({ groups, merge: null, path, partial: false, notes: [] }) : refused(tooMany, null)
}

/** Returns why a picture of this many boxes and arrows would be too dense to read; null if it would not. */
function excess(boxes: number, arrows: number, what: 'states' | 'boxes', limit: number, perBox = tangle.perBox): string | null {
  if (boxes > limit) return `${number(boxes)} ${what} are more than the ${number(limit)} that a picture can show`
  const tangled = limit !== Number.POSITIVE_INFINITY && arrows > tangle.least && arrows > perBox * boxes
  return tangled ? `${number(arrows)} arrows between ${number(boxes)} ${what} are more than a picture can show` : null
}

/**
 * A picture with more arrows than this, in total and per box, is unreadable; one that the user did not ask for must have
 * fewer.
 */
const tangle = { least: 40, perBox: 4, perUnaskedBox: 3 }

function everyState(count: number): Group[] {
  return Array.from({ length: count }, (_, state) => [state])
}

function aroundView(drawable: Drawable, path: Path, limit: number, why: string | null, { graph }: Controls): View {
  const { states, from } = neighbourhood(drawable, path.states, limit)
  const part = from === 0 ? 'the trace' : `the last ${path.states.length - from} states of the trace`
  const full = graph === null ? null : `${graph.full} draws every state`
  const drawn = joined(`drawn: ${part} and the states one step off it`, full)
  return {
    groups: states.map((state) => [state]),
    merge: null,
    path,
    partial: states.length < drawable.space.count,
    notes: why === null ? (from > 0 ? [drawn] : []) : [`${why}; ${drawn}`],
  }
}

function mergedView(
  drawable: Drawable,
  merge: MergeStyle,
  path: Path | null,
  limit: number,
  reach: () => Reach,
  controls: Controls,
): Result<View> {
  const { graph } = controls
  const { count } = drawable.space
  if (count > mostMergedStates) {
    return refused(`${number(count)} states are too many to merge`, graph === null ? null : `${graph.around} draws a trace`)
  }
  const groups = groupsBy(merge, drawable, reach)
  const tooMany = excess(groups.length, countArrows(drawable, groups), 'boxes', limit)
  if (tooMany === null) return success({ groups, merge, path, partial: false, notes: [] })
  const fitting = fittingMerge(drawable, limit, reach)?.merge
  const less = graph === null || fitting === undefined ? null : `${graph.merge(fitting)} draws fewer boxes`
  const asked = graph === null ? 'with merged states' : graph.merge(merge)
  return refused(`${asked}: ${tooMany}`, graph === null ? null : joined(less, othersOf(controls)))
}

/** Returns the finest merged view that can be labelled in full; else the finest that can be drawn. */
function fittingMerge(drawable: Drawable, limit: number, reach: () => Reach): (View & { merge: MergeStyle }) | null {
  if (drawable.space.count > mostMergedStates) return null
  const views = fallbacks.map((merge) => ({ merge, groups: groupsBy(merge, drawable, reach), ...whole }))
  const fits = ({ groups }: View, most: number): boolean =>
    groups.length >= fewestBoxes &&
    excess(groups.length, countArrows(drawable, groups), 'boxes', most, tangle.perUnaskedBox) === null
  return views.find((each) => fits(each, Math.min(fullLabels, limit))) ?? views.find((each) => fits(each, limit)) ?? null
}

const whole = { path: null, partial: false, notes: [] } as const

/** A merged picture with fewer boxes than this is not informative. */
const fewestBoxes = 3

function refused(message: string, hint: string | null): Result<View> {
  const error: Diagnostic = errorAt(null, null, message, hint)
  return failure([error])
}

export function number(count: number): string {
  return grouped(count)
}
