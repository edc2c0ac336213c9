// All the SQL of checks: agreements, requests, answers, searches of the lost pupils area.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { isRoute, isSharedField, type NewTerms, type Terms } from './agreement.ts'

/** The application's wall for what checks hold: the area's, and of a protected child for those who may open what is protected. */
export function checksInScope(tx: Tx, viewer: Viewer, childId: Fragment): Fragment {
  const area = tx`${seesTheArea(viewer)} and ${childInScope(tx, viewer, childId)}`
  if (viewer.unscoped || may(viewer, 'protected.open')) return area
  return tx`${area} and not exists (select 1 from protections scope_p
    where scope_p.la_code = ${viewer.la} and scope_p.child_id = ${childId})`
}

// ---- Agreements ----

type TermsRow = {
  id: string
  agreement_id: string
  token: string
  number: number
  partner: string
  kind: Terms['kind']
  covers: string[]
  basis: string
  fields: string[]
  starts_on: string
  ends_on: string | null
  review_on: string
  signed_ours: string
  signed_theirs: string
  contact: string
  route: string
  route_detail: string
  officers: string[]
  officer_names: string[]
  form_reference: string
  why: string
  kept_name: string
  kept_on: string
}
/** A version of an agreement, and who changed it then, and why. */
export type TermsKept = Terms & { why: string; keptName: string; keptOn: LocalDate }

const termsOf = (row: TermsRow): TermsKept => ({
  id: row.id,
  agreementId: row.agreement_id,
  token: row.token,
  number: row.number,
  partner: row.partner,
  kind: row.kind,
  covers: row.covers,
  basis: row.basis,
  fields: row.fields.filter(isSharedField),
  startsOn: localDate(row.starts_on),
  endsOn: row.ends_on === null ? undefined : localDate(row.ends_on),
  reviewOn: localDate(row.review_on),
  signedOurs: row.signed_ours,
  signedTheirs: row.signed_theirs,
  contact: row.contact,
  route: isRoute(row.route) ? row.route : 'by hand',
  routeDetail: row.route_detail,
  officers: row.officers,
  officerNames: row.officer_names,
  formReference: row.form_reference,
  why: row.why,
  keptName: row.kept_name,
  keptOn: localDate(row.kept_on),
})

const termsColumns = (tx: Tx) => tx`
  t.id, t.agreement_id, t.token, t.number, t.partner, t.kind, t.covers, t.basis, t.fields, t.starts_on, t.ends_on, t.review_on,
  t.signed_ours, t.signed_theirs, t.contact, t.route, t.route_detail, t.officers, t.officer_names, t.form_reference, t.why,
  t.kept_name, t.kept_on`

/** More agreements than any authority has. */
const agreementsMax = 500

/** Every agreement as it stands since its last change, by the name of the body. */
export async function agreementsNow(tx: Tx, viewer: Viewer): Promise<TermsKept[]> {
  const rows = await tx<TermsRow[]>`
    select * from (
      select distinct on (t.agreement_id) ${termsColumns(tx)} from agreement_terms t
      where t.la_code = ${viewer.la} and ${seesTheArea(viewer)}
      order by t.agreement_id, t.number desc) latest
    order by lower(partner), agreement_id limit ${agreementsMax}`
  return rows.map(termsOf)
}

/** One agreement with all that it has been, the newest first. Throws NotFound where there is none. */
export async function agreementByToken(tx: Tx, viewer: Viewer, token: string): Promise<TermsKept[]> {
  const rows = await tx<TermsRow[]>`
    select ${termsColumns(tx)} from agreement_terms t
    where t.la_code = ${viewer.la} and t.token = ${token} and ${seesTheArea(viewer)}
    order by t.number desc limit 100`
  if (rows.length === 0) throw new NotFound('agreement')
  return rows.map(termsOf)
}

/** Keeps two people from changing the register at once. */
export async function holdAgreements(tx: Tx, viewer: Viewer): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${viewer.la} agreements`}, 2))`
}

/** Adds a version of an agreement: a new one where `of` is absent. Gives its token. */
export async function insertTerms(
  tx: Tx,
  viewer: Viewer,
  given: NewTerms,
  of?: Pick<Terms, 'agreementId' | 'token' | 'number'>,
): Promise<string> {
  const token = of?.token ?? newToken()
  await tx`
    insert into agreement_terms ${tx({
      la_code: viewer.la,
      id: newId(),
      agreement_id: of?.agreementId ?? newId(),
      token,
      number: (of?.number ?? 0) + 1,
      partner: given.partner,
      kind: given.kind,
      covers: [...given.covers],
      basis: given.basis,
      fields: [...given.fields],
      starts_on: given.startsOn,
      ends_on: given.endsOn ?? null,
      review_on: given.reviewOn,
      signed_ours: given.signedOurs,
      signed_theirs: given.signedTheirs,
      contact: given.contact,
      route: given.route,
      route_detail: given.routeDetail,
      officers: [...given.officers],
      officer_names: [...given.officerNames],
      form_reference: given.formReference,
      why: given.why,
      kept_by: viewer.personId,
      kept_name: viewer.name,
      kept_on: viewer.today,
    })}`
  return token
}
