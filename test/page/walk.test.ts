import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scratch } from '../cli/command.ts'
import { open, pageOf } from './browser.ts'

test('the lesson is walked by clicks: both read 0, both write 1, an update is lost', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', 'models/locked.ilv'))
  const a = page.locator('button.step[data-thread="0"]')
  const b = page.locator('button.step[data-thread="1"]')
  const reach = page.locator('.now')
  await expect.poll(() => reach.innerText()).toBe('From here: 1 or 2')
  await a.click()
  await expect.poll(() => reach.innerText()).toBe('From here: 1 or 2')
  expect(await b.innerText()).toContain('then only 1')
  await b.click()
  await expect.poll(() => reach.innerText()).toBe('From here: only 1')
  for (const step of [a, a, b, b]) await step.click()
  expect(await page.locator('.memory dd .value').innerText()).toBe('1')
  expect(await page.locator('.said').innerText()).toBe('Step 6, B: write balance = 1. The program has ended.')
  expect(await a.isDisabled()).toBe(true)
  expect(page.url()).toContain('at=A+B+A*2+B*2')
  expect(complaints).toEqual([])
})

test('the lesson is walked by keys, taken back, and walked again', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv'))
  for (const key of '121122') await page.keyboard.press(key)
  const place = page.locator('.place')
  expect(await place.innerText()).toBe('step 6 of 6')
  expect(await page.locator('.memory dd .value').innerText()).toBe('1')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await place.innerText()).toBe('step 4 of 6')
  await page.keyboard.press('ArrowRight')
  expect(await place.innerText()).toBe('step 5 of 6')
  await page.keyboard.press('Home')
  expect(await page.locator('.memory dd .value').innerText()).toBe('0')
  await page.getByRole('button', { name: 'Step 4, A: write balance = 1' }).click()
  expect(await place.innerText()).toBe('step 4 of 6')
  await page.keyboard.press('r')
  expect(await place.innerText()).toBe('step 0 of 0')
})

test('with a lock B is blocked, which its button explains, and the end is 2', async () => {
  const { page, complaints } = await open(pageOf('models/quiz1.ilv', 'models/locked.ilv'))
  await page.getByRole('button', { name: 'locked' }).click()
  await page.getByText('Explored completely').waitFor()
  await page.keyboard.press('1')
  const b = page.locator('button.step[data-thread="1"]')
  expect(await b.innerText()).toContain('blocked: m is held by A')
  expect(await b.isDisabled()).toBe(true)
  expect(await page.locator('.locks').innerText()).toMatch(/held by A\s+waiting: B/)
  await page.keyboard.press('2')
  expect(await page.locator('.said').innerText()).toBe('B: blocked: m is held by A.')
  for (const key of '111122222') await page.keyboard.press(key)
  expect(await page.locator('.memory dd .value').first().innerText()).toBe('2')
  expect(await page.locator('.memory .end').innerText()).toBe('The program has ended.')
  expect(complaints).toEqual([])
})

test('an outcome and a finding play the schedules that show them', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv'))
  await page.getByLabel('Speed').selectOption('4')
  await page
    .getByRole('button', { name: /^✓? ?2/ })
    .first()
    .click()
  await page.getByText('step 6 of 6').waitFor()
  expect(await page.locator('.memory dd .value').innerText()).toBe('2')
  await page.getByRole('button', { name: /lost update on balance/ }).click()
  await page.getByText('step 6 of 6').waitFor()
  expect(await page.locator('.timeline .caption').innerText()).toContain('stale: read at 1, changed at 5')
  expect(await page.locator('.mark.noted').count()).toBe(2)
})

test('a choice is made by its own button', async () => {
  const { page } = await open(modelPage('shared x = 0\nthread A:\n    choose n, 1..2\n    store x, n\n'))
  await page.keyboard.press('1') // moves the focus to the first of the two
  await page.getByRole('button', { name: /chooses 2\s+then only 2/ }).click()
  await page.keyboard.press('1')
  expect(await page.locator('.memory dd .value').innerText()).toBe('2')
})

test('a link reopens a scenario at a point', async () => {
  const { page } = await open(`${pageOf('models/locked.ilv', 'models/quiz1.ilv')}#scenario=2&at=A*2+B`)
  expect(await page.locator('.place').innerText()).toBe('step 3 of 3')
  expect(await page.getByRole('button', { name: 'quiz1' }).getAttribute('aria-pressed')).toBe('true')
})

test('text of a model is never markup', async () => {
  const { page, complaints } = await open(
    modelPage(
      '# </script><script>alert(1)</script> <!-- \u2028 <img src=x onerror=alert(1)>\nshared x = 0\nthread A:\n    store x, 1\n',
      '<img onerror=x>',
    ),
  )
  expect(await page.locator('img, script:not([id]):not(:last-of-type)').count()).toBe(0)
  expect(await page.locator('h1').innerText()).toBe('<img onerror=x>')
  expect(complaints).toEqual([])
})

test('names that look like markup are shown as they are', async () => {
  const { page, complaints } = await open(jsonPage('<img/src=x/onerror=alert(1)>'))
  expect(await page.locator('.thread-name').innerText()).toBe('A<img/src=x/onerror=alert(1)>')
  expect(await page.locator('.memory dt').first().innerText()).toBe('<img/src=x/onerror=alert(1)>')
  await page.keyboard.press('1')
  expect(await page.locator('img').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('the file is small, asks nobody for anything, and says so', () => {
  const file = fileURLToPath(pageOf('models/quiz1.ilv'))
  expect(statSync(file).size).toBeLessThan(2.5 * 2 ** 20)
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(
    /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; style-src 'sha256-/,
  )
  expect(text).not.toMatch(/unsafe-inline|unsafe-eval' |%(STYLE|SCRIPT|SETTINGS|TITLE)%/)
})

function modelPage(text: string, title = 'test'): string {
  const file = join(scratch(), 'model.ilv')
  writeFileSync(file, text)
  return pageOf(file, '--title', title)
}

/** A program in JSON, whose names may be anything. */
function jsonPage(name: string): string {
  const file = join(scratch(), 'model.json')
  const place = { variable: 0, index: null }
  const store = { op: 'store', place, value: { kind: 'constant', value: 1 }, line: 1, span: null }
  const program = {
    schema: 'interleave/program@1',
    source: null,
    shared: [{ name, length: null, initial: [0], atomic: false }],
    mutexes: [],
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: [{ registers: [], instructions: [store] }],
    threads: [{ name: `A${name}`, code: 0, start: 'running', daemon: false }],
    invariants: [],
    expectations: [],
  }
  writeFileSync(file, JSON.stringify(program))
  return pageOf(file)
}

test('what is shown after thousands of steps is played from shortly before it', async () => {
  const path = join(scratch(), 'long.ilv')
  writeFileSync(
    path,
    'shared x = 0\nshared done = 0\nthread A:\n  repeat 1500:\n    load r, x\n    add r, 1\n    store x, r\n  end\n  store done, 1\n' +
      'thread B:\n  await done\n  load r, x\n  assert r == 0\n',
  )
  const { page, complaints } = await open(pageOf(path))
  await page.getByRole('button', { name: /assertion/ }).click()
  await expect.poll(() => page.locator('.place').innerText()).toMatch(/^step 4[45]\d\d of 4503$/)
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('.place').innerText()).toBe('step 4503 of 4503')
  expect(await page.locator('.memory dd .value').allInnerTexts()).toEqual(['1500', '1'])
  expect(await page.locator('.timeline .caption').innerText()).toContain('(steps 4401 to 4503 of 4503)')
  expect(await page.locator('.mark').count()).toBeLessThan(405)
  expect(complaints).toEqual([])
})
