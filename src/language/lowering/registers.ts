import type { Cell } from './cell.ts'

/**
 * The registers of a thread by name. A place that only this thread changes has its home in one while it is known;
 * `path` distinguishes the parts of a tuple or list. Intermediate values use other registers, and release them.
 */
export class Registers {
  /** All names that were ever used, by register. */
  readonly names: string[] = []
  /** By name in use: the key of the place with its home there. */
  private active = new Map<string, string>()
  /** By key of a place: its register. */
  private homes = new Map<string, number>()
  private temporaries: string[] = []

  private named(name: string): number {
    const known = this.names.indexOf(name)
    return known === -1 ? this.names.push(name) - 1 : known
  }

  private unused(base: string): string {
    let name = base
    for (let count = 2; this.active.has(name) || this.temporaries.includes(name); count++) name = `${base}${count}`
    return name
  }

  /** Returns the home of a place, or of a part of it. */
  home(cell: Cell, path: string): number {
    const key = `${cell.key}${path}`
    const known = this.homes.get(key)
    if (known !== undefined) return known
    const name = this.unused(/([\p{L}_][\p{L}\p{N}_]*)[^\p{L}\p{N}_]*$/u.exec(cell.name)?.[1] ?? 'value')
    this.active.set(name, key)
    const index = this.named(name)
    this.homes.set(key, index)
    return index
  }

  /** Returns the homes of a place and its parts. */
  homesOf(cell: Cell, path: string): number[] {
    const prefix = `${cell.key}${path}`
    return [...this.homes].filter(([key]) => key.startsWith(prefix)).map(([, index]) => index)
  }

  /** Makes an intermediate register the home of a place, so that its value needs no copy. */
  lend(cell: Cell, index: number): void {
    this.homes.set(cell.key, index)
  }

  takeBack(cell: Cell): void {
    this.homes.delete(cell.key)
  }

  /** Frees the homes of a place that has no meaning from here on. */
  free(cell: Cell): void {
    for (const [name, key] of this.active) {
      if (key !== cell.key && !key.startsWith(`${cell.key}#`)) continue
      this.active.delete(name)
      this.homes.delete(key)
    }
  }

  /** Allocates a register for an intermediate value, until `release`. */
  temporary(base: string): number {
    const name = this.unused(base)
    this.temporaries.push(name)
    return this.named(name)
  }

  isTemporary(index: number): boolean {
    return this.temporaries.includes(this.names[index] ?? '')
  }

  mark(): number {
    return this.temporaries.length
  }

  /** Releases the intermediate registers that were allocated since a mark. */
  release(mark: number): void {
    this.temporaries.length = mark
  }

  /** Saves which registers are in use; the returned function restores that. */
  checkpoint(): () => void {
    const active = new Map(this.active)
    const homes = new Map(this.homes)
    const temporaries = [...this.temporaries]
    return () => {
      this.active = new Map(active)
      this.homes = new Map(homes)
      this.temporaries = [...temporaries]
    }
  }
}
