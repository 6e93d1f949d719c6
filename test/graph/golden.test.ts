import { expect, test } from 'vitest'
import { type Investigation, investigate } from '../../src/check/check.ts'
import { dotText } from '../../src/graph/dot.ts'
import { graphOf } from '../../src/graph/graph.ts'
import type { GraphOptions } from '../../src/graph/graph-options.ts'
import { mermaidText } from '../../src/graph/mermaid.ts'
import { graphAt } from '../../src/graph/steps.ts'
import { themes } from '../../src/picture/theme.ts'
import type { FindingKind, Program } from '../../src/program/program.ts'
import type { Trace } from '../../src/semantics/trace.ts'
import { counter } from '../counter.ts'
import { failing, hostile, printing, spinning, twoLocks } from './programs.ts'

// Each picture as it should be, in `golden/`: read the difference before updating one (`vitest -u`), and look at it.

interface Picture {
  readonly name: string
  readonly program: Program
  readonly options?: Partial<GraphOptions>
  readonly highlight?: FindingKind
  readonly around?: FindingKind
}

const racy = counter(2, 1)

const pictures: readonly Picture[] = [
  { name: 'racy', program: racy },
  { name: 'racy-lost-update', program: racy, highlight: 'lost-update' },
  { name: 'racy-changes', program: racy, options: { label: 'changes' } },
  { name: 'racy-shared', program: racy, options: { label: 'shared' } },
  { name: 'racy-none', program: racy, options: { label: 'none' } },
  { name: 'racy-merge-access', program: racy, options: { merge: 'access' } },
  { name: 'racy-merge-chains', program: racy, options: { merge: 'chains' } },
  { name: 'racy-merge-shared', program: racy, options: { merge: 'shared' } },
  { name: 'racy-merge-outcome', program: racy, options: { merge: 'outcome' }, highlight: 'lost-update' },
  { name: 'racy-dark', program: racy, highlight: 'lost-update', options: { theme: themes.dark } },
  { name: 'racy-print', program: racy, highlight: 'lost-update', options: { theme: themes.print } },
  { name: 'printing', program: printing },
  { name: 'printing-changes', program: printing, options: { label: 'changes' } },
  { name: 'four-print', program: counter(4, 1, () => true), options: { theme: themes.print, merge: 'chains' } },
  { name: 'locked', program: counter(2, 1, () => true) },
  { name: 'locked-merge-chains', program: counter(2, 1, () => true), options: { merge: 'chains' } },
  { name: 'deadlock', program: twoLocks, highlight: 'deadlock' },
  { name: 'failing', program: failing, highlight: 'assertion' },
  { name: 'spinning', program: spinning },
  { name: 'hostile', program: hostile, options: { merge: 'access' } },
  { name: 'around', program: counter(2, 2), around: 'lost-update' },
  { name: 'above-limit', program: counter(2, 5) },
]

test.each(pictures)('$name', async ({ name, program, options = {}, highlight, around }) => {
  const investigation = await investigate(program)
  const graph = graphOf(investigation, {
    ...options,
    highlight: highlight === undefined ? null : traceOf(investigation, highlight),
    around: around === undefined ? null : traceOf(investigation, around),
  })
  if (!graph.ok) throw new Error(graph.errors.map((each) => each.message).join())
  await expect(dotText(graph.value)).toMatchFileSnapshot(`golden/${name}.dot`)
  await expect(mermaidText(graph.value)).toMatchFileSnapshot(`golden/${name}.mmd`)
})

test('a step of a path', async () => {
  const investigation = await investigate(racy)
  const graph = graphOf(investigation, { highlight: traceOf(investigation, 'lost-update') })
  if (!graph.ok) throw new Error(graph.errors.map((each) => each.message).join())
  await expect(dotText(graphAt(graph.value, 3))).toMatchFileSnapshot('golden/racy-step-3.dot')
})

function traceOf({ result }: Investigation, kind: FindingKind): Trace {
  const finding = result.findings.find((each) => each.kind === kind)
  if (finding === undefined) throw new Error(`no ${kind}`)
  return finding.trace
}
