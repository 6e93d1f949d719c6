import { present } from '../base/bug.ts'
import { channelsOf, offersAt } from '../program/channels.ts'
import { loopsOf } from '../program/event-loops.ts'
import { operandsOf, rowOf } from '../program/operations.ts'
import { instructionAt, isBlocking, type Program, type Rules } from '../program/program.ts'
import { hasEnded, type State } from '../semantics/state.ts'
import { pendingAccesses, type Step } from '../semantics/step.ts'
import type { Access, AccessKind } from './execution.ts'

/**
 * Numbers what threads share, and says what a step touches of it. By number: the execution as a whole, which a step that ends
 * it for others writes; for each thread, what others do to it (start it, wake it), and its end; variables, locks, semaphores,
 * conditions, barriers, channels.
 */
export class Footprints {
  private readonly program: Program
  private readonly rules: Rules
  private readonly starts: Readonly<
    Record<'thread' | 'end' | 'variable' | 'lock' | 'semaphore' | 'condition' | 'barrier' | 'channel', number>
  >
  /** Whether messages may go directly from thread to thread: then what one may do depends on where others are. */
  private readonly isDirect: boolean
  private readonly hasDaemons: boolean
  /** Tasks of an event loop stop each other in too many ways: all steps depend on each other then. */
  private readonly hasLoops: boolean

  constructor(program: Program, rules: Rules) {
    this.program = program
    this.rules = rules
    const threads = program.threads.length
    const variable = 1 + 2 * threads
    const lock = variable + program.shared.length
    const semaphore = lock + program.mutexes.length
    const condition = semaphore + program.semaphores.length
    const barrier = condition + program.conditions.length
    const channel = barrier + program.barriers.length
    this.starts = { thread: 1, end: 1 + threads, variable, lock, semaphore, condition, barrier, channel }
    this.isDirect = channelsOf(program).some(({ capacity }) => capacity === 0)
    this.hasDaemons = program.threads.some(({ daemon }) => daemon)
    this.hasLoops = loopsOf(program) > 0
  }

  /** Returns what any of the results of a thread's next step touches. */
  ofSteps(before: State, steps: readonly Step[]): Access[] {
    return unique(steps.flatMap((step) => this.ofStep(before, step)))
  }

  /**
   * Returns what a thread that has to wait would touch. Of a block it is all that it may touch: if it has to wait, it is to
   * depend on what it would depend on if it had not.
   */
  ofWaiting(state: State, thread: number): Access[] {
    const read = pendingAccesses(this.program, state, thread, this.rules).map(({ location }) => this.part(location, 'read'))
    return unique([...this.own(thread), ...read, ...this.awaited(state, thread)])
  }

  private ofStep(before: State, step: Step): Access[] {
    const { thread, instruction, kind, executed } = step
    const found = this.own(thread)
    const isBlock = instruction.op === 'atomic'
    if (!isBlock || kind === 'queue') found.push(...this.awaited(before, thread))
    for (const { pc, location, wrote } of executed) {
      if (location !== null) found.push(this.part(location, wrote ? 'write' : 'read'))
      if (isBlock || !isBlocking(instruction)) found.push(...this.named(thread, pc))
    }
    return [...found, ...this.opened(before, step.after), ...this.changes(before, step)]
  }

  /** What each step of a thread touches: it needs its start or wake-up, and that the execution goes on. */
  private own(thread: number): Access[] {
    return [
      { object: 0, kind: this.hasLoops ? 'write' : 'read' },
      { object: this.starts.thread + thread, kind: 'take' },
    ]
  }

  /** What a thread has to wait for before its next step, or stands in line for. */
  private awaited(state: State, thread: number): Access[] {
    const { status, pc } = present(state.threads[thread], 'thread')
    const instruction = instructionAt(this.program, thread, pc)
    switch (instruction?.op) {
      case 'atomic':
        return this.ofBlock(thread, pc + 1, instruction.end)
      case 'acquire':
        return [{ object: this.starts.lock + instruction.mutex, kind: 'take' }]
      case 'sem_acquire':
        return [{ object: this.starts.semaphore + instruction.semaphore, kind: 'take' }]
      case 'join':
        return [{ object: this.starts.end + instruction.thread, kind: 'take' }]
      case 'select':
        return this.offered(thread, pc)
      case 'wait':
        if (status === 'running') return []
        if (status === 'sleeping') return [{ object: this.starts.condition + instruction.condition, kind: 'take' }]
        return [{ object: this.starts.lock + instruction.mutex, kind: 'take' }]
      default: // no other instruction waits for an object
        return []
    }
  }

  /** All that a block may touch. */
  private ofBlock(thread: number, start: number, end: number): Access[] {
    return Array.from({ length: end - start }, (_, offset) => start + offset).flatMap((pc) => {
      const instruction = present(instructionAt(this.program, thread, pc), 'instruction')
      const places = operandsOf(instruction).flatMap(({ role, value }) => (role === 'place' ? [value.variable] : []))
      const kind = rowOf(instruction).access === 'read' ? 'read' : 'write'
      const accesses = places.map((variable): Access => ({ object: this.starts.variable + variable, kind }))
      return [...accesses, ...this.named(thread, pc).map(({ object }): Access => ({ object, kind: 'write' }))]
    })
  }

  /** The objects that an instruction names, and how it uses them if it need not wait for them. */
  private named(thread: number, pc: number): Access[] {
    const instruction = present(instructionAt(this.program, thread, pc), 'instruction')
    if (instruction.op === 'select') return this.offered(thread, pc)
    const observed = rowOf(instruction).observes === true ? 'read' : 'write'
    const used = instruction.op === 'release' || instruction.op === 'sem_release' ? 'give' : observed
    return operandsOf(instruction).flatMap(({ role, value }): Access[] => {
      switch (role) {
        case 'lock':
          return [{ object: this.starts.lock + value, kind: instruction.op === 'wait' ? 'give' : used }]
        case 'semaphore':
        case 'condition':
        case 'barrier':
          return [{ object: this.starts[role] + value, kind: used }]
        case 'channel':
          return [this.channelUse(value)]
        case 'thread':
          return instruction.op === 'spawn' ? [] : [{ object: this.starts.end + value, kind: used }]
        default: // no object that threads share, or a place, which is recorded with its element
          return []
      }
    })
  }

  /** The locks and semaphores that became available. Where threads stand in line, one that comes too early stands in it. */
  private opened(before: State, after: State): Access[] {
    const { mutexes, semaphores } = this.program
    const locks = mutexes.flatMap(({ order }, index) => {
      const isFreed = before.mutexes[index]?.owner !== null && after.mutexes[index]?.owner === null
      return isFreed && order === undefined ? [this.starts.lock + index] : []
    })
    const counts = semaphores.flatMap(({ order }, index) => {
      const isOpened = before.semaphores[index] === 0 && after.semaphores[index] !== 0
      return isOpened && order === undefined ? [this.starts.semaphore + index] : []
    })
    return [...locks, ...counts].map((object) => ({ object, kind: 'give', opens: true }))
  }

  /** What a step did to threads: it started, woke or ended them, or ended the execution. */
  private changes(before: State, { thread, after }: Step): Access[] {
    const found: Access[] = []
    if (after.failure !== null) found.push({ object: 0, kind: 'write' })
    for (const [other, { status, pc }] of after.threads.entries()) {
      const old = present(before.threads[other], 'thread')
      if (old.status === status && old.pc === pc) continue
      if (other !== thread) found.push({ object: this.starts.thread + other, kind: 'give' })
      if (hasEnded(status) && !hasEnded(old.status)) {
        found.push({ object: this.starts.end + other, kind: 'give', opens: true })
        if (this.hasDaemons) found.push({ object: 0, kind: 'write' })
      }
      if (this.isDirect && (this.isOffering(other, old.pc) || this.isOffering(other, pc))) found.push(this.channelUse(0))
    }
    return found
  }

  private isOffering(thread: number, pc: number): boolean {
    return instructionAt(this.program, thread, pc)?.op === 'select'
  }

  /** The channels of a `select`, or all of them where one depends on another. */
  private offered(thread: number, pc: number): Access[] {
    if (this.isDirect) return [this.channelUse(0)]
    const code = this.program.codes[this.program.threads[thread]?.code ?? -1]
    return offersAt(present(code, 'code'), pc).offers.map(({ channel }) => this.channelUse(channel))
  }

  private channelUse(channel: number): Access {
    return { object: this.starts.channel + (this.isDirect ? 0 : channel), kind: 'write' }
  }

  private part({ variable, element }: { readonly variable: number; readonly element: number }, kind: AccessKind): Access {
    const isArray = present(this.program.shared[variable], 'variable').length !== null
    const object = this.starts.variable + variable
    return isArray ? { object, part: `${element}`, kind } : { object, kind }
  }
}

/** Removes accesses that occur twice, and a `give` that `opens` too. */
function unique(accesses: readonly Access[]): Access[] {
  const opened = new Set(accesses.flatMap(({ object, opens }) => (opens === true ? [object] : [])))
  const left = accesses.filter(({ object, kind, opens }) => kind !== 'give' || opens === true || !opened.has(object))
  return [...new Map(left.map((each) => [`${each.object} ${each.kind} ${each.part}`, each])).values()]
}
