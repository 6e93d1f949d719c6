/**
 * An interpreter for assembly as plain as it can be: one dictionary of memory, one step an instruction, all
 * interleavings by brute force. It shares no code with the reader.
 */
export type Register = 'ax' | 'bx' | 'cx' | 'dx' | 'ex' | 'fx' | 'bp' | 'sp'
type Jump = 'j' | 'je' | 'jne' | 'jlt' | 'jlte' | 'jgt' | 'jgte'

export type Value = { readonly number: number } | { readonly register: Register }
export interface Where {
  readonly displacement: number
  readonly base?: Register
  readonly index?: Register
  readonly scale?: number
}

export type Step =
  | { readonly op: 'mov' | 'add' | 'sub' | 'mul'; readonly from: Value; readonly to: Register }
  | { readonly op: 'neg' | 'pop'; readonly to: Register }
  | { readonly op: 'lea' | 'load'; readonly from: Where; readonly to: Register }
  | { readonly op: 'store'; readonly from: Value; readonly to: Where }
  | { readonly op: 'xchg' | 'fetchadd'; readonly register: Register; readonly where: Where }
  | { readonly op: 'test'; readonly first: Value; readonly second: Value }
  | { readonly op: Jump | 'call'; readonly target: number }
  | { readonly op: 'push'; readonly from: Register }
  | { readonly op: 'push address'; readonly from: Where }
  | { readonly op: 'drop' | 'ret' | 'nop' | 'yield' | 'halt' }

export interface Case {
  readonly steps: readonly Step[]
  readonly threads: number
  readonly start: Readonly<Partial<Record<Register, number>>>
}

interface ThreadState {
  pc: number
  readonly registers: Record<Register, number>
  /** What the second operand of the last `test` was, compared with the first; null before the first one. */
  sign: number | null
  done: boolean
}

interface State {
  readonly memory: Record<number, number>
  readonly threads: ThreadState[]
}

const load = 1000

/** Returns the program as text; labels are `.l` and the position. */
export function textOf({ steps, threads, start }: Case): string {
  const argv = Object.entries(start).map(([name, value]) => `${name}=${value}`)
  const lines = steps.map((step, at) => `.l${at}\n${stepText(step)}`)
  return `# threads: ${threads}\n${argv.length > 0 ? `# argv: ${argv.join(':')}\n` : ''}${lines.join('\n')}\n`
}

function valueText(value: Value): string {
  return 'number' in value ? `$${value.number}` : `%${value.register}`
}

function whereText({ displacement, base, index, scale }: Where): string {
  if (base === undefined && index === undefined) return `${displacement}`
  const inner = index === undefined ? `%${base}` : `${base === undefined ? '' : `%${base}`},%${index},${scale ?? 1}`
  return `${displacement}(${inner})`
}

function stepText(step: Step): string {
  switch (step.op) {
    case 'mov':
    case 'add':
    case 'sub':
    case 'mul':
      return `${step.op} ${valueText(step.from)}, %${step.to}`
    case 'neg':
    case 'pop':
      return `${step.op} %${step.to}`
    case 'lea':
      return `lea ${whereText(step.from)}, %${step.to}`
    case 'load':
      return `mov ${whereText(step.from)}, %${step.to}`
    case 'store':
      return `mov ${valueText(step.from)}, ${whereText(step.to)}`
    case 'xchg':
    case 'fetchadd':
      return `${step.op} %${step.register}, ${whereText(step.where)}`
    case 'test':
      return `test ${valueText(step.first)}, ${valueText(step.second)}`
    case 'push':
      return `push %${step.from}`
    case 'push address':
      return `push ${whereText(step.from)}`
    case 'drop':
      return 'pop'
    case 'ret':
    case 'nop':
    case 'yield':
    case 'halt':
      return step.op
    default:
      return `${step.op} .l${step.target}`
  }
}

/** Why an execution cannot go on: in the simulator it would crash. */
export class Crash extends Error {}

/** Returns all final states, each as text of the addresses and of all registers except `sp`; null if there are too many states. */
export function finals(
  program: Case,
  addresses: readonly number[],
  mostStates: number,
): { readonly ends: Set<string>; readonly crashes: boolean } | null {
  const first = startOf(program)
  const seen = new Set([JSON.stringify(first)])
  const waiting = [first]
  const ends = new Set<string>()
  let crashes = false
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (seen.size > mostStates) return null
    if (state.threads.every(({ done }) => done)) ends.add(shown(state, addresses))
    for (const [thread, { done }] of state.threads.entries()) {
      if (done) continue
      const next: State = structuredClone(state)
      try {
        execute(program, next, thread)
        refuseOverflow(next)
      } catch (error) {
        if (!(error instanceof Crash)) throw error
        crashes = true
        continue
      }
      const key = JSON.stringify(next)
      if (!seen.has(key)) waiting.push(next)
      seen.add(key)
    }
  }
  return { ends, crashes }
}

function startOf({ threads, start }: Case): State {
  const one = (at: number): ThreadState => {
    const registers = { ax: 0, bx: 0, cx: 0, dx: 0, ex: 0, fx: 0, bp: 0, ...start, sp: 128_000 - at * 1000 }
    return { pc: 0, registers, sign: null, done: false }
  }
  return { memory: {}, threads: Array.from({ length: threads }, (_, at) => one(at)) }
}

/** The checker has integers of 32 bits, and reports a result that does not fit. */
function refuseOverflow({ memory, threads }: State): void {
  const values = [...Object.values(memory), ...threads.flatMap(({ registers }) => Object.values(registers))]
  if (values.some((value) => value > 2 ** 31 - 1 || value < -(2 ** 31))) throw new Crash('overflow')
}

function shown({ memory, threads }: State, addresses: readonly number[]): string {
  const registers = threads.map(({ registers: { sp: _, ...rest } }) => Object.values(rest))
  const others = Object.keys(memory).filter((each) => !addresses.includes(Number(each)))
  if (others.length > 0) throw new Error(`the reader does not know of ${others.join()}`)
  return JSON.stringify([addresses.map((each) => memory[each] ?? 0), registers])
}

function execute({ steps }: Case, { memory, threads }: State, at: number): void {
  const thread = threads[at]
  const step = thread === undefined ? undefined : steps[thread.pc]
  if (thread === undefined || step === undefined) throw new Crash('no instruction')
  const { registers } = thread
  const inputOf = (value: Value): number => ('number' in value ? value.number : registers[value.register])
  const addressOf = ({ displacement, base, index, scale }: Where): number =>
    displacement + (base === undefined ? 0 : registers[base]) + (index === undefined ? 0 : registers[index] * (scale ?? 1))
  const checked = (address: number): number => {
    if (address < 0 || address >= 131_072 || (address >= load && address < load + steps.length)) throw new Crash('address')
    return address
  }
  const read = (address: number): number => memory[checked(address)] ?? 0
  const write = (address: number, value: number): void => {
    memory[checked(address)] = value
  }
  const push = (value: number): void => {
    registers.sp -= 4
    write(registers.sp, value)
  }
  thread.pc++
  switch (step.op) {
    case 'mov':
      registers[step.to] = inputOf(step.from)
      return
    case 'add':
      registers[step.to] += inputOf(step.from)
      return
    case 'sub':
      registers[step.to] -= inputOf(step.from)
      return
    case 'mul':
      registers[step.to] *= inputOf(step.from)
      return
    case 'neg':
      registers[step.to] = 0 - registers[step.to]
      return
    case 'lea':
      registers[step.to] = addressOf(step.from)
      return
    case 'load':
      registers[step.to] = read(addressOf(step.from))
      return
    case 'store':
      write(addressOf(step.to), inputOf(step.from))
      return
    case 'xchg':
    case 'fetchadd': {
      const address = addressOf(step.where)
      const [old, own] = [read(address), registers[step.register]]
      write(address, step.op === 'xchg' ? own : old + own)
      registers[step.register] = old
      return
    }
    case 'test':
      thread.sign = Math.sign(inputOf(step.second) - inputOf(step.first))
      return
    case 'push':
      return push(registers[step.from])
    case 'push address':
      return push(addressOf(step.from))
    case 'pop':
      registers[step.to] = read(registers.sp)
      registers.sp += 4
      return
    case 'drop':
      registers.sp += 4
      return
    case 'call':
      push(load + thread.pc)
      thread.pc = step.target
      return
    case 'ret':
      thread.pc = read(registers.sp) - load
      registers.sp += 4
      if (steps[thread.pc] === undefined) throw new Crash('return')
      return
    case 'halt':
      thread.done = true
      return
    case 'nop':
    case 'yield':
      return
    default:
      if (step.op === 'j' || (thread.sign !== null && jumps[step.op](thread.sign))) thread.pc = step.target
  }
}

const jumps: Readonly<Record<Exclude<Jump, 'j'>, (sign: number) => boolean>> = {
  je: (sign) => sign === 0,
  jne: (sign) => sign !== 0,
  jlt: (sign) => sign < 0,
  jlte: (sign) => sign <= 0,
  jgt: (sign) => sign > 0,
  jgte: (sign) => sign >= 0,
}
