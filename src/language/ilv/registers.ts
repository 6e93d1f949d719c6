/** The registers of a code that is being lowered, by the names that are visible at the place. */
export class Registers {
  private readonly names: string[] = []
  private readonly ofThread = new Map<string, number>()
  /** Those of the thread, or in a `def` those of the thread with its local names before them. */
  private visible: ReadonlyMap<string, number> = this.ofThread
  private readonly locals = new Map<string, number>()
  private counters = 0

  constructor(names: Iterable<string>) {
    for (const name of names) this.add(name)
  }

  /** The names of all registers, by index. */
  get all(): readonly string[] {
    return this.names
  }

  /** The registers that can be named here. */
  get here(): ReadonlyMap<string, number> {
    return this.visible
  }

  /** Returns a new register that no text can name. */
  counter(): number {
    return this.add(`#${++this.counters}`)
  }

  /** Returns the register of a name; a new one if there is none. */
  named(name: string): number {
    return this.visible.get(name) ?? this.ofThread.get(name) ?? this.add(name)
  }

  /** Executes `body` with local names of a `def`, which has the same registers in each of its calls. */
  within(def: string, locals: readonly string[], body: () => void): void {
    const outside = this.visible
    // The local names of the `def` that calls it are not visible.
    this.visible = new Map([...this.ofThread, ...locals.map((name) => [name, this.local(def, name)] as const)])
    body()
    this.visible = outside
  }

  /** Returns the register of a local name of a `def`. */
  local(def: string, name: string): number {
    const key = `${def} ${name}`
    const known = this.locals.get(key)
    if (known !== undefined) return known
    this.names.push(this.names.includes(name) ? `${def}.${name}` : name)
    this.locals.set(key, this.names.length - 1)
    return this.names.length - 1
  }

  private add(name: string): number {
    this.names.push(name)
    this.ofThread.set(name, this.names.length - 1)
    return this.names.length - 1
  }
}
