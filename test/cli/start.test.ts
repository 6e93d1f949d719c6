import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** The files that are loaded at once with one of ours, each once. */
function loadedWith(file: string, found: Set<string> = new Set()): Set<string> {
  found.add(file)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
    const path = join(dirname(file), name)
    if (!found.has(path)) loadedWith(path, found)
  }
  return found
}

test('a check loads few files and nothing that it does not need, so that it starts in a blink', () => {
  const files = [...loadedWith('dist/cli.js')]
  expect(files.length).toBeLessThanOrEqual(2)
  const text = files.map((file) => readFileSync(file, 'utf8')).join('')
  expect(text.length).toBeLessThan(600_000)
  expect(text).not.toContain('RGI_Emoji') // tables of emoji take 20 ms to compile
  expect(text).not.toContain('ZodError')
  expect(text).not.toMatch(/from\s*["']node:(http|crypto|worker_threads|child_process)["']/)
})
