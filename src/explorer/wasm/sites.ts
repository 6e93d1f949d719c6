import type { FunctionCode } from '../../webassembly/assembler.ts'
import { Op, ValueType } from '../../webassembly/opcodes.ts'
import { Global } from './globals.ts'

/** The most ways of one step that are distinguished. */
const mostWays = 4096

/** Numbers the sites at which generated code emits successors, one for each way that leads there. */
export class Sites {
  private taken = 0

  get count(): number {
    return this.taken
  }

  /** Allocates `ways` new sites and returns the first. */
  take(ways: number): number {
    const first = this.taken
    this.taken += ways
    return first
  }
}

/**
 * The way that a step under generation takes, as far as its label depends on it: the element that it accesses, whether
 * a `cas` stores. The way is a number in a local, less than `ways`; each way has its own site, so all transitions of a
 * site have one label.
 */
export class Course {
  private readonly sites: Sites
  private readonly code: FunctionCode
  private readonly way: number
  private most = 1
  private lost = false
  private conditional = 0

  constructor(sites: Sites, code: FunctionCode) {
    this.sites = sites
    this.code = code
    this.way = code.local(ValueType.i32)
  }

  /** Whether the ways of the step cannot be distinguished. */
  get isLost(): boolean {
    return this.lost
  }

  /** The number of ways to the current position in the code. */
  get ways(): number {
    return this.most
  }

  /** Begins a step. */
  begin(): void {
    this.most = 1
    this.lost = false
  }

  /** Returns to an earlier number of ways, to generate the other arm of a branch. */
  back(ways: number): void {
    this.most = ways
  }

  /** Distinguishes `size` ways by the value in a local, which is less. */
  note(local: number, size: number): void {
    const { code, way } = this
    if (size === 1) return
    if (this.conditional > 0 || this.most * size > mostWays) {
      this.lost = true
      return
    }
    if (this.most > 1) code.get(way).i32(size).op(Op.i32Mul)
    code.get(local)
    if (this.most > 1) code.op(Op.i32Add)
    code.set(way)
    this.most *= size
  }

  /** Generates code that executes only in some cases: no ways can be distinguished there. */
  sometimes(generate: () => void): void {
    this.conditional++
    generate()
    this.conditional--
  }

  /** Generates the number of the site that reaches the next successor. */
  end(): void {
    const { code, sites, most, way } = this
    code.i32(sites.take(most))
    if (most > 1) code.get(way).op(Op.i32Add)
    code.setGlobal(Global.parent)
  }
}
