import type { CheckedFile, Problem } from './problem.ts'
import { ruleText } from './rules.ts'

/** Returns workflow commands of GitHub Actions: an annotation for each problem at its line. */
export function githubOf(files: readonly CheckedFile[]): string {
  return files.flatMap(({ problems }) => problems.map(annotation)).join('')
}

function annotation({ rule, level, message, file, line, column, details }: Problem): string {
  const properties = [
    `file=${property(file)}`,
    ...(line === null ? [] : [`line=${line}`]),
    ...(column === null ? [] : [`col=${column}`]),
    `title=${property(ruleText(rule))}`,
  ]
  return `::${level} ${properties.join(',')}::${data(details === '' ? message : `${message}\n\n${details}`)}\n`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
