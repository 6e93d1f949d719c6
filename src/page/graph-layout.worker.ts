import { Graphviz } from '@hpcc-js/wasm-graphviz'

/** Lays out a graph. The page starts this worker for the first graph, and terminates it when a layout takes too long. */
const graphviz = Graphviz.load()

addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly dot: string }>) => {
  const { id, dot } = data
  graphviz.then(
    (engine) => postMessage({ id, svg: engine.dot(dot) }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  )
})
