import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { automatonOf } from '../../src/language/claims/automaton.ts'
import { readFinalCondition } from '../../src/language/claims/options.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { denoted, variableText } from '../../src/program/denote.ts'
import { plainStyle, unicodeSymbols } from '../../src/report/style.ts'
import { tableText } from '../../src/report/table-text.ts'
import { traceTable } from '../../src/report/trace-table.ts'

async function checked(text: string): Promise<CheckResult> {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => `${each.message} (${each.hint ?? ''})`).join('\n'))
  return check(read.value)
}

/** The final outputs, in order. */
function outputs({ outcomes, observed, program }: CheckResult): string[] {
  const texts = outcomes.map(({ final }) =>
    observed.flatMap((each, index) => {
      const value = denoted(program, each, final[index] ?? 0)
      return typeof value === 'string' ? [value] : []
    }),
  )
  return texts.flat().sort()
}

function message(text: string): string[] {
  const read = readInstructionText({ name: 'test.ilv', text })
  return read.ok ? [] : read.errors.map((each) => each.message)
}

describe('print', () => {
  test('one character each: all interleavings of two texts, by hand', async () => {
    const result = await checked('thread A:\n  print "a"\n  print "b"\nthread B:\n  print "x"')
    expect(outputs(result)).toEqual(['abx', 'axb', 'xab'])
    expect(result.stats.interleavings).toBe(3n)
  })

  test('is one step, and reads shared variables in it', async () => {
    const result = await checked('shared x\nthread A:\n  print x, x\nthread B:\n  x = 1')
    expect(outputs(result)).toEqual(['00', '11'])
    expect(result.findings.map(({ kind }) => kind)).toEqual(['data-race'])
  })

  test('texts that are printed in other parts are the same output', async () => {
    const result = await checked(
      'shared x = 12\nthread A:\n  print 1\n  print "2"\nthread B:\n  atomic:\n    load r, x\n  end\n',
    )
    expect(outputs(result)).toEqual(['12'])
    const two = await checked('thread A:\n  choose r, 0..1\n  if r:\n    print "1", 2\n  else:\n    print 12\n  end')
    expect(outputs(two)).toEqual(['12'])
  })

  test('integers, as decimal numbers', async () => {
    const integer = fc.oneof(
      fc.integer(),
      fc.constantFrom(0, 9, 10, -1, -10, 99, 100, 999_999_999, 1_000_000_000, 2 ** 31 - 1, -(2 ** 31)),
    )
    await fc.assert(
      fc.asyncProperty(integer, async (value) => {
        const text = `shared x = ${value}\nthread A:\n  print "<", x, ">"\nexpect final output matches /<${value}>/`
        const result = await checked(text)
        expect(outputs(result)).toEqual([`<${value}>`])
        expect(result.expectations.map(({ holds }) => holds)).toEqual([true])
      }),
      { numRuns: 60 },
    )
  })

  test('several lines, quotes and other characters', async () => {
    const result = await checked(`thread A:\n  print "a\\n\\"", 'b # "\\t', "é"`)
    expect(outputs(result)).toEqual(['a\n"b # "\té'])
  })

  test('leaves nothing behind in registers', async () => {
    const result = await checked('shared x = 4\nthread A:\n  print x + 1, x\nthread B:\n  print 77')
    expect(result.stats.states).toBe(5)
  })

  test.each([
    ['print("a")', ['a']],
    ['print("abcdefghijklmnop", "x")', ['abcdefghijklmnopx']],
    ['print (1)', ['1']],
    ['print(1, 2)', ['12']],
    ['atomic:\nprint "a"\nprint "b"\nend', ['ab']],
    ['if 1:\nprint "abc"\nelse:\nprint "d"\nend', ['abc']],
    ['repeat 3:\nprint "ab"\nend', ['ababab']],
    ['for i in 1..3:\nprint i\nend', ['123']],
    ['let n = 0\nL:\nprint "ab"\nlet n = n + 1\nbranch n < 3, L', ['ababab']],
    // A label within a block that a later jump leads back to.
    ['let n = 0\nif n == 0:\nL:\nlet n = n + 1\nend\nprint "abc"\nbranch n < 5, L', ['abcabcabcabcabc']],
  ])('%s', async (body, expected) => {
    const result = await checked(`thread A:\n${body}`)
    expect(outputs(result)).toEqual(expected)
    expect(result.findings).toEqual([])
  })

  test('a program that prints without end has finitely many states', async () => {
    const result = await checked('thread A:\n  while 1:\n    print "ab"\n  end\ninvariant output matches /(ab)*/')
    expect(result.findings).toEqual([])
    expect(result.complete).toBe(true)
  })

  test('what is longer than declared is cut, with a mark', async () => {
    const result = await checked('shared output[3]\nthread A:\n  print "abcde"\nexpect final output matches /abcde/')
    expect(outputs(result)).toEqual(['abc…'])
    expect(result.expectations.map(({ holds }) => holds)).toEqual([true])
  })

  test('a longer text in an `expect` line is looked at whole', async () => {
    const result = await checked('shared output[2]\nthread A:\n  print "abcde"\nexpect outcomes output = {"abcde"}')
    expect(result.expectations.map(({ holds }) => holds)).toEqual([true])
  })
})

test('the steps of a trace show what was printed, unless their own text does', async () => {
  const { outcomes, program } = await checked('shared x = 3\nthread A:\nprint "a"\nprint x, "b"')
  const [outcome] = outcomes
  if (outcome === undefined) throw new Error('no outcome')
  const shown = tableText(
    traceTable(program, { detail: null, cycleFrom: null, trace: outcome.witness() }, unicodeSymbols),
    plainStyle,
  )
  expect(shown).toContain('print "a" ')
  expect(shown).not.toContain("➜ 'a'")
  expect(shown).toContain('print x, "b" (x ➜ 3) ➜ \'3b\'')
  expect(shown).not.toMatch(/#size|#\d/)
})

test('a long output is shown whole', () => {
  const read = readInstructionText({ name: 'test.ilv', text: `thread A:\nprint "${'ab'.repeat(20)}"\nprint "c"` })
  if (!read.ok) throw new Error('refused')
  const codes = [...'ab'.repeat(20)].map((each) => each.charCodeAt(0))
  const shared = read.value.shared.map(({ name, initial }) =>
    name === 'output' ? [...codes, 0, 0] : name === '#size' ? [40] : initial,
  )
  const variable = read.value.shared.findIndex(({ name }) => name === 'output')
  expect(variableText(read.value, variable, shared, 24)).toBe(`'${'ab'.repeat(20)}'`)
})

describe('conditions of options, which the program does not know', () => {
  const condition = (text: string, written: string): string[] => {
    const read = readInstructionText({ name: 'test.ilv', text }, new Map(), undefined, true)
    if (!read.ok) throw new Error('refused')
    return readFinalCondition(read.value, written, '--final').problems.errors.map((each) => each.message)
  }
  const bounded = 'thread A:\nprint "abc"'
  const endless = 'thread A:\nwhile 1:\nprint "a"\nend'

  test.each([
    [bounded, 'output == "abc"', []],
    [bounded, `output == "${'a'.repeat(30)}"`, []],
    [bounded, 'count(output, "a") == 1', []],
    [endless, 'output starts with "aaa"', []],
    [endless, `output starts with "${'a'.repeat(17)}"`, ['only 16 characters of the output are looked at']],
    [endless, `output == "${'a'.repeat(17)}"`, ['only 16 characters of the output are looked at']],
    [endless, 'count(output, "a") == 1', ['this program may print more than is looked at, so it cannot be counted']],
    [bounded, 'output matches /a.*/', ['a pattern cannot be used here']],
  ])('%j: %s', (text, written, messages) => {
    expect(condition(text, written)).toEqual(messages)
  })
})

describe('conditions on the output', () => {
  test.each([
    ['expect outcomes output = {"ab", "ba"}', true],
    ["expect outcomes output = {'ab', 'ba'}", true],
    ['expect outcomes output = {"ab"}', false],
    ['expect outcomes output = {"ab", "ba", "c"}', false],
    ['expect possible output == "ba"', true],
    ['expect possible output == "b"', false],
    ['expect possible "ba" == output', true],
    ['expect final output != "aa"', true],
    ['expect final output starts with "a"', false],
    ['expect possible output starts with "b"', true],
    ['expect possible output starts with "bax"', false],
    ['expect final count(output, "a") == 1 and count(output, "c") == 0', true],
    ['expect final output matches /ab|b./', true],
    ['expect final output matches /a/', false],
    ['expect final not output matches /[^ab]*/', true],
  ])('%s', async (line, holds) => {
    const result = await checked(`thread A:\n  print "a"\nthread B:\n  print "b"\n${line}`)
    expect(result.expectations.map((each) => each.holds)).toEqual([holds])
  })

  test.each([
    ['thread A:\n  x = "a"', 'a text has no place here'],
    ['shared x\nthread A:\n  print "a"\nexpect final x == "a"', '`x` is no text'],
    ['thread A:\n  y = 1\nexpect final output == "a"', '`output` is no text'],
    ['thread A:\n  print "a"\nexpect final output < "b"', 'texts have no order'],
    ['thread A:\n  print "a"\nexpect final output matches /(a/', 'a `(` has no `)`'],
    ['thread A:\n  print "a"\nexpect final output matches /a{2}/', '`{` has a meaning that is not supported here; write `\\{`'],
    ['thread A:\n  print "a\\q"', '`\\q` is no escape'],
    [
      'thread A:\n  while 1:\n    print "a"\n  end\nexpect final count(output, "a") == 2',
      'this program may print more than is looked at, so it cannot be counted',
    ],
    [
      'thread A:\n  print "aa"\nexpect final count(output, "aa") == 2',
      'occurrences of this text can overlap, so they cannot be counted',
    ],
    ['shared output\nthread A:\n  print "a"', '`output` is the text that `print` writes'],
    ['thread A:\n  print "a"\nexpect outcomes output = {1}', '`output` cannot have this value'],
  ])('%j: %s', (text, expected) => {
    expect(message(text)).toEqual([expected])
  })
})

test('automata of patterns accept what regular expressions match', () => {
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\.', ''),
      fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}${right}`),
      fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
      fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?')).map(([of, how]) => `(${of})${how}`),
    ),
  }))
  fc.assert(
    fc.property(pattern, fc.array(fc.constantFrom('a', 'b', 'c', '.', 'é'), { maxLength: 6 }), (text, characters) => {
      const automaton = automatonOf(text)
      if ('problem' in automaton) throw new Error(automaton.problem)
      const end = characters.reduce((state, character) => {
        const row = automaton.next[state] ?? []
        return row[automaton.classOf.get(character) ?? row.length - 1] ?? 0
      }, automaton.start)
      expect(automaton.accepting.includes(end)).toBe(new RegExp(`^(?:${text})$`, 'su').test(characters.join('')))
    }),
    { numRuns: 2000 },
  )
})

test('an output without end that nobody asks for is no part of the states', async () => {
  const text = 'shared x = 0\nthread A:\nwhile true:\nprint "a", x\nend'
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error('refused')
  expect(read.warnings.map(({ message }) => message)).toEqual([
    'this program prints without end, so its output is not followed',
  ])
  expect((await check(read.value)).stats.states).toBe(1)
  const asked = readInstructionText({ name: 'test.ilv', text: `${text}\nexpect never output starts with "b"` })
  expect(asked.ok && asked.warnings).toEqual([])
  expect(asked.ok && (await check(asked.value)).expectations[0]?.holds).toBe(true)
})
