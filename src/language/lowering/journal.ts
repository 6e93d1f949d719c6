/** What was changed since attempts began that may be given up, so that it can be changed back. */
export class Journal {
  private readonly undos: (() => void)[] = []
  private attempting = false

  /** Something was changed; `undo` changes it back if the attempt that we are in is given up. */
  onUndo(undo: () => void): void {
    if (this.attempting) this.undos.push(undo)
  }

  /** Begins an attempt; the returned function gives it up. */
  checkpoint(): () => void {
    this.attempting = true
    const length = this.undos.length
    return () => {
      while (this.undos.length > length) this.undos.pop()?.()
    }
  }
}
