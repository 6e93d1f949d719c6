import type { Span } from '../../../base/source.ts'
import { Flow } from '../../lowering/control-flow.ts'
import type { Cell, Frame, HeapObject } from '../../lowering/heap.ts'
import type { Arguments, Lowering, PythonChoices, Surrounding } from '../../lowering/lowering.ts'
import type { Pass } from '../../lowering/pass.ts'
import type { Value } from '../../lowering/values.ts'
import type { Expr, Statement } from '../syntax/tree.ts'
import { assignTo } from './assignments.ts'
import { raiseNamed } from './exceptions.ts'
import { evaluate, testOf } from './expressions.ts'
import { callValue } from './function-calls.ts'
import { attempt } from './loop-statements.ts'
import { executeStatements } from './statements.ts'

/** The lowering of one thread; ties the parts together. */
export class ThreadLowering implements Lowering {
  readonly pass: Pass
  readonly flow: Flow
  readonly choices: PythonChoices
  readonly globals: Map<string, Cell>
  readonly newborn: Set<HeapObject> = new Set()
  initial = false
  frame: Frame | null = null
  surroundings: Surrounding[] = []
  path = ''
  calls = 0
  bodyDepth = 0
  /** Called when module code starts its first thread. */
  onStart: () => void = () => {}

  constructor(pass: Pass, thread: string, choices: PythonChoices, globals: Map<string, Cell>) {
    this.pass = pass
    this.flow = new Flow(pass, thread)
    this.choices = choices
    this.globals = globals
  }

  evaluate(expression: Expr): Value {
    return evaluate(this, expression)
  }

  execute(statements: readonly Statement[]): void {
    executeStatements(this, statements)
  }

  assign(target: Expr, value: Value, span: Span): void {
    assignTo(this, target, value, span)
  }

  test(expression: Expr): Value {
    return testOf(this, expression)
  }

  call(callee: Value, args: Arguments, span: Span): Value {
    return callValue(this, callee, args, span)
  }

  raise(exception: string, span: Span): Value {
    return raiseNamed(this, exception, span)
  }

  startThreads(): void {
    if (!this.initial) return
    this.initial = false
    // Where module code starts its threads in a function, that is its body.
    this.bodyDepth = this.calls
    this.flow.quiet = false
    this.onStart()
  }

  loopOrRounds(span: Span, rounds: number, round: () => void): void {
    const { path } = this
    attempt(
      this,
      () => this.flow.loop(span, round),
      () => {
        for (let count = 0; count < rounds && this.flow.reachable; count++) {
          this.path = `${path}[${count}]`
          round()
        }
      },
    )
  }
}
