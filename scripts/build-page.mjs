// Builds dist/page.html, the page without its programs: the file contains style, script and workers, so that it opens
// from disk, offline. Its Content-Security-Policy allows them by their hashes, and allows no requests.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** The page speaks English: the library that reads JSON programs has its messages in some forty languages besides. */
const oneLanguage = {
  name: 'one language',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js'" }))
  },
}

/** Bundles a file of src/page into one text that HTML can contain. */
async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [`src/page/${entry}`],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'ascii',
    plugins: [oneLanguage],
  })
  const [{ text }] = outputFiles
  return text
    .replaceAll('<!--', '\\x3c!--')
    .replaceAll(/<\/(script|style)/gi, '\\x3c/$1')
    .trim()
}

async function bundledStyle(entry) {
  const { outputFiles } = await build({ entryPoints: [`src/page/${entry}`], bundle: true, write: false, minify: true })
  return outputFiles[0].text.trim()
}

/** A text as base64 of its compressed form. It contains no time, so that equal texts stay equal. */
const compressed = (text) => gzipSync(text, { level: 9 }).toString('base64')

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export async function buildPage() {
  const [script, explorer, layout, style] = await Promise.all([
    bundled('main.tsx'),
    bundled('explorer.worker.ts'),
    bundled('graph-layout.worker.ts'),
    bundledStyle('page.css'),
  ])
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts = { POLICY: policy, STYLE: style, EXPLORER: compressed(explorer), LAYOUT: compressed(layout), SCRIPT: script }
  const page = readFileSync('src/page/page.html', 'utf8').replace(/%(\w+)%/g, (whole, name) => parts[name] ?? whole)
  writeFileSync('dist/page.html', page)
}

/**
 * Builds the parts of the deck of `slides`, which the command line combines with the slides, the colours and the
 * policy.
 */
export async function buildDeck() {
  const [script, style] = await Promise.all([bundled('deck.ts'), bundledStyle('deck.css')])
  writeFileSync('dist/deck.json', JSON.stringify({ html: readFileSync('src/page/deck.html', 'utf8'), script, style }))
}
