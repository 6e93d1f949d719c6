import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readModel } from '../language/read.ts'
import { packageFolder } from './page-text.ts'

/** The models that come with the tool and can be explored as they are, for the playground. */
export async function bundledExamples(): Promise<{ name: string; text: string }[]> {
  const folder = join(packageFolder(), 'models')
  const names = readdirSync(folder).filter((name) => /\.(ilv|py)$/.test(name))
  const sources = names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  const examples = []
  for (const source of sources) if ((await readModel(source)).ok) examples.push(source)
  return examples
}
