import { type Program, threadStyles } from '../internal.ts'

/**
 * Returns the class of an element that belongs to a thread. Its colour is the one that `graph` uses; page.css has the
 * shades.
 */
export function hueOf(program: Program, thread: number): string {
  return `hue-${(threadStyles(program)[thread]?.colourName ?? 'black').replace(' ', '-')}`
}
