import {
  CodeLensRefreshRequest,
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  createConnection,
  DiagnosticSeverity,
  ErrorCodes,
  type Hover,
  type InitializeResult,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { ilvWords } from '../language/ilv/words.ts'
import { type Analysis, analyse, finalValuesOf, headline, type Mark, stepsAt } from './analysis.ts'

/** So long after the last key a text is read. */
const pauseMs = 250

/** The command that returns the schedule of a finding, or the whole report. */
const showCommand = 'interleave.show'

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const

/** Serves the Language Server Protocol on standard input and output, until the editor ends it. */
export function serveLsp(version: string): Promise<void> {
  return new Promise((done) => {
    const connection = createConnection(process.stdin, process.stdout)
    new LanguageServer(connection, version)
    connection.onExit(() => done())
    process.stdin.once('end', done)
    connection.listen()
  })
}

class LanguageServer {
  private readonly connection: Connection
  private readonly documents = new TextDocuments(TextDocument)
  /** What is known about each document, and what is under way. */
  private readonly analyses = new Map<string, Analysis>()
  private readonly underWay = new Map<string, AbortController>()
  private refreshes = false

  constructor(connection: Connection, version: string) {
    this.connection = connection
    connection.onInitialize(({ capabilities }): InitializeResult => {
      this.refreshes = capabilities.workspace?.codeLens?.refreshSupport === true
      return {
        serverInfo: { name: 'interleave', version },
        capabilities: {
          textDocumentSync: TextDocumentSyncKind.Incremental,
          hoverProvider: true,
          completionProvider: {},
          codeLensProvider: {},
          executeCommandProvider: { commands: [showCommand] },
        },
      }
    })
    this.documents.onDidChangeContent(({ document }) => this.schedule(document))
    this.documents.onDidClose(({ document }) => this.forget(document.uri))
    connection.onHover(({ textDocument: { uri }, position }) => this.hover(uri, position.line, position.character))
    connection.onCompletion(({ textDocument: { uri } }) => this.completion(uri))
    connection.onCodeLens(({ textDocument: { uri } }) => {
      const report = this.analyses.get(uri)?.report ?? null
      if (report === null) return []
      const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
      return [{ range: top, command: { title: headline(report), command: showCommand, arguments: [uri] } }]
    })
    connection.onExecuteCommand(({ command, arguments: [uri, kind] = [] }) => {
      if (command !== showCommand) throw new ResponseError(ErrorCodes.InvalidRequest, `unknown command ${command}`)
      return this.shown(`${uri}`, kind === undefined ? null : `${kind}`)
    })
    this.documents.listen(connection)
  }

  private schedule(document: TextDocument): void {
    this.underWay.get(document.uri)?.abort()
    const controller = new AbortController()
    this.underWay.set(document.uri, controller)
    setTimeout(() => {
      if (!controller.signal.aborted) void this.run(document, controller.signal)
    }, pauseMs)
  }

  private async run(document: TextDocument, signal: AbortSignal): Promise<void> {
    const { uri, version } = document
    try {
      const analysis = await analyse(decodeURIComponent(uri.split('/').at(-1) ?? uri), document.getText(), signal)
      if (signal.aborted) return
      this.analyses.set(uri, analysis)
      await this.connection.sendDiagnostics({ uri, version, diagnostics: analysis.marks.map(diagnosticOf) })
      if (this.refreshes) await this.connection.sendRequest(CodeLensRefreshRequest.type)
    } catch (error) {
      if (signal.aborted) return
      this.connection.console.error(`${error instanceof Error ? error.message : error}`)
    }
  }

  private forget(uri: string): void {
    this.underWay.get(uri)?.abort()
    this.underWay.delete(uri)
    this.analyses.delete(uri)
    void this.connection.sendDiagnostics({ uri, diagnostics: [] })
  }

  private hover(uri: string, line: number, character: number): Hover | null {
    const report = this.analyses.get(uri)?.report ?? null
    const text = this.documents.get(uri)?.getText().split('\n')[line] ?? ''
    const word = wordAt(text, character)
    const meaning = isInstructionText(uri) && word !== null ? ilvWords[word] : undefined
    const values = report === null || word === null ? null : finalValuesOf(report, word)
    const parts = [
      ...(word === null || meaning === undefined ? [] : [`**${word}** ${meaning}`]),
      ...(values === null ? [] : [`final values of \`${word}\`: ${values.join(', ')}`]),
      ...(report === null ? [] : stepsAt(report, line + 1)),
    ]
    return parts.length === 0 ? null : { contents: { kind: 'markdown', value: parts.join('\n\n') } }
  }

  private completion(uri: string): CompletionItem[] {
    const words = isInstructionText(uri) ? Object.entries(ilvWords) : []
    const program = this.analyses.get(uri)?.report?.program
    const names =
      program === undefined ? [] : [...program.shared, ...program.mutexes, ...program.semaphores, ...program.conditions]
    return [
      ...words.map(([label, detail]) => ({ label, detail, kind: CompletionItemKind.Keyword })),
      ...names
        .filter((each) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(each.name))
        .map(({ name }) => ({ label: name, kind: CompletionItemKind.Variable })),
    ]
  }

  /** The schedule of a finding, else the report. */
  private shown(uri: string, kind: string | null): string {
    const report = this.analyses.get(uri)?.report ?? null
    if (report === null) return 'The text has mistakes, or is not explored yet.'
    const finding = report.findings.find((each) => each.kind === kind)
    return finding === undefined ? report.text({ width: 100 }) : `${finding.message}\n\n${finding.trace.table({ width: 100 })}`
  }
}

function diagnosticOf({ range, severity, message, kind }: Mark): {
  range: Mark['range']
  severity: DiagnosticSeverity
  message: string
  source: string
  code?: string
} {
  return { range, severity: severities[severity], message, source: 'interleave', ...(kind === null ? {} : { code: kind }) }
}

function isInstructionText(uri: string): boolean {
  return uri.endsWith('.ilv')
}

function wordAt(line: string, character: number): string | null {
  for (const { index, 0: word } of line.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
    if (index <= character && character <= index + word.length) return word
  }
  return null
}
