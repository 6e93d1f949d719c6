/** Browsers have no `process`. */
const host: Partial<typeof globalThis> = globalThis

/** How a command ended: `missing` if there is none of that name. */
export type Ran =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too slow' }
  | { readonly kind: 'failed'; readonly why: string }

/** What the library uses of Node. */
export interface NodeHost {
  /** The program that executes Node. */
  readonly executable: string
  readText(path: string): Promise<string>
  run(command: string, args: readonly string[], input: string, timeoutMs: number): Promise<Ran>
  /** Returns the main file of a package, or null if it is not installed. */
  locate(name: string): string | null
}

/** Returns what Node offers, or null elsewhere. Nothing is imported, since bundlers for browsers would look for it. */
export function nodeHost(): NodeHost | null {
  const { process } = host
  if (process?.getBuiltinModule === undefined) return null
  const { readFile } = process.getBuiltinModule('node:fs/promises')
  const { createRequire } = process.getBuiltinModule('node:module')
  return {
    executable: process.execPath,
    readText: (path) => readFile(path, 'utf8'),
    run: (command, args, input, timeoutMs) => run(process, command, args, input, timeoutMs),
    locate: (name) => {
      try {
        return createRequire(import.meta.url).resolve(name)
      } catch {
        return null // it was not installed, or this file is part of a bundle
      }
    },
  }
}

function run(process: NodeJS.Process, command: string, args: readonly string[], input: string, timeout: number): Promise<Ran> {
  const { execFile } = process.getBuiltinModule('node:child_process')
  return new Promise((resolve) => {
    const child = execFile(command, args, { timeout, maxBuffer: 2 ** 28 }, (error, output, said) => {
      if (error === null) resolve({ kind: 'done', output })
      else if (error.code === 'ENOENT') resolve({ kind: 'missing' })
      else if (error.killed === true) resolve({ kind: 'too slow' })
      else resolve({ kind: 'failed', why: said.trim() || error.message })
    })
    child.stdin?.on('error', () => {}) // a command that ends before it has read all says why by its exit code
    child.stdin?.end(input)
  })
}
