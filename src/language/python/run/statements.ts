import { Bug, unreachable } from '../../../base/bug.ts'
import { writeCell } from '../../lowering/cells.ts'
import { letOut, targetCell } from '../../lowering/frames.ts'
import { NeedsRounds, Refusal, TooLarge } from '../../lowering/refusals.ts'
import { leaveUpTo } from '../../lowering/unwinding.ts'
import { none, poison } from '../../lowering/values.ts'
import { importModule } from '../library/registry.ts'
import { raiseNamed } from '../objects/exceptions.ts'
import type { Statement } from '../syntax/tree.ts'
import { assignTo, update } from './assignments.ts'
import { defineClass } from './classes.ts'
import { inOrder } from './evaluation-order.ts'
import { jumpIf } from './expressions.ts'
import { functionValue } from './functions.ts'
import { executeFor, executeWhile } from './loop-statements.ts'
import type { Running } from './running.ts'
import { executeRaise, executeTry } from './try.ts'
import { executeWith } from './with.ts'

/** Executes or writes statements, as far as they are reachable. Reports a refused one, and continues with the next. */
export function executeStatements(c: Running, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (!c.flow.reachable) return
    if (c.initial) c.pass.budget.statement(statement.span)
    const mark = c.flow.registers.mark()
    const { frame, surroundings, path, calls } = c
    const { depth, loops } = c.flow
    try {
      executeStatement(c, statement)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal instanceof NeedsRounds || refusal instanceof TooLarge) throw refusal
      c.pass.report(refusal.span, refusal.message, refusal.hint)
      c.pass.budget.refusal(statement.span)
      Object.assign(c, { frame, surroundings, path, calls })
      Object.assign(c.flow, { depth, loops, reachable: true })
      poisonTargets(c, statement)
    }
    c.flow.registers.release(mark)
  }
}

/** Marks the targets of a refused statement as unknown; using them is not a further mistake. */
function poisonTargets(c: Running, statement: Statement): void {
  if (statement.kind === 'import') c.assign({ kind: 'name', name: statement.as, span: statement.span }, poison, statement.span)
  if (statement.kind === 'class' || statement.kind === 'function') {
    c.assign({ kind: 'name', name: statement.definition.name, span: statement.span }, poison, statement.span)
  }
  if (statement.kind !== 'assign') return
  for (const target of statement.targets) if (target.kind === 'name') c.assign(target, poison, statement.span)
}

function executeStatement(c: Running, statement: Statement): void {
  const { span } = statement
  switch (statement.kind) {
    case 'pass':
    case 'scope':
    case 'declare': // `x: int` does nothing
      return
    case 'progress':
      if (!c.initial) c.flow.emit({ op: 'progress' }, span)
      return
    case 'expression':
      c.evaluate(statement.value)
      return
    case 'assign': {
      const [target] = statement.targets
      if (statement.targets.length === 1 && target !== undefined) return assignTo(c, target, c.evaluate(statement.value), span)
      const value = c.evaluate(statement.value)
      const kept = c.initial ? value : c.flow.kept(value, span)
      for (const each of statement.targets) assignTo(c, each, kept, span)
      return
    }
    case 'update':
      return update(c, statement)
    case 'if':
      return executeIf(c, statement)
    case 'while':
      return executeWhile(c, statement)
    case 'for':
      return executeFor(c, statement)
    case 'try':
      return executeTry(c, statement)
    case 'with':
      return executeWith(c, statement)
    case 'function':
      for (const each of statement.definition.decorators) {
        throw new Refusal(each.span, 'decorators of functions are not supported', 'call the decorator: `f = decorator(f)`')
      }
      return writeCell(c, targetCell(c, statement.definition.name), functionValue(c, statement.definition), span)
    case 'class':
      return defineClass(c, statement.definition)
    case 'return':
      return executeReturn(c, statement)
    case 'raise':
      return executeRaise(c, statement)
    case 'assert': {
      const fine = c.flow.label()
      jumpIf(c, statement.test, true, fine)
      if (c.flow.reachable) raiseNamed(c, 'AssertionError', span)
      return c.flow.arrive(fine, span)
    }
    case 'break':
    case 'continue':
      return leaveLoop(c, statement)
    case 'import':
      return executeImport(c, statement)
    case 'delete':
    case 'match':
      throw new Bug(`the reader of the subset builds no ${statement.kind}`)
    default:
      return unreachable(statement)
  }
}

function executeIf(c: Running, statement: Statement & { readonly kind: 'if' }): void {
  const { test, body, otherwise, span } = statement
  const no = c.flow.label()
  const end = c.flow.label()
  jumpIf(c, test, false, no)
  c.execute(body)
  c.flow.jump(end, span)
  c.flow.arrive(no, span)
  c.execute(otherwise)
  c.flow.jump(end, span)
  c.flow.arrive(end, span)
}

function executeReturn(c: Running, { value, span }: Statement & { readonly kind: 'return' }): void {
  const call = c.surroundings.findLast((each) => each.kind === 'call')
  if (call?.kind !== 'call') throw new Bug('`return` outside of a function')
  const result = value === null ? none : (inOrder(c, [value])[0] ?? none)
  if (!c.flow.reachable) return
  letOut(c, result, span)
  c.flow.bind(call.result, result, span)
  leaveUpTo(c, call)
  c.flow.jump(call.exit, span)
}

function leaveLoop(c: Running, { kind, span }: Statement): void {
  const loop = c.surroundings.findLast((each) => each.kind === 'loop' || each.kind === 'call')
  if (loop?.kind !== 'loop') throw new Bug(`\`${kind}\` outside of a loop`)
  leaveUpTo(c, loop)
  if (!c.flow.reachable) return
  if (kind === 'break') loop.reset()
  c.flow.jump(kind === 'break' ? loop.exit : loop.next, span)
}

function executeImport(c: Running, { module, name, as, span }: Statement & { readonly kind: 'import' }): void {
  const found = importModule(module, span)
  const plain = name === null && as !== module && module.startsWith(`${as}.`)
  const value = name === null ? (plain ? importModule(as, span) : found) : c.library.memberOf(module, name, span)
  writeCell(c, targetCell(c, as), value, span)
}
