// Measures interleave, SPIN and rumur on the same models, in turns, and writes out/bench/. The headline figures are
// ratios, which hold on other machines; times do not. `node scripts/bench.mjs [--runs 5] [--quick] [--only NAME]`.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { barChart, growthChart } from './bench/charts.mjs'
import { casCounter, counter, filterLock, philosophers } from './bench/models.mjs'
import { suite } from './bench/suite.mjs'
import { installed, measure, tools, version } from './bench/tools.mjs'

const quick = process.argv.includes('--quick')
const at = process.argv.indexOf('--runs')
const runs = at === -1 ? (quick ? 3 : 5) : Number(process.argv[at + 1])
const out = resolve('out/bench')

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null

const all = quick
  ? [counter(2, 5), counter(2, 10), counter(2, 20), casCounter(2, 8), philosophers(5), filterLock(3)]
  : [
      ...[5, 10, 15, 20].map((times) => counter(2, times)),
      counter(3, 5),
      counter(4, 3),
      casCounter(2, 40),
      casCounter(3, 8),
      ...[6, 8, 10].map(philosophers),
      ...[3, 4, 5].map(filterLock),
      ...suite(),
    ]
const models = all.filter(({ name }) => only === null || name.includes(only))

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** The resolution of `time`, in seconds of processor time: smaller measurements count as this. */
const resolution = 0.01

const there = installed()
const isThere = (name) => tools[name].needs.every((each) => there.has(each))
const names = Object.keys(tools).filter((name) => isThere(name) && !tools[name].reduces)
const reducing = Object.keys(tools).filter((name) => isThere(name) && tools[name].reduces)
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const rows = models.map((model) => {
  process.stderr.write(`${model.name} `)
  const prepared = [...names, ...reducing].flatMap((name) => {
    const made = tools[name].prepare(model, join(out, 'work', `${model.name.replace(/\W+/g, '-')}-${name}`))
    return made === null ? [] : [{ name, ...made, samples: [] }]
  })
  for (let turn = 0; turn <= runs; turn++) {
    for (const each of prepared) {
      const sample = measure(each.command)
      if (turn > 0) each.samples.push(sample) // the first turn is a warm-up
    }
    process.stderr.write('.')
  }
  process.stderr.write('\n')
  const results = Object.fromEntries(
    prepared.map(({ name, samples, counts }) => {
      const { states, transitions } = counts(samples[0].output)
      const [cpu, wall, bytes] = ['cpu', 'wall', 'bytes'].map((key) => median(samples.map((sample) => sample[key])))
      return [name, { states, transitions, cpu, wall, bytes, statesPerSecond: states / Math.max(cpu, resolution) }]
    }),
  )
  return { name: model.name, family: model.family, threads: model.threads, times: model.times, results }
})

/** Measures start-up: the smallest model, from source to answer; the other tools compile first. */
function startUp() {
  const model = counter(2, 1)
  const folder = join(out, 'work', 'start')
  const found = []
  for (const name of names) {
    const { command } = tools[name].prepare(model, join(folder, name))
    const whole = {
      interleave: command,
      spin: ['sh', '-c', `cd ${join(folder, name)} && spin -a model.pml && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan`],
      rumur: [
        'sh',
        '-c',
        `cd ${join(folder, name)} && rumur --output model.c model.m && gcc -O3 -std=c11 -o model model.c -lpthread -latomic && ./model`,
      ],
    }[name]
    found.push({ name, cpu: median(Array.from({ length: runs }, () => measure(whole).cpu)) })
  }
  return found
}

const agree = (row) => {
  const own = row.results.interleave
  return names.filter((name) => {
    const other = row.results[name]
    return other !== undefined && (other.states !== own.states || other.transitions !== own.transitions)
  })
}

const geometric = (values) => Math.exp(values.reduce((sum, each) => sum + Math.log(each), 0) / values.length)
/** The geometric mean of how many times as fast as a tool interleave is, over rows that the tool has. */
const mean = (rows, name) => {
  const ratios = rows.flatMap((row) => ratio(row, name) ?? [])
  return ratios.length === 0 ? '' : `**${geometric(ratios).toFixed(1)}**`
}
const others = names.filter((name) => name !== 'interleave')
const ratio = (row, name) =>
  row.results[name] === undefined ? null : row.results.interleave.statesPerSecond / row.results[name].statesPerSecond
const millions = (value) => (value / 1e6).toFixed(2)
const count = (value) => value.toLocaleString('en')
const starts = startUp()

/** The same with what each tool has to make spaces smaller. */
function reducedTable() {
  if (reducing.length < 2) return []
  const cells = (row, name) => {
    const { states, cpu } = row.results[name] ?? {}
    return states === undefined ? ['', ''] : [count(states), cpu.toFixed(2)]
  }
  return [
    '## With reductions',
    '',
    'interleave with `--reduce all`, SPIN with partial-order reduction and `-DCOLLAPSE`: seconds of processor time.',
    '',
    `| model | ${reducing.map((name) => `${name}, states | s`).join(' | ')} |`,
    `|---|${reducing.map(() => '--:|--:').join('|')}|`,
    ...rows.map((row) => `| ${[row.name, ...reducing.flatMap((name) => cells(row, name))].join(' | ')} |`),
  ]
}

const markdown = [
  '# interleave beside other explicit-state model checkers',
  '',
  `Full state spaces, one worker, whole commands, medians of ${runs} runs in turns; states per second of processor time.`,
  'interleave keeps parents for traces and runs all its default checks; SPIN is built with `-O2 -DSAFETY -DNOREDUCE`, rumur with `-O3`.',
  'Both look for deadlocks and failed assertions only; interleave looks for endless executions besides, where there are cycles.',
  `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${names
    .filter((name) => name !== 'interleave')
    .map(version)
    .join(', ')}.`,
  '',
  `| model | states | transitions | ${others.map((name) => `times ${name}`).join(' | ')} | ${names.map((name) => `${name}, M/s`).join(' | ')} | ${names.map((name) => `${name}, MiB`).join(' | ')} | counts differ |`,
  `|---|--:|--:|${others.map(() => '--:|').join('')}${names.map(() => '--:|--:|').join('')}---|`,
  ...rows.map((row) => {
    const own = row.results.interleave
    const cells = [
      row.name,
      count(own.states),
      count(own.transitions),
      ...others.map((name) => (ratio(row, name) === null ? '' : `**${ratio(row, name).toFixed(1)}**`)),
      ...names.map((name) => (row.results[name] === undefined ? '' : millions(row.results[name].statesPerSecond))),
      ...names.map((name) => (row.results[name] === undefined ? '' : Math.round(row.results[name].bytes / 2 ** 20))),
      agree(row).join(', '),
    ]
    return `| ${cells.join(' | ')} |`
  }),
  ...[0, 10_000, 200_000].map((least) => {
    const large = rows.filter((row) => row.results.interleave.states >= least)
    const label = `geometric mean of ${large.length}${least === 0 ? '' : ` from ${count(least)} states on`}`
    return `| ${[label, '', '', ...others.map((name) => mean(large, name))].join(' | ')} |`
  }),
  '',
  ...reducedTable(),
  '',
  '## From source to answer: counter 2 x 1, processor time of everything',
  '',
  '| tool | ms |',
  '|---|--:|',
  ...starts.map(({ name, cpu }) => `| ${name} | ${Math.round(cpu * 1000)} |`),
  '',
].join('\n')

const growing = rows.filter((row) => row.family === 'counter' && row.threads === 2)
const series = (value) =>
  names.map((name) => ({ name, points: growing.map((row) => ({ x: row.times, y: value(row.results[name]) })) }))
writeFileSync(join(out, 'results.json'), `${JSON.stringify({ node: process.version, runs, rows, starts }, null, 2)}\n`)
writeFileSync(join(out, 'README.md'), markdown)
writeFileSync(
  join(out, 'speed.svg'),
  barChart(
    'Million states per second of processor time',
    rows,
    names,
    (row, name) => row.results[name]?.statesPerSecond ?? null,
    millions,
  ),
)
writeFileSync(
  join(out, 'memory.svg'),
  barChart(
    'Peak memory, MiB',
    rows,
    names,
    (row, name) => row.results[name]?.bytes ?? null,
    (value) => `${Math.round(value / 2 ** 20)}`,
  ),
)
writeFileSync(
  join(out, 'growth.svg'),
  growthChart(
    'Counter of 2 threads by N: seconds of processor time',
    series((result) => Math.max(result.cpu, resolution)),
    (value) => value.toFixed(2),
  ),
)
rmSync(join(out, 'work'), { recursive: true, force: true })
process.stdout.write(markdown)
