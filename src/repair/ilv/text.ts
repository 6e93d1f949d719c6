import type { Source } from '../../base/source.ts'
import { textOf } from '../../language/grammar/nodes.ts'
import { type Line, readLines } from '../../language/ilv/syntax.ts'
import { Problems } from '../../language/problems.ts'
import { linesOf } from '../edits.ts'
import type { Block, Scope, Statement } from '../outline.ts'
import { type DeclaredObject, declaredObjects } from './declared.ts'
import { syncOf } from './sync.ts'

/** Instruction text, line by line, and as blocks. */
export interface IlvText {
  readonly source: Source
  readonly lines: readonly string[]
  readonly read: readonly Line[]
  readonly declared: readonly DeclaredObject[]
  readonly blocks: readonly Block[]
}

/** Reads instruction text as the changes see it; null if lines of it do not follow the grammar. */
export function readIlvText(source: Source): IlvText | null {
  const problems = new Problems(source)
  const read = readLines(source, problems)
  if (problems.errors.length > 0) return null
  const declared = declaredObjects(source, read)
  return { source, lines: linesOf(source.text), read, declared, blocks: new BlockReader(source, declared).read(read) }
}

const openers = ['Repeat', 'For', 'While', 'AtomicBlock', 'OpBlock', 'Critical', 'Doorway', 'Select', 'If']
const loops = ['Repeat', 'For', 'While']
const outside = [
  'Shared',
  'AtomicShared',
  'Lock',
  'Semaphore',
  'ConditionVariable',
  'Barrier',
  'Channel',
  'Constant',
  'Expect',
  'Invariant',
]

type Growing<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Each)[] ? Each[] : T[Key] }

class BlockReader {
  private readonly blocks: Block[] = []
  private readonly open: { block: Growing<Block>; statement: Growing<Statement> | null }[] = []
  private readonly source: Source
  private readonly declared: readonly DeclaredObject[]

  constructor(source: Source, declared: readonly DeclaredObject[]) {
    this.source = source
    this.declared = declared
  }

  read(lines: readonly Line[]): readonly Block[] {
    for (const line of lines) this.take(line)
    return this.blocks
  }

  private take(line: Line): void {
    if (line.form === 'Thread' || line.form === 'Def') this.begin(line)
    else if (outside.includes(line.form)) this.open.length = 0
    else if (line.form === 'End') this.end(line)
    else if (line.form === 'Elif' || line.form === 'Else' || line.form === 'Case') this.nextBranch(line)
    else this.add(line)
  }

  private begin({ line }: Line): void {
    this.open.length = 0
    const scope: Growing<Scope> = { first: line, last: line, className: null, isThreads: true }
    this.push({ statements: [], indent: '    ', scope, isLoop: false, end: line + 1 }, null)
  }

  private push(block: Growing<Block>, statement: Growing<Statement> | null): void {
    this.blocks.push(block)
    this.open.push({ block, statement })
  }

  private end({ line }: Line): void {
    const closed = this.open.pop()
    if (closed?.statement != null) closed.statement.last = line
    const parent = this.open.at(-1)?.block
    if (parent !== undefined) parent.end = line + 1
    this.extend(line)
  }

  /** The function or thread goes at least to this line. */
  private extend(line: number): void {
    for (const { block } of this.open) (block.scope as Growing<Scope>).last = line
  }

  private nextBranch(line: Line): void {
    const arm = this.open.pop()
    if (arm?.statement == null) return
    const block: Growing<Block> = { ...arm.block, statements: [], indent: this.innerIndent(line), end: line.line + 1 }
    arm.statement.blocks.push(block)
    this.push(block, arm.statement)
    this.extend(line.line)
  }

  private add(line: Line): void {
    const parent = this.open.at(-1)?.block
    if (parent === undefined) return
    const text = textOf(this.source, line.node)
    const statement: Growing<Statement> = {
      first: line.line,
      last: line.line,
      sync: syncOf(text, this.declared),
      writes: line.form === 'Assignment' || /^(store|cas|exchange|fetch_)/.test(text),
      blocks: [],
    }
    if (parent.statements.length === 0) parent.indent = this.indentOf(line)
    parent.statements.push(statement)
    parent.end = line.line + 1
    this.extend(line.line)
    if (!openers.includes(line.form)) return
    const block: Growing<Block> = {
      statements: [],
      indent: this.innerIndent(line),
      scope: parent.scope,
      isLoop: loops.includes(line.form),
      end: line.line + 1,
    }
    statement.blocks.push(block)
    this.push(block, statement)
  }

  /** The indentation of a block that is still empty. */
  private innerIndent(header: Line): string {
    return `${this.indentOf(header)}    `
  }

  private indentOf({ node }: Line): string {
    const start = this.source.text.lastIndexOf('\n', node.from - 1) + 1
    return /^[ \t]*/.exec(this.source.text.slice(start, node.from))?.[0] ?? ''
  }
}
