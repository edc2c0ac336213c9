import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { applyDays, type DayRows, rebuildStripsOfSchool } from './store.ts'

const viewer = systemViewer('001', '2026-03-02')

test('sheets are kept, strips follow, and can be rebuilt', async t => {
  const { owner, app } = await freshDatabase(t)
  const { alder } = await makePeople(owner)
  const one = await makeChild(owner, { school: alder })
  const two = await makeChild(owner, { school: alder })
  let minute = 0
  const give = (days: Omit<DayRows, 'schoolId' | 'recordedAt'>[], recordedAt: number[] | null = null) =>
    asViewer(app, viewer, tx =>
      applyDays(
        tx,
        viewer,
        { importId: newId(), receivedAt: new Date(Date.UTC(2026, 2, 2, 9, minute++)) },
        days.map(day => ({ ...day, schoolId: alder.id, recordedAt })),
      ),
    )
  const marks = async (id: string, day: LocalDate) => {
    const { placeOf } = await import('./sheet.ts')
    const place = placeOf(day)!
    const [strip] = await owner<{ marks: string }[]>`
      select marks from strips where enrolment_id = ${id} and school_year = ${place.schoolYear}`
    return strip?.marks.slice(place.at, place.at + 2)
  }
  const monday = localDate('2026-02-23')
  const tuesday = localDate('2026-02-24')
  const saturday = localDate('2026-02-28')

  const first = await give([{ day: monday, enrolments: [one.enrolmentId, two.enrolmentId], marks: '//NN' }])
  assert.deepEqual(
    { ...first, replaced: first.replaced.length },
    { sheets: 1, rowsNew: 2, rowsKnown: 0, marksChanged: 2, replaced: 0 },
  )
  assert.equal(await marks(two.enrolmentId, monday), 'NN')

  const again = await give([{ day: monday, enrolments: [one.enrolmentId, two.enrolmentId], marks: '//NN' }])
  assert.deepEqual([again.sheets, again.rowsNew, again.rowsKnown], [0, 0, 2])

  const corrected = await give([
    { day: monday, enrolments: [two.enrolmentId], marks: 'I ' },
    { day: tuesday, enrolments: [one.enrolmentId, two.enrolmentId], marks: '////' },
    { day: saturday, enrolments: [one.enrolmentId], marks: '//' },
  ])
  assert.equal(corrected.sheets, 3)
  assert.deepEqual(
    corrected.replaced.map(r => [r.enrolment, r.day, r.was, r.is]),
    [[two.enrolmentId, '2026-02-23', 'NN', 'IN']],
  )
  assert.equal(await marks(two.enrolmentId, monday), 'IN')
  assert.equal(await marks(two.enrolmentId, tuesday), '//')
  const [sheets] = await owner<{ n: number }[]>`select count(*)::int as n from sheets where day = ${monday}`
  assert.equal(sheets!.n, 2, 'the old mark is kept')

  const check = () =>
    asViewer(app, viewer, tx => rebuildStripsOfSchool(tx, viewer, alder.id, { mend: false }))
  assert.deepEqual(await check(), { enrolments: 2, strips: 2, differ: 0 })
  await owner`update strips set marks = overlay(marks placing 'ZZ' from 11 for 2) where enrolment_id = ${one.enrolmentId}`
  assert.equal((await check()).differ, 1)
  await asViewer(app, viewer, tx => rebuildStripsOfSchool(tx, viewer, alder.id, { mend: true }))
  assert.equal((await check()).differ, 0)
})

test('a sheet can be neither changed nor taken away by the application', async t => {
  const { owner, app } = await freshDatabase(t)
  const { alder } = await makePeople(owner)
  const child = await makeChild(owner, { school: alder })
  await asViewer(app, viewer, tx =>
    applyDays(tx, viewer, { importId: newId(), receivedAt: new Date() }, [
      {
        schoolId: alder.id,
        day: localDate('2026-02-23'),
        enrolments: [child.enrolmentId],
        marks: 'NN',
        recordedAt: null,
      },
    ]),
  )
  await assert.rejects(
    asViewer(app, viewer, tx => tx`update sheets set marks = '//'`),
    /permission denied/,
  )
  await assert.rejects(
    asViewer(app, viewer, tx => tx`delete from sheets`),
    /permission denied/,
  )
})
