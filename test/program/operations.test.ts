import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'
import { decodeProgram, encodeProgram } from '../../src/program/codec.ts'
import { type Opcode, operations, type Role } from '../../src/program/operations.ts'
import { operationText } from '../../src/program/print.ts'
import type { Program } from '../../src/program/program.ts'

/** What the form of an instruction shows for an operand of a role; null where it shows nothing of its own. */
const letters: Readonly<Record<Role, readonly string[] | null>> = {
  register: ['r'],
  accumulator: ['r'],
  'optional register': null,
  place: ['x'],
  value: ['e', 'old', 'new'],
  awaited: ['e'],
  lock: ['m'],
  semaphore: ['s'],
  condition: ['c'],
  channel: ['c'],
  barrier: ['b'],
  thread: ['t'],
  least: ['a..b'],
  greatest: null,
  target: ['L'],
  end: null,
  name: ['Name'],
  operand: null,
  operands: null,
  mark: null,
}

const rows = Object.entries(operations)

test.each(rows)('the form of %s shows its operands', (opcode, { form, operands }) => {
  if (form === null) return
  const [word, ...shown] = form.split(/,? /)
  expect(word).toBe(opcode)
  const expected = Object.values<Role>(operands).flatMap((role) => (letters[role] === null ? [] : [letters[role]]))
  expect(shown.length).toBe(expected.length)
  for (const [index, letter] of shown.entries()) expect(expected[index]).toContain(letter)
})

test.each(rows)('registers that %s writes are called `to`', (_, { operands }) => {
  const writing: readonly Role[] = ['register', 'accumulator', 'optional register']
  for (const [field, role] of Object.entries<Role>(operands)) expect(field === 'to').toBe(writing.includes(role))
})

/** A program in which every form of the table stands, with the names of its operands declared. */
const everything = `shared x
lock m
semaphore s = 1
condition c
barrier b = 1
channel k
thread t unstarted:
  fence
thread A:
  let r, 0
${rows
  .flatMap(([, { form }]) => (form === null ? [] : [form]))
  .map(
    (form) =>
      `  ${form
        .replace('close c', 'close k')
        .replace(/\b(old|new|e)\b/g, '1')
        .replace('a..b', '0..2')}`,
  )
  .join('\n')}
  L:
  yield
`

async function program(text: string): Promise<Program> {
  const read = await readModel({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join())
  return read.value.program
}

test('every form of the table is read, and its instruction printed as it is written', async () => {
  const read = await program(everything)
  const { codes, threads } = read
  const code = threads[1]?.code ?? -1
  const instructions = codes[code]?.instructions ?? []
  const lines = everything.split('\n')
  for (const each of instructions) {
    const text = operationText(read, code, each, () => 'L')
    expect(text).toBe(lines[each.line - 1]?.trim())
  }
  expect(new Set(instructions.map(({ op }) => op)).size).toBe(rows.filter(([, { form }]) => form !== null).length)
})

test('the JSON form of a program with every instruction is read as it was written', async () => {
  const written = await program(
    `${everything}\nthread B:\n  op f(1):\n  return 2\n  end\n  atomic:\n  load q, x\n  end\n  receive r, ok, k\n  send k, 1\n`,
  )
  const decoded = decodeProgram({ name: 'test.json', text: JSON.stringify(encodeProgram(written)) })
  expect(decoded.ok && decoded.value).toEqual(written)
  const opcodes = new Set(written.codes.flatMap(({ instructions }) => instructions.map(({ op }): Opcode => op)))
  expect([...opcodes].sort()).toEqual(Object.keys(operations).sort())
})

test.each([
  ['fetch_add r, a[r], 2', '{([0, 0, 2, 0], 0)}'],
  ['fetch_add r, a[r], r + 2', '{([0, 0, 4, 0], 0)}'],
  ['fetch_max r, a[r], 9', '{([0, 0, 4, 0], 0)}'],
  ['fetch_min r, a[r], 0 - 2', '{([0, 0, 3, 0], 0)}'],
  ['exchange r, a[r], 8', '{([0, 0, 3, 0], 0)}'],
  ['cas r, a[r], 0, 6', '{([0, 0, 1, 0], 1)}'],
])('%s on an array with a modulus uses the register as it was before', async (instruction, outcome) => {
  const text = `shared a[4] mod 5\nthread A:\n  let r, 2\n  ${instruction}\nexpect outcomes (a, A.r) = ${outcome}\n`
  const { expectations } = await check(await program(text))
  expect(expectations.map(({ why }) => why)).toEqual([null])
})
