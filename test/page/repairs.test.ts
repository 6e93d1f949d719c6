import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { scratch } from '../cli/command.ts'
import { violations } from './axe.ts'
import { open, openFile, pageOf } from './browser.ts'

function outcomes(page: Page): Promise<string[]> {
  return page.locator('.value .outcome').allInnerTexts()
}

async function repair(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Repair', exact: true }).click()
  await page.getByRole('button', { name: 'Close' }).waitFor({ timeout: 40_000 })
}

/** The changed lines of the first proposal, on one side. */
function marked(page: Page, side: 'before' | 'after'): Promise<string[]> {
  return page.locator('.changes > li').first().locator(`.${side} .differs`).allInnerTexts()
}

const flat = (texts: readonly string[]): string[] => texts.map((each) => each.replace(/\s+/g, ' ').trim())

test.each([
  ['light', { width: 1366, height: 768 }],
  ['dark', { width: 390, height: 844 }],
] as const)('a repair is shown side by side, applied, explored and taken back: %s, %o', async (colorScheme, viewport) => {
  const { page, complaints } = await open(pageOf('models/quiz2.ilv'), { colorScheme, viewport })
  const clean = async (): Promise<void> => {
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
  await repair(page)
  const panel = page.getByRole('region', { name: 'Repairs' })
  const text = await panel.innerText()
  expect(text).toMatch(
    /^Repairs\s+Close\s+Lost update and data race\. 1 repair, proved by exploring the changed program completely/,
  )
  expect(text).toContain('Put lines 17–19 under m.')
  expect(text).toContain('No other thread that takes m comes between these steps.')
  expect(text).toContain('2 changed lines; some thread waits in 40 % of the steps (before: 0 %)')
  expect(text).toContain('final values: balance = 2')
  expect(await marked(page, 'before')).toEqual([])
  expect(flat(await marked(page, 'after'))).toEqual(['17 + acquire m', '21 + release m'])
  const [before, after] = await Promise.all(['before', 'after'].map((side) => page.locator(`.side.${side}`).boundingBox()))
  expect(viewport.width > 1000 ? before?.y === after?.y : (before?.y ?? 0) + (before?.height ?? 0) < (after?.y ?? 0)).toBe(true)
  await clean()
  await panel.getByRole('button', { name: 'Apply (put lines 17–19 under m)' }).click()
  await expect.poll(() => outcomes(page)).toEqual(['✓ 2'])
  const note = page.getByRole('region', { name: 'Change', exact: true })
  expect(await note.innerText()).toContain(
    'Changed: put lines 17–19 under m. Final values of balance now: 2. Nothing wrong is left.',
  )
  expect(await page.evaluate('document.activeElement.className')).toBe('applied')
  await page.locator('.graph-view svg').waitFor()
  const drawn = await page.locator('.graph-view svg').textContent()
  expect(drawn).toContain('✓ balance = 2')
  expect(drawn).not.toMatch(/[△✗]/)
  expect(await panel.count()).toBe(0)
  expect(await page.locator('.thread').nth(1).innerText()).toContain('acquire m')
  await clean()
  await note.getByRole('button', { name: 'Back to the program before' }).click()
  await expect.poll(() => outcomes(page)).toEqual(['△ 1', '✓ 2'])
  expect(await note.count()).toBe(0)
  expect(await page.locator('.graph-view').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('by the keyboard alone a repair is found, applied and taken back', async () => {
  const { page } = await open(pageOf('models/quiz2.ilv'))
  await page.getByRole('button', { name: 'Repair', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Close' }).waitFor()
  const focused = (): Promise<string> =>
    page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent')
  expect(await focused()).toBe('Repairs')
  const passed: string[] = []
  while (!(await focused()).startsWith('Apply') && passed.length < 9) {
    await page.keyboard.press('Tab')
    passed.push(await focused())
  }
  expect(passed).toEqual([
    'Close',
    'Before: Put lines 17–19 under m.',
    'After: Put lines 17–19 under m.',
    'Apply (put lines 17–19 under m)',
  ])
  await page.keyboard.press('Enter')
  await expect.poll(() => outcomes(page)).toEqual(['✓ 2'])
  for (const _ of ['state graph', 'back']) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => outcomes(page)).toEqual(['△ 1', '✓ 2'])
})

test('in the editor a repair is one change of the text, which can be undone there', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', '--playground'))
  const text = 'shared balance = 0\nlock m\n\nthread A, B:\n    balance += 1\n'
  await page.locator('.cm-content').fill(text)
  await page.locator('.locks').waitFor()
  await expect.poll(() => outcomes(page)).toEqual(['✗ 1', '✓ 2'])
  await repair(page)
  expect(await page.locator('.changes > li').count()).toBeGreaterThan(1)
  await page.getByRole('button', { name: /^Apply .put line 5 under m/ }).click()
  await expect.poll(() => outcomes(page)).toEqual(['✓ 2'])
  expect(await page.locator('.cm-content').innerText()).toContain('acquire m\n')
  await page.getByRole('button', { name: 'Back to the program before' }).waitFor()
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+z')
  await expect.poll(() => outcomes(page)).toEqual(['✗ 1', '✓ 2'])
  expect(await page.locator('.cm-content').innerText()).not.toContain('acquire')
  expect(await page.getByRole('button', { name: 'Back to the program before' }).count()).toBe(0)
  expect(complaints).toEqual([])
})

test('Python is repaired too, and what looks like markup is shown as it is', async () => {
  const file = join(scratch(), 'count.py')
  const text = `import threading
count = 0
def work():  # <img src=x onerror=alert(1)>
    global count
    count += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`
  writeFileSync(file, text)
  const { page, complaints } = await open(pageOf(file))
  await repair(page)
  expect(await page.locator('.changes').innerText()).toContain('<img src=x onerror=alert(1)>')
  expect(await page.locator('img').count()).toBe(0)
  await page.getByRole('button', { name: /^Apply .put line 5 under a new lock/ }).click()
  await expect.poll(() => outcomes(page)).toEqual(['✓ 2'])
  expect(complaints).toEqual([])
})

test('where nothing does away with all mistakes, what comes closest is shown, with what is left', async () => {
  const { page } = await open(pageOf('models/blinking_light.ilv'))
  await repair(page)
  const text = await page.getByRole('region', { name: 'Repairs' }).innerText()
  expect(text).toMatch(/Starvation\. No repair found \(16 changes tried/)
  expect(text).toContain('The best one was to exchange line 14 and line 15.')
  expect(text).toContain('what is left: starvation')
  await page.getByRole('button', { name: /^Apply all the same/ }).click()
  await page.getByText('It still has: starvation').waitFor()
})

test('changes that help in part say so', async () => {
  const { page } = await open(pageOf('models/finally_missing.py', '--timeout', '6s'))
  await repair(page)
  const text = await page.getByRole('region', { name: 'Repairs' }).innerText()
  expect(text).toContain('No repair found')
  expect(text).toMatch(/In part: add lock\.release\(\) before line 14\.[\s\S]*what is left: uncaught exception/)
  await page.getByRole('button', { name: 'Apply and watch what is left (add lock.release() before line 14)' }).click()
  await page.getByText('what is left: uncaught exception').waitFor()
  await page.getByText('It still has: uncaught exception').waitFor()
  await expect.poll(() => page.locator('.place').innerText(), { timeout: 20_000 }).toMatch(/^step [1-9]/)
})

test('the search says how far it is, can be stopped, and leaves the stage in use', async () => {
  const { page, complaints } = await open(pageOf('models/michael_scott.ilv'))
  await page.getByRole('button', { name: 'Repair', exact: true }).click()
  await page.getByText(/^[1-9]\d* changes? tried, 0 repairs found so far/).waitFor()
  await page.keyboard.press('1')
  await page.getByText(/^From here: /).waitFor() // the worker answers in between
  await expect.poll(() => page.locator('.place').innerText()).toBe('step 1 of 1')
  await page.getByRole('button', { name: 'Stop here' }).click()
  await page.getByText(/; interrupted\)/).waitFor()
  expect(await page.evaluate('document.activeElement.className')).toBe('repairs')
  await page.getByRole('button', { name: 'Close' }).click()
  expect(await page.getByRole('region', { name: 'Repairs' }).count()).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Repair')
  expect(complaints).toEqual([])
})

test('there is no button where there is nothing to repair, or no language that can be changed', async () => {
  const right = await open(pageOf('models/locked.ilv'))
  expect(await right.page.getByRole('button', { name: 'Repair', exact: true }).count()).toBe(0)
  const assembly = await openFile(pageOf('models/race_loop.s'))
  await assembly.page.getByRole('heading', { name: 'Findings' }).waitFor()
  expect(await assembly.page.getByRole('button', { name: 'Repair', exact: true }).count()).toBe(0)
})
