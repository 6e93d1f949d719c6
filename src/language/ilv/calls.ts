import type { SyntaxNode } from '@lezer/common'
import { didYouMean } from '../../base/suggest.ts'
import type { Expression } from '../../program/program.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import { assignedTo, lowerAssignment } from './assignment.ts'
import type { DefBlock, Statement } from './blocks.ts'
import type { CallSite } from './called.ts'
import type { CodeContext } from './context.ts'
import type { OperationMarks, Read } from './marks.ts'
import type { Depth, OpenBlocks } from './open-blocks.ts'
import type { CodeWriter } from './writer.ts'
import { localsOf } from './written-names.ts'

/** A call of a `def` that is being inlined. */
interface OpenCall {
  readonly name: string
  readonly result: string | null
  /** Jumps from each `return` to the end. */
  readonly returns: number[]
  /** How many operations were open when it began, and which blocks. */
  readonly operations: number
  readonly depth: Depth
}

/** Inlines `def`s: their parameters and results are registers of the thread, visible only within. */
export class DefCalls {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly marks: OperationMarks
  private readonly blocks: OpenBlocks
  private readonly read: Read
  private readonly block: (body: readonly Statement[]) => void
  /** The `def`s being inlined, outermost first. */
  private readonly open: OpenCall[] = []

  /** `block` lowers the statements of a `def` in a scope of labels. */
  constructor(
    context: CodeContext,
    code: CodeWriter,
    marks: OperationMarks,
    blocks: OpenBlocks,
    read: Read,
    block: (body: readonly Statement[]) => void,
  ) {
    this.context = context
    this.code = code
    this.marks = marks
    this.blocks = blocks
    this.read = read
    this.block = block
  }

  /** Lowers a `def` that nothing calls. */
  definition(def: DefBlock): void {
    this.code.registers.within(def.name, localsOf(def), () => this.body(def, def.node, 0))
  }

  /** Writes the code of a `def` in the place of a call of it. */
  call(site: CallSite, node: SyntaxNode, line: number): void {
    const { defs } = this.context
    const def = defs.get(site.name)
    if (def === undefined) {
      const hint = didYouMean(site.name, [...defs.keys()]) ?? `write \`def ${site.name}:\` … \`end\``
      return this.context.reading.problems.error(spanOf(site.nameNode), `unknown def \`${site.name}\``, hint)
    }
    const names = this.open.map(({ name }) => name)
    if (names.includes(site.name)) {
      const cycle = [...names.slice(names.indexOf(site.name)), site.name].join(' → ')
      const hint = 'each call is replaced by a copy of the code, so recursion is not supported; use `while`'
      return this.context.reading.problems.error(spanOf(site.nameNode), `\`${site.name}\` calls itself: ${cycle}`, hint)
    }
    if (!this.hasArguments(site, def)) return
    const values = this.read(site.given, line, node)
    const parameters = def.parameters.map((name) => this.code.registers.local(def.name, name))
    parameters.forEach((to, index) => void this.code.emit({ op: 'let', to, value: values[index] ?? zero }, line, node))
    this.code.registers.within(def.name, localsOf(def), () => this.body(def, node, line))
    if (node.name === 'Assignment') this.assignResult(def, node, line)
  }

  private hasArguments(site: CallSite, def: DefBlock): boolean {
    const [given, wanted] = [site.given.length, def.parameters.length]
    if (given === wanted) return true
    const form = `write \`${def.name}${wanted === 0 ? '' : `(${def.parameters.join(', ')})`}\``
    const message = `\`${def.name}\` takes ${wanted} argument${wanted === 1 ? '' : 's'}, not ${given}`
    this.context.reading.problems.error(spanOf(site.nameNode), message, form)
    return false
  }

  private assignResult(def: DefBlock, node: SyntaxNode, line: number): void {
    const [target] = expressionsOf(node)
    if (def.result === null || target === undefined) {
      const hint = `write \`def ${def.name}(…) -> r:\`, and set \`r\` in it`
      return this.context.reading.problems.error(spanOf(node), `\`${def.name}\` has no result`, hint)
    }
    const assigned = assignedTo(this.context, this.code.registers.here, target)
    const operator = textOf(this.context.reading.source, childOf(node, 'AssignOperator'))
    if (assigned === null) return
    const value: Expression = { kind: 'register', register: this.code.registers.local(def.name, def.result) }
    // A plain copy into a register is no step.
    const isSilent = assigned.kind === 'register' && operator === '='
    lowerAssignment(this.code, this.context.reading.problems, { assigned, operator, value, isSilent, line, node })
  }

  /** The code of a `def`, in which its local names are visible. `node` is the call. */
  private body(def: DefBlock, node: SyntaxNode, line: number): void {
    const call: OpenCall = {
      name: def.name,
      result: def.result,
      returns: [],
      operations: this.marks.opened,
      depth: this.blocks.depth,
    }
    this.open.push(call)
    if (def.result !== null) {
      const to = this.code.registers.local(def.name, def.result)
      this.code.emit({ op: 'let', to, value: zero }, line, node)
    }
    this.block(def.body)
    this.open.pop()
    for (const at of call.returns) this.code.aim(at)
  }

  /** `return e` or `return`: of the `def`, if it has a result, else of the operation. */
  return(node: SyntaxNode, line: number): void {
    const given = expressionsOf(node)
    const call = this.open.at(-1)
    if (given.length > 1) {
      return this.context.reading.problems.error(
        spanOf(node),
        `\`return\` takes 1 operand, not ${given.length} operands`,
        'write `return e`',
      )
    }
    const [valueNode] = given
    if (call === undefined || call.result === null || this.marks.opened > call.operations) {
      return this.marks.return(valueNode ?? null, line, node)
    }
    if (this.blocks.atomics > call.depth.atomics) {
      const hint = 'set the result in the block, and return after its `end`'
      return this.context.reading.problems.error(spanOf(node), '`return` cannot leave an `atomic` block', hint)
    }
    const [value] = valueNode === undefined ? [] : this.read([valueNode], line, node)
    const to = this.code.registers.local(call.name, call.result)
    if (value !== undefined) this.code.emit({ op: 'let', to, value }, line, node)
    this.code.forget(this.blocks.since(call.depth), line, node)
    call.returns.push(this.code.emit({ op: 'jump', target: -1 }, line, node))
  }
}

const zero: Expression = { kind: 'constant', value: 0 }
