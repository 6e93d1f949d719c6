import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Session } from './session.ts'
import { linkTo } from './sharing.ts'

/**
 * Renders the button that makes a link with the program and the schedule on stage in its address. The page sends nothing to
 * a server. `base` is the address that the link begins with; null: that of the page.
 */
export function Share({ session, base }: { session: Session; base: string | null }): JSX.Element {
  const [link, setLink] = useState<string | null>(null)
  const [copied, setCopied] = useState('')
  const share = async (): Promise<void> => {
    setLink(await linkTo(base ?? location.href, session.scenario, session.scheduleText))
    setCopied('')
  }
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link ?? '')
      setCopied('Copied')
    } catch {
      setCopied('The browser does not let the page copy: select the link and copy it')
    }
  }
  return (
    <>
      <button type="button" onClick={share}>
        Make a link
      </button>
      {link === null ? null : (
        <>
          <input
            class="link"
            aria-label="Link to this program"
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <button type="button" onClick={copy}>
            Copy
          </button>
          <span role="status">{copied}</span>
        </>
      )}
    </>
  )
}
