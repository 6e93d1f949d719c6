import { join } from 'node:path'
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit } from '../failure.ts'
import { makeFolder, outputPath, writeOutput } from '../files.ts'
import { jsonText } from '../json-text.ts'

type Arguments = RawArguments & {
  readonly models: string[] | undefined
  readonly out: string
  readonly title: string
}

export function siteBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', { type: 'string', array: true, describe: 'Models to open: .ilv, .py, .s, .json' })
      .option('out', { type: 'string', requiresArg: true, default: 'out/site', describe: 'Folder of the site' })
      .option('title', { type: 'string', requiresArg: true, default: 'interleave', describe: 'Title of the page' }),
  )
    .example('$0 site --out public', 'public/index.html, for any web server')
    .example('$0 site models/quiz1.ilv', 'with this program in its editor')
}

/** Writes the playground as a folder that any web server can serve: one file, which makes no requests. */
export async function siteCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  makeFolder(raw.out)
  const { playgroundText } = await import('../playground.ts') // needed here only
  const text = await playgroundText(raw.models ?? [], raw.title, shared)
  const file = outputPath(join(raw.out, 'index.html'), '', '.html')
  writeOutput(file, text)
  if (!shared.quiet) process.stdout.write(shared.json ? `${jsonText({ file })}\n` : `wrote ${file}\n`)
  return Exit.ok
}
