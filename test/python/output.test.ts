import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/base/diagnostic.ts'
import { check } from '../../src/check/check.ts'
import { readFinalCondition } from '../../src/language/claims/options.ts'
import { readPython } from '../../src/language/python/read.ts'
import { expressionText } from '../../src/program/print.ts'
import type { Program } from '../../src/program/program.ts'
import { shows } from './run.ts'

/** Two threads that each print `a 1` or `b 1`. */
const two = `import threading
x = 0
def f(name):
    global x
    x = 1
    print(name, x)
first = threading.Thread(target=f, args=("a",))
second = threading.Thread(target=f, args=("b",))
first.start()
second.start()
first.join()
second.join()
`

const endless = `import threading
s = threading.Semaphore(1)
t = threading.Semaphore(0)
def f(own, other, what):
    while True:
        own.acquire()
        print(what, end="")
        other.release()
threading.Thread(target=f, args=(s, t, "a")).start()
threading.Thread(target=f, args=(t, s, "b")).start()
`

function read(text: string): Program {
  const model = readPython({ name: 'test.py', text })
  if (!model.ok) throw new Error(model.errors.map(formatDiagnostic).join('\n'))
  return model.value.program
}

async function judged(text: string, claim: string): Promise<boolean | null> {
  const { expectations, findings } = await check(read(`${text}# ${claim}\n`), { maxStates: 100_000 })
  const [first] = expectations
  return first === undefined ? !findings.some(({ kind }) => kind === 'invariant') : first.holds
}

describe('claims about the output', () => {
  test.each([
    [two, String.raw`expect: outcomes output = {"a 1\nb 1\n", 'b 1\na 1\n'}`, true],
    [two, String.raw`expect: outcomes (x, output) = {(1, "a 1\nb 1\n"), (1, "b 1\na 1\n")}`, true],
    [two, String.raw`expect: outcomes output = {"a 1\nb 1\n"}`, false],
    [two, String.raw`expect: possible output == "b 1\na 1\n"`, true],
    [two, String.raw`expect: possible "b 1\na 1" == output`, false],
    [two, String.raw`expect: final output != "b 1\na 1\n"`, false],
    [two, 'expect: final output != ""', true],
    [two, 'expect: possible output.startswith("a 1")', true],
    [two, 'expect: final output.startswith("a 1")', false],
    [two, String.raw`expect: final output.startswith("a 1") or output.startswith("b 1\na")`, true],
    [two, 'expect: final output.count("a") == 1 and output.count("1") == 2', true],
    [two, String.raw`expect: possible output.count("1\nb") == 1`, true],
    [two, 'expect: final len(output) == 8', true],
    [two, String.raw`expect: final re.fullmatch("([ab] 1\n)*", output)`, true],
    [two, 'expect: final re.fullmatch(".*", output)', false],
    [two, String.raw`expect: final not re.fullmatch(r"(a 1\n)+", output)`, true],
    [two, String.raw`expect: reachable output == "a 1\n"`, true],
    [two, 'expect: never output.count("a") > 1', true],
    [two, String.raw`invariant: output != "a 1\n"`, false],
    [two, 'invariant: output.count("1") <= 2', true],
    [two, 'expect: output == "" leads-to output.count("1") == 2', true],
    [two.replace('print(name, x)', 'pass'), 'expect: final output == ""', true],
    [endless, 'invariant: re.fullmatch("(ab)*a?", output)', true],
    [endless, 'invariant: re.fullmatch("(ab)*", output)', false],
    [endless, 'expect: reachable output.startswith("abababababababababababab")', true],
    [endless, 'expect: reachable output.startswith("abababababababababababaa")', false],
    [endless, 'expect: never output == "abababababababababababababababab"', false],
  ] as const)('%#: %2$s', async (text, claim, holds) => {
    expect(await judged(text, claim)).toBe(holds)
  })

  test.each([
    [two, 'expect: final output', 'a text is no condition'],
    [two, 'expect: final output == 3', 'a text can only be compared with a text'],
    [two, 'expect: final output < "a"', '`<` is not supported with a text'],
    [two, 'expect: final "a" in output', '`in` is not supported with a text'],
    [two, 'expect: final output[0] == "a"', 'single characters of the output cannot be named'],
    [two, 'expect: final output.endswith("a")', '`output.endswith` is not supported here'],
    [two, 'expect: final output.upper() == "A"', 'this is not supported with a text'],
    [two, 'expect: final output.count("aa") == 1', 'occurrences of this text can overlap'],
    [endless, 'expect: never output.count("a") == 2', 'this program may print more than is looked at'],
    [endless, 'expect: never len(output) == 2', 'this program may print more than the 16 characters that are looked at'],
    [two, 'expect: final re.search("a", output)', 'this is not supported with a text'],
    [two, 'expect: final re.fullmatch("a", output) is not None', 'what `re.fullmatch` gives cannot be compared'],
    [
      two,
      String.raw`expect: final re.fullmatch("\d", output)`,
      String.raw`\d\`: \`\d\` is not supported`.replaceAll('\\`', '`'),
    ],
    [two, 'expect: final re.fullmatch("[a", output)', 'a `[` has no `]`'],
    [two, 'expect: outcomes output = {3}', 'expected a text'],
    [two, 'mod 8: output', '`output` is a text, which has no modulus'],
    [`l = [1]\n${two}`.replace('x = 1', 'x = 1\n    l[0] = 2'), 'expect: final l == 1', '`l` is a list'],
  ])('%#: %2$s is refused', (text, claim, message) => {
    expect(() => read(`${text}# ${claim}\n`)).toThrow(message)
  })
})

describe('conditions of the command line on the output of a Python program', () => {
  const model = readPython({ name: 'test.py', text: two }, { observeOutput: true })
  const inOption = (text: string): string => {
    if (!model.ok) throw new Error('a program')
    const { program } = model.value
    const { condition, problems } = readFinalCondition(program, text, '--final')
    return condition === null ? `! ${problems.errors[0]?.message}` : expressionText(program, null, condition)
  }

  test.each([
    [String.raw`output == 'b 1\n'`, String.raw`output == "b 1\n"`],
    [String.raw`'b 1\n' != output`, String.raw`output != "b 1\n"`],
    [`output.startswith('b') and x == 1`, 'output starts with "b" and x == 1'],
    [`output.count("b") == 1`, 'count(output, "b") == 1'],
    [`output == 'it\\'s'`, `output == "it's"`],
    [`output == 'x True "a"'`, String.raw`output == "x True \"a\""`],
  ])('%s', (python, plain) => {
    expect(inOption(python)).toBe(inOption(plain))
    expect(inOption(python)).not.toMatch(/^!/)
  })

  test('a pattern is refused', () => expect(inOption(`re.fullmatch('a', output)`)).toBe('! a pattern cannot be used here'))
})

describe('how much of the output is looked at', () => {
  const printing = (body: string): string =>
    `import threading\nn = 3\ndef f():\n${body
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\nthreading.Thread(target=f).start()\n`

  test.each([
    ['a loop with constant bounds', 'for i in range(3):\n    for j in range(2):\n        print(j, end="")', "'010101'"],
    ['a list', 'for i in [1, 2, 3]:\n    print(i, end="")', "'123'"],
    ['a way out of a loop', 'for i in range(9):\n    if i == 2:\n        break\n    print("x", end="")', "'xx'"],
    [
      '`finally`',
      'try:\n    try:\n        print(1 // 0)\n    finally:\n        print("a")\nexcept ZeroDivisionError:\n    print("b")',
      String.raw`'a\nb\n'`,
    ],
    ['a loop with an unknown end', 'k = 0\nwhile k < 10:\n    k += 1\n    print("xy", end="")', "'xyxyxyxyxyxyxyxy…'"],
    [
      'a loop that prints nothing',
      'k = 0\nwhile k < 10:\n    k += 1\nprint("0123456789" * 2)',
      String.raw`'01234567890123456789\n'`,
    ],
    ['many rounds', 'for i in range(300):\n    print(".", end="")', "'................…'"],
  ])('%s', async (_, body, output) => {
    expect(await shows(printing(body), { observeOutput: true })).toEqual([`output=${output}`])
  })

  test('what is printed before threads start', async () => {
    const text = (count: number): string =>
      `${printing('print("end")')}`.replace('def f', `for i in range(${count}):\n    print("x", end="")\ndef f`)
    expect(await shows(text(20), { observeOutput: true })).toEqual([String.raw`output='${'x'.repeat(20)}end\n'`])
    expect(await shows(text(257), { observeOutput: true })).toEqual([`output='${'x'.repeat(16)}…'`])
    const claim = '# expect: final re.fullmatch("x*end\\n", output)\n'
    expect(await judged(text(257), claim.slice(2, -1))).toBe(true)
  })

  test('a variable of a function may be named output', async () => {
    const text = printing('output = 3\nprint(output)')
    expect(await judged(text, String.raw`expect: final output == "3\n"`)).toBe(true)
  })
})
