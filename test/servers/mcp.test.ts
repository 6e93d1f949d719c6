import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingKinds } from '../../src/program/program.ts'
import { kindMeanings } from '../../src/servers/kinds.ts'
import { root } from '../cli/command.ts'

const client = new Client({ name: 'test', version: '1' })

beforeAll(async () => {
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['dist/cli.cjs', 'mcp'], cwd: root }))
})

afterAll(async () => {
  await client.close()
})

interface Called {
  readonly text: string
  readonly data: unknown
  readonly isError: boolean
}

async function call(name: string, asked: Record<string, unknown>): Promise<Called> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: asked })
  const [first] = Array.isArray(content) ? content : []
  return { text: `${first?.text}`, data: structuredContent, isError: isError === true }
}

const racy = 'shared balance = 0\nthread A, B:\n  balance += 1\n'

test('the server has its tools', async () => {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name).sort()).toEqual(['check', 'explain', 'fix', 'graph', 'trace'])
})

test('check lists all final values', async () => {
  const { text, data } = await call('check', { text: racy })
  expect(text).toContain('Explored completely: 22 states, 20 interleavings.')
  expect(data).toMatchObject({
    verdict: 'answered',
    complete: true,
    outcomes: [
      { final: { balance: 1 }, interleavings: '18' },
      { final: { balance: 2 }, interleavings: '2' },
    ],
  })
})

test.each<[string, string, Record<string, unknown>, RegExp]>([
  ['a finding', 'trace', { text: racy, finding: 'lost-update' }, /schedule: A\*2 B\*3 A/],
  ['a final value', 'trace', { text: racy, outcome: '2' }, /^2: right/],
  ['a file', 'trace', { file: 'models/deadlock.ilv' }, /waits for m2/],
  ['a graph', 'graph', { text: racy }, /^flowchart/],
  ['a graph of Graphviz', 'graph', { text: racy, format: 'dot' }, /^digraph/],
  ['what to change', 'fix', { text: racy }, /1\. make the update in line \d+ one step[\s\S]*\+.*fetch_add/],
  ['what a finding means', 'explain', { text: racy, finding: 'data-race' }, /nothing orders the two accesses/],
  [
    'functions of Python',
    'check',
    { text: 'n = 0\ndef add():\n    global n\n    n += 1\n', language: 'python', threads: 'add:2' },
    /Final values of n/,
  ],
])('%s', async (_, tool, asked, expected) => {
  const { text, isError } = await call(tool, asked)
  expect(isError, text).toBe(false)
  expect(text).toMatch(expected)
})

test.each<[string, string, Record<string, unknown>, RegExp]>([
  ['a mistake in the text', 'check', { text: 'shared x\nthread A:\n  laod r, x\n' }, /did you mean `load`\?/],
  ['no model', 'check', {}, /give either `text` or `file`/],
  ['no such file', 'check', { file: 'models/none.ilv' }, /none\.ilv/],
  ['no such finding', 'explain', { text: racy, finding: 'deadlock' }, /there is no finding `deadlock`; found are: lost-update/],
  ['no such value', 'trace', { text: racy, outcome: '7' }, /the final values are: 1, 2/],
])('%s is told, so that it can be mended', async (_, tool, asked, expected) => {
  const { text, isError } = await call(tool, asked)
  expect(isError).toBe(true)
  expect(text).toMatch(expected)
})

test('each kind of finding has a meaning', () => {
  expect(Object.keys(kindMeanings).sort()).toEqual([...findingKinds].sort())
})
