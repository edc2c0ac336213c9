// The other records a child is known as, under one heading: on the child's page, the case and the referral. A protected
// record is named and opened by itself; nothing of it is drawn on another's page.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords, localDate } from '../../calendar/local-date.ts'
import { casesOf } from '../../cases/store.ts'
import { stateLabel } from '../../cases/words.ts'
import { momentInWords } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { linkedWith, linksOf, tokensOf } from '../proposals/store.ts'
import { childRecords } from '../store.ts'

export type AlsoKnown = {
  /** Every child named here: the page records a look at each. */
  children: string[]
  records: {
    name: string
    href: string
    born: string
    isProtected: boolean
    rolls: string[]
    cases: { text: string; href: string; says: string }[]
    linked: string
    questioned: string | undefined
    pairHref: string | undefined
    undoHref: string | undefined
  }[]
  /** Those of whom more may be drawn on another record's page: none that is protected. */
  shared: {
    id: string
    token: string
    name: string
    times: readonly { since: string; until: string | null }[]
  }[]
  /** Pairs whose link shows nothing until a manager has looked: told to a manager alone. */
  heldBack: { href: string }[]
}

const day = (on: string): string => dateInWords(localDate(on))

export const nobodyElse: AlsoKnown = { children: [], records: [], shared: [], heldBack: [] }

/** What to show of the records linked with a child. One statement where there is none. */
export async function alsoKnown(
  db: Tx,
  viewer: Viewer,
  child: { id: string; token: string },
): Promise<AlsoKnown> {
  const links = await linksOf(db, viewer, child.id)
  if (links.length === 0) return nobodyElse
  const others = await linkedWith(db, viewer, child.id)
  const records = await childRecords(db, viewer, others)
  const otherOf = (link: { child_id: string; other_id: string }) =>
    link.child_id === child.id ? link.other_id : link.child_id
  const heldBack = links.filter(link => link.held_back)
  const tokens = await tokensOf(
    db,
    viewer,
    heldBack.map(link => otherOf(link)),
  )
  const decides = may(viewer, 'match.decide')
  return {
    children: records.map(record => record.id),
    records: await Promise.all(
      records.map(async record => {
        const link = links.find(one => otherOf(one) === record.id)
        return {
          name: `${record.forename} ${record.surname}`,
          href: `/children/${record.token}`,
          born: record.dateOfBirth ? day(record.dateOfBirth) : 'Not known',
          isProtected: record.protected,
          rolls: record.protected
            ? []
            : record.enrolments.map(
                one => `${one.school}: ${day(one.since)} to ${one.until ? day(one.until) : 'now'}`,
              ),
          cases: record.protected
            ? []
            : (await casesOf(db, viewer, record.id)).map(one => ({
                text: one.reference,
                href: `/cases/${one.token}`,
                says: `${stateLabel(one.state)}, opened ${day(one.opened_on)}${one.closed_on ? `, closed ${day(one.closed_on)}` : ''}`,
              })),
          linked: link
            ? `Linked ${momentInWords(link.made_at)} by ${link.made_name}${link.proposed_name ? `, after ${link.proposed_name}` : ''}`
            : 'Linked through another of these records',
          questioned: link?.questioned ?? undefined,
          pairHref: decides && link ? `/matches/${child.token}/${record.token}` : undefined,
          undoHref: decides && link ? `/links/${link.token}/undo` : undefined,
        }
      }),
    ),
    shared: records
      .filter(record => !record.protected)
      .map(({ id, token, forename, surname, enrolments }) => ({
        id,
        token,
        name: `${forename} ${surname}`,
        times: enrolments,
      })),
    heldBack: may(viewer, 'match.decide-protected')
      ? heldBack.map(link => ({ href: `/matches/${child.token}/${tokens.get(otherOf(link))}` }))
      : [],
  }
}
