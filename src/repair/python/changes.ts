import { positionAt } from '../../base/source.ts'
import type { Statement as Node, WithItem } from '../../language/python/syntax/tree.ts'
import type { Change, ChangeKind } from '../change.ts'
import { type Edit, inserted, replaced } from '../edits.ts'
import { lesserIndexFirst } from '../indexed.ts'
import { type Block, placesIn, type Statement } from '../outline.ts'
import { atomicIntegers } from './atomic.ts'
import type { Declared } from './declared.ts'
import { type PythonText, textOf } from './text.ts'

/** Returns the changes of single lines that are particular to Python. */
export function pythonChanges(python: PythonText, declared: readonly Declared[]): readonly Change[] {
  return [
    ...whileForIf(python),
    ...notifyAll(python),
    ...lockOrders(python),
    ...otherLocks(python, declared),
    ...rechecks(python),
    ...reentrantLocks(python, declared),
    ...joinsOfLists(python),
    ...remembered(python, declared),
    ...atomicIntegers(python),
    ...forgottenGlobals(python),
  ]
}

function change(kind: ChangeKind, says: string, ...edits: readonly Edit[]): Change {
  return { kind, edits, requires: [], says, guards: null }
}

function lineOf({ lines }: PythonText, line: number): string {
  return lines[line - 1] ?? ''
}

function whileForIf(python: PythonText): readonly Change[] {
  return [...placesIn(python.blocks)].flatMap(({ statement }) => {
    const { first, blocks } = statement
    const node = python.nodes.get(statement)
    const waits = blocks.some(({ statements }) => statements.some(({ sync }) => sync?.kind === 'wait'))
    if (node?.kind !== 'if' || !waits || node.otherwise.length > 0) return []
    const text = lineOf(python, first).replace(/^(\s*)if\b/, '$1while')
    return [change('while', `test the condition of line ${first} again after the wait`, replaced(first, text))]
  })
}

function notifyAll(python: PythonText): readonly Change[] {
  return [...placesIn(python.blocks)].flatMap(({ statement: { first, sync } }) => {
    if (sync?.kind !== 'notify') return []
    const text = lineOf(python, first).replace(/\.notify\([^)]*\)/, '.notify_all()')
    return [change('notify-all', `wake all threads that sleep, in line ${first}`, replaced(first, text))]
  })
}

type With = Extract<Node, { readonly kind: 'with' }>

/** The other order of two locks that are taken one within the other, or one order whoever takes them. */
function lockOrders(python: PythonText): readonly Change[] {
  return [...placesIn(python.blocks)].flatMap(({ block, statement }) => {
    const node = python.nodes.get(statement)
    if (node?.kind !== 'with') return []
    return [...itemOrders(python, node, block, statement), ...nestedOrders(python, node, block, statement)]
  })
}

function itemOrders(python: PythonText, node: With, block: Block, { first }: Statement): readonly Change[] {
  const [one, other, more] = node.items
  if (one === undefined || other === undefined || more !== undefined || one.as !== null || other.as !== null) return []
  const texts = [one, other].map(({ context }) => textOf(python.source, context))
  const [a = '', b = ''] = texts
  const old = lineOf(python, first)
  const written = (x: string, y: string): string => old.replace(new RegExp(`${escaped(a)}\\s*,\\s*${escaped(b)}`), `${x}, ${y}`)
  if (written(b, a) === old) return []
  return [
    change('lock-order', `take \`${b}\` before \`${a}\` in line ${first}`, replaced(first, written(b, a))),
    ...ordered(python, block, a, b, first, (x, y) => [replaced(first, written(x, y))]),
  ]
}

function nestedOrders(python: PythonText, node: With, block: Block, { first, blocks }: Statement): readonly Change[] {
  const inner = blocks[0]?.statements.find((each) => python.nodes.get(each)?.kind === 'with')
  const innerNode = inner === undefined ? undefined : python.nodes.get(inner)
  if (inner === undefined || innerNode?.kind !== 'with') return []
  const [a, b] = [only(python, node.items), only(python, innerNode.items)]
  if (a === null || b === null) return []
  const edits = (x: string, y: string): readonly Edit[] => [
    replaced(
      first,
      lineOf(python, first).replace(a, () => x),
    ),
    replaced(
      inner.first,
      lineOf(python, inner.first).replace(b, () => y),
    ),
  ]
  return [
    change('lock-order', `take \`${b}\` before \`${a}\` in lines ${first} and ${inner.first}`, ...edits(b, a)),
    ...ordered(python, block, a, b, first, edits),
  ]
}

/** Of `x.lock` and `y.lock`, that of the object with the lesser identity first; of `fork[i]` and `fork[j]`, that with the lesser index. */
function ordered(
  python: PythonText,
  { indent }: Block,
  a: string,
  b: string,
  line: number,
  edits: (x: string, y: string) => readonly Edit[],
): readonly Change[] {
  const indexed = lesserIndexFirst(a, b)
  if (indexed !== null) {
    const says = `take \`${indexed[0]}\` before \`${indexed[1]}\` in line ${line}`
    return [change('lock-order', says, ...edits(indexed[0], indexed[1]))]
  }
  if (/\b(first|second)\b/.test(python.source.text) || a === b) return []
  const [, owner, attribute] = /^(\w+)\.(\w+)$/.exec(a) ?? []
  const [, other, same] = /^(\w+)\.(\w+)$/.exec(b) ?? []
  if (attribute !== same || owner === other || attribute === undefined) return sortedLocks(indent, a, b, line, edits)
  const sorted = `${indent}first, second = (${owner}, ${other}) if id(${owner}) < id(${other}) else (${other}, ${owner})`
  return [
    change(
      'lock-order',
      `take the locks of \`${owner}\` and \`${other}\` in one order, whoever asks, in line ${line}`,
      inserted(line, sorted),
      ...edits(`first.${attribute}`, `second.${attribute}`),
    ),
  ]
}

/** Of two locks, that with the lesser identity first. */
function sortedLocks(
  indent: string,
  a: string,
  b: string,
  line: number,
  edits: (x: string, y: string) => readonly Edit[],
): readonly Change[] {
  if (![a, b].every((each) => /^[\w.]+$/.test(each))) return []
  const sorted = `${indent}first, second = (${a}, ${b}) if id(${a}) < id(${b}) else (${b}, ${a})`
  const says = `take \`${a}\` and \`${b}\` in one order, whoever asks, in line ${line}`
  return [change('lock-order', says, inserted(line, sorted), ...edits('first', 'second'))]
}

function only({ source }: PythonText, [item, more]: readonly WithItem[]): string | null {
  return item === undefined || more !== undefined || item.as !== null ? null : textOf(source, item.context)
}

/** One lock instead of another one, in a line, or everywhere. */
function otherLocks(python: PythonText, declared: readonly Declared[]): readonly Change[] {
  const locks = declared.filter((each) => each.class === 'Lock' || each.class === 'RLock')
  return locks.flatMap((gone) =>
    locks.flatMap((kept) => {
      if (kept.text === gone.text) return []
      const uses = usesOf(python, gone.text)
      const edits = uses.map((line) => replaced(line, renamed(lineOf(python, line), gone.text, kept.text)))
      const single = edits.map((edit) =>
        change('one-lock', `use \`${kept.text}\` instead of \`${gone.text}\` in line ${edit.from}`, edit),
      )
      const everywhere = change('one-lock', `use \`${kept.text}\` instead of \`${gone.text}\` everywhere`, ...edits)
      return edits.length > 1 ? [...single, everywhere] : single
    }),
  )
}

/** The lines that take or give back a lock. */
function usesOf(python: PythonText, lock: string): readonly number[] {
  return [...placesIn(python.blocks)].flatMap(({ statement }) => {
    const node = python.nodes.get(statement)
    const isContext = node?.kind === 'with' && node.items.some(({ context }) => textOf(python.source, context) === lock)
    return isContext || statement.sync?.object === lock ? [statement.first] : []
  })
}

function renamed(line: string, from: string, to: string): string {
  return line.replace(new RegExp(`(?<![\\w.])${escaped(from)}(?!\\w)`, 'g'), () => to)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** `if x is None:` once more under the lock that is taken behind it. */
function rechecks(python: PythonText): readonly Change[] {
  return [...placesIn(python.blocks)].flatMap(({ statement }) => {
    const node = python.nodes.get(statement)
    const [body] = statement.blocks
    const inner = body?.statements[0]
    const innerNode = inner === undefined ? undefined : python.nodes.get(inner)
    const guarded = inner?.blocks[0]
    if (node?.kind !== 'if' || innerNode?.kind !== 'with' || inner === undefined || guarded === undefined) return []
    const [first, last] = [guarded.statements[0]?.first, guarded.statements.at(-1)?.last]
    if (first === undefined || last === undefined || body === undefined) return []
    const unit = guarded.indent.slice(body.indent.length)
    const lines = python.lines
      .slice(first - 1, last)
      .map((text, index) => ({ text: text.trim() === '' ? text : unit + text, origin: first + index }))
    const test = { text: `${guarded.indent}if ${textOf(python.source, node.test)}:`, origin: null }
    return [
      change('recheck', `test the condition of line ${statement.first} again under the lock`, {
        from: first,
        count: last - first + 1,
        lines: [test, ...lines],
      }),
    ]
  })
}

function reentrantLocks(python: PythonText, declared: readonly Declared[]): readonly Change[] {
  return declared.flatMap(({ class: name, line, text }) => {
    const old = lineOf(python, line)
    if (name !== 'Lock' || !/\bthreading\.Lock\(\)/.test(old)) return []
    const says = `let the holder of \`${text}\` take it again`
    return [change('discipline', says, replaced(line, old.replace('threading.Lock()', 'threading.RLock()')))]
  })
}

/** A signal that is sent before anybody waits for it: a name of the module remembers it, and who waits looks at that first. */
function remembered(python: PythonText, declared: readonly Declared[]): readonly Change[] {
  const all = [...placesIn(python.blocks)].filter(({ block }) => !block.isLoop && block.scope.isThreads)
  return declared.flatMap(({ class: name, text, line, isKnownIn }): readonly Change[] => {
    if (name !== 'Condition' || !isKnownIn({ first: 1, last: python.lines.length, className: null, isThreads: false }))
      return []
    const of = (...kinds: readonly string[]): typeof all =>
      all.filter(({ statement: { sync } }) => sync !== null && kinds.includes(sync.kind) && sync.object === text)
    const [waits, signals] = [of('wait'), of('notify', 'notify-all')]
    if (waits.length === 0 || signals.length === 0) return []
    const flag = ['signalled', 'sent'].find((each) => !python.source.text.includes(each)) ?? 'signalled_2'
    const loops = waits.map(({ block: { indent }, statement: { first } }): Edit => {
      const wait = { text: `    ${lineOf(python, first)}`, origin: first }
      return { from: first, count: 1, lines: [{ text: `${indent}while not ${flag}:`, origin: null }, wait] }
    })
    const sets = signals.map(({ block: { indent }, statement: { first } }) => inserted(first, `${indent}${flag} = True`))
    const scopes = new Set(signals.map(({ block: { scope } }) => scope))
    const globals = [...scopes].flatMap((scope) => {
      const body = python.blocks.find((each) => each.scope === scope && each.statements[0]?.first === firstIn(python, scope))
      return body === undefined ? [] : [inserted(firstIn(python, scope), `${body.indent}global ${flag}`)]
    })
    const says = `remember in \`${flag}\` that \`${text}\` was signalled, and look at it before the wait`
    return [change('remember', says, inserted(line + 1, `${flag} = False`), ...loops, ...merged([...globals, ...sets]))]
  })
}

/** The first line of the body of a function. */
function firstIn({ blocks }: PythonText, scope: Block['scope']): number {
  return Math.min(
    ...blocks.filter((each) => each.scope === scope).map(({ statements }) => statements[0]?.first ?? Number.POSITIVE_INFINITY),
  )
}

/** Insertions at one place as one, in their order. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const places = new Map<number, Edit>()
  for (const edit of edits) {
    const known = places.get(edit.from)
    places.set(edit.from, known === undefined ? edit : { ...known, lines: [...known.lines, ...edit.lines] })
  }
  return [...places.values()]
}

/** A name of the module that a function assigns without declaring it global. */
function forgottenGlobals(python: PythonText): readonly Change[] {
  const names = new Set(
    python.tree.flatMap((node) =>
      node.kind === 'assign' ? node.targets.flatMap((each) => (each.kind === 'name' ? [each.name] : [])) : [],
    ),
  )
  return [...python.nodes.values()].flatMap((node) => {
    if (node.kind !== 'function') return []
    const { definition, span } = node
    const own = [...definition.locals].filter(
      (name) => names.has(name) && !definition.parameters.some((parameter) => parameter.name === name),
    )
    const { line } = positionAt(python.source.text, span.start)
    const body = python.blocks.find(
      ({ scope, statements }) => scope.first === line && statements[0]?.first === firstIn(python, scope),
    )
    if (body === undefined) return []
    return own.map((name) =>
      change(
        'declare',
        `declare \`${name}\` global in \`${definition.name}\``,
        inserted(firstIn(python, body.scope), `${body.indent}global ${name}`),
      ),
    )
  })
}

/** `for t in threads: t.join()` behind the loop that starts them. */
function joinsOfLists(python: PythonText): readonly Change[] {
  return [...placesIn(python.blocks)].flatMap(({ block, index, statement }) => {
    const node = python.nodes.get(statement)
    if (
      node?.kind !== 'for' ||
      node.target.kind !== 'name' ||
      !statement.blocks.some((each) => each.statements.some(({ sync }) => sync?.kind === 'start'))
    )
      return []
    const inner = statement.blocks[0]?.indent ?? `${block.indent}    `
    const name = node.target.name
    const loop = [`${block.indent}for ${name} in ${textOf(python.source, node.iterable)}:`, `${inner}${name}.join()`]
    return block.statements
      .slice(index)
      .map((each) =>
        change(
          'join',
          `wait for the threads of line ${statement.first} behind line ${each.last}`,
          inserted(each.last + 1, ...loop),
        ),
      )
  })
}
