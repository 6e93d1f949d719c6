import { expect, test } from 'vitest'
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
  ])
  expect(await page.locator('.score').innerText()).toBe('2 of 4 right.')
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
