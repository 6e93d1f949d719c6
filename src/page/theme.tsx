import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { ThemeName } from '../internal.ts'

/** The theme of the page, and how to switch it. */
export interface PageTheme {
  readonly dark: boolean
  readonly toggle: () => void
}

/** Sets the theme of the page: the system's, until the reader switches it. */
export function useTheme(): PageTheme {
  const [system, setSystem] = useState(() => systemTheme().matches)
  const [chosen, choose] = useState<boolean | null>(null)
  const dark = chosen ?? system
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [dark])
  useEffect(() => {
    const follow = (event: MediaQueryListEvent): void => setSystem(event.matches)
    const query = systemTheme()
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return { dark, toggle: () => choose(!dark) }
}

/** Renders the button that switches between light and dark. */
export function ThemeButton({ theme: { dark, toggle } }: { theme: PageTheme }): JSX.Element {
  return (
    <button type="button" aria-pressed={dark} onClick={toggle}>
      Dark
    </button>
  )
}

/** Returns the current theme of the page. */
export function useThemeName(): ThemeName {
  const now = (): ThemeName => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')
  const [name, setName] = useState(now)
  useEffect(() => {
    const observer = new MutationObserver(() => setName(now()))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    setName(now())
    return () => observer.disconnect()
  }, [])
  return name
}

function systemTheme(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)')
}
