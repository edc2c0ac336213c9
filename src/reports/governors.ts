/**
 * What do governors need to know of a term, in sentences that can be read aloud?
 *
 * A number under five is said as "fewer than 5" where a governor could tell who it is from it; what the law asks of the
 * school itself (returns, registers, removals it could not lawfully make) is said as it is.
 */
import type { TermFacts } from './store.ts'

export type Part = { title: string; sentences: readonly string[] }

/** A count of children as it may leave the head's own page. */
export const few = (n: number): string => (n === 0 ? 'no' : n < 5 ? 'fewer than 5' : String(n))
const First = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
// Always the plural: "fewer than 5 child has" would say that it is one.
const children = (n: number): string => `${few(n)} children`
/** A count after a colon. */
const counted = (n: number): string => (n === 0 ? 'none' : few(n))

/** The parts of a governors' page, in the order in which a meeting would ask. */
export function governorsSentences(facts: TermFacts): Part[] {
  const unsent = facts.tenDayFound - facts.tenDaySent
  return [
    {
      title: 'Is every child accounted for?',
      sentences: [
        facts.daysClosed === 0
          ? 'The day’s board was not closed on any day of this term.'
          : `The day’s board was closed on ${facts.daysClosed === 1 ? '1 day' : `${facts.daysClosed} days`}. Every name then had a reason, was seen or spoken to, or had a named person following it up. On ${facts.daysClosedWhole} of them every register had been taken.`,
        `${First(children(facts.persistent))} missed a tenth of sessions or more this school year, and ${children(facts.severe)} half or more.`,
        `${First(children(facts.partTime))} have a part-time timetable now.`,
      ],
    },
    {
      title: 'What did we tell the authority?',
      sentences: [
        facts.tenDayFound === 0
          ? 'Nobody was away for 10 school days without leave, so no ten-day return was due.'
          : `Ten-day returns due: ${facts.tenDayFound}. Sent: ${facts.tenDaySent}, of which late: ${facts.tenDaySentLate}. Not sent: ${unsent}.`,
        `Referrals of children who may be missing education: ${counted(facts.referrals)}, of which urgent: ${counted(facts.referralsUrgent)}. Found in education since: ${counted(facts.referralsFound)}.`,
        `Risk screens signed by the safeguarding lead: ${counted(facts.screens)}.`,
      ],
    },
    {
      title: 'Who came and who left?',
      sentences: [
        `On roll at the end: ${facts.onRoll}. Entered: ${counted(facts.entered)}. Left: ${counted(facts.left)}.`,
        facts.leaversUnconfirmed === 0
          ? 'Every leaver is on another register here, or none left.'
          : `${First(children(facts.leaversUnconfirmed))} who left are on no other register that this authority knows of.`,
        `Removals that the law did not allow, and that were refused: ${facts.removalsRefused}. Removals made in our own system that the authority asked about: ${facts.removalsFlagged}.`,
      ],
    },
  ]
}
