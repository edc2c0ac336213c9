import assert from 'node:assert/strict'
import test from 'node:test'
import { makePeople } from '../access/testing/people.ts'
import { viewerSettings } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { isSchoolDay } from '../calendar/school-calendar.ts'
import { inTransaction } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import {
  calendarFor,
  calendarsOf,
  insertCalendarVersion,
  insertSetting,
  settingsFor,
  termDatesOf,
  versionedCalendarFor,
} from './store.ts'

const year = (starts: string, ends: string) =>
  [{ kind: 'HALF_TERM', name: 'Autumn 1', startsOn: starts, endsOn: ends }] as const

test('a school’s own dates hold for the year they are given for; the latest version holds', async t => {
  const { owner, app } = await freshDatabase(t)
  const { right, alder, birch } = await makePeople(owner)
  const manager = right.manager.viewer('2026-11-20')
  await inTransaction(app, viewerSettings(manager), async tx => {
    const first = await insertCalendarVersion(tx, manager, {
      academicYear: '2026/27',
      rows: year('2026-09-02', '2026-10-23'),
    })
    await insertCalendarVersion(tx, manager, {
      academicYear: '2025/26',
      rows: year('2025-09-02', '2025-10-24'),
    })
    const own = await insertCalendarVersion(tx, manager, {
      academicYear: '2026/27',
      schoolId: alder.id,
      rows: year('2026-09-07', '2026-10-23'),
    })
    const [alders, birchs] = [
      await versionedCalendarFor(tx, manager, alder.id),
      await calendarFor(tx, manager, birch.id),
    ]
    assert.equal(alders.version, own)
    assert.equal(isSchoolDay(alders.calendar, localDate('2026-09-02')), false)
    assert.equal(isSchoolDay(birchs, localDate('2026-09-02')), true)
    // No dates of its own for the year before: the authority's hold.
    assert.equal(isSchoolDay(alders.calendar, localDate('2025-09-02')), true)

    const second = await insertCalendarVersion(tx, manager, {
      academicYear: '2026/27',
      rows: year('2026-09-03', '2026-10-23'),
    })
    assert.notEqual(first, second)
    assert.equal(isSchoolDay(await calendarFor(tx, manager, birch.id), localDate('2026-09-02')), false)
    const all = await calendarsOf(tx, manager)
    assert.deepEqual(all(alder.id).calendar.days, alders.calendar.days)
    assert.deepEqual(all(birch.id).calendar.days, (await calendarFor(tx, manager, undefined)).days)
  })
})

test('a line for some year groups closes the school to them alone', async t => {
  const { owner, app } = await freshDatabase(t)
  const { right, alder, birch } = await makePeople(owner)
  const manager = right.manager.viewer('2026-11-20')
  await inTransaction(app, viewerSettings(manager), async tx => {
    const staffDay = {
      kind: 'INSET',
      name: 'Staff day',
      startsOn: '2026-10-09',
      endsOn: '2026-10-09',
    } as const
    await insertCalendarVersion(tx, manager, {
      academicYear: '2026/27',
      rows: [...year('2026-09-02', '2026-10-23'), { ...staffDay, yearGroups: [7, 8] }],
    })
    await insertCalendarVersion(tx, manager, {
      academicYear: '2026/27',
      schoolId: alder.id,
      rows: year('2026-09-02', '2026-10-23'),
    })
    assert.deepEqual(
      (await termDatesOf(tx, manager, '2026/27')).map(row => row.year_groups),
      [null, [7, 8]],
    )
    const on = localDate('2026-10-09')
    const open = async (yearGroup?: number) =>
      isSchoolDay(await calendarFor(tx, manager, birch.id, yearGroup), on)
    assert.deepEqual([await open(), await open(7), await open(9)], [true, false, true])
    const of = await calendarsOf(tx, manager)
    assert.equal(isSchoolDay(of(birch.id, { group: 7, in: 2026 }).calendar, on), false)
    assert.equal(isSchoolDay(of(birch.id, { group: 6, in: 2025 }).calendar, on), false)
    assert.equal(isSchoolDay(of(birch.id, { group: 8, in: 2025 }).calendar, on), true)
    assert.equal(of(birch.id, 8), of(birch.id, 8))
    assert.equal(of(birch.id, 8).version, of(birch.id).version)
    assert.equal(of(alder.id, 7), of(alder.id), 'one calendar where no line is for some')
    assert.notEqual(of(birch.id, 7).calendar, of(birch.id).calendar)
    const known = await versionedCalendarFor(tx, manager, birch.id, new Date('2020-01-01'), 7)
    assert.deepEqual(known.calendar.days, [])
  })
})

test('a line is for no year group that there is not', async t => {
  const { owner, app } = await freshDatabase(t)
  const { right } = await makePeople(owner)
  const manager = right.manager.viewer('2026-11-20')
  for (const yearGroups of [[], [15], [-2], [7, 99]]) {
    const rows = [
      { kind: 'INSET', name: '', startsOn: '2026-10-09', endsOn: '2026-10-09', yearGroups },
    ] as const
    const insert = inTransaction(app, viewerSettings(manager), tx =>
      insertCalendarVersion(tx, manager, { academicYear: '2026/27', rows }),
    )
    await assert.rejects(insert, /term_dates_year_groups_check/)
  }
})

test('a setting holds from its day, and never beyond the limit', async t => {
  const { owner, app } = await freshDatabase(t)
  const { right } = await makePeople(owner)
  const manager = right.manager.viewer('2026-11-20')
  await inTransaction(app, viewerSettings(manager), async tx => {
    assert.equal((await settingsFor(tx, manager))['referral-day'], 10)
    await insertSetting(tx, manager, { key: 'referral-day', value: 5, fromOn: '2026-12-01', why: 'Agreed' })
    assert.equal((await settingsFor(tx, manager))['referral-day'], 10)
    assert.equal((await settingsFor(tx, manager, '2026-12-01'))['referral-day'], 5)
    await insertSetting(tx, manager, {
      key: 'referral-day',
      value: 30,
      fromOn: '2026-12-02',
      why: 'Too late',
    })
    assert.equal((await settingsFor(tx, manager, '2026-12-02'))['referral-day'], 10)
  })
})
