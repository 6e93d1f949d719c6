import { present } from '../base/bug.ts'
import type { Choice } from '../program/program.ts'
import type { Place, Process, Variable } from './model.ts'
import type { TermStyle } from './promela-terms.ts'
import { isNatural } from './terms.ts'

/** What a line of an exported Promela model is. */
export type LineMeaning =
  /** The first statement of a step of the thread that executes it. */
  | { readonly kind: 'step'; readonly place: Place; readonly choices: readonly Choice[] }
  /** A choice within a step. */
  | { readonly kind: 'choice'; readonly choice: Choice }

/** Lines of a text that grows. */
export class Lines {
  readonly lines: string[] = []
  readonly meanings: Map<number, LineMeaning> = new Map()
  private depth = 0

  add(text: string, meaning: LineMeaning | null = null): void {
    this.lines.push(text === '' ? '' : `${'  '.repeat(this.depth)}${text}`)
    if (meaning !== null) this.meanings.set(this.lines.length, meaning)
  }

  /** Adds a line further out: a label, or the begin of an option. */
  addOut(text: string, meaning: LineMeaning | null = null): void {
    this.depth--
    this.add(text, meaning)
    this.depth++
  }

  /** Returns what `reset` takes to forget all that was added since. */
  mark(): number {
    return this.lines.length
  }

  reset(mark: number): void {
    this.lines.length = mark
    for (const each of [...this.meanings.keys()]) if (each > mark) this.meanings.delete(each)
  }

  within(part: () => void): void {
    this.depth++
    part()
    this.depth--
  }
}

/** The words of Promela, and names that pan.c has for itself. */
export const promelaWords: ReadonlySet<string> = new Set(
  (
    'active assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan d_proctype d_step do else empty enabled end ' +
    'eval false fi for full get_priority goto hidden if in init inline int len local ltl mtype nempty never nfull notrace np_ od of ' +
    'pc_value pid printf printm proctype provided return run select set_priority short skip string timeout trace true typedef ' +
    'unless unsigned xr xs always eventually until weakuntil stronguntil implies equivalent release next U V W X ' +
    'auto char const continue default double enum extern float long register signed sizeof static struct switch union void volatile while ' +
    'now this trpt main exit uint uchar ushort state trans stack track svtack main maxdepth depth max min nodes errors failed baton over ready setup'
  ).split(' '),
)

/** A text that does not end a comment, and is one line of it. */
export function commented(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll('/*', '/ *').replace(/\s+/g, ' ').trim()
}

export function failureName(failure: string): string {
  return failure.replaceAll('-', '_')
}

/** Whether a variable has elements that its declaration cannot give a value: different ones, some of them negative. */
export function needsSetup({ length, initial }: Variable): boolean {
  return length !== null && initial.some((each) => each < 0) && initial.some((each) => each !== initial[0])
}

/** Returns the declaration of a variable, global or local. */
export function declaration({ name, length, low, high, initial, comment }: Variable): string {
  const [first = 0] = initial
  const isUniform = initial.every((each) => each === first) || length === null
  const start = isUniform ? numberOf(first) : `{ ${initial.map((each) => `${Math.max(each, 0)}`).join(', ')} }`
  const shown = start === '0' ? '' : ` = ${start}`
  const note = comment === null ? '' : ` /* ${commented(comment)} */`
  return `${typeOf(low, high)} ${name}${length === null ? '' : `[${length}]`}${shown};${note}`
}

export function numberOf(value: number): string {
  return value === -2147483648 ? '(-2147483647 - 1)' : `${value}`
}

export function typeOf(low: number, high: number): string {
  if (low >= 0) return high <= 1 ? 'bit' : high <= 255 ? 'byte' : high <= 32767 ? 'short' : 'int'
  return low >= -32768 && high <= 32767 ? 'short' : 'int'
}

/** How the terms of a process are written. */
export function styleOf({ threads }: Process): TermStyle {
  const own = threads.length === 1 ? `${present(threads[0], 'thread')}` : '_pid'
  return { me: own, conditionals: true, isNatural }
}
