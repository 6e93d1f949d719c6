// Builds out/site/: the playground as a static site, to be put on any server. It is one file, and asks nothing of any.

import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

mkdirSync('out/site', { recursive: true })
const args = ['dist/cli.cjs', 'page', 'models/quiz1.ilv', '--playground', '--out', 'out/site/index.html']
execFileSync(process.execPath, args, { stdio: 'inherit' })
