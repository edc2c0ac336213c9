// All the SQL of access: the viewer's transaction, the application's own wall, looks, people, sessions.
import { applySettings, type Fragment, inTransaction, type Sql, type Tx } from '../platform/db.ts'
import { digestOf, newId } from '../platform/ids.ts'
import { isSchoolRole, type Role, systemViewer, type Viewer, viewerSettings } from './viewer.ts'

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
  if (viewer.unscoped || viewer.side !== 'school') return tx`true`
  const schools = viewer.schools as string[]
  return tx`(exists (select 1 from enrolments scope_e where scope_e.la_code = ${viewer.la}
      and scope_e.child_id = ${childId} and scope_e.school_id = any (${schools}::uuid[])
      and (scope_e.seen_until is null or scope_e.seen_until >= ${viewer.today}::date))
    or exists (select 1 from offers scope_o where scope_o.la_code = ${viewer.la}
      and scope_o.child_id = ${childId} and scope_o.school_id = any (${schools}::uuid[])
      and (scope_o.state = 'asked' or (scope_o.state = 'started' and scope_o.answered_on >= ${viewer.today}::date - 30))))`
}

/** The application's wall for rows that belong to a school: own school's, or any for the authority. */
export function schoolInScope(tx: Tx, viewer: Viewer, schoolId: Fragment): Fragment {
  if (viewer.unscoped || viewer.side !== 'school') return tx`true`
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
    insert into looks (la_code, id, person_id, by_name, role, organisation, child_id, page, why)
    select ${viewer.la}, l.id, ${viewer.personId}, ${viewer.name}, ${viewer.role}, ${viewer.organisation},
           l.child_id, ${page}, ${why ?? null}
    from unnest(${ids}::uuid[], ${children}::uuid[]) as l(id, child_id)`
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
    }[]
  >`select * from session_person(${hash})`
  if (!found) return undefined
  const idle = (now.getTime() - found.last_seen_at.getTime()) / 1000
  const age = (now.getTime() - found.started_at.getTime()) / 3_600_000
  if (idle > sessionIdleSeconds || age > sessionHours) return undefined
  const self = systemViewer(found.la_code, today)
  return asViewer(sql, { ...self, personId: found.person_id }, async tx => {
    const hats = await hatsOf(tx, found.la_code, found.person_id, today)
    const hat = hats.find(h => h.role === found.hat) ?? hats[0]
    if (!hat) return undefined
    // Written at most once a minute: a look at the clock is not worth a write on every request.
    if (idle > 60) {
      await tx`update sessions set last_seen_at = ${now} where la_code = ${found.la_code} and token_hash = ${hash}`
    }
    return {
      viewer: {
        la: found.la_code,
        side: isSchoolRole(hat.role) ? 'school' : 'authority',
        role: hat.role,
        personId: found.person_id,
        name: found.name,
        organisation: hat.organisation,
        schools: hat.schools,
        today,
      },
      personId: found.person_id,
      email: found.email,
      factorAt: found.factor_at ?? undefined,
      hats,
    }
  })
}

/** The roles a person holds on a day, school roles gathered over their schools; a closed school gives none. */
export async function hatsOf(tx: Tx, la: string, personId: string, today: string): Promise<Hat[]> {
  const rows = await tx<{ role: Role; authority: string; school: string | null; school_id: string | null }[]>`
    select g.role, a.name as authority, s.name as school, g.school_id
    from grants g
    join authorities a on a.la_code = g.la_code
    left join schools s on s.la_code = g.la_code and s.id = g.school_id
    where g.la_code = ${la} and g.person_id = ${personId} and g.ended_at is null
      and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on >= ${today})
      and (s.closed_on is null or s.closed_on > ${today})
    order by g.role, s.name`
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
