import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { decodeProgram, encodeProgram } from '../../src/program/codec.ts'
import type { Expectation } from '../../src/program/program.ts'

const text = 'lock m\nshared x\nthread P[2]:\ndoorway:\nyield\nend\nacquire m\ncritical:\nx = 1\nend\nrelease m\n'

/** The messages about a program with an expectation, in its JSON form. */
function mistakes(expectation: object, change: (form: string) => string = (form) => form): string[] {
  const read = readInstructionText({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'))
  const expectations = [{ ...expectation, text: '', line: 1 } as Expectation]
  const form = change(JSON.stringify(encodeProgram({ ...read.value, expectations })))
  const decoded = decodeProgram({ name: 'm.json', text: form })
  return decoded.ok ? [] : decoded.errors.map(({ message }) => message)
}

const truth = { kind: 'constant', value: 1 }

test.each([
  [{ kind: 'overtaking', section: '', operator: '<=', bound: 1 }, []],
  [{ kind: 'overtaking', section: '', operator: '==', bound: null }, []],
  [
    { kind: 'overtaking', section: 'A', operator: '<=', bound: 1 },
    ['expectations[0]: no critical section "A" of several threads'],
  ],
  [{ kind: 'temporal', operator: 'always', cases: [{ label: '', condition: truth }] }, []],
  [
    { kind: 'temporal', operator: 'leads-to', cases: [{ label: 'i = 1', condition: truth, goal: truth }], fairness: 'none' },
    [],
  ],
  [
    { kind: 'temporal', operator: 'leads-to', cases: [{ label: '', condition: truth }] },
    ['expectations[0].cases[0]: `leads-to` needs a `goal`'],
  ],
  [
    { kind: 'temporal', operator: 'eventually', cases: [{ label: '', condition: truth, goal: truth }] },
    ['expectations[0].cases[0]: only `leads-to` has a `goal`'],
  ],
  [
    { kind: 'temporal', operator: 'eventually', cases: [{ label: '', condition: { kind: 'register', register: 0 } }] },
    ['expectations[0].cases[0]: a register must name its thread here'],
  ],
  [{ kind: 'finding', finding: 'starvation', present: true, thread: 1, fairness: 'strong' }, []],
  [{ kind: 'finding', finding: 'starvation', present: true, thread: 2 }, ['expectations[0]: unknown thread 2']],
  [{ kind: 'finding', finding: 'deadlock', present: true, thread: 1 }, ['expectations[0]: `deadlock` is not about one thread']],
  [
    { kind: 'finding', finding: 'deadlock', present: true, fairness: 'weak' },
    ['expectations[0]: `deadlock` does not depend on fairness'],
  ],
])('%j: %j', (expectation, messages) => {
  expect(mistakes(expectation)).toEqual(messages)
})

test('registers that say who waits must be there, and belong to a section', () => {
  const fine = { kind: 'states', count: 1 }
  const unknown = (form: string): string =>
    form.replace(/"waiting":\[\{"thread":0,"register":\d+/, '"waiting":[{"thread":0,"register":99')
  expect(mistakes(fine, unknown)).toEqual(['invariants[0].waiting[0]: unknown register'])
  expect(mistakes(fine, (form) => form.replace('"section":"",', ''))).toEqual(['invariants[0]: `waiting` needs a `section`'])
})
