import { type InputControls, libraryControls } from '../../base/controls.ts'
import { grouped } from '../../base/grouped.ts'
import { type Result, success } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Code, Program, Thread } from '../../program/program.ts'
import type { CommentClaim } from '../claims/comments.ts'
import { Problems } from '../problems.ts'
import { analysed, type Place } from './analysis.ts'
import { addressesNamed, claimsIn, readClaims } from './claims.ts'
import { codeRegisters, emitCode } from './emit.ts'
import { type Layout, layOut } from './layout.ts'
import { type DataRegister, defaultMachine, type Machine } from './machine.ts'
import { Memory } from './memory.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from './options.ts'
import { commentSettings, type StartValues, startValues } from './settings.ts'
import { readAssembly } from './syntax.ts'
import { tracedAddresses } from './traced.ts'
import { addressValues, type Subject } from './transfer.ts'

const defaultThreads = 2

/** The most threads that a program may have. */
const mostThreads = 100

/** Parses assembly in the language of the simulator of the book *Operating Systems: Three Easy Pieces*. */
export function readAssemblyProgram(
  source: Source,
  options: AssemblyOptions = defaultAssemblyOptions,
  controls: InputControls = libraryControls,
): Result<Program> {
  const problems = new Problems(source)
  const machine: Machine = {
    loadAddress: options.loadAddress ?? defaultMachine.loadAddress,
    memorySize: options.memorySize ?? defaultMachine.memorySize,
  }
  const assembly = readAssembly(source, machine, problems)
  const threads = readThreads(source, options, controls, problems)
  if (assembly.instructions.length === 0 && problems.errors.length === 0)
    problems.error(null, 'this file has no instructions', 'write them, and `halt`')
  if (problems.errors.length > 0 || threads === null) return problems.result(emptyProgram(source))
  const memory = new Memory(machine, assembly)
  const subjects = threads.map((_, thread): Subject => ({ assembly, machine, memory, thread }))
  const places = analysed(subjects, threads, problems)
  if (problems.errors.length > 0) return problems.result(emptyProgram(source))
  const claims = claimsIn(source)
  const observed = new Set([...tracedAddresses(options), ...addressesNamed(claims)].filter((each) => memory.exists(each)))
  const layout = layOut({
    machine,
    threads: threads.length,
    variables: assembly.variables,
    addresses: [...memory.touched(), ...observed],
    synchronizing: synchronizing(subjects, places),
    observed,
  })
  const codes = subjects.map((subject, at) => emitCode(subject, places[at] ?? [], threads[at] ?? new Map(), layout.locations))
  return finish(source, layout, codes, claims, problems)
}

function finish(
  source: Source,
  { shared }: Layout,
  codes: readonly Code[],
  claims: readonly CommentClaim[],
  problems: Problems,
): Result<Program> {
  const different = withoutCopies(codes)
  const threads = codes.map((_, at): Thread => {
    return { name: `T${at}`, code: different.numbers[at] ?? 0, start: 'running', daemon: false }
  })
  const names = { shared, codes: different.codes, threads }
  const program = { ...emptyProgram(source), ...names, ...readClaims(source, claims, names, problems) }
  return problems.errors.length > 0 ? problems.result(program) : success(program, problems.warnings)
}

function emptyProgram(source: Source): Program {
  return {
    source,
    shared: [],
    mutexes: [],
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: [{ registers: codeRegisters, instructions: [] }],
    threads: [],
    invariants: [],
    expectations: [],
  }
}

/** Threads with equal code are symmetric: they share it. */
function withoutCopies(codes: readonly Code[]): { readonly codes: Code[]; readonly numbers: readonly number[] } {
  const known = new Map<string, number>()
  const different: Code[] = []
  const numbers = codes.map((code) => {
    const key = JSON.stringify(code.instructions)
    const found = known.get(key) ?? different.push(code) - 1
    known.set(key, found)
    return found
  })
  return { codes: different, numbers }
}

/** Returns the addresses that `xchg` or `fetchadd` can access. */
function synchronizing(subjects: readonly Subject[], places: readonly (readonly Place[])[]): Set<number> {
  const found = new Set<number>()
  for (const [at, { assembly, memory }] of subjects.entries()) {
    for (const place of places[at] ?? []) {
      const action = assembly.instructions[place.pc]?.action
      if (action?.kind !== 'exchange' && action?.kind !== 'fetch-add') continue
      for (const each of memory.reachOf(addressValues(place, action.address)).addresses) found.add(each)
    }
  }
  return found
}

/** Returns the registers that each thread starts with; null after reporting an error. */
function readThreads(
  source: Source,
  options: AssemblyOptions,
  controls: InputControls,
  problems: Problems,
): ReadonlyMap<DataRegister, number>[] | null {
  const comments = commentSettings(source, problems)
  const count = options.threads ?? comments.threads?.value ?? defaultThreads
  const countSpan = options.threads === null ? (comments.threads?.span ?? null) : null
  if (count < 1 || count > mostThreads) {
    const hint = 'two or three threads show most bugs'
    problems.error(countSpan, `expected 1 to ${mostThreads} threads, found ${grouped(count)}`, hint)
    return null
  }
  const text = options.argv ?? comments.argv?.value ?? ''
  const span = options.argv === null ? (comments.argv?.span ?? null) : null
  const where = options.argv === null ? '' : `${controls.argv}: `
  const values: StartValues | { readonly message: string; readonly hint: string | null } =
    text === '' ? [new Map()] : startValues(text)
  if ('message' in values) problems.error(span, where + values.message, values.hint)
  else if (values.length === 1 || values.length === count) {
    return Array.from({ length: count }, (_, at) => values[at] ?? values[0] ?? new Map())
  } else {
    const message = `${where}start values for ${values.length} threads, but there are ${count}`
    problems.error(span, message, 'write them for each thread with commas, or once for all')
  }
  return null
}
