import type { SharedArguments } from './arguments.ts'
import { bundledExamples } from './examples.ts'
import { loadModel } from './load.ts'
import { firstScenario, limitsOf, pageText, scenarioOf } from './page-text.ts'

/** Returns the playground with models in its editor; without any, with the first example. */
export async function playgroundText(models: readonly string[], title: string, shared: SharedArguments): Promise<string> {
  const examples = await bundledExamples()
  const scenarios = []
  for (const name of models) scenarios.push(scenarioOf(await loadModel(name, shared), shared))
  if (scenarios.length === 0) scenarios.push(firstScenario(examples, shared))
  const limits = limitsOf(shared)
  return pageText({ title, scenarios, examples, playground: true, limits, linkBase: null, embedded: false })
}
