/** The registers that a program can name, in the order in which reports list them. */
export const registerNames = ['ax', 'bx', 'cx', 'dx', 'ex', 'fx', 'bp', 'sp'] as const
export type RegisterName = (typeof registerNames)[number]

/** Registers that hold what the program puts there. The stack pointer is known at every place of the code instead. */
export type DataRegister = Exclude<RegisterName, 'sp'>

export const dataRegisters: readonly DataRegister[] = registerNames.filter((name) => name !== 'sp')

/** The distance between two neighbouring variables, and between two entries of a stack. Each address holds an integer. */
export const cellSize = 4

/** The address of the first `.var`. */
export const firstVariable = 100

/** The number of addresses, and the size of a stack, for each kilobyte of the memory size. */
const addressesPerKilobyte = 1024
const stackPerKilobyte = 1000

/** The distance between the bottoms of the stacks of two threads. */
const stackDistance = 1000

/** Where code and stacks are. */
export interface Machine {
  /** The address of the first instruction. An instruction takes one address. */
  readonly loadAddress: number
  /** In kilobytes. */
  readonly memorySize: number
}

export const defaultMachine: Machine = { loadAddress: 1000, memorySize: 128 }

/** Returns the number of addresses: they count from 0. */
export function addressCount({ memorySize }: Machine): number {
  return memorySize * addressesPerKilobyte
}

/** Returns the stack pointer with which a thread starts. Stacks grow to lower addresses. */
export function stackBottom({ memorySize }: Machine, thread: number): number {
  return memorySize * stackPerKilobyte - thread * stackDistance
}
