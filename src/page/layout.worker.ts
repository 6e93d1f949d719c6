import { Graphviz } from '@hpcc-js/wasm-graphviz'

/** Lays a graph out. The page starts this worker when the first graph is wanted, and ends it when one takes too long. */
const graphviz = Graphviz.load()

addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly dot: string }>) => {
  const { id, dot } = data
  graphviz.then(
    (engine) => postMessage({ id, svg: engine.dot(dot) }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  )
})
