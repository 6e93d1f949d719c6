import { expect, test } from 'vitest'
import { everydayPrograms, expectedOutcomes, machineOutcome } from './everyday.ts'

/** Programs that no order of execution can make right: they show addresses, or the order of hashes. */
const refusedOnPurpose = /: refused/

test('everyday programs do in the machine what they do in CPython', () => {
  const programs = everydayPrograms(`${import.meta.dirname}/everyday`)
  const expected = expectedOutcomes(programs)
  const refused: string[] = []
  const different = programs.flatMap((program, index) => {
    const outcome = machineOutcome(program)
    if (typeof outcome === 'string') {
      refused.push(`${program.name}: ${outcome}`)
      return []
    }
    const wanted = refusedOnPurpose.test(program.name) ? 'a refusal' : expected[index]
    return JSON.stringify(outcome) === JSON.stringify(wanted) ? [] : [{ name: program.name, outcome, wanted }]
  })
  const surprising = refused.filter((each) => !refusedOnPurpose.test(each))
  expect(different).toEqual([])
  expect(programs.length).toBeGreaterThan(400)
  if (surprising.length > programs.length / 20) expect(surprising).toEqual([])
})
