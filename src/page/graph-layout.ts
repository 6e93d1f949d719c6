import { startWorker } from './workers.ts'

/** The page gives up a layout that takes longer than this. */
const patienceMs = 20_000

let worker: Promise<Worker> | null = null
let asked = 0

/** Lays out a graph as SVG. The first call starts Graphviz, in a worker, so that the page never waits for it. */
export async function layOut(dot: string): Promise<string> {
  worker ??= startWorker('layout-worker')
  const mine = await worker
  const id = ++asked
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      mine.terminate()
      worker = null
      reject(new Error('the layout takes too long; take more steps and try again'))
    }, patienceMs)
    const onMessage = ({
      data,
    }: MessageEvent<{ readonly id: number; readonly svg?: string; readonly error?: string }>): void => {
      if (data.id !== id) return
      clearTimeout(timer)
      mine.removeEventListener('message', onMessage)
      if (data.svg === undefined) reject(new Error(data.error ?? 'the layout failed'))
      else resolve(data.svg)
    }
    mine.addEventListener('message', onMessage)
    mine.postMessage({ id, dot })
  })
}
