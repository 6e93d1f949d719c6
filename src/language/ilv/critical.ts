import type { Code, Expression, Invariant, Thread } from '../../program/program.ts'

/** Returns the name of the register that is 1 within a critical section; no text can name it. */
export function criticalRegister(section: string): string {
  return `${prefix}${section}`
}

const prefix = '#critical:'

/** Returns, for each critical section that several threads have, the invariant that at most one is in it. */
export function mutualExclusion(threads: readonly Thread[], codes: readonly Code[]): Invariant[] {
  const places = new Map<string, { thread: number; register: number; line: number }[]>()
  threads.forEach(({ code }, thread) => {
    codes[code]?.registers.forEach((name, register) => {
      if (!name.startsWith(prefix)) return
      const writes = (each: Code['instructions'][number]): boolean => each.op === 'let' && each.to === register
      const line = codes[code]?.instructions.find(writes)?.line ?? 0
      const section = name.slice(prefix.length)
      places.set(section, [...(places.get(section) ?? []), { thread, register, line }])
    })
  })
  return [...places].flatMap(([section, within]): Invariant[] => {
    const [first, ...others] = within
    if (first === undefined || others.length === 0) return []
    const inside = ({ thread, register }: { thread: number; register: number }): Expression => ({
      kind: 'peer',
      thread,
      register,
    })
    const count = others.reduce<Expression>(
      (left, each) => ({ kind: 'binary', operator: '+', left, right: inside(each) }),
      inside(first),
    )
    const condition: Expression = { kind: 'binary', operator: '<=', left: count, right: { kind: 'constant', value: 1 } }
    const text = `at most one thread in the critical section${section === '' ? '' : ` ${section}`}`
    return [{ condition, section, text, line: first.line }]
  })
}
