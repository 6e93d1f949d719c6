import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import { open, pageOf } from './browser.ts'

test('the quiz hides what can happen, and answers each wrong tick', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv'))
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  expect(await page.getByText('18 of 20').count()).toBe(0)
  expect(await page.getByText(/From here/).count()).toBe(0)
  expect(await page.locator('.step').first().innerText()).not.toContain('then')
  await page.getByRole('checkbox', { name: '2' }).check()
  await page.getByRole('checkbox', { name: '3' }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  const answers = await page.locator('.candidates li').allInnerTexts()
  expect(answers.map((each) => each.replace(/\s+/g, ' ').trim())).toEqual([
    '0 ✓ impossible',
    '1 ✗ this is possible show how to end with 1',
    '2 ✓ possible show how to end with 2',
    '3 ✗ no interleaving of the 20 gives 3',
    'never finishes (deadlock) ✓ impossible',
    'ends with an error ✓ impossible',
  ])
  expect(await page.locator('.score').innerText()).toBe('4 of 6 right.')
  expect(await page.locator('.quiz .explanation').innerText()).toMatch(/^Lost update on balance: /)
  await page.getByLabel('Speed').selectOption('4')
  await page.getByRole('button', { name: 'show how to end with 1' }).click()
  await page.getByText('step 6 of 6').waitFor()
  expect(await page.locator('.memory dd .value').innerText()).toBe('1')
})

test('a quiz answered right', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv'))
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  await page.getByRole('checkbox', { name: '1' }).check()
  await page.getByRole('checkbox', { name: '2' }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.score').innerText()).toBe('All right.')
})

const ask = async (...models: string[]): Promise<Page> => {
  const { page } = await open(pageOf(...models))
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  return page
}

/** Goes to the question with a text. */
async function goTo(page: Page, text: RegExp): Promise<void> {
  for (let asked = 0; asked < 6 && !(await page.locator('.quiz').getByText(text).isVisible()); asked++) {
    await page.getByRole('button', { name: 'Next question' }).click()
  }
  await page.locator('.quiz').getByText(text).waitFor()
}

test('where a program can deadlock, its final values alone are not all right', async () => {
  const page = await ask('models/deadlock.ilv')
  await page.getByRole('checkbox', { name: '2', exact: true }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.score').innerText()).not.toBe('All right.')
  await page.getByText('✗ this is possible').waitFor()
  await page.getByLabel('Speed').selectOption('4')
  await page.getByRole('button', { name: 'show how it never finishes' }).click()
  await page.getByText('Deadlock: no thread can take a step.').first().waitFor()
})

test('an exception is an end that can be ticked', async () => {
  const page = await ask('models/wrong_release.ilv')
  await page.getByRole('checkbox', { name: /^ends with an error/ }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.candidates li', { hasText: 'ends with an error' }).innerText()).toMatch(/✓ possible/)
})

test('a schedule to an outcome is found on the stage', async () => {
  const page = await ask('models/quiz1.ilv')
  await goTo(page, /Find a schedule that ends with balance = 2/)
  for (const key of '121122') await page.keyboard.press(key)
  await page.getByText('This one ends otherwise').waitFor()
  await page.locator('.quiz').getByRole('button', { name: 'Restart' }).click()
  for (const key of '111222') await page.keyboard.press(key)
  await page.getByText('✓ You took 6 steps; par is 6. Perfect: no schedule is shorter.').waitFor()
  expect(await page.locator('.quiz .explanation').innerText()).toBe('2 of 20 interleavings end so. A shortest one has 6 steps.')
})

test('a deadlock is made on the stage', async () => {
  const page = await ask('models/deadlock.ilv')
  await goTo(page, /Make it deadlock/)
  for (const key of '12') await page.keyboard.press(key)
  await page.getByText('✓ You took 2 steps; par is 2. Perfect: no schedule is shorter.').waitFor()
})

test('steps that are taken back count, until the game begins anew', async () => {
  const page = await ask('models/deadlock.ilv')
  await goTo(page, /Make it deadlock/)
  const tally = (): Promise<string> => page.locator('.tally').innerText()
  expect(await tally()).toBe('Steps taken: 0 Par: 2')
  for (const key of ['1', '1', 'ArrowLeft', '2']) await page.keyboard.press(key)
  await page.getByText('✓ You took 3 steps; par is 2.', { exact: true }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('r') // what was reached stays reached
  await page.getByText('✓ You took 3 steps; par is 2.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Play again' }).click()
  expect(await tally()).toBe('Steps taken: 0 Par: 2')
  expect(await page.locator('.place').innerText()).toBe('step 0 of 0')
  await page.keyboard.press('1')
  await page.keyboard.press('1')
  expect(await tally()).toBe('Steps taken: 2 Par: 2')
  await page.locator('.quiz').getByRole('button', { name: 'Restart' }).click()
  expect(await tally()).toBe('Steps taken: 0 Par: 2')
  for (const key of '12') await page.keyboard.press(key)
  await page.getByText('✓ You took 2 steps; par is 2. Perfect').waitFor()
})

test('who lets the page show the way has not won, and what it plays is not counted', async () => {
  const page = await ask('models/deadlock.ilv')
  await goTo(page, /Make it deadlock/)
  await page.getByRole('button', { name: 'Show me' }).click()
  await page.getByText('Deadlock: no thread can take a step.').first().waitFor()
  expect(await page.getByText(/You took/).count()).toBe(0)
})

test('lines that race are ticked, and a program without a race has none', async () => {
  const page = await ask('models/quiz1.ilv', 'models/locked.ilv')
  await goTo(page, /Is there a data race/)
  for (const line of ['line 9', 'line 11']) await page.getByRole('checkbox', { name: line }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.score').innerText()).toBe('All right.')
  await page.getByRole('button', { name: 'locked' }).click()
  await page.locator('.stats').waitFor()
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  await goTo(page, /Is there a data race/)
  await page.getByRole('checkbox', { name: 'there is no data race' }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.score').innerText()).toBe('All right.')
})

test('of four schedules one is impossible, and why is said', async () => {
  const page = await ask('models/locked.ilv')
  await goTo(page, /Which of these schedules is impossible/)
  const radios = await page.locator('.candidates input').count()
  expect(radios).toBeGreaterThan(2)
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await page.locator('.score').innerText()).toBe('Not this one.')
  expect(await page.locator('.verdict.wrong').count()).toBe(1)
  expect(await page.locator('.quiz .explanation').innerText()).toMatch(/^After .* cannot take a step: blocked: m is held by /)
})

/** Of the schedule A*2 B*3 A, row by row: balance, A.tmp, B.tmp. */
const right = ['000', '010', '010', '011', '111', '111'].flatMap((row) => [...row])

test('a trace table is filled in: Enter goes down, and each cell is checked', async () => {
  const page = await ask('models/quiz1.ilv')
  await goTo(page, /Which value does each name have after each step/)
  const cells = page.locator('.fill-in input')
  const heads = await page.locator('.fill-in thead th').allInnerTexts()
  expect(heads).toEqual(['#', 'thread', 'step', 'balance', 'A.tmp', 'B.tmp'])
  expect(await cells.count()).toBe(18)
  expect(await violations(page)).toEqual([])
  await page.getByLabel('balance after step 1', { exact: true }).focus()
  for (let column = 0; column < 3; column++) {
    for (let row = 0; row < 6; row++) {
      const value = right[row * 3 + column] ?? ''
      await page.keyboard.type(column === 2 && row === 5 ? '7' : value)
      if (column + row > 0) expect(await page.evaluate('document.activeElement.dataset.cell')).toBe(`${row},${column + 3}`)
      await page.keyboard.press('Enter')
    }
  }
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Check')
  await page.keyboard.press('Enter')
  expect(await page.locator('.score').innerText()).toBe('17 of 18 right.')
  expect(await page.locator('.fill-in .right').count()).toBe(17)
  expect((await page.locator('.fill-in .wrong').innerText()).replace(/\s+/g, ' ')).toMatch(/^✗ wrong: 7 ?, right is 1$/)
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Speed').selectOption('4')
  await page.getByRole('button', { name: 'Play this schedule' }).click()
  await page.getByText('step 6 of 6').waitFor()
  await page.getByRole('button', { name: 'Ask again' }).click()
  expect(await cells.count()).toBe(18)
  expect(await cells.first().inputValue()).toBe('')
})

test('a table with empty cells says what is right in each, and one that is right in all says so', async () => {
  const page = await ask('models/quiz1.ilv')
  await goTo(page, /Which value does each name have after each step/)
  await page.getByRole('button', { name: 'Check' }).click()
  expect(await page.locator('.score').innerText()).toBe('0 of 18 right.')
  expect(await page.locator('.fill-in .wrong b').allInnerTexts()).toEqual(right)
  await page.getByRole('button', { name: 'Ask again' }).click()
  for (const [index, value] of right.entries()) await page.locator('.fill-in input').nth(index).fill(` ${value} `)
  await page.getByRole('button', { name: 'Check' }).click()
  expect(await page.locator('.score').innerText()).toBe('All right.')
})

test('a program without findings has a table too, and digits in it take no steps', async () => {
  const page = await ask('models/locked.ilv')
  await goTo(page, /Which value does each name have after each step/)
  await page.locator('.fill-in input').first().focus()
  await page.keyboard.type('12')
  expect(await page.locator('.place').innerText()).toBe('step 0 of 0')
})
