import { unreachable } from '../base/bug.ts'
import type { FailureKind } from '../program/program.ts'
import { keyOf, labelsOf, type Target, targetOf } from './labels.ts'
import type { Model, Passage, Place, Process, Statement, Station, Way } from './model.ts'
import { Namer } from './names.ts'
import { commented, declaration, failureName, type LineMeaning, type Lines, promelaWords, styleOf } from './promela-lines.ts'
import { freedThreads, handingIn, noteOf, printFailure, printHandover, single, stepMeaning } from './promela-statements.ts'
import { matched, promelaTerm, type TermStyle } from './promela-terms.ts'

/** Writes one process: labels for places, `goto` where the next statement does not follow by itself. */
export class PromelaProcess {
  private readonly model: Model
  private readonly routine: Process
  private readonly lines: Lines
  private readonly waits: boolean
  private readonly style: TermStyle
  private readonly labels: ReadonlyMap<string, string>
  private readonly labelNamer: Namer = new Namer(promelaWords)
  /** By position and kind of failure: where steps fail. */
  private readonly failing: Map<string, string> = new Map()
  /** Of the block that is printed. */
  private position = 0
  private line = 0
  /** The targets to which a `goto` leads; the others need no label. */
  private readonly used: Set<string> = new Set()
  /** Places at which a step may hand over to another thread. */
  private readonly handing: ReadonlySet<string>

  /** `waits`: processes go on only when another one has given arrays their values. */
  constructor(model: Model, routine: Process, lines: Lines, waits: boolean) {
    this.waits = waits
    this.model = model
    this.routine = routine
    this.lines = lines
    this.style = styleOf(routine)
    this.labels = labelsOf(routine, this.labelNamer)
    this.handing = handingIn(routine)
  }

  print(): void {
    const { name, threads, locals } = this.routine
    const many = threads.length === 1 ? 'active' : `active [${threads.length}]`
    const conditions = [
      ...(this.waits ? ['ready'] : []),
      ...(this.model.failures.length === 0 ? [] : [`${this.model.failure.name} == 0`]),
    ]
    const provided = conditions.length === 0 ? '' : ` provided (${conditions.join(' && ')})`
    this.lines.add(`${many} proctype ${name}()${provided} { /* ${commented(this.threadNames())} */`)
    this.lines.within(() => {
      for (const each of locals) this.lines.add(declaration(each))
      const before = this.lines.mark()
      this.printBlocks() // shows which labels are needed
      this.lines.reset(before)
      this.printBlocks()
    })
    this.lines.add('}')
  }

  private threadNames(): string {
    return this.routine.threads.map((thread) => `${thread}: ${this.model.threads[thread] ?? ''}`).join(', ')
  }

  private printBlocks(): void {
    const { blocks, start } = this.routine
    const first = blocks[0]
    const begin: Target = { kind: 'place', place: start }
    if (first === undefined || keyOf(targetOf(first)) !== keyOf(begin) || this.handing.has(keyOf(begin))) this.jump(begin)
    for (let at = 0; at < blocks.length; ) at = this.printFrom(at)
    this.printEnd()
  }

  /** Prints a block, and the silent code that follows it in one step. Returns the position of the next one. */
  private printFrom(at: number): number {
    const block = this.routine.blocks[at]
    if (block === undefined) return at + 1
    this.position = block.kind === 'passage' ? block.pc : block.place.pc
    this.line = block.line
    if (block.kind === 'passage') {
      this.lines.add('atomic {')
      this.lines.within(() => this.lines.add('skip; /* labels stand within */'))
      return this.printPassages(at)
    }
    this.handOver(block.place)
    this.label({ kind: 'place', place: block.place })
    const [only] = block.ways
    if (block.ways.length !== 1 || only === undefined) {
      this.printWays(block)
      return at + 1
    }
    const next = this.routine.blocks[at + 1]
    if (this.printSimple(block, only, next)) return at + 1
    this.lines.add(`atomic { ${noteOf(block)}`)
    this.lines.within(() => this.printWay(block, only, this.targetAfter(at)))
    return this.printPassages(at + 1)
  }

  /** Prints silent code to its end, and closes the step. */
  private printPassages(from: number): number {
    let at = from
    for (; ; at++) {
      const block = this.routine.blocks[at]
      if (block?.kind !== 'passage') break
      this.position = block.pc
      this.line = block.line
      this.lines.within(() => {
        this.label({ kind: 'passage', pc: block.pc })
        this.statements(block.body, this.targetAfter(at), noteOf(block))
      })
    }
    this.lines.add('};')
    return at
  }

  /** What comes by itself after a block: the next one, unless a handover stands before it. */
  private targetAfter(at: number): Target | null {
    const next = this.routine.blocks[at + 1]
    const target: Target =
      next === undefined ? { kind: 'place', place: { pc: this.routine.length, phase: 'at' } } : targetOf(next)
    return this.handing.has(keyOf(target)) ? null : target
  }

  /** A step that is one statement needs no `atomic`. */
  private printSimple(block: Station, way: Way, next: Station | Passage | undefined): boolean {
    const [first, ...rest] = way.body
    if (way.handed || next?.kind === 'passage') return false
    const after = this.targetAfter(this.routine.blocks.indexOf(block))
    const stops = (each: Statement | undefined): boolean =>
      each?.kind === 'stop' && !each.handsOver && after !== null && keyOf({ kind: 'place', place: each.at }) === keyOf(after)
    const meaning = stepMeaning(block, way)
    if (way.body.length === 1 && stops(first)) {
      this.lines.add(`${way.when === null ? 'skip' : promelaTerm(way.when, this.style)}; ${noteOf(block)}`, meaning)
      return true
    }
    if (way.when !== null || rest.length !== 1 || !stops(rest[0]) || first === undefined) return false
    const text = single(first, this.style)
    if (text !== null) this.lines.add(`${text}; ${noteOf(block)}`, meaning)
    return text !== null
  }

  private printWays(block: Station): void {
    if (block.ways.length === 0) {
      this.lines.add(`false; ${noteOf(block)}`)
      return
    }
    this.lines.add(`if ${noteOf(block)}`)
    for (const way of block.ways) {
      this.lines.add(':: atomic {')
      this.lines.within(() => {
        this.lines.within(() => {
          this.printWay(block, way, null)
          this.lines.add('}')
        })
      })
    }
    this.lines.add('fi;')
  }

  /** The first statement of a step has a line of its own, which tells trails that a step begins. */
  private printWay(block: Station, way: Way, after: Target | null): void {
    const meaning = way.handed ? null : stepMeaning(block, way)
    const [first, ...rest] = way.body
    const head = first === undefined || way.handed || way.when !== null ? null : single(first, this.style)
    if (way.handed) this.lines.add(`baton?${matched({ kind: 'me' }, this.style)};`)
    else if (head !== null) this.lines.add(`${head};`, meaning)
    else this.lines.add(`${way.when === null ? 'true' : promelaTerm(way.when, this.style)} ->`, meaning)
    this.statements(head === null ? way.body : rest, after, '')
  }

  private statements(statements: readonly Statement[], after: Target | null, note: string): void {
    const [last] = statements.slice(-1)
    const tail = note === '' ? '' : ` ${note}`
    let noted = false
    for (const each of statements) {
      const before = this.lines.lines.length
      this.printStatement(each, each === last ? after : null)
      const line = this.lines.lines[before]
      if (!noted && line !== undefined && tail !== '') {
        this.lines.lines[before] = `${line}${tail}`
        noted = true
      }
    }
  }

  private printStatement(statement: Statement, after: Target | null): void {
    const { lines, style } = this
    switch (statement.kind) {
      case 'assign':
      case 'append':
      case 'take':
      case 'remove':
        lines.add(`${single(statement, this.style) ?? 'skip'};`)
        return
      case 'fail':
        this.failAs(statement.failure)
        return
      case 'free':
        for (const { thread, when } of statement.threads) {
          const freed = this.model.freed?.name ?? ''
          lines.add(`${freed}[${thread}] = ${promelaTerm(when, style)};`)
        }
        return
      case 'go':
        this.reach({ kind: 'passage', pc: statement.to }, after)
        return
      case 'stop':
        this.stopAt(statement.at, statement.handsOver, after)
        return
      case 'if':
        lines.add('if')
        for (const { when, body } of statement.branches) this.option(promelaTerm(when, style), body, after, null)
        this.option('else', statement.otherwise, after, null)
        lines.add('fi;')
        return
      case 'choice':
        lines.add('if')
        for (const { when, body, choice } of statement.ways) {
          this.option(when === null ? 'true' : promelaTerm(when, style), body, after, { kind: 'choice', choice })
        }
        if (statement.ways.every(({ when }) => when !== null)) this.option('else', statement.otherwise, after, null)
        lines.add('fi;')
        return
      default:
        unreachable(statement)
    }
  }

  private option(guard: string, body: readonly Statement[], after: Target | null, meaning: LineMeaning | null): void {
    const isShort = body.length === 0
    this.lines.add(`:: ${guard}${isShort ? '' : ' ->'}`, meaning)
    this.lines.within(() => this.lines.within(() => this.statements(body, after, '')))
  }

  /** All failures of an instruction in one way lead to one place, as they are one state. */
  private failAs(failure: FailureKind): void {
    const key = `${this.position} ${failure}`
    const label = this.failing.get(key) ?? this.labelNamer.name(`${failureName(failure)}_${this.line}`)
    this.failing.set(key, label)
    this.lines.add(`goto ${label};`)
  }

  private reach(target: Target, after: Target | null): void {
    if (after === null || keyOf(after) !== keyOf(target)) this.jump(target)
  }

  private jump(target: Target): void {
    this.used.add(keyOf(target))
    this.lines.add(`goto ${this.labels.get(keyOf(target)) ?? ''};`)
  }

  private stopAt(place: Place, handsOver: boolean, after: Target | null): void {
    const target: Target = { kind: 'place', place }
    if (!handsOver) return this.reach(target, after)
    this.lines.add('if')
    this.lines.add(`:: ${freedThreads(this.model).join(' || ')} -> goto hand_${this.labels.get(keyOf(target)) ?? ''}`)
    this.used.add(keyOf(target))
    this.lines.add(`:: else -> goto ${this.labels.get(keyOf(target)) ?? ''}`)
    this.lines.add('fi;')
  }

  private handOver(place: Place): void {
    const key = keyOf({ kind: 'place', place })
    if (this.handing.has(key)) printHandover(this.model, this.labels.get(key) ?? '', this.lines)
  }

  private label(target: Target): void {
    const key = keyOf(target)
    const isDaemon = this.routine.daemon && target.kind === 'place'
    const waits = target.kind === 'place' && target.place.phase === 'unstarted'
    if (this.used.has(key) || isDaemon || waits) this.lines.addOut(`${this.labels.get(key) ?? ''}:`)
  }

  /** Threads that have ended stay: a process that vanished would be one more state. */
  private printEnd(): void {
    const end: Target = { kind: 'place', place: { pc: this.routine.length, phase: 'at' } }
    this.handOver(end.place)
    this.lines.addOut(`${this.labels.get(keyOf(end)) ?? ''}:`)
    this.lines.add('false;')
    for (const block of this.routine.blocks) {
      if (block.kind !== 'passage') continue
      const crashed: Target = { kind: 'place', place: { pc: block.pc, phase: 'crashed' } }
      if (!this.used.has(keyOf(crashed))) continue
      this.handOver(crashed.place)
      this.lines.addOut(`${this.labels.get(keyOf(crashed)) ?? ''}:`)
      this.lines.add(`false; /* ended by ${commented(block.text)} */`)
    }
    for (const [key, label] of this.failing) printFailure(this.model, label, key.slice(key.indexOf(' ') + 1), this.lines)
  }
}
