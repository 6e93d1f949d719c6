/** Lines of instruction text, with blocks in it. */
export class Lines {
  readonly #lines: string[] = []
  #depth = 0

  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }

  add(line: string): void {
    this.#lines.push(`${'  '.repeat(this.#depth)}${line}`)
  }

  /** Adds a block; `end` is null for threads, which end with the text or the next declaration. */
  block(head: string, body: () => void, end: string | null = 'end'): void {
    this.add(head)
    this.#depth++
    body()
    this.#depth--
    if (end !== null) this.add(end)
  }
}
