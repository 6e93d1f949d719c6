import type { Argv } from 'yargs'
import { grouped } from '../base/grouped.ts'
import type { Frame } from '../picture/frame.ts'
import { type Theme, type ThemeName, themeNames, themes } from '../picture/theme.ts'
import { misuse } from './failure.ts'
import { type Format, refuseSize } from './formats.ts'

/** The style and size of a picture. */
export interface Look extends Frame {
  readonly theme: Theme
}

/** The same options as yargs returns them. */
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

/** Reads the options for one of the formats. Throws `Misuse` if a value is invalid, or if the format cannot be given a size. */
export function lookOf({ theme, width, aspect }: RawLook, formats: readonly Format[], format: Format): Look {
  if (width !== undefined) refuseSize(formats, format, '--width')
  if (aspect !== undefined) refuseSize(formats, format, '--aspect')
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
