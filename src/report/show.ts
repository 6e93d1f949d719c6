import { present } from '../base/bug.ts'
import { lineAt } from '../base/source.ts'
import { operationText } from '../program/print.ts'
import { type Instruction, isSilent, type Program } from '../program/program.ts'
import { padded, type Style, widthOf } from './style.ts'

/** Returns the instructions of each code of a program, beside their source lines. */
export function showText(program: Program, style: Style): string {
  const blocks = program.codes.map((_, code) => codeText(program, code, style))
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function codeText(program: Program, code: number, style: Style): string {
  const threads = program.threads.filter((each) => each.code === code)
  if (threads.length === 0) return ''
  const { instructions } = present(program.codes[code], 'code')
  const targets = new Set(instructions.flatMap((each) => ('target' in each ? [each.target] : [])))
  const rows = rowsOf(instructions)
  const texts = rows.map(({ each, pc, words }) => instructionText(program, code, each, pc, targets.has(pc), words))
  const width = Math.min(44, Math.max(...texts.map(widthOf), 0))
  let lastLine = -1
  const lines = rows.map(({ each, words }, row) => {
    const source = each.line === lastLine ? '' : sourceText(program, each)
    lastLine = each.line
    const left = padded(texts[row] ?? '', width)
    const isDim = words === null && isSilent(each)
    return `  ${isDim ? style.paint.dim(left) : left}  ${style.paint.dim(source)}`.trimEnd()
  })
  const end = targets.has(instructions.length) ? [`  ${`${instructions.length}`.padStart(4)}: (end)`] : []
  const names = threads.map(
    (each) => each.name + (each.daemon ? ' (daemon)' : '') + (each.start === 'unstarted' ? ' (unstarted)' : ''),
  )
  return [style.paint.bold(`thread ${names.join(', ')}`), ...lines, ...end].join('\n')
}

/** An instruction of a listing; with words of the source that stand for all to which it was lowered. */
interface Row {
  readonly each: Instruction
  readonly pc: number
  readonly words: string | null
}

/**
 * Returns the instructions of a code. What a line of the source was lowered to (the choice of a lock by its index, a block that
 * prints) is one row in its own words.
 */
function rowsOf(instructions: readonly Instruction[]): Row[] {
  const rows: Row[] = []
  for (let pc = 0; pc < instructions.length; ) {
    const each = present(instructions[pc], 'instruction')
    let end = pc
    while (instructions[end]?.line === each.line) end++
    const words = instructions.slice(pc, end).find((it) => (!isSilent(it) || it.op === 'branch') && it.text !== undefined)?.text
    if (words === undefined || !isLowered(instructions.slice(pc, end), words)) {
      for (; pc < end; pc++) rows.push({ each: present(instructions[pc], 'instruction'), pc, words: null })
    } else rows.push({ each, pc, words })
    pc = end
  }
  return rows
}

/** Whether all steps of a line are one in the words of the source: the same words, or within its block. */
function isLowered(line: readonly Instruction[], words: string): boolean {
  const [first] = line
  if (first?.op === 'branch') return first.text === words // it chooses among copies of the instruction
  if (first?.op === 'atomic') return first.text === words && line.at(-1)?.op === 'atomic_end'
  return line.every((each) => isSilent(each) || each.text === words)
}

/** Steps are numbered by position; silent instructions are in parentheses. */
function instructionText(
  program: Program,
  code: number,
  each: Instruction,
  pc: number,
  isTarget: boolean,
  words: string | null,
): string {
  const text = words ?? (isSilent(each) ? each.text : undefined) ?? operationText(program, code, each)
  return `${isTarget ? '>' : ' '}${`${pc}`.padStart(3)}: ${words === null && isSilent(each) ? `(${text})` : text}`
}

function sourceText({ source }: Program, { line, span }: Instruction): string {
  if (source === null || span === null) return `line ${line}`
  return `${`${line}`.padStart(3)} | ${lineAt(source.text, span.start).text.trim().slice(0, 60)}`
}
