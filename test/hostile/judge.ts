import { type Diagnostic, formatDiagnostic } from '../../src/base/diagnostic.ts'
import { check } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'
import { checkJson } from '../../src/report/check-json.ts'
import { checkText } from '../../src/report/check-text.ts'
import { noControls } from '../../src/report/controls.ts'
import { plainStyle } from '../../src/report/style.ts'
import type { Original } from './corpus.ts'

/** What reading and checking a mutant came to. A fault is anything that a user must never see. */
export type Verdict = { readonly kind: 'refused' | 'checked' } | { readonly kind: 'fault'; readonly what: string }

/** More processor time than this is a hang; other work of the machine does not count. */
export const longestMs = 5000

const limits = { maxStates: 2000, maxBytes: 2 ** 26, timeoutMs: 1000, clock: () => performance.now() }

/** Messages about a whole file, which have no place in it. */
const wholeFile = [
  /^this file /,
  /^the file has /,
  /^expected a text file$/,
  /^this module starts no threads/,
  /^the program has /,
  /^this JSON is nested too deeply$/,
]

/** Reads a mutant as the library does, and checks it within small limits if it is accepted. */
export async function judged({ name, language, text }: Original): Promise<Verdict> {
  const start = process.cpuUsage()
  try {
    const read = await readModel({ name, text }, { language })
    for (const each of read.warnings) formatDiagnostic(each)
    if (!read.ok) return refusalOf(read.errors, language === 'json')
    const context = { name, notes: read.value.notes, controls: noControls, all: false }
    const result = await check(read.value.program, limits)
    const said = checkText(result, context, plainStyle) + JSON.stringify(checkJson(result, name, read.value.notes))
    if (/\bundefined\b|NaN|\[object /.test(said.replaceAll(text, ''))) return fault(`the report contains ${odd(said)}`)
  } catch (error) {
    return fault(error instanceof Error ? shortStack(error) : String(error))
  }
  const { user, system } = process.cpuUsage(start)
  const took = (user + system) / 1000
  return took > longestMs ? fault(`took ${Math.round(took)} ms`) : { kind: 'checked' }
}

function fault(what: string): Verdict {
  return { kind: 'fault', what }
}

function odd(said: string): string {
  return /.{0,30}(\bundefined\b|NaN|\[object ).{0,30}/.exec(said)?.[0] ?? ''
}

/** The message and the first places of the project's own code: faults with the same one have the same cause. */
function shortStack({ message, stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line))
  return [message.slice(0, 200), ...frames.slice(0, 4).map((line) => line.replace(/\(.*\/|:\d+\)?$/g, '').trim())].join(' | ')
}

/** Every message about a text tells its place; those about the values of a JSON form name their path instead. */
function refusalOf(errors: readonly Diagnostic[], isJson: boolean): Verdict {
  if (errors.length === 0) return fault('refused without a message')
  for (const error of errors) {
    formatDiagnostic(error)
    const { span, message, source } = error
    if (/undefined|NaN|\[object /.test(message) && !/`[^`]*(undefined|NaN|\[object )/.test(message))
      return fault(`says ${message}`)
    if (span === null && !isJson && !wholeFile.some((each) => each.test(message))) return fault(`no place: ${message}`)
    const isInside = span === null || (span.start >= 0 && span.end >= span.start && span.end <= (source?.text.length ?? 0) + 1)
    if (!isInside) return fault(`a place outside of the text: ${message}`)
  }
  return { kind: 'refused' }
}
