/**
 * What says so, and how sure are we of it?
 *
 * Every rule names its sources. Most of them were read only in what others wrote of them, and some stand from memory. A person
 * who relies on a rule must be able to see which: the mark goes with the rule to every page and every answer.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'

/** How well a statement of the law is known to us. */
export type Mark = 'read' | 'second-hand' | 'inferred' | 'unverified'

export const markInWords: Readonly<Record<Mark, string>> = {
  read: 'Read in the source',
  'second-hand': 'Read in a summary of the source, not in the source itself',
  inferred: 'Worked out from what the sources say',
  unverified: 'Not checked: get this checked before you rely on it',
}

/** A law, a regulation, a piece of guidance. */
export type Source = {
  readonly title: string
  /** The day from which this edition holds. */
  readonly from: LocalDate
  /** The last day on which it held, where it has ended. */
  readonly to?: LocalDate
  readonly kind: 'act' | 'regulations' | 'statutory guidance' | 'guidance' | 'statistics' | 'our own'
}

const source = (title: string, from: string, kind: Source['kind'], to?: string): Source => ({
  title,
  from: localDate(from),
  kind,
  ...(to !== undefined && { to: localDate(to) }),
})

/** Every source that a rule names. */
export const sources = {
  'Regs 2024': source(
    'School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208',
    '2024-08-19',
    'regulations',
  ),
  'Regs 2006': source(
    'Education (Pupil Registration) (England) Regulations 2006, SI 2006/1751',
    '2006-09-01',
    'regulations',
    '2024-08-18',
  ),
  'EA 1996': source('Education Act 1996', '1996-11-01', 'act'),
  'SI 1998/1607': source(
    'Education (Start of Compulsory School Age) Order 1998, SI 1998/1607',
    '1998-09-01',
    'regulations',
  ),
  WT: source('Working together to improve school attendance, July 2026', '2026-07-09', 'statutory guidance'),
  CME25: source(
    'Children missing education: statutory guidance, September 2025',
    '2025-09-08',
    'statutory guidance',
  ),
  CME24: source(
    'Children missing education: statutory guidance, August 2024',
    '2024-08-19',
    'statutory guidance',
    '2025-09-07',
  ),
  CME16: source(
    'Children missing education: statutory guidance, September 2016',
    '2016-09-05',
    'statutory guidance',
    '2024-08-18',
  ),
  CHK25: source(
    'Children missing education: policy and procedure checklist, September 2025',
    '2025-09-08',
    'guidance',
  ),
  KCSIE26: source('Keeping children safe in education 2026', '2026-09-01', 'statutory guidance'),
  SAC21: source('School Admissions Code 2021', '2021-09-01', 'statutory guidance'),
  PupInfo: source(
    'Education (Pupil Information) (England) Regulations 2005, SI 2005/1437',
    '2005-09-01',
    'regulations',
  ),
  'Sharing 2024': source(
    'Education (Information About Individual Pupils) (England) (Amendment) Regulations 2024',
    '2024-08-19',
    'regulations',
  ),
  's2s guide': source('School to school (s2s) service: guide for schools, 2019', '2019-01-01', 'guidance'),
  SusPEx: source('Suspension and permanent exclusion guidance, 2024', '2024-08-19', 'statutory guidance'),
  EHE19: source(
    'Elective home education: guidance for local authorities, April 2019',
    '2019-04-02',
    'guidance',
  ),
  'CWSA 2026': source("Children's Wellbeing and Schools Act 2026 (c. 21)", '2026-04-29', 'act'),
  'EES-CME': source(
    'Children missing education: official statistics, published January 2026',
    '2026-01-29',
    'statistics',
  ),
  COLL: source(
    'Elective home education and children missing education data collection: guide, 2025 to 2026',
    '2025-09-01',
    'guidance',
  ),
  'EES-EHE': source(
    'Elective home education: official statistics, published January 2026',
    '2026-01-29',
    'statistics',
  ),
  'DfE absence statistics': source(
    'Pupil absence in schools in England: methodology',
    '2006-09-01',
    'statistics',
  ),
  'NF 2024': source('National framework for penalty notices 2024', '2024-08-19', 'statutory guidance'),
  Onroll: source("Onroll's own default, drawn from published practice", '2026-09-01', 'our own'),
} as const satisfies Readonly<Record<string, Source>>

export type SourceId = keyof typeof sources

/** Where a rule is written. */
export type Citation = {
  readonly source: SourceId
  /** Regulation, section, paragraph: "regulation 13(1) to (3)". */
  readonly at?: string
  readonly mark: Mark
  /** What a reader should know of the mark: who says so, what has not been read. */
  readonly note?: string
}

/** A citation in one line: "Education Act 1996, section 8(2)". */
export function citationInWords({ source: id, at }: Citation): string {
  return at === undefined ? sources[id].title : `${sources[id].title}, ${at}`
}

/** The weakest of several marks: an answer is no surer than what it rests on. */
export function weakest(marks: readonly Mark[]): Mark {
  const order: readonly Mark[] = ['read', 'second-hand', 'inferred', 'unverified']
  return marks.reduce((worst, mark) => (order.indexOf(mark) > order.indexOf(worst) ? mark : worst), 'read')
}
