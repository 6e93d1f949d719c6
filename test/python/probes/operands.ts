/** A value to try expressions on: its text, and the definitions that the text needs. */
export interface Operand {
  readonly kind: string
  readonly text: string
  readonly needs?: readonly string[]
}

const plainClass = ['class P:', '    def __init__(self, n):', '        self.n = n']
const boxClass = ['class Box:', '    size = 4', '    def get(self):', '        return 5']
const dataClass = ['from dataclasses import dataclass', '@dataclass', 'class D:', '    n: int', '    m: int = 2']
const equalClass = [
  'class E:',
  '    def __init__(self, n):',
  '        self.n = n',
  '    def __eq__(self, other):',
  '        return True',
]
const sizedClass = ['class L:', '    def __len__(self):', '        return 0']
const errorClass = ['class Broken(Exception):', '    pass']

function operands(kind: string, texts: readonly string[], needs: readonly string[] = []): Operand[] {
  return texts.map((text) => ({ kind, text, needs }))
}

/** Of each kind of value several, among them the least, the greatest, and empty ones. */
export const allOperands: readonly Operand[] = [
  ...operands('int', [
    '0',
    '1',
    '-1',
    '2',
    '3',
    '7',
    '31',
    '32',
    '40',
    '-5',
    '0x10',
    '1_000',
    '2147483647',
    '-2147483648',
    '-2147483647',
    '-2147483000',
  ]),
  ...operands('large int', ['2147483648', '-2147483649', '10**12']),
  ...operands('bool', ['True', 'False']),
  ...operands('None', ['None']),
  ...operands('str', [
    "''",
    "'a'",
    "'ab'",
    "'1'",
    '"it\'s"',
    "'\\n'",
    "'\\x41'",
    "'\\101'",
    "'\\N{DIGIT ONE}'",
    "r'\\n'",
    "'\\U00000041'",
    "'a' 'b'",
    "'''a\nb'''",
  ]),
  ...operands('bytes', ["b''", "b'a'"]),
  ...operands('float', ['0.0', '1.5', '-2.0', '1e3']),
  ...operands('complex', ['1j']),
  ...operands('tuple', ['()', '(1,)', '(1, 2)', '(1, 3)', '(1, (2, 3))', "('a', None)"]),
  ...operands('list', ['[]', '[1]', '[1, 2]', '[1, 3]', '[[1], [2]]', '[True, None]', '[0]']),
  ...operands('dict', ['{}', "{'a': 1}", '{1: 2}', '{1: 2, True: 3}', '{None: 0, (1, 2): 1}']),
  ...operands('set', ['{1}', 'set()', 'frozenset()']),
  ...operands('range', ['range(3)', 'range(0)', 'range(3, 0, -1)']),
  ...operands('function', ['f', 'len', '(lambda: 3)'], ['def f(a=1):', '    return a']),
  ...operands('class', ['P', 'int', 'ValueError'], plainClass),
  ...operands('instance', ['P(1)', 'P(2)'], plainClass),
  ...operands('class attribute', ['Box()', 'Box'], boxClass),
  ...operands('dataclass', ['D(1)', 'D(1, 3)'], dataClass),
  ...operands('with __eq__', ['E(1)'], equalClass),
  ...operands('with __len__', ['L()'], sizedClass),
  ...operands('exception', ['ValueError()', "KeyError('k')", 'Broken()'], errorClass),
  ...operands('slice, ellipsis', ['...', 'NotImplemented']),
]

/** A few of each kind, for forms with several operands. */
export const fewOperands: readonly Operand[] = [
  '0',
  '1',
  '-1',
  '3',
  '31',
  '40',
  '2147483647',
  '-2147483648',
  'True',
  'None',
  "'a'",
  "''",
  "b'a'",
  '1.5',
  '(1, 2)',
  '(1, 3)',
  '()',
  '[1, 2]',
  '[1, 3]',
  '[]',
  "{'a': 1}",
  '{1}',
  'range(3)',
  'f',
  'P',
  'P(1)',
  'D(1)',
  'ValueError()',
].flatMap((text) => allOperands.filter((each) => each.text === text))
