import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open, pageOf } from './browser.ts'

const phone = { viewport: { width: 390, height: 844 } }
const models = ['models/quiz1.ilv', 'models/locked.ilv']

/** Whether the top of an element is in sight, and whether it has the focus. */
function seen(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(
    `(({ top }) => top > -2 && top < innerHeight * 0.7)(document.querySelector('${selector}').getBoundingClientRect()) &&
      document.activeElement === document.querySelector('${selector}')`,
  )
}

test.each([
  [390, 844],
  [1366, 768],
])('what a button opens is scrolled to and has the focus: %i × %i', async (width, height) => {
  const { page } = await open(pageOf(...models), { viewport: { width, height } })
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect.poll(() => seen(page, '.graph')).toBe(true)
  await page.evaluate('scrollTo(0, 0)')
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  await expect.poll(() => seen(page, '.quiz')).toBe(true)
})

test('on a phone the bar at the bottom steps the threads, shows the memory, and goes back', async () => {
  const { page, complaints } = await open(pageOf(...models), phone)
  const bar = page.getByRole('group', { name: 'Memory and steps' })
  expect(await bar.innerText()).toMatch(/^balance 0/)
  for (let step = 0; step < 3; step++) await bar.getByRole('button', { name: /^A/ }).click()
  expect(await bar.innerText()).toMatch(/^balance 1/)
  await bar.getByRole('button', { name: 'One step back' }).click()
  expect(await bar.innerText()).toMatch(/^balance 0/)
  await page.mouse.wheel(0, 5000)
  expect(await bar.isVisible()).toBe(true)
  expect(complaints).toEqual([])
})

test.each([280, 390, 1366])('at %i pixels the header is one row, and nothing is cut off', async (width) => {
  const { page } = await open(pageOf(...models), { viewport: { width, height: 700 } })
  expect(await page.evaluate('document.querySelector(".top").offsetHeight')).toBeLessThan(64)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await page.keyboard.press('1')
  const hidden = `[...document.querySelectorAll('.registers .cell')].some((cell) => cell.scrollWidth > cell.clientWidth + 1)`
  expect(await page.evaluate(hidden)).toBe(false)
})

test('the registers stand above the bar of a laptop', async () => {
  const { page } = await open(pageOf('models/bank_account.py'), { viewport: { width: 1366, height: 768 } })
  for (const key of '1122') await page.keyboard.press(key)
  const below = `Math.max(...[...document.querySelectorAll('.registers')].map((each) => each.getBoundingClientRect().bottom))`
  expect(await page.evaluate<boolean>(`${below} < document.querySelector('.dock').getBoundingClientRect().top`)).toBe(true)
})

test('the focus stays where it is when a thread blocks, and at the end of a schedule', async () => {
  const { page, complaints } = await open(pageOf('models/locked.ilv'))
  const b = page.locator('button.step[data-thread="1"]')
  await b.focus()
  await page.keyboard.press('1') // A takes the lock
  expect(await b.getAttribute('aria-disabled')).toBe('true')
  expect(await page.evaluate('document.activeElement.dataset.thread')).toBe('1')
  const back = page.getByRole('button', { name: 'Back', exact: true })
  await back.focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.place').innerText()).toBe('step 0 of 1')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('◀ Back')
  for (const key of '9') await page.keyboard.press(key) // there are two threads
  expect(complaints).toEqual([])
})
