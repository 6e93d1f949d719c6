/** A name that the editor proposes at a position of a program. */
export interface Proposal {
  readonly label: string
  /** What it means, in a sentence. */
  readonly info?: string
  readonly type: 'keyword' | 'variable' | 'function' | 'constant' | 'class' | 'method' | 'property'
}

/** The proposals at a position; they replace the word that begins at `from`. */
export interface Proposals {
  readonly from: number
  readonly options: readonly Proposal[]
}

export function proposals(type: Proposal['type'], labels: Iterable<string>): Proposal[] {
  return [...new Set(labels)].map((label) => ({ label, type }))
}
