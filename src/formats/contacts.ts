import { Cells, type PupilKey, PupilReader, SchoolReader } from './cells.ts'
import type { Batch } from './problem.ts'
import { type AddressRecord, readAddress } from './pupils.ts'
import { type ReadOptions, readTable, type SchoolKey } from './table.ts'
import type { Source } from './text.ts'

export type PhoneRecord = { number: string; type: string | undefined }

/** One person to ask about one pupil. Undefined means the file does not say. */
export type ContactRecord = {
  line: number
  school: SchoolKey
  pupil: PupilKey
  order: number | undefined
  title: string | undefined
  surname: string
  forename: string | undefined
  /** A code of the relationship code set where the words are known, else undefined. */
  relationship: string | undefined
  /** The words of the file, always kept: there is no code for a grandmother. */
  relationshipWords: string | undefined
  parentalResponsibility: boolean | undefined
  livesWithPupil: boolean | undefined
  phones: PhoneRecord[]
  email: string | undefined
  sameAddressAsPupil: boolean | undefined
  address: AddressRecord
  courtOrderRestriction: boolean | undefined
}

/** Reads contacts. A row is held when it names no pupil or has no surname. */
export function readContacts(
  source: Source,
  options: ReadOptions = {},
): AsyncGenerator<Batch<ContactRecord>> {
  return readTable('contacts', source, options, table => {
    const cells = new Cells(table)
    const schools = new SchoolReader(options)
    const pupils = new PupilReader()
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const school = schools.read(cells)
      const pupil = pupils.read(cells)
      const surname = cells.needed('surname', 'the contact’s surname')
      if (cells.isHeld || !school || !pupil || !surname) return
      const relationshipWords = cells.words('relationship')
      records.push({
        line: row.line,
        school,
        pupil,
        order: cells.whole('contact_order'),
        title: cells.words('title'),
        surname,
        forename: cells.words('forename'),
        relationship: relationshipWords === undefined ? undefined : readRelationship(relationshipWords),
        relationshipWords,
        parentalResponsibility: cells.boolean('parental_responsibility'),
        livesWithPupil: cells.boolean('lives_with_pupil'),
        phones: [1, 2].flatMap(n => {
          const number = cells.code(`phone_${n}`)
          return number === undefined ? [] : [{ number, type: phoneTypeIn(cells, `phone_${n}_type`) }]
        }),
        email: cells.code('email'),
        sameAddressAsPupil: cells.boolean('same_address_as_pupil'),
        address: readAddress(cells),
        courtOrderRestriction: cells.boolean('court_order_restriction'),
      })
    }
  })
}

const labels: Readonly<Record<string, string>> = {
  CAR: 'carer',
  CHM: 'childminder',
  DOC: 'doctor',
  FAM: 'other family member',
  FOF: 'foster father',
  FOM: 'foster mother',
  HTC: 'headteacher',
  OTH: 'other contact',
  PAF: 'father',
  PAM: 'mother',
  REL: 'other relative',
  RLG: 'religious contact',
  STF: 'stepfather',
  STM: 'stepmother',
  SWR: 'social worker',
  TCH: 'teacher',
}

const byWords: [RegExp, string][] = [
  [/^foster (mother|mum|carer f)/i, 'FOM'],
  [/^foster (father|dad)/i, 'FOF'],
  [/^step ?-?(mother|mum)/i, 'STM'],
  [/^step ?-?(father|dad)/i, 'STF'],
  [/^(mother|mum|mam|birth mother)\b/i, 'PAM'],
  [/^(father|dad|birth father)\b/i, 'PAF'],
  [/^(carer|foster)/i, 'CAR'],
  [/^(child ?minder)/i, 'CHM'],
  [/^(doctor|gp)\b/i, 'DOC'],
  [/^social worker/i, 'SWR'],
  [/^head ?teacher/i, 'HTC'],
  [/^teacher/i, 'TCH'],
  [/^(grand|aunt|uncle|cousin|nan|gran|other relative|relative)/i, 'REL'],
  [/^(brother|sister|sibling|other family)/i, 'FAM'],
  [/^other/i, 'OTH'],
]

/** A relationship as people say it: the label of a code, else the words as they stand. */
export function relationshipInWords(words: string): string {
  return labels[words.toUpperCase()] ?? words
}

/** A relationship as its code, where the words are known. */
export function readRelationship(words: string): string | undefined {
  const code = words.toUpperCase()
  return code in labels ? code : byWords.find(([pattern]) => pattern.test(words))?.[1]
}

/** The code of a kind of telephone, from the code or its word. */
function phoneTypeIn(cells: Cells, column: string): string | undefined {
  const words = cells.code(column)?.toUpperCase()
  if (words === undefined) return undefined
  if (/^[FHAMWD]$/.test(words)) return words
  return { MOBILE: 'M', HOME: 'H', WORK: 'W', FAX: 'F' }[words] ?? words
}
