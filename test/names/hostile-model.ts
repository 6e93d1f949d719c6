import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from '../cli/command.ts'

/** Pieces that are markup or commands in some format. */
const markup = [
  '<img src=x onerror=hacked=1>',
  '</script><script>hacked=1</script>',
  '</textarea></style></title><svg onload=hacked=1>',
  '"onmouseover=hacked=1 x="',
  "';hacked=1;'",
  '"];\nevil [label=x];\n',
  '%%{init: {"x":1}}%%',
  '![a](javascript:hacked=1)|`x`\n\n---\n# h',
  '\\input{/etc/passwd}%$#^_&~',
  ']]>&amp;&#60;script&#62;',
].join(' ')

/** Control characters of terminals, of the direction of text, and what is no character at all. */
const controls = '\u001b[31mred\u001b]0;title\u0007 \u009b31m\u202eoverride\u2066 \ud800lone\uffff'

/** For texts of which a program quotes lines, which may contain anything. */
const hostileText = `${markup} ${controls}`

/** Texts of claims contain no control characters either, and no line ends. */
const claimText = markup.replaceAll('\n', ' ')

/** Names contain neither spaces nor control characters: the reader refuses the others. */
const nameable = (text: string): string => text.replace(/[\s\p{Cc}\p{Bidi_Control}\ufeff]/gu, '/')

/**
 * Names that would do harm where they are not escaped: ones that JavaScript objects have already, paths, and pieces of
 * markup after what a spreadsheet takes for a formula.
 */
export const hostileNames: Readonly<Record<string, string>> = {
  'of objects': '__proto__',
  paths: '../../constructor',
  markup: `=${nameable(markup)}`,
  controls: `@SUM(1)${nameable(controls)}`,
}

/** A program in which a name stands wherever one can stand; it has a finding, an invariant and operations. */
function programOf(name: string): unknown {
  const place = { variable: 0, index: null }
  const constant = { kind: 'constant', value: 1 }
  const at = (line: number): object => ({ line, span: null })
  const claim = { kind: 'binary', operator: '<', left: { kind: 'shared', ...place }, right: constant }
  return {
    schema: 'interleave/program@1',
    source: { name: markup.replaceAll('\n', ' '), text: `${name}\n# ${hostileText}\n${hostileText}` },
    shared: [{ name, length: null, initial: [0], atomic: false }],
    mutexes: [{ name: `${name}m`, discipline: 'plain' }],
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: [
      {
        registers: [`${name}r`],
        instructions: [
          { op: 'load', to: 0, place, ...at(1) },
          { op: 'acquire', mutex: 0, ...at(2) },
          { op: 'store', place, value: constant, ...at(3) },
          { op: 'release', mutex: 0, ...at(3) },
        ],
      },
    ],
    threads: [`${name}A`, `${name}B`].map((each) => ({ name: each, code: 0, start: 'running', daemon: false })),
    invariants: [{ condition: claim, text: `${claimText} < 1`, line: 1 }],
    expectations: [{ kind: 'final', condition: claim, text: `final ${claimText} < 1`, line: 2 }],
  }
}

/** Writes the program of a name into a folder of its own. */
export function hostileModel(name: string, file = 'model.json'): { readonly folder: string; readonly model: string } {
  const folder = scratch()
  writeFileSync(join(folder, file), JSON.stringify(programOf(name)))
  return { folder, model: file }
}
