import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

// The models of the folder `bench`: each in instruction text, with what `interleave export` makes of it in Promela and Murphi.
// `node scripts/bench/suite.mjs` writes these anew.

const folder = resolve('bench')
const languages = { promela: 'pml', murphi: 'm' }

/** Returns the models of the folder; a language in which a model cannot be said is null. */
export function suite() {
  return readdirSync(folder)
    .filter((each) => each.endsWith('.ilv'))
    .map((each) => {
      const name = basename(each, '.ilv')
      const text = (extension) => {
        try {
          return readFileSync(join(folder, `${name}.${extension}`), 'utf8')
        } catch {
          return null
        }
      }
      return { name: name.replaceAll('_', ' '), family: 'suite', ilv: text('ilv'), promela: text('pml'), murphi: text('m') }
    })
}

function exported(name, language) {
  const args = ['dist/cli.cjs', 'export', join('bench', `${name}.ilv`), '--to', language]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return status === 0 ? stdout : null
}

if (process.argv[1]?.endsWith('suite.mjs') === true) {
  for (const { name } of suite()) {
    const stem = name.replaceAll(' ', '_')
    for (const [language, extension] of Object.entries(languages)) {
      const path = join('bench', `${stem}.${extension}`)
      const text = exported(stem, language)
      if (text === null) continue
      writeFileSync(path, text)
    }
  }
}
