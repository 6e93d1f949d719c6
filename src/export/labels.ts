import type { Passage, Place, Process, Station } from './model.ts'
import type { Namer } from './names.ts'

/** Where a thread goes: to silent code, or to a place where it stops. */
export type Target = { readonly kind: 'passage'; readonly pc: number } | { readonly kind: 'place'; readonly place: Place }

export function keyOf(target: Target): string {
  return target.kind === 'passage' ? `passage ${target.pc}` : `${target.place.phase} ${target.place.pc}`
}

export function targetOf(block: Station | Passage): Target {
  return block.kind === 'passage' ? { kind: 'passage', pc: block.pc } : { kind: 'place', place: block.place }
}

/** The labels of a process by the keys of targets. SPIN takes processes that stay at a label that begins with `end` as ended. */
export function labelsOf({ blocks, daemon, length }: Process, namer: Namer): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (const block of blocks) {
    const target = targetOf(block)
    if (block.kind === 'passage') {
      labels.set(keyOf(target), namer.name(`then_${block.line}`))
      labels.set(keyOf({ kind: 'place', place: { pc: block.pc, phase: 'crashed' } }), namer.name(`end_crashed_${block.line}`))
      continue
    }
    const { phase } = block.place
    const name = phase === 'unstarted' ? 'end_unstarted' : `line_${block.line}${phase === 'at' ? '' : `_${phase}`}`
    labels.set(keyOf(target), namer.name(daemon && phase !== 'unstarted' ? `end_${name}` : name))
  }
  labels.set(keyOf({ kind: 'place', place: { pc: length, phase: 'at' } }), 'end')
  return labels
}
