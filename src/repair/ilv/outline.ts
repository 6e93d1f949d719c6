import { type Edit, inserted, type NewLine } from '../edits.ts'
import {
  type Block,
  type CountPlace,
  type LockName,
  type Outline,
  placesIn,
  type Scope,
  type Statement,
  type Sync,
} from '../outline.ts'
import type { DeclaredObject } from './declared.ts'
import type { IlvText } from './text.ts'

/** Returns what the changes of the catalogue need of instruction text. */
export function ilvOutline(ilv: IlvText): Outline {
  return {
    lines: ilv.lines,
    blocks: ilv.blocks,
    locks: [...knownLocks(ilv), newLock(ilv)],
    counts: countsIn(ilv),
    guarded: (block, from, to, lock) => guarded(ilv, block, from, to, lock),
    operationsIn: (scope) => operationsIn(ilv, scope),
  }
}

/** Locks, and semaphores with one unit, which guard as locks do; elements of arrays as the text names them. */
function knownLocks(ilv: IlvText): readonly LockName[] {
  const names = namedObjects(ilv).filter(({ object: { kind, line } }) => {
    return kind === 'lock' || (kind === 'semaphore' && /=\s*1\b/.test(ilv.lines[line - 1] ?? ''))
  })
  return names.map(({ text, scope }) => ({
    text,
    isNew: false,
    declaration: [],
    isKnownIn: ({ first }) => scope === null || scope.first === first,
  }))
}

/** The indexes by which a thread of several names what belongs to it and its neighbours. */
const usualIndexes = ['me', '(me + 1) % N', '(me + N - 1) % N'] as const

interface Named {
  readonly object: DeclaredObject
  /** As the text names it: `fork[me]`. */
  readonly text: string
  /** Where it has this name; null for everywhere. */
  readonly scope: Scope | null
}

/** The objects by their names; elements of arrays by the indexes that a scope has for them. */
function namedObjects({ declared, blocks }: IlvText): readonly Named[] {
  const used = [...placesIn(blocks)].flatMap(({ statement: { sync }, block: { scope } }) =>
    sync === null ? [] : [{ text: sync.object, scope }],
  )
  return declared.flatMap((object): Named[] => {
    if (!object.isArray) return [{ object, text: object.name, scope: null }]
    const own = used.filter(({ text }) => text.startsWith(`${object.name}[`))
    const distinct = own.filter(
      ({ text, scope }, index) => own.findIndex((each) => each.text === text && each.scope === scope) === index,
    )
    const scopes = [...new Set(blocks.map(({ scope }) => scope))]
    const indexesIn = (scope: Scope): readonly string[] => {
      const numbers = numbersIn(own.filter((each) => each.scope === scope).map(({ text }) => text))
      return numbers.length === 0 ? usualIndexes : numbers
    }
    const usual = scopes.flatMap((scope) => indexesIn(scope).map((index) => ({ text: `${object.name}[${index}]`, scope })))
    const isNew = (each: { readonly text: string; readonly scope: Scope }): boolean =>
      !distinct.some(({ text, scope }) => text === each.text && scope === each.scope)
    return [...distinct, ...usual.filter(isNew)].map(({ text, scope }) => ({ object, text, scope }))
  })
}

/** Of a scope that names elements by numbers: these, and those between and next to them. */
function numbersIn(texts: readonly string[]): readonly string[] {
  const numbers = texts.flatMap((text) => /\[(\d+)\]$/.exec(text)?.[1] ?? []).map(Number)
  if (numbers.length < texts.length || numbers.length === 0) return []
  const last = Math.max(...numbers) + 1
  return last > mostNumbers ? [] : Array.from({ length: last + 1 }, (_, number) => `${number}`)
}

/** Of so many elements a program names each by its number. */
const mostNumbers = 8

function newLock({ source, read }: IlvText): LockName {
  const isFree = (name: string): boolean => !new RegExp(`(?<![\\w])${name}(?![\\w])`).test(source.text)
  const name = ['m', 'mutex', 'guard'].find(isFree) ?? 'guard_2'
  const line = read.find(({ form }) => form === 'Thread' || form === 'Def')?.line ?? 1
  const before = read.findLast((each) => each.line < line)?.line ?? 0
  return { text: name, isNew: true, declaration: [inserted(before + 1, `lock ${name}`)], isKnownIn: () => true }
}

function guarded(
  ilv: IlvText,
  { statements, indent }: Block,
  from: number,
  to: number,
  lock: LockName,
): readonly Edit[] | null {
  const chosen = statements.slice(from, to + 1)
  const [first, last] = [chosen[0]?.first, chosen.at(-1)?.last]
  if (first === undefined || last === undefined) return null
  const dropped = new Set(innerOperations(chosen, lock.text))
  const words = wordsFor(ilv, lock)
  const isWhole = dropped.has(first) && dropped.has(last) && dropped.size === 2
  if (isWhole) return null
  const lines: NewLine[] = [{ text: indent + words.acquire, origin: null }]
  for (let line = first; line <= last; line++) {
    if (!dropped.has(line)) lines.push({ text: ilv.lines[line - 1] ?? '', origin: line })
  }
  lines.push({ text: indent + words.release, origin: null })
  return lines.length === 2 ? null : [{ from: first, count: last - first + 1, lines }]
}

/** The lines on which statements acquire and release a lock. */
function innerOperations(statements: readonly Statement[], lock: string): readonly number[] {
  return statements.flatMap(({ sync, first, blocks }) => {
    const own = sync?.object === lock && (sync.kind === 'acquire' || sync.kind === 'release') ? [first] : []
    return [...own, ...blocks.flatMap((block) => innerOperations(block.statements, lock))]
  })
}

/** Returns how the text acquires and releases a lock: in the words that it has for objects of its kind. */
function wordsFor(ilv: IlvText, { text }: LockName): { readonly acquire: string; readonly release: string } {
  const object = ilv.declared.find(({ name }) => name === text.split('[')[0])
  const isSemaphore = object?.kind === 'semaphore'
  const plain = isSemaphore ? { acquire: 'sem_acquire', release: 'sem_release' } : { acquire: 'acquire', release: 'release' }
  const form = (kind: 'acquire' | 'release'): string =>
    formOf(ilv, isSemaphore ? 'semaphore' : 'lock', kind) ?? `${plain[kind]} `
  const written = (prefix: string): string => (prefix.endsWith('(') ? `${prefix}${text})` : `${prefix}${text}`)
  return { acquire: written(form('acquire')), release: written(form('release')) }
}

/** Returns how the text begins an operation on objects of a kind: `P(`, `acquire `. Null if it has none. */
function formOf({ blocks, declared }: IlvText, kind: DeclaredObject['kind'], operation: Sync['kind']): string | null {
  for (const { statement } of placesIn(blocks)) {
    const { sync } = statement
    if (sync === null || sync.kind !== operation) continue
    const object = declared.find(({ name }) => name === sync.object.split('[')[0])
    if (object?.kind === kind) return /^\w+\s*\(?/.exec(sync.text)?.[0] ?? null
  }
  return null
}

function countsIn({ declared, lines }: IlvText): readonly CountPlace[] {
  return declared.flatMap(({ kind, name, line, isArray }): CountPlace[] => {
    if ((kind !== 'semaphore' && kind !== 'barrier') || isArray) return []
    const text = lines[line - 1] ?? ''
    const found = new RegExp(`(\\b${name}\\b[^=]*=\\s*)(\\d+)`).exec(text)
    const [whole, before = '', count = ''] = found ?? []
    if (found === null || whole === undefined) return []
    const withCount = (next: number): string =>
      text.slice(0, found.index) + before + next + text.slice(found.index + whole.length)
    return [{ line, object: name, count: Number(count), withCount }]
  })
}

/** Returns the operations on declared objects, with the locks of the scope for a `wait`, and of threads that are started. */
function operationsIn(ilv: IlvText, scope: Scope): readonly Sync[] {
  const own = [...placesIn(ilv.blocks)].filter(({ block }) => block.scope === scope)
  const syncs = own.flatMap(({ statement: { sync } }) => sync ?? [])
  const locks = distinct(syncs.flatMap(({ kind, object }) => (kind === 'acquire' ? [object] : [])))
  const waits = ilv.declared
    .filter(({ kind, isArray }) => kind === 'condition' && !isArray)
    .flatMap(({ name }) => locks.map((lock): Sync => ({ kind: 'wait', object: name, text: `wait ${name}, ${lock}` })))
  const joins = syncs.flatMap(({ kind, object }): readonly Sync[] =>
    kind === 'start' ? [{ kind: 'join', object, text: `join ${object}` }] : [],
  )
  const known = namedObjects(ilv).filter((each) => each.scope === null || each.scope.first === scope.first)
  return [...known.flatMap(({ object, text }) => operationsOn(ilv, object, text)), ...waits, ...joins]
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}

const plainWords: Readonly<Record<DeclaredObject['kind'], Readonly<Partial<Record<Sync['kind'], string>>>>> = {
  lock: { acquire: 'acquire ', release: 'release ' },
  semaphore: { acquire: 'sem_acquire ', release: 'sem_release ' },
  condition: { notify: 'notify ', 'notify-all': 'notify_all ' },
  barrier: { arrive: 'barrier_wait ' },
}

function operationsOn(ilv: IlvText, { kind }: DeclaredObject, text: string): readonly Sync[] {
  const words = Object.entries(plainWords[kind]) as readonly (readonly [Sync['kind'], string])[]
  return words.map(([operation, plain]) => {
    const form = formOf(ilv, kind, operation) ?? plain
    return { kind: operation, object: text, text: form.endsWith('(') ? `${form}${text})` : `${form}${text}` }
  })
}
