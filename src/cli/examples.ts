import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readModel } from '../language/read.ts'
import { packageFolder } from './page-text.ts'

/** Returns the bundled models that can be explored without options, for the playground. */
export async function bundledExamples(): Promise<{ name: string; text: string }[]> {
  const folder = join(packageFolder(), 'models')
  const names = readdirSync(folder).filter((name) => /\.(ilv|py|s)$/.test(name))
  const sources = names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  const examples = []
  for (const source of sources) if ((await readModel(source)).ok) examples.push(source)
  return examples
}
