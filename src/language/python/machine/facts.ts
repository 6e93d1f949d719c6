/** What is kept if the program looks at whether threads have ended, so that their end is a step of its own. */
export const endsAreSeen = 'ends'

/**
 * What earlier passes over a program found out about the places in the memory that threads share: which are written after
 * the first thread has started, by whom, and which more than one thread accesses. Places of one kind count as one.
 */
export class SharedFacts {
  private readonly readers = new Map<string, Set<string>>()
  private readonly writers = new Map<string, Set<string>>()
  private readonly kept = new Set<string>()
  /** Whether something was found that the pass did not know when it began. */
  grown = false

  read(place: string, thread: string): void {
    if (this.note(this.readers, place, thread) && this.writers.has(place)) this.grown = true
  }

  write(place: string, thread: string): void {
    if (this.note(this.writers, place, thread)) this.grown = true
  }

  /** Makes every write a step: outcomes show it. */
  keep(place: string): void {
    if (this.kept.has(place)) return
    this.kept.add(place)
    this.grown = true
  }

  isKept(place: string): boolean {
    return this.kept.has(place)
  }

  /** Makes every write a step, if there is one. */
  keepIfWritten(place: string): void {
    this.named.add(place)
  }

  private readonly named = new Set<string>()

  /** Whether an object made by a thread ever has the field. */
  exists(place: string): boolean {
    return this.fields.has(place)
  }

  exist(place: string): void {
    if (this.fields.has(place) || this.isClosed) return
    this.fields.add(place)
    if (this.missed.has(place)) this.grown = true
  }

  /** The field was looked for in vain. */
  miss(place: string): void {
    this.missed.add(place)
  }

  private readonly fields = new Set<string>()
  private readonly missed = new Set<string>()

  isWritten(place: string): boolean {
    return this.writers.has(place) || this.inherited.has(place)
  }

  /** The place of a process begins with what another process had written. */
  inherit(place: string): void {
    if (this.inherited.has(place) || this.isClosed) return
    this.inherited.add(place)
    this.grown = true
  }

  private readonly inherited = new Set<string>()

  writesTo(place: string, thread: string): boolean {
    return this.writers.get(place)?.has(thread) ?? false
  }

  /** Whether an access to the place is a step of its own. */
  isVisible(place: string): boolean {
    const writers = this.writers.get(place)
    if (writers === undefined) return false
    if (this.kept.has(place) || this.named.has(place) || writers.size > 1) return true
    for (const reader of this.readers.get(place) ?? []) if (!writers.has(reader)) return true
    return false
  }

  /** Whether a place ever refers to an object of a pool. */
  refersTo(place: string): boolean {
    return this.references.has(place)
  }

  /** Notes that a place refers to an object of a pool. What was there before counts from the next pass on. */
  refer(place: string): void {
    if (this.references.has(place) || this.isClosed) return
    this.references.add(place)
    this.grown = true
  }

  private readonly references = new Set<string>()

  /** Notes that objects of pools that are made at one place may refer to such that are made at another. */
  link(from: string, to: string): void {
    const targets = this.links.get(from) ?? new Set()
    this.links.set(from, targets)
    if (targets.has(to) || this.isClosed) return
    targets.add(to)
    this.grown = true
  }

  /** Whether there may be a circle of references from an object that is made at one place over one that is made at another. */
  isCircle(one: string, other: string): boolean {
    return this.leads(one, other) && this.leads(other, one)
  }

  private leads(from: string, to: string): boolean {
    const found = new Set(this.links.get(from))
    for (const each of found) for (const next of this.links.get(each) ?? []) found.add(next)
    return found.has(to)
  }

  private readonly links = new Map<string, Set<string>>()

  /** The fields that objects of pools have which are made at one place. They are emptied when nobody refers to such an object. */
  fieldsToEmpty(site: string): ReadonlySet<string> {
    this.emptied.add(site)
    return this.fieldsOf(site)
  }

  haveField(site: string, field: string): void {
    const fields = this.pooledFields.get(site) ?? new Set()
    this.pooledFields.set(site, fields)
    if (fields.has(field) || this.isClosed) return
    fields.add(field)
    if (this.emptied.has(site)) this.grown = true
  }

  private readonly pooledFields = new Map<string, Set<string>>()
  private readonly emptied = new Set<string>()

  /**
   * Whether threads keep in their states what they know of a place that no other thread changes, since it decides where in
   * the code their steps are.
   */
  isRemembered(place: string): boolean {
    return this.remembered.has(place) && !this.isVisible(place)
  }

  remember(place: string): void {
    if (this.remembered.has(place) || this.isClosed) return
    this.remembered.add(place)
    this.grown = true
  }

  get remembersAny(): boolean {
    return this.remembered.size > 0
  }

  private readonly remembered = new Set<string>()

  /** The fields that objects of pools have which are made at one place. */
  fieldsOf(site: string): ReadonlySet<string> {
    return this.pooledFields.get(site) ?? new Set()
  }

  /** Whether nothing more is noted: what follows happens in no execution. */
  isClosed = false

  private note(map: Map<string, Set<string>>, place: string, thread: string): boolean {
    if (this.isClosed) return false
    const known = map.get(place)
    if (known === undefined) {
      map.set(place, new Set([thread]))
      return true
    }
    if (known.has(thread)) return false
    known.add(thread)
    return true
  }
}
