// A check in every stage, for the walk over all pages: an agreement, a request that was sent, an answer by a link that waits.
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

export type CheckRecords = { agreement: string; request: string; reply: string }

/** Writes them for a case of the authority. `say` gives a text with the word in it that gives it away. */
export async function makeCheckRecords(
  owner: Sql,
  of: { la: string; caseToken: string; childId: string; today: string },
  say: (what: string) => string,
): Promise<CheckRecords> {
  const [row] = await owner<{ id: string }[]>`select id from cases where token = ${of.caseToken}`
  const at = { la_code: of.la, case_id: row!.id, child_id: of.childId }
  const made = { agreement: newToken(), request: newToken(), reply: newToken() }
  const terms = newId()
  const agreementId = newId()
  await owner`insert into agreement_terms ${owner({
    la_code: of.la,
    id: terms,
    agreement_id: agreementId,
    token: made.agreement,
    number: 1,
    partner: say('health'),
    kind: 'other body',
    covers: ['RL15', 'RL01', 'RL20'],
    basis: say('basis'),
    fields: ['name', 'date-of-birth', 'last-address'],
    starts_on: '2026-09-01',
    ends_on: '2027-08-31',
    review_on: '2027-06-01',
    signed_ours: say('signed'),
    signed_theirs: say('signed there'),
    contact: say('contact'),
    route: 'secure mail',
    route_detail: say('box'),
    officers: [] as string[],
    officer_names: [] as string[],
    form_reference: '',
    why: '',
    kept_by: newId(),
    kept_name: say('keeper'),
    kept_on: '2026-09-01',
  })}`
  const ask = (code: string, given: Record<string, string>) => {
    const id = newId()
    return owner`insert into check_requests ${owner({
      ...at,
      id,
      token: newToken(),
      code,
      terms_id: terms,
      agreement_id: agreementId,
      partner: say('health'),
      fields: ['name'],
      says: say('request text'),
      prepared_on: '2026-11-10',
      prepared_by: newId(),
      prepared_name: say('asker'),
      ...given,
    })}`.then(() => id)
  }
  const sent = {
    sent_on: '2026-11-10',
    sent_by: newId(),
    sent_name: say('sender'),
    route: 'secure mail',
    sent_to: say('sent to'),
    due: '2026-11-17',
  }
  const first = await ask('RL15', { ...sent, token: made.request })
  await ask('RL20', {})
  await owner`insert into check_replies ${owner({
    ...at,
    id: newId(),
    token: made.reply,
    request_id: first,
    code: 'RL15',
    how: 'by link',
    result: 'something found',
    fact: say('what they know'),
    pasted: '',
    last_contact_on: '2026-11-01',
    area: say('area'),
    answered_by: say('answerer'),
    reference: say('their reference'),
    basis: '',
    received_on: of.today,
    entered_name: say('by link'),
    link_id: newId(),
  })}`
  await owner`insert into check_notes ${owner({
    ...at,
    id: newId(),
    code: 'RL17',
    kind: 'no agreement',
    partner: '',
    says: say('refused'),
    route: '',
    by_person: newId(),
    by_name: say('refused to'),
    on_date: of.today,
  })}`
  return made
}
