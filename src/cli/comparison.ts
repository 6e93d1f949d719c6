import { assess } from '../check/assess.ts'
import { type Compared, compareHtml, compareMarkdown, compareText } from '../report/compare.ts'
import { compareJson } from '../report/compare-json.ts'
import type { SharedArguments } from './arguments.ts'
import { commandLine } from './controls.ts'
import { Exit, worst } from './failure.ts'
import { clearProgress, interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { checkOptions, loadModel, modelsAmong } from './load.ts'

export type ComparisonFormat = 'text' | 'markdown' | 'html' | 'json'

/** Checks several models and prints the results side by side. An error found in a model does not change the exit code. */
export async function compareModels(
  models: readonly string[],
  shared: SharedArguments,
  forever: boolean,
  format: ComparisonFormat,
): Promise<number> {
  const compared: Compared[] = []
  for (const name of modelsAmong(models)) {
    const model = await loadModel(name, shared)
    compared.push({ name: model.name, assessment: await assess(model.program, checkOptions(model, shared), forever) })
    clearProgress()
    if (interruptionExit() !== null) break
  }
  if (format === 'json')
    process.stdout.write(`${jsonText({ schema: 'interleave/compare@1', models: compareJson(compared, commandLine) })}\n`)
  else if (format === 'markdown') process.stdout.write(compareMarkdown(compared, commandLine))
  else
    process.stdout.write(
      format === 'html' ? compareHtml(compared, commandLine) : compareText(compared, outputStyle(shared), commandLine),
    )
  return interruptionExit() ?? worst(compared.map(({ assessment }) => (assessment.result.complete ? Exit.ok : Exit.limit)))
}
