import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { defaultAssemblyOptions, lastSegment, titleOf } from '../internal.ts'
import { CodeEditor } from './code-editor.ts'
import { useSession } from './listening.ts'
import type { Settings } from './messages.ts'
import type { Session } from './session.ts'
import { Share } from './share.tsx'
import { forgetProgramInAddress } from './sharing.ts'
import { threadsIn, threadsText } from './threads-field.ts'

/** The page explores the program again when the reader has not typed for this time. */
const settledMs = 250

interface PanelProps {
  readonly session: Session
  readonly examples: Settings['examples']
  readonly linkBase: string | null
}

/** Renders the editor; the page explores the program as the reader types. */
export function EditorPanel({ session, examples, linkBase }: PanelProps): JSX.Element {
  useSession(session)
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor | null>(null)
  /** Runs once the reader has not typed for a while. */
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const [name, setName] = useState(() => lastSegment(session.scenario.name))
  useEffect(() => {
    if (host.current === null) return
    const made = new CodeEditor(host.current, name, session.scenario.text, (text) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        forgetProgramInAddress()
        session.replace({ text })
      }, settledMs)
    })
    editor.current = made
    return () => {
      clearTimeout(timer.current)
      made.destroy()
    }
  }, [session, name])
  useEffect(() => {
    clearTimeout(timer.current)
    editor.current?.place(session.scenario.text)
  }, [session.placed])
  const { exploration, warnings } = session
  useEffect(() => {
    editor.current?.show(exploration.kind === 'unreadable' ? exploration.diagnostics : warnings)
  }, [exploration, warnings, name])
  return (
    <section class="editor" aria-label="Editor" tabIndex={-1}>
      <div class="editor-bar">
        {examples.length === 0 ? null : (
          <label>
            Example{' '}
            <select
              value={examples.some((each) => each.name === name) ? name : ''}
              onChange={(event) => {
                const example = examples.find((each) => each.name === event.currentTarget.value)
                if (example === undefined) return
                session.replace({ ...example, language: null, threads: null, assembly: defaultAssemblyOptions })
                setName(example.name)
              }}
            >
              <option value="">(your own)</option>
              {examples.map((each) => (
                <option key={each.name} value={each.name}>
                  {titleOf(each.name)} ({isPython(each.name) ? 'Python' : 'instructions'})
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          Language{' '}
          <select
            value={isPython(name) ? 'py' : 'ilv'}
            onChange={(event) => {
              const renamed = `${name.replace(/\.\w+$/, '')}.${event.currentTarget.value}`
              session.replace({ name: renamed, language: null, threads: null })
              setName(renamed)
            }}
          >
            <option value="py">Python</option>
            <option value="ilv">Instructions</option>
          </select>
        </label>
        {isPython(name) ? <ThreadsField key={name} session={session} /> : null}
        <Share session={session} base={linkBase} />
      </div>
      <div class="editor-host" ref={host} />
    </section>
  )
}

function isPython(name: string): boolean {
  return name.endsWith('.py')
}

/** Renders the field for the functions that run as threads, for a program that starts none: `deposit:2, withdraw`. */
function ThreadsField({ session }: { session: Session }): JSX.Element {
  const [text, setText] = useState(threadsText(session.scenario.threads))
  return (
    <label>
      Threads{' '}
      <input
        class="threads"
        placeholder="those that the program starts"
        title="Which threads start: A, P[0]; of Python that starts none, functions to run as threads: deposit:2, withdraw"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={() => session.replace({ threads: threadsIn(text) })}
      />
    </label>
  )
}
