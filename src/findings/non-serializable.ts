import { counted } from '../base/words.ts'
import { namedTexts, shownNames, shownValues } from '../program/heap.ts'
import type { Observable, Value } from '../program/program.ts'
import type { FindingRule } from './rule.ts'

export interface NonSerializable {
  readonly kind: 'non-serializable'
  readonly outcomes: number
  readonly of: number
  readonly names: readonly Observable[]
  readonly example: readonly Value[]
}

export const nonSerializable: FindingRule<NonSerializable> = {
  kind: 'non-serializable',
  name: 'non-serializable',
  severity: 'warning',
  inReducedSpaces: true,
  searches: [
    {
      in: 'outcomes',
      find: (outcomes, names, program) => {
        // In which order threads print is up to the schedule, so that alone is nothing to warn of.
        const printed = shownNames(program, names).map(
          (each) => each.kind === 'shared' && program.shared[each.variable]?.text !== undefined,
        )
        const keyOf = (final: readonly Value[]): string =>
          JSON.stringify(shownValues(program, names, final).filter((_, index) => printed[index] !== true))
        const serial = new Set(outcomes.flatMap((each) => (each.serial === true ? [keyOf(each.final)] : [])))
        const strange = outcomes.filter((each) => each.serial === false && !serial.has(keyOf(each.final)))
        const [nearest] = [...strange].sort((one, other) => one.steps - other.steps)
        if (nearest === undefined) return null
        const counts = { outcomes: strange.length, of: outcomes.length }
        const detail = { kind: 'non-serializable' as const, ...counts, names, example: nearest.final }
        return { detail, threads: [], lines: [], outcome: outcomes.indexOf(nearest) }
      },
    },
  ],
  explain: (program, { detail }) => {
    const values = namedTexts(program, detail.names, detail.example)
    const outcomes = `${detail.outcomes} of ${counted(detail.of, 'final outcome')}`
    return `${outcomes} ${detail.outcomes === 1 ? 'is' : 'are'} not reached by any serial execution: ${values.join(', ')}`
  },
}
