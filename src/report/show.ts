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
  const texts = instructions.map((each, pc) => instructionText(program, code, each, pc, targets.has(pc)))
  const width = Math.min(44, Math.max(...texts.map(widthOf), 0))
  let lastLine = -1
  const lines = instructions.map((each, pc) => {
    const source = each.line === lastLine ? '' : sourceText(program, each)
    lastLine = each.line
    const left = padded(texts[pc] ?? '', width)
    const text = `  ${isSilent(each) ? style.paint.dim(left) : left}  ${style.paint.dim(source)}`
    return text.trimEnd()
  })
  const end = targets.has(instructions.length) ? [`  ${`${instructions.length}`.padStart(4)}: (end)`] : []
  const names = threads.map(
    (each) => each.name + (each.daemon ? ' (daemon)' : '') + (each.start === 'unstarted' ? ' (unstarted)' : ''),
  )
  return [style.paint.bold(`thread ${names.join(', ')}`), ...lines, ...end].join('\n')
}

/** Steps are numbered by position; silent instructions are in parentheses. */
function instructionText(program: Program, code: number, each: Instruction, pc: number, isTarget: boolean): string {
  // Bookkeeping has words in place of registers without a name.
  const text = (isSilent(each) ? each.text : undefined) ?? operationText(program, code, each)
  return `${isTarget ? '>' : ' '}${`${pc}`.padStart(3)}: ${isSilent(each) ? `(${text})` : text}`
}

function sourceText({ source }: Program, { line, span }: Instruction): string {
  if (source === null || span === null) return `line ${line}`
  return `${`${line}`.padStart(3)} | ${lineAt(source.text, span.start).text.trim().slice(0, 60)}`
}
