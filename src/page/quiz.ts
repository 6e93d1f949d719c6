/** The quiz of one scenario: which final values the reader has ticked, and whether they have asked for the answer. */
export class Quiz {
  on: boolean = false
  answered: boolean = false
  readonly ticked: Set<number> = new Set()
  private readonly changed: () => void

  constructor(changed: () => void) {
    this.changed = changed
  }

  /** Whether the page hides the outcomes from the reader. */
  get hides(): boolean {
    return this.on && !this.answered
  }

  toggle(): void {
    this.on = !this.on
    this.clear()
  }

  tick(candidate: number): void {
    if (!this.ticked.delete(candidate)) this.ticked.add(candidate)
    this.changed()
  }

  answer(): void {
    this.answered = true
    this.changed()
  }

  clear(): void {
    this.answered = false
    this.ticked.clear()
    this.changed()
  }
}
