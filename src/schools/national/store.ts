// The national list of schools, as last read, and the authority's own schools among them. Nothing here is about a child.
import type { Tx } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type Establishment = {
  urn: string
  laCode: string
  dfeNumber: string
  name: string
  typeCode: string | null
  phaseCode: string | null
  statusCode: string | null
  lowAge: number | null
  highAge: number | null
  openedOn: string | null
  closedOn: string | null
  street: string | null
  town: string | null
  postcode: string | null
  telephone: string | null
  changedOn: string | null
}

export type Upserted = { urn: string; isNew: boolean }

/** Keeps these rows of the national list; gives those that were new or said something else before. */
export async function keepEstablishments(tx: Tx, rows: readonly Establishment[]): Promise<Upserted[]> {
  if (rows.length === 0) return []
  const kept = await tx<{ urn: string; is_new: boolean }[]>`
    insert into establishments as e (urn, la_code, dfe_number, name, type_code, phase_code, status_code, low_age, high_age,
      opened_on, closed_on, street, town, postcode, telephone, changed_on)
    select * from unnest(
      ${rows.map(r => r.urn)}::text[], ${rows.map(r => r.laCode)}::text[], ${rows.map(r => r.dfeNumber)}::text[],
      ${rows.map(r => r.name)}::text[], ${rows.map(r => r.typeCode)}::text[], ${rows.map(r => r.phaseCode)}::text[],
      ${rows.map(r => r.statusCode)}::text[], ${rows.map(r => r.lowAge)}::int[], ${rows.map(r => r.highAge)}::int[],
      ${rows.map(r => r.openedOn)}::date[], ${rows.map(r => r.closedOn)}::date[], ${rows.map(r => r.street)}::text[],
      ${rows.map(r => r.town)}::text[], ${rows.map(r => r.postcode)}::text[], ${rows.map(r => r.telephone)}::text[],
      ${rows.map(r => r.changedOn)}::date[])
    on conflict (urn) do update set la_code = excluded.la_code, dfe_number = excluded.dfe_number, name = excluded.name,
      type_code = excluded.type_code, phase_code = excluded.phase_code, status_code = excluded.status_code,
      low_age = excluded.low_age, high_age = excluded.high_age, opened_on = excluded.opened_on,
      closed_on = excluded.closed_on, street = excluded.street, town = excluded.town, postcode = excluded.postcode,
      telephone = excluded.telephone, changed_on = excluded.changed_on
      -- An older list never takes the place of a newer one.
      where (e.changed_on is null or excluded.changed_on is null or excluded.changed_on >= e.changed_on)
        and (e.*) is distinct from (excluded.*)
    returning e.urn, (xmax = 0) as is_new`
  return kept.map(row => ({ urn: row.urn, isNew: row.is_new }))
}

export type OwnSchool = {
  urn: string
  dfeNumber: string
  name: string
  phase: string
  lowAge: number | null
  highAge: number | null
  telephone: string | null
  openedOn: string | null
  closedOn: string | null
}

/** Adds the authority's own schools, and brings what it has up to the list. A closed school is closed, never deleted. */
export async function keepOwnSchools(tx: Tx, la: string, rows: readonly OwnSchool[]): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into schools as s (la_code, id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on)
    select ${la}, n.* from unnest(
      ${rows.map(() => newId())}::uuid[], ${rows.map(() => newToken())}::text[], ${rows.map(r => r.urn)}::text[],
      ${rows.map(r => r.dfeNumber)}::text[], ${rows.map(r => r.name)}::text[], ${rows.map(r => r.phase)}::text[],
      ${rows.map(r => r.lowAge)}::int[], ${rows.map(r => r.highAge)}::int[], ${rows.map(r => r.telephone)}::text[],
      ${rows.map(r => r.openedOn)}::date[], ${rows.map(r => r.closedOn)}::date[])
      as n(id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on)
    -- A closed school we never had is nobody's work.
    where n.closed_on is null or exists (select 1 from schools k where k.la_code = ${la} and k.urn = n.urn)
    on conflict (la_code, urn) do update set dfe_number = excluded.dfe_number, name = excluded.name,
      phase = excluded.phase, low_age = excluded.low_age, high_age = excluded.high_age,
      telephone = excluded.telephone, opened_on = excluded.opened_on, closed_on = excluded.closed_on
      where s.la_code = ${la}`
}
