import { modelError } from './mistakes.ts'
import { nodeHost } from './node.ts'

/** Returns the text of a file. Rejects with a `ModelError` if it cannot be read, or if there are no files, as in a browser. */
export async function readFile(path: string): Promise<string> {
  const node = nodeHost()
  if (node === null) throw modelError(`cannot read ${path}: there are no files here`, 'pass the text of the model')
  try {
    return await node.readText(path)
  } catch (error) {
    throw modelError(`cannot read ${path}: ${reasonOf(error)}`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? `${error.code}` : ''
  return reasons[code] ?? (error instanceof Error ? error.message : `${error}`)
}
