import { check } from '../../../src/check/check.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import { readPython } from '../../../src/language/python/read.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'
import type { Expected, Tree } from './cpython-results.ts'
import { observeMark, type Probe } from './places.ts'

export type Verdict =
  | { readonly kind: 'same' | 'limit' | 'unobserved' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'wrong'; readonly why: string }

interface Leaf {
  readonly path: string
  readonly text: string
}

/** The scalars in a value, each with an expression that reads it; null if some part cannot be looked at. */
function leaves(path: string, value: Tree): Leaf[] | null {
  switch (value[0]) {
    case 'int':
      return [{ path, text: value[1] }]
    case 'bool':
      return [{ path, text: value[1] ? 'True' : 'False' }]
    case 'None':
      return [{ path, text: 'None' }]
    case 'str':
      return [{ path, text: denotedText(value[1]) }]
    case 'tuple':
    case 'list': {
      const inner = value[1].slice(0, 6).map((each, index) => leaves(`${path}[${index}]`, each))
      return together(path, value[1].length, inner)
    }
    case 'dict': {
      const inner = value[1].map(([key, each]) => {
        const text = keyText(key)
        return text === null ? null : leaves(`${path}[${text}]`, each)
      })
      return together(path, value[1].length, inner)
    }
    case 'other':
      return null
  }
}

function together(path: string, length: number, inner: readonly (Leaf[] | null)[]): Leaf[] {
  return [{ path: `len(${path})`, text: `${length}` }, ...inner.flatMap((each) => each ?? [])]
}

function keyText(key: Tree): string | null {
  if (key[0] === 'str') return JSON.stringify(key[1])
  if (key[0] === 'int') return key[1]
  return key[0] === 'bool' ? (key[1] ? 'True' : 'False') : null
}

/** Compares what the checker says of a program with what CPython does. */
export async function compared(probe: Probe, expected: Expected): Promise<Verdict> {
  const shown = expected.kind === 'value' && expected.value !== null ? leaves('r', expected.value) : null
  const names = (shown ?? []).map((_, index) => `s${index}`)
  const observers = names.map((name, index) => `${name} = ${shown?.[index]?.path}`)
  const text = probe.text
    .replace('import threading\n', `import threading\n${names.map((name) => `${name} = 'unset'\n`).join('')}`)
    .replace('    global SHOWN\n', names.length === 0 ? '' : `    global ${names.join(', ')}\n`)
    .replace(observeMark, observers.length > 0 ? observers.join('; ') : expected.kind === 'raised' ? 'r' : 'pass')
  const observeOutput = probe.place.startsWith('printed')
  const source = { name: 'probe.py', text: `${text}\n` }
  const quick = readPython(source, { observeOutput })
  const unfolded = quick.ok ? quick : readUnfolded(source, { observeOutput })
  const model = unfolded.ok || unfolded.errors !== null ? unfolded : quick
  if (!model.ok) {
    const first = model.errors[0]
    return first?.span === null || first === undefined
      ? { kind: 'wrong', why: `a refusal without a place: ${first?.message}` }
      : { kind: 'refused', message: first.message }
  }
  // Python 3.12 takes more f-strings, and type parameters, which are news to the version that is compared with.
  if (expected.kind === 'syntax' && (probe.form === 'f-string' || /\b(def|class) \w+\[|\btype \w+ =/.test(text)))
    return { kind: 'limit' }
  if (expected.kind === 'syntax') return { kind: 'wrong', why: `accepted, but CPython: ${expected.message}` }
  const { program } = model.value
  const result = await check(program, { maxStates: 20_000 })
  if (!result.complete) return { kind: 'refused', message: 'not explored completely' }
  const errors = result.findings.filter(({ severity }) => severity !== 'warning')
  // A limit of the subset that shows at run time: integers, the length of lists, keys of dicts.
  if (errors.some(({ kind }) => kind === 'overflow' || kind === 'assertion')) return { kind: 'limit' }
  const raised = errors.map(({ kind, detail }) => (detail.kind === 'uncaught-exception' ? detail.exception : kind))
  if (expected.kind === 'raised') {
    return raised.length === 1 && raised[0] === expected.exception
      ? { kind: 'same' }
      : { kind: 'wrong', why: `expected ${expected.exception}, found ${raised.join(', ') || 'no exception'}` }
  }
  if (raised.length > 0) return { kind: 'wrong', why: `false ${raised.join(', ')}; CPython: ${JSON.stringify(expected.value)}` }
  if (result.outcomes.length !== 1) return { kind: 'wrong', why: `${result.outcomes.length} outcomes` }
  if (observeOutput) return printedVerdict(result, expected.printed)
  if (shown === null) return { kind: 'unobserved' }
  const got = new Map(
    result.observed.map((name, index) => [
      name.kind === 'shared' ? program.shared[name.variable]?.name : '',
      denotedText(denoted(program, name, result.outcomes[0]?.final[index] ?? 0)),
    ]),
  )
  for (const [index, { path, text: wanted }] of shown.entries()) {
    const found = got.get(`s${index}`)
    const isMixed = probe.place.startsWith('unknown') && normal(found) === normal(wanted)
    // A string that is made at run time is only printed.
    if (found === undefined && path === 'r' && expected.value?.[0] === 'str') return { kind: 'unobserved' }
    if (found !== wanted && !isMixed) return { kind: 'wrong', why: `${path} is ${found}; CPython: ${wanted}` }
  }
  return { kind: 'same' }
}

/** Compares all that was printed. What is longer than the most that is looked at must begin with what is shown. */
function printedVerdict({ program, observed, outcomes }: CheckResult, wanted: string): Verdict {
  const index = observed.findIndex((each) => each.kind === 'shared' && program.shared[each.variable]?.name === 'output')
  const name = observed[index]
  const got = name === undefined ? undefined : denoted(program, name, outcomes[0]?.final[index] ?? 0)
  const isCut = name?.kind === 'shared' && program.shared[name.variable]?.text === 'begin' && got !== wanted
  const isBegin =
    typeof got === 'string' && got.endsWith('…') && wanted.length >= got.length && wanted.startsWith(got.slice(0, -1))
  return got === wanted || (isCut && isBegin)
    ? { kind: 'same' }
    : { kind: 'wrong', why: `prints ${JSON.stringify(got)}; CPython: ${JSON.stringify(wanted)}` }
}

/** A variable that holds integers as well as booleans shows booleans as integers. */
function normal(text: string | undefined): string | undefined {
  return text === 'True' ? '1' : text === 'False' ? '0' : text
}
