import { Bug } from '../../../base/bug.ts'

/** A parameter of a function that Python or one of its modules defines. */
export interface Parameter {
  readonly name: string
  readonly passing: 'positional' | 'either' | 'keyword' | 'rest' | 'other keywords'
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
    else if (stars === '**') found.push({ name, passing: 'other keywords', fallback: null })
    else if (stars === '*') {
      passing = 'keyword'
      if (name !== '') found.push({ name, passing: 'rest', fallback: null })
    } else if (name !== '') found.push({ name, passing, fallback })
  }
  return found
}
