// Breaks what operations are and do in small ways, one at a time, and shows which breaks no test notices.
//
// npm run mutants [-- --most N] [--only PATTERN] [--seed N]: N mutants at most, drawn evenly from all; only those whose
// file, line or operations match PATTERN, a regular expression: a line in the case of an operation is one of that operation. Works on a copy of the sources, so the checkout is not touched. A
// mutant that passes the tests is tried with the compiler, which must not accept it either; what both accept lives, and
// is listed.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    most: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
})

/** The definition of the operations, and each engine's case of each. */
const files = [
  'src/program/operations.ts',
  'src/program/written.ts',
  'src/program/interval.ts',
  'src/program/modulus.ts',
  'src/semantics/instructions.ts',
  'src/semantics/evaluate.ts',
  'src/explorer/instruction.ts',
  'src/explorer/expression.ts',
  'src/explorer/lock-operations.ts',
  'src/explorer/wasm/instruction.ts',
  'src/explorer/wasm/expression.ts',
]

/** The tests that compare the engines with the definition and with each other. */
const tests = [
  'test/program',
  'test/ranges.test.ts',
  'test/differential/spaces.test.ts',
  'test/wasm.test.ts',
  'test/models.test.ts',
  'test/random',
  'test/footprints.test.ts',
  'test/oracle',
  'test/differential/findings.test.ts',
  'test/stuck.test.ts',
  'test/races.test.ts',
  'test/picture',
]
const environment = { ...process.env, INTERLEAVE_RANDOM_PROGRAMS: '300', CI: 'true' }

/** Each mutator returns the mutated line, or null if it does not apply. */
const mutators = {
  'drops a statement': (line) => (/^\s+(run|code|state|recorder|fields|this)\b[.[].*[)\w\]]$/.test(line) ? '' : null),
  'drops an assignment': (line) => (/^\s+(thread|mutex|lock|spawned|state)[\w.[\]]* = [^{]*$/.test(line) ? '' : null),
  'swaps the options': (line) => replaced(line, / \? ([^?:]+) : ([^?:)]+)/, ' ? $2 : $1'),
  'negates an equality': (line) => replaced(line, / === /, ' !== '),
  'weakens a comparison': (line) => replaced(line, / < /, ' <= ') ?? replaced(line, / > /, ' >= '),
  'adds where it subtracts': (line) => replaced(line, / - 1\b/, ' + 1') ?? replaced(line, / \+ 1\b/, ' - 1'),
  'exchanges an operator': (line) =>
    replaced(line, /Math\.max/, 'Math.min') ??
    replaced(line, /Math\.min/, 'Math.max') ??
    replaced(line, /left\.low \+ right\.low/, 'left.low + right.high') ??
    replaced(line, /Op\.(i32|i64)(LtS|LeS)/, 'Op.$1GtS') ??
    replaced(line, /Op\.(i32|i64)GtS/, 'Op.$1LtS') ??
    replaced(line, /Op\.i32Add\b/, 'Op.i32Sub') ??
    replaced(line, /Op\.i32Sub\b/, 'Op.i32Add') ??
    replaced(line, /Op\.i32Eq\b/, 'Op.i32Ne') ??
    replaced(line, /Op\.i32Ne\b/, 'Op.i32Eq'),
  'says read for write': (line) => replaced(line, /'write'/, "'read'") ?? replaced(line, /'read'/, "'write'"),
  'empties or narrows a range': (line) => replaced(line, /range: (\w+\(.*\))( }|, fails)/, 'range: exactly(1)$2'),
  'lets nothing fail': (line) =>
    replaced(line, /fails: true/, 'fails: false') ??
    replaced(line, /, fails: '\w+'/, '') ??
    replaced(line, /^\s+fails: '\w+',$/, ''),
  'forgets a flag': (line) =>
    replaced(line, /, (ends|observes|synchronizes|silent|blocks): true/, '') ??
    replaced(line, /^\s+(ends|observes|synchronizes|silent|blocks): true,$/, ''),
  'changes the rule of a value': (line) =>
    replaced(line, /(result|stored): 'value'/, "$1: 'old'") ??
    replaced(line, /(result|stored): 'old'/, "$1: 'truth'") ??
    replaced(line, /(result|stored): 'truth'/, "$1: 'value'") ??
    replaced(line, /(result|stored): '(old|own) \+ value'/, "$1: 'value'") ??
    replaced(line, /greater of old/, 'lesser of old'),
  'swaps the operands': (line) =>
    replaced(line, /(to: '\w+'), (\w+: '\w+')/, '$2, $1') ??
    replaced(line, /left\(state\) (-|<=?|>=?) right\(state\)/, 'right(state) $1 left(state)'),
  'exchanges true and false': (line) => replaced(line, /\btrue\)/, 'false)') ?? replaced(line, /\bfalse\)/, 'true)'),
}

function replaced(line, pattern, by) {
  const other = line.replace(pattern, by)
  return other === line ? null : other
}

function mutantsOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  let topics = ''
  return lines.flatMap((line, at) => {
    const topic = /^\s+case '(.+)'|^ {2}(\w+): \{|^ {2}\}$|^\}$/.exec(line)
    if (topic !== null) topics = /^\s+case /.test(lines[at - 1] ?? '') && line.includes('case ') ? `${topics} ${line}` : line
    if (/^\s*(\/\/|\/?\*|import|export type|type |readonly |\|)/.test(line)) return []
    return Object.entries(mutators).flatMap(([how, mutate]) => {
      const other = mutate(line)
      return other === null ? [] : [{ file, at, how, line, other, topics }]
    })
  })
}

/** A mutant may never end: `timeout` ends the whole group, including the processes of the tests. */
function run(folder, command, args) {
  const limited = ['--kill-after=5', '180', 'node', join('node_modules', command), ...args]
  return spawnSync('timeout', limited, { cwd: folder, env: environment, stdio: 'ignore' }).status === 0
}

function survives(folder, { file, at, other }) {
  const path = join(folder, file)
  const original = readFileSync(path, 'utf8')
  const lines = original.split('\n')
  lines[at] = other
  writeFileSync(path, lines.join('\n'))
  try {
    if (!run(folder, 'vitest/vitest.mjs', ['run', '--bail', '1', '--testTimeout=60000', ...tests])) return 'tests'
    return run(folder, 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']) ? null : 'compiler'
  } finally {
    writeFileSync(path, original)
  }
}

const all = files
  .flatMap(mutantsOf)
  .filter(({ file, line, topics }) => new RegExp(options.only).test(`${file}:${line}:${topics}`))
const stride = Math.max(1, all.length / Number(options.most))
const chosen = Array.from({ length: Math.min(all.length, Number(options.most)) }, (_, index) => {
  return all[Math.floor(index * stride + Number(options.seed)) % all.length]
})

const folder = mkdtempSync(join(tmpdir(), 'interleave-mutants-'))
try {
  for (const each of ['src', 'test', 'models', 'dist', 'package.json', 'tsconfig.json'])
    cpSync(each, join(folder, each), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  if (!run(folder, 'vitest/vitest.mjs', ['run', '--testTimeout=60000', ...tests]))
    throw new Error('the tests fail without a mutant')
  const counts = { tests: 0, compiler: 0, lives: 0 }
  for (const [index, mutant] of chosen.entries()) {
    const caught = survives(folder, mutant)
    counts[caught ?? 'lives']++
    if (caught === null) {
      console.log(`lives: ${mutant.file}:${mutant.at + 1} ${mutant.how}\n  - ${mutant.line.trim()}\n  + ${mutant.other.trim()}`)
    } else if (process.stdout.isTTY) process.stdout.write(`\r${index + 1} of ${chosen.length}`)
  }
  const caught = counts.tests + counts.compiler
  console.log(
    `${caught} of ${chosen.length} mutants caught (${counts.tests} by tests, ${counts.compiler} by the compiler alone); ${all.length} in all`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
