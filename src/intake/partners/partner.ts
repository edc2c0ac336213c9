/** Who of a partner agency may tell us by a link, and for how long? */
import { daysBetween, type LocalDate } from '../../calendar/local-date.ts'
import type { Decision } from '../../platform/errors.ts'

export const kinds = {
  health: 'Health',
  police: 'Police',
  'youth justice': 'Youth justice',
  housing: 'Housing',
  'social care': 'Social care',
  'early years': 'Nursery or early years',
  voluntary: 'Charity or community group',
  'job centre': 'Job centre',
  other: 'Other',
} as const
export type Kind = keyof typeof kinds
export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text)

/** A link lasts so many days at most: people change jobs, and a link is for one person. Our own number (trust.md, TH-09 and TH-10). */
export const linkDaysMost = 90

/** For how many days a link may be given: never past the end of the agreement, and none to somebody who has left. */
export function linkDays(
  partner: { endedOn: LocalDate | undefined; agreementUntil: LocalDate | undefined },
  today: LocalDate,
): Decision<number> {
  const refused = (says: string): Decision<number> => ({ allowed: false, refusals: [{ says }] })
  if (partner.endedOn) return refused('This person may not tell us by a link any more')
  if (partner.agreementUntil === undefined) return { allowed: true, value: linkDaysMost }
  const left = daysBetween(today, partner.agreementUntil)
  if (left < 0) return refused('The agreement with this organisation has ended: write down the new one first')
  return { allowed: true, value: Math.min(linkDaysMost, left) }
}
