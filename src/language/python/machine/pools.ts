import { identityKey } from './keys.ts'
import type { Obj, Value } from './objects.ts'
import { Unsupported } from './values.ts'

/** The field of an object of a pool that says how many references to it there are; absent if the identity is free. */
export const countField = '.references'

/** The most objects that threads make for others, at one time if their identities are given again. */
export const mostObjects = 200

/** Threads make more objects for others than the machine follows. */
export class TooManyObjects extends Unsupported {
  constructor(message = 'a thread makes too many objects that others can reach', hint = 'make the loop shorter') {
    super(message, hint)
  }
}

/** What begins the identity of an object of a pool. */
const mark = 'p.'

/** An object of a pool, with its identity. */
export type PooledObj = Obj & { readonly shared: string }

/** Whether the identity of an object is given to another when nobody refers to it any more. */
export function isPooled(object: Obj): object is PooledObj {
  return object.shared?.startsWith(mark) === true
}

/** The kinds of objects whose content is in fields only, so that these say all about them. */
const pooledKinds: ReadonlySet<string> = new Set([
  'instance',
  'list',
  'deque',
  'dict',
  'set',
  'frozenset',
  'function',
  'cell',
  'iterator',
])

/** Whether an object can be one of a pool. Threads and tasks are not: the program has each of them only once. */
export function isPoolable({ kind, type }: Obj, librarySites: ReadonlySet<string>): boolean {
  const isOfThreads = ({ fixed, site }: Obj): boolean =>
    fixed.name === 'Thread' ? fixed.native === true : fixed.name === 'Task' && librarySites.has(site)
  return pooledKinds.has(kind) && type?.fixed.mro?.some(isOfThreads) !== true
}

/** What an object consists of that never changes, besides its class. */
export function fixedParts({ fixed }: Obj): readonly Value[] {
  return [
    ...(fixed.closure ?? []),
    ...(fixed.defaults ?? []),
    ...(fixed.keywordDefaults?.values() ?? []),
    ...(fixed.sources ?? []),
  ]
}

/** Locks and such are known to the program from the start, and so are what a condition locks, and where a semaphore begins. */
export function startOf(object: Obj): Value | undefined {
  const { type, fields } = object
  if (type?.fixed.native !== true) return undefined
  if (type.fixed.name === 'Condition') return fields.get('lock')
  return isSemaphore(object) ? fields.get('value') : undefined
}

export function isSemaphore({ type }: Obj): boolean {
  const { name, native } = type?.fixed ?? {}
  return native === true && (name === 'Semaphore' || name === 'BoundedSemaphore')
}

export function isLock({ type }: Obj): boolean {
  const { name, native } = type?.fixed ?? {}
  return native === true && (name === 'Lock' || name === 'RLock')
}

/** What all objects of a pool have in common. */
function poolOf(object: Obj): string {
  const { kind, type, site, fixed, isCommon } = object
  const start = startOf(object)
  const parts = [...fixedParts(object), ...(start === undefined ? [] : [start])].map(identityKey).join()
  const own = [kind, type === null ? '' : identityKey(type), site, isCommon ? '!' : '']
  return [...own, fixed.code?.index ?? '', fixed.name ?? '', fixed.visits ?? '', parts].join(':')
}

/**
 * The identities of objects that threads make for others, as numbers within pools: one pool for each place in the code where
 * objects are made, and for what they are made of. An object gets the lowest number that no object has to which anybody refers.
 */
export class Pools {
  /** All identities that were ever given. */
  private readonly known = new Set<string>()
  /** Those that this step gave. */
  private readonly given = new Set<string>()

  /** Those that are of different objects, at different times or because different threads make them. */
  private readonly repeated = new Set<string>()
  private readonly makers = new Map<string, string>()

  /** Notes that nobody refers to an object any more, so that its identity may be that of another. */
  noteEnd(shared: string): void {
    this.repeated.add(shared)
  }

  /** Whether which object has an identity depends on the execution: there are others of its pool, before it or besides it. */
  isMany(object: Obj): boolean {
    if (!isPooled(object)) return false
    const pool = object.shared.slice(object.shared.indexOf(':'))
    return this.repeated.has(object.shared) || this.known.has(`${mark}1${pool}`)
  }

  /** A step begins. */
  begin(): void {
    this.given.clear()
  }

  isNew(shared: string): boolean {
    return this.given.has(shared)
  }

  /** An identity for an object whose parts have theirs. `isFree` says whether there are no references to one. */
  identity(object: Obj, maker: string, isFree: (shared: string) => boolean): string {
    const pool = poolOf(object)
    for (let number = 0; ; number++) {
      const shared = `${mark}${number}:${pool}`
      if (this.given.has(shared)) continue
      if (!this.known.has(shared)) this.add(shared)
      if (!isFree(shared)) continue
      this.given.add(shared)
      if ((this.makers.get(shared) ?? maker) !== maker) this.repeated.add(shared)
      this.makers.set(shared, maker)
      return shared
    }
  }

  private add(shared: string): void {
    this.known.add(shared)
    if (this.known.size > mostObjects) {
      throw new TooManyObjects(
        `threads have more than ${mostObjects} objects at a time that others can reach`,
        'let go of objects that are not needed any more, or make loops shorter',
      )
    }
  }
}
