// Children for a census: off a roll, each with a case; and the counting of them to its end.
import { asViewer } from '../../access/store.ts'
import { makeChild, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import * as steps from '../../cases/steps.ts'
import { openCaseFromDoor } from '../../cases/store.ts'
import { taken } from '../../cases/testing/referred.ts'
import type { Sql } from '../../platform/db.ts'
import { countOn } from '../actions.ts'

const now = new Date('2026-11-20T10:00:00Z')

/** Children off Alder's roll since the summer, each with a case accepted in September. */
export async function offRoll(owner: Sql, app: Sql, people: TestPeople, many: number) {
  const made = []
  for (let i = 0; i < many; i++) {
    const child = await makeChild(owner, { school: people.alder, surname: `Counted${i}`, forename: 'Amina' })
    await owner`update enrolments set leaving_date = '2026-07-15', seen_until = '2026-08-15' where id = ${child.enrolmentId}`
    const viewer = people.right['cme-officer'].viewer('2026-09-10')
    const opened = await asViewer(app, viewer, tx =>
      openCaseFromDoor(tx, viewer, {
        childId: child.id,
        how: 'a telephone consultation',
        startCode: 'START-07',
        level: 'keep in view',
        says: 'A call',
        on: '2026-09-10',
      }),
    )
    await taken(app, people.right['cme-officer'], '2026-09-10', opened.token, (c, by) =>
      steps.accept(c, { level: 'keep in view', owner: by }, by),
    )
    made.push({ child, ...opened })
  }
  return made
}

export async function countAll(app: Sql, taking: string) {
  const system = systemViewer('001', '2026-11-20')
  let rounds = 0
  while (await asViewer(app, system, tx => countOn(tx, system, taking, now))) rounds += 1
  return rounds
}
