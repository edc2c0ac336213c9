// What the authority's nouns hold at size, beside the cases: reports from outside, requests to other bodies and authorities,
// visits, desks, places, free places. Written with few large statements, made up from the cases that are there.

import type { Sql } from '../src/platform/db.ts'
import { say } from './machine.ts'

const la = '001'
const today = '2026-11-20'

/** Fills an authority that `authorityAtSize` made. Takes the owner's connection. */
export async function fillAuthorityWork(owner: Sql): Promise<void> {
  const started = performance.now()
  const done = (what: string) => say(`  ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await owner`set synchronous_commit = off`
  await desksAndPeople(owner)
  await owner`
    create temporary table worked as
    select k.id, k.token, k.reference, k.child_id, k.opened_on, k.closed_on, row_number() over (order by md5(k.token))::int as n
    from cases k where k.la_code = ${la} and k.state not in ('received', 'triage', 'needs information', 'declined')
    order by (k.closed_on is not null), md5(k.token) limit 60000`
  await owner`create index on worked (n)`
  await agreementsAndRequests(owner)
  done('agreements and requests to other bodies')
  await owner`
    insert into visits (la_code, id, token, reference, case_id, child_id, state, reason, question, two_people, needed_by,
                        asked_by, asked_name, asked_on, planned_on, officer_id, officer_name, ended_on)
    select ${la}, gen_random_uuid(), 'bench-visit-' || n, 'V-' || n, id, child_id,
           case when closed_on is not null then 'done' when n % 3 = 0 then 'asked' else 'planned' end,
           'Nobody has seen the child', 'Does the child live there?', true, ${today}::date + 3, gen_random_uuid(),
           'An officer', least(opened_on, ${today}::date),
           case when closed_on is null and n % 3 = 0 then null else coalesce(closed_on, ${today}::date + n % 5) end,
           case when closed_on is null and n % 3 = 0 then null else (select id from people where email = 'field@example.org') end,
           'A field officer', closed_on
    from worked where closed_on is not null and n % 3 = 0 or closed_on is null and n % 8 = 0`
  done('visits')
  await owner`
    insert into desk_parts (la_code, id, token, child_id, case_id, desk, about, by_itself, asks, why, due, state, state_on,
                            given_on, given_name)
    select ${la}, md5('part' || n)::uuid, 'bench-part-' || n, child_id, id, 'sen-officer', 'bench ' || n, true,
           'What does the plan name?', 'The child has a plan', ${today}::date + (n % 11 - 3),
           case when closed_on is null then 'asked' else 'answered' end, opened_on, opened_on, 'Onroll'
    from worked where n % 6 = 0`
  await owner`
    insert into caseloads (la_code, id, child_id, role, about_id, why, given_name)
    select p.la_code, gen_random_uuid(), p.child_id, p.desk, p.id, p.why, 'Onroll' from desk_parts p where p.state = 'asked'`
  done('desks')
  await owner`
    insert into placings (la_code, case_id, child_id, reference, phase, phase_on, reason, out_since, found_on, offered_on,
                          started_on, year_group, owner_name, needs, with_admissions, ended_on)
    select ${la}, id, child_id, reference, case when closed_on is null then 'finding a place' else 'attending' end, opened_on,
           (array['OTHER', 'MOVED_LA', 'NOT_RECORDED', 'WAITING_START'])[1 + n % 4], opened_on - n % 30, opened_on + 5,
           case when closed_on is null then null else opened_on + 15 end, closed_on, n % 12, 'An officer', '', true, closed_on
    from worked`
  done('places')
  await owner`
    insert into authority_requests (la_code, id, token, reference, direction, kind, of_code, of_name, child_id, case_id,
                                    details, questions, why, legal_basis, asked_by, asked_on, needed_by, due_on, state, answer,
                                    ended_on)
    select ${la}, gen_random_uuid(), 'bench-request-' || n, 'Q-' || n, case when n % 2 = 0 then 'out' else 'in' end, 'enquiry',
           '202', 'Camden', child_id, id, '{"name": "A Child", "born": "2016-03-10"}', '{on-roll}', 'Said to have moved', 'Section 436A',
           'An officer', opened_on, opened_on + 5, opened_on + 5, case when closed_on is null then 'open' else 'answered' end,
           case when closed_on is null then null else '{"is": "no trace", "says": "Nothing found"}'::jsonb end, closed_on
    from worked where n % 10 = 0`
  done('other authorities')
  await owner`
    insert into vacancies (la_code, id, school_id, year_group, places, as_at, source, by_name)
    select ${la}, gen_random_uuid(), s.id, y, (y * 7 + d) % 9, ${today}::date - d * 20, 'file', 'Admissions'
    from schools s, generate_series(s.low_age - 4, s.high_age - 5) y, generate_series(0, 6) d where s.la_code = ${la}`
  done('free places')
  await owner`
    insert into reports_in (la_code, id, token, reference, how, level, danger, said, reply_wanted, came_at, came_on,
                            acknowledge_by, decide_by, state, next_due, settled_on)
    select ${la}, gen_random_uuid(), 'bench-report-' || n, 'P-' || n, 'the public', 'act this week', false,
           '{"children": [{"forename": "A", "surname": "Child", "age": "about 9"}], "others": "", "where": "Near the park", "when": "", "why": "At home on school days", "worry": "", "danger": "no"}',
           false, ${today}::date - n / 60, ${today}::date - n / 60, ${today}, ${today}::date + 1,
           case when n <= 600 then 'new' else 'not taken on' end, case when n <= 600 then ${today}::date + n % 5 - 2 end,
           case when n <= 600 then null else ${today}::date - n / 60 end
    from generate_series(1, 30000) n`
  await owner`
    insert into panels (la_code, id, token, kind, meets_on, made_by, made_name, held_at)
    select ${la}, gen_random_uuid(), 'bench-panel-' || n, 'cme', ${today}::date + 14 - n * 7, gen_random_uuid(), 'A manager',
           case when n > 3 then now() end
    from generate_series(1, 150) n`
  done('reports and panels')
  await owner`analyze`
  done('statistics')
}

/** One person for each of the other teams. */
async function desksAndPeople(owner: Sql): Promise<void> {
  const teams = [
    ['field', 'field-officer'],
    ['sen', 'sen-officer'],
    ['ehe', 'ehe-officer'],
    ['admissions', 'admissions-officer'],
    ['virtual', 'virtual-school'],
  ] as const
  for (const [name, role] of teams) {
    await owner`
      with made as (
        insert into people (la_code, id, email, name)
        values (${la}, gen_random_uuid(), ${`${name}@example.org`}, ${`A ${name} officer`}) returning id)
      insert into grants (la_code, id, person_id, role, starts_on, given_name, why)
      select ${la}, gen_random_uuid(), id, ${role}, '2024-09-01', 'Onroll', 'Made up' from made`
  }
}

async function agreementsAndRequests(owner: Sql): Promise<void> {
  await owner`
    insert into agreement_terms (la_code, id, agreement_id, token, number, partner, kind, covers, basis, fields, starts_on,
                                 ends_on, review_on, signed_ours, signed_theirs, contact, route, route_detail, officers,
                                 officer_names, form_reference, why, kept_by, kept_name, kept_on)
    select ${la}, md5('terms' || n)::uuid, md5('agreement' || n)::uuid, 'bench-agreement-' || n, 1, 'Body ' || n, 'other body',
           array['RL' || lpad((5 + n)::text, 2, '0')], 'Children Act 2004, section 10', '{name,born}', '2025-09-01', '2027-08-31',
           '2027-06-30', 'A', 'B', 'C', 'secure mail', 'body@example.org', '{}', '{}', '', '', gen_random_uuid(), 'A manager',
           '2025-09-01'
    from generate_series(1, 12) n`
  await owner`
    insert into check_requests (la_code, id, token, case_id, child_id, code, terms_id, agreement_id, partner, fields, says,
                                prepared_on, prepared_by, prepared_name, sent_on, sent_by, sent_name, route, sent_to, due,
                                settled_on, settled_how)
    select ${la}, gen_random_uuid(), 'bench-check-' || w.n || '-' || a, w.id, w.child_id, 'RL' || lpad((5 + a)::text, 2, '0'),
           md5('terms' || a)::uuid, md5('agreement' || a)::uuid, 'Body ' || a, '{name,born}', 'Do you know of this child?',
           w.opened_on, gen_random_uuid(), 'An officer', w.opened_on, gen_random_uuid(), 'An officer', 'secure mail',
           'body@example.org', w.opened_on + 10,
           case when w.closed_on is not null then w.opened_on + a * 3 when a > 2 then w.opened_on + a end,
           case when w.closed_on is not null or a > 2 then 'answered' end
    from worked w, generate_series(1, 5) a`
}
