import type { Tree } from '@lezer/common'
import { type InputControls, libraryControls } from '../../base/controls.ts'
import { type Diagnostic, errorAt } from '../../base/diagnostic.ts'
import { failure, type Result, success } from '../../base/result.ts'
import type { Source, Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Code, Program } from '../../program/program.ts'
import type { ThreadChoice } from '../claims/chosen-threads.ts'
import type { CommentClaim } from '../claims/comments.ts'
import { assemble, threadNames, type WrittenThread } from '../lowering/assemble.ts'
import type { Cell } from '../lowering/cell.ts'
import { describe } from '../lowering/cells.ts'
import { finishCode } from '../lowering/code.ts'
import { Facts } from '../lowering/facts.ts'
import type { HeapObject } from '../lowering/heap.ts'
import { outputName } from '../lowering/kept-text.ts'
import type { Choices } from '../lowering/lowering.ts'
import { isData, markObserved } from '../lowering/object-names.ts'
import { Instance } from '../lowering/objects.ts'
import { Pass } from '../lowering/pass.ts'
import { declareText } from '../lowering/printed-text.ts'
import { Refusal } from '../lowering/refusals.ts'
import { isNumbered } from '../lowering/synchronisation.ts'
import { noTextClaims, type TextClaims } from '../lowering/text-cells.ts'
import { newThreadRecord, type ThreadRecord } from '../lowering/threads.ts'
import { Codes, type FunctionValue, type Value } from '../lowering/values.ts'
import { Problems } from '../problems.ts'
import { claimsIn, readClaims } from './claims.ts'
import { closeExecutor, ExecutorObject, isClosed } from './library/thread-pool.ts'
import { definitionOf } from './objects/functions.ts'
import { readModule } from './parser/module.ts'
import { ThreadLowering } from './run/lower.ts'
import { buildModule, commentsIn } from './syntax/build-statements.ts'
import { blocksOf, boundNames, targetNames } from './syntax/names.ts'
import { ProgressComments } from './syntax/progress.ts'
import { parseText } from './syntax/text.ts'
import type { Statement } from './syntax/tree.ts'
import { textClaimsIn } from './text-claims.ts'

export interface PythonOptions {
  /** The functions that threads execute, if the module starts none. */
  readonly threads: readonly ThreadChoice[] | null
  /** Other values for module-level constants. */
  readonly set: ReadonlyMap<string, number>
  /** The most rounds of a `range` in code of threads. */
  readonly bound: number | null
  /** The most elements of a list or queue that grows. */
  readonly capacity: number
  /** Whether the printed output is part of the outcome, as the text `output`. */
  readonly observeOutput: boolean
  /** Whether threads that wait for a condition may also wake spuriously: for programs that are executed while they are read. */
  readonly spuriousWakeups: boolean
  /** Expressions of Python that the user asks about: for programs that are executed while they are read. */
  readonly asked: AskedTexts
  /** The deepest nesting of calls. */
  readonly recursion: number
  /** How messages name the settings. */
  readonly controls: InputControls
}

export const defaultPythonOptions: PythonOptions = {
  threads: null,
  set: new Map(),
  bound: null,
  capacity: 8,
  observeOutput: false,
  spuriousWakeups: false,
  asked: { observed: [], conditions: [] },
  recursion: 50,
  controls: libraryControls,
}

/** Expressions of options: what to observe at the ends of executions, and conditions on these. */
export interface AskedTexts {
  readonly observed: readonly string[]
  readonly conditions: readonly string[]
}

/** A Python program in the IR. `notes` say what the reader omitted, for the top of the report. */
export interface PythonModel {
  readonly program: Program
  readonly notes: readonly string[]
}

/** What the quick reader makes of a program. */
export interface QuickModel extends PythonModel {
  /** Whether outcomes leave out, or do not tell apart, what variables refer to. */
  readonly isPartial: boolean
}

const mostPasses = 60
const nowhere: Span = { start: 0, end: 0 }

/** Reads a Python program that uses `threading`. */
export function readPython(source: Source, options: Partial<PythonOptions> = {}): Result<QuickModel> {
  const chosen = { ...defaultPythonOptions, ...options }
  const problems = new Problems(source)
  // The grammar of the subset is laxer than Python's at some places, and knows less of what is wrong.
  readModule(source, { rejected: problems, unsupported: new Problems(source) })
  if (problems.errors.length > 0) return failure(inOrder(problems.errors), problems.warnings)
  const tree = parseText(source, problems)
  if (tree === null) return failure(problems.errors, problems.warnings)
  const progress = new ProgressComments(source, commentsIn(tree))
  const statements = buildModule({ source, problems, progress }, tree)
  progress.report(problems)
  const claims = claimsIn(source, tree)
  const used = namesIn(source, tree, true)
  const namesOutput = claims.some(({ text }) => /(?<![\w.])output\b/.test(text))
  // A variable of the module with that name is meant instead.
  const isVariable = boundNames(statements).has(outputName) || /\bglobal\b[^\n]*\boutput\b/.test(source.text)
  checkOverrides(statements, chosen, problems)
  if (problems.errors.length > 0) return failure(inOrder(problems.errors), problems.warnings)
  return new Reading(
    source,
    statements,
    claims,
    { ...chosen, observeOutput: (chosen.observeOutput || namesOutput) && !isVariable },
    problems,
    used,
    namesIn(source, tree, false),
  ).read()
}

/** Every name in a text, with or without those that only loops assign. */
function namesIn(source: Source, tree: Tree, assigned: boolean): Set<string> {
  const names = new Set<string>()
  tree.iterate({
    enter: ({ name, from, to, node }) => {
      if (name !== 'VariableName') return
      const isTarget = node.parent?.name === 'ForStatement' && node.prevSibling?.name === 'for'
      if (assigned || !isTarget) names.add(source.text.slice(from, to))
    },
  })
  return names
}

export function inOrder(errors: readonly Diagnostic[]): Diagnostic[] {
  return [...errors].sort((one, other) => (one.span?.start ?? -1) - (other.span?.start ?? -1)).slice(0, 50)
}

/** `--set` names a module-level variable that is assigned once. */
export function checkOverrides(statements: readonly Statement[], { set, controls }: PythonOptions, problems: Problems): void {
  const names = new Set<string>()
  for (const each of statements) if (each.kind === 'assign') for (const target of each.targets) targetNames(target, names)
  for (const name of set.keys()) {
    if (names.has(name)) continue
    const hint = didYouMean(name, [...names]) ?? 'this module assigns no constants'
    problems.error(null, `${controls.constants}: unknown module-level constant \`${name}\``, hint)
  }
}

class Reading {
  private readonly facts = new Facts()
  private readonly codes = new Codes()
  private readonly exceptions = new Map<number, HeapObject>()
  private readonly source: Source
  private readonly statements: readonly Statement[]
  private readonly claims: readonly CommentClaim[]
  private readonly options: PythonOptions
  private readonly problems: Problems
  private readonly choices: Choices
  private readonly temporaryName: string
  private readonly readNames: ReadonlySet<string>
  private readonly loopNames = new Set<string>()
  private readonly texts: TextClaims

  constructor(
    source: Source,
    statements: readonly Statement[],
    claims: readonly CommentClaim[],
    options: PythonOptions,
    problems: Problems,
    used: ReadonlySet<string>,
    readNames: ReadonlySet<string>,
  ) {
    this.readNames = readNames
    this.source = source
    this.statements = statements
    this.claims = claims
    this.options = options
    this.problems = problems
    this.choices = { ...options, threadsGiven: options.threads !== null }
    const names = ['tmp', 'temp', 'value_', 'tmp_']
    this.temporaryName = names.find((name) => !used.has(name)) ?? 'tmp__'
    loopTargets(statements, this.loopNames)
    this.texts = options.observeOutput ? textClaimsIn(claims, problems) : noTextClaims
  }

  read(): Result<QuickModel> {
    let earlier: ReadonlyMap<number, HeapObject> = new Map()
    for (let count = 0; count < mostPasses; count++) {
      const pass = new Pass(this.source.text, this.facts, this.codes, this.temporaryName, this.exceptions, this.readNames)
      pass.earlier = earlier
      const strings = this.codes.allStrings().length
      const threads = this.pass(pass)
      this.facts.printAtMost(pass.printed)
      earlier = new Map([...pass.objectByCode].filter(([, object]) => isNumbered(object)))
      // What prints a string that is not known has a way for each string of the program.
      const hasMore = pass.text !== null && this.codes.allStrings().length > strings
      const grown = this.facts.takeGrowth() || hasMore
      if (!grown) return this.finish(pass, threads)
    }
    return failure([errorAt(this.source, null, 'the analysis did not converge', 'simplify it')])
  }

  /** Reads the whole program once, with what is known so far. */
  private pass(pass: Pass): WrittenThread[] {
    const globals = new Map<string, Cell>()
    const main = new ThreadLowering(pass, 'main', this.choices, globals)
    main.initial = true
    main.flow.quiet = true
    if (this.choices.observeOutput) pass.text = declareText(pass, this.texts)
    pass.isNamed = (name) => this.isNamed(name)
    main.onStart = () => this.freeze(main)
    const written: WrittenThread[] = []
    try {
      main.execute(this.statements)
      const running = main.initial
      if (running) this.startChosen(main)
      else {
        for (const each of pass.objects.values()) {
          if (each instanceof ExecutorObject && !isClosed(main, each)) closeExecutor(main, each, { start: 0, end: 0 }, false)
        }
        endBesideDaemons(pass, main, this.statements.at(-1)?.span ?? nowhere)
        written.push({ record: null, code: codeOf(pass, main), running: true })
      }
      for (let index = 0; index < pass.started.length; index++) {
        const record = pass.started[index]
        if (record !== undefined) written.push(this.thread(pass, record, globals, running))
      }
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      pass.report(refusal.span, refusal.message, refusal.hint)
    }
    return written
  }

  private freeze(main: ThreadLowering): void {
    main.pass.unobserved = new Set([...this.loopNames].filter((name) => !this.isNamed(name)))
    markObserved(main, main.pass.unobserved)
    main.pass.atStart = new Set(main.pass.objects.values())
    main.flow.takeInitialHolds()
  }

  private isNamed(name: string): boolean {
    return this.claims.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text))
  }

  private thread(pass: Pass, record: ThreadRecord, globals: Map<string, Cell>, running: boolean): WrittenThread {
    const lowering = new ThreadLowering(pass, record.key, this.choices, globals)
    if (record.target !== null) {
      lowering.bodyDepth = 1
      lowering.call(record.target, { positional: record.args, keywords: record.keywords }, record.span)
    }
    if (!record.daemon)
      endBesideDaemons(pass, lowering, record.target?.kind === 'function' ? record.target.callable.span : record.span)
    return { record, code: codeOf(pass, lowering), running }
  }

  /** The threads of `--threads`. */
  private startChosen(main: ThreadLowering): void {
    const { threads } = this.options
    main.startThreads()
    if (threads === null) return this.reportNoThreads(main)
    for (const { name, count } of threads) {
      const target = this.functionNamed(main, name)
      if (target === null) continue
      for (let index = 0; index < (count ?? 1); index++) {
        const at =
          target.kind === 'bound' ? target.callee.callable.span : target.kind === 'function' ? target.callable.span : null
        const record = newThreadRecord(`${name} ${index}`, at ?? { start: 0, end: 0 })
        record.target = target
        record.givenName = null
        main.pass.start(record)
      }
    }
  }

  private reportNoThreads(main: ThreadLowering): void {
    if (main.pass.reports.length > 0) return
    const names = this.functionNames(main)
    if (names.length === 0) {
      return main.pass.report(
        null,
        'this module starts no threads, and has no function that a thread could execute',
        `write \`def f():\` and name it: ${this.options.controls.threads} f:2`,
      )
    }
    const { threads } = this.options.controls
    const hint = `say which functions do: ${threads} ${names.slice(0, 2).join(',')} or ${names[0]}:2 (there are ${names.join(', ')})`
    main.pass.report(null, 'this module starts no threads', hint)
  }

  /** Functions that need no arguments. */
  private functionNames(main: ThreadLowering): string[] {
    const found: string[] = []
    for (const [name, cell] of main.globals) {
      const value = main.pass.initialOf(cell)
      if (value.kind === 'function' && needsNothing(value, 0)) found.push(name)
      if (value.kind !== 'object' || !(value.object instanceof Instance)) continue
      for (const [method, callee] of value.object.class.methods) {
        if (!method.startsWith('__') && needsNothing(callee, 1)) found.push(`${name}.${method}`)
      }
    }
    return found
  }

  private functionNamed(main: ThreadLowering, path: string): Value | null {
    const [name = '', method, ...more] = path.split('.')
    const cell = main.globals.get(name)
    const value = cell === undefined ? null : main.pass.initialOf(cell)
    if (value?.kind === 'function' && method === undefined) {
      if (needsNothing(value, 0)) return value
      main.pass.report(
        value.callable.span,
        `${this.options.controls.threads}: \`${name}\` needs arguments`,
        'write a function without parameters that calls it',
      )
      return null
    }
    if (value?.kind === 'object' && value.object instanceof Instance && method !== undefined && more.length === 0) {
      const callee = value.object.class.methods.get(method)
      if (callee !== undefined && needsNothing(callee, 1)) return { kind: 'bound', self: value.object, callee }
    }
    main.pass.report(
      null,
      `${this.options.controls.threads}: unknown function \`${path}\``,
      didYouMean(path, this.functionNames(main)),
    )
    return null
  }

  private finish(pass: Pass, threads: readonly WrittenThread[]): Result<QuickModel> {
    for (const { span, message, hint } of pass.reports) this.problems.error(span, message, hint)
    const conditions = readClaims(pass, this.claims, threadNames(threads), this.problems)
    if (this.problems.errors.length > 0) return failure(inOrder(this.problems.errors), this.problems.warnings)
    const program = assemble(pass, this.source, 'python', threads, conditions)
    const notes = this.notes(pass)
    const isPartial = concealed(pass).length > 0 || showsMadeObjects(pass)
    return success({ program, notes, isPartial }, this.problems.warnings)
  }

  private notes(pass: Pass): string[] {
    return [...cutNotes(pass.cutLines, this.options.bound), ...concealedNote(pass)]
  }
}

/** The note that ranges were cut, if some were. */
export function cutNotes(cutLines: ReadonlySet<number>, bound: number | null): string[] {
  const lines = [...cutLines].sort((a, b) => a - b)
  if (lines.length === 0) return []
  const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.join(', ')}`
  return [`ranges longer than ${bound} were cut to ${bound}: ${where}`]
}

/** The variables that outcomes do not show, except those that only definitions and imports assign. */
function concealedNote(pass: Pass): string[] {
  const texts = new Set(concealed(pass).map(([cell, value]) => `\`${cell.name}\` (${describe(value)})`))
  return texts.size === 0 ? [] : [`not shown in outcomes: ${[...texts].join(', ')}`]
}

/** Whether a variable that outcomes show refers to objects that threads make, which have no names to tell them apart. */
function showsMadeObjects(pass: Pass): boolean {
  return [...pass.variables.keys()].some(
    (cell) =>
      cell.observed &&
      !cell.hidden &&
      [...pass.facts.typeOf(cell).references].some((code) => {
        // Exceptions of one class are one object here, whatever they say.
        if (pass.exceptions.has(code)) return true
        const object = pass.objectByCode.get(code)
        return object !== undefined && isData(object) && !pass.atStart.has(object)
      }),
  )
}

function concealed(pass: Pass): [Cell, Value][] {
  const isDefinition = (cell: Cell, { kind }: Value): boolean =>
    ['function', 'class', 'module', 'builtin'].includes(kind) && pass.initialOf(cell).kind === 'unbound'
  return [...pass.concealed].filter(([cell, value]) => !isDefinition(cell, value))
}

/** Daemons execute until the last of the other threads ends, which is a step where there are any. */
function endBesideDaemons(pass: Pass, { flow }: ThreadLowering, span: Span): void {
  if (pass.facts.hasDaemons && flow.reachable) flow.emit({ op: 'fence' }, span, 'end of the thread')
}

/** The code of a thread; of a program with mistakes none, since its code may be incomplete. */
function codeOf(pass: Pass, { flow }: ThreadLowering): Code {
  return pass.reports.length > 0 ? { registers: [], instructions: [] } : finishCode(flow.items, flow.registers.names)
}

function needsNothing(value: FunctionValue, skip: number): boolean {
  return definitionOf(value)
    .parameters.slice(skip)
    .every(({ name }) => value.fallbacks.has(name))
}

/** The names that only loops of module code assign; they are bookkeeping. */
export function loopTargets(statements: readonly Statement[], found: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === 'for') targetNames(statement.target, found)
    for (const block of blocksOf(statement)) loopTargets(block, found)
  }
}
