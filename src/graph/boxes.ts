import { present } from '../base/bug.ts'
import { depthOf } from '../space/space.ts'
import { linesOf, shownState } from './box-lines.ts'
import { type Drawing, endOf, verdictFrom } from './drawing.ts'
import type { Group } from './groups.ts'
import type { Box } from './model.ts'

/** Returns the box of a group of states. */
export function boxOf(drawing: Drawing, group: Group): Box {
  const first = present(group[0], 'state of a group')
  const end = endOf(drawing, shownState(drawing, group))
  const lines = linesOf(drawing, group, drawing.label)
  const everything = drawing.label === 'full' ? lines : linesOf(drawing, group, 'full')
  return {
    state: first,
    count: group.length,
    step: depthOf(drawing.drawable.space, first),
    start: first === 0,
    end,
    doomed: end === null ? doomOf(drawing, first) : null,
    traced: group.some(drawing.isTraced),
    here: false,
    lines,
    hover: everything.map(({ runs }) => runs.map(({ text }) => text).join('')),
  }
}

/** States with the same shared values may differ in the ends that they can reach, so those boxes are never tinted. */
function doomOf({ reach, merge }: Drawing, state: number): Box['doomed'] {
  if (reach === null || merge === 'shared' || verdictFrom(reach, 0) !== null) return null
  return verdictFrom(reach, state)
}
