import type { Question, Sheet } from '../sheet.ts'
import { codeHtml, inlineHtml } from './inline.ts'

/**
 * Returns a sheet in the GIFT form of Moodle, which other systems read too (docs.moodle.org/en/GIFT_format). A table becomes one
 * question for each of its columns, in which steps and values are matched, since GIFT has no tables.
 */
export function giftOf(sheet: Sheet): string {
  const code = codeHtml(sheet.code)
  const questions = sheet.questions.flatMap((each) => questionGift(each, code))
  return `// ${sheet.title.replace(/\n/g, ' ')}, sheet ${sheet.seed}\n\n${questions.map((text, index) => `::${index + 1} ${text}`).join('\n\n')}\n`
}

function questionGift(question: Question, code: string): readonly string[] {
  switch (question.kind) {
    case 'choice':
      return [`${head(question.title, question.text, code)}{\n${answersGift(question)}\n\t####${html(question.explanation)}\n}`]
    case 'table':
      return columnsOf(question).map(({ name, pairs }) => {
        const text = `${question.text} Here: \`${name}\`.`
        return `${head(`${question.title}: ${name}`, text, code)}{\n${pairs.map(({ step, answer }) => `\t=${html(step)} -> ${escaped(answer)}`).join('\n')}\n}`
      })
  }
}

function head(title: string, text: string, code: string): string {
  return `${escaped(title)}::[html]${escaped(code).replace(/\n/g, '\\n')}<p>${html(text)}</p> `
}

function answersGift({ answers, several }: Extract<Question, { readonly kind: 'choice' }>): string {
  if (!several) {
    return answers.map(({ text, isRight, why }) => `\t${isRight ? '=' : '~'}${html(text)}#${html(why)}`).join('\n')
  }
  const right = answers.filter(({ isRight }) => isRight).length
  const wrong = answers.length - right
  const weight = (isRight: boolean): string => percent(isRight ? 100 / right : -100 / Math.max(1, wrong))
  return answers.map(({ text, isRight, why }) => `\t~%${weight(isRight)}%${html(text)}#${html(why)}`).join('\n')
}

/** Moodle knows weights with five decimal places. */
export function percent(weight: number): string {
  return `${Number(weight.toFixed(5))}`
}

/** A column of a table with its values, of which GIFT needs at least two different ones for a match. */
function columnsOf({ head: titles, rows, blanks }: Extract<Question, { readonly kind: 'table' }>) {
  return titles.slice(3).flatMap((name, index) => {
    const own = blanks.filter(({ column }) => column === index + 3)
    const pairs = own.map(({ row, answer }) => {
      const [number = '', thread = '', step = ''] = rows[row] ?? []
      return { step: `after step ${number} (${thread}: \`${step}\`)`, answer }
    })
    return pairs.length < 2 ? [] : [{ name, pairs }]
  })
}

function html(text: string): string {
  return escaped(inlineHtml(text))
}

/** Escapes the characters that mean something in GIFT. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, '\\$&')
}
