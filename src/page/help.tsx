import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const keys: readonly (readonly [string, string])[] = [
  ['1 … 9', 'a step of the first, second … thread'],
  ['← →', 'one step back, one step forward'],
  ['Home End', 'to the start, to the end of the schedule'],
  ['Space', 'play or pause'],
  ['R', 'restart: discard the schedule'],
  ['?', 'this list'],
]

const signs: readonly (readonly [string, string])[] = [
  ['R 0', 'the step read the value 0'],
  ['W 1', 'the step wrote the value 1'],
  ['✓', 'a final value that threads reach by taking turns, or that the program expects'],
  ['△', 'a final value that no serial execution reaches; of a finding: a warning'],
  ['✗', 'a wrong final value; of a finding: an error'],
]

/** Renders the keys and the signs of the page, in a dialog. */
export function Help({ onClose }: { onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog class="help" ref={dialog} onClose={onClose} aria-label="Keys and signs">
      <h2>Keys</h2>
      <List rows={keys} />
      <h2>Signs</h2>
      <List rows={signs} />
      <p>An arrow leads from the step that wrote a value to a step that read it.</p>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  )
}

function List({ rows }: { rows: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <dl>
      {rows.map(([sign, meaning]) => (
        <div key={sign}>
          <dt>{sign}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
