import type { Argv } from 'yargs'
import { type Engine, engines } from '../check/options.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from '../language/assembly/options.ts'
import type { ThreadChoice } from '../language/claims/chosen-threads.ts'
import { defaultReadOptions, type Language, languages } from '../language/read.ts'
import { type Fairness, fairnesses } from '../program/program.ts'
import { onlyPlain, type Reduction, reductions } from '../reduction/reduction.ts'
import { type StoreKind, storeKinds } from '../space/store-kinds.ts'
import { quoted } from './controls.ts'
import { misuse } from './failure.ts'

/** The options that all commands share, parsed and validated. */
export interface SharedArguments {
  readonly observe: string | null
  readonly show: string | null
  readonly constants: ReadonlyMap<string, number>
  readonly maxStates: number | null
  /** Bytes. */
  readonly maxMemory: number | null
  readonly timeoutMs: number | null
  readonly spuriousWakeups: boolean
  readonly fairness: Fairness
  readonly count: boolean
  readonly engine: Engine
  readonly workers: number | null
  readonly store: StoreKind
  readonly reduce: 'auto' | readonly Reduction[]
  readonly json: boolean
  readonly quiet: boolean
  readonly color: 'auto' | 'always' | 'never'
  readonly language: Language | null
  readonly threads: readonly ThreadChoice[] | null
  readonly bound: number | null
  readonly capacity: number
  readonly assembly: AssemblyOptions
  /** The options among these that affect the program itself, as a text to be appended to a command. */
  readonly options: string
}

/** The shared options as yargs returns them. */
export interface RawArguments {
  readonly observe: string | undefined
  readonly show?: string | undefined
  readonly set: readonly string[] | undefined
  readonly 'max-states': string | undefined
  readonly 'max-memory': string | undefined
  readonly timeout: string | undefined
  readonly 'spurious-wakeups': boolean
  readonly fairness: Fairness
  readonly count: boolean
  readonly engine: Engine
  readonly workers?: string | undefined
  readonly store: StoreKind
  readonly reduce: string
  readonly json: boolean
  readonly quiet: boolean
  readonly color: 'auto' | 'always' | 'never'
  readonly language: Language | undefined
  readonly threads: string | undefined
  readonly bound: string | undefined
  readonly capacity: string | undefined
  readonly argv?: string | undefined
  readonly memtrace?: string | undefined
  readonly regtrace?: string | undefined
  readonly loadaddr?: string | undefined
  readonly memsize?: string | undefined
}

/** Adds the shared options to a command. */
export function withSharedOptions<T>(yargs: Argv<T>): Argv<T & RawArguments> {
  return yargs
    .option('observe', {
      type: 'string',
      requiresArg: true,
      describe: 'Names whose final values are shown: x, a[0], A.tmp',
      group,
    })
    .option('show', {
      type: 'string',
      requiresArg: true,
      describe: "Expressions that traces and pictures show, too: 'x + y, inside == 1'",
      group,
    })
    .option('set', { type: 'string', array: true, requiresArg: true, nargs: 1, describe: 'Override a constant: N=3', group })
    .option('max-states', { type: 'string', requiresArg: true, describe: 'Stop after this many states', group })
    .option('max-memory', {
      type: 'string',
      requiresArg: true,
      describe: 'Stop when this much memory is used: 500M, 2G',
      group,
    })
    .option('timeout', { type: 'string', requiresArg: true, describe: 'Stop after this time: 30s, 5m', group })
    .option('spurious-wakeups', {
      type: 'boolean',
      default: false,
      describe: 'Let threads that sleep in a wait wake spuriously',
      group,
    })
    .option('fairness', { choices: fairnesses, default: 'weak' as const, describe: 'Which infinite executions count', group })
    .option('count', { type: 'boolean', default: false, describe: 'Count interleavings in large state spaces, too', group })
    .option('engine', { choices: engines, default: 'auto' as const, describe: 'Exploration engine', group })
    .option('workers', {
      type: 'string',
      requiresArg: true,
      describe: 'Number of exploring threads (as many as pay off)',
      group,
    })
    .option('store', { choices: storeKinds, default: 'exact' as const, describe: 'State storage', group })
    .option('reduce', { type: 'string', requiresArg: true, default: 'auto', describe: reduceHelp, group })
    .option('json', { type: 'boolean', default: false, describe: 'Print JSON', group })
    .option('quiet', {
      type: 'boolean',
      alias: ['q', 'brief'],
      default: false,
      describe: 'Print the verdict only, one line a model',
      group,
    })
    .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto' as const, describe: 'Colours', group })
    .option('language', { choices: languages, describe: 'Input language, if the extension is ambiguous', group })
    .option('threads', {
      type: 'string',
      alias: 't',
      requiresArg: true,
      describe: 'Threads that start: A,P[0]; of Python, functions: f:2,g; of assembly, how many',
      group,
    })
    .option('bound', {
      type: 'string',
      requiresArg: true,
      describe: 'Cut each longer range(n) to this many rounds',
      group: python,
    })
    .option('capacity', {
      type: 'string',
      requiresArg: true,
      describe: 'Maximum number of elements of a growing list (8)',
      group: python,
    })
    .option('argv', {
      type: 'string',
      alias: 'a',
      requiresArg: true,
      describe: 'Registers at the start: bx=3:cx=1, or by thread bx=3,bx=5',
      group: assembly,
    })
    .option('memtrace', {
      type: 'string',
      alias: 'M',
      requiresArg: true,
      describe: 'Addresses and variables to observe: 2000,count',
      group: assembly,
    })
    .option('regtrace', {
      type: 'string',
      alias: 'R',
      requiresArg: true,
      describe: 'Registers to observe: ax,bx',
      group: assembly,
    })
    .option('loadaddr', {
      type: 'string',
      alias: 'L',
      requiresArg: true,
      describe: 'Address of the code (1000)',
      group: assembly,
    })
    .option('memsize', {
      type: 'string',
      alias: 'm',
      requiresArg: true,
      describe: 'Size of the memory in KB (128)',
      group: assembly,
    })
}

const group = 'Shared options:'
const python = 'For Python programs:'
const assembly = 'For assembly:'
const reduceHelp = `Reductions: auto, none, all, or some of ${reductions.join(', ')}`

/** Parses the options that yargs leaves as texts. Throws `Misuse`. */
export function sharedArguments(raw: RawArguments): SharedArguments {
  const reduce = reductionsIn(raw.reduce)
  if (raw.store === 'compressed') requireCompressible(raw.engine, reduce)
  return {
    observe: raw.observe ?? null,
    show: raw.show ?? null,
    constants: constantsIn(raw.set ?? []),
    maxStates: raw['max-states'] === undefined ? null : countIn('--max-states', raw['max-states'], '1M'),
    maxMemory: raw['max-memory'] === undefined ? null : bytesIn(raw['max-memory']),
    timeoutMs: raw.timeout === undefined ? null : durationIn('--timeout', raw.timeout),
    spuriousWakeups: raw['spurious-wakeups'],
    fairness: raw.fairness,
    count: raw.count,
    engine: raw.engine,
    workers: raw.workers === undefined ? null : countIn('--workers', raw.workers, '2'),
    store: raw.store,
    reduce,
    json: raw.json,
    quiet: raw.quiet,
    color: raw.color,
    language: raw.language ?? null,
    options: programOptions(raw),
    threads: raw.threads === undefined || isNumber(raw.threads) ? null : threadsIn(raw.threads),
    bound: raw.bound === undefined ? null : countIn('--bound', raw.bound, '5'),
    capacity: raw.capacity === undefined ? defaultReadOptions.capacity : countIn('--capacity', raw.capacity, '8'),
    assembly: assemblyOptions(raw),
  }
}

/** Throws `Misuse` unless the generated engine may explore, which alone has a compressed store. */
function requireCompressible(engine: Engine, reduce: 'auto' | readonly Reduction[]): void {
  const hint = 'only the generated engine compresses states: omit --engine, and all of --reduce except local and atomic'
  if (engine === 'plain') throw misuse('the plain engine has no compressed store', hint)
  const wrong = reduce === 'auto' ? undefined : reduce.find((each) => onlyPlain.has(each))
  if (wrong !== undefined) throw misuse(`--reduce ${wrong} cannot be combined with --store compressed`, hint)
}

/** Returns the options that affect the program itself, as they were written: for commands that a report suggests. */
function programOptions(raw: RawArguments): string {
  const given: readonly (readonly [string, string | undefined])[] = [
    ...(raw.set ?? []).map((each) => ['set', each] as const),
    ['threads', raw.threads],
    ['bound', raw.bound],
    ['capacity', raw.capacity],
    ['argv', raw.argv],
    ['memtrace', raw.memtrace],
    ['regtrace', raw.regtrace],
    ['loadaddr', raw.loadaddr],
    ['memsize', raw.memsize],
    ['observe', raw.observe],
    ['show', raw.show],
  ]
  const words = given.flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(value)}`]))
  const fairness = raw.fairness === 'weak' ? '' : ` --fairness ${raw.fairness}`
  return words.join('') + (raw['spurious-wakeups'] ? ' --spurious-wakeups' : '') + fairness
}

/** Whether `--threads` says how many threads there are, and not what they execute. */
function isNumber(threads: string): boolean {
  return /^\s*\d+\s*$/.test(threads)
}

function assemblyOptions(raw: RawArguments): AssemblyOptions {
  const parts = (text: string | undefined): string[] => (text === undefined ? [] : text.split(',').map((each) => each.trim()))
  const { threads, argv, memtrace, regtrace, loadaddr, memsize } = raw
  return {
    ...defaultAssemblyOptions,
    threads: threads === undefined || !isNumber(threads) ? null : countIn('--threads', threads.trim(), '2'),
    argv: argv ?? null,
    memtrace: parts(memtrace),
    regtrace: parts(regtrace),
    loadAddress: loadaddr === undefined ? null : countIn('--loadaddr', loadaddr, '1000'),
    memorySize: memsize === undefined ? null : countIn('--memsize', memsize, '128'),
  }
}

/** Parses a positive integer: `500`, `1_000_000`, `1e6`, `10k`, `2M`. */
export function countIn(option: string, text: string, example: string): number {
  const [, digits = '', unit = ''] = /^([\d_,]+(?:\.\d+)?(?:e\d+)?)([kM]?)$/.exec(text) ?? []
  const value = Number(digits.replace(/[_,]/g, '')) * ({ k: 1e3, M: 1e6 }[unit] ?? 1)
  if (digits === '' || !Number.isSafeInteger(value) || value < 1) {
    throw misuse(`${option} ${text}: expected a positive integer`, `write, for example, \`${option} ${example}\``)
  }
  return value
}

function bytesIn(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMG]?)i?B?$/i.exec(text) ?? []
  const value = Number(digits) * ({ K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[unit.toUpperCase()] ?? 1)
  if (digits === '' || value < 1)
    throw misuse(`--max-memory ${text}: expected an amount of memory`, 'write, for example, `--max-memory 2G`')
  return Math.floor(value)
}

/** Parses a duration and returns milliseconds: `500ms`, `30s`, `5m`, `1h`. Throws `Misuse`. */
export function durationIn(option: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text) ?? []
  const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit || 's'] ?? 1000
  if (digits === '' || Number(digits) <= 0)
    throw misuse(`${option} ${text}: expected a duration`, `write, for example, \`${option} 30s\``)
  return Number(digits) * factor
}

/** Parses `f:2,g,P[0]` as two threads of `f`, those of `g`, and `P[0]`. */
function threadsIn(text: string): ThreadChoice[] {
  return text.split(',').map((part) => {
    const [, name, count] = /^\s*([\p{L}_][\p{L}\p{N}_.]*(?:\[\d+\])?)\s*(?::\s*(\d+))?\s*$/u.exec(part) ?? []
    if (name === undefined || (count !== undefined && Number(count) < 1)) {
      throw misuse(
        `--threads ${text}: expected a thread or a function, found \`${part.trim()}\``,
        'write, for example, `--threads deposit:2,withdraw`',
      )
    }
    return { name, count: count === undefined ? null : Number(count) }
  })
}

function constantsIn(settings: readonly string[]): Map<string, number> {
  const constants = new Map<string, number>()
  for (const setting of settings) {
    const [, name, value] = /^([^=\s]+)=(-?\d+)$/.exec(setting) ?? []
    if (name === undefined || value === undefined) {
      throw misuse(`--set ${setting}: expected a name and an integer`, 'write, for example, `--set N=3`')
    }
    constants.set(name, Number(value))
  }
  return constants
}

function reductionsIn(text: string): 'auto' | readonly Reduction[] {
  if (text === 'auto') return 'auto'
  if (text === 'all') return reductions
  if (text === 'none') return []
  return text.split(',').map((part) => {
    const found = reductions.find((each) => each === part.trim())
    if (found === undefined) {
      throw misuse(
        `--reduce ${text}: unknown reduction \`${part.trim()}\``,
        `expected \`auto\`, \`none\`, \`all\`, or some of ${reductions.join(', ')}`,
      )
    }
    return found
  })
}
