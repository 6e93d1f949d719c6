// Builds out/site/: the playground as a static site for any server. It is one file, and sends no requests.

import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

mkdirSync('out/site', { recursive: true })
const args = ['dist/cli.cjs', 'page', 'models/quiz1.ilv', '--playground', '--out', 'out/site/index.html']
execFileSync(process.execPath, args, { stdio: 'inherit' })
