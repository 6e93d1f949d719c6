import { type Move, type Program, readSchedule } from '../internal.ts'

/** The target of a link: a scenario, and a schedule in it. */
export interface Place {
  readonly scenario: number
  readonly resume: ((program: Program) => readonly Move[]) | null
}

/** Reads `#scenario=2&at=A*2 B` from the page's address. */
export function placeInAddress(scenarios: number): Place {
  const words = new URLSearchParams(location.hash.slice(1))
  const scenario = Number(words.get('scenario') ?? '1') - 1
  const at = words.get('at')
  return {
    scenario: Number.isInteger(scenario) && scenario >= 0 && scenario < scenarios ? scenario : 0,
    resume: at === null ? null : (program) => readSchedule(program, at).moves,
  }
}

/** Writes the current scenario and schedule to the address, so that a copied link reopens them. */
export function writeAddress(scenario: number, schedule: string): void {
  const words = new URLSearchParams(location.hash.slice(1))
  words.set('scenario', `${scenario + 1}`)
  if (schedule === '') words.delete('at')
  else words.set('at', schedule)
  replaceFragment(words)
}

export function replaceFragment(words: URLSearchParams): void {
  try {
    history.replaceState(null, '', `#${words}`)
  } catch {
    // Some browsers forbid it for files; the page works without.
  }
}
