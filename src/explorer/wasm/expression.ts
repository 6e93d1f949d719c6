import { Bug, unreachable } from '../../base/bug.ts'
import { estimate, type Ranges } from '../../program/interval.ts'
import type { BinaryOperator, Expression, Place } from '../../program/program.ts'
import type { BlockLabel, FunctionCode } from '../../webassembly/assembler.ts'
import { Op, type SimpleOp, ValueType } from '../../webassembly/opcodes.ts'
import type { ElementIndex, Fields } from './fields.ts'
import type { MonitorCode } from './monitor-code.ts'
import type { Course } from './sites.ts'

/** The plain engine handles longer arrays than this, since generated code tests every element in turn. */
export const longestArray = 64

/** The context of an expression. Generated code jumps to `fault` if the expression has no value. */
export interface Setting {
  readonly code: FunctionCode
  readonly fields: Fields
  /** -1 for invariants. */
  readonly thread: number
  readonly ranges: Ranges
  readonly fault: () => BlockLabel
  /** The way that the step takes, if that matters. */
  readonly course: Course | null
  readonly monitor: MonitorCode | null
}

/**
 * Pushes the value of an expression. The code tests for overflow only if the ranges of the operands do not exclude it.
 */
export function pushExpression(expression: Expression, setting: Setting): void {
  const { code, fields, thread } = setting
  switch (expression.kind) {
    case 'constant':
      code.i32(expression.value)
      return
    case 'register':
      return fields.get(fields.layout.register(thread, expression.register))
    case 'peer':
      return fields.get(fields.layout.register(expression.thread, expression.register))
    case 'aspect':
      throw new Bug('generated code does not look at locks and lines for invariants') // see `isSupported`
    case 'shared': {
      const index = pushIndex(expression, setting)
      return pushElement(expression, index, setting)
    }
    case 'unary':
      pushExpression(expression.operand, setting)
      switch (expression.operator) {
        case 'not':
          code.op(Op.i32Eqz)
          return
        case '~':
          code.i32(-1).op(Op.i32Xor)
          return
        case '-': {
          const operand = code.local(ValueType.i32)
          code.set(operand)
          if (estimate(expression, setting.ranges).fails) {
            code.get(operand).i32(-2147483648).op(Op.i32Eq).branchIf(setting.fault())
          }
          code.i32(0).get(operand).op(Op.i32Sub)
          return
        }
        default:
          return unreachable(expression)
      }
    case 'binary':
      return pushBinary(expression, setting)
    default:
      return unreachable(expression)
  }
}

/** The operators that are a single WebAssembly instruction. */
const direct = {
  '&': Op.i32And,
  '|': Op.i32Or,
  '^': Op.i32Xor,
  '==': Op.i32Eq,
  '!=': Op.i32Ne,
  '<': Op.i32LtS,
  '<=': Op.i32LeS,
  '>': Op.i32GtS,
  '>=': Op.i32GeS,
} satisfies Partial<Record<BinaryOperator, SimpleOp>>

function pushBinary(expression: Expression & { kind: 'binary' }, setting: Setting): void {
  const { code } = setting
  const { operator, left, right } = expression
  switch (operator) {
    case 'and':
    case 'or':
      pushExpression(left, setting)
      code.if(ValueType.i32)
      if (operator === 'or') code.i32(1)
      else pushSometimes(right, setting)
      code.else()
      if (operator === 'or') pushSometimes(right, setting)
      else code.i32(0)
      code.end()
      return
    case '+':
      return pushSum(left, right, 'add', setting, estimate(expression, setting.ranges).fails)
    case '-':
      return pushSum(left, right, 'subtract', setting, estimate(expression, setting.ranges).fails)
    case '*':
      return pushSum(left, right, 'multiply', setting, estimate(expression, setting.ranges).fails)
    case '//':
    case '%':
      return pushDivision(expression, setting)
    case '<<':
    case '>>':
      return pushShift(expression, setting)
    case 'max':
    case 'min':
      return pushExtreme(expression, setting)
    default: // all others, or this index does not compile
      pushExpression(left, setting)
      pushExpression(right, setting)
      code.op(direct[operator])
  }
}

/** Pushes the greater or the lesser of two values. */
function pushExtreme({ operator, left, right }: Expression & { kind: 'binary' }, setting: Setting): void {
  const { code } = setting
  const [one, other] = [code.local(ValueType.i32), code.local(ValueType.i32)]
  pushExpression(left, setting)
  code.set(one)
  pushExpression(right, setting)
  code.set(other)
  code.get(one).get(other)
  code
    .get(one)
    .get(other)
    .op(operator === 'max' ? Op.i32GtS : Op.i32LtS)
    .op(Op.select)
}

function pushTruth(expression: Expression, setting: Setting): void {
  pushExpression(expression, setting)
  setting.code.i32(0).op(Op.i32Ne)
}

/** Pushes the truth of an expression that is not always evaluated. */
function pushSometimes(expression: Expression, setting: Setting): void {
  const { course } = setting
  if (course === null) pushTruth(expression, setting)
  else course.sometimes(() => pushTruth(expression, setting))
}

type Arithmetic = 'add' | 'subtract' | 'multiply'

const arithmetic: Readonly<Record<Arithmetic, { short: SimpleOp; long: SimpleOp }>> = {
  add: { short: Op.i32Add, long: Op.i64Add },
  subtract: { short: Op.i32Sub, long: Op.i64Sub },
  multiply: { short: Op.i32Mul, long: Op.i64Mul },
}

/** Pushes a sum, difference or product; in 64 bits, if it may overflow. */
export function pushSum(left: Expression, right: Expression, kind: Arithmetic, setting: Setting, mayOverflow: boolean): void {
  const { code } = setting
  const { short, long } = arithmetic[kind]
  pushExpression(left, setting)
  if (!mayOverflow) {
    pushExpression(right, setting)
    code.op(short)
    return
  }
  code.op(Op.extendS)
  pushExpression(right, setting)
  code.op(Op.extendS, long)
  popLong(setting)
}

/** Converts the 64-bit number on the stack to 32 bits, or jumps to the fault. */
function popLong({ code, fault }: Setting): void {
  const result = code.local(ValueType.i64)
  code.tee(result).get(result).op(Op.wrap, Op.extendS, Op.i64Ne).branchIf(fault())
  code.get(result).op(Op.wrap)
}

/** Pushes a division or remainder that rounds down; those of WebAssembly round towards 0. */
function pushDivision({ operator, left, right }: Expression & { kind: 'binary' }, setting: Setting): void {
  const { code } = setting
  const [dividend, divisor, rest] = [code.local(ValueType.i32), code.local(ValueType.i32), code.local(ValueType.i32)]
  pushExpression(left, setting)
  code.set(dividend)
  pushExpression(right, setting)
  code.tee(divisor).op(Op.i32Eqz).branchIf(setting.fault())
  const adjust = (): void => {
    code.get(dividend).get(divisor).op(Op.i32RemS).tee(rest).i32(0).op(Op.i32Ne)
    code.get(rest).get(divisor).op(Op.i32Xor).i32(0).op(Op.i32LtS, Op.i32And)
  }
  if (operator === '%') {
    adjust()
    code.if(ValueType.i32)
    code.get(rest).get(divisor).op(Op.i32Add).else().get(rest).end()
    return
  }
  code.get(dividend).i32(-2147483648).op(Op.i32Eq).get(divisor).i32(-1).op(Op.i32Eq, Op.i32And).branchIf(setting.fault())
  code.get(dividend).get(divisor).op(Op.i32DivS)
  adjust()
  code.op(Op.i32Sub)
}

function pushShift({ operator, left, right }: Expression & { kind: 'binary' }, setting: Setting): void {
  const { code } = setting
  const count = code.local(ValueType.i32)
  pushExpression(left, setting)
  if (operator === '<<') code.op(Op.extendS)
  pushExpression(right, setting)
  code.tee(count).i32(31).op(Op.i32GtU).branchIf(setting.fault())
  code.get(count)
  if (operator === '>>') {
    code.op(Op.i32ShrS)
    return
  }
  code.op(Op.extendU, Op.i64Shl)
  popLong(setting)
}

/** Computes the index of a place, and jumps to the fault if it is outside of the array. */
export function pushIndex(place: Place, setting: Setting): ElementIndex {
  const { code } = setting
  if (place.index === null) return { known: 0 }
  const length = setting.ranges.length(place.variable)
  const { index } = place
  if (index.kind === 'constant' && index.value >= 0 && index.value < length) return { known: index.value }
  const local = code.local(ValueType.i32)
  pushExpression(index, setting)
  code.tee(local).i32(length).op(Op.i32GeU).branchIf(setting.fault())
  setting.course?.note(local, length)
  return { local }
}

/** Pushes the value of an element. */
export function pushElement(place: Place, index: ElementIndex, { code, fields, ranges }: Setting): void {
  const slot = (element: number): number => fields.layout.shared(place.variable, element)
  if ('known' in index) return fields.get(slot(index.known))
  fields.get(slot(0))
  for (let element = 1; element < ranges.length(place.variable); element++) {
    fields.get(slot(element))
    code.get(index.local).i32(element).op(Op.i32Ne, Op.select)
  }
}

/** Stores the value of a local into an element. */
export function storeElement(place: Place, index: ElementIndex, value: number, { code, fields, ranges }: Setting): void {
  const slot = (element: number): number => fields.layout.shared(place.variable, element)
  if ('known' in index) {
    code.get(value)
    fields.set(slot(index.known))
    return
  }
  for (let element = 0; element < ranges.length(place.variable); element++) {
    code.get(index.local).i32(element).op(Op.i32Eq).if()
    code.get(value)
    fields.set(slot(element))
    code.end()
  }
}
