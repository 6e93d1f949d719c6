import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { withAtomicUpdates } from '../../src/exercise/atomic-updates.ts'
import { sheetWriters } from '../../src/exercise/formats/formats.ts'
import type { Sheet } from '../../src/exercise/sheet.ts'
import { readModel } from '../../src/language/read.ts'
import { namedTexts } from '../../src/program/heap.ts'
import { defaultRules } from '../../src/program/program.ts'
import { readSchedule } from '../../src/program/schedule.ts'
import { replay } from '../../src/semantics/replay.ts'
import { interleave, scratch } from '../cli/command.ts'
import { type ContentModel, readXml, violations } from './xml.ts'

/** Returns the sheet that the command makes of a model. */
function sheet(model: string, seed = 1): Sheet {
  const { stdout, code } = interleave(['exercise', model, '--json', '--seed', `${seed}`])
  expect(code).toBe(0)
  return JSON.parse(stdout) as Sheet
}

type Choice = Extract<Sheet['questions'][number], { readonly kind: 'choice' }>

function choice({ questions }: Sheet, title: string): Choice {
  const found = questions.find((each) => each.title === title)
  if (found?.kind !== 'choice') throw new Error(`no question ${title}`)
  return found
}

function right({ answers }: Choice): readonly string[] {
  return answers.filter(({ isRight }) => isRight).map(({ text }) => text)
}

describe('questions', () => {
  const quiz = sheet('models/quiz2.ilv')

  test('final values: right is what exploring gives, wrong what misconceptions give', () => {
    const question = choice(quiz, 'Final values')
    expect(right(question)).toEqual(['exactly {1, 2}'])
    const wrong = new Map(question.answers.map(({ text, why }) => [text, why]))
    expect(wrong.get('exactly {2}')).toMatch(/takes an update for one step/)
    expect(wrong.get('exactly {0, 1, 2}')).toMatch(/value at the start/)
  })

  test('schedules: the right one ends so, when it is replayed, and no other one does', async () => {
    const question = choice(quiz, 'Schedules')
    const value = Number(/= (\d+)\?/.exec(question.text)?.[1])
    const read = await readModel({ name: 'quiz2.ilv', text: readFileSync('models/quiz2.ilv', 'utf8') })
    if (!read.ok) throw new Error('unreadable')
    const { program } = read.value
    for (const { text, isRight } of question.answers) {
      const replayed = replay(program, readSchedule(program, text.replaceAll('`', '')).moves, defaultRules)
      if (!replayed.ok) throw new Error('impossible')
      expect(replayed.trace.steps.at(-1)?.after.shared[0]?.[0] === value).toBe(isRight)
    }
  })

  test('the table has the values that the trace has', () => {
    const table = quiz.questions.find(({ kind }) => kind === 'table')
    if (table?.kind !== 'table') throw new Error('no table')
    expect(table.head.slice(0, 4)).toEqual(['#', 'thread', 'step', 'balance'])
    const last = table.blanks.filter(({ row }) => row === table.rows.length - 1)
    expect(last.map(({ answer }) => answer)).toEqual(['1', '1', '1'])
  })

  test('a line that is removed: what the key says is what `check` says', () => {
    const question = choice(quiz, 'Without line 14')
    expect(right(question)).toEqual(['a lost update', 'a data race'])
  })

  test('the lock belongs where `fix` puts it', () => {
    expect(right(choice(quiz, 'Where the lock belongs'))).toEqual(['put lines 17–19 under `m`'])
  })

  test('an execution that fails is no deadlock', () => {
    const model = join(scratch(), 'm.ilv')
    writeFileSync(model, 'shared x = 0\nthread A:\n  x = 1\n  x = 2\nthread B:\n  load r, x\n  assert r != 1\n  store x, 3\n')
    const whys = [1, 2, 3].flatMap((seed) => choice(sheet(model, seed), 'Schedules').answers.map(({ why }) => why))
    expect(whys.join('\n')).toContain('ends with an error')
    expect(whys.join('\n')).not.toContain('deadlock')
  })

  test('nothing is asked about a program that was not explored completely', () => {
    const { code, stdout, stderr } = interleave(['exercise', 'models/quiz1.ilv', '--max-states', '5'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('could not be explored completely')
  })

  test('deadlocks', () => {
    expect(right(choice(sheet('models/deadlock.ilv'), 'Deadlock'))).toEqual(['yes, in some interleavings'])
    expect(right(choice(quiz, 'Deadlock'))).toEqual(['no, in none'])
  })

  test('comments and expectations, which tell the answers, are not shown', () => {
    const { code } = sheet('models/exam/missed_notify.ilv')
    expect(code.map(({ text }) => text).join('\n')).not.toMatch(/Answer|expect/)
    expect(code[0]).toEqual({ line: 6, text: 'lock m' })
  })

  test('the seed decides', () => {
    const texts = (seed: number): string => JSON.stringify(sheet('models/quiz2.ilv', seed).questions)
    expect(texts(5)).toBe(texts(5))
    expect(texts(5)).not.toBe(texts(6))
  })
})

test.for<readonly [string, readonly string[]]>([
  ['shared x = 0\nthread A, B:\n  load r, x\n  add r, 1\n  store x, r\n', ['x = 2']],
  ['shared x = 0\nthread A, B:\n  x += 1\n  x += 1\n', ['x = 4']],
  ['shared x = 0\nthread A, B:\n  repeat 2:\n    x += 1\n  end\n', ['x = 4']],
  ['shared x = 0\nlock m\nthread A, B:\n  load r, x\n  acquire m\n  store x, r + 1\n  release m\n', []],
])('updates in one step: %s', async ([text, ends]) => {
  const read = await readModel({ name: 'x.ilv', text })
  if (!read.ok) throw new Error('unreadable')
  const changed = withAtomicUpdates(read.value.program)
  const result = changed === null ? null : await check(changed)
  expect(result?.outcomes.flatMap(({ final }) => namedTexts(result.program, result.observed, final)) ?? []).toEqual(ends)
})

/** What Moodle's documentation of its XML form says of the questions that sheets have. */
const moodle: ContentModel = {
  quiz: 'question+',
  question:
    '(category|name questiontext generalfeedback defaultgrade single shuffleanswers answernumbering answer+|name questiontext generalfeedback)',
  category: 'text',
  name: 'text',
  questiontext: 'text',
  generalfeedback: 'text',
  defaultgrade: '',
  single: '',
  shuffleanswers: '',
  answernumbering: '',
  answer: 'text feedback',
  feedback: 'text',
  text: '',
}

/** The part of the document type of QTI 1.2 (IMS, 2002) that sheets use. */
const qti: ContentModel = {
  questestinterop: 'assessment',
  assessment: 'section+',
  section: 'item*',
  item: 'itemmetadata presentation resprocessing itemfeedback*',
  itemmetadata: 'qtimetadata',
  qtimetadata: 'qtimetadatafield+',
  qtimetadatafield: 'fieldlabel fieldentry',
  fieldlabel: '',
  fieldentry: '',
  presentation: 'material (response_lid|response_str)+',
  material: 'mattext',
  mattext: '',
  response_lid: 'render_choice',
  response_str: 'material render_fib',
  render_choice: 'response_label+',
  render_fib: 'response_label',
  response_label: 'material?',
  resprocessing: 'outcomes respcondition+',
  outcomes: 'decvar',
  decvar: '',
  respcondition: 'conditionvar (setvar|displayfeedback)',
  conditionvar: '(varequal|and)',
  and: '(varequal|not)+',
  not: 'varequal',
  varequal: '',
  setvar: '',
  displayfeedback: '',
  itemfeedback: 'flow_mat',
  flow_mat: 'material',
}

describe('formats', () => {
  const models = ['models/quiz2.ilv', 'models/deadlock.ilv', 'models/bank_account.py', 'models/exam/rendezvous_prints.ilv']
  const sheets = models.map((model) => sheet(model))
  const hostile: Sheet = {
    title: '<b>]]> & "x"',
    code: [{ line: 1, text: 'x = "<script>" # ]]> {a} ~=' }],
    language: 'python',
    seed: 1,
    questions: [
      {
        kind: 'choice',
        title: '<i>&',
        text: 'What is `a < b && c`? {=1}',
        several: true,
        answers: [
          { text: '`]]>`', isRight: true, why: '#{~=' },
          { text: '<b>', isRight: false, why: '"' },
        ],
        explanation: '`x` & y',
      },
      {
        kind: 'table',
        title: 'T',
        text: 'fill',
        head: ['#', 'thread', 'step', 'x'],
        rows: [
          ['1', '<A>', 'x = {', ''],
          ['2', 'B', '->', ''],
        ],
        blanks: [
          { row: 0, column: 3, answer: "'}#~'" },
          { row: 1, column: 3, answer: '-> 2' },
        ],
        explanation: 'e',
      },
    ],
  }

  test.for([...sheets, hostile])('Moodle XML of %#', (each) => {
    const document = readXml(sheetWriters['moodle-xml'](each))
    expect(violations(document, moodle)).toEqual([])
    expect(document.children).toHaveLength(each.questions.length + 1)
    for (const question of document.children.filter(({ attributes }) => attributes.type === 'multichoice')) {
      const fractions = question.children
        .filter(({ name }) => name === 'answer')
        .map(({ attributes }) => Number(attributes.fraction))
      expect(fractions.filter((fraction) => fraction > 0).reduce((sum, fraction) => sum + fraction, 0)).toBeCloseTo(100, 3)
    }
  })

  test.for([...sheets, hostile])('QTI of %#', (each) => {
    const document = readXml(sheetWriters.qti(each))
    expect(violations(document, qti)).toEqual([])
    const items = document.children[0]?.children[0]?.children ?? []
    expect(items.length).toBeGreaterThanOrEqual(each.questions.length)
    const idents = items.map(({ attributes }) => attributes.ident)
    expect(new Set(idents).size).toBe(idents.length)
  })

  test.for([...sheets, hostile])('GIFT of %#: braces and signs of texts are escaped', (each) => {
    const text = sheetWriters.gift(each)
    const plain = text.replace(/\\[\\~=#{}:]/g, '')
    let depth = 0
    for (const character of plain) {
      if (character === '{') depth++
      if (character === '}') depth--
      expect(depth === 0 || depth === 1).toBe(true)
    }
    expect(depth).toBe(0)
    expect(plain.match(/^::/gm)?.length).toBeGreaterThanOrEqual(each.questions.length)
  })

  test('nothing of a text is markup', () => {
    expect(sheetWriters.html(hostile)).not.toMatch(/<script|<b>|<i>/)
    expect(sheetWriters.markdown(hostile)).not.toMatch(/<b>|<i>/)
  })

  test('a file is written in the form of its ending', () => {
    const folder = scratch()
    for (const [name, begin] of [
      ['q.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>'],
      ['q.qti', '<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop'],
      ['q.gift', '// quiz1'],
      ['q.html', '<!doctype html>'],
      ['q.md', '# quiz1'],
    ] as const) {
      const { code } = interleave(['exercise', 'models/quiz1.ilv', '--out', join(folder, name)])
      expect(code).toBe(0)
      expect(readFileSync(join(folder, name), 'utf8').startsWith(begin)).toBe(true)
    }
    const { code, stderr } = interleave(['exercise', 'models/quiz1.ilv', '--out', join(folder, 'q.doc')])
    expect(code).toBe(2)
    expect(stderr).toContain('unknown extension')
  })
})
