/**
 * Widths of the printable ASCII characters of Helvetica in thousandths of its size, regular and bold. Arial, Arimo,
 * Liberation Sans and Nimbus Sans have the same.
 */
const regular = widths(`
  278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584
  584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278
  278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
  500 334 260 334 584`)
const bold = widths(`
  278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584
  584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333
  278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556
  500 389 280 389 584`)

/** Other characters that the pictures use, with the widths of DejaVu Sans for the signs. */
const special: Readonly<Record<string, number>> = {
  '\u00A0': 278,
  '–': 556,
  '—': 1000,
  '…': 1000,
  '→': 1000,
  '·': 333,
  '✓': 838,
  '✗': 838,
  '△': 769,
  '■': 945,
  '□': 945,
  '▶': 770,
  '▷': 770,
  '◆': 770,
  '◇': 770,
  '➜': 838,
  '⟳': 838,
  '×': 584,
}

/** The approximate width of letters of other scripts; East Asian ones are wider, so they are set a little tight. */
const unknown = 650

function widths(text: string): readonly number[] {
  return text.trim().split(/\s+/).map(Number)
}

/** Returns the width of a text at a font size, in the unit of the size. */
export function widthOf(text: string, size: number, weight: 'regular' | 'bold'): number {
  const table = weight === 'bold' ? bold : regular
  let sum = 0
  for (const character of text) sum += table[(character.codePointAt(0) ?? 0) - 32] ?? special[character] ?? unknown
  return (sum * size) / 1000
}
