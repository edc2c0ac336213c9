/**
 * When does a school's day begin and end, for whoever rings, visits and closes it?
 *
 * Times of day are minutes since midnight in London; a minute of an earlier day is negative. A day here never crosses a
 * change of the clock, since those fall on a Sunday night.
 */

/** The hours that hold for a school, as minutes of the day. */
export type DayHours = {
  readonly amCloses: number
  readonly pmCloses: number
  readonly visitFrom: number
  readonly visitTo: number
  readonly dayEnds: number
}
export const hourKeys = ['amCloses', 'pmCloses', 'visitFrom', 'visitTo', 'dayEnds'] as const
export type HourKey = (typeof hourKeys)[number]

/** Each of them as the form asks for it. The defaults are ours; visits from 10 to 11 as practice.md 5.1 gives them. */
export const hourDefinitions: Readonly<Record<HourKey, { name: string; hint: string; value: string }>> = {
  amCloses: {
    name: 'Morning register closes',
    hint: 'The clock of a first day begins here',
    value: '09:30',
  },
  pmCloses: {
    name: 'Afternoon register closes',
    hint: 'The second round of calls begins here',
    value: '13:30',
  },
  visitFrom: {
    name: 'Home visits are considered from',
    hint: 'By then everyone on the list of contacts has been rung',
    value: '10:00',
  },
  visitTo: {
    name: 'Home visits are considered by',
    hint: 'Going, or not going and why, is written down by then',
    value: '11:00',
  },
  dayEnds: {
    name: 'The day is closed by',
    hint: 'Every name has a reason, was seen or spoken to, or somebody has it',
    value: '15:30',
  },
}

/** "09:30" as minutes since midnight; nothing where it is no time of day. */
export function minutesOf(time: string): number | undefined {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined
}

/** 570 as "09:30". Takes minutes of one day. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** 570 as "9:30am". A minute of another day is said as the time of that day. */
export function clockInWords(minutes: number): string {
  const ofDay = ((minutes % 1440) + 1440) % 1440
  const hour = Math.floor(ofDay / 60)
  const minute = ofDay % 60
  const half = hour < 12 ? 'am' : 'pm'
  return `${((hour + 11) % 12) + 1}:${String(minute).padStart(2, '0')}${half}`
}

/** Our hours, where a school has set none. */
export const defaultHours: DayHours = Object.fromEntries(
  hourKeys.map(key => [key, minutesOf(hourDefinitions[key].value)!]),
) as DayHours

/** What is wrong with these hours, by field; nothing where they can be a day. */
export function problemsWithHours(
  given: Readonly<Record<HourKey, string>>,
): { key: HourKey; says: string }[] {
  const problems: { key: HourKey; says: string }[] = []
  const read = {} as Record<HourKey, number | undefined>
  for (const key of hourKeys) {
    read[key] = minutesOf(given[key])
    if (read[key] === undefined) {
      problems.push({ key, says: `Enter the time for “${hourDefinitions[key].name}”, such as 9:30am` })
    }
  }
  const order: [HourKey, HourKey][] = [
    ['amCloses', 'pmCloses'],
    ['amCloses', 'visitFrom'],
    ['visitFrom', 'visitTo'],
    ['pmCloses', 'dayEnds'],
    ['visitTo', 'dayEnds'],
  ]
  for (const [first, then] of order) {
    const [a, b] = [read[first], read[then]]
    if (a !== undefined && b !== undefined && a >= b && !problems.some(problem => problem.key === then)) {
      problems.push({
        key: then,
        says: `“${hourDefinitions[then].name}” must be after “${hourDefinitions[first].name}”`,
      })
    }
  }
  return problems
}

/** Hours from the times as they are kept. Throws for what is no time: the database keeps nothing else. */
export function hoursFrom(kept: Readonly<Record<HourKey, string>>): DayHours {
  return Object.fromEntries(
    hourKeys.map(key => {
      const minutes = minutesOf(kept[key])
      if (minutes === undefined) throw new Error(`"${kept[key]}" is no time of day`)
      return [key, minutes]
    }),
  ) as DayHours
}
