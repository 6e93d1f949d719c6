import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { titlesOf } from '../internal.ts'
import { useSession } from './listening.ts'
import { toggleQuiz } from './quiz-flow.ts'
import { revealSoon } from './reveal.ts'
import type { Session } from './session.ts'
import { type PageTheme, ThemeButton } from './theme.tsx'

interface HeaderProps {
  readonly title: string
  readonly sessions: readonly Session[]
  readonly chosen: number
  readonly onChoose: (index: number) => void
  readonly lowered: boolean
  readonly onLowered: (lowered: boolean) => void
  readonly graph: boolean
  readonly onGraph: (graph: boolean) => void
  readonly editing: boolean
  readonly onEditing: (editing: boolean) => void
  readonly onHelp: () => void
  readonly theme: PageTheme
}

/** Renders the title, the scenarios to switch between, and the settings of the whole page. */
export function Header({
  title,
  sessions,
  chosen,
  onChoose,
  lowered,
  onLowered,
  graph,
  onGraph,
  editing,
  onEditing,
  onHelp,
  theme,
}: HeaderProps): JSX.Element {
  const [more, setMore] = useState(false)
  const titles = titlesOf(sessions.map((each) => each.scenario.name))
  return (
    <header class={sessions.length > 1 ? 'top several' : 'top'}>
      <h1>{title}</h1>
      {sessions.length > 1 ? (
        <div class="scenarios" role="group" aria-label="Scenarios">
          {sessions.map((_, index) => (
            <button key={index} type="button" aria-pressed={index === chosen} onClick={() => onChoose(index)}>
              {titles[index]}
            </button>
          ))}
        </div>
      ) : null}
      <div class="settings" role="group" aria-label="View">
        <button
          type="button"
          aria-pressed={graph}
          onClick={() => {
            onGraph(!graph)
            if (!graph) revealSoon('.graph')
          }}
        >
          Graph
        </button>
        {sessions[chosen] === undefined ? null : <QuizButton session={sessions[chosen]} />}
        <button type="button" class="more" aria-expanded={more} aria-label="More" onClick={() => setMore(!more)}>
          ⋯
        </button>
        <div class={more ? 'further open' : 'further'}>
          <button
            type="button"
            aria-pressed={editing}
            onClick={() => {
              onEditing(!editing)
              if (!editing) revealSoon('.editor')
            }}
          >
            Edit
          </button>
          <button type="button" aria-pressed={lowered} onClick={() => onLowered(!lowered)}>
            Instructions
          </button>
          <ThemeButton theme={theme} />
          <button type="button" aria-label="Keys and signs" onClick={onHelp}>
            ?
          </button>
        </div>
      </div>
    </header>
  )
}

function QuizButton({ session }: { session: Session }): JSX.Element {
  useSession(session)
  return (
    <button
      type="button"
      aria-pressed={session.quiz.on}
      onClick={() => {
        toggleQuiz(session)
        if (session.quiz.on) revealSoon('.quiz')
      }}
    >
      Quiz
    </button>
  )
}
