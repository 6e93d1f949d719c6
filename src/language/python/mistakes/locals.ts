import { positionAt, type Span } from '../../../base/source.ts'
import { blocksOf, boundNames, targetNames } from '../syntax/names.ts'
import type { Clause, Expr, FunctionNode, Statement } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import type { ModuleParts, Placed } from './module.ts'

/** Variables that are local to a function only since it assigns them, and that it reads before. */
export function unboundLocals(parts: ModuleParts, module: readonly Statement[], text: string): Mistake[] {
  const global = boundNames(module)
  const lineOf = (offset: number): number => positionAt(text, offset).line
  return parts.statements.flatMap((placed) => {
    if (placed.node.kind !== 'function') return []
    const { definition } = placed.node
    return accessesIn(parts, definition).flatMap(({ name, reads, writes, isInner }): Mistake[] => {
      const [read, write] = [reads[0], writes[0]]
      if (isInner || read === undefined || write === undefined) return []
      const set = writes.find((each) => each.sets !== null)
      const isLate = set === undefined || (read.start < (set.sets ?? 0) && !inOneLoop(parts, read, set.span))
      if (!isLate) return []
      const message = `\`${name}\` is local to \`${definition.name}\` because line ${lineOf(write.span.start)} assigns it, and it has no value when line ${lineOf(read.start)} reads it`
      return [{ span: read, message, hint: scopeHint(name, placed, global), effect: 'exception' }]
    })
  })
}

/** What a function does with a variable that only its assignments bind, in the order of the text. */
interface Accesses {
  readonly name: string
  readonly reads: readonly Span[]
  /** `sets` is the place behind what is assigned; null for `+=`, which reads first. */
  readonly writes: readonly { readonly span: Span; readonly sets: number | null }[]
  /** Whether a function inside gives it a value, too. */
  readonly isInner: boolean
}

function accessesIn({ statements, expressions }: ModuleParts, definition: FunctionNode): Accesses[] {
  const own = statements.filter(({ functions }) => functions.at(-1) === definition).map(({ node }) => node)
  const inner = statements.flatMap(({ node, functions }) =>
    node.kind === 'function' && functions.includes(definition) ? [...node.definition.nonlocals] : [],
  )
  const bare = own.map(
    (each): Statement => (each.kind === 'assign' ? { kind: 'expression', value: each.value, span: each.span } : each),
  )
  const elsewhere = boundNames(bare.filter((each) => each.kind !== 'update' && blocksOf(each).length === 0))
  for (const each of own)
    if (blocksOf(each).length > 0) for (const name of boundNames([withoutBlocks(each)])) elsewhere.add(name)
  const parameters = new Set(definition.parameters.map(({ name }) => name))
  const inside = expressions.flatMap(({ node, functions }) => (functions.at(-1) === definition ? [node] : []))
  for (const each of inside) for (const { target } of clausesOf(each)) targetNames(target, elsewhere)
  const names = [...definition.locals].filter((name) => !parameters.has(name) && !elsewhere.has(name))
  return names.map((name) => {
    const writes = own.flatMap((each) => writeOf(each, name))
    const targets = new Set(own.flatMap((each) => (each.kind === 'assign' ? targetStarts(each.targets, name) : [])))
    const reads = inside.flatMap((node) =>
      node.kind === 'name' && node.name === name && !targets.has(node.span.start) ? [node.span] : [],
    )
    reads.sort((one, other) => one.start - other.start)
    return { name, reads, writes, isInner: inner.includes(name) }
  })
}

/** The loops of a comprehension, whose variables are its own. */
function clausesOf(node: Expr): readonly Clause[] {
  const isOne = node.kind === 'comprehension' || node.kind === 'set-comprehension' || node.kind === 'dict-comprehension'
  return isOne ? node.clauses : []
}

/** A statement with a header only, for the names that the header binds. */
function withoutBlocks(each: Statement): Statement {
  switch (each.kind) {
    case 'if':
    case 'while':
    case 'for':
      return { ...each, body: [], otherwise: [] }
    case 'with':
      return { ...each, body: [] }
    case 'try':
      return { ...each, body: [], handlers: each.handlers.map((one) => ({ ...one, body: [] })), otherwise: [], finally: [] }
    case 'match':
      return { ...each, cases: each.cases.map((one) => ({ ...one, body: [] })) }
    default: // reason: no other statement has blocks of its function
      return each
  }
}

function writeOf(each: Statement, name: string): Accesses['writes'] {
  if (each.kind === 'update')
    return each.target.kind === 'name' && each.target.name === name ? [{ span: each.span, sets: null }] : []
  if (each.kind !== 'assign') return []
  const names = new Set<string>()
  for (const target of each.targets) targetNames(target, names)
  return names.has(name) ? [{ span: each.span, sets: each.value.span.end }] : []
}

/** Where targets name a variable. */
function targetStarts(targets: readonly Expr[], name: string): number[] {
  return targets.flatMap((target) => {
    if (target.kind === 'name') return target.name === name ? [target.span.start] : []
    if (target.kind === 'star') return targetStarts([target.value], name)
    return target.kind === 'tuple' || target.kind === 'list' ? targetStarts(target.items, name) : []
  })
}

/** Whether two places are in one loop, so that what is later in the text can come first. */
function inOneLoop({ statements }: ModuleParts, one: Span, other: Span): boolean {
  return statements.some(({ node: { kind, span } }) => {
    const isLoop = kind === 'for' || kind === 'while'
    return isLoop && [one, other].every(({ start }) => start >= span.start && start < span.end)
  })
}

function scopeHint(name: string, { node, functions, class: owner }: Placed<Statement>, global: ReadonlySet<string>): string {
  const where = `as the first line of \`${node.kind === 'function' ? node.definition.name : ''}\``
  if (functions.some((each) => each.locals.has(name))) return `write \`nonlocal ${name}\` ${where}`
  if (global.has(name)) return `to change the variable of the module, write \`global ${name}\` ${where}`
  if (owner !== null && boundNames(owner.body).has(name)) return `write \`self.${name}\``
  return 'assign a value before it is read'
}
