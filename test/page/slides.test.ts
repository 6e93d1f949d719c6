import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'
import { violations } from './axe.ts'
import { deckOf, openFile } from './browser.ts'

/** What can be read on the slide on show, without what is still to come. */
function shown(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const visible = (each) => getComputedStyle(each).visibility === 'visible'
    const walk = (each) => each.nodeType === 3 ? each.data : !(each instanceof Element) || !visible(each) ? '' : [...each.childNodes].map(walk).join(' ')
    return walk(document.querySelector('section.present')).replace(/\\s+/g, ' ').trim()
  })()`)
}

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let count = 0; count < times; count++) await page.keyboard.press(key)
  await page.evaluate('document.getAnimations().forEach((each) => each.finish())')
}

test('a deck asks, shows the code, the schedule, the states and the answer, offline', async () => {
  const address = deckOf('models/quiz1.ilv')
  expect(statSync(fileURLToPath(address)).size).toBeLessThan(500_000)
  const { page, complaints } = await openFile(address)
  await expect.poll(() => shown(page)).toMatch(/^quiz1 Quiz 1: two threads each run balance \+= 1 with no lock/)
  await press(page, 'ArrowRight')
  expect(await shown(page)).toBe('quiz1 shared balance = 0 thread A, B: load tmp, balance add tmp, 1 store balance, tmp')
  await press(page, 'ArrowRight')
  expect(await shown(page)).toBe(
    'Which final values of balance are possible, and which other ends? quiz1 0 1 2 3 never finishes (deadlock) ends with an error',
  )
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(
    /0 ✗ impossible 1 ✓ possible: 18 of 20 2 ✓ possible: 2 of 20 3 ✗ impossible never finishes \(deadlock\) ✗ impossible ends with an error/,
  )
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(/^quiz1: lost update on balance .* # A B balance schedule: A\*2 B\*3 A$/)
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(/load tmp, balance A add/) // the line that A executes has its name
  expect(await shown(page)).toMatch(/1 read balance ➜ 0 0/)
  await press(page, 'ArrowRight', 5)
  expect(await shown(page)).toMatch(/6 write balance = 1 1 .*✗ stale: read at 1, changed at 5$/)
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(/^quiz1: state graph .*quiz1\.ilv: 22 states, complete/)
  expect(await page.locator('section.present .edge.visible').count()).toBe(0)
  await press(page, 'ArrowRight', 6)
  expect(await page.locator('section.present .edge.visible').count()).toBe(6)
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(
    /^quiz1: the answer .*✓ 2 2 of 20 as if threads .*△ 1 18 of 20 no serial execution.*lost update/,
  )
  await press(page, 'ArrowRight')
  expect(await shown(page)).toMatch(/^quiz1: the answer/) // the last one
  await press(page, 'ArrowLeft', 2)
  expect(await shown(page)).toMatch(/^quiz1: state graph/)
  expect(complaints).toEqual([])
})

test('nothing jumps from step to step', async () => {
  const { page } = await openFile(deckOf('models/quiz1.ilv'))
  await press(page, 'ArrowRight', 4)
  const places = (): Promise<string> =>
    page.evaluate<string>(`JSON.stringify([...document.querySelectorAll('section.present :is(text, li, h2)')].map((each) => {
      const { x, y } = each.getBoundingClientRect()
      return [x, y]
    }))`)
  const before = await places()
  for (let step = 0; step < 6; step++) {
    await press(page, 'ArrowRight')
    expect(await places()).toBe(before)
  }
})

test('several models come one after the other, and then side by side', async () => {
  const { page, complaints } = await openFile(deckOf('models/quiz1.ilv', 'models/locked.ilv', '--title', 'Race conditions'))
  await expect.poll(() => shown(page)).toBe('Race conditions quiz1 locked')
  expect(await page.locator('section').count()).toBe(14)
  await press(page, 'End')
  await expect
    .poll(() => shown(page))
    .toMatch(/^Side by side .*quiz1 △ 1 ✓ 2 lost update, data race, non-serializable 22 locked ✓ 2 nothing 21$/)
  expect(complaints).toEqual([])
})

test('a Python program, and two in JSON, with a source and without', async () => {
  const folder = scratch()
  const file = join(folder, 'quiz1.json')
  writeFileSync(file, interleave(['show', 'models/quiz1.ilv', '--json']).stdout)
  const { source: _, ...bare } = JSON.parse(readFileSync(file, 'utf8'))
  const bareFile = join(folder, 'bare.json')
  writeFileSync(bareFile, JSON.stringify({ ...bare, source: null }))
  const { page, complaints } = await openFile(deckOf('models/bank_account.py', file, bareFile))
  await press(page, 'ArrowRight')
  await expect.poll(() => shown(page)).toMatch(/^bank account import threading class Account:/)
  expect(await page.locator('section.code-slide', { hasText: 'thread A, B:' }).count()).toBe(2)
  expect(await page.locator('section.code-slide', { hasText: 'write balance' }).count()).toBe(1)
  expect(complaints).toEqual([])
})

test('names that are markup stay text', async () => {
  const folder = scratch()
  const program = JSON.parse(interleave(['show', 'models/quiz1.ilv', '--json']).stdout)
  const name = '<img/src=x/onerror=alert(1)>'
  program.threads[0].name = `A${name}`
  program.shared[0].name = `"'</svg></script><script>alert(2)</script>`
  const file = join(folder, `${name.replaceAll('/', ' ')}.json`)
  writeFileSync(file, JSON.stringify(program))
  const text = join(folder, 'text.ilv')
  writeFileSync(text, `# </p>${name} \`</code>${name}\`\nshared x = 0\nthread A:\n    store x, 1 # </li>${name}\n`)
  const { page, complaints } = await openFile(deckOf(file, text, '--title', `</title>${name}`))
  expect(await page.title()).toBe(`</title>${name}`)
  await expect.poll(() => shown(page)).toContain(`</title>${name}`)
  expect(await page.locator('img').count()).toBe(0)
  expect(await page.locator('script').count()).toBe(1)
  expect(await page.evaluate('document.querySelector("main").textContent')).toContain(`A${name}`)
  expect(await page.locator('li', { hasText: `# </li>${name}` }).count()).toBeGreaterThan(0)
  await press(page, 'ArrowRight', 40)
  expect(complaints).toEqual([])
})

test.each([
  ['light', ['models/quiz1.ilv', 'models/philosophers.ilv']],
  ['dark', ['models/quiz1.ilv']],
  ['print', ['models/quiz1.ilv']],
])('no slide has an axe violation: %s', async (theme, models) => {
  const { page, complaints } = await openFile(deckOf(...models, '--theme', theme))
  const slides = await page.locator('section').count()
  for (let slide = 1; slide <= slides; slide++) {
    await page.evaluate(`location.hash = '#/${slide - 1}/0'`)
    await expect.poll(() => page.locator('.slide-number').innerText()).toMatch(new RegExp(`^${slide}\\b`))
    for (let step = 0; step < 9 && (await page.locator('section.present .fragment:not(.visible)').count()) > 0; step++) {
      await press(page, 'ArrowRight')
    }
    expect(await violations(page)).toEqual([])
    const overflow = `[...document.querySelectorAll('section.present *')].filter((each) => each.getBoundingClientRect().bottom > innerHeight + 1).length`
    expect(await page.evaluate(overflow)).toBe(0)
  }
  expect(complaints).toEqual([])
})

test('a deck is printed with a page for each slide, and nothing complains', async () => {
  const { page, complaints } = await openFile(`${deckOf('models/quiz1.ilv')}?print-pdf`)
  await page.locator('html.reveal-print .pdf-page').first().waitFor()
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBe(6)
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 960 540\]/)
  expect(complaints).toEqual([])
})

test.each([
  [['models/lesson.py', '--threads', 'deposit_racy:2', '--bound', '1']],
  [['models/readers_writers.py', 'models/bounded_queue_class.py', 'models/ticket_lock.ilv', 'models/treiber_aba.ilv']],
  [['models/dining_philosophers.py', 'models/michael_scott.ilv', 'models/operations.ilv', 'models/dict_counter.py']],
])('everything fits on its slide: %j', async (args) => {
  const { page } = await openFile(deckOf(...args))
  await page.locator('.slide-number').waitFor()
  const tooLong = `[...document.querySelectorAll('section')].filter(({ scrollHeight, scrollWidth }) => scrollHeight > 720 || scrollWidth > 1280)
    .map((each) => each.className + ' ' + each.querySelector('h1, h2').textContent + ' ' + each.scrollHeight + ' ' + each.scrollWidth)`
  expect(await page.evaluate(tooLong)).toEqual([])
})

test('whoever wants no motion gets none', async () => {
  const { page } = await openFile(deckOf('models/quiz1.ilv'), { reducedMotion: 'reduce' })
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const moving = 'document.getAnimations().filter((each) => each.effect.target.closest(".slides") !== null).length'
  expect(await page.evaluate(moving)).toBe(0)
})

test('the policy of a deck allows its own script and styles, and nothing else', () => {
  const html = readFileSync(fileURLToPath(deckOf('models/quiz1.ilv')), 'utf8')
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']*'; style-src( 'sha256-[^']*'){3}; img-src data:/)
  expect(policy).not.toMatch(/unsafe|http|\*/)
})
