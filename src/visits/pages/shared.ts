// What the pages about one visit share: its head, what may be read of its reports, and where to go.
import { may } from '../../access/actions-allowed.ts'
import type { Request } from '../../access/page.ts'
import { ageOn } from '../../calendar/age.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import { openingNow } from '../../children/store.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type ReportRow, reportsOf, type VisitRow } from '../store.ts'
import { concerns, isConcern, outcomesInWords, signsOfOccupancy } from '../visit.ts'

export const day = (date: string): string => dateInWords(localDate(date))
export const weekday = (date: string): string => inWords(localDate(date))

export const statesInWords: Readonly<Record<VisitRow['state'], string>> = {
  asked: 'To be planned',
  planned: 'Planned',
  'to decide': 'To be decided on',
  done: 'Done',
  'called off': 'Called off',
}

/** The head of every page about a visit. */
export function headOf(visit: VisitRow, today: string) {
  const born = visit.date_of_birth ? localDate(visit.date_of_birth) : undefined
  return {
    childName: `${visit.forename} ${visit.surname}`,
    age: born ? `${ageOn(born, localDate(today))} years old` : 'Age not known',
    reference: visit.reference,
    at: `/visits/${visit.token}`,
    isProtected: visit.protected,
    visit: {
      reason: visit.reason,
      question: visit.question,
      hazards: visit.hazards || 'None known',
      staffRisk: visit.staff_risk || 'None known',
      language: visit.language || 'Not known',
      bestTimes: visit.best_times || 'Not known',
      twoPeople: visit.two_people ? `Yes${visit.second_name ? `, with ${visit.second_name}` : ''}` : 'No',
      neededBy: weekday(visit.needed_by),
      asked: `${visit.asked_name}, ${day(visit.asked_on)}`,
      state: statesInWords[visit.state],
      when: visit.planned_on
        ? `${weekday(visit.planned_on)}${visit.planned_at ? ` at ${visit.planned_at}` : ', at a time to be chosen'}`
        : undefined,
      officer: visit.officer_name ?? undefined,
      teamPhone: visit.team_phone ?? undefined,
    },
  }
}

/** Where this person's lists are. */
export const listOf = ({ viewer }: Request): { href: string; text: string } =>
  may(viewer, 'visit.see')
    ? { href: '/visits/out', text: 'Visits of the team' }
    : { href: '/visits', text: 'My visits' }

/**
 * What was written of these visits, as a page shows it. What a visitor wrote of a protected child may say where the child is: it
 * is there for those alone who have opened the protected details.
 */
export async function reportsShown(request: Request, visits: readonly VisitRow[]) {
  const { db, viewer } = request
  const rows = await reportsOf(
    db,
    viewer,
    visits.map(visit => visit.id),
  )
  const hidden = visits[0]?.protected
    ? (await openingNow(db, viewer, visits[0].child_id)) === undefined
    : false
  return { hidden, rows: rows.map(row => ({ visitId: row.visit_id, ...reportShown(row, hidden) })) }
}

function reportShown(row: ReportRow, hidden: boolean) {
  const head = {
    attempt: row.attempt,
    outcome: outcomesInWords[row.outcome],
    when: `${weekday(row.visited_on)}, ${row.arrived} to ${row.left_at}`,
    who: row.by_name,
    written: `Saved ${momentInWords(row.written_at)}`,
  }
  if (hidden) return { ...head, facts: undefined, lines: [] }
  const lines: [string, string][] = [
    ['Whom', row.who],
    ['How they showed who they are', row.shown_how],
    ['Who else was there', row.who_else],
    [
      'Signs that somebody lives there',
      row.signs.map(sign => (signsOfOccupancy as Readonly<Record<string, string>>)[sign] ?? sign).join('; '),
    ],
    ['Neighbours', row.neighbours],
    ['What the child wishes', row.wishes],
    ['Promises', row.promises],
    [
      'Worried',
      isConcern(row.concern) && row.concern !== 'none' ? `${concerns[row.concern]} ${row.concern_says}` : '',
    ],
    ['Card left', row.card_left ? 'Yes' : ''],
  ]
  return {
    ...head,
    fact: row.fact,
    opinion: row.opinion,
    lines: lines.filter(([, says]) => says !== '').map(([what, says]) => ({ what, says })),
  }
}
