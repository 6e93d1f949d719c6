import type { AddressInfo } from 'node:net'
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, misuse } from '../failure.ts'
import { interruption } from '../host.ts'

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
  const { playgroundText } = await import('../playground.ts') // needed here only
  const { createServer } = await import('node:http') // takes 15 ms to load
  const page = await playgroundText(raw.models ?? [], 'interleave', shared)
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
