import { Bug } from '../../../base/bug.ts'
import type { Arguments } from '../../lowering/values.ts'

/** A parameter of a function that Python or one of its modules defines. */
export interface Parameter {
  readonly name: string
  readonly passing: 'positional' | 'either' | 'keyword' | 'rest' | 'rest-keywords'
  /** The default value in Python's notation; null if the parameter is required. */
  readonly fallback: string | null
}

/**
 * Parses parameters in Python's notation: `blocking=True, timeout=-1`. Those before `/` are passed by position only,
 * those after `*` by name only; `*args` and `**kwargs` take the rest.
 */
export function signature(text: string): readonly Parameter[] {
  const found: Parameter[] = []
  let passing: 'either' | 'keyword' = 'either'
  for (const part of text.split(',').map((each) => each.trim())) {
    const match = /^(\*{0,2})(\w*)(?:=(.+))?$/.exec(part)
    const [, stars = '', name = '', fallback = null] = match ?? []
    if (part === '/') {
      found.forEach((each, index) => {
        found[index] = { ...each, passing: 'positional' }
      })
    } else if (match === null) throw new Bug(`not a parameter: ${part}`)
    else if (stars === '**') found.push({ name, passing: 'rest-keywords', fallback: null })
    else if (stars === '*') {
      passing = 'keyword'
      if (name !== '') found.push({ name, passing: 'rest', fallback: null })
    } else if (name !== '') found.push({ name, passing, fallback })
  }
  return found
}

/** Reports whether arguments fit parameters; Python raises `TypeError` if they do not. */
export function fits(parameters: readonly Parameter[], { positional, keywords }: Arguments): boolean {
  return fitsNames(parameters, positional.length, [...keywords.keys()])
}

/** The same for a number of positional arguments, and the names of the others. */
export function fitsNames(parameters: readonly Parameter[], count: number, names: readonly string[]): boolean {
  const places = parameters.filter(({ passing }) => passing === 'positional' || passing === 'either')
  const takesMore = parameters.some(({ passing }) => passing === 'rest')
  if (count > places.length && !takesMore) return false
  const isGiven = (parameter: Parameter): boolean =>
    places.indexOf(parameter) >= 0 && places.indexOf(parameter) < count ? true : isNamed(parameter)
  const isNamed = ({ name, passing }: Parameter): boolean => passing !== 'positional' && names.includes(name)
  const takesName = (name: string): boolean =>
    parameters.some((each) => each.name === name && (each.passing === 'keyword' || each.passing === 'either'))
  const isTwice = places.slice(0, count).some(isNamed)
  const takesOthers = parameters.some(({ passing }) => passing === 'rest-keywords')
  if (isTwice || (!takesOthers && !names.every(takesName))) return false
  return parameters.every((each) => each.fallback !== null || isOpen(each) || isGiven(each))
}

/** `*args` and `**kwargs` may be empty. */
function isOpen({ passing }: Parameter): boolean {
  return passing === 'rest' || passing === 'rest-keywords'
}
