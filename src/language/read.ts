import { unreachable } from '../base/bug.ts'
import { type InputControls, libraryControls } from '../base/controls.ts'
import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Source } from '../base/source.ts'
import type { Program } from '../program/program.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from './assembly/options.ts'
import type { ThreadChoice } from './claims/chosen-threads.ts'
import type { AskedTexts, QuickModel } from './python/read.ts'

export const languages = ['ilv', 'python', 'assembly', 'json'] as const
export type Language = (typeof languages)[number]

/** How to read a text. */
export interface ReadOptions {
  /** Null: by the file extension, else by the form of the text. */
  readonly language: Language | null
  /** Values for declared constants, or for constants of a Python module. */
  readonly constants: ReadonlyMap<string, number>
  /** Python: the functions that threads execute, if the module starts none; else the threads that start, of those of the text. */
  readonly threads: readonly ThreadChoice[] | null
  /** Python: the most rounds of a `range`. */
  readonly bound: number | null
  /** Python: the most elements of a list or queue that grows. */
  readonly capacity: number
  /** Python: whether the printed output is part of the outcome, as the text `output`. */
  readonly observeOutput: boolean
  /** Python: whether threads that wait for a condition may also wake spuriously. */
  readonly spuriousWakeups: boolean
  /** Assembly: threads, their registers, and what to observe. */
  readonly assembly: AssemblyOptions
  /** Expressions whose values traces and pictures show: `x + y, inside == 1`. */
  readonly show: string | null
  /** Python: expressions that the user asks about. */
  readonly asked: AskedTexts
  /** How messages name the settings. */
  readonly controls: InputControls
}

export const defaultReadOptions: ReadOptions = {
  language: null,
  constants: new Map(),
  threads: null,
  bound: null,
  capacity: 8,
  observeOutput: false,
  spuriousWakeups: false,
  assembly: defaultAssemblyOptions,
  show: null,
  asked: { observed: [], conditions: [] },
  controls: libraryControls,
}

/** A program, and notes on how it was read, for the top of a report. */
export interface Model {
  readonly program: Program
  readonly notes: readonly string[]
}

/** The longest text; a longer one is not a model that a person wrote. */
const longestText = 16 * 2 ** 20

/**
 * Parses a model in any of the languages.
 *
 * @example
 * ```js
 * const read = await readModel({ name: 'one.ilv', text: 'shared x\nthread A:\n  store x, 1' })
 * read.value.program.threads.map(({ name }) => name) // ["A"]
 * ```
 */
export async function readModel(source: Source, partial: Partial<ReadOptions> = {}): Promise<Result<Model>> {
  const options = { ...defaultReadOptions, ...partial }
  const read = foreignFile(await readText(source, options), source, options)
  if (!read.ok || options.show === null) return read
  const { program, notes } = read.value
  const { readShown, withShown } = await import('./claims/shown.ts') // rarely needed too
  const { shown, problems } = readShown(program, options.show, options.controls.show)
  const errors = problems.flatMap((each) => each.errors)
  return errors.length > 0 ? failure(errors) : success({ program: withShown(program, shown), notes }, read.warnings)
}

/** So many mistakes in a file of another kind say that it is no model; one in a file of another language. */
const foreignMistakes = 3
const otherLanguages: ReadonlySet<string> = new Set(
  'c cc cpp cs css go h hpp hs html java jl js jsx kt lua m md ml php pl pml r rb rs scala sh swift tex tla toml ts tsx xml yaml yml'.split(
    ' ',
  ),
)

/** Returns one mistake in place of many, if a text fails to be read whose file is none that models are in. */
function foreignFile(read: Result<Model>, source: Source, { language }: ReadOptions): Result<Model> {
  const [, extension] = /[^/\\]\.([A-Za-z]\w*)$/.exec(source.name) ?? []
  if (read.ok || language !== null || extension === undefined || isOfModels(extension)) return read
  if (read.errors.length < foreignMistakes && !otherLanguages.has(extension)) return read
  const tried = languageOf(source) === 'python' ? 'Python' : languageOf(source) === 'json' ? 'JSON' : 'instruction text'
  const message = `expected a model, found a \`.${extension}\` file that is no ${tried} either, as which it was read`
  return failure([errorAt(source, null, message, 'models are in files whose names end with `.ilv`, `.py`, `.s` or `.json`')])
}

function isOfModels(extension: string): boolean {
  return ['ilv', 'py', 's', 'json'].includes(extension)
}

async function readText(source: Source, options: ReadOptions): Promise<Result<Model>> {
  const unreadable = whyUnreadable(source)
  if (unreadable !== null) return failure([errorAt(source, null, unreadable.message, unreadable.hint)])
  const language = options.language ?? languageOf(source)
  const foreign = language === 'python' ? null : pythonOptionIn(options, language)
  if (foreign !== null) return failure([errorAt(source, null, `${foreign} is for Python programs`, null)])
  const misplaced = language === 'assembly' ? null : assemblyOptionIn(options)
  if (misplaced !== null) return failure([errorAt(source, null, misplaced.message, misplaced.hint)])
  switch (language) {
    case 'json': {
      const { decodeProgram } = await import('../program/codec.ts') // large, and rarely needed
      if (options.constants.size > 0)
        return failure([errorAt(source, null, `${options.controls.constants}: a JSON program has no constants`, null)])
      return chosenOf(decodeProgram(source), options)
    }
    case 'python': {
      const { withMistakes } = await import('./python/mistakes/report.ts')
      return withMistakes(source, await readPythonModel(source, options))
    }
    case 'assembly': {
      const { readAssemblyProgram } = await import('./assembly/read.ts') // needed for few texts
      if (options.constants.size > 0)
        return failure([errorAt(source, null, `${options.controls.constants}: assembly has no constants`, null)])
      return modelOf(readAssemblyProgram(source, options.assembly, options.controls))
    }
    case 'ilv': {
      const { readInstructionText } = await import('./ilv/read.ts')
      return chosenOf(
        readInstructionText(source, options.constants, options.controls, options.observeOutput || showsOutput(options)),
        options,
      )
    }
    default:
      return unreachable(language)
  }
}

async function readPythonModel(source: Source, options: ReadOptions): Promise<Result<Model>> {
  const { readPython } = await import('./python/read.ts') // large too
  const { constants: set, threads, bound, capacity, controls, spuriousWakeups, asked } = options
  const observeOutput = options.observeOutput || showsOutput(options)
  const given = { set, threads, bound, capacity, observeOutput, spuriousWakeups, asked, controls }
  const read = readPython(source, given)
  const own = await useOf(read, controls)
  const use = own === 'as it is' && read.ok && !(await understands(read.value.program, asked)) ? 'if nothing better' : own
  if (use === 'as it is') return withoutFollowing(read, controls)
  const { readUnfolded } = await import('./python/unfolding/read.ts')
  const unfolded = readUnfolded(source, given, use === 'if integers fit' ? statesForIntegers : undefined)
  switch (use) {
    case 'if integers fit':
      return unfolded.ok && unfolded.value.hasLargeIntegers ? unfolded : read
    case 'if nothing better':
      return unfolded.ok ? unfolded : read
    case 'not':
      return unfolded.ok || unfolded.errors !== null ? unfolded : read
  }
}

/**
 * Whether a Python program has, in its own names, all that the user asks about. Arithmetic is left to the machine, whose
 * integers have any size.
 */
async function understands(program: Program, { observed, conditions }: AskedTexts): Promise<boolean> {
  if (observed.length + conditions.length === 0) return true
  if (conditions.some((text) => arithmetic.test(text))) return false
  const { readFinalCondition, readObservables } = await import('./claims/options.ts')
  const read = observed.map((text) => readObservables(program, text, ''))
  if (read.some((each) => each.problems.errors.length > 0 || each.observed.some(({ kind }) => kind === 'computed')))
    return false
  return conditions.every((text) => readFinalCondition(program, text, '').problems.errors.length === 0)
}

/** An operator whose result can be greater than its operands; `-` before a number is none. */
const arithmetic = /[*+/%^~]|<<|[\w)\]]\s*-/

/** So many states are explored to see whether integers need more than 32 bits. */
const statesForIntegers = 50_000

/**
 * Says what becomes of what the quick reader made. What it refuses, cannot follow to the end or does not show as a whole may
 * still be executed under every interleaving. Its integers have 32 bits, and those of Python any size: where its program may
 * leave these, the machine says whether that happens.
 */
async function useOf(
  read: Result<QuickModel>,
  controls: InputControls,
): Promise<'as it is' | 'if integers fit' | 'if nothing better' | 'not'> {
  if (!read.ok) {
    const isFinal = read.errors.some(({ message }) => isTooLarge.test(message) || isOfOption(message, controls))
    return isFinal ? 'as it is' : 'not'
  }
  const { program, isPartial } = read.value
  if (endsAtLimits(program)) return 'not'
  if (isPartial) return 'if nothing better'
  const { mayOverflow } = await import('../program/ranges.ts')
  return mayOverflow(program) ? 'if integers fit' : 'as it is'
}

/** Whether a Python program may add a key to a dict, where the quick reader ends the execution. */
function endsAtLimits({ codes }: Program): boolean {
  return codes.some(({ instructions }) => instructions.some(({ text }) => text?.endsWith(keyLimit) === true))
}

/** Mistakes that follow from one of an option are not told. */
function withoutFollowing<T>(read: Result<T>, controls: InputControls): Result<T> {
  const own = read.ok ? undefined : read.errors.find(({ message }) => isOfOption(message, controls))
  return own === undefined ? read : failure([own], read.warnings)
}

/** Whether a mistake is one of an option, which the program itself does not have. */
function isOfOption(message: string, { constants, threads }: InputControls): boolean {
  return [`${constants}: `, `${threads}: `, 'the module starts threads itself'].some((begin) => message.startsWith(begin))
}

/** What the quick reader says of programs that no reader could take. */
const isTooLarge = /^the program (creates|has) more than/

/** How the text of an instruction ends that ends the execution since Python would add a key. */
const keyLimit = 'when threads start'

function pythonOptionIn({ threads, bound, controls }: ReadOptions, language: Language): string | null {
  if (threads !== null && language === 'assembly') return controls.threads
  return bound === null ? null : controls.bound
}

function assemblyOptionIn({ assembly, controls }: ReadOptions): { message: string; hint: string } | null {
  if (assembly.threads !== null) {
    const hint = 'name functions of a Python program: `deposit:2,withdraw`'
    return { message: `a number for ${controls.threads} is for assembly`, hint }
  }
  const { argv, loadAddress, memorySize, memtrace, regtrace } = assembly
  if (argv === null && loadAddress === null && memorySize === null && memtrace.length + regtrace.length === 0) return null
  const hint = `leave out ${controls.argv} and the other options for assembly`
  return { message: 'an option is for assembly, and this is none', hint }
}

function modelOf(result: Result<Program>): Result<Model> {
  return result.ok ? success({ program: result.value, notes: [] }, result.warnings) : result
}

function showsOutput({ show }: ReadOptions): boolean {
  return show !== null && /\boutput\b/.test(show)
}

/** Returns a program with the threads that the options choose. */
async function chosenOf(result: Result<Program>, { threads, controls }: ReadOptions): Promise<Result<Model>> {
  if (!result.ok || threads === null) return modelOf(result)
  const { withChosenThreads } = await import('./claims/chosen-threads.ts') // rarely needed
  const chosen = withChosenThreads(result.value, threads, controls.threads)
  return chosen.ok ? success(chosen.value, result.warnings) : chosen
}

/** Returns the language of a text, by the name of its file or by how it begins. */
export function languageOf({ name, text }: Source): Language {
  if (name.endsWith('.json')) return 'json'
  if (name.endsWith('.ilv')) return 'ilv'
  if (name.endsWith('.py')) return 'python'
  if (name.endsWith('.s')) return 'assembly'
  if (text.trimStart().startsWith('{')) return 'json'
  return /^(import |from |class |def \w+\()/m.test(text) ? 'python' : 'ilv'
}

function whyUnreadable({ text }: Source): { message: string; hint: string | null } | null {
  if (text.includes('\0') || text.includes('\ufffd')) {
    return { message: 'expected a text file', hint: 'a model is a text file in UTF-8: `.ilv`, `.py`, `.s` or `.json`' }
  }
  if (text.length > longestText) return { message: 'this file is too large', hint: null }
  if (text.trim() === '') return { message: 'this file is empty', hint: 'see the examples in the folder `models`' }
  return null
}
