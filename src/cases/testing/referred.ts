// A child whom a school has referred, for tests: the case and the referral as the referral's own action writes them.
import { asViewer } from '../../access/store.ts'
import type { TestChild, TestPeople, TestPerson } from '../../access/testing/people.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { takeStep } from '../actions.ts'
import type { Level } from '../clocks.ts'
import { type CaseOpened, openCaseForReferral } from '../store.ts'

/** The school's DSL refers the child: the case first, then the referral with its id, in one transaction. */
export function refer(
  sql: Sql,
  people: TestPeople,
  child: TestChild,
  given: { level?: Level; on: string; startCode?: string },
): Promise<CaseOpened> {
  const viewer = people.right.dsl.viewer(given.on)
  const startCode = given.startCode ?? 'START-01'
  return asViewer(sql, viewer, async tx => {
    const referralId = newId()
    const schoolId = people.alder.id
    const opened = await openCaseForReferral(tx, viewer, {
      referralId,
      caseId: newId(),
      childId: child.id,
      schoolId,
      startCode,
      level: given.level ?? 'keep in view',
      on: given.on,
    })
    const answers = { kind: startCode, 'last-attended': '2026-10-30' }
    const missing = ['Nobody has visited the home']
    await tx`
      insert into referrals (la_code, id, token, reference, child_id, school_id, case_id, start_code, answers, missing,
                             sent_name, sent_on)
      values ('001', ${referralId}, ${referralId}, ${`R-${referralId.slice(-6)}`}, ${child.id}, ${schoolId},
              ${opened.caseId}, ${startCode}, ${tx.json(answers)}, ${tx.json(missing)}, ${viewer.name}, ${given.on})`
    return opened
  })
}

/** One step taken by a person of the authority on a day. Throws where it is refused. */
export async function taken(
  sql: Sql,
  person: TestPerson,
  on: string,
  token: string,
  decide: Parameters<typeof takeStep>[4],
): Promise<void> {
  const viewer = person.viewer(on)
  const result = await asViewer(sql, viewer, tx => takeStep(tx, viewer, token, '', decide))
  if (!result.done) throw new Error(result.refusals.map(refusal => refusal.says).join('. '))
}
