// All the SQL of partner agencies.
import { seesTheArea, type Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type Partner = {
  organisation: string
  kind: string
  contact_name: string
  contact_role: string
  phone: string
  email: string
  basis: string
  agreement: string
  agreement_until: string | null
  word_asked: string
}
export type PartnerRow = Partner & {
  id: string
  token: string
  kept_name: string
  ended_on: string | null
  ended_why: string | null
}

/** The people of partner agencies, those who may tell us first. */
export function partnersOf(tx: Tx, viewer: Viewer): Promise<(PartnerRow & { reports: number })[]> {
  return tx<(PartnerRow & { reports: number })[]>`
    select p.*, (select count(*)::int from reports_in r where r.la_code = p.la_code and r.partner_id = p.id) as reports
    from partners p where p.la_code = ${viewer.la} and ${seesTheArea(viewer)}
    order by (p.ended_on is not null), p.organisation, p.contact_name, p.id limit 300`
}

/** One of them. Throws NotFound out of scope. */
export async function partnerByToken(
  tx: Tx,
  viewer: Viewer,
  token: string,
  { hold = false } = {},
): Promise<PartnerRow> {
  const [row] = await tx<PartnerRow[]>`
    select p.* from partners p where p.la_code = ${viewer.la} and p.token = ${token} and ${seesTheArea(viewer)}
    ${hold ? tx`for update` : tx``}`
  if (!row) throw new NotFound('partner')
  return row
}

/** The partner of a link, for the system; nothing where there is none, or it has ended. */
export async function partnerById(tx: Tx, system: Viewer, id: string): Promise<PartnerRow | undefined> {
  const [row] = await tx<PartnerRow[]>`
    select p.* from partners p where p.la_code = ${system.la} and p.id = ${id} and p.ended_on is null`
  return row
}

export async function insertPartner(tx: Tx, viewer: Viewer, partner: Partner): Promise<string> {
  const token = newToken()
  await tx`
    insert into partners (la_code, id, token, organisation, kind, contact_name, contact_role, phone, email, basis, agreement,
                          agreement_until, word_asked, kept_name)
    values (${viewer.la}, ${newId()}, ${token}, ${partner.organisation}, ${partner.kind}, ${partner.contact_name},
            ${partner.contact_role}, ${partner.phone}, ${partner.email}, ${partner.basis}, ${partner.agreement},
            ${partner.agreement_until}, ${partner.word_asked}, ${viewer.name})`
  return token
}

export async function changePartner(tx: Tx, viewer: Viewer, id: string, partner: Partner): Promise<void> {
  await tx`
    update partners p set ${tx({ ...partner, kept_name: viewer.name })}, changed_at = now()
    where p.la_code = ${viewer.la} and p.id = ${id}`
}

export async function endPartner(tx: Tx, viewer: Viewer, id: string, why: string): Promise<void> {
  await tx`
    update partners p set ended_on = ${viewer.today}, ended_why = ${why}, kept_name = ${viewer.name}, changed_at = now()
    where p.la_code = ${viewer.la} and p.id = ${id} and p.ended_on is null`
}
