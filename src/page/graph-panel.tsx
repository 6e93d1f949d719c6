import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ThemeName } from '../internal.ts'
import { layOut } from './graph-layout.ts'
import { useSession } from './listening.ts'
import { type GraphPicture, type GraphView, graphViews } from './messages.ts'
import type { Session } from './session.ts'
import { StateGraphView } from './state-graph.ts'
import { useThemeName } from './theme.tsx'
import { scheduleSoFar } from './walk.ts'

/** Renders the state graph: a small one in full, of a large one the surroundings of the current state. */
export function GraphPanel({ session }: { session: Session }): JSX.Element {
  useSession(session)
  const [chosen, choose] = useState<GraphView>('around')
  const { view, caption, problem, large, boxes } = useGraph(session, chosen)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (view !== null) frame.current?.replaceChildren(view.svg)
    else frame.current?.replaceChildren()
  }, [view])
  useEffect(() => {
    const path = boxes ?? session.reach?.path
    if (view !== null && path !== undefined) view.mark(path)
  }, [view, boxes, session.reach])
  useEffect(() => (view === null || frame.current === null ? undefined : moveByHand(frame.current, view)), [view])
  return (
    <section class="graph" aria-label="State graph" tabIndex={-1}>
      <div class="graph-bar">
        <p class="caption" role="status">
          {problem ?? (view === null ? 'Laying out the graph …' : caption)}
        </p>
        {large ? <ViewChoice chosen={chosen} onChoose={choose} /> : null}
        <button type="button" onClick={() => view?.zoom(1.4)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={() => view?.zoom(1 / 1.4)} aria-label="Zoom out">
          −
        </button>
        <button type="button" onClick={() => view?.fit()}>
          Fit
        </button>
      </div>
      <div
        class="graph-view"
        ref={frame}
        hidden={view === null}
        tabIndex={0}
        role="region"
        aria-label="State graph; arrow keys move it, plus and minus zoom"
      />
    </section>
  )
}

const viewNames: Readonly<Record<GraphView, string>> = {
  around: 'around the schedule',
  outcome: 'merged by what can still be reached',
  all: 'every state',
}

function ViewChoice({ chosen, onChoose }: { chosen: GraphView; onChoose: (view: GraphView) => void }): JSX.Element {
  return (
    <label>
      States{' '}
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          const view = graphViews.find((each) => each === currentTarget.value)
          if (view !== undefined) onChoose(view)
        }}
      >
        {graphViews.map((each) => (
          <option key={each} value={each}>
            {viewNames[each]}
          </option>
        ))}
      </select>
    </label>
  )
}

interface Graph {
  readonly view: StateGraphView | null
  readonly caption: string
  readonly problem: string | null
  /** Whether there are several views to choose from. */
  readonly large: boolean
  /** The boxes on the way to the state on stage; null if they are the states. */
  readonly boxes: readonly number[] | null
}

const noGraph: Graph = { view: null, caption: '', problem: null, large: false, boxes: null }
/** The page lays out the surroundings again when nothing has happened for this time. */
const settledMs = 200

interface Known extends Graph {
  readonly whole: boolean
  readonly of: unknown
  readonly theme: ThemeName
  readonly chosen: GraphView
}

/** Returns the graph of a session; a graph of surroundings follows the stage. */
function useGraph(session: Session, chosen: GraphView): Graph {
  const [graph, setGraph] = useState<Known>({
    ...noGraph,
    whole: false,
    of: null,
    theme: 'light',
    chosen,
  })
  const { course, exploration } = session
  const theme = useThemeName()
  const known = graph.of === exploration && graph.theme === theme && graph.chosen === chosen
  const follows = known && graph.whole ? null : course
  useEffect(() => {
    if (course === null || exploration.kind !== 'done' || (known && graph.whole)) return
    let wanted = true
    const timer = setTimeout(
      () => {
        pictureFor(session, theme, chosen).then((drawn) => {
          if (wanted) setGraph({ ...drawn, of: exploration, theme, chosen })
        })
      },
      known ? settledMs : 0,
    )
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [session, exploration, follows, theme, chosen])
  return known ? graph : { ...noGraph, large: graph.of === exploration && graph.large }
}

async function pictureFor(session: Session, theme: ThemeName, view: GraphView): Promise<Graph & { readonly whole: boolean }> {
  const schedule = session.course === null ? [] : scheduleSoFar(session.course)
  try {
    const answer = await session.ask({ kind: 'graph', schedule, theme, view })
    const picture: GraphPicture = answer?.kind === 'graph' ? answer.picture : { kind: 'none', why: 'nothing was explored' }
    if (picture.kind === 'none') return { ...noGraph, problem: picture.why, large: view !== 'around', whole: false }
    const drawn = new StateGraphView(await layOut(picture.dot), (state) => session.goToState(state))
    const { caption, whole, large, boxes } = picture
    return { view: drawn, caption, problem: null, whole, large, boxes }
  } catch (error) {
    return { ...noGraph, problem: error instanceof Error ? error.message : String(error), whole: false }
  }
}

/** Moves the view by wheel, drag and keys; returns a function that removes the listeners. */
function moveByHand(frame: HTMLElement, view: StateGraphView): () => void {
  const hands = new AbortController()
  const { signal } = hands
  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.shiftKey && document.activeElement !== frame) return // the page scrolls
      event.preventDefault()
      view.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, view.pointAt(event.clientX, event.clientY))
    },
    { signal, passive: false },
  )
  frame.addEventListener(
    'pointermove',
    (event) => {
      if ((event.buttons & 1) === 1) view.pan(-event.movementX, -event.movementY)
    },
    { signal },
  )
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => view.pan(-60, 0),
    ArrowRight: () => view.pan(60, 0),
    ArrowUp: () => view.pan(0, -60),
    ArrowDown: () => view.pan(0, 60),
    '+': () => view.zoom(1.4),
    '-': () => view.zoom(1 / 1.4),
  }
  frame.addEventListener(
    'keydown',
    (event) => {
      const act = event.target === frame ? keys[event.key] : undefined
      if (act === undefined) return
      event.preventDefault()
      event.stopPropagation()
      act()
    },
    { signal },
  )
  return () => hands.abort()
}
