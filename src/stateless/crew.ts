import { type Course, Departure, type Executor, type Request } from './execution.ts'

/** After so many executions further executors are started: a short search ends before they are there. */
const alone = 200
/** The most executions that somebody makes ahead from one place; then it begins anew, nearer to where the search is. */
const mostAhead = 64
/** The most executions that are kept until the search asks for them; the oldest are for what comes last. */
const mostKept = 2000

/** An execution that is made ahead, and who makes it. */
interface Ahead<Answer> {
  readonly answer: Promise<Answer>
  readonly scout: Scout
  isDone: boolean
}

/** Somebody who follows a copy of the course. */
interface Scout {
  isOver: boolean
}

/** How further executors, or what executes for them, are started. */
export interface Helpers<Each> {
  /** How many executors there are at most, with the first. */
  readonly most: number
  /** After how many executions; `alone` by default. */
  readonly after?: number
  readonly start: () => Promise<Each>
}

/**
 * Several executors that answer one search. While one of them makes the execution that the search asks for, the others make
 * those that it will probably ask for later. The search still takes one answer after another, in its own order, so what it
 * finds, counts and shows does not depend on how many there are; only the time does. An execution that it never asks for is
 * dropped.
 *
 * Requires that equal requests have equal answers, whoever executes them, and that all requests of a search have the same
 * policy and the same limit of steps.
 */
export class Crew<Answer> implements Executor<Answer> {
  private readonly idle: Executor<Answer>[]
  private readonly helpers: Helpers<Executor<Answer>>
  private readonly ahead = new Map<string, Ahead<Answer>>()
  private readonly scouts = new Set<Scout>()
  private readonly busy = new Set<Promise<unknown>>()
  private size = 1
  private made = 0

  constructor(first: Executor<Answer>, helpers: Helpers<Executor<Answer>>) {
    this.idle = [first]
    this.helpers = helpers
  }

  async run(request: Request, course?: Course<Answer>): Promise<Answer> {
    if (this.made++ === (this.helpers.after ?? alone)) this.grow()
    const key = keyOf(request)
    const known = this.ahead.get(key)
    this.ahead.delete(key)
    // The search has come to where that one is.
    if (known?.isDone === false) this.leave(known.scout)
    const answer = known?.answer ?? this.execute(request)
    if (course !== undefined) this.sendOut(course)
    return answer
  }

  /** Waits until nobody executes anything: who is ahead stops. */
  async settle(): Promise<void> {
    for (const scout of this.scouts) this.leave(scout)
    while (this.busy.size > 0) await Promise.allSettled(this.busy)
    this.ahead.clear()
  }

  private grow(): void {
    for (let count = 1; count < this.helpers.most; count++) {
      const started = this.helpers.start().then((executor) => {
        this.idle.push(executor)
        this.size++
      })
      // Without it the others do the work.
      this.watch(started.catch(() => undefined))
    }
  }

  /** Lets those follow the course from a place ahead who have nothing else to do. */
  private sendOut(course: Course<Answer>): void {
    while (this.scouts.size < this.size - 1 && this.idle.length > 0) {
      const copy = course.ahead()
      if (copy === null) return
      const scout: Scout = { isOver: false }
      this.scouts.add(scout)
      const before = this.idle.length
      // What was foreseen wrongly may be impossible. If the search asks for the same, it says so.
      const followed = this.follow(copy, scout).catch(() => undefined)
      this.watch(followed.finally(() => this.leave(scout)))
      if (this.idle.length === before) return
    }
  }

  private async follow(course: Course<Answer>, scout: Scout): Promise<void> {
    let made = 0
    while (!scout.isOver) {
      const request = course.next()
      if (request === null) return
      const key = keyOf(request)
      const known = this.ahead.get(key)
      if (known === undefined && (this.idle.length === 0 || made++ === mostAhead)) return
      course.add(await (known?.answer ?? this.begin(request, key, scout)))
    }
  }

  /** Begins an execution that the search has not asked for yet. */
  private begin(request: Request, key: string, scout: Scout): Promise<Answer> {
    const answer = this.execute(request)
    const ahead = { answer, scout, isDone: false }
    this.ahead.set(key, ahead)
    const done = (): void => {
      ahead.isDone = true
    }
    answer.then(done, done)
    for (const [oldest, { isDone }] of this.ahead) {
      if (this.ahead.size <= mostKept) break
      if (isDone) this.ahead.delete(oldest)
    }
    return answer
  }

  /** Lets somebody who is idle execute a request. There is one: fewer are sent ahead than there are. */
  private execute(request: Request): Promise<Answer> {
    const executor = this.idle.pop()
    if (executor === undefined) return Promise.race(this.busy).then(() => this.execute(request))
    const answer = this.executedBy(executor, request)
    this.watch(answer.catch(() => undefined))
    return answer
  }

  private async executedBy(executor: Executor<Answer>, request: Request): Promise<Answer> {
    let isUsable = true
    try {
      return await executor.run(request)
    } catch (error) {
      // One that has ended, for whatever reason, is of no more use.
      isUsable = error instanceof Departure || this.size === 1
      throw error
    } finally {
      if (isUsable) this.idle.push(executor)
      else this.size--
    }
  }

  private leave(scout: Scout): void {
    scout.isOver = true
    this.scouts.delete(scout)
  }

  private watch(work: Promise<unknown>): void {
    this.busy.add(work)
    const done = (): void => {
      this.busy.delete(work)
    }
    work.then(done, done)
  }
}

/** Equal for requests that have the same answer. */
function keyOf({ prefix, sleeping }: Request): string {
  const decisions = prefix.map(({ thread, event, choice }) => `${thread}.${event}.${choice}`)
  const sleepers = sleeping.map(({ thread, event, accesses }) => `${thread}.${event}${JSON.stringify(accesses)}`)
  return `${decisions.join()};${sleepers.join()}`
}
