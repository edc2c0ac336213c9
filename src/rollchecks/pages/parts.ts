// What the pages of a roll check share: the frame round one check, and how a row and its answer are said.
import type { Request } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { dayInWords } from '../../children/pages/protected-parts.ts'
import { readDate } from '../../formats/text.ts'
import { londonDay } from '../../platform/clock.ts'
import { type Given, nameGiven } from '../given.ts'
import { type CheckRow, checkByToken, type RowShown } from '../store.ts'
import { answerInWords, askers, outOf100 } from '../words.ts'

export const perPage = 50

export const checkOf = ({ db, viewer, params }: Request): Promise<CheckRow> =>
  checkByToken(db, viewer, params.rollcheck ?? '')

export const dayOf = (instant: Date): string => dateInWords(londonDay(instant))

/** What stands above every page about a check. */
export const aboutCheck = (check: CheckRow) => ({
  checkName: check.name,
  asker: check.asker ? `${askers[check.asked_by]}: ${check.asker}` : askers[check.asked_by],
  at: `/roll-checks/${check.token}`,
})

/** From which row on, as the address says. */
export function from({ query }: Request): number {
  const said = Number(query.from ?? 0)
  return Number.isInteger(said) && said > 0 && said < 1_000_000 ? said : 0
}

/** A day as it came, in words where it is a day. */
export function bornGiven(given: Given): string {
  if (!given.date_of_birth) return 'Not given'
  const day = readDate(given.date_of_birth)
  return day ? dayInWords(day) : given.date_of_birth
}

const howInWords = { certain: 'certain', probable: 'probable', decided: 'decided by a person' } as const

/** The answer of a row in a sentence, without the name of anyone. */
export function answerSays(row: RowShown, today: string): string {
  const sure = row.how === 'decided' ? howInWords.decided : `${row.how}, ${outOf100(row.probability)}`
  switch (row.answer) {
    case 'on roll': {
      const left =
        row.until !== null && row.until <= today ? `. Has left since: ${dayInWords(row.until)}` : ''
      return `${row.school}, since ${dayInWords(row.since ?? '')} (${sure})${left}`
    }
    case 'look':
      return row.not_sure
        ? 'Somebody looked, and was not sure'
        : `The likeliest: ${outOf100(row.probability)}`
    case 'none':
      if (row.made_token !== null) return 'A record was made, to open a case'
      if (row.how === 'decided' && row.child_id === null) return 'Nobody, as a person decided'
      return row.child_id === null ? 'Nobody like this is known here' : `Known here, on no roll now (${sure})`
  }
}

/** One row as the lists show it. */
export function rowShown(row: RowShown, at: string, today: string) {
  return {
    number: row.number,
    name: nameGiven(row.given),
    born: bornGiven(row.given),
    id: row.given.id ?? '',
    answer: answerInWords[row.answer],
    says: answerSays(row, today),
    record: row.child_token
      ? { name: `${row.forename} ${row.surname}`, href: `/children/${row.child_token}` }
      : undefined,
    isHeld: row.is_held,
    href: `${at}/rows/${row.number}`,
  }
}
