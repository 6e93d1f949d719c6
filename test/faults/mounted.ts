import { spawnSync } from 'node:child_process'
import { scratch } from '../cli/command.ts'

/** Makes a small file system of its own; null if that is not allowed here. */
export function mounted(options: string): string | null {
  const folder = scratch()
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  return status === 0 ? folder : null
}

/** Makes a mounted file system read-only. */
export function sealed(folder: string): void {
  spawnSync('mount', ['-o', 'remount,ro', folder])
}

export function unmount(folder: string | null): void {
  if (folder !== null) spawnSync('umount', [folder])
}
