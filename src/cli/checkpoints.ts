import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { type CheckOptions, defaultOptions } from '../check/options.ts'
import { type CheckpointHeader, type Checkpoints, checkpointSchema, type StoredCheckpoint } from '../explorer/checkpoint.ts'
import { isSupported } from '../explorer/wasm/exploration.ts'
import type { Program } from '../program/program.ts'
import { onlyPlain } from '../reduction/reduction.ts'
import { misuse } from './failure.ts'
import { fileError, partOf, removeLeftParts } from './files.ts'
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

// A checkpoint is a line with the header in JSON, a tab and the checksum of the JSON; then the states; then their checksum.
// A damaged header must not be used to read states, and damaged states must not be explored: they would give a wrong answer.

/** The bytes of the checksum at the end. */
const sumBytes = 4

/** The header is a line, at most this long. */
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
  const wrong = options.reduce.find((each) => onlyPlain.has(each))
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
  const fresh = partOf(file)
  removeLeftParts(file)
  return {
    every,
    resume,
    save: ({ header, parts }) => {
      try {
        const descriptor = openSync(fresh, 'w')
        try {
          writeCheckpoint(descriptor, JSON.stringify({ ...header, ...origin }), parts)
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

function writeCheckpoint(descriptor: number, header: string, parts: readonly Uint8Array[]): void {
  writeAll(descriptor, Buffer.from(`${header}\t${sumText(header)}\n`))
  let sum = 0
  for (const part of parts) {
    writeAll(descriptor, part)
    sum = added(sum, part)
  }
  const last = Buffer.alloc(sumBytes)
  last.writeUInt32LE(sum)
  writeAll(descriptor, last)
}

/** Returns the checksum of what was summed before and of these bytes; of none, zlib would return 0. */
function added(sum: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? sum : crc32(bytes, sum)
}

function sumText(header: string): string {
  return crc32(header).toString(16).padStart(8, '0')
}

/** Reads a checkpoint to resume from. Throws `Misuse`. */
function storedCheckpoint(file: string, { version, program }: Origin): StoredCheckpoint {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    throw fileError(error, file, 'read')
  }
  const { header, start, isIntact } = headerOf(descriptor, file)
  if (header.version !== version) {
    throw misuse(
      `${file} was written by version ${header.version} of interleave, this is ${version}`,
      'start a new exploration',
    )
  }
  if (!isIntact) throw damaged(file)
  if (header.program !== program) {
    throw misuse(
      `${file} is a checkpoint of another program`,
      'resume with the model, constants and options that it was made with',
    )
  }
  const end = start + bytesAfter(header)
  if (fstatSync(descriptor).size !== end + sumBytes) throw damaged(file)
  let position = start
  let sum = 0
  const fill = (into: Uint8Array): void => {
    for (let done = 0; done < into.length; ) {
      const count = readSync(descriptor, into.subarray(done, done + piece), { position })
      if (count === 0) throw misuse(`${file} became shorter while it was read`, 'start a new exploration')
      done += count
      position += count
    }
  }
  const read = (into: Uint8Array): void => {
    fill(into)
    sum = added(sum, into)
    if (position !== end || into.length === 0) return
    const last = Buffer.alloc(sumBytes)
    fill(last)
    closeSync(descriptor)
    if (last.readUInt32LE() !== sum) throw damaged(file)
  }
  return { header, read }
}

function damaged(file: string): Error {
  return misuse(`${file} is damaged`, 'start a new exploration')
}

type MarkedHeader = CheckpointHeader & Origin

interface ReadHeader {
  readonly header: MarkedHeader
  /** Where the states start. */
  readonly start: number
  /** Whether the header has its checksum. */
  readonly isIntact: boolean
}

function headerOf(descriptor: number, file: string): ReadHeader {
  const line = firstLine(descriptor)
  const [text = '', sum] = line?.split('\t') ?? []
  const header = parsed(text)
  if (line === null || !isHeader(header)) throw misuse(`${file} is not a checkpoint`, '`--checkpoint FILE` writes one')
  return { header, start: Buffer.byteLength(line, 'latin1') + 1, isIntact: sum === sumText(text) }
}

/** Returns the first line of a file that starts with a brace, byte by byte; null if it is too long or has no end. */
function firstLine(descriptor: number): string | null {
  const pieces: string[] = []
  for (let length = 0; length < longestHeader; ) {
    const buffer = Buffer.alloc(4096)
    const count = readSync(descriptor, buffer, 0, buffer.length, length)
    if (count === 0 || (length === 0 && buffer[0] !== 0x7b)) return null
    const end = buffer.subarray(0, count).indexOf(10)
    pieces.push(buffer.toString('latin1', 0, end < 0 ? count : end))
    if (end >= 0) return pieces.join('')
    length += count
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Reports whether a header is from this tool, of any version; its checksum and version tell whether it can be used. */
function isHeader(value: unknown): value is MarkedHeader {
  if (typeof value !== 'object' || value === null || !('schema' in value) || !('version' in value)) return false
  return value.schema === checkpointSchema
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
