import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { ThemeName } from '../internal.ts'

/** Renders the button that switches between light and dark; until then the page follows the system. */
export function ThemeButton(): JSX.Element {
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
  return (
    <button type="button" aria-pressed={dark} onClick={() => choose(!dark)}>
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
