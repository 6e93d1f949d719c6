import { present, unreachable } from '../base/bug.ts'
import { keyOf } from './labels.ts'
import type { Cell, Model, Place, Process, Queue, Statement, Station, Term, Variable, Way } from './model.ts'
import { type TlaDefinition, type TlaValues, tlaNumber, tlaTruth } from './tla-terms.ts'

/** A step that has more ways through it than this is refused: there would be no end of it if it goes round. */
const mostWays = 300

/** Nobody reads a value that is longer; a loop makes it ever longer. */
const longestValue = 2000

/** A step that cannot be written, since it has too many ways through it. */
export class TooManyWays extends Error {}

/** What is known of a step so far: the values of what it has changed. */
class Progress {
  readonly changed: ReadonlyMap<string, string>
  readonly freed: readonly { readonly thread: number; readonly when: string }[]

  constructor(changed: ReadonlyMap<string, string> = new Map(), freed: Progress['freed'] = []) {
    this.changed = changed
    this.freed = freed
  }

  with(name: string, value: string): Progress {
    if (value.length > longestValue) throw new TooManyWays()
    return new Progress(new Map([...this.changed, [name, value]]), this.freed)
  }

  value(name: string): string {
    return this.changed.get(name) ?? name
  }
}

/** Who acts, and what follows what it does. */
interface Actor {
  readonly routine: Process
  /** Its number in TLA+: `self`, or a constant. */
  readonly me: string
}

/** Writes steps as actions: one formula over the variables before and after. */
export class TlaSteps {
  private readonly model: Model
  private readonly names: readonly string[]
  private readonly labels: ReadonlyMap<Process, ReadonlyMap<string, string>>
  readonly used: Set<TlaDefinition> = new Set()
  private left = 0

  /** `names` are those of all variables. */
  constructor(model: Model, names: readonly string[], labels: ReadonlyMap<Process, ReadonlyMap<string, string>>) {
    this.model = model
    this.names = names
    this.labels = labels
  }

  /** Returns the lines of an action. Throws `TooManyWays`. */
  action(routine: Process, station: Station, way: Way): string[] {
    this.left = mostWays
    const me = routine.threads.length === 1 ? `${present(routine.threads[0], 'thread')}` : 'self'
    const actor: Actor = { routine, me }
    const start = new Progress()
    const here = `/\\ pc[${me}] = "${this.label(routine, station.place)}"`
    const running = this.model.failures.length === 0 ? [] : [`/\\ ${this.model.failure.name} = "none"`]
    const guard = way.when === null ? [] : [`/\\ ${this.truth(way.when, start, actor)}`]
    return [here, ...running, ...guard, ...conjunct(this.walk(way.body, start, actor, station.place))]
  }

  label(routine: Process, place: Place): string {
    return present(this.labels.get(routine)?.get(keyOf({ kind: 'place', place })), 'label')
  }

  /** A condition over the variables, between steps. */
  condition(term: Term): string {
    return tlaTruth(term, this.values(new Progress(), '0'))
  }

  private values(progress: Progress, me: string): TlaValues {
    return {
      me,
      cell: (cell, index) => this.read(cell.variable, index, progress, me),
      queue: ({ name }) => progress.value(name),
      use: (definition) => this.used.add(definition),
    }
  }

  private read(variable: Variable, index: string | null, progress: Progress, me: string): string {
    const value = progress.value(variable.name)
    const place = index ?? (isByThread(variable) ? me : null)
    if (place === null) return value
    return /^\w+$/.test(value) ? `${value}[${place}]` : `(${value})[${place}]`
  }

  private number(term: Term, progress: Progress, { me }: Actor): string {
    return tlaNumber(term, this.values(progress, me))
  }

  private truth(term: Term, progress: Progress, { me }: Actor): string {
    return tlaTruth(term, this.values(progress, me))
  }

  /** Returns the lines of a formula that says what statements do, and all that follows in the step. */
  private walk(statements: readonly Statement[], progress: Progress, actor: Actor, at: Place): string[] {
    const [first, ...rest] = statements
    if (first === undefined) return this.stopped(progress)
    const on = (next: Progress): string[] => this.walk(rest, next, actor, at)
    switch (first.kind) {
      case 'assign':
        return on(this.written(first.to, this.number(first.value, progress, actor), progress, actor))
      case 'append':
        return on(
          progress.with(
            first.queue.name,
            `Append(${progress.value(first.queue.name)}, ${this.number(first.value, progress, actor)})`,
          ),
        )
      case 'take': {
        const queue = progress.value(first.queue.name)
        const taken = this.written(first.to, `Head(${queue})`, progress, actor)
        return on(taken.with(first.queue.name, `Tail(${queue})`))
      }
      case 'remove':
        return on(
          progress.with(first.queue.name, this.without(first.queue, this.number(first.value, progress, actor), progress)),
        )
      case 'free': {
        const freed = first.threads.map(({ thread, when }) => ({ thread, when: this.truth(when, progress, actor) }))
        return on(new Progress(progress.changed, [...progress.freed, ...freed]))
      }
      case 'fail': {
        const failed = progress.with(this.model.failure.name, `"${first.failure}"`)
        return this.ended(this.standing(failed, actor, `failed_${this.positionOf(actor, at)}`))
      }
      case 'go':
        return this.passage(first.to, progress, actor)
      case 'stop':
        return this.stopped(this.standing(progress, actor, this.label(actor.routine, first.at)))
      case 'if': {
        let otherwise = this.walk([...first.otherwise, ...rest], progress, actor, at)
        for (const { when, body } of [...first.branches].reverse()) {
          otherwise = this.either(
            this.truth(when, progress, actor),
            this.walk([...body, ...rest], progress, actor, at),
            otherwise,
          )
        }
        return otherwise
      }
      case 'choice': {
        const ways = first.ways.map(({ when, body }) => {
          const guard = when === null ? [] : [`/\\ ${this.truth(when, progress, actor)}`]
          return [...guard, ...conjunct(this.walk([...body, ...rest], progress, actor, at))]
        })
        const guards = first.ways.map(({ when }) => when)
        if (guards.every((when) => when !== null)) {
          const none = guards.map((when) => `/\\ ~${this.truth(when, progress, actor)}`)
          ways.push([...none, ...conjunct(this.walk([...first.otherwise, ...rest], progress, actor, at))])
        }
        return ways.flatMap((lines) => lines.map((line, index) => `${index === 0 ? '\\/ ' : '   '}${line}`))
      }
      default:
        return unreachable(first)
    }
  }

  /** Where in the code a thread has failed: within silent code, that is not the place from which its step began. */
  private positionOf({ routine }: Actor, { pc }: Place): string {
    const block = routine.blocks.find((each) => (each.kind === 'passage' ? each.pc : each.place.pc) === pc)
    return `${block?.line ?? 0}_${pc}`
  }

  private passage(pc: number, progress: Progress, actor: Actor): string[] {
    if (this.left-- <= 0) throw new TooManyWays()
    const block = actor.routine.blocks.find((each) => each.kind === 'passage' && each.pc === pc)
    const passage = present(block?.kind === 'passage' ? block : null, 'silent code')
    return this.walk(passage.body, progress, actor, { pc, phase: 'at' })
  }

  private standing(progress: Progress, { me }: Actor, label: string): Progress {
    return progress.with('pc', except(progress.value('pc'), me, `"${label}"`))
  }

  /** The part of a thread has come to its end: those that it has freed go on, then the step ends. */
  private stopped(progress: Progress): string[] {
    const [next] = [...progress.freed].sort((one, other) => one.thread - other.thread)
    if (next === undefined) return this.ended(progress)
    const rest = new Progress(
      progress.changed,
      progress.freed.filter((each) => each !== next),
    )
    const goesOn = this.handed(next.thread, rest)
    return next.when === 'TRUE' ? goesOn : this.either(next.when, goesOn, this.stopped(rest))
  }

  /** What a thread does that is freed where it stands. */
  private handed(thread: number, progress: Progress): string[] {
    const routine = present(
      this.model.processes.find(({ threads }) => threads.includes(thread)),
      'process',
    )
    const actor: Actor = { routine, me: `${thread}` }
    const places = routine.blocks.flatMap((block) => {
      const way = block.kind === 'station' ? block.ways.find(({ handed }) => handed) : undefined
      return block.kind === 'station' && way !== undefined ? [{ place: block.place, way }] : []
    })
    const [last, ...others] = places.reverse()
    if (last === undefined) return this.stopped(progress) // its step fails, since the thread was started before
    const { place, way } = last
    let lines = this.walk(way.body, progress, actor, place)
    for (const each of others) {
      const isThere = `pc[${thread}] = "${this.label(routine, each.place)}"`
      lines = this.either(isThere, this.walk(each.way.body, progress, actor, each.place), lines)
    }
    return lines
  }

  private either(condition: string, yes: readonly string[], no: readonly string[]): string[] {
    return [`IF ${condition}`, ...indented('THEN ', yes), ...indented('ELSE ', no)]
  }

  private written(to: Cell, value: string, progress: Progress, actor: Actor): Progress {
    const { variable } = to
    // Who is freed is known within a step here, and needs no variable.
    if (variable === this.model.freed) return progress
    const index = to.index === null ? (isByThread(variable) ? actor.me : null) : this.number(to.index, progress, actor)
    return progress.with(variable.name, index === null ? value : except(progress.value(variable.name), index, value))
  }

  private without(queue: Queue, value: string, progress: Progress): string {
    return `SelectSeq(${progress.value(queue.name)}, LAMBDA each : each # ${value})`
  }

  private ended({ changed }: Progress): string[] {
    if (this.left-- <= 0) throw new TooManyWays()
    const same = this.names.filter((name) => !changed.has(name))
    return [
      ...[...changed].map(([name, value]) => `/\\ ${name}' = ${value}`),
      ...(same.length === 0 ? [] : [`/\\ UNCHANGED <<${same.join(', ')}>>`]),
    ]
  }
}

/** Whether a variable of threads has a value for each of several threads. */
export function isByThread({ scope, initial }: Variable): boolean {
  return scope === 'thread' && initial.length > 1
}

function except(value: string, index: string, element: string): string {
  const [, begun] = /^\[(.*)\]$/s.exec(value) ?? []
  if (begun?.includes(' EXCEPT ') === true) return `[${begun}, ![${index}] = ${element}]`
  return `[${value} EXCEPT ![${index}] = ${element}]`
}

function indented(begin: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? begin : ' '.repeat(begin.length)}${line}`).map((line) => `  ${line}`)
}

/** Lines as one more conjunct of a list. */
function conjunct(lines: readonly string[]): string[] {
  const [first = ''] = lines
  if (first.startsWith('/\\ ')) return [...lines]
  return lines.map((line, index) => `${index === 0 ? '/\\ ' : '   '}${line}`)
}
