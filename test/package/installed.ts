import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, scratch } from '../cli/command.ts'

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

export const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

export interface Installed {
  /** A folder outside of this checkout, with the package and its dependencies in `node_modules`. */
  readonly folder: string
  readonly tarball: string
  /** Where the package lies in it. */
  readonly home: string
}

/** Packs the package and installs it in an empty folder, as `npm install` does, but without a registry. */
export function installed(also: readonly string[] = []): Installed {
  const folder = scratch()
  // npm is a script of the shell on Windows.
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const tarball = join(folder, packed.filename)
  const home = join(folder, 'node_modules', manifest.name)
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'])
  for (const name of [...Object.keys(manifest.dependencies), ...also]) link(folder, name)
  return { folder, tarball, home }
}

function link(folder: string, name: string): void {
  const place = join(folder, 'node_modules', name)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), place, 'junction')
}
