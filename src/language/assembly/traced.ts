import { didYouMean } from '../../base/suggest.ts'
import type { Program, SharedVariable } from '../../program/program.ts'
import { memoryName } from './layout.ts'
import { cellSize, dataRegisters, firstVariable } from './machine.ts'
import type { AssemblyOptions } from './options.ts'

/** The names to observe, or what is wrong with them. */
export type Traced =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'mistake'; readonly message: string; readonly hint: string | null }

/** Returns the addresses among what is observed. */
export function tracedAddresses({ memtrace }: Pick<AssemblyOptions, 'memtrace'>): number[] {
  return memtrace.filter((each) => /^\d{1,9}$/.test(each)).map(Number)
}

/** Returns the names in a program of what the options observe: `2000` is `memory[2000]`, `ax` is `T0.ax, T1.ax`. */
export function tracedNames(program: Program, { memtrace, regtrace }: AssemblyOptions): Traced {
  const names: string[] = []
  const known = program.shared.filter(({ hidden }) => hidden !== true).map(({ name }) => name)
  for (const each of memtrace) {
    const name = /^\d{1,9}$/.test(each) ? nameAt(program, Number(each)) : each
    if (
      !program.shared.some(
        (one) => one.name === name.replace(/^(\w+)\[\d+\]$/, (all, array) => (array === 'memory' ? all : array)),
      )
    ) {
      const what = /^\d/.test(each) ? `the address ${each} holds no data` : `unknown variable \`${each}\``
      return { kind: 'mistake', message: what, hint: didYouMean(each, known) }
    }
    names.push(name)
  }
  for (const each of regtrace) {
    if (!dataRegisters.some((register) => register === each)) {
      return { kind: 'mistake', message: `unknown register \`${each}\``, hint: didYouMean(each, dataRegisters) }
    }
    names.push(...program.threads.map(({ name }) => `${name}.${each}`))
  }
  return { kind: 'names', names }
}

/** Returns the name of what is at an address; variables come first, in the order of their addresses. */
function nameAt({ shared }: Program, address: number): string {
  let start = firstVariable
  for (const { name, length } of shared.filter((each) => !isAddress(each))) {
    const at = (address - start) / cellSize
    if (Number.isInteger(at) && at >= 0 && at < (length ?? 1)) return length === null ? name : `${name}[${at}]`
    start += cellSize * (length ?? 1)
  }
  return memoryName(address)
}

function isAddress({ name }: SharedVariable): boolean {
  return name.startsWith('memory[')
}
