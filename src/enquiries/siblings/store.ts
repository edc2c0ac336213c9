// All the SQL of questions about brothers and sisters. The school that asks reads its own rows, a school that is asked reads
// its own; what ties them together is read by the system alone.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'

/** How the rows of RS07 that came back from another school say who wrote them. */
export const fromAnotherSchool = 'Through Onroll'

export type SiblingQuestion = { id: string; asked_on: string; asked_name: string; to_authority: boolean }

/** That the viewer's school asked about this child, newest first: 20. */
export function siblingQuestionsOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  since = '1900-01-01',
): Promise<SiblingQuestion[]> {
  return tx<SiblingQuestion[]>`
    select q.id, q.asked_on, q.asked_name, q.to_authority from sibling_questions q
    where q.la_code = ${viewer.la} and q.child_id = ${childId} and q.asked_on >= ${since}
      and ${schoolInScope(tx, viewer, tx`q.school_id`)} and ${childInScope(tx, viewer, tx`q.child_id`)}
    order by q.asked_at desc limit 20`
}

/** Adds that a school asks today. Gives its id, or nothing where it asked today already. */
export async function addQuestion(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; schoolId: string; toAuthority: boolean },
): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    insert into sibling_questions (la_code, id, child_id, school_id, asked_on, asked_by, asked_name, to_authority)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${viewer.today}, ${viewer.personId},
            ${viewer.name}, ${given.toAuthority})
    on conflict (la_code, child_id, school_id, asked_on) do nothing
    returning id`
  return row?.id
}

/** Which of these children are on the register of another school than this one now: each child with each school. */
export function onOtherRolls(
  tx: Tx,
  system: Viewer,
  given: { children: readonly string[]; butNot: string },
): Promise<{ child_id: string; school_id: string }[]> {
  return tx`
    select distinct e.child_id, e.school_id from enrolments e
    where e.la_code = ${system.la} and e.child_id = any (${given.children as string[]}::uuid[])
      and e.school_id <> ${given.butNot} and e.entry_date <= ${system.today}
      and (e.leaving_date is null or e.leaving_date >= ${system.today})
      and ${childInScope(tx, system, tx`e.child_id`)}
    order by e.child_id, e.school_id limit 20`
}

export async function addAsk(
  tx: Tx,
  system: Viewer,
  given: { questionId: string; childId: string; schoolId: string },
): Promise<void> {
  await tx`
    insert into sibling_asks (la_code, id, token, question_id, child_id, school_id, asked_on)
    values (${system.la}, ${newId()}, ${newToken()}, ${given.questionId}, ${given.childId}, ${given.schoolId},
            ${system.today})
    on conflict (la_code, question_id, child_id, school_id) do nothing`
}

export type SiblingAsk = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  asked_on: string
  answer: string | null
  note: string | null
  answered_name: string | null
  answered_on: string | null
}

/**
 * What other schools ask of the viewer's schools about their own pupils: those without an answer, oldest first, or those
 * answered, newest first. None about a pupil who is protected: nobody but the authority is asked about one.
 */
export function siblingAsks(
  tx: Tx,
  viewer: Viewer,
  which: { answered: boolean; token?: string; limit?: number },
): Promise<SiblingAsk[]> {
  if (viewer.side === 'authority') return Promise.resolve([])
  return tx<SiblingAsk[]>`
    select a.id, a.token, a.child_id, c.token as child_token, c.surname, c.forename, a.school_id, s.name as school,
           a.asked_on, w.answer, w.note, w.answered_name, w.on_date as answered_on
    from sibling_asks a
    join children c on c.la_code = a.la_code and c.id = a.child_id
    join schools s on s.la_code = a.la_code and s.id = a.school_id
    left join sibling_answers w on w.la_code = a.la_code and w.ask_id = a.id
    where a.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and ${childInScope(tx, viewer, tx`a.child_id`)}
      and ${which.token === undefined ? tx`true` : tx`a.token = ${which.token}`}
      and ${which.token !== undefined ? tx`true` : which.answered ? tx`w.id is not null` : tx`w.id is null`}
      and a.asked_on >= ${viewer.today}::date - 120
      and not exists (select 1 from protections p where p.la_code = a.la_code and p.child_id = a.child_id)
    order by ${which.answered ? tx`a.asked_at desc` : tx`a.asked_at`}, a.id
    limit ${which.limit ?? 50}`
}

/** Adds an answer. Gives whether it was the first: one question has one answer. */
export async function addAnswer(
  tx: Tx,
  viewer: Viewer,
  given: {
    ask: Pick<SiblingAsk, 'id' | 'child_id' | 'school_id'>
    answer: string
    note: string
    nameShown: boolean
    passedOn: boolean
  },
): Promise<boolean> {
  const rows = await tx`
    insert into sibling_answers (la_code, id, ask_id, child_id, school_id, answer, note, name_shown, passed_on,
                                 answered_by, answered_name, on_date)
    values (${viewer.la}, ${newId()}, ${given.ask.id}, ${given.ask.child_id}, ${given.ask.school_id}, ${given.answer},
            ${given.note}, ${given.nameShown}, ${given.passedOn}, ${viewer.personId}, ${viewer.name}, ${viewer.today})
    on conflict (la_code, ask_id) do nothing
    returning 1`
  return rows.length > 0
}

/** Who asked, for the system: the child looked for and its school, and whether either child is protected by now. */
export async function askerOf(
  tx: Tx,
  system: Viewer,
  askId: string,
): Promise<{ child_id: string; school_id: string; is_protected: boolean } | undefined> {
  const [row] = await tx<{ child_id: string; school_id: string; is_protected: boolean }[]>`
    select q.child_id, q.school_id,
           exists (select 1 from protections p where p.la_code = q.la_code and p.child_id in (q.child_id, a.child_id))
             as is_protected
    from sibling_asks a join sibling_questions q on q.la_code = a.la_code and q.id = a.question_id
    where a.la_code = ${system.la} and a.id = ${askId} and ${childInScope(tx, system, tx`q.child_id`)}`
  return row
}

/** Is the child protected? Only that it is. */
export async function isProtected(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from protections p
    where p.la_code = ${viewer.la} and p.child_id = ${childId} and ${childInScope(tx, viewer, tx`p.child_id`)} limit 1`
  return rows.length > 0
}

/** What came back, in the checklist of the school that asked. */
export async function addReply(
  tx: Tx,
  system: Viewer,
  given: {
    childId: string
    schoolId: string
    from: string
    asked: string
    result: string
    note: string
  },
): Promise<void> {
  await tx`
    insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, asked, result, note, done_on,
                           by_person, by_name, by_role)
    values (${system.la}, ${newId()}, ${given.childId}, ${given.schoolId}, 'school', 'RS07', 'other', ${given.asked},
            ${given.result}, ${given.note}, ${system.today}, ${system.personId}, ${given.from}, ${fromAnotherSchool})`
}

export type ForAuthority = {
  question_id: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school: string
  asked_on: string
  asked_name: string
  /** What a school answered that was not passed on. */
  held: string | null
  settled: string | null
}

/** Questions that only the authority's officers may look into, those without an end first: 50. */
export function questionsForAuthority(tx: Tx, viewer: Viewer, questionId?: string): Promise<ForAuthority[]> {
  if (viewer.side !== 'authority') return Promise.resolve([])
  return tx<ForAuthority[]>`
    select q.id as question_id, q.child_id, c.token as child_token, c.surname, c.forename, s.name as school, q.asked_on,
           q.asked_name, h.answer as held, x.says as settled
    from sibling_questions q
    join children c on c.la_code = q.la_code and c.id = q.child_id
    join schools s on s.la_code = q.la_code and s.id = q.school_id
    left join lateral (
      select w.answer from sibling_asks a join sibling_answers w on w.la_code = a.la_code and w.ask_id = a.id
      where a.la_code = q.la_code and a.question_id = q.id and not w.passed_on order by w.at limit 1) h on true
    left join sibling_settled x on x.la_code = q.la_code and x.question_id = q.id
    where q.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`q.child_id`)}
      and ${questionId === undefined ? tx`(q.to_authority or h.answer is not null)` : tx`q.id = ${questionId}`}
      and (q.to_authority or h.answer is not null)
      and q.asked_on >= ${viewer.today}::date - 120
    order by (x.id is not null), q.asked_at limit 50`
}

/** Adds what the authority did with it. Gives whether it was the first. */
export async function addSettled(
  tx: Tx,
  viewer: Viewer,
  given: { questionId: string; says: string },
): Promise<boolean> {
  const rows = await tx`
    insert into sibling_settled (la_code, question_id, id, says, settled_by, settled_name, on_date)
    values (${viewer.la}, ${given.questionId}, ${newId()}, ${given.says}, ${viewer.personId}, ${viewer.name},
            ${viewer.today})
    on conflict (la_code, question_id) do nothing
    returning 1`
  return rows.length > 0
}

/** The school that asked a question, for the reply to it. */
export async function schoolOfQuestion(
  tx: Tx,
  viewer: Viewer,
  questionId: string,
): Promise<{ child_id: string; school_id: string } | undefined> {
  const [row] = await tx<{ child_id: string; school_id: string }[]>`
    select q.child_id, q.school_id from sibling_questions q
    where q.la_code = ${viewer.la} and q.id = ${questionId} and ${childInScope(tx, viewer, tx`q.child_id`)}
      and ${schoolInScope(tx, viewer, tx`q.school_id`)}`
  return row
}
