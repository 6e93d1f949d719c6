import type { AddressInfo } from 'node:net'
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, misuse } from '../failure.ts'
import { interruption } from '../host.ts'
import { loadModel } from '../load.ts'

type Arguments = RawArguments & {
  readonly models: string[] | undefined
  readonly port: number
}

const defaultPort = 8321

export function serveBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', { type: 'string', array: true, describe: 'Models to open: .ilv, .py, .s, .json' })
      .option('port', { type: 'number', default: defaultPort, describe: 'Port on 127.0.0.1; 0 for any free port' }),
  )
    .example('$0 serve', `http://127.0.0.1:${defaultPort}/`)
    .example('$0 serve models/quiz1.ilv', 'with this program in its editor')
}

/** Serves the playground to this machine until it is interrupted. Everything else happens in the browser. */
export async function serveCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  if (!Number.isInteger(raw.port) || raw.port < 0 || raw.port > 65535)
    throw misuse('--port: expected an integer from 0 to 65535')
  const { limitsOf, pageText, scenarioOf, firstScenario } = await import('../page-text.ts') // needed here only
  const { bundledExamples } = await import('../examples.ts')
  const { createServer } = await import('node:http') // takes 15 ms to load
  const examples = await bundledExamples()
  const scenarios = []
  for (const name of raw.models ?? []) {
    scenarios.push(scenarioOf(await loadModel(name, shared), shared))
  }
  if (scenarios.length === 0) scenarios.push(firstScenario(examples, shared))
  const page = pageText({ title: 'interleave', scenarios, examples, playground: true, limits: limitsOf(shared) })
  const server = createServer((request, response) => {
    const found = request.url === '/' && (request.method === 'GET' || request.method === 'HEAD')
    response.writeHead(found ? 200 : 404, { 'content-type': found ? 'text/html; charset=utf-8' : 'text/plain' })
    response.end(found ? (request.method === 'HEAD' ? '' : page) : 'There is only /\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? misuse(`port ${raw.port} is in use`, '`--port 0` uses a free port') : error)
    })
    server.listen(raw.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  process.stdout.write(`http://127.0.0.1:${port}/  (Ctrl-C ends it)\n`)
  await interruption()
  server.close()
  server.closeAllConnections()
  return Exit.ok
}
