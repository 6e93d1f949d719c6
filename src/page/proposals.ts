/** A name that may stand at a place of a program, for the editor. */
export interface Proposal {
  readonly label: string
  readonly type: 'keyword' | 'variable' | 'function' | 'constant' | 'class' | 'method' | 'property'
}

/** What may stand at a place, instead of the word that begins at `from`. */
export interface Proposals {
  readonly from: number
  readonly options: readonly Proposal[]
}

export function proposals(type: Proposal['type'], labels: Iterable<string>): Proposal[] {
  return [...new Set(labels)].map((label) => ({ label, type }))
}
