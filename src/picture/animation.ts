/** Seconds for which an animation stays at each moment, and at the last. */
const seconds = { each: 1.2, last: 4 } as const

/**
 * CSS that gives what `selector` selects a style at each moment, one after the other, again and again; `styles` has one
 * for each moment, the first before anything has happened.
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

/** A style sheet of animations; `still` are the rules for who wants no motion. */
export function styleElement(animations: readonly string[], still: readonly string[]): string {
  return `<style>\n${[...animations, `@media (prefers-reduced-motion:reduce){${still.join('')}}`].join('\n')}\n</style>`
}
