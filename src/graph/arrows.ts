import { present } from '../base/bug.ts'
import { registerWritten } from '../program/dataflow.ts'
import { denotedText, meaningIn, variableText } from '../program/denote.ts'
import { locationText } from '../program/print.ts'
import { instructionAt, isUnnamed } from '../program/program.ts'
import { valueAt } from '../space/space.ts'
import type { Drawing } from './drawing.ts'
import { packed, shortName } from './graph-text.ts'
import { type Group, sharedValues } from './groups.ts'
import type { Arrow } from './model.ts'
import { type Transition, transitionsFrom } from './transitions.ts'

/** Lines of text beside an arrow. */
const mostTexts = 3
const changesWidth = 30

/** Transitions of one thread between the same two groups. */
interface Bundle {
  readonly from: number
  readonly to: number
  readonly thread: number
  readonly transitions: Transition[]
}

/** Returns the arrows between groups. Transitions within a merged group, or out of the picture, are not shown. */
export function arrowsBetween(drawing: Drawing, groups: readonly Group[], path: readonly number[]): Arrow[] {
  const boxOf = new Map(groups.flatMap((group) => group.map((state) => [state, group[0] ?? state] as const)))
  const traced = tracedSteps(path)
  return bundles(drawing, groups, boxOf).map(({ from, to, thread, transitions }) => {
    const onPath = transitions.some((each) => traced.has(`${each.from} ${each.to}`))
    return { from, to, thread, traced: onPath, straight: onPath, texts: arrowTexts(drawing, transitions) }
  })
}

function tracedSteps(path: readonly number[]): Set<string> {
  return new Set(path.slice(1).map((state, index) => `${path[index]} ${state}`))
}

function bundles(drawing: Drawing, groups: readonly Group[], boxOf: ReadonlyMap<number, number>): Bundle[] {
  const found = new Map<string, Bundle>()
  for (const group of groups) {
    for (const state of group) {
      for (const transition of transitionsFrom(drawing.drawable, state)) {
        const from = present(boxOf.get(transition.from), 'box of a state')
        const to = boxOf.get(transition.to)
        const inside = from === to && (group.length > 1 || drawing.merge !== null)
        if (to === undefined || inside) continue
        const { thread } = transition.label
        const key = `${from} ${to} ${thread}`
        const known = found.get(key)
        if (known === undefined) found.set(key, { from, to, thread, transitions: [transition] })
        else known.transitions.push(transition)
      }
    }
  }
  return [...found.values()]
}

/** Returns the lines of text beside an arrow for some transitions. */
export function arrowTexts(drawing: Drawing, transitions: readonly Transition[]): string[] {
  const { label, merge } = drawing
  if (label === 'none') return []
  const named = merge !== null && merge !== 'access'
  const texts = transitions.map((each) =>
    label === 'changes' && !named ? changesOf(drawing, each) : [stepText(drawing, each, named)],
  )
  const distinct = [...new Map(texts.map((lines) => [lines.join('\n'), lines])).values()].filter((lines) => lines[0] !== '')
  const shown = distinct.length <= mostTexts ? distinct : distinct.slice(0, mostTexts - 1)
  return distinct.length > shown.length ? [...shown.flat(), `… ${distinct.length - shown.length} more`] : shown.flat()
}

/** Returns the instruction, if boxes do not show it, and the choices. */
function stepText({ words }: Drawing, { label }: Transition, named: boolean): string {
  const choices = words.choices(label)
  if (!named) return label.kind === 'spurious-wakeup' ? 'wakes spuriously' : choices
  return choices === '' ? words.step(label) : `${words.step(label)}: ${choices}`
}

/** Returns the instruction, and the new values of the shared variables and registers that it changed. */
function changesOf(drawing: Drawing, transition: Transition): string[] {
  const changes = [...sharedChanges(drawing, transition), ...registerChanges(drawing, transition)]
  return [stepText(drawing, transition, true), ...packed(changes, changesWidth)]
}

function sharedChanges({ drawable }: Drawing, { from, to, label }: Transition): string[] {
  const { program } = drawable.space
  const [before, after] = [sharedValues(drawable, from), sharedValues(drawable, to)]
  return program.shared.flatMap(({ name, length, hidden, text }, variable) => {
    if (hidden === true) return []
    if (text !== undefined) {
      const [old, now] = [before, after].map((values) => variableText(program, variable, values))
      return old === now ? [] : [`${shortName(name)} ${old} → ${now}`]
    }
    return (before[variable] ?? []).flatMap((value, element) => {
      const written = label.accesses.some(
        ({ kind, location }) => kind === 'write' && location.variable === variable && location.element === element,
      )
      const place = shortName(locationText(program, { variable, element: length === null ? 0 : element }))
      const meant = (each: number): string => denotedText(meaningIn(program, variable, each))
      return changeText(place, meant(value), meant(after[variable]?.[element] ?? value), written)
    })
  })
}

function registerChanges({ drawable: { space } }: Drawing, { from, to, label }: Transition): string[] {
  const { program, layout } = space
  const { code } = present(program.threads[label.thread], 'thread')
  const instruction = instructionAt(program, label.thread, label.pc)
  const written = instruction === null ? null : registerWritten(instruction)
  return present(program.codes[code], 'code').registers.flatMap((name, register) => {
    if (isUnnamed(name)) return []
    const slot = layout.register(label.thread, register)
    return changeText(shortName(name), `${valueAt(space, from, slot)}`, `${valueAt(space, to, slot)}`, register === written)
  })
}

function changeText(name: string, before: string, after: string, written: boolean): string[] {
  if (before !== after) return [`${name} ${before} → ${after}`]
  return written ? [`${name} still ${after}`] : []
}
