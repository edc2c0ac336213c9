// All the SQL of access: the viewer's transaction, the application's own wall, looks, people, sessions.
import { applySettings, type Fragment, inTransaction, type Sql, type Tx } from '../platform/db.ts'
import { digestOf, newId } from '../platform/ids.ts'
import { may } from './actions-allowed.ts'
import { type Role, seesTheArea, sideOf, systemViewer, type Viewer, viewerSettings } from './viewer.ts'

/** Runs `work` in one transaction on behalf of `viewer`. The only way to a tenant table. */
export function asViewer<T>(sql: Sql, viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(sql, viewerSettings(viewer), work)
}

/**
 * Runs `work` as the system inside the viewer's own transaction, then gives the viewer back. For a step that crosses
 * between organisations (a school's referral opens the authority's case). The caller has already read what the
 * step is about as the viewer, so scope was checked by both walls.
 */
export async function acrossOrganisations<T>(
  tx: Tx,
  viewer: Viewer,
  work: (system: Viewer) => Promise<T>,
): Promise<T> {
  const system = systemViewer(viewer.la, viewer.today, viewer.name)
  await applySettings(tx, viewerSettings(system))
  const result = await work(system)
  await applySettings(tx, viewerSettings(viewer))
  return result
}

/**
 * The application's wall, as a condition on a child's id column: is this child in the viewer's scope? Stands in every
 * query that names a child, beside la_code and beside the database's row rules. Either alone must hold.
 */
export function childInScope(tx: Tx, viewer: Viewer, childId: Fragment): Fragment {
  if (viewer.unscoped) return tx`true`
  if (viewer.side === 'desk') {
    return tx`exists (select 1 from caseloads scope_l where scope_l.la_code = ${viewer.la}
      and scope_l.child_id = ${childId} and scope_l.role = ${viewer.role}
      and (scope_l.person_id is null or scope_l.person_id = ${viewer.personId})
      and scope_l.ended_at is null and (scope_l.ends_on is null or scope_l.ends_on >= ${viewer.today}::date))`
  }
  if (viewer.side !== 'school') return seesTheArea(viewer) ? tx`true` : tx`false`
  const schools = viewer.schools as string[]
  return tx`(exists (select 1 from enrolments scope_e where scope_e.la_code = ${viewer.la}
      and scope_e.child_id = ${childId} and scope_e.school_id = any (${schools}::uuid[])
      and (scope_e.seen_until is null or scope_e.seen_until >= ${viewer.today}::date))
    or exists (select 1 from offers scope_o where scope_o.la_code = ${viewer.la}
      and scope_o.child_id = ${childId} and scope_o.school_id = any (${schools}::uuid[])
      and (scope_o.state = 'asked' or (scope_o.state = 'started' and scope_o.answered_on >= ${viewer.today}::date - 30))))`
}

/**
 * May the viewer read at which school this child is? Of a protected child, on the authority's side, those alone who may open what is
 * protected: a row that names the child's school is not there for the others. A school knows its own pupils.
 */
export function placeInScope(tx: Tx, viewer: Viewer, childId: Fragment): Fragment {
  const asks = viewer.side === 'authority' || viewer.side === 'desk'
  if (viewer.unscoped || !asks || may(viewer, 'protected.open')) return tx`true`
  return tx`not exists (select 1 from protections place_p where place_p.la_code = ${viewer.la} and place_p.child_id = ${childId})`
}

/** The application's wall for rows that belong to a school: own school's, or any for the authority. */
export function schoolInScope(tx: Tx, viewer: Viewer, schoolId: Fragment): Fragment {
  if (viewer.unscoped) return tx`true`
  if (viewer.side !== 'school') return seesTheArea(viewer) ? tx`true` : tx`false`
  return tx`${schoolId} = any (${viewer.schools as string[]}::uuid[])`
}

/** Writes down that the viewer looked at these children, in the same transaction as the look. */
export async function recordLooks(
  tx: Tx,
  viewer: Viewer,
  childIds: readonly string[],
  page: string,
  why?: string,
): Promise<void> {
  const children = [...new Set(childIds)]
  if (children.length === 0) return
  const ids = children.map(() => newId())
  await tx`
    insert into looks (la_code, id, person_id, by_name, role, organisation, schools, child_id, page, why)
    select ${viewer.la}, l.id, ${viewer.personId}, ${viewer.name}, ${viewer.role}, ${viewer.organisation},
           ${viewer.schools as string[]}::uuid[], l.child_id, ${page}, ${why ?? null}
    from unnest(${ids}::uuid[], ${children}::uuid[]) as l(id, child_id)`
}

/** When the viewer last looked at this page of a child, before a moment; nothing where never. */
export async function lastLook(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  page: string,
  before: Date,
): Promise<Date | undefined> {
  const [row] = await tx<{ at: Date }[]>`
    select l.at from looks l
    where l.la_code = ${viewer.la} and l.child_id = ${childId} and l.person_id = ${viewer.personId}
      and l.page = ${page} and l.at < ${before}
    order by l.at desc limit 1`
  return row?.at
}

export type SessionRow = {
  viewer: Viewer
  personId: string
  email: string
  factorAt: Date | undefined
  /** Every role the person holds today, with its organisation: the hats they can change between. */
  hats: readonly Hat[]
}
/** A role held now. For a school role: all the schools it is held at. */
export type Hat = { role: Role; organisation: string; schools: readonly string[] }

/** Session limits: authorities may shorten the idle limit, never lengthen it. */
export const sessionIdleSeconds = 15 * 60
export const sessionHours = 10

/**
 * Who a session's cookie belongs to, and in which role, or undefined when it has ended, run out, or the person holds
 * no role any more. Asked on every request, so that a role taken away is gone at the next press.
 */
export async function sessionFor(
  sql: Sql,
  cookie: string,
  now: Date,
  today: string,
): Promise<SessionRow | undefined> {
  const hash = digestOf(cookie)
  // In one statement, since every page begins with it.
  const [found] = await sql<
    {
      la_code: string
      person_id: string
      name: string
      email: string
      hat: string
      started_at: Date
      last_seen_at: Date
      factor_at: Date | null
      roles: HeldRole[]
    }[]
  >`select * from session_with_roles(${hash}, ${today})`
  // Someone who has given a password and not yet a second factor is not signed in.
  if (!found?.factor_at) return undefined
  const idle = (now.getTime() - found.last_seen_at.getTime()) / 1000
  const age = (now.getTime() - found.started_at.getTime()) / 3_600_000
  if (idle > sessionIdleSeconds || age > sessionHours) return undefined
  const hats = hatsFrom(found.roles)
  const hat = hats.find(h => h.role === found.hat) ?? hats[0]
  if (!hat) return undefined
  // Written at most once a minute: a look at the clock is not worth a write on every request.
  if (idle > 60) {
    const self = { ...systemViewer(found.la_code, today), personId: found.person_id }
    await asViewer(
      sql,
      self,
      tx =>
        tx`update sessions set last_seen_at = ${now} where la_code = ${found.la_code} and token_hash = ${hash}`,
    )
  }
  return {
    viewer: {
      la: found.la_code,
      side: sideOf(hat.role),
      role: hat.role,
      personId: found.person_id,
      name: found.name,
      organisation: hat.organisation,
      schools: hat.schools,
      today,
      session: hash,
    },
    personId: found.person_id,
    email: found.email,
    factorAt: found.factor_at,
    hats,
  }
}

type HeldRole = { role: Role; authority: string; school: string | null; school_id: string | null }

/** The roles a person holds on a day, school roles gathered over their schools; a closed school gives none. */
export async function hatsOf(tx: Tx, la: string, personId: string, today: string): Promise<Hat[]> {
  const rows = await tx<HeldRole[]>`
    select g.role, a.name as authority, s.name as school, g.school_id
    from grants g
    join authorities a on a.la_code = g.la_code
    left join schools s on s.la_code = g.la_code and s.id = g.school_id
    where g.la_code = ${la} and g.person_id = ${personId} and g.ended_at is null
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on >= ${today})
      and (s.closed_on is null or s.closed_on > ${today})
    order by g.role, s.name`
  return hatsFrom(rows)
}

/** Roles as the hats a person changes between. Takes them by role and by school's name. */
function hatsFrom(rows: readonly HeldRole[]): Hat[] {
  const byRole = new Map<Role, { organisation: string; names: string[]; schools: string[] }>()
  for (const row of rows) {
    const hat = byRole.get(row.role) ?? { organisation: row.authority, names: [], schools: [] }
    if (row.school_id) {
      hat.names.push(row.school!)
      hat.schools.push(row.school_id)
    }
    byRole.set(row.role, hat)
  }
  return [...byRole].map(([role, hat]) => ({
    role,
    organisation:
      hat.names.length > 1
        ? `${hat.names[0]} and ${hat.names.length - 1} more`
        : (hat.names[0] ?? hat.organisation),
    schools: hat.schools,
  }))
}

/** Goes on in this transaction as the system of an authority, for one person: signing in has no viewer yet. */
export async function onBehalfOf(tx: Tx, la: string, personId: string, today: string): Promise<Viewer> {
  const viewer = { ...systemViewer(la, today), personId }
  await applySettings(tx, viewerSettings(viewer))
  return viewer
}

// Signing in.

export type SignInRow = {
  la_code: string
  id: string
  name: string
  password_hash: string | null
  totp_secret: string | null
  totp_last_step: number | null
}

/** Everyone with this address: one person, or one in each of several authorities. */
export function peopleSigningIn(tx: Tx, email: string): Promise<SignInRow[]> {
  return tx<SignInRow[]>`select * from sign_in_person(${email}) limit 5`
}

export type PendingRow = { la_code: string; person_id: string; name: string; email: string; started_at: Date }

/** Who has given the password in this browser and owes the second factor. */
export async function pendingSignIn(tx: Tx, cookie: string): Promise<PendingRow | undefined> {
  const [row] = await tx<PendingRow[]>`
    select la_code, person_id, name, email, started_at from session_person(${digestOf(cookie)})
    where factor_at is null and hat = ${owesFactor}`
  return row
}
/** What stands for the role in a session that is not one yet. */
export const owesFactor = 'owes second factor'

/** The session a cookie stands for, finished or not: for signing out. */
export async function anySession(
  tx: Tx,
  cookie: string,
): Promise<{ la_code: string; person_id: string; name: string } | undefined> {
  const [row] = await tx<{ la_code: string; person_id: string; name: string }[]>`
    select la_code, person_id, name from session_person(${digestOf(cookie)})`
  return row
}

export type AttemptRow = { at: Date; good: boolean }

/** The tries of the last minutes, for one address from one place. */
export function attemptsOf(tx: Tx, who: string, since: Date): Promise<AttemptRow[]> {
  return tx<AttemptRow[]>`
    select at, good from sign_in_attempts where who = ${who} and at > ${since} order by at desc limit 100`
}
/** The same for a place, whatever was typed there. */
export function attemptsFrom(tx: Tx, whence: string, since: Date): Promise<AttemptRow[]> {
  return tx<AttemptRow[]>`
    select at, good from sign_in_attempts where whence = ${whence} and at > ${since} order by at desc limit 500`
}
export async function insertAttempt(
  tx: Tx,
  attempt: { who: string; whence: string; at: Date; good: boolean },
): Promise<void> {
  await tx`
    insert into sign_in_attempts (who, whence, at, good)
    values (${attempt.who}, ${attempt.whence}, ${attempt.at}, ${attempt.good})`
}

// A person's factors.

export type PersonRow = {
  la_code: string
  id: string
  email: string
  name: string
  password_hash: string | null
  totp_secret: string | null
  demonstration: boolean
  ended_at: Date | null
}

export async function personById(tx: Tx, la: string, id: string): Promise<PersonRow | undefined> {
  const [row] = await tx<PersonRow[]>`
    select la_code, id, email, name, password_hash, totp_secret, demonstration, ended_at from people
    where la_code = ${la} and id = ${id}`
  return row
}

export async function setPassword(tx: Tx, la: string, id: string, hash: string): Promise<void> {
  await tx`update people set password_hash = ${hash} where la_code = ${la} and id = ${id}`
}

/** Sets the secret of the authenticator, or takes it away with the password too (undefined). */
export async function setFactor(tx: Tx, la: string, id: string, secret: string | undefined): Promise<void> {
  if (secret === undefined) {
    await tx`
      update people set totp_secret = null, totp_last_step = null, password_hash = null
      where la_code = ${la} and id = ${id}`
  } else {
    await tx`
      update people set totp_secret = ${secret}, totp_last_step = null where la_code = ${la} and id = ${id}`
  }
}

/** Uses a step of the authenticator's time up. False where it, or a later one, was used before. */
export async function useStep(tx: Tx, la: string, id: string, step: number): Promise<boolean> {
  const rows = await tx`
    update people set totp_last_step = ${step}
    where la_code = ${la} and id = ${id} and (totp_last_step is null or totp_last_step < ${step})
    returning 1`
  return rows.length === 1
}

/** New recovery codes; those not used before serve no more. */
export async function replaceRecoveryCodes(
  tx: Tx,
  la: string,
  id: string,
  hashes: readonly string[],
  now: Date,
): Promise<void> {
  await tx`
    update recovery_codes set used_at = ${now} where la_code = ${la} and person_id = ${id} and used_at is null`
  if (hashes.length === 0) return
  await tx`
    insert into recovery_codes (la_code, person_id, code_hash)
    select ${la}, ${id}, h.hash from unnest(${hashes as string[]}::text[]) as h(hash)`
}

export async function useRecoveryCode(
  tx: Tx,
  la: string,
  id: string,
  hash: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    update recovery_codes set used_at = ${now}
    where la_code = ${la} and person_id = ${id} and code_hash = ${hash} and used_at is null
    returning 1`
  return rows.length === 1
}

export async function recoveryCodesLeft(tx: Tx, la: string, id: string): Promise<number> {
  const [row] = await tx<{ left: number }[]>`
    select count(*)::int as left from recovery_codes
    where la_code = ${la} and person_id = ${id} and used_at is null`
  return row!.left
}

// Sessions.

export async function insertSession(
  tx: Tx,
  session: {
    la: string
    personId: string
    cookie: string
    hat: string
    now: Date
    factorAt: Date | undefined
    device: string
  },
): Promise<void> {
  await tx`
    insert into sessions (la_code, token_hash, person_id, hat, started_at, last_seen_at, factor_at, device)
    values (${session.la}, ${digestOf(session.cookie)}, ${session.personId}, ${session.hat}, ${session.now},
            ${session.now}, ${session.factorAt ?? null}, ${session.device})`
}

/** Ends one session by its digest, or the one whose digest begins so. */
export async function endSession(
  tx: Tx,
  la: string,
  personId: string,
  hashStart: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    update sessions set ended_at = ${now}
    where la_code = ${la} and person_id = ${personId} and ended_at is null
      and left(token_hash, ${hashStart.length}) = ${hashStart}
    returning 1`
  return rows.length > 0
}

/** Ends every session of a person, but one if it is given. */
export async function endSessions(
  tx: Tx,
  la: string,
  personId: string,
  now: Date,
  but = '',
): Promise<number> {
  const rows = await tx`
    update sessions set ended_at = ${now}
    where la_code = ${la} and person_id = ${personId} and ended_at is null and token_hash <> ${but}
    returning 1`
  return rows.length
}

/** Ends all but the newest of a person's sessions. */
export async function endOldest(
  tx: Tx,
  la: string,
  personId: string,
  keep: number,
  now: Date,
): Promise<void> {
  await tx`
    update sessions set ended_at = ${now}
    where la_code = ${la} and person_id = ${personId} and ended_at is null and token_hash not in (
      select token_hash from sessions
      where la_code = ${la} and person_id = ${personId} and ended_at is null
      order by (last_seen_at, started_at) desc, token_hash limit ${keep})`
}

export type SignedInRow = {
  token_hash: string
  hat: string
  started_at: Date
  last_seen_at: Date
  device: string
}

/** Where a person is signed in now. */
export function sessionsOf(tx: Tx, la: string, personId: string, now: Date): Promise<SignedInRow[]> {
  const idleSince = new Date(now.getTime() - sessionIdleSeconds * 1000)
  const startedSince = new Date(now.getTime() - sessionHours * 3_600_000)
  return tx<SignedInRow[]>`
    select token_hash, hat, started_at, last_seen_at, device from sessions
    where la_code = ${la} and person_id = ${personId} and ended_at is null and factor_at is not null
      and last_seen_at >= ${idleSince} and started_at >= ${startedSince}
    order by last_seen_at desc, token_hash limit 20`
}

/** The role a person wore last. */
export async function lastHatOf(tx: Tx, la: string, personId: string): Promise<string | undefined> {
  const [row] = await tx<{ hat: string }[]>`
    select hat from sessions where la_code = ${la} and person_id = ${personId} and hat <> ${owesFactor}
    order by last_seen_at desc, token_hash limit 1`
  return row?.hat
}

export async function setHat(tx: Tx, la: string, hash: string, hat: string): Promise<void> {
  await tx`update sessions set hat = ${hat} where la_code = ${la} and token_hash = ${hash}`
}

export async function setProved(tx: Tx, la: string, hash: string, now: Date): Promise<void> {
  await tx`update sessions set factor_at = ${now}, last_seen_at = ${now} where la_code = ${la} and token_hash = ${hash}`
}

// Invitations.

export async function insertInvitation(
  tx: Tx,
  invitation: { la: string; personId: string; token: string; madeName: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx`
    update invitations set used_at = ${invitation.now}
    where la_code = ${invitation.la} and person_id = ${invitation.personId} and used_at is null`
  await tx`
    insert into invitations (la_code, id, person_id, token_hash, made_name, made_at, expires_at)
    values (${invitation.la}, ${newId()}, ${invitation.personId}, ${digestOf(invitation.token)},
            ${invitation.madeName}, ${invitation.now}, ${invitation.expiresAt})`
}

export type InvitationRow = {
  la_code: string
  invitation_id: string
  person_id: string
  name: string
  email: string
  expires_at: Date
}

/** The invitation a link stands for, if it was not used and has not run out. */
export async function invitationFor(tx: Tx, token: string, now: Date): Promise<InvitationRow | undefined> {
  const [row] = await tx<InvitationRow[]>`
    select * from invitation_person(${digestOf(token)}) where expires_at > ${now}`
  return row
}

/** Uses the link up. False if somebody was quicker. */
export async function useInvitation(tx: Tx, la: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx`
    update invitations set used_at = ${now} where la_code = ${la} and id = ${id} and used_at is null returning 1`
  return rows.length === 1
}

// People and their roles.

/** The application's wall around people: oneself, the authority's people for its manager, own staff for a head. */
function personInScope(tx: Tx, viewer: Viewer, personId: Fragment): Fragment {
  if (viewer.unscoped || viewer.role === 'manager' || viewer.role === 'system') return tx`true`
  if (viewer.role !== 'headteacher') return tx`${personId} = ${viewer.personId}`
  return tx`(${personId} = ${viewer.personId} or exists (
    select 1 from grants scope_g where scope_g.la_code = ${viewer.la} and scope_g.person_id = ${personId}
      and scope_g.school_id = any (${viewer.schools as string[]}::uuid[])))`
}

export type ListedPerson = {
  id: string
  name: string
  email: string
  ready: boolean
  ended_at: Date | null
  roles: { role: Role; school: string | null }[]
}

/** People this viewer manages, by name; narrowed to those whose name, address or school holds the words. */
export function peopleOf(tx: Tx, viewer: Viewer, words: string, limit: number): Promise<ListedPerson[]> {
  const like = `%${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return tx<ListedPerson[]>`
    select p.id, p.name, p.email, p.totp_secret is not null as ready, p.ended_at, coalesce(held.roles, '[]') as roles
    from people p
    left join lateral (
      select jsonb_agg(jsonb_build_object('role', g.role, 'school', s.name) order by s.name nulls first, g.role) as roles,
             string_agg(lower(coalesce(s.name, '')), ' ') as schools
      from grants g left join schools s on s.la_code = g.la_code and s.id = g.school_id
      where g.la_code = p.la_code and g.person_id = p.id and g.ended_at is null
        and (g.ends_on is null or g.ends_on >= ${viewer.today}::date)
        and ${viewer.role === 'headteacher' ? schoolInScope(tx, viewer, tx`g.school_id`) : tx`true`}) held on true
    where p.la_code = ${viewer.la} and ${personInScope(tx, viewer, tx`p.id`)}
      and (${words} = '' or lower(p.name) like ${like} or lower(p.email) like ${like} or held.schools like ${like})
    order by (p.ended_at is not null), lower(p.name), p.id
    limit ${limit}`
}

export type ManagedPerson = {
  id: string
  name: string
  email: string
  ready: boolean
  demonstration: boolean
  added_at: Date
  ended_at: Date | null
  ended_why: string | null
}

/** One person this viewer manages. */
export async function managedPerson(tx: Tx, viewer: Viewer, id: string): Promise<ManagedPerson | undefined> {
  const [row] = await tx<ManagedPerson[]>`
    select id, name, email, totp_secret is not null as ready, demonstration, added_at, ended_at, ended_why
    from people p where p.la_code = ${viewer.la} and p.id = ${id} and ${personInScope(tx, viewer, tx`p.id`)}`
  return row
}

/** A person by address, ended or not. */
export async function personByEmail(tx: Tx, la: string, email: string): Promise<PersonRow | undefined> {
  const [row] = await tx<PersonRow[]>`
    select la_code, id, email, name, password_hash, totp_secret, demonstration, ended_at from people
    where la_code = ${la} and lower(email) = lower(${email})`
  return row
}

export async function insertPerson(
  tx: Tx,
  person: { la: string; name: string; email: string; demonstration?: boolean; secret?: string; id?: string },
): Promise<string> {
  const id = person.id ?? newId()
  await tx`
    insert into people (la_code, id, email, name, totp_secret, demonstration)
    values (${person.la}, ${id}, ${person.email}, ${person.name}, ${person.secret ?? null},
            ${person.demonstration ?? false})`
  return id
}

export async function endPersonRow(tx: Tx, la: string, id: string, now: Date, why: string): Promise<void> {
  await tx`update people set ended_at = ${now}, ended_why = ${why} where la_code = ${la} and id = ${id}`
}

/** Someone who had left and is asked back: the account is theirs again, with nothing it had before. */
export async function reviveRow(tx: Tx, la: string, id: string, name: string): Promise<void> {
  await tx`
    update people set ended_at = null, ended_why = null, name = ${name} where la_code = ${la} and id = ${id}`
}

export type GrantRow = {
  id: string
  role: Role
  school_id: string | null
  school: string | null
  starts_on: string
  ends_on: string | null
  given_name: string
  why: string
  ended_at: Date | null
  ended_name: string | null
  ended_why: string | null
}

/** A person's roles, with those that have ended, as far as this viewer may see them. */
export function grantsOf(tx: Tx, viewer: Viewer, personId: string): Promise<GrantRow[]> {
  return tx<GrantRow[]>`
    select g.id, g.role, g.school_id, s.name as school, g.starts_on, g.ends_on, g.given_name, g.why,
           g.ended_at, g.ended_name, g.ended_why
    from grants g left join schools s on s.la_code = g.la_code and s.id = g.school_id
    where g.la_code = ${viewer.la} and g.person_id = ${personId} and ${personInScope(tx, viewer, tx`g.person_id`)}
      and ${viewer.role === 'headteacher' ? schoolInScope(tx, viewer, tx`g.school_id`) : tx`true`}
    order by (g.ended_at is not null), g.starts_on desc, g.id limit 100`
}

export async function insertGrant(
  tx: Tx,
  grant: {
    la: string
    personId: string
    role: Role
    schoolId: string | undefined
    startsOn: string
    endsOn: string | undefined
    givenBy: string | undefined
    givenName: string
    why: string
  },
): Promise<void> {
  await tx`
    insert into grants (la_code, id, person_id, role, school_id, starts_on, ends_on, given_by, given_name, why)
    values (${grant.la}, ${newId()}, ${grant.personId}, ${grant.role}, ${grant.schoolId ?? null}, ${grant.startsOn},
            ${grant.endsOn ?? null}, ${grant.givenBy ?? null}, ${grant.givenName}, ${grant.why})`
}

/**
 * Has this person a role, now or later, for the authority or at a school that is none of these? Whoever could give such a
 * person a new way in could go in themselves.
 */
export async function holdsElsewhere(
  tx: Tx,
  system: Viewer,
  personId: string,
  schools: readonly string[],
): Promise<boolean> {
  const rows = await tx`
    select 1 from grants g
    where g.la_code = ${system.la} and g.person_id = ${personId} and g.ended_at is null
      and (g.ends_on is null or g.ends_on >= ${system.today}::date)
      and (g.school_id is null or g.school_id <> all (${schools as string[]}::uuid[]))
    limit 1`
  return rows.length > 0
}

/** Ends roles of a person: one, those at some schools, or all. Gives how many there were. */
export async function endGrants(
  tx: Tx,
  viewer: Viewer,
  which: { personId: string; grantId?: string; schools?: readonly string[] },
  now: Date,
  why: string,
): Promise<number> {
  const rows = await tx`
    update grants set ended_at = ${now}, ended_name = ${viewer.name}, ended_why = ${why}
    where la_code = ${viewer.la} and person_id = ${which.personId} and ended_at is null
      and ${which.grantId === undefined ? tx`true` : tx`id = ${which.grantId}`}
      and ${which.schools === undefined ? tx`true` : tx`school_id = any (${which.schools as string[]}::uuid[])`}
    returning 1`
  return rows.length
}

export async function insertAccessEvent(
  tx: Tx,
  event: {
    la: string
    by: string | undefined
    byName: string
    about?: string
    what: string
    detail?: object
  },
): Promise<void> {
  await tx`
    insert into access_events (la_code, id, by_person, by_name, about, what, detail)
    values (${event.la}, ${newId()}, ${event.by ?? null}, ${event.byName}, ${event.about ?? null}, ${event.what},
            ${tx.json((event.detail ?? {}) as never)})`
}

export type DemonstrationRow = { la_code: string; id: string; name: string; role: Role; organisation: string }

/** The made-up people one may sign in as with one press: nobody unless this database was made a demonstration. */
export function demonstrationPeople(tx: Tx): Promise<DemonstrationRow[]> {
  return tx<DemonstrationRow[]>`select * from demonstration_people() limit 5000`
}

export type OwnLookRow = { at: Date; page: string; role: string; organisation: string; why: string | null }

export type LookRow = {
  at: Date
  by_name: string
  role: string
  organisation: string
  page: string
  why: string | null
}

/**
 * Who looked at a child, newest first. A school sees its own people and the authority's: that another school looks at
 * a child says where the child is now. So may the page on which the authority looked (a possible match, a place offered)
 * and the words with which it opened what is protected: a school reads that the authority looked, and when; and no look
 * from before the child came on its register, which would say that the child was known then.
 */
export function looksAt(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  days: { from: string | undefined; until: string | undefined },
): Promise<LookRow[]> {
  const isSchool = viewer.side === 'school' && !viewer.unscoped
  const whose = isSchool
    ? tx`(l.schools && ${viewer.schools as string[]}::uuid[] or (l.schools = '{}' and l.at >= coalesce((
            select min(v.at) from enrolment_events v
            where v.la_code = ${viewer.la} and v.child_id = l.child_id and v.type = 'entered'
              and v.school_id = any (${viewer.schools as string[]}::uuid[])), '-infinity')))`
    : tx`true`
  const said = isSchool
    ? tx`case when l.schools = '{}' then '/children/:child' else l.page end as page,
         case when l.schools = '{}' and l.why is not null then 'Known to the authority' else l.why end as why`
    : tx`l.page, l.why`
  return tx<LookRow[]>`
    select l.at, l.by_name, l.role, l.organisation, ${said} from looks l
    where l.la_code = ${viewer.la} and l.child_id = ${childId} and ${childInScope(tx, viewer, tx`l.child_id`)}
      and ${whose}
      and ${days.from === undefined ? tx`true` : tx`l.at >= (${days.from}::date)::timestamp at time zone 'Europe/London'`}
      and ${days.until === undefined ? tx`true` : tx`l.at < (${days.until}::date + 1)::timestamp at time zone 'Europe/London'`}
    order by l.at desc, l.id desc limit 100`
}

/** What this person looked at lately: when and on which page, never whom. */
export function ownLooks(tx: Tx, viewer: Viewer): Promise<OwnLookRow[]> {
  return tx<OwnLookRow[]>`
    select at, page, role, organisation, why from looks
    where la_code = ${viewer.la} and person_id = ${viewer.personId}
    order by at desc, id desc limit 30`
}
