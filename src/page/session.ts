import { unreachable } from '../base/bug.ts'
import { type Diagnostic, type Move, type Program, type Step, type Summary, scheduleText, threadName } from '../internal.ts'
import { whyNoStep } from './blocked.ts'
import type { Exploration, Shown } from './exploration.ts'
import { Explorer } from './explorer.ts'
import type { Answer, Limits, Question, ReachNow, Scenario } from './messages.ts'
import { Player } from './player.ts'
import { Quiz } from './quiz.ts'
import type { Proof } from './quiz-question.ts'
import { isGoal } from './quiz-questions.ts'
import { Repairs } from './repairs.ts'
import { saidOf } from './said.ts'
import { type Course, laidOut, movedTo, namedChoices, newCourse, scheduleSoFar, stateOn, taking } from './walk.ts'
import type { Watched } from './watched.ts'

/** One scenario on its stage: the program, the schedule so far, and the results of the explorer. Views listen to it. */
export class Session {
  scenario: Scenario
  course: Course | null = null
  notes: readonly string[] = []
  warnings: readonly Diagnostic[] = []
  exploration: Exploration = { kind: 'under way', states: 0, elapsedMs: 0 }
  /** The ends that are reachable from the state on stage; null until the explorer has answered. */
  reach: ReachNow | null = null
  shown: Shown | null = null
  /** The text of the live region. */
  said = ''
  readonly quiz: Quiz = new Quiz(() => this.tell(saidOf(this)))
  readonly repairs: Repairs = new Repairs(this)
  /** How often the page itself, not the reader, has put another text in place of the program's. */
  placed = 0
  readonly player: Player = new Player(() => this.tick())
  private readonly limits: Limits
  private explorer: Explorer | null = null
  /** What is played as soon as the program is read. */
  private watched: Watched | null = null
  private readonly listeners = new Set<() => void>()

  constructor(scenario: Scenario, limits: Limits) {
    this.scenario = scenario
    this.limits = limits
  }

  /** Starts the exploration, unless it has started. `resume` returns a schedule to show at once. */
  start(resume: ((program: Program) => readonly Move[]) | null = null): void {
    if (this.explorer !== null) return
    const explorer = new Explorer({
      onRead: ({ program, notes, warnings }) => {
        const rules = { spuriousWakeups: this.scenario.spuriousWakeups }
        this.course = newCourse(program, rules)
        if (resume !== null) {
          const course = laidOut(this.course, resume(program))
          this.course = movedTo(course, course.steps.length)
        }
        this.notes = notes
        this.warnings = warnings
        const { watched } = this
        this.watched = null
        if (watched !== null) this.show(watched.schedule, watched.shown)
        this.changed()
      },
      onProgress: ({ states, elapsedMs }) => {
        this.exploration = { kind: 'under way', states, elapsedMs }
        this.changed()
      },
      onRepairing: (told) => this.repairs.progressed(told),
    })
    this.explorer = explorer
    explorer.ask({ kind: 'explore', scenario: this.scenario, limits: this.limits }).then(
      (answer) => this.explored(explorer, answer),
      (error: Error) => this.failed(explorer, error),
    )
  }

  /** Explores another program in place of this one, and plays a schedule of it, if one is given. */
  replace(change: Partial<Scenario>, watched: Watched | null = null): void {
    this.pause()
    this.watched = watched
    this.explorer?.stop()
    this.explorer = null
    this.scenario = { ...this.scenario, ...change }
    this.exploration = { kind: 'under way', states: 0, elapsedMs: 0 }
    this.reach = null
    this.shown = null
    this.quiz.clear()
    this.repairs.close()
    this.start()
    this.changed()
  }

  /** Puts another text in place of the program's, in the editor too. */
  place(text: string, watched: Watched | null = null): void {
    this.placed++
    this.replace({ text }, watched)
  }

  cancel(): void {
    this.explorer?.cancel()
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Whether what is on stage is the program before a mistake in its text. */
  get stale(): boolean {
    return this.course !== null && this.exploration.kind === 'unreadable'
  }

  /** The outcomes, if the explorer has found them and the quiz does not hide them. */
  get openSummary(): Summary | null {
    return this.exploration.kind === 'done' && !this.quiz.hides ? this.exploration.summary : null
  }

  take(step: Step): void {
    if (this.course === null) return
    this.pause()
    this.go(taking(this.course, step))
  }

  /** Says why a thread can take no step. */
  tellWhyNot(thread: number): void {
    if (this.course === null) return
    const { program } = this.course
    this.tell(`${threadName(program, thread)}: ${whyNoStep(program, stateOn(this.course), thread)}.`)
  }

  moveTo(at: number): void {
    if (this.course === null) return
    this.pause()
    this.go(movedTo(this.course, at))
  }

  back(): void {
    if (this.course !== null) this.moveTo(this.course.at - 1)
  }

  forward(): void {
    if (this.course !== null) this.moveTo(this.course.at + 1)
  }

  /** Forgets the schedule. */
  restart(): void {
    if (this.course === null) return
    this.pause()
    this.shown = null
    this.quiz.restarted()
    this.go(newCourse(this.course.program, this.course.rules))
  }

  /** Lays a schedule out on the timeline and plays it from its start. */
  show(schedule: readonly Move[], shown: Shown): void {
    if (this.course === null) return
    this.pause()
    this.shown = shown
    const course = laidOut(this.course, schedule)
    this.go(movedTo(course, whereToBegin(course, shown)))
    this.play()
  }

  play(): void {
    if (this.course === null) return
    this.pause()
    if (this.course.at >= this.course.steps.length) this.go(movedTo(this.course, 0))
    if (this.course.steps.length === 0) return
    this.player.start()
    this.changed()
  }

  pause(): void {
    this.player.stop()
    this.changed()
  }

  async showOutcome(outcome: number): Promise<void> {
    const text = this.exploration.kind === 'done' ? this.exploration.summary.outcomes[outcome]?.text : ''
    const observed = this.exploration.kind === 'done' ? this.exploration.summary.observed : ''
    const schedule = await this.way({ kind: 'way to outcome', outcome })
    this.show(schedule, { title: `a shortest schedule to ${observed} = ${text}`, notes: new Map(), cycleFrom: null })
  }

  showFinding(finding: number): void {
    const found = this.exploration.kind === 'done' ? this.exploration.summary.findings[finding] : undefined
    if (found === undefined) return
    const notes = new Map(found.notes.map(({ step, text }) => [step, text]))
    this.show(found.schedule, { title: found.head, notes, cycleFrom: found.cycleFrom })
  }

  /** Plays what proves an answer of the quiz. */
  prove(proof: Proof): void {
    switch (proof.kind) {
      case 'outcome':
        this.showOutcome(proof.outcome)
        return
      case 'finding':
        this.showFinding(proof.finding)
        return
      case 'schedule':
        this.show(proof.schedule, { title: proof.title, notes: new Map(), cycleFrom: null })
        return
      default:
        unreachable(proof)
    }
  }

  /** Moves to a state of the graph by a shortest schedule. */
  async goToState(state: number): Promise<void> {
    const schedule = await this.way({ kind: 'way to state', state })
    if (this.course === null) return
    this.pause()
    this.shown = null
    const course = laidOut(this.course, schedule)
    this.go(movedTo(course, course.steps.length))
  }

  async ask(question: Question): Promise<Answer | null> {
    return this.explorer === null || this.exploration.kind !== 'done' ? null : this.explorer.ask(question)
  }

  get scheduleText(): string {
    return this.course === null ? '' : scheduleText(this.course.program, namedChoices(this.course))
  }

  /** Says something in the live region. */
  tell(text: string): void {
    this.said = text
    this.changed()
  }

  changed(): void {
    for (const listener of this.listeners) listener()
  }

  private async way(question: Question): Promise<readonly Move[]> {
    const answer = await this.ask(question)
    return answer?.kind === 'way' ? answer.schedule : []
  }

  private tick(): void {
    if (this.course === null) return
    this.go(movedTo(this.course, this.course.at + 1))
    if (this.course.at >= this.course.steps.length) this.pause()
  }

  private go(course: Course): void {
    this.quiz.took(Math.max(0, course.at - (this.course?.at ?? 0)))
    this.course = course
    this.reach = null
    this.said = saidOf(this)
    this.changed()
    this.askReach()
  }

  private askReach(): void {
    const { course } = this
    if (course === null) return
    this.ask({ kind: 'reach', schedule: scheduleSoFar(course) }).then(
      (answer) => {
        if (this.course !== course || answer?.kind !== 'reach') return
        this.reach = answer.reach
        this.lookForGoal()
        this.said = saidOf(this)
        this.changed()
      },
      () => {}, // a worker that was stopped
    )
  }

  /** Notes that the reader has reached what the quiz asks for. */
  private lookForGoal(): void {
    const asked = this.quiz.hides ? this.quiz.asked(this) : null
    if (asked?.kind === 'walk' && isGoal(asked.goal, this.reach) === true) this.quiz.answer(true)
  }

  private explored(explorer: Explorer, answer: Answer): void {
    if (explorer !== this.explorer) return
    if (answer.kind === 'unreadable') {
      this.exploration = answer
      if (this.course === null) this.said = ''
    } else if (answer.kind === 'explored') this.exploration = { ...answer, kind: 'done' }
    this.changed()
    this.askReach()
  }

  private failed(explorer: Explorer, { message }: Error): void {
    if (explorer !== this.explorer) return
    this.exploration = { kind: 'failed', message }
    this.changed()
  }
}

/** Schedules with more steps than this are played from shortly before what they show. */
const longPlay = 200
/** How many steps before that. */
const shortlyBefore = 8

/** Returns where to begin to play a schedule: at its start, unless that is far from what it shows. */
function whereToBegin({ steps }: Course, { notes, cycleFrom }: Shown): number {
  if (steps.length <= longPlay) return 0
  const first = Math.min(steps.length - 1, ...notes.keys(), cycleFrom ?? Number.POSITIVE_INFINITY)
  return Math.max(0, first - shortlyBefore)
}
