import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type ThemeName, themeNames, themes } from '../../picture/theme.ts'
import { titlesOf } from '../../picture/titles.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { type RawChoice, withChoiceOptions } from '../choice-options.ts'
import { type DeckFormat, deckFormats } from '../deck-formats.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, writeOutput } from '../files.ts'
import { choicesOf, formatByExtension, formatNamed } from '../formats.ts'
import { interruptionExit } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'

type Arguments = RawArguments &
  RawChoice & {
    readonly models: string[]
    readonly out: string | undefined
    readonly format: string | undefined
    readonly title: string | undefined
    readonly theme: ThemeName
  }

export function slidesBuilder(yargs: Argv): Argv<Arguments> {
  const written = yargs
    .positional('models', { type: 'string', array: true, demandOption: true, describe: 'Models: .ilv, .py, .s, .json' })
    .option('out', { type: 'string', alias: 'o', requiresArg: true, describe: 'Output file (out/MODEL-slides.html)' })
    .option('format', {
      choices: choicesOf(deckFormats),
      describe: 'Deck format: HTML, Markdown for Marp (.md), or PowerPoint (.pptx)',
    })
    .option('title', { type: 'string', requiresArg: true, describe: 'Title slide before all others' })
    .option('theme', { choices: themeNames, default: 'light' as const, describe: 'Colours; print is black and white' })
  return withSharedOptions(withChoiceOptions(written))
    .example('$0 slides models/quiz1.ilv', 'out/quiz1-slides.html: question, code, schedule, states, answer')
    .example('$0 slides models/quiz1.ilv models/locked.ilv --theme dark --out out/deck.html', 'one after the other')
    .example("$0 slides models/quiz1.ilv --schedule 'A B A*2 B*2'", 'with a schedule of your own')
    .example('$0 slides models/quiz1.ilv --out out/deck.md', 'Markdown for Marp, with its pictures beside it')
    .example('$0 slides models/quiz1.ilv --out out/deck.pptx', 'PowerPoint, with text and shapes to edit')
}

/** Writes slides about models: one HTML file, or Markdown and its pictures. */
export async function slidesCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const format = formatOf(raw)
  const [first = '', ...others] = raw.models
  if (raw.schedule !== undefined && others.length > 0) {
    throw misuse('--schedule fits one model only', 'omit it, or name one model')
  }
  const path = outputPath(raw.out, first, `-slides.${format.extension}`)
  const models = []
  for (const name of raw.models) models.push(await loadModel(name, shared))
  const { sceneFor } = await import('../scenes.ts') // large, and needed here only
  const titles = titlesOf(raw.models)
  const theme = themes[raw.theme]
  const look = { theme, grown: format.animates !== true }
  const scenes = []
  for (const [index, model] of models.entries()) {
    const scene = await sceneFor(model, titles[index] ?? model.name, raw, shared, look)
    if (scene === null) return interruptionExit() ?? Exit.found
    scenes.push(scene)
  }
  const write = format.writer(await import('../deck-writers.ts'))
  const files = await write({ path, title: raw.title ?? null, scenes, theme })
  for (const [file, content] of files) writeOutput(file, content)
  const counted = scenes.length === 1 ? '1 model' : `${scenes.length} models`
  const beside = files.length > 1 ? `, ${files.length - 1} pictures beside it` : ''
  if (!shared.quiet) {
    const told = shared.json
      ? jsonText({ file: path, pictures: files.slice(1).map(([file]) => file) })
      : `wrote ${path}: ${counted}${beside}`
    process.stdout.write(`${told}\n`)
  }
  const complete = scenes.every(({ summary }) => summary.complete)
  return interruptionExit() ?? (complete ? Exit.ok : Exit.limit)
}

function formatOf({ format, out }: Arguments): DeckFormat {
  if (format === undefined && out !== undefined) return formatByExtension(deckFormats, out)
  return formatNamed(deckFormats, format ?? 'html')
}
