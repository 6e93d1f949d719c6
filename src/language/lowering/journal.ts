/** The changes since the start of attempts that may be abandoned, so that they can be undone. */
export class Journal {
  private readonly undos: (() => void)[] = []
  private attempting = false

  /** Records a change; `undo` reverts it if the current attempt is abandoned. */
  onUndo(undo: () => void): void {
    if (this.attempting) this.undos.push(undo)
  }

  /** Starts an attempt; the returned function abandons it. */
  checkpoint(): () => void {
    this.attempting = true
    const length = this.undos.length
    return () => {
      while (this.undos.length > length) this.undos.pop()?.()
    }
  }
}
