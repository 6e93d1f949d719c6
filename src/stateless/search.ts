import { type Dependence, dependent } from './dependence.ts'
import type { Course, Execution, Policy, Request, Subject } from './execution.ts'
import { Tree } from './tree.ts'

/** How far a search goes. */
export interface Limits {
  /** The most steps of an execution. */
  readonly maxSteps: number
  readonly maxExecutions: number
  /** Asked before each execution; the search ends when it says true. */
  readonly isOver: () => boolean
}

/** What a search did. */
export interface Summary {
  /** Executions that ended: all threads did, or those left wait for ever. */
  readonly executions: number
  /** Executions given up because they would only repeat others. */
  readonly asleep: number
  /** Executions that had too many steps. */
  readonly cut: number
  /** Whether an execution of each class of equivalent ones was seen. False if one was cut. */
  readonly complete: boolean
}

/** Counts executions by their ends. */
export class Tally {
  private executions = 0
  private asleep = 0
  private cut = 0

  get total(): number {
    return this.executions + this.asleep + this.cut
  }

  add({ end }: Pick<Execution<unknown>, 'end'>): void {
    if (end === 'asleep') this.asleep++
    else if (end === 'cut') this.cut++
    else this.executions++
  }

  summary(isWhole: boolean): Summary {
    const { executions, asleep, cut } = this
    return { executions, asleep, cut, complete: isWhole && cut === 0 }
  }
}

/** In which order threads go on does not matter to the search, except that each should have its turn. */
const fair: Policy = { kind: 'turns', most: 100 }

/** Whether a search may make another execution. */
export function mayGoOn({ maxExecutions, isOver }: Limits, tally: Tally): boolean {
  return tally.total < maxExecutions && !isOver()
}

/**
 * Yields executions of a program, at least one of each class of equivalent ones (Mazurkiewicz's traces: executions that differ
 * only in the order of steps that do not depend on each other). Source-DPOR with sleep sets; see `races.ts`.
 *
 * @throws Departure if the program is not determined by the schedule
 */
export async function* explore<Outcome>(
  subject: Subject<Outcome>,
  limits: Limits,
  depends: Dependence = dependent,
): AsyncGenerator<Execution<Outcome>, Summary> {
  const course = new TreeCourse(new Tree(depends), limits.maxSteps, false)
  const tally = new Tally()
  for (let request = course.next(); request !== null; request = course.next()) {
    if (!mayGoOn(limits, tally)) return tally.summary(false)
    const execution = await subject.run(request, course)
    course.add(execution)
    tally.add(execution)
    yield execution
  }
  return tally.summary(true)
}

/** The executions of a tree, in its order. */
class TreeCourse implements Course<Execution<unknown>> {
  private readonly tree: Tree
  private readonly maxSteps: number
  private hasBegun: boolean

  constructor(tree: Tree, maxSteps: number, hasBegun: boolean) {
    this.tree = tree
    this.maxSteps = maxSteps
    this.hasBegun = hasBegun
  }

  next(): Request | null {
    const branch = this.hasBegun ? this.tree.next() : this.tree.first()
    this.hasBegun = true
    return branch === null ? null : { ...branch, maxSteps: this.maxSteps, policy: fair }
  }

  add(execution: Execution<unknown>): void {
    this.tree.add(execution)
  }

  ahead(): TreeCourse {
    return new TreeCourse(this.tree.beyond(), this.maxSteps, true)
  }
}
