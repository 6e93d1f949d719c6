// Takes one synchronisation operation out of models that are right, and looks whether `fix` puts it back, or finds something
// smaller. Prints a table and what was not found.
//
// node scripts/repairs.mjs [--most N] [--seed N] [--timeout MS] [--folder models/algorithms]: N mutations, drawn evenly from all.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { explore, fix } from '../dist/index.js'

const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    timeout: { type: 'string', default: '20000' },
    folder: { type: 'string', default: 'models' },
    verbose: { type: 'boolean', default: false },
  },
})

/** Statements that synchronise and stand alone in their line. */
const operations = [
  /^\s*(acquire|release|unlock|sem_acquire|sem_release|P|V|wait|signal|down|up|notify|notify_all|broadcast|barrier_wait|join)\b/,
  /^\s*[\w.[\]]+\.(acquire|release|wait|notify|notify_all|set|join)\(\)\s*$/,
]

function modelsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return modelsIn(path)
    return /\.(ilv|py)$/.test(entry.name) && entry.name !== 'interleave.py' ? [path] : []
  })
}

/** A generator of numbers below 2 ** 32 (xorshift, Marsaglia 2003). */
function random(seed) {
  let state = seed * 2654435761 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** Whether a model is explored completely, says what it does, and has no findings but warnings. */
async function isRight(model) {
  try {
    const report = await explore(model, { timeoutMs: 5000, maxStates: 20_000 })
    return report.verdict === 'pass' && report.complete && report.findings.every(({ severity }) => severity === 'warning')
  } catch {
    return false
  }
}

/** Returns a text without one of its operations, or without a `with` around its statements. */
function mutationsOf(path) {
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  const deletions = lines.flatMap((line, index) => {
    if (!operations.some((each) => each.test(line))) return []
    const isOnly = path.endsWith('.py') && isOnlyStatement(lines, index)
    const changed = isOnly ? lines.with(index, line.replace(/\S.*/, 'pass')) : lines.toSpliced(index, 1)
    return [{ path, line: index + 1, removed: line.trim(), text: changed.join('\n') }]
  })
  const unguarded = lines.flatMap((line, index) => {
    const [, indent] = /^(\s*)with [\w.]+:/.exec(line) ?? []
    if (indent === undefined || !path.endsWith('.py')) return []
    let end = index + 1
    while (end < lines.length && (lines[end].trim() === '' || lines[end].startsWith(`${indent} `))) end++
    const body = lines.slice(index + 1, end).map((each) => each.replace(/^ {4}/, ''))
    return [{ path, line: index + 1, removed: line.trim(), text: lines.toSpliced(index, end - index, ...body).join('\n') }]
  })
  return [...deletions, ...unguarded]
}

function isOnlyStatement(lines, index) {
  const indentOf = (line) => line.length - line.trimStart().length
  const own = indentOf(lines[index])
  const before = lines.slice(0, index).findLast((line) => line.trim() !== '')
  const after = lines.slice(index + 1).find((line) => line.trim() !== '')
  return (before === undefined || indentOf(before) < own) && (after === undefined || indentOf(after) < own)
}

const right = []
for (const path of modelsIn(values.folder)) if (await isRight({ file: path })) right.push(path)
const all = right.flatMap(mutationsOf)
const next = random(Number(values.seed))
const drawn = all
  .map((each) => ({ each, key: next() }))
  .sort((one, other) => one.key - other.key)
  .map(({ each }) => each)

const counts = { 'put back': 0, smaller: 0, other: 0, 'in part': 0, 'not found': 0, harmless: 0, refused: 0 }
const missed = []
let times = []
for (const mutation of drawn) {
  if (counts['put back'] + counts.smaller + counts.other + counts['in part'] + counts['not found'] >= Number(values.most)) break
  const began = performance.now()
  let result
  let found = null
  const changed = { name: mutation.path, text: mutation.text }
  try {
    // A warning is no mistake: the models that the operations are taken from have some.
    found = (await isRight(changed)) ? null : await fix(changed, { timeoutMs: Number(values.timeout) })
    result = found === null ? 'harmless' : judge(mutation, found)
  } catch (error) {
    result = 'refused'
    if (values.verbose) console.log(error.message.split('\n')[0])
  }
  counts[result]++
  if (result !== 'harmless' && result !== 'refused') times.push(performance.now() - began)
  if (values.verbose)
    console.log(
      `${mutation.path}:${mutation.line} \`${mutation.removed}\`: ${result} (${Math.round(performance.now() - began)} ms) ${found?.proposals[0]?.text ?? ''}`,
    )
  if (['other', 'in part', 'not found'].includes(result))
    missed.push(
      `${mutation.path}:${mutation.line} \`${mutation.removed}\`: ${result}${found?.stopped === 'time' ? ' (time limit)' : ''}`,
    )
}

function judge(mutation, { findings, expectations, proposals, partial }) {
  if (findings.length + expectations.length === 0) return 'harmless'
  const original = readFileSync(mutation.path, 'utf8')
  if (proposals.some(({ changed }) => changed === original)) return 'put back'
  const isBlock = mutation.removed.startsWith('with ')
  const least = Math.min(...proposals.map(({ changedLines }) => changedLines))
  if (least <= (isBlock ? 2 : 1)) return 'smaller'
  if (proposals.length > 0) return 'other'
  return partial.length > 0 ? 'in part' : 'not found'
}

times = times.sort((one, other) => one - other)
console.log(`${right.length} right models, ${all.length} mutations`)
for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(5)}  ${name}`)
console.log(
  `median ${Math.round(times[times.length >> 1] ?? 0)} ms, 90 % within ${Math.round(times[Math.floor(times.length * 0.9)] ?? 0)} ms`,
)
for (const each of missed) console.log(each)
