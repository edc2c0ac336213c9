// All the SQL of one-time links: a page for one person without an account, about one thing, showing the little it must.
import { applySettings, type Tx } from '../../platform/db.ts'
import { digestOf, newId, newSecret } from '../../platform/ids.ts'
import { type Viewer, viewerSettings } from '../viewer.ts'

export type LinkRow = {
  id: string
  la: string
  kind: string
  /** The row of the noun that made it. */
  about: string
  childId: string | undefined
  schoolId: string | undefined
  to: string
  asks: string
  answeredAs: 'text' | 'date'
  /** All that its page may show. */
  shows: Readonly<Record<string, unknown>>
  madeName: string
  endsOn: string
  tries: number
  boundTo: string | undefined
  endedWhy: string | undefined
}

export type NewLink = {
  kind: string
  about: string
  childId?: string | undefined
  schoolId?: string | undefined
  /** Who it is for, in words: "the office of Oak Primary". */
  to: string
  /** The second check: the question, and its right answer (a date as YYYY-MM-DD). */
  check: { asks: string; answer: string; as?: 'text' | 'date' }
  shows: Readonly<Record<string, string | number | boolean | null>>
  /** For how many days it can be opened. */
  days: number
}

/** So many wrong answers to the second check end a link. */
export const triesMax = 5

/**
 * Makes a link, on behalf of a viewer who has the child in sight. Gives its secret once: it is kept only as a digest, and
 * the right answer only as a digest with the secret, so that neither can be read from the record.
 */
export async function makeLink(
  tx: Tx,
  viewer: Viewer,
  link: NewLink,
): Promise<{ id: string; secret: string; path: string }> {
  const id = newId()
  const secret = newSecret()
  await tx`
    insert into one_time_links (la_code, id, digest, kind, about_id, child_id, school_id, sent_to, asks, answered_as, answer,
                                shows, made_by, made_name, ends_on)
    values (${viewer.la}, ${id}, ${digestOf(secret)}, ${link.kind}, ${link.about}, ${link.childId ?? null},
            ${link.schoolId ?? null}, ${link.to}, ${link.check.asks}, ${link.check.as ?? 'text'},
            ${answerDigest(secret, link.check.answer)}, ${tx.json(link.shows)},
            ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name}, ${viewer.today}::date + ${link.days}::int)`
  return { id, secret, path: `/link/${secret}` }
}

const answerDigest = (secret: string, answer: string): string =>
  digestOf(
    `${secret} ${answer
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '')}`,
  )

/** On whose behalf a page behind a link runs: the link itself, which may read its own row and answer. */
const linkViewer = (la: string, id: string, today: string): Viewer => ({
  la,
  side: 'link',
  role: 'link',
  personId: id,
  name: 'A one-time link',
  organisation: 'One-time link',
  schools: [],
  today,
})

type StoredLink = Omit<LinkRow, 'la'> & { digest: string; answer: string }

/**
 * Goes on in this transaction as the link with this secret, and gives it. Nothing where there is none, or where its last day
 * has passed. The row is held until the transaction ends, so that two answers sent at once come one after the other.
 */
export async function openLink(
  tx: Tx,
  secret: string,
  today: string,
): Promise<{ viewer: Viewer; link: LinkRow } | undefined> {
  const [found] = await tx<{ la_code: string; id: string }[]>`
    select la_code, id from link_with_digest(${digestOf(secret)})`
  if (!found) return undefined
  const viewer = linkViewer(found.la_code, found.id, today)
  await applySettings(tx, viewerSettings(viewer))
  const [row] = await tx<StoredLink[]>`
    select id, kind, about_id as about, child_id as "childId", school_id as "schoolId", sent_to as "to", asks,
           answered_as as "answeredAs", shows, made_name as "madeName", ends_on as "endsOn", tries, bound_to as "boundTo",
           ended_why as "endedWhy"
    from one_time_links where la_code = ${found.la_code} and id = ${found.id} and ends_on >= ${today} for update`
  if (!row) return undefined
  const named = { ...viewer, name: `${row.to}, by a one-time link` }
  return { viewer: named, link: { ...row, la: found.la_code, ...noNulls(row) } }
}

const noNulls = (row: StoredLink) => ({
  childId: row.childId ?? undefined,
  schoolId: row.schoolId ?? undefined,
  boundTo: row.boundTo ?? undefined,
  endedWhy: row.endedWhy ?? undefined,
})

/** Is this the right answer to the second check? Every wrong one is counted, and the last allowed one ends the link. */
export async function tryCheck(
  tx: Tx,
  viewer: Viewer,
  given: { secret: string; answer: string; browser: string; now: Date },
): Promise<'right' | 'wrong' | 'ended'> {
  const [row] = await tx<{ tries: number }[]>`
    update one_time_links set tries = tries + 1
    where la_code = ${viewer.la} and id = ${viewer.personId} and ended_at is null and bound_to is null
    returning tries`
  if (!row || row.tries > triesMax) return 'ended'
  const [right] = await tx`
    update one_time_links set bound_to = ${given.browser}, bound_at = ${given.now}
    where la_code = ${viewer.la} and id = ${viewer.personId} and answer = ${answerDigest(given.secret, given.answer)}
    returning id`
  if (right) return 'right'
  if (row.tries < triesMax) return 'wrong'
  await endLink(tx, viewer, viewer.personId, 'Too many wrong answers', given.now)
  return 'ended'
}

/** Ends a link: answered, withdrawn, guessed at. The first end stands. */
export async function endLink(tx: Tx, viewer: Viewer, id: string, why: string, now: Date): Promise<void> {
  await tx`
    update one_time_links set ended_at = ${now}, ended_why = ${why}
    where la_code = ${viewer.la} and id = ${id} and ended_at is null`
}

export async function addLinkAnswer(
  tx: Tx,
  viewer: Viewer,
  answers: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx`
    insert into link_answers (la_code, id, link_id, answers)
    values (${viewer.la}, ${newId()}, ${viewer.personId}, ${tx.json(answers as Record<string, string>)})`
}

/** What was answered by a link, oldest first, the newest 50. */
export async function answersOfLink(
  tx: Tx,
  viewer: Viewer,
  linkId: string,
): Promise<{ answers: Readonly<Record<string, unknown>>; at: Date }[]> {
  const rows = await tx<{ answers: Readonly<Record<string, unknown>>; at: Date }[]>`
    select answers, at from link_answers where la_code = ${viewer.la} and link_id = ${linkId}
    order by at desc, id desc limit 50`
  return [...rows].reverse()
}

export type LinkMade = {
  id: string
  kind: string
  to: string
  madeName: string
  madeAt: Date
  endsOn: string
  openedAt: Date | null
  endedAt: Date | null
  endedWhy: string | null
}

/** The links that were made about something of the viewer's own, newest first. */
export function linksAbout(tx: Tx, viewer: Viewer, aboutId: string): Promise<LinkMade[]> {
  return tx<LinkMade[]>`
    select id, kind, sent_to as "to", made_name as "madeName", made_at as "madeAt", ends_on as "endsOn",
           bound_at as "openedAt", ended_at as "endedAt", ended_why as "endedWhy"
    from one_time_links
    where la_code = ${viewer.la} and about_id = ${aboutId}
      and (${viewer.side !== 'school'} or school_id = any (${viewer.schools as string[]}::uuid[]))
    order by made_at desc, id desc limit 20`
}
