import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { present } from '../base/bug.ts'
import { markup } from '../picture/markup.ts'
import { packageFolder } from './page-text.ts'

/** What reveal.js adds when a deck is printed (`?print-pdf`), verbatim; the size is that in deck.ts. */
const printStyles: readonly string[] = [
  '@page{size:1280px 720px; margin: 0px;}',
  '.reveal section>img, .reveal section>video, .reveal section>iframe{max-width: 1280px; max-height:720px}',
]

/** Returns a deck of slides as one file; its policy allows only its own script and styles. */
export function deckText(title: string, slides: string, colours: string): string {
  const { html, script, style } = template()
  const styles = `${colours}\n${style}`
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${[styles, ...printStyles].map(hash).join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts: Readonly<Record<string, string>> = {
    POLICY: policy,
    TITLE: markup(title),
    STYLE: styles,
    SLIDES: slides,
    SCRIPT: script,
  }
  return html.replace(/%([A-Z]+)%/g, (_, name: string) => present(parts[name], 'part of the deck'))
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function template(): { readonly html: string; readonly script: string; readonly style: string } {
  return JSON.parse(readFileSync(join(packageFolder(), 'dist', 'deck.json'), 'utf8'))
}
