import { existsSync } from 'node:fs'
import { didYouMean, suggestion } from '../base/suggest.ts'
import { misuse } from './failure.ts'

/** All commands. */
export const commandNames: readonly string[] = [
  'check',
  'fix',
  'exercise',
  'show',
  'replay',
  'stress',
  'trace',
  'graph',
  'compare',
  'page',
  'slides',
  'serve',
  'lsp',
  'mcp',
  'site',
  'link',
  'export',
  'completion',
]

const alone: ReadonlySet<string> = new Set(['--help', '--version', '--get-yargs-completions'])

/** Returns the command that arguments name; null if they name none. */
export function commandOf(args: readonly string[]): string | null {
  const [first] = args
  return first !== undefined && commandNames.includes(first) ? first : null
}

/** Returns the arguments with the command `check` if they name a file, a folder or options, and no command. Throws `Misuse`. */
export function withCommand(args: readonly string[]): readonly string[] {
  const [first] = args
  if (first === undefined || commandOf(args) !== null || args.some((each) => alone.has(each))) return args
  if (first.startsWith('-') || isFile(first)) return ['check', ...args]
  const near = suggestion(first, commandNames)
  const hint = near === null ? `the commands are ${commandNames.join(', ')}` : didYouMean(first, commandNames)
  throw misuse(`\`${first}\` is no command and no file`, hint)
}

/** Whether a word is a file or folder, or looks like the name of one. */
function isFile(word: string): boolean {
  return /[./\\]/.test(word) || existsSync(word)
}
