import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { noControls } from '../../src/report/controls.ts'
import { outcomesText } from '../../src/report/outcomes-text.ts'
import { plainStyle } from '../../src/report/style.ts'

async function table(code: string): Promise<string[]> {
  const read = readInstructionText({ name: 'test.ilv', text: code })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return outcomesText(await check(read.value), noControls, plainStyle, false).split('\n')
}

test('a text of several lines stands on several lines', async () => {
  expect(await table('thread A:\n print "a", 1, "\\n\\n"\n print "b\\n"')).toEqual([
    'Final values of output',
    '  ┌ a1   ██████████████████  1 of 1   as if threads ran one after another',
    '  │',
    '  └ b',
  ])
})

test.each([
  ['one line', 'thread A:\n print "a\\n"', "'a\\n'"],
  ['nothing', 'thread A:\n print ""', "''"],
  ['another variable beside it', 'shared x = 0\nthread A:\n print "a\\nb"', "(0, 'a\\nb')"],
])('%s stands in its row', async (_, code, value) => {
  const [, row, ...others] = await table(code)
  expect(row).toContain(`  ${value} `)
  expect(others).toEqual([])
})
