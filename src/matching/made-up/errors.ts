import type { Chance } from './chance.ts'

/** The slips of a typist and the spellings by ear, each on its own. All of them give back a text that differs. */

const neighbours: Record<string, string> = {
  a: 'qwsz',
  b: 'vghn',
  c: 'xdfv',
  d: 'serfcx',
  e: 'wsdr',
  f: 'drtgvc',
  g: 'ftyhbv',
  h: 'gyujnb',
  i: 'ujko',
  j: 'huikmn',
  k: 'jiolm',
  l: 'kop',
  m: 'njk',
  n: 'bhjm',
  o: 'iklp',
  p: 'ol',
  q: 'wa',
  r: 'edft',
  s: 'awedxz',
  t: 'rfgy',
  u: 'yhji',
  v: 'cfgb',
  w: 'qase',
  x: 'zsdc',
  y: 'tghu',
  z: 'asx',
}
const letters = 'abcdefghijklmnopqrstuvwxyz'
const like = (pattern: string, letter: string) =>
  pattern !== pattern.toLowerCase() ? letter.toUpperCase() : letter

/** A neighbour on the keyboard, a letter lost, doubled, exchanged with the next, or put in. */
export function typingError(text: string, chance: Chance): string {
  for (let attempt = 0; attempt < 8; attempt++) {
    const at = chance.below(text.length)
    const here = text[at] ?? ''
    let made = text
    switch (chance.below(5)) {
      case 0: {
        const near = neighbours[here.toLowerCase()]
        if (near) made = text.slice(0, at) + like(here, near[chance.below(near.length)]!) + text.slice(at + 1)
        break
      }
      case 1:
        if (text.length > 2) made = text.slice(0, at) + text.slice(at + 1)
        break
      case 2:
        made = text.slice(0, at + 1) + here.toLowerCase() + text.slice(at + 1)
        break
      case 3:
        if (at + 1 < text.length) made = text.slice(0, at) + text[at + 1]! + here + text.slice(at + 2)
        break
      default:
        made = text.slice(0, at) + letters[chance.below(26)]! + text.slice(at)
    }
    if (made !== text && made.trim() === made) return made
  }
  return text + text.at(-1)!.toLowerCase()
}

const sounds: readonly (readonly [RegExp, string])[] = [
  [/ph/, 'f'],
  [/f/, 'ph'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/k(?=[aou])/, 'c'],
  [/c(?=[ei])/, 's'],
  [/s(?=[ei])/, 'c'],
  [/x/, 'ks'],
  [/qu/, 'kw'],
  [/q/, 'k'],
  [/z/, 's'],
  [/s$/, 'z'],
  [/ee/, 'ea'],
  [/ea/, 'ee'],
  [/ie$/, 'y'],
  [/y$/, 'ie'],
  [/ey$/, 'y'],
  [/ai/, 'ay'],
  [/ay/, 'ai'],
  [/ou/, 'u'],
  [/oo/, 'u'],
  [/u(?=[lmnrs])/, 'oo'],
  [/ll/, 'l'],
  [/nn/, 'n'],
  [/tt/, 't'],
  [/ss/, 's'],
  [/mm/, 'm'],
  [/l(?=[aeiou])/, 'll'],
  [/n(?=[aeiou])/, 'nn'],
  [/th/, 't'],
  [/t$/, 'tt'],
  [/gh/, 'g'],
  [/ah$/, 'a'],
  [/a$/, 'ah'],
  [/e$/, ''],
  [/er$/, 'a'],
  [/or$/, 'er'],
  [/ar$/, 'er'],
  [/sch/, 'sh'],
  [/sh/, 'ch'],
  [/ch/, 'sh'],
  [/j/, 'g'],
  [/g(?=[ei])/, 'j'],
  [/wh/, 'w'],
  [/kn/, 'n'],
  [/wr/, 'r'],
  [/v/, 'w'],
  [/w/, 'v'],
  [/h/, ''],
  [/i/, 'y'],
  [/y/, 'i'],
  [/o/, 'u'],
  [/e/, 'i'],
]

/** As someone writes it who only heard it. */
export function byEar(text: string, chance: Chance): string {
  const small = text.toLowerCase()
  const start = chance.below(sounds.length)
  for (let i = 0; i < sounds.length; i++) {
    const [pattern, replacement] = sounds[(start + i) % sounds.length]!
    const made = small.replace(pattern, replacement)
    if (made !== small && made.length > 1) return made
  }
  return small
}

/** How other alphabets come into ours: rules for names no table of ours holds. Tried from one of chance onwards. */
const transliterations: readonly (readonly [RegExp, string])[] = [
  [/ee/, 'i'],
  [/oo/, 'u'],
  [/ou/, 'u'],
  [/aa/, 'a'],
  [/q/, 'k'],
  [/kh/, 'k'],
  [/dh/, 'd'],
  [/bh/, 'b'],
  [/zh/, 'j'],
  [/sh/, 's'],
  [/ay/, 'ai'],
  [/iy/, 'y'],
  [/ii$/, 'iy'],
  [/ia$/, 'iya'],
  [/iya$/, 'ia'],
  [/yy/, 'y'],
  [/mm/, 'm'],
  [/ss/, 's'],
  [/v/, 'w'],
  [/u(?=l)/, 'oo'],
  [/i(?=[dmnqr]$)/, 'ee'],
  [/ah$/, 'a'],
  [/a$/, 'ah'],
  [/x/, 'ks'],
  [/j/, 'y'],
  [/c(?=[aou])/, 'k'],
]

/** A name of another alphabet as another clerk would write it; undefined where no rule applies. */
export function otherTransliteration(text: string, chance: Chance): string | undefined {
  const small = text.toLowerCase()
  const start = chance.below(transliterations.length)
  for (let i = 0; i < transliterations.length; i++) {
    const [pattern, replacement] = transliterations[(start + i) % transliterations.length]!
    const made = small.replace(pattern, replacement)
    if (made !== small && made.length > 2) return made
  }
  return undefined
}

const strokes: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ø: 'o',
  Ø: 'O',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
}

/** As on a keyboard without accents. */
export const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁđĐøØıßæ]/g, letter => strokes[letter]!)
