import { present } from '../base/bug.ts'
import { rangesAt } from '../program/flow.ts'
import { anyInteger, type Ranges } from '../program/interval.ts'
import type { Code, Expression, FailureKind, Instruction, Place, Program } from '../program/program.ts'
import { rangesOf } from '../program/ranges.ts'
import { type Fault, type Lowered, lowerExpression, lowerIndex, type Names } from './expressions.ts'
import type { Cell, Statement, Term, Variable } from './model.ts'
import type { Needs } from './needs.ts'
import { refusalOf } from './refusal.ts'
import { cellOf, number, read, when } from './terms.ts'
import { exposedKey, type Globals } from './variables.ts'

/** What instructions of one process are lowered with. */
export class Context {
  readonly program: Program
  readonly globals: Globals
  readonly needs: Needs
  readonly code: number
  readonly threads: readonly number[]
  /** By register: null if claims name it, so that it is global. */
  readonly registers: readonly (Variable | null)[]
  /** How often it held the lock of its `wait`; null if it takes it once. */
  readonly saved: Variable | null
  /** What it received in this step, and whether it did; null if it receives nothing. */
  readonly message: Variable | null
  readonly messageOk: Variable | null
  readonly failures: Set<FailureKind> = new Set()
  private scratch: Variable | null = null
  private readonly nameScratch: () => string

  /** `nameScratch` names one more variable of the process. */
  constructor(
    fields: Pick<
      Context,
      'program' | 'globals' | 'needs' | 'code' | 'threads' | 'registers' | 'saved' | 'message' | 'messageOk'
    >,
    nameScratch: () => string,
  ) {
    this.nameScratch = nameScratch
    this.program = fields.program
    this.globals = fields.globals
    this.needs = fields.needs
    this.code = fields.code
    this.threads = fields.threads
    this.registers = fields.registers
    this.saved = fields.saved
    this.message = fields.message
    this.messageOk = fields.messageOk
  }

  /** A variable of the process that is 0 between steps. */
  get old(): Variable {
    this.scratch ??= {
      name: this.nameScratch(),
      scope: 'thread',
      length: null,
      ...anyInteger,
      initial: this.threads.map(() => 0),
      comment: 'only within steps',
    }
    return this.scratch
  }

  /** All variables of the process. Those within steps are known only when its code has been lowered. */
  get locals(): readonly Variable[] {
    return [...this.registers, this.saved, this.message, this.messageOk, this.scratch].filter((each) => each !== null)
  }

  get body(): Code {
    return present(this.program.codes[this.code], 'code')
  }

  instruction(pc: number): Instruction {
    return present(this.body.instructions[pc], 'instruction')
  }

  register(register: number): Variable {
    const own = this.registers[register]
    if (own !== null && own !== undefined) return own
    const [thread = -1] = this.threads
    return present(this.globals.exposed.get(exposedKey(thread, register)), 'register that claims name')
  }

  registerCell(register: number): Cell {
    return cellOf(this.register(register))
  }

  /** What is known of values at a position; null if nothing. */
  rangesAt(pc: number): Ranges | null {
    const { flow } = rangesOf(this.program)
    const here = flow?.at[this.code]?.[pc] ?? null
    return flow === null || here === null ? null : rangesAt(this.program, flow.shared, here)
  }

  lower(expression: Expression, pc: number): Lowered {
    return lowerExpression(expression, this.names(pc), this.rangesAt(pc))
  }

  /** Returns the cell of a place, and when it has none. */
  place({ variable, index }: Place, pc: number): { readonly cell: Cell; readonly faults: readonly Fault[] } {
    const shared = present(this.globals.shared[variable], 'variable')
    if (index === null) return { cell: cellOf(shared, shared.length === null ? null : number(0)), faults: [] }
    const { term, faults } = lowerIndex(index, shared, this.names(pc), this.rangesAt(pc))
    return { cell: cellOf(shared, term), faults }
  }

  /** Returns what fails if one of the faults applies. */
  checks(faults: readonly Fault[]): Statement[] {
    return faults.flatMap(({ when: condition, failure }) => when(condition, [this.fail(failure)]))
  }

  fail(failure: FailureKind): Statement {
    this.failures.add(failure)
    return { kind: 'fail', failure }
  }

  private names(pc: number): Names {
    const refuse = (): never => {
      throw refusalOf(
        this.program,
        this.instruction(pc),
        'an instruction that reads what other threads have cannot be exported',
      )
    }
    return {
      register: (register): Term => read(this.register(register)),
      shared: (variable) => present(this.globals.shared[variable], 'variable'),
      peer: refuse,
      aspect: refuse,
    }
  }
}
