import type { Expectation, Expression } from './program.ts'

/** Returns the conditions on states that an expectation is about. */
export function conditionsOf(expectation: Expectation): Expression[] {
  if (expectation.kind === 'temporal') {
    return expectation.cases.flatMap(({ condition, goal }) => (goal === undefined ? [condition] : [condition, goal]))
  }
  return 'condition' in expectation ? [expectation.condition] : []
}
