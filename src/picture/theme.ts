import type { Grade } from '../analysis/finding.ts'
import { present } from '../base/bug.ts'
import type { Program } from '../program/program.ts'

/** The themes of pictures: for light and dark slides, and for printers without colour. */
export const themeNames = ['light', 'dark', 'print'] as const
export type ThemeName = (typeof themeNames)[number]

/** `#` and six digits. */
export type Colour = `#${string}`

/** A colour, or one of the theme's text colours. */
export type Ink = Colour | 'ink' | 'faint'

export type LineStyle = 'solid' | 'dashed' | 'dotted'

/** The head of an arrow; in traces the mark of a step. */
export type Head = 'full' | 'hollow' | 'diamond' | 'hollow-diamond'

/** The style of a thread: its colour, a shade of it for text, and a line and a head for printers without colour. */
export interface ThreadStyle {
  readonly name: string
  readonly colour: Colour
  readonly textColour: Colour
  /** The colour in words. */
  readonly colourName: string
  readonly line: LineStyle
  readonly head: Head
}

/**
 * The colours of a verdict: the fill of a terminal state, the fill of a state from which only such terminal states are
 * reachable, and the line around a terminal state.
 */
export interface VerdictColours {
  readonly fill: Colour
  readonly pale: Colour
  readonly line: Colour
}

export interface Theme {
  readonly name: ThemeName
  readonly paper: Colour
  readonly ink: Colour
  /** For secondary text; its contrast is still 4.5. */
  readonly faint: Colour
  /** Thin lines between rows. */
  readonly rule: Colour
  /** The background of the last step, and of what it changed. */
  readonly fresh: Colour
  readonly strokes: readonly Stroke[]
  /** Used in turn; combined with the line styles and strokes they distinguish many threads. */
  readonly heads: readonly Head[]
  readonly verdicts: Readonly<Record<Grade, VerdictColours>>
}

export type Stroke = Pick<ThreadStyle, 'colour' | 'textColour' | 'colourName'>

/**
 * The palette of Okabe and Ito, which readers with any kind of colour vision can distinguish (Color Universal Design,
 * 2008), without its yellow, which is too light for lines on white. The light ones have a darker shade for text.
 */
const light: Theme = {
  name: 'light',
  paper: '#FFFFFF',
  ink: '#1A1A1A',
  faint: '#666666',
  rule: '#DDDDDD',
  fresh: '#FFF3B8',
  strokes: [
    { colour: '#0072B2', textColour: '#0072B2', colourName: 'blue' },
    { colour: '#E69F00', textColour: '#8F6200', colourName: 'orange' },
    { colour: '#CC79A7', textColour: '#A24D7C', colourName: 'purple' },
    { colour: '#009E73', textColour: '#00785A', colourName: 'green' },
    { colour: '#56B4E9', textColour: '#186EA3', colourName: 'sky blue' },
    { colour: '#D55E00', textColour: '#B34F00', colourName: 'vermilion' },
    { colour: '#000000', textColour: '#000000', colourName: 'black' },
  ],
  heads: ['full'],
  verdicts: {
    right: { fill: '#B5E3D3', pale: '#EAF6F2', line: '#00664B' },
    'not-serial': { fill: '#F7EE9B', pale: '#FDFAE0', line: '#7A6F00' },
    wrong: { fill: '#F6BE98', pale: '#FDEDE2', line: '#A34700' },
  },
}

/** The same colours on a dark ground, with lighter shades for text. */
const dark: Theme = {
  name: 'dark',
  paper: '#16181B',
  ink: '#ECEEF0',
  faint: '#A9B0B8',
  rule: '#3A3F46',
  fresh: '#4A4011',
  strokes: [
    { colour: '#3D9AD6', textColour: '#79C0F0', colourName: 'blue' },
    { colour: '#E69F00', textColour: '#F5BE4A', colourName: 'orange' },
    { colour: '#CC79A7', textColour: '#EBA9CC', colourName: 'purple' },
    { colour: '#1FB58A', textColour: '#56D3AD', colourName: 'green' },
    { colour: '#56B4E9', textColour: '#93CFF3', colourName: 'sky blue' },
    { colour: '#E0702A', textColour: '#FF9D5C', colourName: 'vermilion' },
    { colour: '#B9BEC4', textColour: '#ECEEF0', colourName: 'white' },
  ],
  heads: ['full'],
  verdicts: {
    right: { fill: '#175844', pale: '#12302A', line: '#5FD3AE' },
    'not-serial': { fill: '#575010', pale: '#2F2C14', line: '#E8D95A' },
    wrong: { fill: '#74380F', pale: '#3B2415', line: '#FF9D62' },
  },
}

/** Black and white: threads differ by line and head, 12 of them, since 3 and 4 have no common divisor. */
const print: Theme = {
  name: 'print',
  paper: '#FFFFFF',
  ink: '#000000',
  faint: '#595959',
  rule: '#BFBFBF',
  fresh: '#E6E6E6',
  strokes: [{ colour: '#000000', textColour: '#000000', colourName: 'black' }],
  heads: ['full', 'hollow', 'diamond', 'hollow-diamond'],
  verdicts: {
    right: { fill: '#FFFFFF', pale: '#FFFFFF', line: '#000000' },
    'not-serial': { fill: '#EDEDED', pale: '#F7F7F7', line: '#000000' },
    wrong: { fill: '#D0D0D0', pale: '#EBEBEB', line: '#000000' },
  },
}

export const themes: Readonly<Record<ThemeName, Theme>> = { light, dark, print }

export function colourIn(theme: Theme, ink: Ink): Colour {
  return ink === 'ink' || ink === 'faint' ? theme[ink] : ink
}

const lineStyles: readonly LineStyle[] = ['solid', 'dashed', 'dotted']

/**
 * Returns one style per thread. In themes with colour, the first 21 differ in colour or line: 7 and 3 have no common
 * divisor.
 */
export function threadStyles(program: Program, { strokes, heads }: Theme = light): ThreadStyle[] {
  return program.threads.map(({ name }, index) => ({
    name,
    ...pick(strokes, index),
    line: pick(lineStyles, index),
    head: pick(heads, index),
  }))
}

function pick<T>(list: readonly T[], index: number): T {
  return present(list[index % list.length], 'style')
}

export const gradeSigns: Readonly<Record<Grade, string>> = { right: '✓', 'not-serial': '△', wrong: '✗' }
export const gradeWords: Readonly<Record<Grade, string>> = { right: 'right', 'not-serial': 'not serial', wrong: 'wrong' }

/** Fonts with the same widths, at least one of which every renderer has, in the syntax of SVG and CSS. */
export const fontFamily = "Helvetica, Arial, Arimo, 'Liberation Sans', 'Nimbus Sans', sans-serif"
/** Fonts that have the signs `✓ △ ✗ ■ ▶ …`. */
export const signFamily = "'DejaVu Sans', 'Segoe UI Symbol', 'Apple Symbols', sans-serif"

/** Signs that text fonts may lack. */
export const eachSign: RegExp = /[✓△✗■□▶▷◆◇➜⟳]/g
/** Runs of such signs, in a group, so that `split` keeps them. */
export const signs: RegExp = /([✓△✗■□▶▷◆◇➜⟳]+)/
