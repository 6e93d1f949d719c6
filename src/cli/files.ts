import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { visible } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { suggestion } from '../base/suggest.ts'
import { misuse } from './failure.ts'

/** Replaces `-` in the arguments before yargs parses them, since yargs does not accept it. */
export const standardInput = '/dev/stdin'
/** What reports call it. */
export const inputName = 'stdin'

/** Reads a model's text from a file or standard input. Throws `Misuse`. */
export function readSource(name: string): Source {
  if (name === standardInput) return { name: inputName, text: readStdin() }
  try {
    if (statSync(name).isDirectory()) throw misuse(`${name} is a directory`, `name files in it: \`${join(name, '*')}\``)
    return { name: visible(name), text: readFileSync(name, 'utf8') }
  } catch (error) {
    throw fileError(error, name, 'read')
  }
}

function readStdin(): string {
  try {
    return readFileSync(0, 'utf8')
  } catch (error) {
    throw fileError(error, 'standard input', 'read')
  }
}

/** Writes a file that the user named, or one under `out/`. Throws `Misuse`. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  try {
    if (isReplaceable(path)) replaceFile(path, content)
    else writeFileSync(path, content)
  } catch (error) {
    throw fileError(error, path, 'write')
  }
}

/** The longest name that leaves room for that of its part; file systems allow 255 bytes. */
const longestName = 240

/** Reports whether a new file can take the place of what a path names: not that of a device, a pipe or a link. */
function isReplaceable(path: string): boolean {
  if (Buffer.byteLength(basename(path)) > longestName || !isWritable(dirname(path))) return false
  const status = lstatSync(path, { throwIfNoEntry: false })
  return status === undefined || (status.isFile() && status.nlink === 1 && (status.mode & 0o200) !== 0)
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Writes beside a file, then renames: a full disk, a signal or a second command never leaves half a file. */
function replaceFile(path: string, content: string | Uint8Array): void {
  const part = partOf(path)
  try {
    writeFileSync(part, content)
    const status = statSync(path, { throwIfNoEntry: false })
    if (status !== undefined) chmodSync(part, status.mode)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Returns the name of a file while this process writes it; two commands that write one file do not share it. */
export function partOf(path: string): string {
  return `${path}.${process.pid}.part`
}

/** Removes parts of a file that processes left which were killed while they wrote. */
export function removeLeftParts(path: string): void {
  const [folder, prefix] = [dirname(path), `${basename(path)}.`]
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? /^(\d{1,9})\.part$/.exec(name.slice(prefix.length))?.[1] : undefined
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) // sends nothing
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // it is another user's
  }
}

/** The default folder of pictures. */
const outputFolder = 'out'

/** Returns the path of a picture: the given one, whose folder must exist; else one under `out/`, which is created. */
export function outputPath(given: string | undefined, model: string, suffix: string): string {
  if (given === undefined) {
    makeOutputFolder()
    return join(outputFolder, `${basename(model, extname(model)).replace(/[^\w.-]/g, '_') || 'model'}${suffix}`)
  }
  const folder = dirname(given)
  if (folder === outputFolder) makeOutputFolder()
  if (!existsSync(folder)) throw misuse(`no such directory: ${folder}`, `create it first: \`mkdir -p ${folder}\``)
  if (existsSync(given) && statSync(given).isDirectory()) throw misuse(`${given} is a directory`, 'name a file in it')
  if (resolve(given) === resolve(model)) {
    throw misuse(`--out ${given} would overwrite the model`, 'choose another name')
  }
  return given
}

/** Returns the file of one of several pictures, numbered so that they sort: `q-03.svg`. */
export function stepPath(path: string, step: number, last: number): string {
  const ending = extname(path)
  return `${path.slice(0, path.length - ending.length)}-${`${step}`.padStart(`${last}`.length, '0')}${ending}`
}

/** Makes a folder that the user named, and those above it. Throws `Misuse`. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw fileError(error, path, 'write')
  }
}

function makeOutputFolder(): void {
  try {
    mkdirSync(outputFolder) // not `recursive`, which calls a read-only file system a missing folder
  } catch (error) {
    if (statSync(outputFolder, { throwIfNoEntry: false })?.isDirectory() === true) return
    throw fileError(error, outputFolder, 'create')
  }
}

export function fileError(error: unknown, name: string, verb: 'read' | 'write' | 'create'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case null:
    case undefined:
      return error
    case 'ENOENT':
      return misuse(`no such file: ${name}`, similarFile(name))
    case 'EACCES':
    case 'EPERM':
      return misuse(`cannot ${verb} ${name}`, 'permission denied')
    case 'EISDIR':
      return misuse(`${name} is a directory`, null)
    case 'ENOSPC':
      return misuse(`cannot ${verb} ${name}`, 'no space is left on the device')
    default: // any other system error code
      return misuse(`cannot ${verb} ${name} (${String(code)})`, null)
  }
}

function similarFile(name: string): string | null {
  try {
    const found = suggestion(basename(name), readdirSync(dirname(name)))
    return found === null ? null : `did you mean ${join(dirname(name), found)}?`
  } catch {
    return null // the folder does not exist either
  }
}
