import type { Said } from '../cpython/verdict.ts'
import { claimInComment, textForm } from '../language/claims/comments.ts'

/**
 * Returns what a file says by `# expect:` and `# invariant:` lines, of which the kinds of findings count here, and by
 * assertions: the rule is that of its model (`check/verdict.ts`).
 */
export function saidIn(text: string, asserts: boolean): Said {
  const claims = [...text.matchAll(/^[^\n]*?#(.*)$/gm)].flatMap(([, comment = '']) => claimInComment(comment, 0, 0) ?? [])
  const made = claims.filter(({ kind }) => kind !== 'mod')
  const meant = made.flatMap(({ kind, text: said }) => {
    if (kind !== 'expect') return []
    const form = textForm(said)
    if (form.kind === 'deadlocks') return ['deadlock']
    return form.kind === 'finding' && form.present ? [form.finding] : []
  })
  return { meant: new Set(meant), saysWhatIsRight: asserts || made.length > 0 }
}
