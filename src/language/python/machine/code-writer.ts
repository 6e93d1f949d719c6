import type { Span } from '../../../base/source.ts'
import type { Opcode } from './code.ts'
import type { Code, Op, Region, Value } from './objects.ts'
import type { Scope, Scopes } from './scopes.ts'

/** A place in the code that is not known yet. */
export interface Label {
  at: number
  readonly users: number[]
}

/** What `break`, `continue` and `return` have to leave on their way. */
export type Block =
  | { readonly kind: 'loop'; readonly start: Label; readonly end: Label; readonly hasIterator: boolean }
  | { readonly kind: 'leave'; readonly write: () => void }

/** A part of the code whose exceptions have a handler, except in its holes. */
interface Protected {
  readonly from: number
  readonly to: number
  readonly target: Label
  readonly iterators: number
  readonly handling: number
  readonly level: number
  readonly holes: { readonly from: number; readonly to: number }[]
}

interface Details {
  readonly a?: number
  readonly name?: string
  readonly value?: Value
  readonly names?: readonly string[]
  readonly code?: Code
}

const none: readonly string[] = []

/** Writes the code of one function, class body or module. */
export class CodeWriter {
  readonly instructions: Op[] = []
  readonly regions: Region[] = []
  readonly scope: Scope
  readonly scopes: Scopes
  readonly locals: string[]
  readonly cells: string[]
  readonly free: string[]
  readonly className: string | null
  readonly qualified: string
  blocks: Block[] = []
  /** How many iterators, and exceptions that are handled, there are where the code is written. */
  iterators = 0
  handling = 0
  private hidden = 0

  constructor(scope: Scope, scopes: Scopes, parameters: readonly string[], className: string | null, qualified: string) {
    this.scope = scope
    this.scopes = scopes
    this.className = className
    this.qualified = qualified
    const own = scope.kind === 'function' ? [...scope.bound].filter((name) => !scope.globals.has(name)) : []
    this.locals = [...parameters, ...own.filter((name) => !parameters.includes(name) && !scope.free.has(name))]
    this.cells = [...scope.cells].sort()
    this.free = [...scope.free].sort()
  }

  emit(op: Opcode, span: Span, { a = 0, name = '', value = null, names = none, code }: Details = {}): void {
    this.instructions.push({ op, a, name, value, names, code: code ?? null, span })
  }

  label(): Label {
    return { at: -1, users: [] }
  }

  jump(op: Opcode, to: Label, span: Span): void {
    to.users.push(this.instructions.length)
    this.emit(op, span, { a: to.at })
  }

  place(label: Label): void {
    label.at = this.instructions.length
    for (const user of label.users) {
      const op = this.instructions[user]
      if (op !== undefined) this.instructions[user] = { ...op, a: label.at }
    }
  }

  private readonly finished: Protected[] = []
  private active: Protected[] = []

  /** Makes exceptions of what `body` writes continue at `target`. */
  protect(target: Label, body: () => void): void {
    const { iterators, handling, blocks, active } = this
    const region = { from: this.instructions.length, to: -1, target, iterators, handling, level: blocks.length, holes: [] }
    this.active = [...active, region]
    body()
    this.active = active
    this.finished.push({ ...region, to: this.instructions.length })
  }

  /** Writes code on the way out of blocks, which the regions of these blocks do not protect. */
  suspend(write: () => void): void {
    const from = this.instructions.length
    const { active } = this
    const left = active.filter(({ level }) => level >= this.blocks.length)
    this.active = active.filter(({ level }) => level < this.blocks.length)
    write()
    this.active = active
    for (const { holes } of left) holes.push({ from, to: this.instructions.length })
  }

  /** A place for a value that has no name in the program. */
  temporary(): number {
    this.locals.push(`.${this.hidden++}`)
    return this.locals.length - 1
  }

  /** Where a name lives: a number for a place of the frame, which cells follow. */
  where(name: string): { readonly kind: 'local' | 'cell' | 'name' | 'global'; readonly at: number } {
    const { scope } = this
    if (scope.globals.has(name)) return { kind: 'global', at: 0 }
    const cell = this.cells.indexOf(name)
    if (cell !== -1 && !(scope.kind === 'class' && name !== '__class__')) return { kind: 'cell', at: cell }
    const free = this.free.indexOf(name)
    if (free !== -1 && !(scope.kind === 'class' && scope.bound.has(name))) return { kind: 'cell', at: this.cells.length + free }
    if (scope.kind === 'class') return { kind: 'name', at: 0 }
    if (scope.kind === 'module') return { kind: 'global', at: 0 }
    const local = scope.bound.has(name) || this.locals.includes(name) ? this.locals.indexOf(name) : -1
    return local === -1 ? { kind: 'global', at: 0 } : { kind: 'local', at: local }
  }

  /** A private name of a class: `__x` is `_C__x`. */
  mangled(name: string): string {
    const isPrivate = this.className !== null && name.startsWith('__') && !name.endsWith('__') && !name.includes('.')
    return isPrivate ? `_${this.className?.replace(/^_+/, '')}${name}` : name
  }

  finish(
    parts: Omit<Code, 'index' | 'instructions' | 'regions' | 'locals' | 'slots' | 'cells' | 'free' | 'qualified'>,
    codes: Code[],
  ): Code {
    for (const region of this.finished) this.regions.push(...piecesOf(region))
    const code: Code = {
      ...parts,
      index: codes.length,
      qualified: this.qualified,
      locals: this.locals,
      slots: this.locals.length + this.cells.length + this.free.length,
      cells: this.cells,
      free: this.free,
      instructions: this.instructions,
      regions: this.regions,
    }
    codes.push(code)
    return code
  }
}

function piecesOf({ from, to, target, iterators, handling, holes }: Protected): Region[] {
  const pieces: Region[] = []
  let start = from
  for (const hole of [...holes, { from: to, to }]) {
    if (hole.from > start) pieces.push({ from: start, to: hole.from, target: target.at, depth: iterators, handling })
    start = Math.max(start, hole.to)
  }
  return pieces
}
