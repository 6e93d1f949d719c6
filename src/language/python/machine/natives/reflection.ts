import { Problems } from '../../../problems.ts'
import { readModule } from '../../parser/module.ts'
import { compileModule } from '../compile-statements.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import type { Code } from '../objects.ts'
import { Bound, Obj, Tuple, type Value } from '../objects.ts'
import { object } from './locks.ts'

const prefix = '.annotation '

/** What the library needs to look into classes, and to make methods of texts. */
export function reflectionNatives(table: Natives): void {
  define(table, '.annotations', 'cls, /', (m, [of]) => {
    const names = m.memory.fieldsOf(object(of)).filter((field) => field.startsWith(prefix))
    return new Tuple(names.map((field) => new Tuple([field.slice(prefix.length), m.memory.read(object(of), field) ?? null])))
  })
  define(table, '.names', 'object, /', (m, [of]) => {
    return new Tuple(m.memory.fieldsOf(object(of)).filter((field) => !field.startsWith('.')))
  })
  define(table, '.own', 'object, name, default, /', (m, [of, name, fallback = null]) => {
    const found = m.memory.read(object(of), `${name}`)
    return found === undefined ? fallback : found
  })
  define(table, '.put', 'object, name, value, /', (m, [of, name, value = null]) => {
    m.memory.write(object(of), `${name}`, value)
    return null
  })
  define(table, '.drop', 'object, name, /', (m, [of, name]) => {
    m.memory.write(object(of), `${name}`, undefined)
    return null
  })
  define(table, '.is immutable', 'object, /', (m, [value = null]) => {
    if (!(value instanceof Obj)) return !(value instanceof Tuple) && !(value instanceof Bound)
    return ['class', 'function', 'module'].includes(value.kind) || m.memory.read(m.classes.of(value), '.members') !== undefined
  })
  define(table, '.allocate', 'cls, /', (m, [of]) => {
    const made = new Obj('instance', object(of), m.site)
    m.created?.(made)
    return made
  })
  define(table, '.compile', 'text, qualifier, /', (m, [text, qualifier]) => {
    const code = compiled(m, `${text}`, `${qualifier}`)
    return new Obj('function', null, m.site, {
      name: code.name,
      code,
      defaults: [],
      keywordDefaults: new Map<string, Value>(),
      closure: [],
      module: m.top.module,
    })
  })
}

/** Functions made of texts: a text has the same code in all machines. */
const known = new Map<string, Code>()

/** Compiles a text with one function; the functions in it belong to `qualifier`. */
function compiled(m: Machine, text: string, qualifier: string): Code {
  const key = `${qualifier}\n${text}`
  const found = known.get(key)
  if (found !== undefined && m.codes[found.index] === found) return found
  const problems = new Problems({ name: 'library', text })
  const statements = readModule({ name: 'library', text }, { rejected: problems, unsupported: problems })
  if (statements === null || problems.errors.length > 0) {
    throw new Error(`a text of the library: ${problems.errors.map(({ message }) => message).join('; ')}\n${text}`)
  }
  const code = compileModule(statements, m.codes, true, qualifier).instructions.find(({ op }) => op === 'FUNCTION')?.code
  if (code === undefined || code === null) throw new Error('a text of the library without a function')
  known.set(key, code)
  return code
}
