import type { Answer, Asked, Question, Told } from './messages.ts'
import { startWorker } from './workers.ts'

/** The events of an explorer, besides its answers. */
export interface ExplorerEvents {
  readonly onRead: (told: Extract<Told, { kind: 'read' }>) => void
  readonly onProgress: (told: Extract<Told, { kind: 'progress' }>) => void
  readonly onRepairing: (told: Extract<Told, { kind: 'repairing' }>) => void
}

interface Pending {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** The explorer for one program, in its own worker. It answers questions in the order in which the page asks them. */
export class Explorer {
  private readonly worker: Promise<Worker>
  private readonly pending = new Map<number, Pending>()
  private asked = 0

  constructor(events: ExplorerEvents) {
    this.worker = startWorker('explorer-worker').then((worker) => this.connected(worker, events))
    this.worker.catch((error) => this.failed(String(error)))
  }

  private connected(worker: Worker, events: ExplorerEvents): Worker {
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      switch (data.kind) {
        case 'read':
          return events.onRead(data)
        case 'progress':
          return events.onProgress(data)
        case 'repairing':
          return events.onRepairing(data)
        case 'answer':
          this.settled(data.id)?.resolve(data.answer)
          return
        case 'fault':
          this.settled(data.id)?.reject(new Error(data.message))
          return
      }
    }
    worker.onerror = (event) => this.failed(event.message || 'the worker stopped')
    return worker
  }

  private failed(message: string): void {
    for (const { reject } of this.pending.values()) reject(new Error(message))
    this.pending.clear()
  }

  ask(question: Question): Promise<Answer> {
    const id = ++this.asked
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject })
      this.post({ id, question })
    })
  }

  /** Ends the exploration, or the search for repairs, with the results so far. */
  cancel(): void {
    this.post({ cancel: true })
  }

  /** Stops the worker at once; pending questions stay unanswered. */
  stop(): void {
    this.worker.then((worker) => worker.terminate()).catch(() => undefined) // told already
    this.pending.clear()
  }

  private post(asked: Asked): void {
    this.worker.then((worker) => worker.postMessage(asked)).catch(() => undefined) // told already
  }

  private settled(id: number): Pending | undefined {
    const pending = this.pending.get(id)
    this.pending.delete(id)
    return pending
  }
}
