// What happens to a word between one record and the next: keyboards, scanners, ears.

import type { Chance } from './chance.ts'

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

function neighboursOf(sign: string): string[] {
  const row = rows.findIndex(keys => keys.includes(sign))
  if (row === -1) return []
  const at = rows[row]!.indexOf(sign)
  const near = [rows[row]![at - 1], rows[row]![at + 1]]
  for (const other of [rows[row - 1], rows[row + 1]]) near.push(other?.[at], other?.[at - 1])
  return near.filter(key => key !== undefined && /\d/.test(key) === /\d/.test(sign)) as string[]
}

const inCaseOf = (like: string, sign: string) => (like === like.toUpperCase() ? sign.toUpperCase() : sign)

/** One slip of the fingers: a neighbour's key, a letter lost, doubled, exchanged or put in. */
export function slip(chance: Chance, text: string): string {
  if (text.length < 2) return text
  const at = chance.between(0, text.length - 1)
  const sign = text[at]!
  const put = (middle: string, skip = 1) => text.slice(0, at) + middle + text.slice(at + skip)
  switch (
    chance.among([
      [3, 'near'],
      [3, 'lost'],
      [1.5, 'doubled'],
      [2.5, 'exchanged'],
      [2, 'put in'],
    ] as const)
  ) {
    case 'near': {
      const near = neighboursOf(sign.toLowerCase())
      return near.length === 0 ? text : put(inCaseOf(sign, chance.of(near)))
    }
    case 'lost':
      return put('')
    case 'doubled':
      return put(sign + sign)
    case 'exchanged':
      return at + 1 < text.length ? put(text[at + 1]! + sign, 2) : text
    case 'put in':
      return put(sign + (/\d/.test(sign) ? chance.text('0') : chance.text('A').toLowerCase()))
  }
}

const seen: readonly [string, string][] = [
  ['rn', 'm'],
  ['m', 'rn'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['vv', 'w'],
  ['w', 'vv'],
  ['li', 'h'],
  ['h', 'b'],
  ['b', 'h'],
  ['e', 'c'],
  ['c', 'e'],
  ['u', 'v'],
  ['v', 'u'],
  ['n', 'u'],
  ['i', 'l'],
  ['l', 'i'],
  ['g', 'q'],
  ['q', 'g'],
  ['o', '0'],
  ['l', '1'],
  ['s', '5'],
  ['b', '8'],
  ['0', 'o'],
  ['1', 'l'],
  ['5', 's'],
  ['8', 'b'],
  ['6', 'b'],
  ['t', 'f'],
  ['f', 't'],
  ['ri', 'n'],
  ['ii', 'u'],
  ['y', 'v'],
  ['a', 'o'],
  ['2', 'z'],
  ['9', 'g'],
  ['3', '8'],
  ['1', '7'],
  ['7', '1'],
]

const heard: readonly [string, string][] = [
  ['ph', 'f'],
  ['f', 'ph'],
  ['ck', 'k'],
  ['c', 'k'],
  ['k', 'c'],
  ['ee', 'ea'],
  ['ea', 'ee'],
  ['ie', 'ei'],
  ['ei', 'ie'],
  ['y', 'i'],
  ['i', 'y'],
  ['s', 'z'],
  ['z', 's'],
  ['tt', 't'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['ss', 's'],
  ['t', 'tt'],
  ['l', 'll'],
  ['n', 'nn'],
  ['wr', 'r'],
  ['kn', 'n'],
  ['th', 't'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ai', 'ay'],
  ['ay', 'ai'],
  ['ey', 'y'],
  ['y', 'ey'],
  ['mb', 'm'],
  ['sch', 'sh'],
  ['tch', 'ch'],
  ['x', 'ks'],
  ['qu', 'kw'],
  ['gh', 'g'],
  ['wh', 'w'],
  ['j', 'g'],
  ['er', 'a'],
  ['or', 'er'],
  ['ian', 'ion'],
  ['son', 'sen'],
  ['ough', 'off'],
  ['e', ''],
]

function exchanged(chance: Chance, text: string, table: readonly [string, string][]): string {
  const lower = text.toLowerCase()
  const fitting = table.filter(([from]) => lower.includes(from))
  if (fitting.length === 0) return slip(chance, text)
  const [from, to] = chance.of(fitting)
  const places = [...lower.matchAll(new RegExp(from, 'g'))].map(match => match.index)
  const at = chance.of(places)
  return (
    text.slice(0, at) +
    (at === 0 ? inCaseOf(text[0]!, to.slice(0, 1)) + to.slice(1) : to) +
    text.slice(at + from.length)
  )
}

/** A misreading by a scanner, such as `rn` for `m`. */
export const misread = (chance: Chance, text: string): string => exchanged(chance, text, seen)

/** A spelling by ear, such as `f` for `ph`. */
export const misheard = (chance: Chance, text: string): string => exchanged(chance, text, heard)

/** One error of a word, of any of the three kinds. */
export function damaged(chance: Chance, text: string): string {
  if (text.length < 2) return text
  return chance.among([
    [5, slip],
    [2.5, misheard],
    [2, misread],
  ])(chance, text)
}

const shorter: readonly [RegExp, readonly string[]][] = [
  [/\bstreet\b/i, ['st', 'str']],
  [/\broad\b/i, ['rd']],
  [/\bavenue\b/i, ['av', 'ave']],
  [/\bcrescent\b/i, ['cr', 'cres']],
  [/\bplace\b/i, ['pl']],
  [/\bcourt\b/i, ['ct', 'crt']],
  [/\bdrive\b/i, ['dr', 'drv']],
  [/\bcircuit\b/i, ['cct']],
  [/\bclose\b/i, ['cl', 'clo']],
  [/\blane\b/i, ['la', 'ln']],
  [/\bterrace\b/i, ['tce', 'terr']],
  [/\bgardens\b/i, ['gdns']],
  [/\bflat\b/i, ['fl', 'apt', 'unit']],
  [/\bmount\b/i, ['mt']],
  [/\bsaint\b/i, ['st']],
  [/\bnorth\b/i, ['nth', 'n']],
  [/\bsouth\b/i, ['sth', 's']],
  [/\bhouse\b/i, ['hse']],
  [/\bvillage\b/i, ['vlge']],
]

/** The text with a word of addresses shortened, where it has one. */
export function abbreviated(chance: Chance, text: string): string {
  const fitting = shorter.filter(([word]) => word.test(text))
  if (fitting.length === 0) return text
  const [word, short] = chance.of(fitting)
  return text.replace(word, chance.of(short))
}

/** A date that is another: `slip` of a digit, a neighbour's day, day and month exchanged, the first of the year... */
export function wrongDay(chance: Chance, day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string]
  const two = (n: number) => String(n).padStart(2, '0')
  return chance.among<() => string>([
    [
      3,
      () =>
        Number(date) <= 12 ? `${year}-${date}-${month}` : `${year}-${month}-${two(chance.between(1, 28))}`,
    ],
    [2, () => `${Number(year) + chance.of([-1, 1])}-${month}-${date}`],
    [1, () => `${Number(year) + chance.of([-10, 10, -2, 2])}-${month}-${date}`],
    [2, () => `${year}-${two(chance.between(1, 12))}-${date}`],
    [2, () => `${year}-${month}-${two(chance.between(1, 31))}`],
    [1, () => `${year}-01-01`],
    [2, () => day.replace(/\d(?=\D*$)/, chance.text('0'))],
  ])()
}

/** A real day of one of those years, YYYY-MM-DD. */
export function dayIn(chance: Chance, from: number, to: number): string {
  const first = Date.UTC(from, 0, 1)
  const last = Date.UTC(to, 11, 31)
  return new Date(first + chance.between(0, (last - first) / 86_400_000) * 86_400_000)
    .toISOString()
    .slice(0, 10)
}
