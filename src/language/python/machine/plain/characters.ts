/**
 * What Python knows of characters, by the properties of Unicode. The versions of Unicode of Python and of JavaScript differ
 * only in what was added lately.
 */

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u

export function isPrintable(text: string): boolean {
  return !unprintable.test(text)
}

/** White space of `str`, for the inside of a class of characters. */
export const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

/** White space of `bytes`. */
export const byteSpace = '\\t-\\r\\x20'

/** Digits that are not decimal ones, such as superscripts and those in circles. */
const otherDigits =
  '\\xb2\\xb3\\xb9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490' +
  '\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}' +
  '\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}'

/** Ideographs that are numbers. */
const numberIdeographs =
  '\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4ebf\\u4ec0\\u4edf\\u4ee8' +
  '\\u4f0d\\u4f70\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db\\u58f1' +
  '\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62fe\\u634c\\u67d2\\u6f06\\u7396\\u767e\\u8086\\u842c' +
  '\\u8cae\\u8cb3\\u8d30\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd' +
  '\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}' +
  '\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}'

const every = (characters: string): RegExp => new RegExp(`^[${characters}]+$`, 'u')

const decimal = every('\\p{Nd}')
const digit = every(`\\p{Nd}${otherDigits}`)
const numeric = every(`\\p{N}${numberIdeographs}`)
const alphabetic = every('\\p{L}')
const alphanumeric = every(`\\p{L}\\p{N}${numberIdeographs}`)
const spaces = every(space)
const identifier = /^[\p{XID_Start}_]\p{XID_Continue}*$/u
const cased = /\p{Cased}/u
const upperOrTitle = /[\p{Uppercase}\p{Lt}]/u
const lowerOrTitle = /[\p{Lowercase}\p{Lt}]/u

/** The methods of `str` without arguments that ask what its characters are. */
export const characterTests: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['isdecimal', (text) => decimal.test(text)],
  ['isdigit', (text) => digit.test(text)],
  ['isnumeric', (text) => numeric.test(text)],
  ['isalpha', (text) => alphabetic.test(text)],
  ['isalnum', (text) => alphanumeric.test(text)],
  ['isspace', (text) => spaces.test(text)],
  ['isupper', (text) => /\p{Uppercase}/u.test(text) && !lowerOrTitle.test(text)],
  ['islower', (text) => /\p{Lowercase}/u.test(text) && !upperOrTitle.test(text)],
  ['istitle', isTitle],
  ['isidentifier', (text) => identifier.test(text)],
  ['isprintable', isPrintable],
  ['isascii', (text) => /^[\0-\x7f]*$/.test(text)],
])

/** Reports whether words begin with a capital, and go on with none. */
function isTitle(text: string): boolean {
  let inWord = false
  let found = false
  for (const character of text) {
    const upper = upperOrTitle.test(character)
    const lower = /\p{Lowercase}/u.test(character)
    if (upper ? inWord : lower && !inWord) return false
    inWord = upper || lower
    found ||= inWord
  }
  return found
}

export function isCased(character: string): boolean {
  return cased.test(character)
}

/** The value of a decimal digit of any script; there, ten digits in a row begin with the zero. */
export function decimalValue(character: string): number | null {
  const point = character.codePointAt(0) ?? 0
  if (!decimal.test(character)) return null
  let before = 0
  while (decimal.test(String.fromCodePoint(point - before - 1))) before++
  return before % 10
}
