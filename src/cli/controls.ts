import type { InputControls } from '../base/controls.ts'
import { listed } from '../base/words.ts'
import type { Language } from '../language/read.ts'
import type { FindingKind } from '../program/program.ts'
import type { Controls } from '../report/controls.ts'
import { inputName } from './files.ts'

/** The options with which the command line reads a model, as messages name them. */
export const inputOptions: InputControls = {
  constants: '--set',
  threads: '--threads',
  bound: '--bound',
  capacity: '--capacity',
  argv: '--argv',
  show: '--show',
  observe: '--observe',
  execute: (file) => `\`interleave check ${quoted(file)} --real\` executes the file itself, under every schedule`,
}

/** The names of the command line's controls that reports suggest. */
export const commandLine: Controls = {
  maxStates: '--max-states',
  maxMemory: '--max-memory',
  timeout: '--timeout',
  store: '--store',
  count: '--count',
  fullSpace: '--reduce none',
  forever: '--forever',
  all: '--all',
  observeOutput: '--observe output',
  strict: '--strict',
  accept: null,
  traceToFinal: '`interleave trace --final`',
  showFinding: null,
  showFinal: null,
  showLostUpdate: null,
  showExpectation: null,
  drawFinding: null,
  graph: {
    aroundAny: '`--around`',
    around: '`--around FINDING`',
    full: '`--full`',
    merge: (style) => (style === null ? '`--merge`' : `\`--merge ${style}\``),
    fullLabels: '`--label full`',
  },
}

/**
 * Returns the same for a model, with commands that show and draw its findings. `options` are those that the program needs.
 */
export function controlsFor({ name, language }: Named, options: string): Controls {
  const model = (name === inputName ? '-' : quoted(name)) + options
  return {
    ...commandLine,
    accept: (kinds) => acceptance(language, kinds),
    showFinding: (kind) => `interleave trace ${model} --finding ${kind}`,
    showFinal: (condition) => `interleave trace ${model} --final ${quoted(condition)}`,
    showLostUpdate: (condition) => `interleave trace ${model} --finding lost-update --final ${quoted(condition)}`,
    showExpectation: (line) => `interleave trace ${model} --expect ${line}`,
    drawFinding: (kind) => `interleave graph ${model} --highlight ${kind}`,
  }
}

interface Named {
  readonly name: string
  readonly language: Language
}

function acceptance(language: Language, kinds: readonly FindingKind[]): string {
  const lines = kinds.map((kind) => `\`${language === 'ilv' ? '' : '# '}expect${language === 'ilv' ? '' : ':'} ${kind}\``)
  const declared = language === 'ilv' && kinds.includes('data-race') ? '; or declare what races `atomic`' : ''
  return listed(lines) + declared
}

/** Quotes a text as an argument of a command. */
export function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return /^[^"$`\\!]*'[^"$`\\!]*$/.test(text) ? `"${text}"` : `'${text.replace(/'/g, "'\\''")}'`
}
