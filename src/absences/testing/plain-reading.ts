/**
 * The contract of `assess`, read slowly. Only tests use it.
 *
 * Every sentence of the contract's table is a few lines here, in the order of the table: days as texts, codes as texts, one pass
 * over the days for each question, nothing remembered between two. It imports nothing: no calendar, no law, no table of codes. What
 * it says and what the walk over bytes says were written apart, so that they do not share a mistake.
 */

export type PlainTerm = { kind: string; from: string; to: string }
export type PlainSpan = { from: string; to: string }

/** One pupil's register as a person would describe it. Codes as the school wrote them; nothing for a day without a row. */
export type PlainRegister = {
  terms: readonly PlainTerm[]
  marks: ReadonlyMap<string, readonly [am: string, pm: string]>
  dob: string
  entry: string
  leaving: string | undefined
  mostJunior: boolean
  mostSenior: boolean
  leaves: readonly PlainSpan[]
  on: string
}

export type PlainFinding = {
  rule: string
  on: string
  due?: string
  since?: string
  missed?: number
  possible?: number
}

// The code set, as rules.md section 2 lists it.
const present = ['/', '\\', 'L']
const activity = ['K', 'V', 'P', 'W', 'B']
const authorised = ['C', 'C1', 'C2', 'M', 'J1', 'S', 'T', 'R', 'I', 'E']
const unauthorised = ['G', 'N', 'O', 'U']
const notPossible = ['D', 'X', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7']
const noSession = ['#', 'Z']
const newIn2024 = ['K', 'C1', 'C2', 'J1', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7']
// Until 18 August 2024: H and F were authorised holidays, J an interview, which counted as attending, Y not possible.
const endedIn2024 = ['H', 'F', 'J', 'Y']
const inSchoolCodes = [...present, ...activity, 'U', 'D', 'J']
const absentCodes = [...authorised, ...unauthorised, 'H', 'F']
const possibleCodes = [...present, ...activity, 'J', ...absentCodes]
const all = [...possibleCodes, ...notPossible, 'Y', ...noSession]

/** Everything the contract says of this register, sorted by day and rule. */
export function plainFindings(register: PlainRegister): PlainFinding[] {
  const { terms, marks, dob, entry, leaving, leaves, on } = register

  // "A school day is a Monday to Friday inside a HALF_TERM that is not in an INSET, BANK_HOLIDAY or CLOSURE row."
  const schoolDays: string[] = []
  const inside = (day: string, ...kinds: string[]) =>
    terms.some(row => kinds.includes(row.kind) && row.from <= day && day <= row.to)
  for (const row of terms.filter(one => one.kind === 'HALF_TERM')) {
    for (let day = row.from; day <= row.to; day = plusDays(day, 1)) {
      const isClosed = inside(day, 'INSET', 'BANK_HOLIDAY', 'CLOSURE')
      if (weekdayOf(day) >= 1 && weekdayOf(day) <= 5 && !isClosed && !schoolDays.includes(day))
        schoolDays.push(day)
    }
  }
  schoolDays.sort()
  const yearsOfCalendar = [...new Set(schoolDays.map(yearOf))]
  const lastYear = Math.max(...yearsOfCalendar)

  // "Marks on days that are not school days, after --on, before entry_date or after leaving_date are ignored."
  // "A code that is not in the code set on that date counts as not taken. No row, or an empty code, is not taken."
  const isLookedAt = (day: string) => day <= on && day >= entry && (leaving === undefined || day <= leaving)
  const codesOf = (day: string): string[] =>
    (isLookedAt(day) ? (marks.get(day) ?? ['', '']) : ['', '']).map(text => {
      const code = text.trim().toUpperCase()
      const isKnown =
        all.includes(code) && (day >= '2024-08-19' ? !endedIn2024.includes(code) : !newIn2024.includes(code))
      return isKnown ? code : ''
    })
  // "`#` and `Z`: not a school session for that pupil."
  const sessionsOf = (day: string) => codesOf(day).filter(code => !noSession.includes(code))
  const takenOf = (day: string) => sessionsOf(day).filter(code => code !== '')
  const isInSchool = (code: string) => inSchoolCodes.includes(code)
  const isOfAge = (day: string) => startOfAge(dob) <= day && day <= endOfAge(dob)
  const days = schoolDays.filter(isLookedAt)
  const nthAfter = (day: string, n: number) => schoolDays.filter(other => other > day)[n - 1]
  const found: PlainFinding[] = []

  // T-04: "pupil-day that still holds an N", due "5th school day after".
  for (const day of days) {
    if (codesOf(day).includes('N')) found.push(withDue({ rule: 'T-04', on: day }, nthAfter(day, 5)))
  }

  // T-07 and T-15: "run of at least 10 counted days", "a counted day has both its sessions taken and both codes in the set".
  const runs = (rule: string, length: number, set: string[], untakenBreaks: boolean) => {
    let run: string[] = []
    let isTold = false
    for (const day of days) {
      const both = codesOf(day)
      const isCounted = both.every(code => set.includes(code))
      const hasOther = takenOf(day).some(code => !set.includes(code))
      const hasUntaken = sessionsOf(day).includes('')
      if (isCounted) run.push(day)
      else if (hasOther || (untakenBreaks && hasUntaken)) {
        run = []
        isTold = false
      }
      if (isCounted && run.length >= length && isOfAge(day) && !isTold) {
        isTold = true
        found.push({ rule, on: day, since: run[0]! })
      }
    }
  }
  runs('T-07', 10, ['G', 'N', 'O', 'U'], false)
  runs('T-15', 20, ['G', 'N', 'O'], true)

  // T-09: "school year in which sessions coded I reach 15 days at half a day each, of compulsory age": "the first such day".
  for (const year of yearsOfCalendar) {
    const ill = (day: string) => codesOf(day).filter(code => code === 'I').length
    const first = days
      .filter(day => yearOf(day) === year && ill(day) > 0 && isOfAge(day))
      .find(day => total(days.filter(one => yearOf(one) === year && one <= day).map(ill)) / 2 >= 15)
    if (first !== undefined) found.push({ rule: 'T-09', on: first })
  }

  // "Two leaves with no school day between them are one."
  const granted: PlainSpan[] = []
  for (const leave of [...leaves].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = granted.at(-1)
    if (last && !schoolDays.some(day => last.to < day && day < leave.from)) {
      if (leave.to > last.to) last.to = leave.to
    } else granted.push({ ...leave })
  }
  for (const leave of granted) {
    const after = schoolDays.filter(day => day > leave.to)
    // T-14: "on the first school day with any session taken, no session taken is in school".
    const first = after.find(day => takenOf(day).length > 0)
    if (first !== undefined && !takenOf(first).some(isInSchool)) found.push({ rule: 'T-14', on: first })
    // H-10: "all sessions of the next 10 school days are taken and none is in school". "A day of # or Z is passed over".
    const next = after.filter(day => sessionsOf(day).length > 0).slice(0, 10)
    const isAway = next.every(day => sessionsOf(day).every(code => code !== '' && !isInSchool(code)))
    if (next.length === 10 && isAway) found.push({ rule: 'H-10', on: next[9]! })
  }

  // PA, SA: "missed at least 10%, or at least 50% (then SA alone), of possible sessions taken in the school year that holds --on".
  const counted = days.filter(day => yearOf(day) === yearOf(on)).flatMap(takenOf)
  const possible = counted.filter(code => possibleCodes.includes(code)).length
  const missed = counted.filter(code => absentCodes.includes(code)).length
  if (missed > 0 && missed >= possible / 10) {
    found.push({ rule: missed >= possible / 2 ? 'SA' : 'PA', on, missed, possible })
  }

  // T-10: "name entered in one of the calendar's years, unless in the most junior class and entered on or before that year's
  // first school day", due "5 calendar days after". "A due that lies past the end of the calendar is left out."
  const firstOf = (year: number) => schoolDays.find(day => yearOf(day) === year)!
  if (entry <= on && yearsOfCalendar.includes(yearOf(entry))) {
    const due = plusDays(entry, 5)
    const isExcepted = register.mostJunior && entry <= firstOf(yearOf(entry))
    if (!isExcepted)
      found.push(withDue({ rule: 'T-10', on: entry }, due <= `${lastYear + 1}-08-31` ? due : undefined))
  }

  // T-11: "name removed in one of the calendar's years, unless in the most senior class and removed on or after the last day of
  // that year's last HALF_TERM row", due "the same day". T-21: "name removed", due "15th school day after".
  if (leaving !== undefined && leaving <= on && yearsOfCalendar.includes(yearOf(leaving))) {
    const ends = terms
      .filter(row => row.kind === 'HALF_TERM' && yearOf(row.to) === yearOf(leaving))
      .map(row => row.to)
    const isExcepted = register.mostSenior && leaving >= ends.sort().at(-1)!
    if (!isExcepted) found.push({ rule: 'T-11', on: leaving, due: leaving })
    found.push(withDue({ rule: 'T-21', on: leaving }, nthAfter(leaving, 15)))
  }

  return found.sort((a, b) => (`${a.on} ${a.rule}` < `${b.on} ${b.rule}` ? -1 : 1))
}

/** "31 Mar, 31 Aug, 31 Dec: if the 5th birthday falls on a prescribed day, that day; otherwise the next after it." */
export function startOfAge(dob: string): string {
  const fifth = birthday(dob, 5)
  const year = Number(fifth.slice(0, 4))
  return [`${year}-03-31`, `${year}-08-31`, `${year}-12-31`].find(day => day >= fifth)!
}

/** "The last Friday in June of the school year in which the child becomes 16", that day included. */
export function endOfAge(dob: string): string {
  let day = `${yearOf(birthday(dob, 16)) + 1}-06-30`
  while (weekdayOf(day) !== 5) day = plusDays(day, -1)
  return day
}

function birthday(dob: string, age: number): string {
  const year = Number(dob.slice(0, 4)) + age
  // Someone born on 29 February: 1 March where there is none. Adding no day to a day that is not there makes it the next.
  return plusDays(`${year}${dob.slice(4)}`, 0)
}

/** "School year: 1 September to 31 August." */
export const yearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)

const tomorrow = new Map<string, string>()

export function plusDays(day: string, days: number): string {
  if (days !== 1) return reckoned(day, days)
  // Asked for the same few hundred days, a hundred thousand times.
  const known = tomorrow.get(day) ?? reckoned(day, 1)
  tomorrow.set(day, known)
  return known
}

function reckoned(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1, date! + days)).toISOString().slice(0, 10)
}

const weekdays = new Map<string, number>()

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  const known = weekdays.get(day) ?? (new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
  weekdays.set(day, known)
  return known
}

const withDue = (finding: PlainFinding, due: string | undefined): PlainFinding =>
  due === undefined ? finding : { ...finding, due }
const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
