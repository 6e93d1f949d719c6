// Compiling the command's files takes longer than most checks (19 of 87 ms of processor time for the smallest), so the code
// that V8 compiled in an earlier run is stored in `cache/` beside them and reused. If it is missing or from another version
// of Node, everything works as usual. Node does this itself from 22.1 on; before that, this file does.

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
/** Node's own cache of compiled code, which the types of our oldest Node do not declare. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown }
const isKeptByNode = enableCompileCache !== undefined
if (isKeptByNode) {
  enableCompileCache(join(folder, 'cache'))
  Object.assign(globalThis, { __import: importPackage })
}
const modules = new Map<string, Loaded>()
/** Scripts without usable cached code, by the file where theirs is to be stored. */
const uncached = new Map<string, Script>()

/**
 * Loads a file of the bundle once, by its path relative to this one, and returns its exports. File names contain a hash of
 * the text, so the code cached under a name matches its text.
 */
export function loadKept(name: string): unknown {
  const file = join(folder, name)
  return isKeptByNode ? createRequire(file)(file) : load(file)
}

/** Replaces `import()` in the bundle: a script compiled here cannot import, so its loader does. */
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

/** Caches the code of the loaded files, with all functions that ran. If it cannot be written, there is no cache. */
export function keepCode(): void {
  if (uncached.size === 0) return
  try {
    mkdirSync(cache, { recursive: true })
    for (const [file, script] of uncached) {
      const part = `${file}.${process.pid}-${process.hrtime.bigint()}` // not the name of another thread's
      writeFileSync(part, script.createCachedData())
      renameSync(part, file) // so that no process reads a part of it
    }
  } catch {
    // The installed package is not writable.
  }
}
