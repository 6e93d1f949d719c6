/** Seconds for which an animation shows each moment, and the last one. */
const seconds = { each: 1.2, last: 4 } as const

/**
 * Returns CSS that gives the elements of `selector` one style per moment, in an endless loop; `styles` has one entry
 * per moment, the first before the first step.
 */
export function animation(name: string, selector: string, styles: readonly string[]): string {
  const total = (styles.length - 1) * seconds.each + seconds.last
  const frames = styles.flatMap((style, moment) => {
    if (moment > 0 && style === styles[moment - 1]) return []
    return [`${((moment * seconds.each * 100) / total).toFixed(3)}%{${style}}`]
  })
  const keyframes = `@keyframes ${name}{${frames.join('')}100%{${styles.at(-1)}}}`
  return `${keyframes}${selector}{animation:${name} ${total.toFixed(1)}s step-end infinite}`
}

/** Returns a style sheet of animations; `still` has the rules for readers who prefer reduced motion. */
export function styleElement(animations: readonly string[], still: readonly string[]): string {
  return `<style>\n${[...animations, `@media (prefers-reduced-motion:reduce){${still.join('')}}`].join('\n')}\n</style>`
}
