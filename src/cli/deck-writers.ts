import type { Theme } from '../picture/theme.ts'
import { deckColours, deckSlides } from '../slides/deck.ts'
import { marpDeck } from '../slides/marp.ts'
import type { Scene } from '../slides/scene.ts'
import { converted } from './convert.ts'
import { deckText } from './deck-text.ts'

export interface WrittenDeck {
  /** The file of the deck. Pictures that belong to it have paths that begin like this one. */
  readonly path: string
  readonly title: string | null
  readonly scenes: readonly Scene[]
  readonly theme: Theme
}

/** Returns the files of a deck with their paths, the deck itself first. */
export type DeckWriter = (written: WrittenDeck) => Promise<(readonly [string, string | Uint8Array])[]>

export const writeHtml: DeckWriter = async ({ path, title, scenes, theme }) => {
  const threads = scenes.map((each) => each.threads).reduce((most, each) => (each.length > most.length ? each : most), [])
  const name = title ?? scenes.map((each) => each.title).join(', ')
  return [[path, deckText(name, deckSlides(title, scenes), deckColours(theme, threads))]]
}

export const writeMarp: DeckWriter = async ({ path, title, scenes, theme }) => {
  const { markdown, pictures } = marpDeck(title, scenes, theme, path.replace(/\.[^./\\]*$/, ''))
  return [[path, markdown], ...pictures]
}

export const writePptx: DeckWriter = async ({ path, title, scenes, theme }) => {
  const { pptxDeck } = await import('../slides/pptx.ts') // loads a large package
  const rasterize = async (svg: string): Promise<Uint8Array> => {
    const png = await converted(svg, 'png', { title: '', width: null, paper: theme.paper })
    return typeof png === 'string' ? new TextEncoder().encode(png) : png
  }
  return [[path, await pptxDeck(title, scenes, theme, rasterize)]]
}
