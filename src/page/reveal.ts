/** Scrolls to what a button has opened and focuses it, once it is there: it may be below what the reader sees. */
export function revealSoon(selector: string): void {
  requestAnimationFrame(() => {
    const opened = document.querySelector<HTMLElement>(selector)
    if (opened === null) return
    opened.focus({ preventScroll: true })
    const { top, bottom } = opened.getBoundingClientRect()
    const seen = top >= 0 && (bottom <= innerHeight || top < innerHeight / 3)
    if (!seen) opened.scrollIntoView({ block: 'start' })
  })
}
