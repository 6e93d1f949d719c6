import { markup } from '../../picture/markup.ts'
import type { Question, Sheet } from '../sheet.ts'
import { percent } from './gift.ts'
import { codeHtml, inlineHtml, tableHtml } from './inline.ts'

/**
 * Returns a sheet as Moodle imports it (docs.moodle.org/en/Moodle_XML_format): multiple choice, and a table as a question with
 * embedded answers (docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type).
 */
export function moodleOf(sheet: Sheet): string {
  const code = codeHtml(sheet.code)
  const category = `  <question type="category">\n    <category>\n      <text>$course$/top/${markup(sheet.title.replace(/\//g, '//'))}</text>\n    </category>\n  </question>\n`
  const questions = sheet.questions.map((each, index) => questionXml(each, index + 1, code))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${category}${questions.join('')}</quiz>\n`
}

function questionXml(question: Question, number: number, code: string): string {
  const name = `    <name>\n      <text>${markup(`${number} ${question.title}`)}</text>\n    </name>\n`
  const feedback = textXml('generalfeedback', inlineHtml(question.explanation))
  switch (question.kind) {
    case 'choice': {
      const text = textXml('questiontext', `${code}<p>${inlineHtml(question.text)}</p>`)
      const single = `    <single>${!question.several}</single>\n    <shuffleanswers>true</shuffleanswers>\n    <answernumbering>abc</answernumbering>\n`
      return `  <question type="multichoice">\n${name}${text}${feedback}    <defaultgrade>1</defaultgrade>\n${single}${answersXml(question)}  </question>\n`
    }
    case 'table': {
      const table = tableHtml(question.head, question.rows, (row, column) => clozeCell(question, row, column))
      const text = textXml('questiontext', `${code}<p>${inlineHtml(question.text)}</p>${table}`)
      return `  <question type="cloze">\n${name}${text}${feedback}  </question>\n`
    }
  }
}

function answersXml({ answers, several }: Extract<Question, { readonly kind: 'choice' }>): string {
  const right = answers.filter(({ isRight }) => isRight).length
  const wrong = answers.length - right
  const fraction = (isRight: boolean): string => {
    if (!several) return isRight ? '100' : '0'
    return percent(isRight ? 100 / right : -100 / Math.max(1, wrong))
  }
  return answers
    .map(({ text, isRight, why }) => {
      const feedback = `      <feedback format="html">\n        <text>${cdata(inlineHtml(why))}</text>\n      </feedback>\n`
      return `    <answer fraction="${fraction(isRight)}" format="html">\n      <text>${cdata(inlineHtml(text))}</text>\n${feedback}    </answer>\n`
    })
    .join('')
}

function clozeCell({ rows, blanks }: Extract<Question, { readonly kind: 'table' }>, row: number, column: number): string {
  const blank = blanks.find((each) => each.row === row && each.column === column)
  if (blank === undefined) return markup(rows[row]?.[column] ?? '').replace(/[{}]/g, (brace) => `&#${brace.charCodeAt(0)};`)
  return `{1:SHORTANSWER:=${markup(blank.answer).replace(/[\\}#~/"]/g, '\\$&')}}`
}

function textXml(element: string, html: string): string {
  return `    <${element} format="html">\n      <text>${cdata(html)}</text>\n    </${element}>\n`
}

function cdata(text: string): string {
  return `<![CDATA[${text.replace(/\]\]>/g, ']]]]><![CDATA[>')}]]>`
}
