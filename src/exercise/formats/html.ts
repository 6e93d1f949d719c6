import { markup } from '../../picture/markup.ts'
import type { Question, Sheet } from '../sheet.ts'
import { codeHtml, inlineHtml, tableHtml } from './inline.ts'

/** Returns a sheet as a page of its own, to be printed or filled in; the key is folded away, and on a page of its own in print. */
export function htmlOf(sheet: Sheet): string {
  const questions = sheet.questions.map(
    (each, index) => `<section>\n<h2>${index + 1}. ${markup(each.title)}</h2>\n${questionHtml(each, index)}\n</section>`,
  )
  const key = sheet.questions.map((each, index) => `<h3>${index + 1}. ${markup(each.title)}</h3>\n${keyHtml(each)}`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${markup(sheet.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${markup(sheet.title)}</h1>
<p class="name">Name: <span></span></p>
${codeHtml(sheet.code)}
${questions.join('\n')}
<details>
<summary>Key</summary>
<p>Sheet ${sheet.seed}.</p>
${key.join('\n')}
</details>
</body>
</html>
`
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
pre { background: #f4f4f4; padding: .75rem 1rem; overflow-x: auto }
code, pre, td { font-family: ui-monospace, monospace; font-size: .9em }
table { border-collapse: collapse } th, td { padding: .2rem .6rem; text-align: left; border: 1px solid #888 }
td input { width: 4rem; font: inherit; border: 0; background: #fffbe6 }
ul { list-style: none; padding-left: 0 } .right { font-weight: bold }
.name span { display: inline-block; width: 16rem; border-bottom: 1px solid }
section { break-inside: avoid }
@media print { details { break-before: page } td input { background: none } }
`.replace(/\n/g, '')

function questionHtml(question: Question, number: number): string {
  const text = `<p>${inlineHtml(question.text)}</p>`
  switch (question.kind) {
    case 'choice': {
      const type = question.several ? 'checkbox' : 'radio'
      const answers = question.answers.map(
        (each) => `<li><label><input type="${type}" name="q${number}"> ${inlineHtml(each.text)}</label></li>`,
      )
      const note = question.several ? '\n<p>Any number may be right.</p>' : ''
      return `${text}${note}\n<ul>\n${answers.join('\n')}\n</ul>`
    }
    case 'table': {
      const cell = (row: number, column: number): string => {
        const label = `${question.head[column] ?? ''} after step ${row + 1}`
        return question.rows[row]?.[column] === ''
          ? `<input aria-label="${markup(label)}">`
          : markup(question.rows[row]?.[column] ?? '')
      }
      return `${text}\n${tableHtml(question.head, question.rows, cell)}`
    }
  }
}

function keyHtml(question: Question): string {
  const explanation = `<p>${inlineHtml(question.explanation)}</p>`
  switch (question.kind) {
    case 'choice': {
      const answers = question.answers.map(
        ({ text, isRight, why }) =>
          `<li${isRight ? ' class="right"' : ''}>${isRight ? '✓' : '✗'} ${inlineHtml(text)}: ${inlineHtml(why)}</li>`,
      )
      return `<ul>\n${answers.join('\n')}\n</ul>\n${explanation}`
    }
    case 'table': {
      const cell = (row: number, column: number): string =>
        markup(
          question.blanks.find((each) => each.row === row && each.column === column)?.answer ??
            question.rows[row]?.[column] ??
            '',
        )
      return `${tableHtml(question.head, question.rows, cell)}\n${explanation}`
    }
  }
}
