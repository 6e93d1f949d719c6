// Builds dist/: the command line and the library as bundles that load their parts on demand, the types, and the JSON
// Schema of programs. Packages stay outside of the bundles, except the small ones that every start needs.

import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { build } from 'rolldown'
import { buildDeck, buildPage } from './build-page.mjs'
import { buildTypes } from './types.mjs'

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })

const shared = {
  platform: 'node',
  external: [
    /^node:/,
    '@resvg/resvg-js',
    '@ts-graphviz/adapter',
    'graphviz-cli',
    'dejavu-fonts-ttf',
    '@expo-google-fonts/arimo',
    'pdfkit',
    'pptxgenjs',
    /^@modelcontextprotocol\/sdk/,
    /^vscode-languageserver/,
    'svg-to-pdfkit',
  ],
  resolve: { alias: { 'string-width': resolve('src/cli/string-width.ts') } },
  transform: { define: { INTERLEAVE_VERSION: JSON.stringify(version) }, target: 'node20' },
}
const output = { dir: 'dist', format: 'esm', minify: true }

/** The module that starts threads, which is loaded before all others. */
const threads = 'src/cli/threads.ts'

/**
 * Everything that an entry imports at once is one file beside it: each further file takes a millisecond at every start.
 */
function oneCore(entry) {
  let core = null
  const reached = (context) => {
    const found = new Set([resolve(entry)])
    for (const id of found) for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
    found.delete(resolve(entry)) // it awaits modules that are loaded later, which import the core
    return found
  }
  return {
    groups: [
      { name: 'threads', test: (id) => id === resolve(threads), priority: 1 },
      {
        debugName: 'core',
        name: (id, context) => {
          core ??= reached(context)
          return core.has(id) ? 'core' : null
        },
      },
    ],
  }
}

/** Scripts with cached compiled code cannot import: their loader does it for them. */
const importing = {
  name: 'importing',
  renderChunk: (code) => code.replaceAll(/\bimport\((?=["'`])/g, '__import('),
}

/** The command is a CommonJS module: compiled code can be cached only for these. */
const { output: command } = await build({
  ...shared,
  input: { main: 'src/cli/main.ts', threads },
  plugins: [importing],
  // yargs would look for settings in packages by it, which is not used.
  transform: { ...shared.transform, define: { ...shared.transform.define, 'import.meta.resolve': 'undefined' } },
  output: {
    ...output,
    format: 'cjs',
    entryFileNames: 'chunks/[name]-[hash].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: oneCore('src/cli/main.ts'),
  },
})
/** The modules of each file of the command, and the files that it loads at once; a test reads this. */
const manifest = command.map(({ fileName, imports, moduleIds }) => {
  return { file: fileName, imports, modules: moduleIds.map((id) => relative('.', id)) }
})
writeFileSync('dist/manifest.json', JSON.stringify(manifest))
const { output: helper } = await build({
  ...shared,
  input: { worker: 'src/cli/worker.ts' },
  output: { ...output, format: 'cjs', entryFileNames: 'chunks/[name]-[hash].cjs' },
})
const entryOf = (files, name) => JSON.stringify(files.find((file) => file.isEntry && file.name === name).fileName)
for (const [name, entry] of [
  ['cli', 'start'],
  ['worker', 'start-worker'],
]) {
  await build({
    ...shared,
    transform: {
      ...shared.transform,
      define: {
        INTERLEAVE_THREADS: entryOf(command, 'threads'),
        INTERLEAVE_MAIN: entryOf(command, 'main'),
        INTERLEAVE_WORKER: entryOf(helper, 'worker'),
      },
    },
    input: { [name]: `src/cli/${entry}.ts` },
    output: { ...output, format: 'cjs', entryFileNames: '[name].cjs' },
  })
}
// The library is for programs of others: readable, with source maps, and with its packages outside, so that they are there once.
const packages = Object.keys({ ...dependencies, ...peerDependencies })
await build({
  ...shared,
  external: (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`)),
  input: { index: 'src/index.ts', vitest: 'src/vitest.ts' },
  output: { ...output, minify: false, sourcemap: true, chunkFileNames: 'library/[name]-[hash].js' },
})
// npx keeps links to the command of a folder, and links from earlier versions point here.
// The agent that executes Python files: sources, which Python compiles itself.
for (const part of ['agent', 'replay', 'stress'])
  cpSync(`src/cpython/${part}`, `dist/${part}`, { recursive: true, filter: (name) => !name.includes('__pycache__') })
writeFileSync('dist/cli.js', "#!/usr/bin/env node\nimport './cli.cjs'\n")
for (const file of ['dist/cli.cjs', 'dist/cli.js']) chmodSync(file, 0o755)
await Promise.all([buildPage(), buildDeck()])
buildTypes(['index.d.ts', 'vitest.d.ts'])
const { programJsonSchema, reportJsonSchema } = await import('../dist/index.js')
writeFileSync('dist/program.schema.json', `${JSON.stringify(await programJsonSchema(), null, 2)}\n`)
writeFileSync('dist/report.schema.json', `${JSON.stringify(await reportJsonSchema(), null, 2)}\n`)

// One check with each engine, and with two threads, so that the compiled code that they need is cached.
const large = [
  'shared x = 0',
  'thread A, B:',
  '  repeat 12:',
  '    load r, x',
  '    add r, 1',
  '    store x, r',
  '  end',
  '',
].join('\n')
for (const more of [[], ['--workers', '2']]) {
  spawnSync(process.execPath, ['dist/cli.cjs', 'check', 'models/quiz1.ilv', '-', ...more], { input: large })
}
