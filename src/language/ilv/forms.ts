import { operations } from '../../program/operations.ts'

/** The form of each instruction, by its first word; for errors, help and the language reference. */
export const instructionForms: ReadonlyMap<string, string> = new Map([
  ...Object.entries(operations).flatMap(([opcode, { form }]) => (form === null ? [] : [[opcode, form] as const])),
  ['print', 'print "a", e'],
  ['send', 'send c, e'],
  ['receive', 'receive r, c'],
  ['return', 'return e'],
  ['call', 'call name'],
])
