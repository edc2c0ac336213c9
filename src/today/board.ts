/** Who comes first on the day's board, when may the board be closed, and what does the head read? */
import { type RuleId, ruleInWords } from '../absences/finding.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { urgentFlags } from '../children/flags.ts'
import type { Decision, Refusal } from '../platform/errors.ts'
import type { Standing } from './ladder.ts'

/** What the register shows of one child on the board. */
export type Away = {
  readonly surname: string
  readonly forename: string
  readonly nc_year: string | null
  readonly am: string
  readonly pm: string
  readonly run_days: number
  readonly run_since: LocalDate | undefined
  readonly findings: readonly { rule: string; on: LocalDate }[]
  readonly flags: readonly string[]
}
export type Placed = { readonly away: Away; readonly standing: Standing }

const whyByRule: readonly [rule: RuleId, why: string][] = [
  ['T-14', 'Not back after leave'],
  ['T-15', '20 school days or more without leave'],
  ['T-07', '10 school days or more without leave'],
]

/** The finding of this absence that presses most, and why it brings the child here. */
export function pressing(away: Away): { why: string; rule: RuleId; on: LocalDate; says: string } | undefined {
  const since = away.run_since
  for (const [rule, why] of whyByRule) {
    const finding = away.findings.findLast(f => f.rule === rule && since !== undefined && f.on >= since)
    if (finding) return { why, rule, on: finding.on, says: ruleInWords[rule] }
  }
  return undefined
}

/** Why a child is on the list, in a phrase: what presses most. */
export function whyHere(away: Away): string {
  const finding = pressing(away)
  if (finding) return finding.why
  const codes = [away.am, away.pm]
  if (codes.includes('N')) return 'Absent without a reason'
  if (codes.includes('G')) return 'Holiday that was not granted'
  return codes.includes('O') ? 'Absent, reason unknown' : 'Came after the register closed'
}

const unexplained = (code: string): boolean => code === 'N' || code === 'O' || code === 'G'

/** The same codes as the day's list asks for: N, O or G in a session, or late after the register closed all day. */
export const isAwayWithoutReason = ({ am, pm }: Pick<Away, 'am' | 'pm'>): boolean =>
  unexplained(am) || unexplained(pm) || (am === 'U' && pm === 'U')

/** The first session that needs a reason: where only the afternoon does, the clock begins there. */
export const awayFrom = ({ am, pm }: Pick<Away, 'am' | 'pm'>): 'AM' | 'PM' =>
  unexplained(pm) && !unexplained(am) ? 'PM' : 'AM'

export const isVulnerable = (away: Pick<Away, 'flags'>): boolean =>
  away.flags.some(flag => urgentFlags.includes(flag))

/** So many earlier absences of this year ran to ten days or past leave: the history that practice asks to look at. */
const history = (away: Away): number =>
  away.findings.filter(f => away.run_since === undefined || f.on < away.run_since).length

const years = ['N2', 'N1', 'N', 'R', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']
const ageOrder = (year: string | null): number => {
  const place = years.indexOf(year ?? '')
  return place === -1 ? years.length : place
}
const whyOrder = [
  'Not back after leave',
  '20 school days or more without leave',
  '10 school days or more without leave',
  'Absent without a reason',
  'Absent, reason unknown',
  'Holiday that was not granted',
  'Came after the register closed',
]

/**
 * The order of the board: where something worrying was heard, then children with a social worker or a plan, then by why they
 * are here, the youngest, those with a history, the longest away. Source: practice.md 5.1; ux.md 3.2.
 */
export function mostPressingFirst(a: Placed, b: Placed): number {
  const worry = ({ standing }: Placed) => (standing.branch === 'ordinary' ? 0 : 1)
  return (
    worry(b) - worry(a) ||
    Number(isVulnerable(b.away)) - Number(isVulnerable(a.away)) ||
    whyOrder.indexOf(whyHere(a.away)) - whyOrder.indexOf(whyHere(b.away)) ||
    ageOrder(a.away.nc_year) - ageOrder(b.away.nc_year) ||
    history(b.away) - history(a.away) ||
    b.away.run_days - a.away.run_days ||
    a.away.surname.localeCompare(b.away.surname, 'en') ||
    a.away.forename.localeCompare(b.away.forename, 'en')
  )
}

/** How a name stands at the end of the day. Nothing: it is still open, and the board cannot be closed. */
export type Kept = 'with reason' | 'seen' | 'escalated'
export function keptBy(standing: Standing): Kept | undefined {
  if (standing.accounted) return standing.accounted.how === 'reason known' ? 'with reason' : 'seen'
  return standing.escalated ? 'escalated' : undefined
}

/** What is missing from a name that is open, in words. */
export function missingOf(standing: Standing): string {
  if (standing.lapsed) {
    return `${standing.lapsed.toWhom} was to look again by now: say what came of it, or who looks again and when`
  }
  return 'no reason, not seen or spoken to, and nobody has it with a time to look again'
}

export type DayCounts = {
  readonly names: number
  readonly withReason: number
  readonly seen: number
  readonly escalated: number
  readonly open: number
  /** Classes of today with no register for a session that has closed. */
  readonly notTaken: number
  readonly returnsDue: number
  readonly waitForHead: number
}

/** Counts the board. */
export function countsOf(
  standings: readonly Standing[],
  others: Pick<DayCounts, 'notTaken' | 'returnsDue' | 'waitForHead'>,
): DayCounts {
  const kept = standings.map(keptBy)
  const of = (what: Kept | undefined) => kept.filter(one => one === what).length
  return {
    names: standings.length,
    withReason: of('with reason'),
    seen: of('seen'),
    escalated: of('escalated'),
    open: of(undefined),
    ...others,
  }
}

const children = (n: number) => (n === 1 ? '1 child' : `${n} children`)
const have = (n: number) => (n === 1 ? 'has' : 'have')
const were = (n: number) => (n === 1 ? 'was' : 'were')

/** The three sentences of the day: is everyone accounted for, who is not, what waits. No name: history is kept of it. */
export function sentencesOf(counts: DayCounts): [string, string, string] {
  const { names, withReason, seen, escalated, open, notTaken, returnsDue, waitForHead } = counts
  const first =
    names === 0
      ? 'Every child in the register is accounted for.'
      : open === 0
        ? `All ${children(names)} away without a reason this morning ${names === 1 ? 'is' : 'are'} accounted for: ${withReason} with a reason, ${seen} seen or spoken to, ${escalated} that somebody has.`
        : `${children(open)} of ${names} ${open === 1 ? 'is' : 'are'} not accounted for.`
  const unseen = escalated + open
  const second =
    unseen === 0
      ? 'No child is missing from our knowledge tonight.'
      : `${children(unseen)} ${have(unseen)} not been seen or spoken to${escalated > 0 ? `; ${escalated} ${were(escalated)} escalated to somebody by name` : ''}.`
  const waits = [
    ...(notTaken > 0
      ? [notTaken === 1 ? '1 class has no register' : `${notTaken} classes have no register`]
      : []),
    ...(returnsDue > 0
      ? [returnsDue === 1 ? '1 ten-day return is to be sent' : `${returnsDue} ten-day returns are to be sent`]
      : []),
    ...(waitForHead > 0
      ? [waitForHead === 1 ? '1 decision waits for you' : `${waitForHead} decisions wait for you`]
      : []),
  ]
  const third = waits.length === 0 ? 'Nothing waits for you.' : `Waiting: ${waits.join('; ')}.`
  return [first.replace(/^All 1 child away/, 'The 1 child away'), second, third]
}

const refused = (...refusals: Refusal[]): { allowed: false; refusals: Refusal[] } => ({
  allowed: false,
  refusals,
})

/**
 * May the board be closed? Only with a register of today, and with every name accounted for; else the names that are open,
 * each with what is missing. Source: practice.md 5.1, end of day: nothing left blank.
 */
export function closeBoard(facts: {
  readonly isSchoolDay: boolean
  readonly registerOfToday: boolean
  readonly names: readonly { readonly name: string; readonly standing: Standing }[]
}): Decision<{ kept: readonly Kept[] }> {
  if (!facts.isSchoolDay) return refused({ says: 'Today is no school day: there is no board to close.' })
  if (!facts.registerOfToday) {
    return refused({
      says: 'No register of today has come: nobody can say that every child is accounted for. Send today’s register first.',
    })
  }
  const open: Refusal[] = facts.names
    .filter(({ standing }) => keptBy(standing) === undefined)
    .map(({ name, standing }) => ({ says: `${name}: ${missingOf(standing)}.`, cites: 'T-01' }))
  return open.length > 0
    ? refused(...open)
    : { allowed: true, value: { kept: facts.names.map(({ standing }) => keptBy(standing)!) } }
}

export type Closing = {
  readonly nth: number
  readonly at: Date
  readonly children: readonly string[]
  readonly by_name: string
}
/**
 * Is the day closed? What came after a closing opens it again, and that is seen: a name it did not know, or one that is no
 * longer accounted for.
 */
export function stateOfBoard(
  closings: readonly Closing[],
  names: readonly { readonly childId: string; readonly standing: Standing }[],
): { is: 'open' | 'closed' | 'opened again'; last: Closing | undefined; since: number } {
  const last = [...closings].sort((a, b) => a.nth - b.nth).at(-1)
  if (!last) return { is: 'open', last, since: 0 }
  const since = names.filter(({ childId, standing }) => {
    if (keptBy(standing) === undefined) return true
    return !last.children.includes(childId)
  }).length
  return { is: since === 0 ? 'closed' : 'opened again', last, since }
}
