import yargs, { type ArgumentsCamelCase, type Argv } from 'yargs'
import { hideBin } from 'yargs/helpers'
import { Bug } from '../base/bug.ts'
import { checkBuilder, checkCommand } from './commands/check.ts'
import { compareBuilder, compareCommand } from './commands/compare.ts'
import { graphBuilder, graphCommand } from './commands/graph.ts'
import { lspBuilder, lspCommand } from './commands/lsp.ts'
import { mcpBuilder, mcpCommand } from './commands/mcp.ts'
import { pageBuilder, pageCommand } from './commands/page.ts'
import { serveBuilder, serveCommand } from './commands/serve.ts'
import { showBuilder, showCommand } from './commands/show.ts'
import { slidesBuilder, slidesCommand } from './commands/slides.ts'
import { traceBuilder, traceCommand } from './commands/trace.ts'
import { Exit, Misuse, misuse } from './failure.ts'
import { fileError, standardInput } from './files.ts'
import { listenForSignals } from './host.ts'

declare const INTERLEAVE_VERSION: string

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

function choosing<T>(command: (raw: ArgumentsCamelCase<T>) => Promise<number>): (raw: ArgumentsCamelCase<T>) => void {
  return (raw) => {
    throw new Chosen(() => command(raw))
  }
}

/** Returns the command that a parser finds in the arguments; null if it only printed help or the like. Throws `Misuse`. */
async function chosenBy(parser: Argv): Promise<Chosen | null> {
  try {
    await parser.parse()
  } catch (error) {
    if (error instanceof Chosen) return error
    throw error
  }
  return null
}

async function main(): Promise<void> {
  const parser: Argv = yargs(hideBin(process.argv).map((each) => (each === '-' ? standardInput : each)))
    .scriptName('interleave')
    .usage('$0 <command>\n\nExplores every interleaving of a small concurrent program and shows what can happen.')
    .command(
      'check <models..>',
      'Check models: final values, findings with traces, verdict',
      checkBuilder,
      choosing(checkCommand),
    )
    .command('show <model>', 'Show the instructions of each thread beside its source', showBuilder, choosing(showCommand))
    .command('trace <model>', 'Print one schedule as a table or figure', traceBuilder, choosing(traceCommand))
    .command('graph <model>', 'Draw the state graph', graphBuilder, choosing(graphCommand))
    .command('page <models..>', 'Write an interactive HTML file', pageBuilder, choosing(pageCommand))
    .command('slides <models..>', 'Write slides about models, as HTML or Markdown', slidesBuilder, choosing(slidesCommand))
    .command('serve [models..]', 'Serve the playground on this machine', serveBuilder, choosing(serveCommand))
    .command('lsp', 'Serve editors by the Language Server Protocol', lspBuilder, choosing(lspCommand))
    .command('mcp', 'Serve assistants by the Model Context Protocol', mcpBuilder, choosing(mcpCommand))
    .command('compare <models..>', 'Compare models side by side', compareBuilder, choosing(compareCommand))
    .completion('completion', 'Print a script for completion in bash or zsh')
    .example('$0 check models/quiz1.ilv', 'which final values are possible?')
    .demandCommand(1, 'expected a command; `interleave --help` lists them')
    .strict()
    .recommendCommands()
    .version(INTERLEAVE_VERSION)
    .wrap(Math.min(100, process.stdout.columns || 80))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // yargs reports a missing value as an error of its own kind.
      if (error !== undefined && error.name !== 'YError') throw error
      throw misuse(message ?? error?.message ?? 'invalid command line', 'see `interleave --help`')
    })
  try {
    const chosen = await chosenBy(parser)
    if (chosen === null) return
    listenForSignals()
    process.exitCode = await chosen.run()
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** Prints what went wrong and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof Misuse) {
    process.stderr.write(`${error.text}\n`)
    return Exit.misuse
  }
  const isBug = error instanceof Bug
  const detail = error instanceof Error ? (isBug ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(
    `[interleave bug] ${detail}\nThis is a bug in interleave. Please report it with the model and this text.\n`,
  )
  return Exit.bug
}

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? undefined : report(fileError(error, 'standard output', 'write')))
})
// Nobody can be told that messages cannot be written; the exit code still tells how the command ended.
process.stderr.on('error', () => {})

main()
