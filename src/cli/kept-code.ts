// Compiling the command's files takes longer than most checks (19 of 87 ms of processor time for the smallest), so what V8
// made of them in an earlier run is kept in `cache/` beside them and used again. Without it, or with that of another
// Node, all goes on as usual. Node does this by itself from 22.1 on; before that, this file does.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import nodeModule, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

interface Loaded {
  exports: unknown
}
type Require = (id: string) => unknown
type Import = (id: string) => Promise<unknown>
type Body = (exports: unknown, require: Require, module: Loaded, file: string, folder: string, load: Import) => void

const folder = import.meta.dirname
const cache = join(folder, 'cache', `${process.version}-${process.arch}`)
/** Whether Node keeps the code; what `@types/node` of our oldest Node does not know. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown }
const isKeptByNode = enableCompileCache !== undefined
if (isKeptByNode) {
  enableCompileCache(join(folder, 'cache'))
  Object.assign(globalThis, { __import: importPackage })
}
const modules = new Map<string, Loaded>()
/** Scripts without code that could be used, by the file where theirs is to be kept. */
const uncached = new Map<string, Script>()

/**
 * Loads a file of the bundle, named from where this one is, once; the result is what it exports. Names have a hash of the
 * file's text, so the code kept for a name fits its text.
 */
export function loadKept(name: string): unknown {
  const file = join(folder, name)
  return isKeptByNode ? createRequire(file)(file) : load(file)
}

/** What `import()` in the bundle becomes: a script of our own cannot import, so what loads it does. */
function importPackage(id: string): Promise<unknown> {
  return import(id)
}

function load(file: string): unknown {
  const known = modules.get(file)
  if (known !== undefined) return known.exports
  const module: Loaded = { exports: {} }
  modules.set(file, module)
  const outside = createRequire(file)
  const here = dirname(file)
  const require: Require = (id) => (id.startsWith('.') ? load(join(here, id)) : outside(id))
  compile(file)(module.exports, require, module, file, here, importPackage)
  return module.exports
}

function compile(file: string): Body {
  const source = `(function (exports, require, module, __filename, __dirname, __import) {${readFileSync(file, 'utf8')}\n})`
  const kept = join(cache, `${file.slice(folder.length + 1).replace(/\W/g, '-')}.bin`)
  const cachedData = read(kept)
  const script = new Script(source, { filename: file, ...(cachedData === null ? {} : { cachedData }) })
  if (cachedData === null || script.cachedDataRejected === true) uncached.set(kept, script)
  return script.runInThisContext()
}

function read(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

/** Keeps the code of what was loaded, with all functions that ran. Where that cannot be written, there is none. */
export function keepCode(): void {
  if (uncached.size === 0) return
  try {
    mkdirSync(cache, { recursive: true })
    for (const [file, script] of uncached) {
      const part = `${file}.${process.pid}-${process.hrtime.bigint()}` // no other thread's
      writeFileSync(part, script.createCachedData())
      renameSync(part, file) // so that nobody reads a part of it
    }
  } catch {
    // The installed package belongs to someone else.
  }
}
