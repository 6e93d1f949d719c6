import type { SyntaxNode } from '@lezer/common'
import { type Code, type Expression, type Invariant, isBlocking, isSilent, type Thread } from '../../program/program.ts'
import { spanOf, textOf } from '../grammar/nodes.ts'
import type { Statement } from './blocks.ts'
import type { CodeContext } from './context.ts'
import type { OpenBlocks } from './open-blocks.ts'
import type { CodeWriter } from './writer.ts'

/**
 * Writes critical sections and the doorways before them. None is a step: a register of the thread is 1 within a section,
 * another one from where the thread leaves the doorway until it enters the section.
 */
export class CriticalSections {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly blocks: OpenBlocks
  private readonly block: (body: readonly Statement[]) => void
  /** The names of the sections so far. */
  private readonly entered = new Set<string>()
  /** By the name of their section: the doorways so far, each with the register that is 1 behind it. */
  private readonly doorways = new Map<string, { readonly waiting: number; readonly node: SyntaxNode }>()
  private readonly openDoorways: string[] = []

  constructor(context: CodeContext, code: CodeWriter, blocks: OpenBlocks, block: (body: readonly Statement[]) => void) {
    this.context = context
    this.code = code
    this.blocks = blocks
    this.block = block
  }

  section(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const { problems } = this.context.reading
    const name = this.nameIn(node)
    const to = this.code.registers.named(`${criticalPrefix}${name}`)
    const { criticals } = this.blocks
    this.entered.add(name)
    if (criticals.includes(to)) return problems.error(spanOf(node), 'this critical section is inside of itself', 'end it first')
    if (this.openDoorways.includes(name)) {
      return problems.error(spanOf(node), 'this critical section is inside of its doorway', 'end the doorway first')
    }
    const start = this.code.instructions.length
    this.code.emit({ op: 'let', to, value: { kind: 'constant', value: 1 } }, line, node, 'inside')
    const doorway = this.doorways.get(name)
    if (doorway !== undefined) this.code.forget([doorway.waiting], line, node, 'waits no more')
    this.code.emit({ op: 'progress' }, line, node) // who enters again and again is not held up
    criticals.push(to)
    this.block(body)
    criticals.pop()
    // A section in which nothing is written takes a step: else no thread could ever be seen in it.
    if (this.code.instructions.slice(start).every(isSilent)) this.code.emit({ op: 'yield' }, line, node, 'critical section')
    this.code.forget([to], line, node, 'outside')
  }

  doorway(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const { problems } = this.context.reading
    const name = this.nameIn(node)
    if (this.openDoorways.includes(name))
      return problems.error(spanOf(node), 'this doorway is inside of itself', 'end it first')
    if (this.blocks.criticals.includes(this.code.registers.named(`${criticalPrefix}${name}`))) {
      return problems.error(spanOf(node), 'this doorway is inside of its critical section', 'put it before `critical:`')
    }
    if (this.entered.has(name) && !this.doorways.has(name)) {
      const hint = 'put it before the first `critical:` of the section'
      return problems.error(spanOf(node), 'this doorway is behind its critical section', hint)
    }
    const waiting = this.code.registers.named(`${waitingPrefix}${name}`)
    this.doorways.set(name, { waiting, node })
    const start = this.code.instructions.length
    this.openDoorways.push(name)
    this.block(body)
    this.openDoorways.pop()
    const within = this.code.instructions.slice(start)
    this.code.emit({ op: 'let', to: waiting, value: { kind: 'constant', value: 1 } }, line, node, 'waits')
    if (within.every(isSilent)) {
      const message = 'no step is in this doorway, so a thread has passed it as soon as it comes there'
      problems.warn(spanOf(node), message, 'put the steps into it by which a thread says that it wants to enter')
    } else if (within.some(isBlocking)) {
      const message = 'a thread can be blocked in this doorway, so others may overtake it there without end'
      problems.warn(spanOf(node), message, 'end the doorway before the step that may block')
    }
  }

  /** Leaves all open sections and doorways, for a thread that ends in them. */
  leave(line: number, node: SyntaxNode): void {
    const waiting = [...this.doorways.values()].map((each) => each.waiting)
    this.code.forget([...this.blocks.criticals, ...waiting], line, node)
  }

  /** Reports the doorways of a whole thread that lead nowhere. */
  finish(): void {
    for (const [name, { node }] of this.doorways) {
      if (this.entered.has(name)) continue
      const section = `critical${name === '' ? '' : ` ${name}`}:`
      const hint = `write \`${section}\` … \`end\` after it`
      this.context.reading.problems.error(spanOf(node), `no \`${section}\` follows this doorway`, hint)
    }
  }

  private nameIn(node: SyntaxNode): string {
    const nameNode = node.getChild('Name')
    return nameNode === null ? '' : textOf(this.context.reading.source, nameNode)
  }
}

// No text can name these registers.
const criticalPrefix = '#critical:'
const waitingPrefix = '#waiting:'

/** Returns, for each critical section that several threads have, the invariant that at most one is in it. */
export function mutualExclusion(threads: readonly Thread[], codes: readonly Code[]): Invariant[] {
  const waiting = registersOf(threads, codes, waitingPrefix)
  return [...registersOf(threads, codes, criticalPrefix)].flatMap(([section, within]): Invariant[] => {
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
    const doorways = waiting.get(section)?.map(({ thread, register }) => ({ thread, register }))
    return [{ condition, section, ...(doorways === undefined ? {} : { waiting: doorways }), text, line: first.line }]
  })
}

/** Returns, by the name of their section, the registers of threads with a prefix. */
function registersOf(
  threads: readonly Thread[],
  codes: readonly Code[],
  prefix: string,
): Map<string, { readonly thread: number; readonly register: number; readonly line: number }[]> {
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
  return places
}
