/** Makes states canonical. */
export interface Sorter {
  /** Returns true if it exchanged threads. */
  sort(state: Int32Array): boolean
  /** After `sort`: for each thread of the state, its number before. */
  readonly order: readonly number[]
}
