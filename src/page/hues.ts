import { type Program, threadStyles } from '../internal.ts'

/** The class that gives what belongs to a thread its colour, as `graph` has it; page.css knows the shades. */
export function hueOf(program: Program, thread: number): string {
  return `hue-${(threadStyles(program)[thread]?.colourName ?? 'black').replace(' ', '-')}`
}
