const symbols: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['"', '\\textquotedbl{}'],
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

/** A text that is no command in LaTeX. */
export function latexEscaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\\~^<>"'`…·→➜✗×✓△⟳]|--|[&%$#_{}]/gu, (each) => (each === '--' ? '-{}-' : (symbols.get(each) ?? `\\${each}`)))
}
