import { useEffect } from 'preact/hooks'
import type { Settings } from './messages.ts'

/** Reports whether the page is part of another: by its settings, or by `?embed=1` in its address. */
export function isEmbedded(settings: Settings): boolean {
  return settings.embedded || new URLSearchParams(location.search).get('embed') === '1'
}

/** The message that tells the page around this one how high it is, in CSS pixels. */
export interface HeightMessage {
  readonly type: 'interleave-height'
  readonly height: number
}

/** Tells the page around this one its height, now and whenever it changes. */
export function useHeightReports(embedded: boolean): void {
  useEffect(() => {
    if (!embedded || parent === window) return
    const body = document.body
    const tell = (): void => {
      const message: HeightMessage = { type: 'interleave-height', height: Math.ceil(body.getBoundingClientRect().height) }
      parent.postMessage(message, '*') // the height is no secret, and nobody knows where the page is embedded
    }
    const observer = new ResizeObserver(tell)
    observer.observe(body)
    return () => observer.disconnect()
  }, [embedded])
}
