// The short forms under which names are looked up. A key only finds candidates; it never decides anything.

/** Letters that Unicode does not take apart into a base letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ə: 'a',
  ħ: 'h',
}

/** A name in lower case with its accents off; hyphens, spaces and apostrophes still stand. */
export function folded(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[łđðøßæœþıəħ]/g, letter => letters[letter]!)
}

/** What people type where there is no name. These are not known, and say nothing about anyone. */
const notNames = /^(unknown|notknown|nk|na|none|test|baby|infant|twin|x+|null|tbc)$/

/** Letters only, lower case, accents off: "Łukasz O’Néill-Smith" gives "lukaszoneillsmith". '' where there is no name. */
function nameKey(name: string): string {
  const key = folded(name).replaceAll(/[^\p{L}]/gu, '')
  return notNames.test(key) ? '' : key
}

/** The key of a surname, as `children.surname_key` holds it. */
export const surnameKey = (surname: string): string => nameKey(surname)

/** The key of a forename, as `children.forename_key` holds it. */
export const forenameKey = (forename: string): string => nameKey(forename)
