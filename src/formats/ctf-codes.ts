/** What a transfer file calls things that we call otherwise: relationships, and why a pupil left. */

/** The Department's codes for who a contact is, and the words people use for them. */
const relationships: readonly (readonly [code: string, words: RegExp])[] = [
  ['STM', /^step ?-?mother$|^step ?-?mum$/],
  ['STF', /^step ?-?father$|^step ?-?dad$/],
  ['FOM', /^foster ?-?mother$/],
  ['FOF', /^foster ?-?father$/],
  ['PAM', /^(mother|mum|mam|mummy|parent \(mother\))$/],
  ['PAF', /^(father|dad|daddy|parent \(father\))$/],
  ['CAR', /^(carer|guardian|foster carer|special guardian)$/],
  ['SWR', /^social ?-?worker$/],
  [
    'FAM',
    /^(grand(mother|father|parent|ma|pa)|gran|granny|nan|aunt|auntie|uncle|brother|sister|sibling|cousin|other family member)$/,
  ],
  ['REL', /^(relative|other relative)$/],
  ['CHM', /^child ?-?minder$/],
  ['DOC', /^(doctor|gp)$/],
  ['HTC', /^head ?-?teacher$/],
  ['TCH', /^teacher$/],
  ['RLG', /^(religious\/spiritual contact)$/],
]
const codes = new Set([...relationships.map(([code]) => code), 'OTH'])

/** The code of a relationship as a file or a person wrote it; `OTH` where it is none we know. */
export function relationshipCode(said: string | null | undefined): string {
  const plain = (said ?? '').trim()
  const upper = plain.toUpperCase()
  if (codes.has(upper)) return upper
  const lower = plain.toLowerCase()
  return relationships.find(([, words]) => words.test(lower))?.[0] ?? 'OTH'
}

/** Where a pupil goes next, as far as the leaving reason asks. */
export type NextKind = 'school' | 'elsewhere' | 'abroad' | 'home' | 'not known'

/**
 * The leaving reason of a transfer file, from the ground on which the name came off (interchange text, 2.4). Advisory: a
 * ground is never read back from it. Takes the code of the ground, if one can be read, where the pupil goes, and whether the
 * pupil left with the school's most senior class at the end of its year: that is the end of a phase, and no in-year transfer.
 */
export function leavingReason(ground: string | undefined, next: NextKind, isEndOfPhase = false): string {
  const letter = /^R9-([A-O])$/.exec(ground ?? '')?.[1]
  if (letter === 'K' || ground === 'R9-3-DIED') return 'DD'
  if (letter === 'O' || ground === 'R9-3-EXCLUDED') return 'PE'
  if (letter === 'H' || letter === 'I' || ground === 'R9-3-ABSENT') return 'MI'
  if (letter === 'F' || (letter === 'E' && next === 'home')) return 'EL'
  if (letter === 'G' && next === 'abroad') return 'LC'
  if (letter === 'A') return (isEndOfPhase ? 'P' : 'I') + (next === 'school' ? 'M' : 'I')
  if (ground === undefined) return 'UK'
  return 'OR'
}

/** A name as one text: the surname is its last word, and any particle before it is part of the surname. */
export function splitName(name: string): { forename?: string; surname: string } {
  const words = name.trim().split(/\s+/)
  if (words.length < 2) return { surname: words[0] ?? '' }
  const particles = new Set([
    'de',
    'da',
    'do',
    'dos',
    'del',
    'della',
    'di',
    'van',
    'von',
    'der',
    'den',
    'la',
    'le',
    'bin',
    'al',
    'el',
    'ben',
  ])
  let at = words.length - 1
  while (at > 1 && particles.has(words[at - 1]!.toLowerCase())) at -= 1
  return { forename: words.slice(0, at).join(' '), surname: words.slice(at).join(' ') }
}
