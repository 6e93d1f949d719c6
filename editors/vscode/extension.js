const vscode = require('vscode')
const { LanguageClient } = require('vscode-languageclient/node')

let client

/** Starts the server for the documents that the settings name. */
async function activate(context) {
  const settings = vscode.workspace.getConfiguration('interleave')
  const [command, ...args] = settings.get('command')
  const languages = ['ilv', ...(settings.get('python') ? ['python'] : [])]
  client = new LanguageClient(
    'interleave',
    { command, args, options: { cwd: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath } },
    { documentSelector: languages.map((language) => ({ scheme: 'file', language })), middleware: { executeCommand } },
  )
  context.subscriptions.push(
    vscode.commands.registerCommand('interleave.checkFile', () => {
      const uri = vscode.window.activeTextEditor?.document.uri
      return uri === undefined ? undefined : show(uri.toString())
    }),
  )
  await client.start()
}

/** The server names the command of the line above the text; its answer is a text to read. */
async function executeCommand(name, given, next) {
  const text = await next(name, given)
  if (name === 'interleave.show' && typeof text === 'string') await open(text)
  return text
}

async function show(uri) {
  const text = await client.sendRequest('workspace/executeCommand', { command: 'interleave.show', arguments: [uri] })
  if (typeof text === 'string') await open(text)
}

async function open(content) {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' })
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside, true)
}

function deactivate() {
  return client?.stop()
}

module.exports = { activate, deactivate }
