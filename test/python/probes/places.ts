/** A complete program that leaves a value in `r`; `OBSERVE` stands where the value is looked at. */
export interface Probe {
  readonly form: string
  readonly place: string
  readonly text: string
}

export const observeMark = 'OBSERVE'

interface Parts {
  readonly needs: readonly string[]
  /** Statements that leave a value in `r`, in terms of operands `{0}` … */
  readonly lines: readonly string[]
  readonly operands: readonly string[]
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`)
const filled = (lines: readonly string[], operands: readonly string[]): string[] =>
  lines.map((line) =>
    line
      .replace(/\{(\d)\}/g, (_, index) => operands[Number(index)] ?? '')
      .replace(/\{\{/g, '{')
      .replace(/\}\}/g, '}'),
  )
const start = ['t = threading.Thread(target=work)', 't.start()', 't.join()']

/** Puts statements into a place of a program. */
type Place = (parts: Parts) => string[]

const inThread: Place = ({ needs, lines, operands }) => [
  'import threading',
  ...needs,
  'def work():',
  '    global SHOWN',
  ...indent(filled(lines, operands)),
  '    OBSERVE',
  ...start,
]

const unknownBy =
  (first: readonly string[]): Place =>
  ({ needs, lines, operands }) => {
    const names = operands.map((_, index) => `u${index}`)
    return [
      'import threading',
      ...needs,
      ...names.map((name, index) => `${name} = ${first[index % first.length] ?? operands[index]}`),
      'def other():',
      ...(names.length > 0 ? [`    global ${names.join(', ')}`] : []),
      ...names.map((name, index) => `    ${name} = ${operands[index]}`),
      '    pass',
      'def work():',
      '    global SHOWN',
      ...indent(filled(lines, names)),
      '    OBSERVE',
      'o = threading.Thread(target=other)',
      'o.start()',
      'o.join()',
      ...start,
    ]
  }

export const places: Readonly<Record<string, Place>> = {
  module: ({ needs, lines, operands }) => [
    'import threading',
    ...needs,
    ...filled(lines, operands),
    'def work():',
    '    global SHOWN',
    '    OBSERVE',
    ...start,
  ],
  thread: inThread,
  'unknown, None first': unknownBy(['None']),
  'unknown, 0 first': unknownBy(['0']),
  parameter: ({ needs, lines, operands }) => {
    const names = operands.map((_, index) => `p${index}`)
    return [
      'import threading',
      ...needs,
      `def g(${names.join(', ')}):`,
      ...indent(filled(lines, names)),
      '    return r',
      'def work():',
      '    global SHOWN',
      `    r = g(${operands.join(', ')})`,
      '    OBSERVE',
      ...start,
    ]
  },
  method: ({ needs, lines, operands }) => [
    'import threading',
    ...needs,
    'class W:',
    '    def m(self):',
    ...indent(indent(filled(lines, operands))),
    '        return r',
    'w = W()',
    'def work():',
    '    global SHOWN',
    '    r = w.m()',
    '    OBSERVE',
    ...start,
  ],
  guarded: ({ needs, lines, operands }) => [
    'import threading',
    ...needs,
    'def work():',
    '    global SHOWN',
    '    try:',
    ...indent(indent(filled(lines, operands))),
    '    except Exception:',
    "        r = 'raised'",
    '    OBSERVE',
    ...start,
  ],
}

const printed =
  (place: Place): Place =>
  (parts) => {
    const last = parts.lines.some((line) => line.includes('print(')) ? [] : ['print(r)']
    return place({ ...parts, lines: [...parts.lines, ...last] }).filter((line) => line.trim() !== observeMark)
  }

/** Places in which the value is printed, and what is printed is observed. */
export const printedPlaces: Readonly<Record<string, Place>> = {
  'printed by a thread': printed(inThread),
  'printed, not known before': printed(unknownBy(['None'])),
}

/** Places for expressions only. */
export const expressionPlaces: Readonly<Record<string, Place>> = {
  comprehension: ({ needs, lines, operands }) =>
    inThread({ needs, operands, lines: lines.map((line) => line.replace(/^r = (.*)$/s, 'r = [$1 for _ in range(1)][0]')) }),
  'default argument': ({ needs, lines, operands }) =>
    inThread({
      needs,
      operands,
      lines: [...lines.map((line) => line.replace(/^r = (.*)$/s, 'def g(v=$1): return v')), 'r = g()'],
    }),
  condition: ({ needs, lines, operands }) =>
    inThread({ needs, operands, lines: [...lines.map((line) => line.replace(/^r = (.*)$/s, 'if $1: r = 1')), 'else: r = 2'] }),
  'nested function': ({ needs, lines, operands }) =>
    inThread({ needs, operands, lines: ['def g():', ...lines.map((line) => line.replace(/^r = /, '    return ')), 'r = g()'] }),
}
