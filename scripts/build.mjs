// Builds dist/: the command line and the library as bundles that load what they need when they need it, the types, and
// the JSON Schema of programs. Packages stay outside the bundles, but for the small ones that every start needs.

import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { buildDeck, buildPage } from './build-page.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', worker: 'src/cli/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  define: { INTERLEAVE_VERSION: JSON.stringify(version) },
  chunkNames: 'chunks/[name]-[hash]',
  external: [
    '@resvg/resvg-js',
    '@ts-graphviz/adapter',
    'graphviz-cli',
    'dejavu-fonts-ttf',
    '@expo-google-fonts/arimo',
    'pdfkit',
    'svg-to-pdfkit',
  ],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
chmodSync('dist/cli.js', 0o755)
await Promise.all([buildPage(), buildDeck()])
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' })
const { programJsonSchema } = await import('../dist/index.js')
writeFileSync('dist/program.schema.json', `${JSON.stringify(await programJsonSchema(), null, 2)}\n`)
