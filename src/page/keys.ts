import { useEffect } from 'preact/hooks'
import type { Session } from './session.ts'
import { onlyStep } from './walk.ts'

/** Installs the keys of the page: 1, 2, 3 … step a thread, arrows go back and forward, space plays, R restarts. */
export function useKeys(session: Session): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || session.stale) return
      if (act(session, event)) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [session])
}

/** Installs the key that shows the keys. */
export function useHelpKey(show: (shown: boolean) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isTyping(event)) show(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [show])
}

/** Reports whether the focus is in a field or in the editor, which keep their keys. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target.isContentEditable || ['SELECT', 'TEXTAREA'].includes(target.tagName)
}

function act(session: Session, { key, target }: KeyboardEvent): boolean {
  if (/^[1-9]$/.test(key)) {
    if (Number(key) > (session.course?.program.threads.length ?? 0)) return false
    stepThread(session, Number(key) - 1)
    return true
  }
  const onControl = target instanceof HTMLElement && target.closest('button, input, a, summary, [tabindex]') !== null
  switch (key) {
    case 'ArrowLeft':
      if (isScrolling(target)) return false
      session.back()
      return true
    case 'ArrowRight':
      if (isScrolling(target)) return false
      session.forward()
      return true
    case 'Home':
      session.moveTo(0)
      return true
    case 'End':
      session.moveTo(Number.POSITIVE_INFINITY)
      return true
    case ' ':
      if (onControl) return false
      if (session.player.playing) session.pause()
      else session.play()
      return true
    case 'r':
      session.restart()
      return true
    default: // any other key
      return false
  }
}

/** Reports whether the focused element uses the arrow keys itself, as tabs and the graph do. */
function isScrolling(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=tablist], .graph-view') !== null
}

/** Takes the step of a thread. If the thread has several, it focuses the first; if it has none, it says why. */
export function stepThread(session: Session, thread: number): void {
  const only = session.course === null ? null : onlyStep(session.course, thread)
  if (only !== null) {
    session.take(only)
    return
  }
  const first = document.querySelector<HTMLButtonElement>(`button.step[data-thread="${thread}"]:not(.none)`)
  if (first === null) session.tellWhyNot(thread)
  else first.focus()
}
