/** What the steps of a file are called on a page. */
import type { Kind } from '../formats/columns.ts'
import type { Counts } from './counts.ts'

export const kindInWords: Readonly<Record<Kind, string>> = {
  pupils: 'Pupil list',
  contacts: 'Contacts',
  attendance: 'Registers',
  'attendance-marks': 'Registers, a string of marks for each pupil',
  leave: 'Leave that was granted',
  'term-dates': 'Term dates',
  schools: 'National list of schools',
}

/** What a school may send of itself; the national list is the authority's. */
export const schoolKinds: readonly Kind[] = [
  'pupils',
  'contacts',
  'attendance',
  'attendance-marks',
  'leave',
  'term-dates',
]

export const stateInWords = {
  received: 'Received, not yet checked',
  checked: 'Checked, not yet applied',
  applying: 'Being applied',
  applied: 'Applied',
  refused: 'Could not be read',
} as const

export const severityInWords = {
  held: 'Held back',
  ask: 'Ask the school',
  warning: 'Look at this',
  note: 'For information',
} as const

/** "45 applied, 3 held back". */
export function countsInWords(counts: Partial<Counts>, isApplied: boolean): string {
  const parts: [number | undefined, string][] = [
    [counts.applied, isApplied ? 'applied' : 'to apply'],
    [counts.unchanged, 'unchanged'],
    [counts.held, 'held back'],
    [counts.missing, 'missing from the list'],
  ]
  const said = parts
    .filter(([n], i) => n !== undefined && (n > 0 || i === 0))
    .map(([n, what]) => `${number(n!)} ${what}`)
  return said.length === 0 ? 'Not counted yet' : said.join(', ')
}

export const number = (value: number): string => value.toLocaleString('en-GB')

const fieldNames: Readonly<Record<string, string>> = {
  surname: 'Surname',
  forename: 'Forename',
  middle_names: 'Middle names',
  preferred_surname: 'Preferred surname',
  preferred_forename: 'Preferred forename',
  former_surname: 'Former surname',
  date_of_birth: 'Date of birth',
  sex: 'Sex',
  upn: 'UPN',
  former_upn: 'Former UPN',
  admission_number: 'Admission number',
  nc_year: 'Year group',
  registration_group: 'Class',
  enrol_status: 'Enrolment status',
  most_junior_class: 'In the most junior class',
  most_senior_class: 'In the most senior class',
  entry_date: 'Entered the register on',
  leaving_date: 'Left on',
  leaving_reason: 'Reason for leaving',
  ground: 'Ground',
  ground_as_received: 'Ground, as received',
  destination: 'Destination',
  destination_urn: 'Destination school',
  address: 'Address',
  contacts: 'Contacts',
  morning: 'Morning',
  afternoon: 'Afternoon',
  rows: 'Rows',
}
const columnNames: Readonly<Record<string, string>> = {
  school_urn: 'School URN',
  school_dfe_number: 'School DfE number',
  mis_id: 'Pupil’s id in the school’s system',
  upn: 'UPN',
  former_upn: 'Former UPN',
  uln: 'ULN',
  uprn: 'UPRN',
  saon: 'Flat, or part of the building',
  paon: 'House name or number',
  legal_name: 'Surname and forename in one column',
  sex: 'Sex',
  nc_year: 'Year group',
  registration_group: 'Class',
  entry_date: 'Day entered in the register',
  leaving_date: 'Day of leaving',
  deletion_ground: 'Ground for removal',
  ehcp: 'Education, health and care plan',
  fsm_eligible: 'Free school meals',
  mis_updated_at: 'When the row was last changed',
  am_code: 'Morning code',
  pm_code: 'Afternoon code',
  session: 'Session (AM or PM)',
  code: 'Code of the session',
  recorded_at: 'When the mark was made',
  la_code: 'Authority',
}
/** What a column of ours is called on a page. */
export function columnInWords(name: string): string {
  const plain = name.replaceAll('_', ' ')
  return columnNames[name] ?? plain[0]!.toUpperCase() + plain.slice(1)
}

/** The name of a field that changed; a flag's own words come from elsewhere. */
export const fieldInWords = (field: string): string | undefined => fieldNames[field]

/** Is this a text file with columns? A workbook, a PDF or a picture is not, whatever it is called. */
export function whyNotText(bytes: Uint8Array): string | undefined {
  const begins = (...starts: number[]) => starts.every((byte, i) => bytes[i] === byte)
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0xd0, 0xcf, 0x11, 0xe0)) {
    return 'The file is a workbook. In your spreadsheet choose Save as, then CSV, and send that file'
  }
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'The file is a PDF. Send the CSV file from your system instead'
  if (bytes.subarray(0, 65_536).includes(0)) return 'The file is not text. Send the CSV file from your system'
  return undefined
}
