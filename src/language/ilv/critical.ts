import type { SyntaxNode } from '@lezer/common'
import { type Code, type Expression, type Invariant, isSilent, type Thread } from '../../program/program.ts'
import { spanOf, textOf } from '../grammar/nodes.ts'
import type { Statement } from './blocks.ts'
import type { CodeContext } from './context.ts'
import type { OpenBlocks } from './open-blocks.ts'
import type { CodeWriter } from './writer.ts'

/** Writes critical sections. None is a step: a register of the thread is 1 within. */
export class CriticalSections {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly blocks: OpenBlocks
  private readonly block: (body: readonly Statement[]) => void

  constructor(context: CodeContext, code: CodeWriter, blocks: OpenBlocks, block: (body: readonly Statement[]) => void) {
    this.context = context
    this.code = code
    this.blocks = blocks
    this.block = block
  }

  section(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const { problems, source } = this.context.reading
    const nameNode = node.getChild('Name')
    const to = this.code.registers.named(criticalRegister(nameNode === null ? '' : textOf(source, nameNode)))
    const { criticals } = this.blocks
    if (criticals.includes(to)) return problems.error(spanOf(node), 'this critical section is inside of itself', 'end it first')
    const start = this.code.instructions.length
    this.code.emit({ op: 'let', to, value: { kind: 'constant', value: 1 } }, line, node)
    this.code.emit({ op: 'progress' }, line, node) // who enters again and again is not held up
    criticals.push(to)
    this.block(body)
    criticals.pop()
    this.code.forget([to], line, node)
    if (!this.code.instructions.slice(start).every(isSilent)) return
    const message = 'no step is in this critical section, so no thread is ever in it'
    problems.warn(spanOf(node), message, 'put a `yield` into it')
  }

  /** Leaves all open sections, for a thread that ends in them. */
  leave(line: number, node: SyntaxNode): void {
    this.code.forget(this.blocks.criticals, line, node)
  }
}

/** Returns the name of the register that is 1 within a critical section; no text can name it. */
function criticalRegister(section: string): string {
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
