import type { Argv } from 'yargs'
import { grouped } from '../base/grouped.ts'
import type { Frame } from '../picture/frame.ts'
import { type Theme, type ThemeName, themeNames, themes } from '../picture/theme.ts'
import { renderFormats } from './convert.ts'
import { misuse } from './failure.ts'

/** How a picture is to look. */
export interface Look extends Frame {
  readonly theme: Theme
}

/** The same as yargs gives it. */
export interface RawLook {
  readonly theme: ThemeName
  readonly width: number | undefined
  readonly aspect: string | undefined
}

/** Adds the options of commands that draw. */
export function withLookOptions<T>(yargs: Argv<T>): Argv<T & RawLook> {
  return yargs
    .option('theme', { choices: themeNames, default: 'light' as const, describe: 'Colours; print is black and white', group })
    .option('width', { type: 'number', requiresArg: true, describe: 'Width in pixels', group })
    .option('aspect', { type: 'string', requiresArg: true, describe: 'Aspect ratio: 16:9', group })
}

const group = 'Pictures:'
const widths = { least: 16, most: 12_000 } as const
const aspects = { least: 1 / 20, most: 20 } as const

/** Reads the options for a format. Throws `Misuse`, also where only a picture could follow them. */
export function lookOf({ theme, width, aspect }: RawLook, format: string): Look {
  const isPicture = renderFormats.some((each) => each === format)
  if (!isPicture && (width !== undefined || aspect !== undefined)) {
    throw misuse(
      `${width === undefined ? '--aspect' : '--width'} is for pictures`,
      'write .svg, .png or .pdf, by `--out` or `--format`',
    )
  }
  if (width !== undefined && !(Number.isInteger(width) && width >= widths.least && width <= widths.most)) {
    throw misuse(`--width: expected a number of pixels from ${widths.least} to ${grouped(widths.most)}`)
  }
  return { theme: themes[theme], width: width ?? null, aspect: aspect === undefined ? null : aspectIn(aspect) }
}

function aspectIn(text: string): number {
  const [, wide = '', high = '1'] = /^(\d+(?:\.\d+)?)(?:[:/x](\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? []
  const ratio = Number(wide) / Number(high)
  if (wide === '' || !(ratio >= aspects.least && ratio <= aspects.most)) {
    throw misuse(`--aspect ${text}: expected an aspect ratio`, 'write, for example, `--aspect 16:9`')
  }
  return ratio
}
