import type { Grade } from '../analysis/finding.ts'
import { present } from '../base/bug.ts'
import type { Program } from '../program/program.ts'
import type { Colour, LineStyle, ThreadStyle } from './model.ts'

/**
 * The palette of Okabe and Ito, which readers with any kind of colour vision can tell apart (Color Universal Design,
 * 2008), without its yellow, which is no colour for lines on white. The light ones have a darker shade for text.
 */
const strokes: readonly Pick<ThreadStyle, 'colour' | 'textColour' | 'colourName'>[] = [
  { colour: '#0072B2', textColour: '#0072B2', colourName: 'blue' },
  { colour: '#E69F00', textColour: '#8F6200', colourName: 'orange' },
  { colour: '#CC79A7', textColour: '#A24D7C', colourName: 'purple' },
  { colour: '#009E73', textColour: '#00785A', colourName: 'green' },
  { colour: '#56B4E9', textColour: '#1B75AA', colourName: 'sky blue' },
  { colour: '#D55E00', textColour: '#B34F00', colourName: 'vermilion' },
  { colour: '#000000', textColour: '#000000', colourName: 'black' },
]

const lineStyles: readonly LineStyle[] = ['solid', 'dashed', 'dotted']

/** One style for each thread. The first 21 differ in colour or line: 7 and 3 have no common divisor. */
export function threadStyles(program: Program): ThreadStyle[] {
  return program.threads.map(({ name }, index) => ({
    name,
    ...pick(strokes, index),
    line: pick(lineStyles, index),
  }))
}

function pick<T>(list: readonly T[], index: number): T {
  return present(list[index % list.length], 'style')
}

/** Colours of verdicts: fill of an end, fill of a state that can only end so, and the line around an end. */
export const verdictColours: Readonly<Record<Grade, { fill: Colour; pale: Colour; line: Colour }>> = {
  right: { fill: '#B5E3D3', pale: '#EAF6F2', line: '#00664B' },
  'not-serial': { fill: '#F7EE9B', pale: '#FDFAE0', line: '#7A6F00' },
  wrong: { fill: '#F6BE98', pale: '#FDEDE2', line: '#A34700' },
}

export const gradeSigns: Readonly<Record<Grade, string>> = { right: '✓', 'not-serial': '△', wrong: '✗' }
export const gradeWords: Readonly<Record<Grade, string>> = { right: 'right', 'not-serial': 'not serial', wrong: 'wrong' }

export const ink: Colour = '#1A1A1A'
export const faint: Colour = '#666666'
export const paper: Colour = '#FFFFFF'
