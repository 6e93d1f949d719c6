import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'

/** Explains a word of the language while the pointer rests on it; `explanationOf` returns null for other words. */
export function explaining(explanationOf: (word: string) => string | null): Extension {
  return hoverTooltip((view, position) => {
    const { text, from } = view.state.doc.lineAt(position)
    const word = [...text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].find(
      ({ index, 0: each }) => from + index <= position && position <= from + index + each.length,
    )
    const comment = text.indexOf('#')
    if (word === undefined || (comment >= 0 && word.index > comment)) return null
    const explanation = explanationOf(word[0])
    if (explanation === null) return null
    return {
      pos: from + word.index,
      end: from + word.index + word[0].length,
      create: () => {
        const dom = document.createElement('div')
        dom.textContent = `${word[0]}: ${explanation}`
        return { dom }
      },
    }
  })
}
