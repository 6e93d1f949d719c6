import type { Cost } from '../analysis/contention.ts'
import type { Contention } from '../check/assess.ts'
import type { Program } from '../program/program.ts'
import { aspects, type Compared, cellsOf } from './compare.ts'
import type { Controls } from './controls.ts'
import { refutationTexts } from './refutations.ts'

/** Returns the cells of the table by name, and the numbers behind them. */
export function compareJson(models: readonly Compared[], controls: Controls): unknown[] {
  return models.map((model) => {
    const { assessment, name } = model
    const { program } = assessment.result
    const cells = cellsOf(model, controls)
    return {
      file: name,
      ...Object.fromEntries(aspects.map((aspect, index) => [aspect, cells[index] ?? ''])),
      contention: contentionJson(assessment.contention, program),
      withOneMoreThread: contentionJson(assessment.grown, program),
      guarantee: assessment.guarantee?.guarantee ?? null,
      refutations: refutationTexts(assessment),
    }
  })
}

function contentionJson(contention: Contention | null, { threads }: Program): unknown {
  const cost = ({ most, mean }: Cost): unknown => ({
    most: most ?? 'unbounded',
    mean: mean === undefined ? 'not computed' : (mean ?? 'unbounded'),
  })
  return contention?.threads.map(({ thread, alone, steps, waits }) => {
    const name = threads[thread]?.name ?? 'another'
    return { thread: name, alone: alone ?? 'unbounded', steps: cost(steps), waits: cost(waits) }
  })
}
