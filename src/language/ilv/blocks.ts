import type { SyntaxNode } from '@lezer/common'
import { lineAt, type Source } from '../../base/source.ts'
import { childOf, childrenOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import { foreignHint } from './foreign.ts'
import type { Line } from './syntax.ts'

/** A statement of a thread, with what is nested in it. */
export type Statement =
  | { readonly kind: 'instruction' | 'assignment' | 'label'; readonly node: SyntaxNode; readonly line: number }
  | {
      readonly kind: NestedKind
      readonly node: SyntaxNode
      readonly line: number
      readonly body: readonly Statement[]
    }
  | { readonly kind: 'if'; readonly line: number; readonly branches: readonly Branch[] }
  | { readonly kind: 'select'; readonly node: SyntaxNode; readonly line: number; readonly branches: readonly Branch[] }

type NestedKind = 'repeat' | 'for' | 'while' | 'atomic' | 'op' | 'critical' | 'doorway'

/** One arm of an `if`, or a case of a `select`, whose condition is its instruction; the last may be an `else`, without one. */
export interface Branch {
  readonly condition: SyntaxNode | null
  readonly line: number
  readonly body: readonly Statement[]
}

export interface ThreadBlock {
  /** The number of the `loop` that it is in, or null. */
  readonly loop: number | null
  readonly node: SyntaxNode
  readonly line: number
  readonly body: readonly Statement[]
}

export interface DefBlock {
  readonly name: string
  /** The names of its parameters, and of its result if it has one. */
  readonly parameters: readonly string[]
  readonly result: string | null
  readonly node: SyntaxNode
  readonly body: readonly Statement[]
}

/** A text as blocks; declarations, invariants and expectations in the order of the text. */
export interface Outline {
  readonly declarations: readonly Line[]
  readonly threads: readonly ThreadBlock[]
  readonly defs: readonly DefBlock[]
  readonly invariants: readonly Line[]
  readonly expectations: readonly Line[]
}

const nestedKinds: Readonly<Record<string, NestedKind>> = {
  Repeat: 'repeat',
  For: 'for',
  While: 'while',
  AtomicBlock: 'atomic',
  OpBlock: 'op',
  Critical: 'critical',
  Doorway: 'doorway',
}

/** Blocks nested deeper than this are refused, since what reads them is recursive. */
const deepest = 100

/** A block that is still open. */
interface Open {
  readonly opener: Line
  /** The list that receives its statements; an `if` has one per arm. */
  body: Statement[]
  readonly branches: { condition: SyntaxNode | null; line: number; body: Statement[] }[]
  readonly close: (open: Open) => void
}

/** Matches `thread`, `def`, `repeat`, `if`, `while` and `atomic` with their ends. */
export function outline(source: Source, lines: readonly Line[], problems: Problems): Outline {
  return new Outliner(source, problems).read(lines)
}

class Outliner {
  private readonly declarations: Line[] = []
  private readonly threads: ThreadBlock[] = []
  private readonly defs: DefBlock[] = []
  private readonly defNames = new Set<string>()
  private readonly invariants: Line[] = []
  private readonly expectations: Line[] = []
  private readonly open: Open[] = []
  /** The `loop` that is open, and how many there are. */
  private loop: Line | null = null
  private loops = 0
  /** A declaration that is indented like a line of the thread that is being read. */
  private within: Line | null = null
  private readonly source: Source
  private readonly problems: Problems

  constructor(source: Source, problems: Problems) {
    this.source = source
    this.problems = problems
  }

  read(lines: readonly Line[]): Outline {
    for (const [index, line] of lines.entries()) this.take(line, lines[index + 1])
    this.endThread()
    if (this.loop !== null)
      this.problems.error(spanOf(this.loop.node), 'this `loop` has no `end`', 'write `end` after its last thread')
    const { declarations, threads, defs, invariants, expectations } = this
    return { declarations, threads, defs, invariants, expectations }
  }

  private take(line: Line, next: Line | undefined): void {
    switch (line.form) {
      case 'Thread':
        return this.beginThread(line)
      case 'Def':
        return this.beginDef(line)
      case 'BrokenThread':
        this.endThread()
        return void this.open.push({ opener: { ...line, form: 'Thread' }, body: [], branches: [], close: () => {} })
      case 'BrokenBlock':
        // An `if` may have an `else`.
        return void this.open.push({ opener: line, body: [], branches: [], close: () => {} })
      case 'BrokenCase':
        return this.breakSelect()
      case 'Expect':
        this.endThread()
        this.expectations.push(line)
        return
      case 'Invariant':
        this.endThread()
        this.invariants.push(line)
        return
      case 'Repeat':
      case 'For':
      case 'While':
      case 'AtomicBlock':
      case 'OpBlock':
      case 'Critical':
      case 'Doorway':
      case 'Select':
      case 'If':
        return this.beginNested(line)
      case 'Case':
        return this.nextCase(line)
      case 'Elif':
      case 'Else':
        return this.nextBranch(line)
      case 'End':
        return this.end(line)
      case 'Label':
        if (this.beginsLoop(line, next)) return this.beginLoop(line)
        return this.add(line, { kind: 'label', node: line.node, line: line.line })
      case 'Assignment':
        return this.add(line, { kind: 'assignment', node: line.node, line: line.line })
      case 'Instruction':
        return this.add(line, { kind: 'instruction', node: line.node, line: line.line })
      default: // a name of the grammar, which is an open set: the others are declarations
        if (this.isWithinThread(line)) this.within = line
        else this.endThread()
        this.declarations.push(line)
    }
  }

  /** Whether a line is indented further than the thread that is being read. */
  private isWithinThread({ node }: Line): boolean {
    const thread = this.open.find(({ opener }) => opener.form === 'Thread')?.opener.node
    if (thread === undefined) return false
    const column = (offset: number): number => offset - lineAt(this.source.text, offset).start
    return column(node.from) > column(thread.from)
  }

  private beginThread(line: Line): void {
    this.endThread()
    const loop = this.loop === null ? null : this.loops - 1
    const close = ({ body }: Open): void => void this.threads.push({ loop, node: line.node, line: line.line, body })
    this.open.push({ opener: line, body: [], branches: [], close })
  }

  /** Reports whether a line is `loop:` around threads: a thread follows, or it stands outside of any. */
  private beginsLoop({ node }: Line, next: Line | undefined): boolean {
    if (textOf(this.source, childOf(node, 'Name')) !== 'loop') return false
    const inCode = this.open.length > (this.open.at(-1)?.opener.form === 'Thread' ? 1 : 0)
    return next?.form === 'Thread' ? !inCode : this.open.length === 0
  }

  private beginLoop(line: Line): void {
    this.endThread()
    if (this.loop !== null)
      this.problems.error(spanOf(line.node), 'this `loop` is inside of another one', 'write `end` before it')
    this.loop = line
    this.loops++
  }

  private beginDef(line: Line): void {
    this.endThread()
    const name = textOf(this.source, childOf(line.node, 'Name'))
    if (this.defNames.has(name))
      this.problems.error(spanOf(line.node), `\`def ${name}\` is already defined`, 'rename one of them')
    this.defNames.add(name)
    const parameters = this.localNames(childrenOf(line.node, 'Parameters'))
    const [result = null] = this.localNames(childrenOf(line.node, 'Result'))
    const close = ({ body }: Open): void => void this.defs.push({ name, parameters, result, node: line.node, body })
    this.open.push({ opener: line, body: [], branches: [], close })
  }

  private localNames(nodes: readonly SyntaxNode[]): string[] {
    const names = nodes.flatMap((node) => childrenOf(node, 'Name')).map((node) => ({ node, text: textOf(this.source, node) }))
    for (const [index, { node, text }] of names.entries()) {
      if (names.findIndex((each) => each.text === text) === index) continue
      this.problems.error(spanOf(node), `\`${text}\` is a parameter already`, 'choose another name')
    }
    return names.map(({ text }) => text)
  }

  private beginNested(line: Line): void {
    const { node } = line
    const parent = this.open.at(-1)
    if (parent === undefined) this.outside(line)
    else if (parent.opener.form === 'Select' && parent.branches.length === 0) this.beforeCases(line)
    const into = parent?.body ?? []
    const statement = (open: Open): Statement => {
      if (line.form === 'Select') return { kind: 'select', node, line: line.line, branches: open.branches }
      if (line.form === 'If') return { kind: 'if', line: line.line, branches: open.branches }
      const kind = nestedKinds[line.form] ?? 'atomic'
      return { kind, node, line: line.line, body: open.body }
    }
    const open: Open = { opener: line, body: [], branches: [], close: (done) => void into.push(statement(done)) }
    if (line.form === 'If') open.branches.push({ condition: node, line: line.line, body: open.body })
    this.open.push(this.open.length > deepest ? this.refused(open) : open)
  }

  /** Returns a block that is nested too deeply as one that stays out of the outline. */
  private refused(open: Open): Open {
    if (this.open.length === deepest + 1) {
      this.problems.error(spanOf(open.opener.node), 'this is nested too deeply', `the limit is ${deepest} blocks`)
    }
    return { ...open, close: () => {} }
  }

  private nextCase(line: Line): void {
    const open = this.open.at(-1)
    if (open?.opener.form !== 'Select' && open?.opener.form !== 'BrokenBlock') {
      return this.problems.error(spanOf(line.node), '`case` without a `select`', 'write `select:` above the first `case`')
    }
    if (open.branches.at(-1)?.condition === null) {
      return this.problems.error(spanOf(line.node), '`case` after `else`', 'put the `else` last')
    }
    open.body = []
    open.branches.push({ condition: childOf(line.node, 'Instruction'), line: line.line, body: open.body })
  }

  /** Leaves a `select` out of the outline, one of whose cases has a mistake; the lines of the case are none. */
  private breakSelect(): void {
    const open = this.open.at(-1)
    if (open?.opener.form !== 'Select') return
    this.open.pop()
    this.open.push({ opener: { ...open.opener, form: 'BrokenBlock' }, body: [], branches: [], close: () => {} })
  }

  private nextBranch(line: Line): void {
    const open = this.open.at(-1)
    const word = line.form === 'Elif' ? 'elif' : 'else'
    const forms = word === 'else' ? ['If', 'Select', 'BrokenBlock'] : ['If', 'BrokenBlock']
    if (open === undefined || !forms.includes(open.opener.form))
      return this.problems.error(spanOf(line.node), `\`${word}\` without an \`if\``, null)
    if (open.branches.at(-1)?.condition === null) {
      return this.problems.error(spanOf(line.node), `\`${word}\` after \`else\``, null)
    }
    open.body = []
    open.branches.push({ condition: line.form === 'Elif' ? line.node : null, line: line.line, body: open.body })
  }

  private end(line: Line): void {
    const open = this.open.at(-1)
    if (this.loop !== null && (open === undefined || open.opener.form === 'Thread')) {
      this.endThread()
      this.loop = null
      return
    }
    if (open === undefined || open.opener.form === 'Thread') {
      const label = open?.body.findLast(({ kind }) => kind === 'label')
      const hint =
        label === undefined
          ? 'a thread has no `end`; it ends at the next `thread`, `def`, declaration, `expect` or `invariant`'
          : `the label in line ${label.line} begins no block; write \`while true:\` for a loop`
      return this.problems.error(spanOf(line.node), '`end` without a block to end', hint)
    }
    this.open.pop()
    open.close(open)
  }

  private add(line: Line, statement: Statement): void {
    if (this.within !== null)
      this.problems.error(spanOf(this.within.node), 'a declaration within a thread', 'move it above the threads')
    const open = this.open.at(-1)
    if (open === undefined) this.outside(line)
    else if (open.opener.form === 'Select' && open.branches.length === 0) this.beforeCases(line)
    else open.body.push(statement)
  }

  private beforeCases(line: Line): void {
    const hint = 'write `case receive r, c:` or `case send c, e:` above it'
    this.problems.error(spanOf(line.node), 'this line is in a `select`, but in none of its cases', hint)
  }

  private outside(line: Line): void {
    const text = textOf(this.source, line.node)
    const [name] = line.form === 'Assignment' ? text.split(/[\s=[+*-]/) : []
    const declared = name === undefined || this.isDeclared(name) ? '' : `declare it: \`shared ${name} = 0\`, or `
    const hint = foreignHint(text, text.length) ?? `${declared}move it below a line such as \`thread A:\``
    this.problems.error(spanOf(line.node), 'this line is outside of any thread', hint)
  }

  /** Whether some line declares a shared variable of that name. */
  private isDeclared(name: string): boolean {
    const lines = this.source.text.split('\n').filter((each) => /^\s*(shared|atomic)\b/.test(each))
    return lines.some((each) => each.split(/[^\p{L}\p{N}_]+/u).includes(name))
  }

  /** Ends the thread that is being read; every other block should have had its `end`. */
  private endThread(): void {
    this.within = null
    for (let open = this.open.pop(); open !== undefined; open = this.open.pop()) {
      const { opener } = open
      if (opener.form !== 'Thread' && opener.form !== 'BrokenBlock') {
        const [word = ''] = textOf(this.source, opener.node).split(/[\s:]/)
        this.problems.error(spanOf(opener.node), `this \`${word}\` has no \`end\``, 'write `end` after its last instruction')
      }
      open.close(open)
    }
  }
}
