import { showable } from './markup.ts'

const symbols: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['"', '{\\char34}'],
  ["'", '\\textquotesingle{}'],
  ['`', '\\textasciigrave{}'],
  ['…', '\\dots{}'],
  ['·', '\\textperiodcentered{}'],
  ['→', '$\\rightarrow$'],
  ['➜', '$\\Rightarrow$'],
  ['✗', '$\\times$'],
  ['×', '$\\times$'],
  ['✓', '$\\surd$'],
  ['△', '$\\triangle$'],
  ['⟳', '$\\circlearrowright$'],
])

/** Escapes a text for LaTeX. */
export function latexEscaped(text: string): string {
  return showable(text.replace(/\n/g, ' ')).replace(/[\\~^<>"'`…·→➜✗×✓△⟳]|--|[&%$#_{}]/gu, (each) =>
    each === '--' ? '-{}-' : (symbols.get(each) ?? `\\${each}`),
  )
}
