import type { JSX } from 'preact'
import type { DiffRow, NumberedLine } from '../internal.ts'

interface Props {
  readonly rows: readonly DiffRow[]
  /** Names what the texts are of, for those who hear it apart from what stands above it. */
  readonly name: string
}

/** Renders two texts side by side, or one below the other where there is no room. */
export function DiffView({ rows, name }: Props): JSX.Element {
  return (
    <div class="diff">
      <Side rows={rows} side="before" label={`Before: ${name}`} />
      <Side rows={rows} side="after" label={`After: ${name}`} />
    </div>
  )
}

interface SideProps {
  readonly rows: readonly DiffRow[]
  readonly side: 'before' | 'after'
  readonly label: string
}

function Side({ rows, side, label }: SideProps): JSX.Element {
  return (
    <div class={`side ${side}`}>
      <p class="side-name" aria-hidden="true">
        {side === 'before' ? 'Before' : 'After'}
      </p>
      <ol tabIndex={0} aria-label={label}>
        {rows.map((row, index) => (
          <Row key={index} row={row} side={side} />
        ))}
      </ol>
    </div>
  )
}

/** A line that is only in the other text leaves an empty one here, so that lines stand beside those that they became. */
function Row({ row, side }: { row: DiffRow; side: 'before' | 'after' }): JSX.Element {
  if (row.kind === 'gap') return <li class="omitted">⋮</li>
  const line: NumberedLine | null = row[side]
  if (line === null) return <li class="absent" aria-hidden="true" />
  const text = line.text === '' ? '\u00A0' : line.text
  const isChanged = row.kind === 'changed'
  return (
    <li class={isChanged ? 'differs' : ''}>
      <span class="number">{line.line}</span>
      <span class="sign" aria-hidden="true">
        {isChanged ? (side === 'before' ? '−' : '+') : ''}
      </span>
      {isChanged ? side === 'before' ? <del>{text}</del> : <ins>{text}</ins> : <span>{text}</span>}
    </li>
  )
}
