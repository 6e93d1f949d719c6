import { hideBin } from 'yargs/helpers'
import { Bug } from '../base/bug.ts'
import { chosenCommand } from './command-line.ts'
import { Exit, Misuse, reportErrorsAsJson, reportMisuse, writeMisuse } from './failure.ts'
import { fileError } from './files.ts'
import { listenForSignals } from './host.ts'
import { shortHelp } from './short-help.ts'

declare const INTERLEAVE_VERSION: string

async function main(): Promise<void> {
  const args = hideBin(process.argv)
  if (args.includes('--json')) reportErrorsAsJson()
  if (args.length === 0) {
    process.stdout.write(shortHelp)
    return
  }
  try {
    const run = await chosenCommand(args, INTERLEAVE_VERSION, process.stdout.columns || 80)
    if (run === null) return
    listenForSignals()
    process.exitCode = await run()
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** Prints what went wrong and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof Misuse) {
    reportMisuse(error)
    return Exit.misuse
  }
  const isBug = error instanceof Bug
  const detail = error instanceof Error ? (isBug ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(
    `[interleave bug] ${detail}\nThis is a bug in interleave. Please report it with the model and this text.\n`,
  )
  return Exit.bug
}

// A reader that closes the pipe early (`| head`) is not an error. Any other failure is told as text, in whatever form errors
// were asked for: what cannot take results cannot take messages.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  const told = fileError(error, 'standard output', 'write')
  if (!(told instanceof Misuse)) process.exit(report(told))
  writeMisuse(told)
  process.exit(Exit.misuse)
})
// Nobody can be told that messages cannot be written; the exit code still tells how the command ended.
process.stderr.on('error', () => {})

main()
