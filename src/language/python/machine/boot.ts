import { suggestion } from '../../../base/suggest.ts'
import { Problems } from '../../problems.ts'
import { readModule } from '../parser/module.ts'
import type { Statement } from '../syntax/tree.ts'
import { Classes } from './classes.ts'
import { compileModule } from './compile-statements.ts'
import { makeClass } from './construct.ts'
import type { SharedFacts } from './facts.ts'
import { makeHost, objectKeys } from './host.ts'
import { inheritsFromValues, modulesIn } from './imports.ts'
import { libraryTexts, plainClassesModule } from './library/modules.ts'
import { Machine, type NativeFunction } from './machine.ts'
import { Memory } from './memory.ts'
import { define, type Natives } from './native.ts'
import { addressNatives } from './natives/addresses.ts'
import { atomicNatives } from './natives/atomics.ts'
import { basicNatives } from './natives/basics.ts'
import { cacheNatives } from './natives/caches.ts'
import { functionNatives } from './natives/functions.ts'
import { heapNatives } from './natives/heaps.ts'
import { identNatives } from './natives/idents.ts'
import { jsonNatives } from './natives/json.ts'
import { listNatives } from './natives/lists.ts'
import { lockNatives } from './natives/locks.ts'
import { mappingNatives } from './natives/mappings.ts'
import { methodNatives, ownMethods } from './natives/methods.ts'
import { numberNatives } from './natives/numbers.ts'
import { objectNatives } from './natives/objects.ts'
import { processNatives } from './natives/processes.ts'
import { queueNatives } from './natives/queues.ts'
import { reflectionNatives } from './natives/reflection.ts'
import { taskNatives } from './natives/tasks.ts'
import { textNatives } from './natives/texts.ts'
import { threadNatives } from './natives/threads.ts'
import { waitingNatives } from './natives/waiting.ts'
import type { Code } from './objects.ts'
import { Native, Obj, Tuple, type Value } from './objects.ts'
import { equals } from './operators.ts'
import { mathConstants } from './plain/math.ts'
import { ellipsis, notImplemented, Unsupported } from './values.ts'

/** Whether a module, or something in one, is part of the library. */
export function isKnownModule(path: string): boolean {
  return libraryTexts.has(path) || [...libraryTexts.keys()].some((each) => each.startsWith(`${path}.`))
}

/** Returns the module of the library that a misspelt name means; null if it is near to none. */
export function moduleLike(path: string): string | null {
  if (path === 'thread' || path === '_thread') return 'threading' // of Python 2
  const names = [...libraryTexts.keys()].filter((each) => !each.startsWith('_'))
  return names.find((each) => each === path.toLowerCase()) ?? (path.length > 4 ? suggestion(path, names) : null)
}

/** All functions of the machine, by path. */
function allNatives(): Natives {
  const table: Natives = new Map()
  basicNatives(table)
  atomicNatives(table)
  objectNatives(table)
  listNatives(table)
  mappingNatives(table)
  textNatives(table)
  methodNatives(table)
  numberNatives(table)
  functionNatives(table)
  lockNatives(table)
  threadNatives(table)
  identNatives(table)
  addressNatives(table)
  taskNatives(table)
  queueNatives(table)
  processNatives(table)
  waitingNatives(table)
  reflectionNatives(table)
  cacheNatives(table)
  heapNatives(table)
  jsonNatives(table)
  define(table, '.class', 'name, bases, members, /', (m, [name = '', bases, members], then) => {
    const namespace = new Map<string, Value>()
    if (members instanceof Obj) for (const { key, value } of m.containers.entries(members)) namespace.set(`${key}`, value)
    const parents = bases instanceof Tuple ? bases.items : []
    makeClass(
      m,
      { name: `${name}`, qualified: `${name}`, bases: parents, keywords: new Map(), namespace, site: `class ${name}` },
      then,
    )
    return undefined
  })
  return table
}

let natives: ReadonlyMap<string, NativeFunction> | null = null

/** The functions of Python that are written in Python, and their names in the core of the library. */
const inCore: ReadonlyMap<string, string> = new Map([
  ...['enumerate', 'zip', 'map', 'filter'].map((name): [string, string] => [name, name]),
  ['.sorted', 'sorted_'],
])

/** Compiled modules of the library: the same for all machines. */
const libraryCodes: Code[] = []
const compiledLibrary = new Map<string, Code>()
const importedBy = new Map<string, readonly string[]>()

function libraryModule(path: string): Code {
  const known = compiledLibrary.get(path)
  if (known !== undefined) return known
  const text = libraryTexts.get(path) ?? ''
  const problems = new Problems({ name: path, text })
  const statements = readModule({ name: path, text }, { rejected: problems, unsupported: problems })
  if (statements === null || problems.errors.length > 0) {
    throw new Error(`the library's ${path}: ${problems.errors.map(({ message }) => message).join('; ')}`)
  }
  const code = compileModule(statements, libraryCodes, true)
  compiledLibrary.set(path, code)
  importedBy.set(path, modulesIn(statements))
  return code
}

/** Compiles modules of the library, and what they import. */
function compileLibrary(paths: readonly string[], done: Set<string>): void {
  for (const path of paths) {
    if (done.has(path) || !libraryTexts.has(path)) continue
    done.add(path)
    libraryModule(path)
    compileLibrary(importedBy.get(path) ?? [], done)
  }
}

/** A program and what it imports, compiled. */
export interface CompiledProgram {
  readonly code: Code
  readonly codes: Code[]
  readonly imported: readonly string[]
}

/** Compiles a program. The codes of the library come first: they are the same for all programs. */
export function compileProgram(statements: readonly Statement[]): CompiledProgram {
  const imported = [...modulesIn(statements), ...(inheritsFromValues(statements) ? [plainClassesModule] : [])]
  compileLibrary(['.core', ...imported], new Set())
  const codes = [...libraryCodes]
  return { code: compileModule(statements, codes, false), codes, imported }
}

/** A machine with the modules that a program imports, before the program's first instruction. */
export function bootMachine({ code, codes, imported }: CompiledProgram, facts: SharedFacts): Machine {
  natives ??= allNatives()
  const classes = new Classes()
  const memory = new Memory(facts)
  const builtins = new Map<string, Value>()
  const host = makeHost(moduleOf, (m, name) => builtinOf(m, builtins, name))
  const machine = new Machine(classes, memory, codes, natives, host)
  memory.objectKey = objectKeys(machine)
  memory.sameKey = (one, other) => equals(machine, one, other)
  for (const path of natives.keys()) {
    const plain = path.replace(/^(static|class) /, '')
    const at = plain.startsWith('.') ? -1 : plain.lastIndexOf('.')
    const own = at === -1 ? undefined : classes.all.get(plain.slice(0, at))
    if (own !== undefined) own.fields.set(plain.slice(at + 1), new Native(path))
  }
  addAliases(classes)
  for (const [name, own] of classes.all) if (!name.includes('.')) builtins.set(name, own)
  for (const name of ['iterator', 'generator', 'coroutine', 'function', 'method', 'module', 'cell', 'NoneType', 'ellipsis'])
    builtins.delete(name)
  for (const path of natives.keys()) if (!path.includes('.')) builtins.set(path, new Native(path))
  builtins.set('NotImplemented', notImplemented)
  builtins.set('Ellipsis', ellipsis)
  builtins.set('__debug__', true)
  for (const name of ['IOError', 'EnvironmentError']) builtins.set(name, classes.named('OSError'))
  runModule(machine, '.core')
  for (const [name, own] of inCore) {
    const value = machine.modules.get('.core')?.fields.get(own)
    if (value !== undefined) builtins.set(name, value)
  }
  for (const path of imported) if (libraryTexts.has(path)) moduleOf(machine, path)
  const main = new Obj('module', null, '__main__', { name: '__main__' })
  main.fields.set('__name__', '__main__')
  main.fields.set('__doc__', null)
  main.fields.set('__file__', 'program.py')
  machine.modules.set('__main__', main)
  machine.program = code
  machine.mentioned = mentionedIn(codes)
  return machine
}

function mentionedIn(codes: readonly Code[]): ReadonlySet<string> {
  const own = codes.filter(({ isLibrary }) => !isLibrary).flatMap(({ instructions }) => instructions)
  return new Set(
    own.flatMap(({ op, name, names, value }) => [
      name,
      ...names,
      ...(typeof value === 'string' ? [value] : []),
      ...(op === 'ATTRIBUTE' ? [`.${name}`] : []),
      ...(op === 'IMPORT_FROM' ? names.map((each) => `.${each}`) : []),
    ]),
  )
}

/** Operators as methods of Python's own classes, as far as programs call them: `super().__eq__(other)`. */
function addAliases(classes: Classes): void {
  const object = classes.named('object')
  for (const [of, names] of ownMethods) {
    const { fields } = classes.named(of)
    for (const name of names) if (!fields.has(name)) fields.set(name, new Native(`.method ${name}`))
  }
  object.fields.set('__hash__', new Native('hash'))
  for (const of of ['list', 'dict', 'set', 'collections.deque']) classes.named(of).fields.set('__hash__', null)
}

function runModule(m: Machine, path: string): Obj {
  const known = m.modules.get(path)
  if (known !== undefined) return known
  const module = new Obj('module', null, path, { name: path })
  module.fields.set('__name__', path)
  m.modules.set(path, module)
  const own = m.frames
  m.frames = []
  m.enterModule(libraryModule(path), module)
  const rest = m.run()
  m.frames = own
  if (rest.kind !== 'ended')
    throw new Error(
      `the library's ${path} does not start: ${rest.kind === 'raised' ? m.host.text(m, rest.exception, 'r') : rest.kind}`,
    )
  addMath(m, path, module)
  return module
}

function addMath(m: Machine, path: string, module: Obj): void {
  if (path !== 'math') return
  for (const [name, value] of mathConstants) module.fields.set(name, value)
  for (const each of m.natives.keys()) if (each.startsWith('math.')) module.fields.set(each.slice(5), new Native(each))
}

/** A module of Python's library; the program is refused if it is not known. */
function moduleOf(m: Machine, path: string): Obj {
  const known = m.modules.get(path)
  if (known !== undefined) return known
  if (!libraryTexts.has(path)) {
    const prefix = [...libraryTexts.keys()].some((each) => each.startsWith(`${path}.`))
    if (!prefix) throw new Unsupported(`the module \`${path}\` is not supported`, 'docs/python.md lists the modules that are')
    const parent = new Obj('module', null, path, { name: path })
    m.modules.set(path, parent)
    return parent
  }
  const module = runModule(m, path)
  const at = path.lastIndexOf('.')
  if (at !== -1 && !path.startsWith('.')) moduleOf(m, path.slice(0, at)).fields.set(path.slice(at + 1), module)
  return module
}

function builtinOf(m: Machine, builtins: ReadonlyMap<string, Value>, name: string): Value | undefined {
  if (name === '.observe') return new Native(name)
  if (name.startsWith('.')) {
    const own = m.modules.get('.core')?.fields.get(inCore.get(name) ?? name.slice(1))
    return own
  }
  if (name === '_native' && m.frames.some(({ code }) => code.isLibrary)) return new Native('.native')
  // Claims about what is printed name it like a variable.
  if (name === 'output' && m.memory.isObserving && m.output !== null) return m.memory.read(m.output, 'text')
  if (name === 're' && m.memory.isObserving) return m.modules.get('.core')
  return builtins.get(name)
}
