// What is to be done for a joiner, and by when.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { nthSchoolDayAfter, schoolCalendar } from '../calendar/school-calendar.ts'
import { beginsWithTheYear, joinerSteps, joinerTasks } from './joiner.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: localDate('2027-01-04'), endsOn: localDate('2027-03-25') },
])
const tasks = (entered: string, done: Parameters<typeof joinerTasks>[0]['done'] = [], previousSchool = '') =>
  joinerTasks({ calendar, entered: localDate(entered), previousSchool, done })

describe('the files of a joiner', () => {
  for (const [entered, ctf, protection] of [
    ['2026-11-16', '2026-12-04', '2026-11-20'],
    ['2026-11-17', '2026-12-07', '2026-11-21'],
    ['2026-12-14', '2027-01-15', '2026-12-18'],
  ] as const) {
    test(`entered on ${entered}: transfer file by ${ctf}, child protection file by ${protection}`, () => {
      const [ask, keep] = tasks(entered)
      assert.deepEqual([ask!.step, ask!.due], ['transfer file asked for', entered])
      assert.deepEqual([keep!.step, keep!.due], ['child protection file received', protection])
      assert.equal(tasks(entered, ['transfer file asked for'])[0]!.due, ctf)
    })
  }
  test('names the previous school, and ends when both have come or there is no child protection file', () => {
    assert.match(tasks('2026-11-16', [], 'Elm Primary')[0]!.says, /Ask Elm Primary/)
    assert.equal(tasks('2026-11-16', ['transfer file received']).length, 1)
    assert.deepEqual(tasks('2026-11-16', ['transfer file received', 'no child protection file']), [])
    assert.deepEqual(tasks('2026-11-16', ['transfer file received', 'child protection file received']), [])
  })
  test('past the end of the calendar no day is guessed', () => {
    assert.equal(tasks('2027-03-22', ['transfer file asked for'])[0]!.due, undefined)
  })
  test('whenever the name was entered: fifteen school days from the day before, and five days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.subarray([...joinerSteps]), (days, done) => {
        const entered = addDays(localDate('2026-11-03'), days)
        const before = addDays(entered, -1)
        for (const task of tasks(entered, done)) {
          assert(!done.includes(task.step))
          if (task.step === 'transfer file received')
            assert.equal(task.due, nthSchoolDayAfter(calendar, before, 15))
          if (task.step === 'child protection file received') assert.equal(task.due, addDays(before, 5))
        }
      }),
    )
  })
})

describe('who begins with the year', () => {
  const year = schoolCalendar([
    {
      kind: 'HALF_TERM',
      name: 'Autumn 1',
      startsOn: localDate('2026-09-02'),
      endsOn: localDate('2026-10-23'),
    },
    { kind: 'INSET', name: 'INSET', startsOn: localDate('2026-09-02'), endsOn: localDate('2026-09-02') },
  ])
  for (const [entered, junior, isIt] of [
    ['2026-09-01', true, true],
    ['2026-09-02', true, true],
    ['2026-09-03', true, true],
    ['2026-09-04', true, false],
    ['2026-09-03', false, false],
    ['2026-09-03', null, false],
  ] as const) {
    test(`entered on ${entered}, youngest class ${junior}: ${isIt}`, () =>
      assert.equal(beginsWithTheYear(year, localDate(entered), junior), isIt))
  }
  test('is asked for nothing, unless somebody wrote down a school', () => {
    const asked = (previousSchool: string) =>
      joinerTasks({
        calendar: year,
        entered: localDate('2026-09-03'),
        previousSchool,
        done: [],
        beginsWithTheYear: true,
      })
    assert.deepEqual(asked(''), [])
    assert.equal(asked('Elm Nursery School').length, 2)
  })
})
