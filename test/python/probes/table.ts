import type { Verdict } from './compare.ts'
import type { Probe } from './places.ts'

interface Row {
  same: number
  refused: number
  unobserved: number
  limit: number
  readonly reasons: Map<string, number>
}

/** A page about what the subset accepts, from the verdicts about probes. */
export function subsetPage(judged: readonly (readonly [Probe, Verdict])[]): string {
  const rows = new Map<string, Row>()
  for (const [{ form }, verdict] of judged) {
    const row = rows.get(form) ?? { same: 0, refused: 0, unobserved: 0, limit: 0, reasons: new Map<string, number>() }
    rows.set(form, row)
    if (verdict.kind === 'wrong') continue
    row[verdict.kind]++
    if (verdict.kind === 'refused') {
      const reason = verdict.message.replace(/`[^`]*`/g, '`…`')
      row.reasons.set(reason, (row.reasons.get(reason) ?? 0) + 1)
    }
  }
  const lines = [...rows].map(
    ([form, row]) => `| ${form} | ${row.same} | ${row.refused} | ${row.unobserved} | ${row.limit} | ${mostFrequent(row)} |`,
  )
  return `${[
    '# What of Python is accepted',
    '',
    `Every form of expression and statement, on operands of every kind, in every place: ${judged.length} of the programs that`,
    'the generator in `test/python/probes` makes, each executed by CPython and by the checker. `npm run probes` writes this',
    'page. A program counts as *same* if its value, its type and its exception are those of CPython; as *not shown* if it is',
    'accepted, and its value is one that outcomes do not show, such as a function; where a value is printed, all that is printed is compared; as *limit* if the',
    'checker reports that the execution leaves the range of integers (of the quick reader), or where only a later Python than that of the test accepts it. There is no other kind: a program that is accepted and means',
    'something else fails the test.',
    '',
    '| form | same | refused | not shown | limit | most frequent reason of a refusal |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')}\n`
}

function mostFrequent({ reasons }: Row): string {
  const [first] = [...reasons].sort(([one, count], [other, more]) => more - count || (one < other ? -1 : 1))
  return first === undefined ? '' : first[0].replace(/\|/g, '\\|')
}
