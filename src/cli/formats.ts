import { extname } from 'node:path'
import { misuse } from './failure.ts'

/** What can be said of an output format before anything is written in it. */
export interface Format {
  /** Of its files, without the dot. Of several formats with the same extension, the first is chosen by it. */
  readonly extension: string
  /** It can be written as one picture per step. */
  readonly steps?: true
  /** It can show the steps in one picture that moves. */
  readonly animates?: true
  /** It is not text, so it never goes to a terminal. */
  readonly isBinary?: true
}

type Formats<Name extends string> = Readonly<Record<Name, Format>>

/** The names of formats, in the order of their records. */
export function namesOf<Name extends string>(formats: Formats<Name>): Name[] {
  // `Object.keys` gives the keys of the record, but not their type.
  return Object.keys(formats) as Name[]
}

/** The extensions of formats, each once: `.svg .png`. */
export function extensionsOf(formats: Formats<string>, separator = ' '): string {
  return [...new Set(Object.values(formats).map(({ extension }) => `.${extension}`))].join(separator)
}

/** The format of a file by its extension. Throws `Misuse` if no format has it. */
export function formatByExtension<Name extends string>(formats: Formats<Name>, path: string): Name {
  const extension = extname(path).slice(1).toLowerCase()
  const found = namesOf(formats).find((name) => formats[name].extension === extension)
  if (found !== undefined) return found
  throw misuse(`--out ${path}: unknown extension`, `use one of ${extensionsOf(formats, ', ')}, or add \`--format\``)
}

/** How the steps of a schedule are shown. Throws `Misuse` if the format cannot show them so. */
export function growingOf<Name extends string>(
  formats: Formats<Name>,
  format: Name,
  { steps, animate }: { readonly steps: boolean; readonly animate: boolean },
): 'not' | 'steps' | 'animated' {
  const able = (can: (each: Format) => boolean): string =>
    extensionsOf(
      Object.fromEntries(namesOf(formats).flatMap((name) => (can(formats[name]) ? [[name, formats[name]]] : []))),
      ', ',
    )
  if (animate && steps) throw misuse('--animate and --steps exclude each other', 'omit one of them')
  if (steps && formats[format].steps !== true) {
    throw misuse(
      '--steps needs a picture format',
      `write, for example, \`--steps --out out/quiz1.svg\`; fitting are ${able((each) => each.steps === true)}`,
    )
  }
  if (animate && formats[format].animates !== true) {
    throw misuse('--animate needs SVG', 'write, for example, `--animate --out out/quiz1.svg`')
  }
  return animate ? 'animated' : steps ? 'steps' : 'not'
}
