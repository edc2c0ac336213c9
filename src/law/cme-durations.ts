/**
 * How long has a child been missing education? The Department's eight bands, for the termly collection.
 *
 * The published text adds the first four as "12 weeks or less", so the upper end of a band belongs to it: the 84th day is
 * still "8 to 12 weeks". That, and taking a week as seven days, is our reading; it is written here and nowhere else.
 */
import { daysBetween, type LocalDate } from '../calendar/local-date.ts'

export type CmeDuration = {
  readonly code: string
  /** The Department's exact label. */
  readonly label: string
  /** The fewest and the most days since the child became CME; neither for "Unknown", no most for the last. */
  readonly from?: number
  readonly to?: number
}

/** DfE children missing education collection, from autumn 2023. Labels as published; the days are inferred. */
export const cmeDurations = [
  { code: 'LT2', label: 'Less than 2 weeks', from: 0, to: 13 },
  { code: 'W2_4', label: '2 to 4 weeks', from: 14, to: 28 },
  { code: 'W4_8', label: '4 to 8 weeks', from: 29, to: 56 },
  { code: 'W8_12', label: '8 to 12 weeks', from: 57, to: 84 },
  { code: 'W12_26', label: '12 to 26 weeks', from: 85, to: 182 },
  { code: 'W26_52', label: '26 to 52 weeks', from: 183, to: 364 },
  { code: 'GT52', label: 'Over 52 weeks', from: 365 },
  { code: 'UNK', label: 'Unknown' },
] as const satisfies readonly CmeDuration[]

export type CmeDurationCode = (typeof cmeDurations)[number]['code']

/**
 * The band of a child on the census day. Takes the first day on which the child was CME, or nothing where it is not known.
 * Throws where that day lies after the census: such a child is not counted at all.
 */
export function cmeDuration(since: LocalDate | undefined, census: LocalDate): CmeDuration {
  if (since === undefined) return durationOf('UNK')
  const days = daysBetween(since, census)
  if (days < 0) throw new Error(`A child who is CME from ${since} is not counted on ${census}`)
  const bands: readonly CmeDuration[] = cmeDurations
  // The bands stand in order, so the first that does not end before is the one.
  return bands.find(({ to }) => to === undefined || days <= to)!
}

/** The band with this code. */
export function durationOf(code: CmeDurationCode): CmeDuration {
  return cmeDurations.find(band => band.code === code)!
}
