import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import { counted } from '../base/words.ts'
import type { Investigation } from '../check/check.ts'
import type { CheckResult } from '../check/result.ts'
import { threadStyles } from '../picture/theme.ts'
import { lastSegment } from '../picture/titles.ts'
import { type Controls, suggested } from '../report/controls.ts'
import { limitText } from '../report/reason-text.ts'
import type { Trace } from '../semantics/trace.ts'
import { arrowsBetween } from './arrows.ts'
import { boxOf } from './boxes.ts'
import { type Drawing, outcomeFinder } from './drawing.ts'
import { defaultGraphOptions, fullLabels, type GraphOptions, type LabelStyle, sharedLabels } from './graph-options.ts'
import { Words } from './graph-text.ts'
import type { Group } from './groups.ts'
import { legendOf, traceText } from './legend.ts'
import type { PathStep, StateGraph } from './model.ts'
import { type Reach, reachOf } from './reach.ts'
import { type Drawable, statesOf } from './transitions.ts'
import { treeOf } from './tree.ts'
import { chooseView, number, type Path, type Paths, type View } from './view.ts'

/** In larger spaces states are not tinted by the ends that they can reach, since that examines every state. */
const mostTintedStates = 200_000

/**
 * Returns a picture of the state space of an investigation: its boxes and arrows with their text, the legend, and notes
 * for the user. If the picture would be too dense to read, it fails with a hint.
 */
export function graphOf({ result, space }: Investigation, partial: Partial<GraphOptions> = {}): Result<StateGraph> {
  const options: GraphOptions = { ...defaultGraphOptions, ...partial }
  const { edges } = space
  if (edges === null) return failure([errorAt(null, null, 'the transitions were not kept, so there is no graph to draw')])
  const drawable: Drawable = { space, edges }
  const pathOf = (trace: Trace | null): Path | null => (trace === null ? null : { trace, states: statesOf(drawable, trace) })
  const paths: Paths = {
    highlight: pathOf(options.highlight),
    around: pathOf(options.around),
    fallback: () => pathOf(result.findings[0]?.trace ?? result.outcomes[0]?.witness() ?? null),
  }
  const reach = once(() => reachOf(drawable, result.outcomes, result.observed))
  if (options.tree) return treeGraph(drawable, result, options, paths.highlight, reach)
  const view = chooseView(drawable, options, paths, reach)
  if (!view.ok) return view
  const drawing = drawingOf(drawable, result, options, view.value, reach)
  return success(draw(drawing, view.value, options))
}

/** Returns the picture of all executions as a tree. */
function treeGraph(
  drawable: Drawable,
  result: CheckResult,
  options: GraphOptions,
  path: Path | null,
  reach: () => Reach,
): Result<StateGraph> {
  if (options.merge !== null || options.around !== null || options.hidden.size > 0)
    return failure([errorAt(null, null, 'a tree shows all states and all steps', 'omit the option that leaves some out')])
  const label = options.label === 'none' ? 'none' : 'changes'
  const groups = [...Array(drawable.space.count).keys()].map((state) => [state])
  const drawing = drawingOf(
    drawable,
    result,
    { ...options, label },
    { groups, merge: null, path, partial: false, notes: [] },
    reach,
  )
  const tree = treeOf(drawing, path?.states ?? [])
  if (!tree.ok) return tree
  const { boxes, arrows, leaves } = tree.value
  const { source } = drawable.space.program
  const name = source === null ? '' : `${lastSegment(source.name)}: `
  return success({
    caption: `${name}${counted(leaves, 'interleaving')} as a tree`,
    theme: options.theme,
    layout: options.layout,
    label,
    merge: null,
    threads: drawing.threads,
    boxes,
    arrows,
    path: tree.value.path,
    ranked: false,
    legend: legendOf(drawing, boxes, arrows, path === null ? null : nameOf(drawing, path)),
    notes: pathNotes(path),
  })
}

function drawingOf(
  drawable: Drawable,
  result: CheckResult,
  options: GraphOptions,
  { groups, merge, path }: View,
  reach: () => Reach,
): Drawing {
  const { space } = drawable
  const onPath = new Set(path?.states)
  const drawn = new Set(groups.flat())
  return {
    drawable,
    result,
    words: new Words(drawable),
    threads: threadStyles(space.program, options.theme),
    theme: options.theme,
    hidden: options.hidden,
    label: options.label === 'auto' ? labelFor(groups.length) : options.label,
    merge,
    reach: space.count <= mostTintedStates || merge === 'outcome' ? reach() : null,
    outcomeOf: outcomeFinder(drawable, result),
    isTraced: (state) => onPath.has(state),
    isDrawn: (state) => drawn.has(state),
  }
}

function draw(drawing: Drawing, view: View, options: GraphOptions): StateGraph {
  const { merge, threads, label, theme } = drawing
  const { groups, path, notes } = view
  const boxes = groups.map((group) => boxOf(drawing, group))
  const arrows = arrowsBetween(drawing, groups, path?.states ?? [])
  return {
    caption: captionOf(drawing, view, options.controls),
    theme,
    layout: options.layout,
    label,
    merge,
    threads,
    boxes,
    arrows,
    path: path === null ? [] : pathSteps(groups, path),
    ranked: merge === null && drawing.hidden.size === 0,
    legend: legendOf(drawing, boxes, arrows, path === null ? null : nameOf(drawing, path)),
    notes: [...notes, ...labelNotes(options, label, groups.length), ...pathNotes(path)],
  }
}

function pathSteps(groups: readonly Group[], { trace, states }: Path): PathStep[] {
  const boxes = new Map(groups.flatMap((group) => group.map((state) => [state, group[0] ?? state] as const)))
  return states.slice(1).flatMap((state, step) => {
    const [from, to] = [boxes.get(states[step] ?? -1), boxes.get(state)]
    return from === undefined || to === undefined ? [] : [{ from, to, thread: trace.schedule[step]?.thread ?? 0 }]
  })
}

function labelFor(boxes: number): LabelStyle {
  if (boxes <= fullLabels) return 'full'
  return boxes <= sharedLabels ? 'shared' : 'none'
}

function labelNotes({ label, controls: { graph } }: GraphOptions, chosen: LabelStyle, boxes: number): string[] {
  if (label !== 'auto' || chosen === 'full') return []
  const what = chosen === 'shared' ? 'labels show shared values only' : 'there are no labels'
  const limit = chosen === 'shared' ? fullLabels : sharedLabels
  return [`with more than ${limit} boxes (${number(boxes)}) ${what}${suggested(graph?.fullLabels ?? null, 'shows all')}`]
}

function pathNotes(path: Path | null): string[] {
  if (path === null || path.states.length > path.trace.schedule.length) return []
  return [`the trace leaves the explored states at step ${path.states.length}; the steps before it are drawn`]
}

function nameOf(drawing: Drawing, { trace, states }: Path): string {
  const outcome = drawing.outcomeOf(states.at(-1) ?? 0)
  const text = outcome === null ? null : drawing.words.outcome(drawing.result.observed, outcome.final)
  return traceText(drawing.result, drawing.words, trace, text)
}

function captionOf({ drawable: { space }, merge, hidden }: Drawing, { groups, partial }: View, controls: Controls): string {
  const { source } = space.program
  const all = `${number(space.count)} ${space.count === 1 ? 'state' : 'states'}`
  const counted = partial
    ? `${number(groups.length)} of ${all}`
    : merge === null && hidden.size === 0
      ? all
      : `${all} in ${number(groups.length)} boxes`
  const explored = space.limit === null ? 'complete' : `incomplete: ${limitText(space.limit, controls)}`
  const said = partial && space.limit === null ? 'explored completely' : explored
  return `${source === null ? '' : `${lastSegment(source.name)}: `}${counted}, ${said}`
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
