import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostileModel, hostileNames } from '../names/hostile-model.ts'
import { deckOf, openFile, pageOf } from './browser.ts'

test.each(Object.entries(hostileNames))('nothing in names (%s) is executed in a page or a deck', async (_, name) => {
  const { folder, model } = hostileModel(name)
  for (const make of [pageOf, deckOf]) {
    const { page, complaints } = await openFile(make(join(folder, model)))
    await page.getByText(name.slice(0, 12)).first().waitFor({ state: 'attached' })
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    expect(await page.evaluate('typeof window.hacked')).toBe('undefined')
    expect(await page.locator('img[src="x"], svg[onload], [onmouseover], [onerror]').count()).toBe(0)
    expect(complaints).toEqual([])
  }
})
