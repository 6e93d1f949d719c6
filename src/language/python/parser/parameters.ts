import type { Span } from '../../../base/source.ts'
import type { Parameter } from '../syntax/tree.ts'
import { failAt } from './failure.ts'

/** The parameters of a definition as they are read, and what `/` and `*` among them mean. */
export class ParameterList {
  /** How the next one is passed. */
  passing: 'either' | 'keyword' = 'either'
  private found: Parameter[] = []
  private hasSlash = false
  private openStar: Span | null = null

  add(parameter: Parameter, at: Span): void {
    if (this.found.at(-1)?.passing === 'rest-keywords') wrong(at, 'a parameter after `**`')
    if (parameter.passing === 'rest') this.star(at)
    if (parameter.passing === 'keyword' || parameter.passing === 'rest') this.openStar = null
    this.found.push(parameter)
  }

  /** `*`: those that follow are passed by name. */
  star(at: Span): void {
    if (this.passing === 'keyword' || this.found.at(-1)?.passing === 'rest-keywords') wrong(at, '`*` at a wrong place')
    this.passing = 'keyword'
    this.openStar = at
  }

  /** `/`: those before are passed by position. */
  slash(at: Span): void {
    const isLate = this.passing === 'keyword' || this.found.some(({ passing }) => passing === 'rest-keywords')
    if (this.hasSlash || this.found.length === 0 || isLate) wrong(at, '`/` at a wrong place')
    this.hasSlash = true
    this.found = this.found.map((each) => ({ ...each, passing: 'positional' }))
  }

  finish(): Parameter[] {
    if (this.openStar !== null) wrong(this.openStar, 'expected a parameter after `*`')
    return this.found
  }
}

function wrong({ start, end }: Span, what: string): never {
  failAt(start, end, what)
}
