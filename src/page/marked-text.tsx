import type { JSX } from 'preact'

/** Renders a text whose code is in backquotes; a text with an odd number of them is left as it is. */
export function MarkedText({ text }: { text: string }): JSX.Element {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return <>{text}</>
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
}
