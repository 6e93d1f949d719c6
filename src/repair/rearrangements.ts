import type { Change, ChangeKind } from './change.ts'
import { type Edit, inserted, removed } from './edits.ts'
import { linesText } from './guards.ts'
import { type Block, type Outline, placesIn, type Scope, type Statement, type Sync, type SyncKind } from './outline.ts'

/** Returns the changes that add, remove, move and exchange single statements, most of which synchronise. */
export function rearrangementsIn(outline: Outline): readonly Change[] {
  return [...insertions(outline), ...removals(outline), ...exchanges(outline), ...moves(outline), ...counts(outline)]
}

function change(kind: ChangeKind, says: string, ...edits: readonly Edit[]): Change {
  return { kind, edits, requires: [], says, guards: null }
}

/** Operations that need each other: of each there should be as many as of the other. */
const opposites: Readonly<Partial<Record<SyncKind, SyncKind>>> = {
  acquire: 'release',
  release: 'acquire',
  notify: 'wait',
  'notify-all': 'wait',
  wait: 'notify',
  set: 'wait',
}

/** A thread that waits for a signal is woken by either. */
function sameKind(kind: SyncKind): SyncKind {
  return kind === 'notify-all' ? 'notify' : kind
}

/** Whether there are fewer operations of a kind on an object than of the kind that needs it. */
function isMissing({ kind, object }: Sync, syncs: readonly Sync[]): boolean {
  const opposite = opposites[kind]
  const own = syncs.filter((each) => each.object === object)
  const count = (wanted: SyncKind): number => own.filter((each) => sameKind(each.kind) === sameKind(wanted)).length
  return opposite !== undefined && count(kind) < count(opposite)
}

/** An operation on the array of an object instead of on one of its elements. */
function onWhole(sync: Sync): Sync {
  return { ...sync, object: sync.object.split('[')[0] ?? sync.object }
}

/** Whether operations of a scope name elements of an array by numbers, several of them, but not this one. */
function isLeftOut({ kind, object }: Sync, own: readonly Sync[]): boolean {
  const [, name, index] = /^(.*)\[(\d+)\]$/.exec(object) ?? []
  if (name === undefined || index === undefined) return false
  const others = own.filter((each) => each.kind === kind && /\[\d+\]$/.test(each.object) && onWhole(each).object === name)
  return others.length > 1 && !others.some((each) => each.object === object)
}

/**
 * How likely it is that an operation is missing in a scope: there are fewer in the whole program than it needs, and the scope has the
 * opposite or nothing of the object; or only one of the two.
 */
function likelihoodIn(own: readonly Sync[], all: readonly Sync[], sync: Sync): Change['likelihood'] {
  const isMissingThere = isMissing(sync, own)
  const isMissingAnywhere = isMissing(onWhole(sync), all.map(onWhole))
  const isUnused = !own.some((each) => onWhole(each).object === onWhole(sync).object)
  if (isLeftOut(sync, own) || (isMissingAnywhere && (isMissingThere || isUnused))) return 'high'
  return isMissingAnywhere || isMissingThere || isMissing(sync, all) ? undefined : 'low'
}

/** An operation on a declared object, or one that the text has elsewhere in the same scope, before each statement. */
function insertions(outline: Outline): readonly Change[] {
  const waitsFor = conditionsOf(outline)
  const all = syncsIn(outline, null)
  return outline.blocks.flatMap((block) => {
    const operations = operationsFor(outline, block)
    const own = syncsIn(outline, block.scope)
    return placesForNew(block).flatMap(({ line, where }) =>
      operations
        .filter((each) => mayStand(each, block, line, waitsFor))
        .map((each): Change => {
          const kind = each.kind === 'join' ? 'join' : 'insert'
          const added = change(kind, `add \`${each.text}\` ${where}`, inserted(line, block.indent + each.text))
          const likelihood = likelihoodIn(own, all, each)
          return likelihood === undefined ? added : { ...added, likelihood }
        }),
    )
  })
}

/** The synchronisation operations in a scope, or in all. */
function syncsIn({ blocks }: Outline, scope: Scope | null): readonly Sync[] {
  return [...placesIn(blocks)].flatMap(({ statement: { sync }, block }) =>
    sync !== null && (scope === null || block.scope === scope) ? [sync] : [],
  )
}

function operationsFor(outline: Outline, block: Block): readonly Sync[] {
  const all = [...outline.operationsIn(block.scope), ...syncsIn(outline, block.scope)].filter(({ kind }) => kind !== 'start')
  const fitting = all.filter(({ kind }) => block.scope.isThreads || kind === 'join')
  return fitting.filter(({ text }, index) => fitting.findIndex((each) => each.text === text) === index)
}

/**
 * A thread is joined where all are started: elsewhere the program would execute its threads one by one. A `wait` for a condition
 * stands in a loop that tests it.
 */
function mayStand({ kind, object }: Sync, block: Block, line: number, conditions: ReadonlySet<string>): boolean {
  const lastStart = block.statements.findLast(startsThreads)
  if (kind === 'join') return lastStart !== undefined && line > lastStart.last && !block.isLoop
  return kind !== 'wait' || block.isLoop || !conditions.has(object)
}

/** The objects that are notified: a `wait` for them alone would wait for nothing in particular. */
function conditionsOf({ blocks }: Outline): ReadonlySet<string> {
  const all = [...placesIn(blocks)].flatMap(({ statement: { sync } }) => sync ?? [])
  return new Set(all.flatMap(({ kind, object }) => (kind === 'notify' || kind === 'notify-all' ? [object] : [])))
}

function startsThreads({ sync, blocks }: Statement): boolean {
  return sync?.kind === 'start' || blocks.some(({ statements }) => statements.some(startsThreads))
}

function placesForNew({ statements, end }: Block): readonly { readonly line: number; readonly where: string }[] {
  const before = statements.map(({ first }) => ({ line: first, where: `before line ${first}` }))
  const last = statements.at(-1)
  return [...before, { line: end, where: `after line ${last === undefined ? end - 1 : last.last}` }]
}

/** What may be one too many. What a thread waits for is there for a reason. */
const removable: ReadonlySet<SyncKind> = new Set(['acquire', 'release', 'clear'])

function removals({ blocks }: Outline): readonly Change[] {
  return [...placesIn(blocks)].flatMap(({ block, statement: { sync, first, last } }) => {
    if (sync === null || first !== last || block.statements.length === 1 || !removable.has(sync.kind)) return []
    return [{ ...change('remove', `remove \`${sync.text}\` in line ${first}`, removed(first)), likelihood: 'low' }]
  })
}

/** Two statements next to each other, if both write or one of them synchronises. */
function exchanges(outline: Outline): readonly Change[] {
  return [...placesIn(outline.blocks)].flatMap(({ block, index, statement: one }) => {
    const other = block.statements[index + 1]
    if (other === undefined || !block.scope.isThreads || !mayMove(one) || !mayMove(other)) return []
    if (one.sync === null && other.sync === null && !(one.writes && other.writes)) return []
    return [
      change(
        'swap',
        `exchange ${linesText(one.first, one.last)} and ${linesText(other.first, other.last)}`,
        { from: one.first, count: one.last - one.first + 1, lines: copied(outline, other) },
        { from: other.first, count: other.last - other.first + 1, lines: copied(outline, one) },
      ),
    ]
  })
}

function mayMove({ blocks }: Statement): boolean {
  return blocks.length === 0
}

function copied({ lines }: Outline, { first, last }: Statement): Edit['lines'] {
  return lines.slice(first - 1, last).map((text, index) => ({ text, origin: first + index }))
}

/** A synchronisation operation at another place of its block, or behind or before the block around it. */
function moves(outline: Outline): readonly Change[] {
  return outline.blocks.flatMap((block) =>
    block.statements.flatMap((statement, index) => {
      const { sync, first, last } = statement
      if (sync === null || first !== last || sync.kind === 'start' || sync.kind === 'join' || !block.scope.isThreads) return []
      // A lock is taken and given back where it is, or in another order, which is an exchange.
      const isLock = sync.kind === 'acquire' || sync.kind === 'release'
      const own = isLock ? [] : block.statements.filter((_, at) => Math.abs(at - index) > 1)
      const places = [
        ...own.map((each) => ({ line: each.first > first ? each.last + 1 : each.first, indent: block.indent })),
        ...around(outline, block, block.statements.length === 1),
      ]
      return places.map(({ line, indent }) =>
        change(
          'move',
          `move \`${sync.text}\` from line ${first} to ${line > first ? `behind line ${line - 1}` : `before line ${line}`}`,
          removed(first),
          { from: line, count: 0, lines: [{ text: indent + sync.text, origin: first }] },
        ),
      )
    }),
  )
}

/** The places just before and behind the statement of which a block is part; none if nothing would stay in the block. */
function around(
  { blocks }: Outline,
  block: Block,
  isOnly: boolean,
): readonly { readonly line: number; readonly indent: string }[] {
  if (isOnly) return []
  for (const { block: outer, statement } of placesIn(blocks)) {
    if (!statement.blocks.includes(block)) continue
    return [
      { line: statement.first, indent: outer.indent },
      { line: statement.last + 1, indent: outer.indent },
    ]
  }
  return []
}

/** One more and one less of the units of semaphores and the parties of barriers. */
function counts(outline: Outline): readonly Change[] {
  return outline.counts.flatMap(({ line, object, count, withCount }) =>
    [count - 1, count + 1]
      .filter((each) => each >= 0)
      .map((each) =>
        change('count', `let \`${object}\` have ${each} instead of ${count}`, {
          from: line,
          count: 1,
          lines: [{ text: withCount(each), origin: line }],
        }),
      ),
  )
}
