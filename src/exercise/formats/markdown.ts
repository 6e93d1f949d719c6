import { fenced } from '../../report/table-formats.ts'
import type { Question, Sheet } from '../sheet.ts'

/** Returns a sheet in Markdown: the questions, and behind a rule the key with explanations. */
export function markdownOf(sheet: Sheet): string {
  const width = `${sheet.code.at(-1)?.line ?? 0}`.length
  const code = sheet.code.map(({ line, text }) => `${`${line}`.padStart(width)}  ${text}`.trimEnd()).join('\n')
  const questions = sheet.questions.map((each, index) => `## ${index + 1}. ${plain(each.title)}\n\n${questionText(each)}`)
  const key = sheet.questions.map((each, index) => `### ${index + 1}. ${plain(each.title)}\n\n${keyText(each)}`)
  return (
    [
      `# ${plain(sheet.title)}\n\n${fenced(code, sheet.language === 'python' ? 'python' : 'text')}`,
      ...questions,
      '---',
      `## Key\n\nSheet ${sheet.seed}.`,
      ...key,
    ].join('\n\n') + '\n'
  )
}

function questionText(question: Question): string {
  const text = plain(question.text)
  switch (question.kind) {
    case 'choice': {
      const answers = question.answers.map(({ text: answer }, index) => `- [ ] ${letter(index)}. ${plain(answer)}`)
      return [`${text}${question.several ? ' (Any number may be right.)' : ''}`, answers.join('\n')].join('\n\n')
    }
    case 'table':
      return `${text}\n\n${tableText(question, () => ' ')}`
  }
}

function keyText(question: Question): string {
  switch (question.kind) {
    case 'choice': {
      const answers = question.answers.map(
        ({ text, isRight, why }, index) =>
          `- ${letter(index)}. ${isRight ? '**right**' : 'wrong'}: ${plain(text)}. ${plain(why)}`,
      )
      return `${answers.join('\n')}\n\n${plain(question.explanation)}`
    }
    case 'table': {
      const filled = (row: number, column: number): string =>
        question.blanks.find((each) => each.row === row && each.column === column)?.answer ?? ''
      return `${tableText(question, filled)}\n\n${plain(question.explanation)}`
    }
  }
}

function tableText(
  { head, rows }: Extract<Question, { readonly kind: 'table' }>,
  blank: (row: number, column: number) => string,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((each) => plain(each)).join(' | ')} |`
  const body = rows.map((row, index) => line(row.map((cell, column) => (cell === '' ? blank(index, column) : cell))))
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...body].join('\n')
}

function letter(index: number): string {
  return String.fromCharCode(97 + index)
}

/** Escapes what is markup outside of code in backquotes. */
function plain(text: string): string {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return escaped(text)
  return parts.map((part, index) => (index % 2 === 1 ? `\`${part.replace(/\|/g, '\\|')}\`` : escaped(part))).join('')
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\*_|#]/g, '\\$&')
}
