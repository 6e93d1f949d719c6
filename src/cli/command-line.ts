import yargs, { type ArgumentsCamelCase, type Argv } from 'yargs'
import { commandOf, withCommand } from './command-names.ts'
import { checkBuilder, checkCommand } from './commands/check.ts'
import { compareBuilder, compareCommand } from './commands/compare.ts'
import { exerciseBuilder, exerciseCommand } from './commands/exercise.ts'
import { exportBuilder, exportCommand } from './commands/export.ts'
import { fixBuilder, fixCommand } from './commands/fix.ts'
import { graphBuilder, graphCommand } from './commands/graph.ts'
import { linkBuilder, linkCommand } from './commands/link.ts'
import { lspBuilder, lspCommand } from './commands/lsp.ts'
import { mcpBuilder, mcpCommand } from './commands/mcp.ts'
import { pageBuilder, pageCommand } from './commands/page.ts'
import { replayBuilder, replayCommand } from './commands/replay.ts'
import { serveBuilder, serveCommand } from './commands/serve.ts'
import { showBuilder, showCommand } from './commands/show.ts'
import { siteBuilder, siteCommand } from './commands/site.ts'
import { slidesBuilder, slidesCommand } from './commands/slides.ts'
import { stressBuilder, stressCommand } from './commands/stress.ts'
import { traceBuilder, traceCommand } from './commands/trace.ts'
import { misuse } from './failure.ts'
import { standardInput } from './files.ts'
import { type OptionNames, wordsOf } from './usage-words.ts'

/**
 * The command that the arguments ask for. Its handler throws it, so that it runs outside of yargs, which would format its
 * help after each command (6 of 100 ms).
 */
class Chosen {
  readonly run: () => Promise<number>

  constructor(run: () => Promise<number>) {
    this.run = run
  }
}

type Choosing = <T>(command: (raw: ArgumentsCamelCase<T>) => Promise<number>) => (raw: ArgumentsCamelCase<T>) => void

function choosingAmong(args: readonly string[]): Choosing {
  return (command) => (raw) => {
    refuseTwice(raw)
    refuseNoNumber(raw, args)
    throw new Chosen(() => command(raw))
  }
}

/** The arguments that may have several values. */
const several: ReadonlySet<string> = new Set(['_', 'set', 'models', 'trace-module', 'traceModule'])

function refuseTwice(raw: Readonly<Record<string, unknown>>): void {
  const twice = Object.keys(raw).find((each) => !several.has(each) && Array.isArray(raw[each]))
  if (twice !== undefined) throw misuse(`\`--${twice}\` is given more than once`, 'leave all but one out')
}

/** Of an option that is a number, yargs leaves `NaN` of any other text. */
function refuseNoNumber(raw: Readonly<Record<string, unknown>>, args: readonly string[]): void {
  const name = Object.keys(raw).find((each) => Number.isNaN(raw[each]))
  if (name === undefined) return
  const at = args.indexOf(`--${name}`)
  const written = at === -1 ? args.find((each) => each.startsWith(`--${name}=`)) : `--${name} ${args[at + 1] ?? ''}`
  throw misuse(`\`${written ?? `--${name}`}\`: expected a number`, `write, for example, \`--${name} 12\``)
}

/**
 * Returns what runs the command that the arguments ask for; null if they only ask for help, which has been printed.
 * `terminal` is the width of the text. Throws `Misuse`.
 */
export async function chosenCommand(
  given: readonly string[],
  version: string,
  terminal: number,
): Promise<(() => Promise<number>) | null> {
  const args = withCommand(given)
  try {
    await parserOf(args, version, terminal).parse()
  } catch (error) {
    if (error instanceof Chosen) return error.run
    throw error
  }
  return null
}

function parserOf(args: readonly string[], version: string, terminal: number): Argv {
  const choosing = choosingAmong(args)
  const parser: Argv = yargs(args.map((each) => (each === '-' ? standardInput : each)))
    .locale('en') // messages are recognised by their words
    .scriptName('interleave')
    .usage('$0 <command>\n\nExplores every interleaving of a small concurrent program and shows what can happen.')
    .command(
      'check <models..>',
      'Check models: final values, findings with traces, verdict',
      checkBuilder,
      choosing(checkCommand),
    )
    .command('fix <model>', 'Find the smallest changes that repair a model', fixBuilder, choosing(fixCommand))
    .command('exercise <model>', 'Make questions about a model, with a key', exerciseBuilder, choosing(exerciseCommand))
    .command('show <model>', 'Show the instructions of each thread beside its source', showBuilder, choosing(showCommand))
    .command('trace <model>', 'Print one schedule as a table or figure', traceBuilder, choosing(traceCommand))
    .command('graph <model>', 'Draw the state graph', graphBuilder, choosing(graphCommand))
    .command('page <models..>', 'Write an interactive HTML file', pageBuilder, choosing(pageCommand))
    .command('slides <models..>', 'Write slides about models, as HTML or Markdown', slidesBuilder, choosing(slidesCommand))
    .command('replay <model>', 'Force one schedule on a Python file, as it is', replayBuilder, choosing(replayCommand))
    .command('stress <model>', 'Execute a Python file many times, as it is', stressBuilder, choosing(stressCommand))
    .command('serve [models..]', 'Serve the playground on this machine', serveBuilder, choosing(serveCommand))
    .command('lsp', 'Serve editors by the Language Server Protocol', lspBuilder, choosing(lspCommand))
    .command('mcp', 'Serve assistants by the Model Context Protocol', mcpBuilder, choosing(mcpCommand))
    .command('site [models..]', 'Write the playground as a folder for a web server', siteBuilder, choosing(siteCommand))
    .command('link <model>', 'Print a link that opens a model', linkBuilder, choosing(linkCommand))
    .command('export <model>', 'Write a model in Promela, TLA+ or Murphi', exportBuilder, choosing(exportCommand))
    .command('compare <models..>', 'Compare models side by side', compareBuilder, choosing(compareCommand))
    .completion('completion', 'Print a script for completion in bash or zsh')
    .example('$0 check models/quiz1.ilv', 'which final values are possible?')
    .strict()
    .version(version)
    .wrap(Math.min(100, terminal))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // yargs reports a missing value as an error of its own kind.
      if (error !== undefined && error.name !== 'YError') throw error
      const text = message ?? error?.message ?? ''
      throw wordsOf(text, { args, command: commandOf(args), options: optionsOf(parser) })
    })
  return parser
}

/** Returns the options of the command that is parsed. yargs has them, but not in its types. */
function optionsOf(parser: Argv): OptionNames {
  const found: unknown = 'getOptions' in parser && typeof parser.getOptions === 'function' ? parser.getOptions() : {}
  const part = (name: string): Readonly<Record<string, unknown>> => {
    const value: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, name) : null
    return typeof value === 'object' && value !== null ? { ...value } : {}
  }
  const choices = Object.entries(part('choices')).map(
    ([name, values]) => [name, Array.isArray(values) ? values.map(String) : []] as const,
  )
  return { names: Object.keys(part('key')).filter((each) => /^[a-z][a-z-]+$/.test(each)), choices: new Map(choices) }
}
