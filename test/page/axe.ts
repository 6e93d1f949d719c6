import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong in the page as it is now, one line a rule and element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe) // not by an element: the page's policy allows no script of others
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    '(document.getAnimations().forEach((each) => each.finish()), axe.run().then((result) => result.violations))',
  )
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}
