import type { Json } from '../report/check-json.ts'
import { identityOf } from './baseline.ts'
import type { CheckedFile } from './problem.ts'

/**
 * Returns a code quality report of GitLab. `digest` makes a short text of a long one; problems with the same identity are told
 * apart by their number.
 */
export function gitlabOf(files: readonly CheckedFile[], digest: (text: string) => string): Json {
  const seen = new Map<string, number>()
  return files.flatMap(({ problems }) =>
    problems.map((problem) => {
      const identity = identityOf(problem)
      const number = (seen.get(identity) ?? 0) + 1
      seen.set(identity, number)
      return {
        description: problem.message,
        check_name: problem.rule,
        fingerprint: digest(`${identity}${number === 1 ? '' : ` ${number}`}`),
        severity: problem.level === 'error' ? 'major' : 'minor',
        location: { path: problem.file, lines: { begin: problem.line ?? 1 } },
      }
    }),
  )
}
