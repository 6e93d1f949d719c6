const integer = /^(0x(_?[\da-f])+|0o(_?[0-7])+|0b(_?[01])+|0(_?0)*|[1-9](_?\d)*)$/i
const fraction = /^(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)(e[-+]?\d(_?\d)*)?j?$/i

/** Reports whether a number is written as Python's grammar has it, which has no leading zeros or lone underscores. */
export function isNumberLiteral(text: string): boolean {
  return integer.test(text) || (fraction.test(text) && !/^\d+$/.test(text.replace(/_/g, '')))
}
