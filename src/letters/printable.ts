/**
 * Which letters can a printed letter show, and in which file of the font are they?
 *
 * Names come in every alphabet. The font has Latin with its marks, Vietnamese, Greek, Cyrillic and Devanagari, in a file
 * each. What it does not have is written in Latin letters, in the letter on the screen as on paper, so that what was looked
 * at is what is sent.
 */
import anyAscii from 'any-ascii'

/** The characters of each file that stand in both its weights, in hexadecimal; a test compares them with the files. */
const held = {
  latin:
    '20-7e a0-ff 131 152-153 2bb-2bc 2c6 2da 2dc 300-301 303-304 308-309 323 329 2002 2009 2013-2014 2018-201a 201c-201e 2022 2026 2032-2033 2039-203a 2044 20ac 2122 2212',
  'latin-ext':
    '100-130 132-151 154-2ba 2bc-2c5 2c7-2cc 2ce-2d7 2dd-2ff 1e00-1e9f 1ef2-1eff 2020 20a0-20ab 20ad-20c0 2113',
  vietnamese: '1ea0-1ef1',
  greek: '370-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-3ff',
  'greek-ext':
    '1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe',
  cyrillic: '400-45f 490-491 4b0-4b1 2116',
  'cyrillic-ext': '460-48f 492-4af 4b2-52f',
  devanagari: '900-97f',
} as const
export type FontFile = keyof typeof held
export const fontFiles = Object.keys(held) as readonly FontFile[]

const ranges: readonly (readonly [from: number, to: number, file: FontFile])[] = fontFiles.flatMap(file =>
  held[file].split(' ').map(range => {
    const [from, to = from] = range.split('-')
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16), file] as const
  }),
)

/** The file that holds a character; nothing where none does. */
export function fileOf(character: string): FontFile | undefined {
  const code = character.codePointAt(0)!
  return ranges.find(([from, to]) => code >= from && code <= to)?.[2]
}

/** A text as it can be printed: composed, and in Latin letters where the font has none of its own. Line breaks stay. */
export function printable(text: string): string {
  return [...text.normalize('NFC')]
    .map(character => {
      if (character === '\n' || fileOf(character)) return character
      return [...anyAscii(character)].filter(one => fileOf(one)).join('')
    })
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
}

export type Run = { text: string; file: FontFile }

/** A line cut where the file of the font changes. A space is a Latin one. */
export function runsOf(line: string): Run[] {
  const runs: Run[] = []
  for (const character of line) {
    const last = runs.at(-1)
    const file = fileOf(character) ?? 'latin'
    if (last?.file === file) last.text += character
    else runs.push({ text: character, file })
  }
  return runs
}
