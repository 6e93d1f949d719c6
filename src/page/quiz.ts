import type { Summary } from '../internal.ts'
import type { Exploration } from './exploration.ts'
import type { ReachNow } from './messages.ts'
import type { Question } from './quiz-question.ts'
import { questionsFor } from './quiz-questions.ts'
import type { Course } from './walk.ts'

/** What questions are about. */
interface Scene {
  readonly exploration: Exploration
  readonly course: Course | null
  readonly reach: ReachNow | null
}

/** The quiz of one scenario: the question on show, what the reader has ticked, and whether the answer is on show too. */
export class Quiz {
  on: boolean = false
  answered: boolean = false
  /** Whether the reader reached the goal of a walk without help. */
  reached: boolean = false
  /** The steps that the reader took in a walk; those that were taken back count too. */
  taken = 0
  /** What the reader has entered into the cells of a table, by the cell as `row,column`. */
  readonly given: Map<string, string> = new Map()
  readonly ticked: Set<number> = new Set()
  private at = 0
  private made: { readonly of: Summary; readonly walks: boolean; readonly questions: readonly Question[] } | null = null
  private readonly changed: () => void

  constructor(changed: () => void) {
    this.changed = changed
  }

  /** Whether the page hides the outcomes from the reader. */
  get hides(): boolean {
    return this.on && !this.answered
  }

  /** Returns the questions about a scenario. Walks are asked once the explorer can follow the reader. */
  questions(summary: Summary, course: Course | null, reach: ReachNow | null): readonly Question[] {
    if (course === null) return []
    const walks = reach !== null || (this.made?.of === summary && this.made.walks)
    if (this.made?.of !== summary || this.made.walks !== walks) {
      this.made = { of: summary, walks, questions: questionsFor(summary, course, walks) }
    }
    return this.made.questions
  }

  /** Returns the question on show, and its place among all. */
  current(questions: readonly Question[]): { readonly question: Question; readonly at: number } | null {
    const at = this.at % Math.max(1, questions.length)
    const question = questions[at]
    return question === undefined ? null : { question, at }
  }

  /** Returns the question on show; null if the quiz is off or has none. */
  asked({ exploration, course, reach }: Scene): Question | null {
    if (!this.on || exploration.kind !== 'done') return null
    return this.current(this.questions(exploration.summary, course, reach))?.question ?? null
  }

  toggle(): void {
    this.on = !this.on
    this.at = 0
    this.clear()
  }

  tick(choice: number): void {
    if (!this.ticked.delete(choice)) this.ticked.add(choice)
    this.changed()
  }

  /** Ticks one choice instead of all others. */
  choose(choice: number): void {
    this.ticked.clear()
    this.tick(choice)
  }

  /** Counts steps until the question is answered. */
  took(steps: number): void {
    if (!this.answered) this.taken += steps
  }

  /** Begins a walk anew. */
  restarted(): void {
    if (!this.answered) this.taken = 0
  }

  answer(reached = false): void {
    this.answered = true
    this.reached = reached
    this.changed()
  }

  next(): void {
    this.at++
    this.clear()
  }

  clear(): void {
    this.answered = false
    this.reached = false
    this.taken = 0
    this.given.clear()
    this.ticked.clear()
    this.changed()
  }
}
