import type { Span } from '../../../base/source.ts'
import type { Cell, Frame } from '../../lowering/cell.ts'
import { Flow } from '../../lowering/control-flow.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Choices, Library, Surrounding } from '../../lowering/lowering.ts'
import type { Pass } from '../../lowering/pass.ts'
import type { Arguments, Value } from '../../lowering/values.ts'
import { library } from '../library/registry.ts'
import { raiseNamed } from '../objects/exceptions.ts'
import type { Expr, Statement } from '../syntax/tree.ts'
import { assignTo } from './assignments.ts'
import { argumentsOf } from './call-expressions.ts'
import { evaluate, evaluateElements, testOf } from './expressions.ts'
import { callValue } from './function-calls.ts'
import type { Running } from './running.ts'
import { executeStatements } from './statements.ts'

/** The lowering of one thread; connects its parts. */
export class ThreadLowering implements Running {
  readonly pass: Pass
  readonly flow: Flow
  readonly choices: Choices
  readonly globals: Map<string, Cell>
  readonly library: Library = library
  readonly newborn: Set<HeapObject> = new Set()
  initial = false
  frame: Frame | null = null
  surroundings: Surrounding[] = []
  path = ''
  calls = 0
  bodyDepth = 0
  /** Called when module code starts its first thread. */
  onStart: () => void = () => {}

  constructor(pass: Pass, thread: string, choices: Choices, globals: Map<string, Cell>) {
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

  elements(expression: Expr): Value {
    return evaluateElements(this, expression)
  }

  arguments(call: Expr & { readonly kind: 'call' }): Arguments {
    return argumentsOf(this, call)
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

  unassigned(cell: Cell): string {
    return cell.depth > 0 ? 'UnboundLocalError' : 'NameError'
  }

  startThreads(): void {
    if (!this.initial) return
    this.initial = false
    // If module code starts its threads in a function, its body is that function.
    this.bodyDepth = this.calls
    this.flow.quiet = false
    this.onStart()
  }
}
