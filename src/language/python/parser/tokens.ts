import type { Span } from '../../../base/source.ts'
import type { Conversion } from '../syntax/tree.ts'

export type Token = { readonly span: Span } & (
  | {
      readonly kind: 'name' | 'keyword' | 'operator' | 'number' | 'newline' | 'indent' | 'dedent' | 'end'
      readonly text: string
    }
  | { readonly kind: 'string'; readonly literal: Literal }
)

/** A string as one literal of the text stands for it. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly text: string }
  | { readonly kind: 'format'; readonly parts: readonly FormatPart[] }

/** A part of an f-string: characters, or `{…}`. */
export type FormatPart = string | Replacement

export interface Replacement {
  /** The tokens of the value, with an end. */
  readonly tokens: readonly Token[]
  /** The text before the value of `{value=}`. */
  readonly label: string | null
  readonly conversion: Conversion | null
  /** What stands behind the colon; null if there is none. */
  readonly spec: readonly FormatPart[] | null
  readonly specText: string
  readonly span: Span
}

const keywordList =
  'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
  'import in is lambda nonlocal not or pass raise return try while with yield'

export const keywords: ReadonlySet<string> = new Set(keywordList.split(' '))
