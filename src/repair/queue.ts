/** A priority queue: a binary heap. What compares equal comes out in the order in which it was put in. */
export class Queue<T> {
  private readonly items: { readonly value: T; readonly number: number }[] = []
  private readonly compare: (one: T, other: T) => number
  private count = 0

  constructor(compare: (one: T, other: T) => number) {
    this.compare = compare
  }

  put(value: T): void {
    this.items.push({ value, number: this.count++ })
    for (let at = this.items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(at, parent)) return
      this.exchange(at, parent)
      at = parent
    }
  }

  /** Removes and returns the first value; null if there is none. */
  take(): T | null {
    const [first] = this.items
    const last = this.items.pop()
    if (first === undefined || last === undefined) return null
    if (this.items.length === 0) return first.value
    this.items[0] = last
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      if (left < this.items.length && this.isBefore(left, least)) least = left
      if (right < this.items.length && this.isBefore(right, least)) least = right
      if (least === at) return first.value
      this.exchange(at, least)
      at = least
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.items[one], this.items[other]]
    if (a === undefined || b === undefined) return false
    return (this.compare(a.value, b.value) || a.number - b.number) < 0
  }

  private exchange(one: number, other: number): void {
    const [a, b] = [this.items[one], this.items[other]]
    if (a === undefined || b === undefined) return
    this.items[one] = b
    this.items[other] = a
  }
}
