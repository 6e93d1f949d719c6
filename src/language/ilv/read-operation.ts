import type { SyntaxNode } from '@lezer/common'
import { Bug, unreachable } from '../../base/bug.ts'
import type { Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type Opcode, type Operation, operations, type Role } from '../../program/operations.ts'
import type { Reading } from '../claims/reading.ts'
import { childOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import { aliasNames, kindsOf } from './aliases.ts'
import { foreignHint } from './foreign.ts'
import { instructionForms } from './forms.ts'
import type { Operands } from './operands.ts'

/** Reads an instruction except a jump or a call: its operands in the order of the table, each by its role. */
export function readOperation(operands: Operands, { problems, source }: Reading, node: SyntaxNode): Operation | null {
  const opcode = opcodes.find((each) => each === operands.opcode)
  if (opcode === undefined) {
    const [kind] = kindsOf(operands.opcode)
    if (kind === undefined || operands.count !== 1) return unknownInstruction(operands.opcode, problems, source, node)
    // A name such as `P`, whose operand is not what it is about: this reports that.
    operands.declared(kind)
    return null
  }
  // Instruction text has no marks.
  const roles = Object.entries<Role>(operations[opcode].operands).filter(([, role]) => role !== 'mark')
  // A range is one operand with two values; an optional operand may be absent.
  const most = roles.filter(([, role]) => role !== 'greatest').length
  const optional = roles.filter(([, role]) => role === 'optional register').length
  if (operands.count !== most && !operands.hasCount(most - optional)) return null
  const fields = roles.map(([field, role]) => [field, operandValue(operands, role, operands.count === most)])
  if (fields.some(([, value]) => value === undefined)) return null
  // The type of the table says that each field has the type of its role.
  return { op: opcode, ...Object.fromEntries(fields) } as Operation
}

const opcodes = Object.keys(operations).filter((opcode) => instructionForms.has(opcode)) as Opcode[]

/** Returns the value of the next operand; undefined after reporting that it cannot be read. */
function operandValue(operands: Operands, role: Role, isFull: boolean): unknown {
  switch (role) {
    case 'register':
    case 'accumulator':
      return operands.register()
    case 'optional register':
      return isFull ? operands.register() : null
    case 'place':
      return operands.place()
    case 'value':
    case 'awaited':
      return operands.expression()
    case 'lock':
    case 'semaphore':
    case 'condition':
    case 'barrier':
    case 'channel':
    case 'thread':
      return operands.declared(role)
    case 'least':
      return operands.least()
    case 'greatest':
      return operands.greatest()
    case 'name':
      return operands.name('exception')?.text
    case 'target':
    case 'end':
    case 'operand':
    case 'operands':
    case 'mark':
      throw new Bug(`an operand of a jump or a block: ${role}`)
    default:
      return unreachable(role)
  }
}

function unknownInstruction(opcode: string, problems: Problems, source: Source, node: SyntaxNode): null {
  const text = textOf(source, node)
  const [kind] = kindsOf(opcode)
  const known = kind === undefined ? null : `write \`${opcode}(${kind[0]})\``
  const hint = known ?? foreignHint(text, text.length) ?? didYouMean(opcode, [...instructionForms.keys(), ...aliasNames])
  problems.error(spanOf(childOf(node, 'Opcode')), `unknown instruction \`${opcode}\``, hint)
  return null
}
