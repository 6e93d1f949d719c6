// Writes dist/types: the declarations of what the package exports, and of nothing else.

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const folder = 'dist/types'
/** A relative import. The compiler leaves the ending `.ts` in declarations, where only `.js` names a file of the package. */
const relativeImport = /(from |import\()(['"])(\.[^'"]+)\.ts\2/g

/** Writes the declarations that some entries reach, such as `index.d.ts`. */
export function buildTypes(entries) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
  const kept = new Set(entries.map((entry) => join(folder, entry)))
  for (const file of kept) {
    const text = readFileSync(file, 'utf8')
    for (const [, , , path] of text.matchAll(relativeImport)) kept.add(join(dirname(file), `${path}.d.ts`))
    writeFileSync(file, text.replaceAll(relativeImport, '$1$2$3.js$2'))
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name)
    if (name.endsWith('.d.ts') && !kept.has(file)) rmSync(file)
  }
}
