import { withMeanings } from '../program/denote.ts'
import { operationText, readableText, stepText } from '../program/print.ts'
import { instructionAt, isSilent, type Program } from '../program/program.ts'
import { nextPhrase } from './step.ts'

/** A line of the source of a thread, with its steps. */
export interface ListingLine {
  /** Its number in the source; null for a gap of omitted lines. */
  readonly line: number | null
  readonly text: string
  readonly steps: readonly ListedStep[]
}

export interface ListedStep {
  readonly pc: number
  readonly text: string
}

/** An instruction of a thread as it was lowered. */
export interface ListedInstruction extends ListedStep {
  /** Executed together with the step before it. */
  readonly silent: boolean
}

/** At most this many lines without a step are shown between lines with steps, rather than a gap. */
const shortGap = 3
/** A thread's heading is searched for at most this many lines above its first step. */
const nearHeading = 15

/** Returns the source lines of a thread's code, with the steps of each. */
export function listingOf(program: Program, thread: number): ListingLine[] {
  const steps = stepsByLine(program, thread)
  const lines = program.source?.text.split(/\r?\n/) ?? null
  if (lines === null) return [...steps].map(([line, listed]) => ({ line, text: listed[0]?.text ?? '', steps: listed }))
  const shown: number[] = []
  for (const line of [...steps.keys()].sort((one, other) => one - other)) {
    const last = shown.at(-1)
    if (last === undefined || line - last > shortGap + 1) {
      const heading = headingAbove(lines, line)
      if (heading !== null && heading > (last ?? 0)) {
        if (last !== undefined) shown.push(0)
        shown.push(heading)
        if (line - heading > shortGap + 1) shown.push(0)
        else for (let between = heading + 1; between < line; between++) shown.push(between)
      } else if (last !== undefined) shown.push(0)
    } else for (let between = last + 1; between < line; between++) shown.push(between)
    shown.push(line)
  }
  const texts = undented(shown.map((line) => (line === 0 ? '' : (lines[line - 1] ?? ''))))
  return shown.map((line, index) => ({
    line: line === 0 ? null : line,
    text: texts[index] ?? '',
    steps: steps.get(line) ?? [],
  }))
}

function stepsByLine(program: Program, thread: number): Map<number, ListedStep[]> {
  const found = new Map<number, ListedStep[]>()
  const { length } = program.codes[program.threads[thread]?.code ?? -1]?.instructions ?? []
  for (let pc = 0; pc < (length ?? 0); pc++) {
    const instruction = instructionAt(program, thread, pc)
    if (instruction === null || isSilent(instruction)) continue
    const code = program.threads[thread]?.code ?? 0
    const text = instruction.op === 'atomic' ? stepText(program, code, pc) : nextPhrase(program, thread, instruction)
    const list = found.get(instruction.line)
    if (list === undefined) found.set(instruction.line, [{ pc, text }])
    else list.push({ pc, text })
    if (instruction.op === 'atomic') pc = instruction.end // instructions inside are not separate steps
  }
  return found
}

/** Returns the line of the `def` or `thread` that contains a line. */
function headingAbove(lines: readonly string[], line: number): number | null {
  let indent = indentOf(lines[line - 1] ?? '')
  for (let above = line - 1; above > Math.max(0, line - nearHeading); above--) {
    const text = lines[above - 1] ?? ''
    if (text.trim() === '' || indentOf(text) >= indent) continue
    if (/^\s*(async def|def|thread|class)\b/.test(text)) return above
    indent = indentOf(text) // an `if` or a loop that contains the line
  }
  return null
}

function indentOf(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0
}

function undented(texts: readonly string[]): string[] {
  const indents = texts.filter((text) => text.trim() !== '').map(indentOf)
  const common = indents.length === 0 ? 0 : Math.min(...indents)
  return texts.map((text) => text.slice(common).replace(/\s+$/, ''))
}

/** Returns all instructions of a thread, including silent ones. */
export function instructionsOf(program: Program, thread: number): ListedInstruction[] {
  const code = program.threads[thread]?.code ?? -1
  const instructions = program.codes[code]?.instructions ?? []
  return instructions.map((each, pc) => {
    const silent = isSilent(each)
    const own = program.notation === 'python' ? readableText(program, code, each) : operationText(program, code, each)
    return { pc, text: withMeanings(program, (silent ? each.text : undefined) ?? own), silent }
  })
}
