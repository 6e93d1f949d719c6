/** A shared integer that a step accesses. `element` is 0 for a variable that is not an array. */
export interface Location {
  readonly variable: number
  readonly element: number
}

/** One access of a step. A `plain` access is a `load` or `store` of a plain variable outside `atomic`. */
export interface Access {
  readonly location: Location
  readonly kind: 'read' | 'write'
  readonly plain: boolean
}
