import { extname } from 'node:path'
import { present } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import { misuse } from './failure.ts'

/** Describes an output format, without its writer. */
export interface Format {
  /** The extension of its files, without the dot. Of several formats with one extension, the extension selects the first. */
  readonly extension: string
  /** The format can be written as one picture per step. */
  readonly steps?: true
  /** The format can show the steps in one animated picture. */
  readonly animates?: true
  /** The format can be given a width and an aspect ratio. */
  readonly sized?: true
  /** The format is not text, so it is never written to a terminal. */
  readonly isBinary?: true
}

export interface NamedFormat<Name extends string = string> extends Format {
  /** As in `--format`. */
  readonly name: Name
}

/** Returns the records of formats with their names, in the order of the names. */
export function named<Name extends string, F extends Format>(
  names: readonly Name[],
  records: Readonly<Record<Name, F>>,
): (F & NamedFormat<Name>)[] {
  return names.map((name) => ({ ...records[name], name }))
}

/** Returns the format of a name, or of an extension that stands for one: `md` for `markdown`. */
export function formatNamed<F extends NamedFormat>(formats: readonly F[], name: string): F {
  return present(formats.find((each) => each.name === name) ?? formats.find((each) => each.extension === name), 'format')
}

/** Returns the names of formats that `--format` takes, and their extensions, which stand for them too. */
export function choicesOf(formats: readonly NamedFormat[]): string[] {
  return [...new Set([...formats.map(({ name }) => name), ...formats.map(({ extension }) => extension)])]
}

/** Returns the extensions of formats, each once: `.svg .png`. */
export function extensionsOf(formats: readonly Format[], separator = ' '): string {
  return dotted(formats).join(separator)
}

/** Returns the format of a file by its extension. Throws `Misuse` if no format has it. */
export function formatByExtension<F extends Format>(formats: readonly F[], path: string): F {
  const extension = extname(path).slice(1).toLowerCase()
  const found = formats.find((each) => each.extension === extension)
  if (found !== undefined) return found
  throw misuse(`--out ${path}: unknown extension`, `use one of ${extensionsOf(formats, ', ')}, or add \`--format\``)
}

/** Returns how the steps of a schedule are shown. Throws `Misuse` if the format cannot show them that way. */
export function growingOf(
  formats: readonly NamedFormat[],
  format: Format,
  { steps, animate }: { readonly steps: boolean; readonly animate: boolean },
): 'not' | 'steps' | 'animated' {
  if (animate && steps) throw misuse('--animate and --steps exclude each other', 'omit one of them')
  if (steps && format.steps !== true) {
    const able = extensionsOf(
      formats.filter((each) => each.steps === true),
      ', ',
    )
    throw misuse('--steps needs a picture format', `write, for example, \`--steps --out out/quiz1.svg\`; possible are ${able}`)
  }
  if (animate && format.animates !== true) {
    const able = formats.filter((each) => each.animates === true).map(({ name }) => name.toUpperCase())
    throw misuse(`--animate needs ${listed(able, 'or')}`, 'write, for example, `--animate --out out/quiz1.svg`')
  }
  return animate ? 'animated' : steps ? 'steps' : 'not'
}

/** Throws `Misuse` if an option that sets a size is given for a format without one. */
export function refuseSize(formats: readonly Format[], format: Format, option: string): void {
  if (format.sized === true) return
  const able = listed(dotted(formats.filter((each) => each.sized === true)), 'or')
  throw misuse(`${option} is for pictures`, `write ${able}, by \`--out\` or \`--format\``)
}

function dotted(formats: readonly Format[]): string[] {
  return [...new Set(formats.map(({ extension }) => `.${extension}`))]
}
