import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  CodeLensRequest,
  CompletionRequest,
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { root } from '../cli/command.ts'

const server = spawn(process.execPath, ['dist/cli.cjs', 'lsp', '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))
const published: PublishDiagnosticsParams[] = []

/** Resolves with the next diagnostics of a version of a document. */
async function diagnosticsOf(uri: string, version: number): Promise<PublishDiagnosticsParams['diagnostics']> {
  for (let tries = 0; tries < 400; tries++) {
    const found = published.find((each) => each.uri === uri && each.version === version)
    if (found !== undefined) return found.diagnostics
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`no diagnostics of ${uri}`)
}

async function open(uri: string, text: string): Promise<void> {
  const languageId = uri.endsWith('.py') ? 'python' : 'ilv'
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId, version: 1, text },
  })
}

beforeAll(async () => {
  connection.onNotification(PublishDiagnosticsNotification.type, (each) => void published.push(each))
  connection.listen()
  const { capabilities, serverInfo } = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  })
  expect(serverInfo?.name).toBe('interleave')
  expect(capabilities.hoverProvider).toBe(true)
})

afterAll(async () => {
  await connection.sendRequest(ShutdownRequest.type)
  await connection.sendNotification(ExitNotification.type)
  const code = await new Promise((done) => server.once('exit', done))
  expect(code).toBe(0)
})

const racy = 'shared balance = 0\nthread A, B:\n  load r, balance\n  add r, 1\n  store balance, r\n'

test('findings stand at their lines, final values above the text, what a step does under the pointer', async () => {
  const uri = 'file:///models/racy.ilv'
  await open(uri, racy)
  const diagnostics = await diagnosticsOf(uri, 1)
  expect(diagnostics.map(({ code, severity, range }) => [code, severity, range.start.line])).toContainEqual([
    'lost-update',
    2,
    expect.any(Number),
  ])
  const textDocument = { uri }
  const [lens] = (await connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? []
  expect(lens?.command?.title).toBe('final values: 1, 2 (22 states; answered)')
  const hover = await connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 2, character: 12 } })
  expect(JSON.stringify(hover)).toContain('final values of `balance`: 1, 2')
  expect(JSON.stringify(hover)).toContain('A, B: `load r, balance`')
  const word = await connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 2, character: 3 } })
  expect(JSON.stringify(word)).toContain('reads a shared variable into a register')
  const items = await connection.sendRequest(CompletionRequest.type, { textDocument, position: { line: 3, character: 2 } })
  const labels = (Array.isArray(items) ? items : (items?.items ?? [])).map(({ label }) => label)
  expect(labels).toEqual(expect.arrayContaining(['balance', 'acquire', 'fetch_add']))
  const shown = await connection.sendRequest(ExecuteCommandRequest.type, {
    command: 'interleave.show',
    arguments: [uri, 'lost-update'],
  })
  expect(shown).toContain('schedule: A*2 B*3 A')
})

test('a mistake is marked where it is, and gone when it is mended', async () => {
  const uri = 'file:///models/mistake.ilv'
  await open(uri, racy.replace('load r', 'laod r'))
  const [first] = await diagnosticsOf(uri, 1)
  expect(first?.severity).toBe(1)
  expect(first?.range.start).toEqual({ line: 2, character: 2 })
  expect(first?.message).toContain('did you mean `load`?')
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start: { line: 2, character: 2 }, end: { line: 2, character: 6 } }, text: 'load' }],
  })
  const mended = await diagnosticsOf(uri, 2)
  expect(mended.filter(({ severity }) => severity === 1)).toEqual([])
})

test('a Python file is read like any other, and one that takes long keeps nobody waiting', async () => {
  const uri = 'file:///home/ada/counter.py'
  const loop = 'import threading\nn = 0\ndef add():\n    global n\n    for _ in range(40):\n        n += 1\n'
  const starts = 'ts = [threading.Thread(target=add) for _ in range(4)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n'
  await open(uri, loop + starts)
  const uri2 = 'file:///home/ada/small.ilv'
  await open(uri2, racy)
  const started = Date.now()
  await diagnosticsOf(uri2, 1)
  expect(Date.now() - started).toBeLessThan(15_000)
  const diagnostics = await diagnosticsOf(uri, 1)
  expect(diagnostics.map(({ code }) => code)).toContain('lost-update')
})
