import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SharedArguments } from './arguments.ts'
import { outputPath, writeOutput } from './files.ts'
import type { LoadedModel } from './load.ts'
import { limitsOf, pageText, scenarioOf } from './page-text.ts'

/** What opens a file as a person does by a double click, by platform. */
const openers: Readonly<Record<string, readonly [command: string, ...before: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Writes the page of a model and shows it in the browser. Returns a sentence that says what was done. */
export async function openPage(model: LoadedModel, shared: SharedArguments): Promise<string> {
  const path = outputPath(undefined, model.name, '.html')
  const scenarios = [scenarioOf(model, shared)]
  writeOutput(
    path,
    pageText({
      title: 'interleave',
      scenarios,
      examples: [],
      playground: false,
      limits: limitsOf(shared),
      linkBase: null,
      embedded: false,
    }),
  )
  const [command, ...before] = openers[process.platform] ?? ['xdg-open']
  const opened = await started(command, [...before, pathToFileURL(resolve(path)).href])
  return opened ? `opened ${path} in the browser` : `wrote ${path}; \`${command}\` is not there to open it`
}

function started(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, [...args], { stdio: 'ignore', detached: true })
    child.once('error', () => done(false))
    child.once('spawn', () => {
      child.unref()
      done(true)
    })
  })
}
