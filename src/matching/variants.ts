/**
 * Which names are spellings or short forms of each other? Kept as data, open to correction by a person; no table is
 * complete, so "nearly the same" must carry what this lacks. A name may stand in several sets.
 */
const sets: readonly string[] = [
  'mohammed muhammad mohammad mohamed muhammed mohamad muhamed',
  'ahmed ahmad ahmet',
  'yusuf yousuf yusef youssef yousef yusuff',
  'fatima fatimah fatema fathima',
  'aisha ayesha aysha aishah',
  'ibrahim ebrahim abraham',
  'hussain hussein husain hossain hussayn',
  'hasan hassan',
  'amina aminah ameena amena',
  'zaynab zainab zeynep',
  'khadija khadijah hadija',
  'chowdhury choudhury chaudhry choudhary chaudhary',
  'oleksandr alexander aleksander alex sasha alexandre',
  'catherine katherine kathryn katie kate cathy kat',
  'elizabeth liz lizzie beth eliza betty libby elisabeth',
  'william will bill billy liam',
  'charlie charles charlotte',
  'charlotte lottie',
  'thomas tom tommy',
  'james jim jimmy jamie',
  'joseph joe joey jozef',
  'samuel sam sammy',
  'samantha sam sammy',
  'daniel dan danny',
  'benjamin ben benji',
  'matthew matt mateusz matteo',
  'michael mike micky michal mihai',
  'nicholas nick nicolas nikolas mikolaj',
  'isabella isabelle isabel izzy bella',
  'jessica jess jessie',
  'olivia liv olive',
  'abigail abi abby gail',
  'rebecca becky rebekah becca',
  'katarzyna kasia',
  'malgorzata gosia margaret maggie',
  'ioana joanna joana',
  'john jon jack jonathan johnny',
  'stephen steven stefan steve',
  'zoe zoey',
  'sophie sofia sophia zofia',
]

const setsOf = new Map<string, number[]>()
sets.forEach((set, number) => {
  for (const name of set.split(' ')) setsOf.set(name, [...(setsOf.get(name) ?? []), number])
})

/** Are two cleaned names known spellings or short forms of one? */
export function areVariants(a: string, b: string): boolean {
  const ofB = setsOf.get(b)
  return ofB !== undefined && (setsOf.get(a) ?? []).some(number => ofB.includes(number))
}

const none: readonly number[] = []

/** The numbers of the sets a cleaned name is in; none for most names. */
export const variantSets = (whole: string): readonly number[] => setsOf.get(whole) ?? none

/** Every name of the sets this name is in, itself among them; empty where it is in none. */
export function variantsOf(whole: string): readonly string[] {
  return [...new Set(variantSets(whole).flatMap(number => sets[number]!.split(' ')))]
}

/** The end of a man's surname, and the end his daughter's has. */
const endings: readonly (readonly [string, string])[] = [
  ['ski', 'ska'],
  ['cki', 'cka'],
  ['dzki', 'dzka'],
  ['sky', 'skaya'],
  ['ov', 'ova'],
  ['ev', 'eva'],
  ['in', 'ina'],
  ['yi', 'aya'],
  ['iy', 'aya'],
]

/** Are these the surnames of a man and a woman of one family? Weaker than a variant. */
export function areGenderedPair(a: string, b: string): boolean {
  if (a === b) return false
  return gendered(a, b) || gendered(b, a)
}

function gendered(his: string, hers: string): boolean {
  if (his === 'singh' && hers === 'kaur') return true
  return endings.some(
    ([m, f]) =>
      his.endsWith(m) &&
      hers.endsWith(f) &&
      his.length - m.length >= 3 &&
      his.slice(0, -m.length) === hers.slice(0, -f.length),
  )
}
