import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { operations } from '../src/program/operations.ts'
import { failureKinds, findingKinds } from '../src/program/program.ts'
import { reductions } from '../src/reduction/reduction.ts'
import { statuses } from '../src/semantics/state.ts'
import { storeKinds } from '../src/space/store-kinds.ts'
import { interleave } from './cli/command.ts'

const semantics = readFileSync('docs/semantics.md', 'utf8')
const contract = readFileSync('docs/contract.md', 'utf8')
const language = readFileSync('models/README.md', 'utf8')

const forms = Object.values(operations).flatMap(({ form }) => (form === null ? [] : [form]))

test.each(forms)('the semantics defines `%s`', (form) => {
  expect(semantics).toContain(`\`${form}\``)
})

test.each(forms.map((form) => form.replace(/ .*/, '')))('the language reference has `%s`', (word) => {
  expect(language).toMatch(new RegExp(`\`${word}\\b`))
})

test.each(findingKinds)('the semantics defines the finding `%s`', (kind) => {
  expect(semantics).toMatch(new RegExp(`^\\| .*\`${kind}\`.* \\| (error|warning)`, 'm'))
  expect(language).toContain(`\`${kind}\``)
})

test('the semantics names every status and every kind of failure', () => {
  for (const kind of failureKinds) expect(semantics).toContain(`\`${kind}\``)
  const table = /^\| status \|[\s\S]*?\n\n/m.exec(semantics)?.[0] ?? ''
  for (const status of statuses) expect(table).toMatch(new RegExp(`\\b${status}\\b`))
})

const commands = [
  'check',
  'fix',
  'exercise',
  'show',
  'stress',
  'replay',
  'trace',
  'graph',
  'compare',
  'page',
  'slides',
  'serve',
  'site',
  'link',
  'export',
]

test.each(commands)('the contract has every option of `%s`, and each option that it has is there', (command) => {
  const help = interleave([command, '--help']).stdout
  const options = [...help.matchAll(/^ +(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name ?? '')
  expect(options.length).toBeGreaterThan(10)
  for (const name of options)
    if (!['help', 'version'].includes(name)) expect(contract).toMatch(new RegExp(`--(no-)?${name}\\b`))
})

test('each option of the contract is one of some command', () => {
  const help = commands.map((command) => interleave([command, '--help']).stdout).join('\n')
  const named = new Set([...contract.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = '']) => name.replace(/^no-/, '')))
  for (const name of named) expect(help).toMatch(new RegExp(`--${name}\\b`))
})

test('the contract names every state storage and every reduction', () => {
  for (const name of [...storeKinds, ...reductions]) expect(contract).toContain(name)
})
