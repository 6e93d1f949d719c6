import { Bug } from '../base/bug.ts'
import type { MemoryAccess, SimpleOp, ValueType, VectorOp } from './opcodes.ts'

/** A growing array of bytes; it encodes numbers in LEB128. */
class Bytes {
  private bytes = new Uint8Array(1024)
  length = 0

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.length++] = value
  }

  unsigned(value: number): void {
    let rest = value
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest & 0x7f) | 0x80)
    this.byte(rest)
  }

  signed(value: bigint): void {
    let rest = value
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80)
    this.byte(Number(rest & 0x7fn))
  }

  text(text: string): void {
    this.append(new TextEncoder().encode(text), true)
  }

  append(bytes: Uint8Array, counted: boolean): void {
    if (counted) this.unsigned(bytes.length)
    for (const byte of bytes) this.byte(byte)
  }

  truncate(length: number): void {
    this.length = length
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
}

/** The target of a branch: the number of blocks that were open when it was opened. */
export type BlockLabel = number

/** A function's code under construction. Parameters are the first locals. */
export class FunctionCode {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
  private readonly locals: ValueType[] = []
  private readonly code = new Bytes()
  private open = 0

  constructor(parameters: readonly ValueType[], results: readonly ValueType[]) {
    this.parameters = parameters
    this.results = results
  }

  local(type: ValueType): number {
    return this.parameters.length + this.locals.push(type) - 1
  }

  op(...ops: readonly SimpleOp[]): this {
    for (const op of ops) this.code.byte(op)
    return this
  }

  i32(value: number): this {
    this.code.byte(0x41)
    this.code.signed(BigInt(value | 0))
    return this
  }

  i64(value: bigint): this {
    this.code.byte(0x42)
    this.code.signed(BigInt.asIntN(64, value))
    return this
  }

  get(local: number): this {
    return this.indexed(0x20, local)
  }

  set(local: number): this {
    return this.indexed(0x21, local)
  }

  tee(local: number): this {
    return this.indexed(0x22, local)
  }

  getGlobal(global: number): this {
    return this.indexed(0x23, global)
  }

  setGlobal(global: number): this {
    return this.indexed(0x24, global)
  }

  call(index: number): this {
    return this.indexed(0x10, index)
  }

  memory(access: MemoryAccess, offset = 0): this {
    this.code.byte(access.code)
    this.code.unsigned(access.align)
    this.code.unsigned(offset)
    return this
  }

  /** Instructions on vectors of bytes. */
  vector(...ops: readonly VectorOp[]): this {
    for (const op of ops) {
      this.code.byte(0xfd)
      this.code.unsigned(op)
    }
    return this
  }

  /** Pops an address; pushes the 16 bytes there, at an offset. */
  loadVector(offset: number): this {
    for (const byte of [0xfd, 0x00, 0x00]) this.code.byte(byte)
    this.code.unsigned(offset)
    return this
  }

  /** Pops 16 bytes and, before them, an address: writes them there, at an offset. */
  storeVector(offset: number): this {
    for (const byte of [0xfd, 0x0b, 0x00]) this.code.byte(byte)
    this.code.unsigned(offset)
    return this
  }

  /** Sets bytes of the memory: pops the address, the byte and the number of bytes. */
  fill(): this {
    for (const byte of [0xfc, 0x0b, 0x00]) this.code.byte(byte)
    return this
  }

  block(): BlockLabel {
    return this.opened(0x02)
  }

  loop(): BlockLabel {
    return this.opened(0x03)
  }

  /** Pops a condition. */
  if(type: ValueType | null = null): BlockLabel {
    return this.opened(0x04, type)
  }

  else(): this {
    this.code.byte(0x05)
    return this
  }

  end(): this {
    this.open--
    this.code.byte(0x0b)
    return this
  }

  branch(label: BlockLabel): this {
    return this.indexed(0x0c, this.open - label)
  }

  branchIf(label: BlockLabel): this {
    return this.indexed(0x0d, this.open - label)
  }

  /** Pops an index: branches to the label at that position in the list, or to `otherwise`. */
  branchTable(labels: readonly BlockLabel[], otherwise: BlockLabel): this {
    this.code.byte(0x0e)
    this.code.unsigned(labels.length)
    for (const label of [...labels, otherwise]) this.code.unsigned(this.open - label)
    return this
  }

  /** Returns the current position, for `rewind`. */
  mark(): { length: number; open: number } {
    return { length: this.code.length, open: this.open }
  }

  rewind({ length, open }: { length: number; open: number }): void {
    this.code.truncate(length)
    this.open = open
  }

  /** Returns the body in the encoding of the code section. */
  body(): Uint8Array {
    if (this.open !== 0) throw new Bug('an open block in generated code')
    const body = new Bytes()
    body.unsigned(this.locals.length)
    for (const type of this.locals) {
      body.unsigned(1)
      body.byte(type)
    }
    body.append(this.code.view(), false)
    body.byte(0x0b)
    return body.view()
  }

  private indexed(op: number, index: number): this {
    this.code.byte(op)
    this.code.unsigned(index)
    return this
  }

  private opened(op: number, type: ValueType | null = null): BlockLabel {
    this.code.byte(op)
    this.code.byte(type ?? 0x40)
    return ++this.open
  }
}

export interface ImportedFunction {
  readonly name: string
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/** A module with one imported memory (`host.memory`, shared between threads or not), imported functions, and mutable globals of 32 bits, all exported. */
export interface ModuleParts {
  readonly isShared: boolean
  readonly imports: readonly ImportedFunction[]
  readonly functions: readonly FunctionCode[]
  readonly globals: readonly string[]
  /** Names of exported functions, by number (imported ones come first). */
  readonly exports: ReadonlyMap<string, number>
}

/** Returns the bytes of a module (WebAssembly Core Specification, 5.5). */
export function assemble({ isShared, imports, functions, globals, exports }: ModuleParts): Uint8Array<ArrayBuffer> {
  const module = new Bytes()
  for (const byte of [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]) module.byte(byte)
  const section = (id: number, count: number, fill: (bytes: Bytes) => void): void => {
    const content = new Bytes()
    content.unsigned(count)
    fill(content)
    module.byte(id)
    module.append(content.view(), true)
  }
  const all = [...imports, ...functions]
  section(1, all.length, (bytes) => {
    for (const { parameters, results } of all) {
      bytes.byte(0x60)
      bytes.append(Uint8Array.from(parameters), true)
      bytes.append(Uint8Array.from(results), true)
    }
  })
  section(2, imports.length + 1, (bytes) => {
    bytes.text('host')
    bytes.text('memory')
    for (const byte of isShared ? [0x02, 0x03, 0x00] : [0x02, 0x00, 0x00]) bytes.byte(byte) // at least 0 pages
    if (isShared) bytes.unsigned(65536) // at most
    imports.forEach(({ name }, index) => {
      bytes.text('host')
      bytes.text(name)
      bytes.byte(0x00)
      bytes.unsigned(index)
    })
  })
  section(3, functions.length, (bytes) => {
    functions.forEach((_, index) => {
      bytes.unsigned(imports.length + index)
    })
  })
  section(6, globals.length, (bytes) => {
    for (const _ of globals) for (const byte of [0x7f, 0x01, 0x41, 0x00, 0x0b]) bytes.byte(byte)
  })
  section(7, exports.size + globals.length, (bytes) => {
    for (const [name, index] of exports) {
      bytes.text(name)
      bytes.byte(0x00)
      bytes.unsigned(index)
    }
    globals.forEach((name, index) => {
      bytes.text(name)
      bytes.byte(0x03)
      bytes.unsigned(index)
    })
  })
  section(10, functions.length, (bytes) => {
    for (const each of functions) bytes.append(each.body(), true)
  })
  return module.view().slice()
}
