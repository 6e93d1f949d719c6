/** How to execute a text of assembly; what is null, comments of the text say, or the simulator's default. */
export interface AssemblyOptions {
  /** All threads execute the same text. */
  readonly threads: number | null
  /** The registers that threads start with: `bx=3:cx=1`, or for two threads `bx=3,bx=5`. */
  readonly argv: string | null
  /** The address of the first instruction. */
  readonly loadAddress: number | null
  /** In kilobytes. */
  readonly memorySize: number | null
  /** What to observe: addresses and variables, and registers of each thread. None of either: every variable. */
  readonly memtrace: readonly string[]
  readonly regtrace: readonly string[]
}

export const defaultAssemblyOptions: AssemblyOptions = {
  threads: null,
  argv: null,
  loadAddress: null,
  memorySize: null,
  memtrace: [],
  regtrace: [],
}
