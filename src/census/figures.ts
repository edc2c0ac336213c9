/**
 * The figures of a census: totals by sex, year group, length and reason, what does not add up, and the sheet to key them from.
 *
 * The return is made by typing figures into the Department's own form: no file format for it was ever published. So the sheet has
 * the columns of the Department's published file, one figure a row, with the note that explains it.
 */
import { yearGroupInWords } from '../calendar/age.ts'
import { type CmeDurationCode, cmeDurations } from '../law/cme-durations.ts'
import { type CmeReasonCode, cmeReasons } from '../law/cme-reasons.ts'

/** One child counted, or not counted and to be looked at. */
export type CensusRow = {
  readonly onDay: boolean
  readonly anyTime: boolean
  readonly reason: CmeReasonCode
  readonly duration: CmeDurationCode
  readonly sex: 'F' | 'M' | 'U'
  readonly year: number | undefined
  readonly queries: readonly string[]
}

export const topics = ['sex', 'year', 'duration', 'reason'] as const
export type Topic = (typeof topics)[number]
export const topicsInWords: Readonly<Record<Topic, string>> = {
  sex: 'Sex',
  year: 'Year group',
  duration: 'Length of time missing education',
  reason: 'Primary reason',
}

/** The headings of each topic, in the Department's order and words. */
export const headings: Readonly<Record<Topic, readonly { readonly code: string; readonly label: string }[]>> =
  {
    sex: [
      { code: 'F', label: 'Female' },
      { code: 'M', label: 'Male' },
      { code: 'U', label: 'Unknown' },
    ],
    year: [
      ...Array.from({ length: 12 }, (_, year) => ({ code: String(year), label: yearGroupInWords(year) })),
      { code: 'U', label: 'Unknown' },
    ],
    duration: cmeDurations.map(({ code, label }) => ({ code, label })),
    reason: cmeReasons.map(({ code, label }) => ({ code, label })),
  }

/** Under which heading of a topic does a row stand? */
export const headingOf = (row: CensusRow, topic: Topic): string =>
  topic === 'year' ? (row.year === undefined ? 'U' : String(row.year)) : row[topic]

export type Figures = {
  /** Counted on the day. */
  readonly total: number
  /** Counted on any day of the school year before. */
  readonly anyTime: number
  readonly by: Readonly<Record<Topic, Readonly<Record<string, number>>>>
  /** Rows to look at, by what is to be looked at. */
  readonly queries: Readonly<Record<string, number>>
}

/** Counts the rows. */
export function figuresOf(rows: readonly CensusRow[]): Figures {
  const by: Record<Topic, Record<string, number>> = { sex: {}, year: {}, duration: {}, reason: {} }
  const queries: Record<string, number> = {}
  let [total, anyTime] = [0, 0]
  for (const row of rows) {
    if (row.anyTime) anyTime += 1
    for (const query of row.queries) queries[query] = (queries[query] ?? 0) + 1
    if (!row.onDay) continue
    total += 1
    for (const topic of topics) {
      const heading = headingOf(row, topic)
      by[topic][heading] = (by[topic][heading] ?? 0) + 1
    }
  }
  return { total, anyTime, by, queries }
}

/** A figure's name, as a note refers to it: `total`, `any-time`, `reason OTHER`, `query on a roll`. */
export type FigureName = string

export type Check = {
  readonly figure: FigureName
  readonly says: string
  /** A note must explain it before the figures are signed. */
  readonly needsNote: boolean
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole))
/** A change of more than this share of last time's figure, and of more than ten children, wants a sentence. Our own choice. */
const changeShare = 20

/**
 * What should be looked at or explained before the figures go out. Takes the figures, and last term's where there were any. None of
 * these is the Department's own list of checks, which we have not seen: they are what its guidance says a validation asks about.
 */
export function checksOf(now: Figures, before?: Figures): Check[] {
  const checks: Check[] = []
  const add = (figure: FigureName, says: string, needsNote = true) => checks.push({ figure, says, needsNote })
  for (const topic of topics) {
    const sum = Object.values(now.by[topic]).reduce((a, b) => a + b, 0)
    if (sum !== now.total)
      add(`topic ${topic}`, `${topicsInWords[topic]} adds up to ${sum}, not to the total of ${now.total}.`)
  }
  for (const [query, count] of Object.entries(now.queries).sort()) {
    const children = count === 1 ? '1 child' : `${count} children`
    add(`query ${query}`, `${children}: ${query}.`, false)
  }
  const unsaid = (now.by.reason.NOT_RECORDED ?? 0) + (now.by.reason.UNKNOWN ?? 0)
  if (unsaid > 0) {
    add(
      'reason NOT_RECORDED',
      `The reason is not recorded or unknown for ${unsaid} of ${now.total} (${percent(unsaid, now.total)}%).`,
    )
  }
  const noLength = now.by.duration.UNK ?? 0
  if (noLength > 0)
    add(
      'duration UNK',
      `The length of time is not known for ${noLength} of ${now.total} (${percent(noLength, now.total)}%).`,
    )
  if (!before) return checks
  const compare = (figure: FigureName, label: string, was: number, is: number) => {
    const change = Math.abs(is - was)
    if (change > 10 && change * 100 > was * changeShare) {
      add(figure, `${label}: ${is}, and ${was} at the census before (${is > was ? 'up' : 'down'} ${change}).`)
    }
  }
  compare('total', 'Children on the day', before.total, now.total)
  compare('any-time', 'Children at any time in the year before', before.anyTime, now.anyTime)
  for (const { code, label } of headings.reason) {
    compare(`reason ${code}`, label, before.by.reason[code] ?? 0, now.by.reason[code] ?? 0)
  }
  return checks
}

/** The difference from the census before, in a sentence. */
export function differenceInWords(now: Figures, before: Figures | undefined, when: string): string {
  if (!before) return 'There is no earlier census here to compare with.'
  const change = now.total - before.total
  if (change === 0) return `The same number as ${when}: ${now.total}.`
  return `${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than ${when}, when there were ${before.total}.`
}

export type Sheet = {
  readonly schoolYear: number
  readonly term: string
  readonly la: string
  readonly laName: string
}

export const sheetColumns = [
  'time_period',
  'time_identifier',
  'geographic_level',
  'old_la_code',
  'new_la_code',
  'la_name',
  'breakdown_topic',
  'breakdown',
  'child_count',
  'child_percent',
  'rate_per_100',
  'note',
] as const

/** The sheet's rows: each figure exact, for keying; `x` where we hold nothing (the code by GSS, the population). */
export function sheetRows(
  given: Sheet,
  now: Figures,
  notes: ReadonlyMap<FigureName, string>,
): (string | number)[][] {
  const row = (topic: string, breakdown: string, count: number, share: string, figure: FigureName) => [
    `${given.schoolYear}${String(given.schoolYear + 1).slice(2)}`,
    `${given.term[0]!.toUpperCase()}${given.term.slice(1)} term`,
    'Local authority',
    given.la,
    'x',
    given.laName,
    topic,
    breakdown,
    count,
    share,
    'x',
    notes.get(figure) ?? '',
  ]
  const share = (count: number) => (now.total === 0 ? 'z' : ((100 * count) / now.total).toFixed(1))
  return [
    row('Total', 'Children missing education on census day', now.total, share(now.total), 'total'),
    ...topics.flatMap(topic =>
      headings[topic].map(({ code, label }) => {
        const count = now.by[topic][code] ?? 0
        return row(topicsInWords[topic], label, count, share(count), `${topic} ${code}`)
      }),
    ),
    row(
      'Any time',
      'Children missing education at any time in the previous academic year',
      now.anyTime,
      'z',
      'any-time',
    ),
  ]
}
