// A request between authorities, for the walk over all pages: what we asked another about a child of ours, and how it is reached.
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type AuthorityRecords = { request: string; authority: string }

/** Writes them for a case of the authority. `say` gives a text with the word in it that gives it away. */
export async function makeAuthorityRecords(
  owner: Sql,
  of: { la: string; caseToken: string; childId: string; today: string },
  say: (what: string) => string,
): Promise<AuthorityRecords> {
  const [row] = await owner<{ id: string }[]>`select id from cases where token = ${of.caseToken}`
  const made = { request: newToken(), authority: '202' }
  const id = newId()
  await owner`insert into authority_contacts ${owner({
    la_code: of.la,
    id: newId(),
    of_code: made.authority,
    contact_name: say('contact'),
    email: 'cme@example.org',
    phone: '07700 900123',
    hours: say('hours'),
    reply_days: 5,
    escalation: say('manager there'),
    why: say('page'),
    by_person: newId(),
    by_name: 'A test',
    on_day: of.today,
  })}`
  await owner`insert into authority_requests ${owner({
    la_code: of.la,
    id,
    token: made.request,
    reference: 'A-900',
    direction: 'out',
    kind: 'enquiry',
    of_code: made.authority,
    of_name: 'Camden',
    child_id: of.childId,
    case_id: row!.id,
    details: owner.json({ name: say('child'), born: '2015-02-03' }),
    questions: ['on-roll'],
    why: say('why'),
    legal_basis: 'Section 436A of the Education Act 1996',
    wording: say('wording'),
    asked_by: say('asker'),
    asked_on: of.today,
    needed_by: of.today,
    due_on: of.today,
  })}`
  await owner`insert into authority_request_steps ${owner({
    la_code: of.la,
    request_id: id,
    id: newId(),
    on_day: of.today,
    side: 'ours',
    step: 'asked',
    says: say('asked'),
    shared: true,
    by_name: 'A test',
    how: 'in Onroll',
  })}`
  return made
}
