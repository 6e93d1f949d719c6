/** Says which states are the same except for the names of objects. */
export interface StateKeys {
  /** Returns a key that only such states have in common. Valid until the next call. */
  of(state: Int32Array): Int32Array
}
