import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit } from '../failure.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'

type Arguments = RawArguments & {
  readonly model: string
  readonly base: string
  readonly schedule: string | undefined
}

export function linkBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'Model: .ilv, .py, .s' })
      .option('base', {
        type: 'string',
        requiresArg: true,
        default: 'http://127.0.0.1:8321/',
        describe: 'Address of a page that `site` or `page` has written, or of `serve`',
      })
      .option('schedule', { type: 'string', requiresArg: true, describe: "Schedule that the page opens at: 'A*2 B'" }),
  )
    .example('$0 link models/quiz1.ilv', 'a link for `interleave serve`')
    .example("$0 link models/quiz1.ilv --base https://example.org/ --schedule 'A B'", 'at a state of it')
}

/** Prints the address of a page with a model in it: the text is in the address, so that no server has to keep it. */
export async function linkCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const { linkText, readAddress } = await import('../link-text.ts') // needed here only
  const { scenarioOf } = await import('../page-text.ts')
  const { scheduled } = await import('../choose-trace.ts')
  const base = readAddress('--base', raw.base)
  const model = await loadModel(raw.model, shared)
  const schedule = raw.schedule ?? ''
  scheduled(model.program, schedule, { spuriousWakeups: shared.spuriousWakeups })
  const link = linkText(base, scenarioOf(model, shared), schedule)
  process.stdout.write(shared.json ? `${jsonText({ link })}\n` : `${link}\n`)
  return Exit.ok
}
