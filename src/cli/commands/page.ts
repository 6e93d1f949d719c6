import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit } from '../failure.ts'
import { outputPath, writeOutput } from '../files.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'

type Arguments = RawArguments & {
  readonly models: string[]
  readonly out: string | undefined
  readonly title: string | undefined
  readonly playground: boolean
  readonly 'link-base': string | undefined
  readonly embed: boolean
}

export function pageBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', { type: 'string', array: true, demandOption: true, describe: 'Models: .ilv, .py, .s, .json' })
      .option('out', { type: 'string', alias: 'o', requiresArg: true, describe: 'Output file (out/MODEL.html)' })
      .option('title', { type: 'string', requiresArg: true, describe: 'Title of the page' })
      .option('playground', { type: 'boolean', default: false, describe: 'Open with the editor and all examples' })
      .option('link-base', { type: 'string', requiresArg: true, describe: 'Address that links of the page begin with' })
      .option('embed', { type: 'boolean', default: false, describe: 'For an iframe: no header, one model' }),
  )
    .example('$0 page models/quiz1.ilv', 'out/quiz1.html')
    .example('$0 page models/quiz1.ilv models/locked.ilv --out out/lesson.html', 'two scenarios to switch between')
}

/**
 * Writes one HTML file in which readers can step through the models. Each model is read first, so that none with an error
 * gets into it.
 */
export async function pageCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const path = outputPath(raw.out, raw.models[0] ?? '', '.html')
  const { limitsOf, pageText, scenarioOf } = await import('../page-text.ts') // needed here only
  const scenarios = []
  for (const name of raw.models) {
    scenarios.push(scenarioOf(await loadModel(name, shared), shared))
  }
  const { playground, title = 'interleave', 'link-base': given } = raw
  const { readAddress } = await import('../link-text.ts')
  const examples = playground ? await (await import('../examples.ts')).bundledExamples() : []
  const linkBase = given === undefined ? null : readAddress('--link-base', given).href
  const limits = limitsOf(shared)
  writeOutput(path, pageText({ title, scenarios, examples, playground, limits, linkBase, embedded: raw.embed }))
  const count = scenarios.length === 1 ? '1 model' : `${scenarios.length} models`
  if (!shared.quiet) process.stdout.write(shared.json ? `${jsonText({ file: path })}\n` : `wrote ${path}: ${count}\n`)
  return Exit.ok
}
