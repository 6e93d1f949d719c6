import { suggestion } from '../base/suggest.ts'
import { listed } from '../base/words.ts'
import { type Misuse, misuse } from './failure.ts'

/** The options of a command: their names, and the values of those that have only some. */
export interface OptionNames {
  readonly names: readonly string[]
  readonly choices: ReadonlyMap<string, readonly string[]>
}

/** What was written on the command line. */
export interface Usage {
  readonly args: readonly string[]
  readonly command: string | null
  readonly options: OptionNames
}

/** Puts a message of yargs about the command line into words that say what was found and what to write. */
export function wordsOf(message: string, usage: Usage): Misuse {
  return (
    invalidValue(message, usage) ??
    unknownArgument(message, usage) ??
    missingValue(message, usage) ??
    missingModel(message, usage) ??
    missingOption(message, usage) ??
    exclusive(message) ??
    misuse(message === '' ? 'this command line is not understood' : message, helpOf(usage))
  )
}

function helpOf({ command }: Usage): string {
  return `see \`interleave ${command === null ? '' : `${command} `}--help\``
}

function invalidValue(message: string, { options }: Usage): Misuse | null {
  const [, name, value] = /Argument: (\S+), Given: "?(.*?)"?, Choices:/.exec(message) ?? []
  if (name === undefined || value === undefined) return null
  const choices = options.choices.get(name) ?? []
  const near = suggestion(value, choices)
  const hint = `${near === null ? '' : `did you mean \`${near}\`? `}the values are ${listed(choices, 'and')}`
  return misuse(`\`--${name} ${value}\`: unknown value`, hint)
}

function unknownArgument(message: string, usage: Usage): Misuse | null {
  const [, list] = /^Unknown arguments?: (.*)$/s.exec(message) ?? []
  if (list === undefined) return null
  const names = list.split(', ')
  const [first = ''] = names
  const written = usage.args.map((each) => each.replace(/=.*/s, ''))
  const option = names.find((each) => written.includes(`--${each}`))
  if (option !== undefined) return misuse(`unknown option \`--${option}\``, optionHint(option, usage))
  const letter = usage.args.find((each) => /^-[^-]/.test(each) && names.some((name) => each.slice(1).startsWith(name)))
  if (letter !== undefined) return misuse(`unknown option \`${letter}\``, letterHint(letter.slice(1), usage))
  return misuse(
    `unexpected argument \`${first}\``,
    `\`${usage.command}\` takes one model; \`check\` and \`compare\` take several`,
  )
}

function optionHint(option: string, usage: Usage): string {
  const near = suggestion(option, usage.options.names)
  return near === null ? helpOf(usage) : `did you mean \`--${near}\`?`
}

/** An option with one dash: `-json`, `-f`. */
function letterHint(letters: string, usage: Usage): string {
  const { names } = usage.options
  const whole = suggestion(letters.replace(/=.*/s, ''), names)
  if (letters.length > 2 && whole !== null) return `write \`--${whole}\`, with two dashes`
  const near = names.filter((each) => each.startsWith(letters.slice(0, 1))).map((each) => `\`--${each}\``)
  return near.length === 0 ? helpOf(usage) : `did you mean ${listed(near, 'or')}?`
}

/** Values for examples, by option. */
const values: ReadonlyMap<string, string> = new Map([
  ['out', 'out/model.svg'],
  ['set', 'N=3'],
  ['threads', 'work:2'],
  ['final', "'x == 1'"],
  ['finding', 'data-race'],
  ['schedule', "'A*2 B'"],
  ['observe', "'x, y'"],
  ['sweep', 'N=1..8'],
  ['timeout', '30s'],
  ['max-states', '1M'],
  ['max-memory', '2G'],
  ['aspect', '16:9'],
  ['random', '7'],
])

function missingValue(message: string, { options, args }: Usage): Misuse | null {
  const [, name] = /^Not enough arguments following: (\S+)$/.exec(message) ?? []
  if (name === undefined) return null
  const option = name.length === 1 ? (args.find((each) => each.startsWith('-')) ?? `-${name}`) : `--${name}`
  const value = values.get(name) ?? options.choices.get(name)?.[0] ?? 'VALUE'
  return misuse(`\`${option}\` needs a value`, `write, for example, \`${option} ${value}\``)
}

function missingModel(message: string, usage: Usage): Misuse | null {
  if (!message.startsWith('Not enough non-option arguments')) return null
  const example = `interleave ${usage.command ?? 'check'} models/quiz1.ilv`
  return misuse(`\`${usage.command ?? 'interleave'}\` needs a model`, `write, for example, \`${example}\``)
}

function missingOption(message: string, { command, options }: Usage): Misuse | null {
  const [, list] = /^Missing required arguments?: (.*)$/.exec(message) ?? []
  const [name] = list?.split(', ') ?? []
  if (name === undefined) return null
  const choices = options.choices.get(name) ?? []
  const value = choices[0] ?? values.get(name) ?? 'VALUE'
  const example = `write, for example, \`--${name} ${value}\``
  const hint = choices.length === 0 ? example : `${example}; the values are ${listed(choices, 'and')}`
  return misuse(`\`${command}\` needs the option \`--${name}\``, hint)
}

function exclusive(message: string): Misuse | null {
  const [, one, other] = /^Arguments (\S+) and (\S+) are mutually exclusive$/.exec(message) ?? []
  return one === undefined || other === undefined
    ? null
    : misuse(`\`--${one}\` and \`--${other}\` exclude each other`, 'leave one of them out')
}
