import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { misuse } from './failure.ts'
import { standardInput } from './files.ts'

/** The module that Python models import is no model, and what is installed is not of the user. */
const ignored = ['**/interleave.py', '**/node_modules/**', '**/.venv/**']

/**
 * Returns the models that arguments name: files, all models in a folder, and those that match a pattern, for shells that expand
 * none. Throws `Misuse` if a pattern or a folder has none.
 */
export async function modelFiles(names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of names) found.push(...(await filesOf(name)))
  const different = [...new Set(found)]
  return different.length === 1 ? different : different.filter((name) => basename(name) !== 'interleave.py')
}

async function filesOf(name: string): Promise<readonly string[]> {
  if (name === standardInput) return [name]
  const pattern = patternOf(name)
  if (pattern === null) return [name]
  const { glob } = await import('tinyglobby') // rarely needed
  const files = await glob(pattern, { ignore: ignored })
  if (files.length === 0) throw misuse(`${name}: no models found`, 'models are files that end with .ilv, .py or .s')
  return files.sort()
}

/** Returns the pattern that an argument stands for; null if it names a file, or nothing that exists. */
function patternOf(name: string): string | null {
  if (existsSync(name)) return statSync(name).isDirectory() ? `${escaped(name.replace(/[/\\]+$/, ''))}/**/*.{ilv,py,s}` : null
  return /[*?[{]/.test(name) ? name.replaceAll('\\', '/') : null
}

function escaped(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/[*?[\]{}()!]/g, '\\$&')
}
