import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { present } from '../base/bug.ts'
import type { Limits, Scenario, Settings } from '../page/messages.ts'
import { markup } from '../picture/markup.ts'
import type { SharedArguments } from './arguments.ts'
import type { LoadedModel } from './load.ts'

/** Returns the page with its programs in it. */
export function pageText(settings: Settings): string {
  const parts: Readonly<Record<string, string>> = { TITLE: markup(settings.title), SETTINGS: inertJson(settings) }
  return template().replace(/%(TITLE|SETTINGS)%/g, (_, name: string) => present(parts[name], 'part of the page'))
}

/** Returns a model in the form that the page reads. */
export function scenarioOf({ name, text }: Pick<LoadedModel, 'name' | 'text'>, shared: SharedArguments): Scenario {
  return {
    name,
    text,
    language: shared.language,
    constants: [...shared.constants],
    threads: shared.threads,
    bound: shared.bound,
    capacity: shared.capacity,
    assembly: shared.assembly,
    observe: shared.observe,
    show: shared.show,
    spuriousWakeups: shared.spuriousWakeups,
  }
}

/** Returns how much the page may explore, by the options. */
export function limitsOf({ maxStates, maxMemory, timeoutMs, count }: SharedArguments): Limits {
  return { maxStates, maxBytes: maxMemory, timeoutMs, count }
}

/** Returns what the playground opens with if no model is named: the first quiz. */
export function firstScenario(examples: Settings['examples'], shared: SharedArguments): Scenario {
  const first = present(examples.find((each) => each.name === 'quiz1.ilv') ?? examples[0], 'example')
  return scenarioOf(first, shared)
}

/** Returns the folder where this package is installed. */
export function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('interleave-checker/package.json'))
}

function template(): string {
  return readFileSync(join(packageFolder(), 'dist', 'page.html'), 'utf8')
}

/** Returns JSON that can stand in a `script` element: no text of a model can end the element or begin a comment. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
