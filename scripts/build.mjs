// Builds dist/: the command line and the library as bundles that load what they need when they need it, the types, and
// the JSON Schema of programs. Packages stay outside the bundles, but for the small ones that every start needs.

import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'rolldown'
import { buildDeck, buildPage } from './build-page.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })

const shared = {
  platform: 'node',
  external: [
    /^node:/,
    '@resvg/resvg-js',
    '@ts-graphviz/adapter',
    'graphviz-cli',
    'dejavu-fonts-ttf',
    '@expo-google-fonts/arimo',
    'pdfkit',
    'svg-to-pdfkit',
  ],
  resolve: { alias: { 'string-width': resolve('src/cli/string-width.ts') } },
  transform: { define: { INTERLEAVE_VERSION: JSON.stringify(version) }, target: 'node20' },
}
const output = { dir: 'dist', format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' }

/** Everything that an entry imports at once is one file beside it: each file more takes a millisecond at every start. */
function oneCore(entry) {
  let core = null
  const reached = (context) => {
    const found = new Set([resolve(entry)])
    for (const id of found) for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
    found.delete(resolve(entry)) // it awaits what is loaded later, which imports the core
    return found
  }
  return {
    groups: [
      {
        debugName: 'core',
        name: (id, context) => {
          core ??= reached(context)
          return core.has(id) ? 'core' : null
        },
      },
    ],
  }
}

await build({ ...shared, input: { cli: 'src/cli/main.ts' }, output: { ...output, codeSplitting: oneCore('src/cli/main.ts') } })
await build({ ...shared, input: { index: 'src/index.ts' }, output: { ...output, chunkFileNames: 'library/[name]-[hash].js' } })
await build({ ...shared, input: { worker: 'src/cli/worker.ts' }, output })
chmodSync('dist/cli.js', 0o755)
await Promise.all([buildPage(), buildDeck()])
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' })
const { programJsonSchema } = await import('../dist/index.js')
writeFileSync('dist/program.schema.json', `${JSON.stringify(await programJsonSchema(), null, 2)}\n`)
