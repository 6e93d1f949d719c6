// Writes the actual output of the tool into the documents. `--check` changes nothing, and fails if a document differs.
//
// In a block marked `console`, lines that start with `$ ` are executed and their output follows them. A block marked
// `file PATH` holds that file. Between `<!-- output: COMMAND -->` and its end stands what a command prints, as it is.
// What a block marked `js` prints stands in the block marked `text` behind it.
// Between `<!-- gallery -->` and its end stand the models with what comes out of each.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const documents = [
  'README.md',
  'models/README.md',
  'docs/python.md',
  'docs/assembly.md',
  'docs/large.md',
  'docs/pictures.md',
  'docs/library.md',
  'docs/real.md',
  'docs/fix.md',
  'docs/exercise.md',
  'docs/export.md',
]
const checking = process.argv.includes('--check')
const cli = join('dist', 'cli.cjs')
let stale = false

function output(command) {
  const line = command.replace(/^interleave /, `"${process.execPath}" ${cli} `).replace(/^node /, `"${process.execPath}" `)
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  // Any version of Python will do.
  return (stdout + stderr).replace(/CPython 3\.\d+\.\d+/g, 'CPython 3.11').trimEnd()
}

function consoleBlock(block) {
  const commands = block.split('\n').filter((line) => line.startsWith('$ '))
  return commands.map((line) => `${line}\n${output(line.slice(2))}`).join('\n\n')
}

/** Executes a module and returns what it prints. */
function printed(code) {
  const args = ['--input-type=module', '-']
  const { stdout, stderr } = spawnSync(process.execPath, args, { input: code, encoding: 'utf8' })
  return (stdout + stderr).trimEnd()
}

function fileBlock(path) {
  return readFileSync(path, 'utf8').trimEnd()
}

function gallery() {
  const folders = ['', 'approaches']
  const names = folders.flatMap((folder) =>
    readdirSync(join('models', folder))
      .filter((name) => /\.(ilv|py|s)$/.test(name) && name !== 'interleave.py' && name !== 'lesson.py')
      .map((name) => (folder === '' ? name : `${folder}/${name}`)),
  )
  const section = (title, ending) =>
    [`### ${title}`, ...names.filter((name) => name.endsWith(ending)).map(galleryEntry)].join('\n\n')
  const tables = [
    tableOf(
      'exam',
      'Exam questions',
      'question',
      'Each file has the question, the answer, and lines that state the answer completely.',
    ),
    tableOf('channels', 'Channels', 'model', 'Threads that exchange messages, as goroutines of Go do.'),
    tableOf('loops', 'Event loops', 'model', 'Tasks that take turns, as those of `asyncio` or of JavaScript do.'),
    tableOf('endless', 'Python programs without an end', 'program', 'Threads that make objects for each other for ever.'),
    tableOf('algorithms', 'Published algorithms', 'algorithm', 'Right ones and wrong ones; each file names the source.'),
  ]
  return [section('Instruction text', '.ilv'), section('Python', '.py'), section('Assembly', '.s'), ...tables].join('\n\n')
}

/** The models of a folder in one table: the first paragraph of each, what is wrong with it, and its size. */
function tableOf(folder, title, what, words) {
  const rows = readdirSync(join('models', folder)).map((file) => {
    const text = readFileSync(join('models', folder, file), 'utf8')
    const comment = /^(?:#.*\n)+/.exec(text)?.[0] ?? ''
    const [paragraph = ''] = comment.replace(/^# ?/gm, '').split('\n\n')
    const about = paragraph
      .replace(/^Question: /, '')
      .replaceAll('\n', ' ')
      .replaceAll('|', '\\|')
      .trim()
    const { findings, stats } = reportOf(`${folder}/${file}`)
    const errors = [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ kind }) => `\`${kind}\``))]
    return `| [${file}](${folder}/${file}) | ${about} | ${errors.join(', ') || 'none'} | ${stats.states} |`
  })
  return [`### ${title}`, '', words, '', `| file | ${what} | errors | states |`, '|---|---|---|---|', ...rows].join('\n')
}

function reportOf(name) {
  const json = spawnSync(process.execPath, [cli, 'check', `models/${name}`, '--json'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  return JSON.parse(json.stdout)
}

function galleryEntry(name) {
  const text = readFileSync(join('models', name), 'utf8')
  const comment = /^(?:#.*\n)+/.exec(text)?.[0] ?? ''
  const lines = comment.split('\n').filter((line) => !/^# (expect|invariant|mod \d+|threads|argv):?/.test(line))
  const words = lines
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .trim()
  const report = reportOf(name)
  const finals = report.outcomes.map(({ final, grade }) => {
    const mark = { right: '', 'not-serial': ' △', wrong: ' ✗' }[grade]
    return (
      Object.entries(final)
        .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
        .join(', ') + mark
    )
  })
  const kinds = [...new Set(report.findings.map((each) => each.kind))]
  const shown = finals.length > 8 ? [...finals.slice(0, 8), `and ${finals.length - 8} more`] : finals
  return [
    `#### [${name}](${name})`,
    '',
    words,
    '',
    `- Final values: ${shown.length === 0 ? 'none' : shown.map((each) => `\`${each}\``).join(', ')}`,
    `- Findings: ${kinds.length === 0 ? 'none' : kinds.map((each) => `\`${each}\``).join(', ')}`,
    `- ${report.stats.states} states${report.stats.interleavings === null ? '' : `, ${report.stats.interleavings} interleavings`}`,
  ].join('\n')
}

function renewed(text) {
  return text
    .replace(/```console\n([\s\S]*?)```/g, (_, block) => `\`\`\`console\n${consoleBlock(block)}\n\`\`\``)
    .replace(
      /```js\n([\s\S]*?)```\n\n```text\n[\s\S]*?```/g,
      (_, code) => `\`\`\`js\n${code}\`\`\`\n\n\`\`\`text\n${printed(code)}\n\`\`\``,
    )
    .replace(/```file (\S+)\n[\s\S]*?```/g, (_, path) => `\`\`\`file ${path}\n${fileBlock(path)}\n\`\`\``)
    .replace(
      /<!-- output: (.*?) -->\n[\s\S]*?<!-- end of output -->/g,
      (_, command) => `<!-- output: ${command} -->\n\n${output(command)}\n\n<!-- end of output -->`,
    )
    .replace(/<!-- gallery -->[\s\S]*<!-- end of gallery -->/, () => `<!-- gallery -->\n${gallery()}\n<!-- end of gallery -->`)
}

function renew(path, content) {
  let before = ''
  try {
    before = readFileSync(path, 'utf8')
  } catch {
    // does not exist yet
  }
  if (before === content) return
  stale = true
  if (checking) console.error(`${path} is out of date: run \`npm run docs\``)
  else writeFileSync(path, content)
}

for (const path of documents) renew(path, renewed(readFileSync(path, 'utf8')))

// The pictures do not use an installed Graphviz, so that they are the same on every machine: there is no `dot` on this
// path.
const bare = mkdtempSync(join(tmpdir(), 'interleave-docs-'))
symlinkSync(process.execPath, join(bare, 'node'))

function renewPicture(path, args) {
  const drawn = join('out', `docs-${basename(path)}`)
  execFileSync(process.execPath, [cli, ...args, '--out', drawn], { env: { ...process.env, PATH: bare }, stdio: 'ignore' })
  renew(path, readFileSync(drawn, 'utf8'))
}

// The module that Python programs import has one source.
renew('python/interleave/_atomic.py', readFileSync('models/approaches/interleave.py', 'utf8'))

renewPicture('docs/quiz1.svg', ['graph', 'models/quiz1.ilv', '--highlight', 'lost-update'])
renewPicture('docs/schedule.svg', ['trace', 'models/quiz1.ilv', '--schedule', 'A B A*2 B*2'])

if (checking && stale) process.exit(1)
