import type { Program, ShownExpression } from '../../program/program.ts'
import type { Problems } from '../problems.ts'
import type { Names } from './names.ts'
import { readFinalCondition } from './options.ts'
import { partsOf } from './parts.ts'

/** At most this many expressions fit beside a trace. */
const mostShown = 12

/** Parses expressions to show, separated by commas: `x + y, inside == 1`. */
export function readShown(
  names: Names,
  text: string,
  option: string,
): { readonly shown: readonly ShownExpression[]; readonly problems: readonly Problems[] } {
  const read = partsOf(text)
    .slice(0, mostShown)
    .map((part) => ({ part, ...readFinalCondition(names, part, option) }))
  return {
    shown: read.flatMap(({ part, condition }) => (condition === null ? [] : [{ text: part, expression: condition }])),
    problems: read.map((each) => each.problems),
  }
}

/** Returns a program that shows expressions besides its variables. */
export function withShown(program: Program, shows: readonly ShownExpression[]): Program {
  return shows.length === 0 ? program : { ...program, shows }
}
