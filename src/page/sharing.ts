import { type AssemblyOptions, defaultAssemblyOptions } from '../internal.ts'
import { replaceFragment } from './address.ts'
import type { Scenario } from './messages.ts'
import { defaultCapacity, fragmentOf, type Shared, sharedOf } from './shared-scenario.ts'

/** The longest text that a link may unpack to. */
const longestShared = 2 ** 20

/** Returns the address of a page with a program and a schedule in its fragment, which browsers do not send to servers. */
export async function linkTo(base: string, scenario: Scenario, schedule: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sharedOf(scenario)))
  const packed = await new Response(through(bytes, new CompressionStream('deflate-raw'))).arrayBuffer()
  const letters = btoa(String.fromCharCode(...new Uint8Array(packed)))
  const address = new URL(base)
  address.hash = fragmentOf(letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), schedule)
  return address.href
}

/** Removes the program from the address, once it is no longer the one on stage. */
export function forgetProgramInAddress(): void {
  const words = new URLSearchParams(location.hash.slice(1))
  if (!words.has('program')) return
  words.delete('program')
  replaceFragment(words)
}

/** Returns the program in the page's own address; null if there is none, or if it cannot be read. */
export async function programInAddress(): Promise<Scenario | null> {
  const letters = new URLSearchParams(location.hash.slice(1)).get('program')
  if (letters === null) return null
  try {
    const bytes = Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0))
    const text = await limitedText(through(bytes, new DecompressionStream('deflate-raw')))
    return scenarioFrom(JSON.parse(text))
  } catch {
    return null
  }
}

function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(stream)
}

async function limitedText(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  const reader = stream.getReader()
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true })
    if (text.length > longestShared) throw new Error('too long')
  }
  return text
}

function assemblyFrom(value: unknown): AssemblyOptions {
  if (typeof value !== 'object' || value === null) return defaultAssemblyOptions
  const part = (name: keyof AssemblyOptions): unknown => Reflect.get(value, name)
  const number = (given: unknown): number | null => (typeof given === 'number' ? given : null)
  const texts = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : [])
  const argv = part('argv')
  return {
    threads: number(part('threads')),
    argv: typeof argv === 'string' ? argv : null,
    loadAddress: number(part('loadAddress')),
    memorySize: number(part('memorySize')),
    memtrace: texts(part('memtrace')),
    regtrace: texts(part('regtrace')),
  }
}

/** Validates each part of a link, which can contain anything. */
function scenarioFrom(value: Shared): Scenario {
  if (typeof value.name !== 'string' || typeof value.text !== 'string') throw new Error('no program')
  const { name, text } = value
  const threads = Array.isArray(value.threads)
    ? value.threads.map((each) => ({
        name: String(each.name),
        count: each.count === null ? null : Math.max(1, Math.min(99, Number(each.count) || 1)),
      }))
    : null
  const constants = Array.isArray(value.constants)
    ? value.constants.map((each) => [String(each[0]), Number(each[1]) | 0] as const)
    : []
  return {
    name,
    text,
    language: null,
    constants,
    threads,
    bound: typeof value.bound === 'number' ? value.bound : null,
    capacity: typeof value.capacity === 'number' ? value.capacity : defaultCapacity,
    assembly: assemblyFrom(value.assembly),
    observe: typeof value.observe === 'string' ? value.observe : null,
    show: typeof value.show === 'string' ? value.show : null,
    spuriousWakeups: value.spuriousWakeups === true,
  }
}
