import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CheckOptions, defaultOptions } from '../check/options.ts'
import { type CheckpointHeader, type Checkpoints, checkpointSchema, type StoredCheckpoint } from '../explorer/checkpoint.ts'
import { isSupported } from '../explorer/wasm/exploration.ts'
import type { Program } from '../program/program.ts'
import { misuse } from './failure.ts'
import { fileError } from './files.ts'
import { clearProgress } from './host.ts'

declare const INTERLEAVE_VERSION: string

/** Bytes that are written or read at a time. */
const piece = 64 * 2 ** 20

/** Identifies the exploration that a checkpoint belongs to: no other one can resume from it. */
interface Origin {
  /** The tool's version: other versions may store states differently. */
  readonly version: string
  /** Equal for programs and options that have the same states. */
  readonly program: string
}

/** Returns a hash of the meaning of a program and the options; lines and file names do not matter. */
function originOf(program: Program, options: Pick<CheckOptions, 'rules' | 'reduce'>, version: string): Origin {
  const skipped = new Set(['source', 'span', 'line', 'expectations', 'notation'])
  const keep = (key: string, value: unknown): unknown => (skipped.has(key) ? undefined : value)
  const text = JSON.stringify([program, options.rules, options.reduce], keep)
  return { version, program: createHash('sha256').update(text).digest('hex') }
}

/** The header is a line of JSON, at most this long. */
const longestHeader = 64 * 2 ** 20

/** Returns options that write checkpoints, and resume from one. Throws `Misuse`. */
export function keptOptions(
  program: Program,
  given: Partial<CheckOptions>,
  { file, every, resume }: { readonly file: string; readonly every: number; readonly resume: string | undefined },
): Partial<CheckOptions> {
  const options = {
    ...defaultOptions,
    ...given,
    engine: 'wasm',
    reduce: given.reduce === 'auto' ? [] : (given.reduce ?? []),
  } as const
  const wrong = options.reduce.find((each) => each === 'ample' || each === 'symmetry')
  const hint = 'only the generated engine writes checkpoints: omit --engine, and all of --reduce except local and atomic'
  if (options.store !== 'exact') throw misuse(`--store ${options.store} cannot write checkpoints`, 'omit one of the two')
  if (wrong !== undefined) throw misuse(`--reduce ${wrong} cannot write checkpoints`, hint)
  if (given.engine === 'plain' || !isSupported(program)) throw misuse('the plain engine cannot write checkpoints', hint)
  if (!existsSync(dirname(file))) throw misuse(`no such directory: ${dirname(file)}`, 'create it first')
  const origin = originOf(program, options, INTERLEAVE_VERSION)
  const from = resume === undefined ? null : storedCheckpoint(resume, origin)
  const warn = (text: string): void => {
    clearProgress()
    process.stderr.write(`${text}\n`)
  }
  return { ...options, checkpoints: checkpointsIn(file, every, origin, from, warn) }
}

/**
 * Writes checkpoints to a file. Each is written to a temporary file beside it, which is then renamed, so that the file is
 * complete at any moment.
 */
function checkpointsIn(
  file: string,
  every: number,
  origin: Origin,
  resume: StoredCheckpoint | null,
  warn: (text: string) => void,
): Checkpoints {
  let failed = false
  const fresh = `${file}.part`
  if (resume !== null) rmSync(fresh, { force: true }) // left by a command that was killed while it wrote
  return {
    every,
    resume,
    save: ({ header, parts }) => {
      try {
        const descriptor = openSync(fresh, 'w')
        try {
          writeAll(descriptor, Buffer.from(`${JSON.stringify({ ...header, ...origin })}\n`))
          for (const part of parts) writeAll(descriptor, part)
          fsyncSync(descriptor)
        } finally {
          closeSync(descriptor)
        }
        renameSync(fresh, file)
      } catch (error) {
        rmSync(fresh, { force: true })
        if (!failed) warn(`cannot write a checkpoint: ${reason(error)}; an earlier one remains, and the exploration continues`)
        failed = true
      }
    },
  }
}

/** Reads a checkpoint to resume from. Throws `Misuse`. */
function storedCheckpoint(file: string, { version, program }: Origin): StoredCheckpoint {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    throw fileError(error, file, 'read')
  }
  const { header, start } = headerOf(descriptor, file)
  if (header.version !== version) {
    throw misuse(
      `${file} was written by version ${header.version} of interleave, this is ${version}`,
      'start a new exploration',
    )
  }
  if (header.program !== program) {
    throw misuse(
      `${file} is a checkpoint of another program`,
      'resume with the model, constants and options that it was made with',
    )
  }
  if (fstatSync(descriptor).size !== start + bytesAfter(header)) throw misuse(`${file} is damaged`, 'start a new exploration')
  let position = start
  const read = (into: Uint8Array): void => {
    for (let done = 0; done < into.length; ) {
      const count = readSync(descriptor, into.subarray(done, done + piece), { position })
      if (count === 0) throw misuse(`${file} became shorter while it was read`, 'start a new exploration')
      done += count
      position += count
    }
  }
  return { header, read }
}

type MarkedHeader = CheckpointHeader & Origin

function headerOf(descriptor: number, file: string): { header: MarkedHeader; start: number } {
  const pieces: Buffer[] = []
  for (let length = 0; length < longestHeader; ) {
    const buffer = Buffer.alloc(4096)
    const count = readSync(descriptor, buffer, 0, buffer.length, length)
    if (count === 0) break
    const end = buffer.subarray(0, count).indexOf(10)
    pieces.push(buffer.subarray(0, end < 0 ? count : end))
    if (end >= 0) {
      const header: unknown = parsed(Buffer.concat(pieces).toString('utf8'))
      if (isHeader(header)) return { header, start: length + end + 1 }
      break
    }
    if (length === 0 && buffer[0] !== 0x7b) break // a header starts with a brace
    length += count
  }
  throw misuse(`${file} is not a checkpoint`, '`--checkpoint FILE` writes one')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Reports whether the header is from this tool; if it says so, the rest of its form is trusted. */
function isHeader(value: unknown): value is MarkedHeader {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === checkpointSchema
}

function bytesAfter({ shards, rowBytes }: MarkedHeader): number {
  return shards.reduce((sum, { count, ends }) => sum + count * (rowBytes + 4) + ends * 4, 0)
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes.subarray(done, done + piece))
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' ? 'the disk is full' : error.message
}
