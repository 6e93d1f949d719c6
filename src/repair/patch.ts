import { createTwoFilesPatch } from 'diff'

/** Returns the difference between two texts of a file as a unified diff that `git apply` takes. */
export function patchOf(name: string, before: string, after: string): string {
  const path = name.replace(/^(\.{0,2}\/)+/, '')
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 })
  return patch.replace(/^=+\n/, '').replace(/^((?:---|\+\+\+) .*?)\t$/gm, '$1')
}
