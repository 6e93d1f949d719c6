import type { JSX, TargetedKeyboardEvent } from 'preact'
import { Fragment } from 'preact'
import type { Question } from './quiz-question.ts'
import { isMeant } from './quiz-tables.ts'
import { revealSoon } from './reveal.ts'
import type { Session } from './session.ts'

interface Props {
  readonly session: Session
  readonly question: Extract<Question, { kind: 'table' }>
}

/** Renders a trace table to be filled in; once it is checked, which cells are right, and what is right in the others. */
export function FillIn({ session, question }: Props): JSX.Element {
  const { quiz } = session
  const { text, table, schedule, explanation } = question
  const right = table.blanks.filter(({ row, column, answer }) =>
    isMeant(quiz.given.get(keyOf(row, column)) ?? '', answer),
  ).length
  return (
    <>
      <h2>{text}</h2>
      <p class="score" role="status">
        {quiz.answered ? scoreText(right, table.blanks.length) : ''}
      </p>
      {quiz.answered ? <p class="explanation">{explanation}</p> : null}
      <div class="fill-in" tabIndex={0} role="group" aria-label="Trace table">
        <table>
          <thead>
            <tr>
              {table.head.map((each) => (
                <th key={each} scope="col">
                  <Name text={each} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={goOn}>
            {table.rows.map((cells, row) => (
              <Row key={row} question={question} cells={cells} row={row} given={quiz.given} checked={quiz.answered} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiz-bar">
        {quiz.answered ? (
          <button
            type="button"
            onClick={() => session.prove({ kind: 'schedule', schedule, title: 'the schedule of the trace table' })}
          >
            Play this schedule
          </button>
        ) : (
          <button
            type="button"
            class="answer check"
            onClick={() => {
              quiz.answer()
              revealSoon('.quiz')
            }}
          >
            Check
          </button>
        )}
      </p>
    </>
  )
}

/** Renders the name of a column; a long one breaks after a dot. */
function Name({ text }: { text: string }): JSX.Element {
  const [first, ...rest] = text.split('.')
  return (
    <>
      {first}
      {rest.map((each, index) => (
        <Fragment key={index}>
          .<wbr />
          {each}
        </Fragment>
      ))}
    </>
  )
}

function keyOf(row: number, column: number): string {
  return `${row},${column}`
}

function scoreText(right: number, all: number): string {
  return right === all ? 'All right.' : `${right} of ${all} right.`
}

interface RowProps {
  readonly question: Props['question']
  readonly cells: readonly string[]
  readonly row: number
  readonly given: Map<string, string>
  readonly checked: boolean
}

function Row({ question, cells, row, given, checked }: RowProps): JSX.Element {
  const { head, blanks } = question.table
  return (
    <tr>
      {cells.map((cell, column) => {
        const blank = blanks.find((each) => each.row === row && each.column === column)
        const at = keyOf(row, column)
        if (blank === undefined) {
          return column === 0 ? (
            <th key={column} scope="row">
              {cell}
            </th>
          ) : (
            <td key={column}>{cell}</td>
          )
        }
        if (checked) return <Checked key={column} value={given.get(at) ?? ''} answer={blank.answer} />
        return (
          <td key={column} class="blank">
            <input
              aria-label={`${head[column] ?? ''} after step ${row + 1}`}
              data-cell={at}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              onInput={(event) => given.set(at, event.currentTarget.value)}
            />
          </td>
        )
      })}
    </tr>
  )
}

function Checked({ value, answer }: { value: string; answer: string }): JSX.Element {
  if (isMeant(value, answer)) {
    return (
      <td class="right">
        <span aria-hidden="true">✓ </span>
        <span class="unseen">right: </span>
        {answer}
      </td>
    )
  }
  return (
    <td class="wrong">
      <span aria-hidden="true">✗ </span>
      <span class="unseen">wrong: </span>
      {value.trim() === '' ? null : (
        <>
          <s>{value}</s>
          <span class="unseen">, right is</span>{' '}
        </>
      )}
      <b>{answer}</b>
    </td>
  )
}

/** Enter and the arrow down go to the cell below, from the last one to the next column; the arrow up goes to the cell above. */
function goOn(event: TargetedKeyboardEvent<HTMLElement>): void {
  const { target, key, currentTarget } = event
  if (!(target instanceof HTMLInputElement) || !['Enter', 'ArrowDown', 'ArrowUp'].includes(key)) return
  event.preventDefault()
  const [row = 0, column = 0] = (target.dataset.cell ?? '').split(',').map(Number)
  const cell = (at: string): HTMLInputElement | null => currentTarget.querySelector(`[data-cell="${at}"]`)
  const next = key === 'ArrowUp' ? cell(keyOf(row - 1, column)) : (cell(keyOf(row + 1, column)) ?? cell(keyOf(0, column + 1)))
  if (next !== null) {
    next.focus()
    next.select()
  } else if (key === 'Enter') document.querySelector<HTMLElement>('.quiz .check')?.focus()
}
