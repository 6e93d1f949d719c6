import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import { open, pageOf } from './browser.ts'

const wide = { width: 1280, height: 800 }
const narrow = { width: 360, height: 740 }

test.each([
  ['light', wide],
  ['dark', narrow],
] as const)('no view has an axe violation: %s, %o', async (colorScheme, viewport) => {
  const scenarios = ['models/quiz1.ilv', 'models/locked.ilv', 'models/philosophers.ilv']
  const { page, complaints } = await open(pageOf(...scenarios, '--playground'), {
    colorScheme,
    viewport,
  })
  const clean = async (): Promise<void> => {
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
  await clean() // with the editor
  await page.locator('.cm-content').fill('shared x = 0\nthread A:\n    stor x, 1\n')
  await page.locator('.cm-lintRange-error').waitFor()
  await clean()
  await page.getByLabel('Example').selectOption('quiz1.ilv')
  await page.locator('.stats', { hasText: 'Explored completely' }).waitFor()
  const further = async (name: string): Promise<void> => {
    if (viewport === narrow && !(await page.getByRole('button', { name }).isVisible())) {
      await page.getByRole('button', { name: 'More' }).click()
    }
    await page.getByRole('button', { name }).click()
  }
  await further('Edit')
  await clean()
  for (const key of '1211') await page.keyboard.press(key)
  await further('Instructions')
  await clean()
  await further('Instructions')
  await page.getByRole('button', { name: /lost update/ }).click()
  await page.keyboard.press('End')
  await clean()
  await page.getByRole('button', { name: 'Graph' }).click()
  await page.locator('.graph-view svg').waitFor()
  await clean()
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  await clean()
  await page.getByRole('checkbox', { name: '2', exact: true }).check()
  await page.getByRole('button', { name: 'Answer' }).click()
  await clean()
  await page.getByRole('button', { name: 'locked' }).click()
  await page.locator('.stats', { hasText: 'Explored completely' }).waitFor()
  await page.keyboard.press('1')
  await clean()
  await page.getByRole('button', { name: 'philosophers' }).click()
  await page.locator('.stats', { hasText: 'Explored completely' }).waitFor()
  await page
    .getByRole('button', { name: /deadlock/ })
    .last()
    .click()
  await page.keyboard.press('End')
  await clean()
  expect(complaints).toEqual([])
})

test('the theme can be switched, and motion is not forced on anyone', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv'), { colorScheme: 'light', reducedMotion: 'reduce' })
  const paper = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const light = await paper()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(await paper()).not.toBe(light)
  await page.keyboard.press('1')
  await page.keyboard.press('1')
  expect(await page.evaluate('document.getAnimations().length')).toBe(0)
})

test('the keyboard alone reaches every control, and each step is said', async () => {
  const { page } = await open(pageOf('models/quiz1.ilv', 'models/locked.ilv'))
  const reached = new Set<string>()
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab')
    reached.add(await page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent'))
  }
  const names = [...reached].join('\n')
  for (const name of [
    /locked/,
    /Instructions/,
    /Quiz/,
    /Dark/,
    /A: read balance/,
    /B: read balance/,
    /lost update/,
    /18 of 20/,
  ]) {
    expect(names).toMatch(name)
  }
  const said = page.getByRole('status').first()
  await page.keyboard.press('1')
  await expect.poll(() => said.innerText()).toBe('Step 1, A: read balance ➜ 0. From here: 1 or 2.')
})
