/**
 * How a name sounds, roughly: names with the same key are worth a look, and nothing more.
 *
 * The key is double metaphone's first code. It was made for English, and common spellings of names written in other
 * scripts or alphabets come out apart; each repair below says which. A repair may only bring together what one person
 * would hear as one name: a key that many names share finds too much. The stored keys stand on this: raise
 * `cleanVersion` when it changes.
 */
import { doubleMetaphone } from 'double-metaphone'

/** Changes to the spelling before the code is made, in order. */
const repairs: readonly (readonly [RegExp, string])[] = [
  // Dzhamal is Jamal, Djamel is Jamel; Ukrainian and Russian write the sound in two letters.
  [/d(zh|j)/g, 'j'],
  // Asghar, Ghulam, Ghazi: the gh of Urdu and Arabic is a hard g. Not the silent one of Vaughan, Hughes, Leigh.
  [/(?<![iu])gh(?=[aeiou])/g, 'ga'],
  // Polish cz and sz are ch and sh: Kowalczyk, Tomasz, Szymon. Not the sz of Hungarian: Szabo, Szilvia.
  [/szcz/g, 'sh'],
  [/cz(?=[aeiouy]|$)/g, 'ch'],
  [/sz(?!abo|il[av]|eke|uc|alai)/g, 'sh'],
  // Ukrainian shch: Shcherbak, Scherbak.
  [/shch/g, 'sh'],
  // Polish w is v: Kowalski and Kovalsky, Nowak and Novak, Ewa and Eva, Wladyslaw, -owicz and -ovich.
  [/w(?=sk|cz|l[aeo]d|ic[zh]|[iy]ch)/g, 'v'],
  [/^(ko|no|le|pa)w(?=[aei][lkc])/g, '$1v'],
  [/^lew(?=and|ic)/g, 'lev'],
  [/^ew(?=a$|eli)/g, 'ev'],
  [/^w(?=oj|l|ikt|ies|ito|aler|alen|asyl|eron)/g, 'v'],
  [/slaw/g, 'slav'],
  // Chinese zh, q and x, and what older spelling had for them: Qing and Ching, Xu and Hsu. Not the q of Qasim.
  [/^q(?=i(a|e|n|u|o|$))/g, 'ch'],
  [/^hs/g, 's'],
  // Tsvetkov and Cvetkov, Tzanev and Tsanev.
  [/^cv/g, 'tsv'],
  [/tz/g, 'ts'],
  // j that is a vowel's tail: Andrej, Sergej, Nikolaj, Dmitrij, Wojtek. Not Raj, Taj, nor Khadija.
  [/ij(?![aeiou])/g, 'i'],
  [/([eo]|ol?a)j(?![aeiou])/g, '$1i'],
  // j that is a y: Sofija, Anastasija, Natalja, Marija. Not Khadija, Pooja, Raja.
  [/([sftvl]|^mar|^dar)i?ja$/g, '$1ia'],
  // Irish mh at the end is v: Niamh, Caoimhe.
  [/mhe?$/g, 'v'],
  // Welsh and Spanish ll, at the beginning: Lloyd and Loyd.
  [/^ll/g, 'l'],
  // Nguyen, Ngoc, Ngozi: the first g is not heard by those who write Nguyen by ear.
  [/^ng(?=[aeiou])/g, 'n'],
]
const mayNeedRepair = /[jwz]|gh|^[qnl]|^hs|^cv|shch|mh/

/**
 * The phonetic key of a cleaned name: capitals, one to five of them; '' only for ''.
 * Two sounds are made one afterwards: th and t (Fatima and Fathima, Artur and Arthur), and an h within a name is nothing
 * (Ahmed and Ahamed, Fahd and Fahad, Mohammed and Mhmd).
 */
export function phonetic(whole: string): string {
  if (whole === '') return ''
  let spelling = whole
  if (mayNeedRepair.test(whole)) {
    for (const [what, by] of repairs) spelling = spelling.replace(what, by)
  }
  const code = doubleMetaphone(spelling)[0]
  let key = ''
  for (let i = 0; i < code.length && key.length < 5; i++) {
    const sound = code[i]!
    if (sound === '0') key += 'T'
    else if (sound !== ' ' && (sound !== 'H' || i === 0)) key += sound
  }
  // Names of silent letters only.
  return key === '' ? whole.slice(0, 5).toUpperCase() : key
}
