// Records of the authority's doors for a walk over every page: a call about a child, who made it, an exclusion.
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type IntakeRecords = { told: string; teller: string; exclusion: string }

/** Makes them in the authority's words; the exclusion is the school's, in the school's. */
export async function makeIntakeRecords(
  owner: Sql,
  given: {
    la: string
    childId: string
    schoolId: string
    enrolmentId: string
    caseToken: string
    today: string
  },
  office: (what: string) => string,
  school: (what: string) => string,
): Promise<IntakeRecords> {
  const { la: la_code, childId: child_id, today } = given
  const [told, teller, exclusion] = [newToken(), newToken(), newToken()]
  const [id, tellerId, suspension_id] = [newId(), newId(), newId()]
  const [row] = await owner<
    { id: string }[]
  >`select id from cases where la_code = ${la_code} and token = ${given.caseToken}`
  const by = { by_person: newId(), by_name: office('officer') }
  await owner`insert into consultations ${owner({
    la_code,
    id,
    token: told,
    reference: `T-${told.slice(0, 6)}`,
    how: 'telephone',
    received_on: '2026-11-18',
    received_at: '09:30',
    teller: 'agency',
    teller_name: office('caller'),
    organisation: office('housing office'),
    said: office('was told'),
    home_lines: office('home'),
    postcode: 'ZZ99 1AA',
    parent_name: office('parent'),
    parent_phone: '07700 900123',
    reply_wanted: true,
    reply_how: 'email',
    reply_to: 'canaryoffice@example.org',
    reply_safe: office('safely'),
    same_as: told,
    ...by,
    recorded_on: today,
  })}`
  await owner`insert into consultation_children ${owner({
    la_code,
    id: newId(),
    consultation_id: id,
    number: 1,
    given: owner.json({ surname: office('surname'), forename: 'Amina' }),
    by_name: office('officer'),
  })}`
  await owner`insert into consultation_ends ${owner({
    la_code,
    consultation_id: id,
    what: 'cases',
    advice: '',
    adviser: '',
    start_code: 'START-13',
    level: 'act this week',
    ...by,
    ended_on: today,
  })}`
  await owner`insert into consultation_cases ${owner({
    la_code,
    consultation_id: id,
    number: 1,
    child_id,
    case_id: row!.id,
    was: 'known',
    joined: true,
  })}`
  await owner`insert into tellers ${owner({
    la_code,
    id: tellerId,
    token: teller,
    case_id: row!.id,
    child_id,
    door: 'consultation',
    source_id: id,
    reference: `T-${told.slice(0, 6)}`,
    professional: true,
    name: office('caller'),
    organisation: office('housing office'),
    reply_how: 'email',
    reply_to: 'canaryoffice@example.org',
    reply_safe: office('safely'),
    told_on: '2026-11-18',
  })}`
  await owner`insert into teller_steps ${owner({
    la_code,
    id: newId(),
    teller_id: tellerId,
    child_id,
    stage: 'acknowledgement',
    what: 'told',
    how: office('by email'),
    says: office('words'),
    ...by,
    on_date: today,
  })}`
  await owner`insert into suspensions ${owner({
    la_code,
    id: suspension_id,
    token: exclusion,
    child_id,
    school_id: given.schoolId,
    enrolment_id: given.enrolmentId,
    kind: 'permanent exclusion',
    first_day: '2026-11-10',
    reasons: school('excluded for'),
    by_name: school('head'),
    recorded_on: '2026-11-10',
  })}`
  await owner`insert into exclusion_steps ${owner({
    la_code,
    id: newId(),
    suspension_id,
    child_id,
    number: 1,
    what: 'in place',
    starts_on: '2026-11-17',
    place: office('unit'),
    says: office('hours'),
    ...by,
    on_date: today,
  })}`
  return { told, teller, exclusion }
}
