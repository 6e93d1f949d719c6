import { type Handle, Register, type SharedPlace } from './handles.ts'
import type { Lines } from './lines.ts'
import { integerIn, nameIn } from './names.ts'
import { localText, type Operand, operandText, type Reads, Term } from './term.ts'

/** Where an instruction puts its result: a register, or the name of one. By default the builder names it. */
export type Target = Register | string | undefined

/** The instructions of a thread, in the order of the calls. Each is one step, unless its description says otherwise. */
export class ThreadBuilder {
  /** The index of the thread among those of `t.threads(name, count, …)`. */
  readonly me: Term = new Term('me', [])
  readonly #lines: Lines
  #unnamed = 0

  constructor(lines: Lines) {
    this.#lines = lines
  }

  /** Reads a shared integer and returns the register that has its value. */
  load(from: SharedPlace, into?: Target): Register {
    return this.#into(into, (to) => `load ${to}, ${from.place}`)
  }

  /** Writes a shared integer. */
  store(to: SharedPlace, value: Operand): void {
    this.#lines.add(`store ${to.place}, ${localText(value)}`)
  }

  /** Sets a register. */
  set(into: Target, value: Operand): Register {
    return this.#into(into, (to) => `set ${to}, ${localText(value)}`)
  }

  /** Adds to a register. */
  add(register: Register, value: Operand): void {
    this.#lines.add(`add ${register.name}, ${localText(value)}`)
  }

  /** Adds to a shared integer in three steps, as `x += 1` of most languages does: load, add, store. */
  increment(place: SharedPlace, value: Operand = 1, into?: Target): void {
    const register = this.load(place, into)
    this.add(register, value)
    this.store(place, register)
  }

  /** Adds to a shared integer in one step and returns its old value. */
  fetchAdd(place: SharedPlace, value: Operand, into?: Target): Register {
    return this.#into(into, (to) => `fetch_add ${to}, ${place.place}, ${localText(value)}`)
  }

  /** Writes a shared integer and returns its old value, in one step. */
  exchange(place: SharedPlace, value: Operand, into?: Target): Register {
    return this.#into(into, (to) => `exchange ${to}, ${place.place}, ${localText(value)}`)
  }

  /** Writes a shared integer if it has the expected value, in one step; the register is 1 if so, else 0. */
  compareAndSwap(place: SharedPlace, expected: Operand, value: Operand, into?: Target): Register {
    return this.#into(into, (to) => `cas ${to}, ${place.place}, ${localText(expected)}, ${localText(value)}`)
  }

  /** Takes a lock; waits while another thread holds it. */
  acquire(lock: Handle<'lock'>): void {
    this.#lines.add(`acquire ${lock.name}`)
  }

  release(lock: Handle<'lock'>): void {
    this.#lines.add(`release ${lock.name}`)
  }

  /** Takes a lock if nobody holds it; the register is 1 if so, else 0. */
  tryAcquire(lock: Handle<'lock'>, into?: Target): Register {
    return this.#into(into, (to) => `try_acquire ${to}, ${lock.name}`)
  }

  /** Takes a lock, executes the body, and releases the lock. */
  locked(lock: Handle<'lock'>, body: () => void): void {
    this.acquire(lock)
    body()
    this.release(lock)
  }

  /** Releases the lock and sleeps until it is notified; then takes the lock again. */
  wait(condition: Handle<'condition'>, lock: Handle<'lock'>): void {
    this.#lines.add(`wait ${condition.name}, ${lock.name}`)
  }

  notify(condition: Handle<'condition'>): void {
    this.#lines.add(`notify ${condition.name}`)
  }

  notifyAll(condition: Handle<'condition'>): void {
    this.#lines.add(`notify_all ${condition.name}`)
  }

  /** Takes a unit of a semaphore; waits while there is none. Also called `P` and `wait`. */
  down(semaphore: Handle<'semaphore'>): void {
    this.#lines.add(`down ${semaphore.name}`)
  }

  /** Gives a unit to a semaphore. Also called `V` and `signal`. */
  up(semaphore: Handle<'semaphore'>): void {
    this.#lines.add(`up ${semaphore.name}`)
  }

  /** Waits until as many threads have arrived as the barrier is for. */
  arrive(barrier: Handle<'barrier'>): void {
    this.#lines.add(`barrier_wait ${barrier.name}`)
  }

  send(channel: Handle<'channel'>, value: Operand): void {
    this.#lines.add(`send ${channel.name}, ${localText(value)}`)
  }

  /** Takes a message; waits while there is none. */
  receive(channel: Handle<'channel'>, into?: Target): Register {
    return this.#into(into, (to) => `receive ${to}, ${channel.name}`)
  }

  close(channel: Handle<'channel'>): void {
    this.#lines.add(`close ${channel.name}`)
  }

  /** Waits until a condition holds, which may read shared variables. */
  await(condition: Operand<Reads>): void {
    this.#lines.add(`await ${operandText(condition)}`)
  }

  /** Sets a register to any of the values from `low` to `high`: all are explored. */
  choose(low: number, high: number, into?: Target): Register {
    return this.#into(into, (to) => `choose ${to}, ${integerIn(low)}..${integerIn(high)}`)
  }

  /** Starts a thread that was declared as `unstarted`. */
  spawn(thread: Handle<'thread'>): void {
    this.#lines.add(`spawn ${thread.name}`)
  }

  /** Waits until a thread has ended. */
  join(thread: Handle<'thread'>): void {
    this.#lines.add(`join ${thread.name}`)
  }

  /** Appends texts and values to the output; each is printed in one step with the others of the call. */
  print(...parts: readonly (string | Operand)[]): void {
    this.#lines.add(
      `print ${parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : localText(part))).join(', ')}`,
    )
  }

  /** Fails the execution if a condition does not hold. It is no step. */
  assert(condition: Operand): void {
    this.#lines.add(`assert ${localText(condition)}`)
  }

  /** A step that does nothing. */
  yield(): void {
    this.#lines.add('yield')
  }

  /** Ends the thread. It is no step. */
  halt(): void {
    this.#lines.add('halt')
  }

  /** Executes one of two bodies. The condition is no step. */
  if(condition: Operand, body: () => void, otherwise?: () => void): void {
    this.#lines.block(`if ${localText(condition)}:`, body, otherwise === undefined ? 'end' : null)
    if (otherwise !== undefined) this.#lines.block('else:', otherwise)
  }

  /** Executes the body as long as a condition holds. The condition is no step. */
  while(condition: Operand, body: () => void): void {
    this.#lines.block(`while ${localText(condition)}:`, body)
  }

  /** Executes the body so many times. */
  repeat(times: number, body: () => void): void {
    this.#lines.block(`repeat ${integerIn(times)}:`, body)
  }

  /** Executes the body as one step. */
  atomic(body: () => void): void {
    this.#lines.block('atomic:', body)
  }

  /** A critical section: two threads in it at once are a finding. */
  critical(body: () => void): void {
    this.#lines.block('critical:', body)
  }

  /** Marks an operation: whether the final values are right is judged by the orders of operations, not of threads. */
  operation(name: string, body: () => void): void {
    this.#lines.block(`op ${nameIn(name)}:`, body)
  }

  /** Adds lines of instruction text, for what has no method here. */
  code(text: string): void {
    for (const line of text.split(/\r?\n/)) this.#lines.add(line)
  }

  #into(target: Target, instruction: (to: string) => string): Register {
    const register = target instanceof Register ? target : new Register(target ?? this.#newName())
    this.#lines.add(instruction(register.name))
    return register
  }

  #newName(): string {
    this.#unnamed++
    return `r${this.#unnamed}`
  }
}
