import { markup } from '../../picture/markup.ts'
import type { Question, Sheet } from '../sheet.ts'
import { codeHtml, inlineHtml } from './inline.ts'

/**
 * Returns a sheet in QTI 1.2 (IMS Question & Test Interoperability, 2002), which Canvas, Blackboard, Sakai and ILIAS import: one XML
 * document with an item for each question, and for each column of a table.
 */
export function qtiOf(sheet: Sheet): string {
  const code = codeHtml(sheet.code)
  const items = sheet.questions.flatMap((each, index) => itemsOf(each, `q${index + 1}`, code))
  const name = markup(sheet.title)
  return `<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
  <assessment ident="sheet${sheet.seed}" title="${name}">
    <section ident="root_section">
${items.join('')}    </section>
  </assessment>
</questestinterop>
`
}

function itemsOf(question: Question, ident: string, code: string): readonly string[] {
  switch (question.kind) {
    case 'choice':
      return [choiceItem(question, ident, code)]
    case 'table':
      return tableItems(question, ident, code)
  }
}

function choiceItem(question: Extract<Question, { readonly kind: 'choice' }>, ident: string, code: string): string {
  const { answers, several, explanation } = question
  const labels = answers.map(
    ({ text }, index) => `            <response_label ident="a${index + 1}">${material(inlineHtml(text))}</response_label>\n`,
  )
  const equal = (index: number): string => `<varequal respident="${ident}_r">a${index + 1}</varequal>`
  const right = answers.map(({ isRight }, index) => (isRight ? equal(index) : `<not>${equal(index)}</not>`))
  const only = answers.findIndex(({ isRight }) => isRight)
  const condition = several ? `<and>${right.join('')}</and>` : equal(only)
  const hints = answers.map(
    (_, index) =>
      `        <respcondition continue="Yes"><conditionvar>${equal(index)}</conditionvar><displayfeedback feedbacktype="Response" linkrefid="${ident}_a${index + 1}_fb"/></respcondition>\n`,
  )
  const feedback = answers.map(({ why }, index) => feedbackXml(`${ident}_a${index + 1}_fb`, inlineHtml(why)))
  const body = `<response_lid ident="${ident}_r" rcardinality="${several ? 'Multiple' : 'Single'}">\n          <render_choice shuffle="Yes">\n${labels.join('')}          </render_choice>\n        </response_lid>`
  const type = several ? 'multiple_answers_question' : 'multiple_choice_question'
  return item({
    ident,
    title: question.title,
    type,
    text: `${code}<p>${inlineHtml(question.text)}</p>`,
    body,
    conditions: `${hints.join('')}${scored(condition, 100)}`,
    feedback: [...feedback, feedbackXml('general_fb', inlineHtml(explanation))].join(''),
  })
}

/** An item for each column, with a blank for each step. */
function tableItems(question: Extract<Question, { readonly kind: 'table' }>, ident: string, code: string): readonly string[] {
  return question.head.slice(3).map((name, index) => {
    const own = question.blanks.filter(({ column }) => column === index + 3)
    const blanks = own.map(({ row }, at) => {
      const [number = '', thread = '', step = ''] = question.rows[row] ?? []
      const label = inlineHtml(`After step ${number} (${thread}: \`${step}\`) \`${name}\` is [s${at + 1}]`)
      return `<response_str ident="response_s${at + 1}" rcardinality="Single">${material(label)}<render_fib><response_label ident="s${at + 1}"/></render_fib></response_str>`
    })
    const share = 100 / Math.max(1, own.length)
    const conditions = own.map(({ answer }, at) =>
      scored(`<varequal respident="response_s${at + 1}">${markup(answer)}</varequal>`, share, 'Add'),
    )
    const asked = own.map((_, at) => `[s${at + 1}]`).join(' ')
    return item({
      ident: `${ident}_${index + 1}`,
      title: `${question.title}: ${name}`,
      type: 'fill_in_multiple_blanks_question',
      text: `${code}<p>${inlineHtml(`${question.text} Here: \`${name}\`.`)} ${asked}</p>`,
      body: blanks.join('\n        '),
      conditions: conditions.join(''),
      feedback: feedbackXml('general_fb', inlineHtml(question.explanation)),
    })
  })
}

interface Item {
  readonly ident: string
  readonly title: string
  readonly type: string
  /** HTML. */
  readonly text: string
  readonly body: string
  readonly conditions: string
  readonly feedback: string
}

function item({ ident, title, type, text, body, conditions, feedback }: Item): string {
  const field = (label: string, entry: string): string =>
    `<qtimetadatafield><fieldlabel>${label}</fieldlabel><fieldentry>${entry}</fieldentry></qtimetadatafield>`
  return `      <item ident="${ident}" title="${markup(title)}">
        <itemmetadata><qtimetadata>${field('question_type', type)}${field('points_possible', '1.0')}</qtimetadata></itemmetadata>
        <presentation>${material(text)}
        ${body}</presentation>
        <resprocessing>
        <outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>
${conditions}        </resprocessing>
${feedback}      </item>
`
}

function scored(condition: string, score: number, action: 'Set' | 'Add' = 'Set'): string {
  return `        <respcondition continue="${action === 'Add' ? 'Yes' : 'No'}"><conditionvar>${condition}</conditionvar><setvar action="${action}" varname="SCORE">${Number(score.toFixed(2))}</setvar></respcondition>\n`
}

function material(html: string): string {
  return `<material><mattext texttype="text/html">${markup(html)}</mattext></material>`
}

function feedbackXml(ident: string, html: string): string {
  return `        <itemfeedback ident="${ident}"><flow_mat>${material(html)}</flow_mat></itemfeedback>\n`
}
