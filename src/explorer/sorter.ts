/** Makes states canonical. */
export interface Sorter {
  /** True where threads had to be exchanged. */
  sort(state: Int32Array): boolean
  /** After `sort`: for each thread of the state, which thread it was before. */
  readonly order: readonly number[]
}
