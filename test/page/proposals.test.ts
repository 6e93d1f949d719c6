import { expect, test } from 'vitest'
import { proposeIlv } from '../../src/page/propose-ilv.ts'
import { proposePython } from '../../src/page/propose-python.ts'
import { open, pageOf } from './browser.ts'

/** The words of expressions. */
const operators = ['and', 'or', 'not', 'all', 'any', 'sum', 'max', 'min', 'len', 'true', 'false']

const model = `shared balance, seen[3]
atomic flag = 0
const N = 3
lock m, other
condition changed

def deposit:
    load  tmp, balance
end

thread A unstarted:
    load  old, balance
again:
    `

/** What is proposed for the word at the end of a line that is added to the model. */
function proposed(line: string): string[] | null {
  const text = model + line
  return proposeIlv(text, text.length)?.options.map(({ label }) => label) ?? null
}

test.each([
  ['load o', ['old']],
  ['load old, b', ['balance', 'seen', 'flag']],
  ['store ', ['balance', 'seen', 'flag']],
  ['store balance, o', ['old', 'N', ...operators]],
  ['store seen[', ['old', 'N', ...operators]],
  ['acquire ', ['m', 'other']],
  ['wait changed, ', ['m', 'other']],
  ['wait ', ['changed']],
  ['call d', ['deposit']],
  ['jump a', ['again']],
  ['branch old == N, ', ['again']],
  ['spawn ', ['A']],
  ['await b', ['old', 'N', ...operators, 'balance', 'seen', 'flag']],
  ['if o', ['old', 'N', ...operators]],
  ['repeat ', ['N']],
  ['fence ', null],
  ['store balance, 1', null],
  ['store balance, o # b', null],
  ['acquire m, ', null],
])('instruction text: %j', (line, names) => {
  expect(proposed(line)).toEqual(names)
})

test('instruction text: first words, declarations and expectations', () => {
  expect(proposed('l')).toContain('load')
  expect(proposed('l')).not.toContain('shared')
  expect(proposeIlv('l', 1)?.options.map(({ label }) => label)).not.toContain('load')
  expect(proposeIlv('l', 1)?.options.map(({ label }) => label)).toContain('lock')
  expect(proposeIlv('lock m ', 7)?.options.map(({ label }) => label)).toEqual(['reentrant', 'transferable', 'fair'])
  expect(proposeIlv('thread A, B d', 13)?.options.map(({ label }) => label)).toEqual(['unstarted', 'daemon'])
  expect(proposeIlv('condition c ', 12)?.options.map(({ label }) => label)).toEqual(['fifo'])
  const sends = 'condition c\nchannel ch\nthread A:\n  send '
  expect(proposeIlv(sends, sends.length)?.options.map(({ label }) => label)).toEqual(['ch'])
  expect(proposeIlv('shared x', 8)).toBe(null) // a new name
  const claims = proposeIlv('expect no lost-u', 16)
  expect(claims?.from).toBe(10)
  expect(claims?.options.map(({ label }) => label)).toContain('lost-update')
  const final = `${model}\nexpect final b`
  expect(proposeIlv(final, final.length)?.options.map(({ label }) => label)).toEqual([
    'balance',
    'seen',
    'flag',
    'A',
    'm',
    'other',
    'N',
    ...operators,
  ])
})

test('instruction text: words are explained', () => {
  const options = proposeIlv('thread A:\n  ', 12)?.options ?? []
  expect(options.find(({ label }) => label === 'cas')?.info).toMatch(/^compare-and-swap/)
  expect(options.find(({ label }) => label === 'while')?.info).toMatch(/^rounds while/)
  const names = 'shared while1\nthread A:\n  load r, '
  expect(proposeIlv(names, names.length)?.options.map(({ info }) => info)).toEqual([undefined])
})

test('the editor explains the word under the pointer', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', '--playground'))
  await page.locator('.cm-line', { hasText: 'load' }).getByText('load').hover()
  const shown = page.locator('.cm-tooltip', { hasText: 'reads a shared variable' })
  await shown.waitFor()
  expect(await shown.textContent()).toMatch(/^load: /)
  expect(complaints).toEqual([])
})

const program = `import threading

class Account:
    def __init__(self):
        self.balance = 0

`

test.each([
  [
    'threading.',
    ['Thread', 'Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier', 'BrokenBarrierError'],
  ],
  ['from time import ', ['sleep']],
  ['def a', null],
  ['x = "a', null],
  ['# a', null],
  ['x = 12', null],
])('Python: %j', (line, names) => {
  const text = program + line
  expect(proposePython(text, text.length)?.options.map(({ label }) => label) ?? null).toEqual(names)
})

test('Python: attributes after a dot, words elsewhere', () => {
  const labels = (line: string): string[] => {
    const text = program + line
    return proposePython(text, text.length)?.options.map(({ label }) => label) ?? []
  }
  expect(labels('account.b')).toContain('balance')
  expect(labels('account.b')).toContain('acquire')
  expect(labels('account.b')).not.toContain('while')
  expect(labels('account.b')).not.toContain('b')
  expect(labels('w')).toContain('while')
  expect(labels('w')).not.toContain('balance')
})

test('the editor proposes what fits, as one types', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', '--playground'))
  await page.locator('.cm-content').fill('lock mutex, m2\nshared mine = 0\n\nthread A:\n    acquire m')
  await page.locator('.cm-content').press('End')
  await page.keyboard.type('u')
  const options = page.locator('.cm-tooltip-autocomplete li')
  await expect.poll(() => options.allInnerTexts()).toEqual(['mutex'])
  await page.waitForTimeout(100) // the list takes no keys in its first moments
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.cm-content').innerText()).toContain('acquire mutex')
  expect(complaints).toEqual([])
})
