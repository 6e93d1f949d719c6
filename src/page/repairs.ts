import type { ShownAgainst, ShownChange, ShownRepairs, Unrepaired } from '../internal.ts'
import type { Answer, Question, Scenario, Told } from './messages.ts'
import type { Watched } from './watched.ts'

/** The search for changes that repair the program. */
export type RepairSearch =
  | { readonly kind: 'under way'; readonly tried: number; readonly found: number }
  | { readonly kind: 'done'; readonly repairs: ShownRepairs | Unrepaired }
  | { readonly kind: 'failed'; readonly message: string }

/** A change that the reader has made with one click. */
export interface Applied {
  /** What it does: `put line 9 under lock`. */
  readonly text: string
  readonly before: string
  readonly after: string
}

/** The program on stage, as the repairs need it. */
interface Host {
  readonly scenario: Scenario
  ask(question: Question): Promise<Answer | null>
  cancel(): void
  place(text: string, watched?: Watched | null): void
  changed(): void
}

/** The repairs of one scenario: the search, and the changes that were applied. */
export class Repairs {
  /** Null until the reader asks, and once the text is another one. */
  search: RepairSearch | null = null
  private readonly made: Applied[] = []
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  /** Looks for repairs of the text on stage. */
  look(): void {
    const before = this.host.scenario
    this.tell({ kind: 'under way', tried: 0, found: 0 })
    const isCurrent = (): boolean => this.search?.kind === 'under way' && this.host.scenario === before
    this.host.ask({ kind: 'repair' }).then(
      (answer) => {
        if (answer?.kind === 'repairs' && isCurrent()) this.tell({ kind: 'done', repairs: answer.repairs })
      },
      ({ message }: Error) => {
        if (isCurrent()) this.tell({ kind: 'failed', message })
      },
    )
  }

  progressed({ tried, found }: Extract<Told, { kind: 'repairing' }>): void {
    if (this.search?.kind === 'under way') this.tell({ kind: 'under way', tried, found })
  }

  /** Ends the search with the repairs so far. */
  stop(): void {
    this.host.cancel()
  }

  close(): void {
    this.search = null
  }

  /** The change that made the text what it is; null if the text is as it was given or typed. */
  get applied(): Applied | null {
    const last = this.made.at(-1)
    return last?.after === this.host.scenario.text ? last : null
  }

  /** Puts a changed text in place of the program's. */
  apply({ text, changed }: ShownChange): void {
    this.made.push({ text, before: this.host.scenario.text, after: changed })
    this.host.place(changed)
  }

  /** Does the same with a change that is no repair, and plays an execution that shows why. */
  watch({ text, changed }: ShownChange, { title, schedule, cycleFrom }: ShownAgainst): void {
    this.made.push({ text, before: this.host.scenario.text, after: changed })
    this.host.place(changed, { schedule, shown: { title, notes: new Map(), cycleFrom } })
  }

  /** Takes the last change back. */
  takeBack(): void {
    if (this.applied === null) return
    const last = this.made.pop()
    if (last !== undefined) this.host.place(last.before)
  }

  private tell(search: RepairSearch): void {
    this.search = search
    this.host.changed()
  }
}
