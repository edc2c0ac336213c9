// What the register shows a removal would rest on: since when, how far, what speaks against it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { exampleCalendar } from '../calendar/worked-examples.ts'
import { absenceNow } from './absence-now.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import type { EnrolmentFacts } from './register-findings.ts'

type Facts = Partial<EnrolmentFacts>
const now = (ground: string, marks: SaidMarks, on: string, facts: Facts = {}) =>
  absenceNow(exampleCalendar, pupilWith(exampleCalendar, marks, facts), ground, localDate(on))
const leave = (from: string, to: string) => ({ startsOn: localDate(from), endsOn: localDate(to) })

describe('for ground I', () => {
  const twenty = { '2025-09-15..2025-10-24': 'O' }

  test('the run, its twentieth day, and the last day in school before it', () => {
    assert.deepEqual(now('R9-I', twenty, '2025-10-24'), {
      since: '2025-09-15',
      lastInSchoolOn: '2025-09-12',
      run: { since: '2025-09-15', twentyDaysOn: '2025-10-10' },
      otherCodes: [],
    })
  })

  test('with no run yet, the absence from the day after the last in school', () => {
    assert.deepEqual(now('R9-I', twenty, '2025-10-09'), {
      since: '2025-09-15',
      lastInSchoolOn: '2025-09-12',
      otherCodes: [],
    })
    assert.deepEqual(now('R9-I', twenty, '2025-09-12'), { lastInSchoolOn: '2025-09-12', otherCodes: [] })
    const never = now('R9-I', { '2025-09-02..2025-10-24': 'O' }, '2025-09-04')
    assert.deepEqual(never, { since: '2025-09-02', otherCodes: [] })
    assert.deepEqual(now('R9-I', { '2025-09-02..2026-07-20': '-' }, '2025-09-04'), { otherCodes: [] })
  })

  test('each session from the first day of the absence on with another code, once, but not days in school', () => {
    const codes = {
      ...twenty,
      '2025-09-15': 'I',
      '2025-09-17': 'O C',
      '2025-09-18': '# Z',
      '2025-09-19': 'U O',
    }
    const shown = now('R9-I', codes, '2025-09-30')
    assert.equal(shown.since, '2025-09-22')
    assert.equal(shown.lastInSchoolOn, '2025-09-19')
    assert.deepEqual(shown.otherCodes, [])
    const ill = now(
      'R9-I',
      { ...twenty, '2025-09-15': 'I', '2025-09-17': 'O C', '2025-09-18': '#' },
      '2025-09-30',
    )
    assert.equal(ill.since, '2025-09-15')
    assert.deepEqual(ill.otherCodes, [
      { on: '2025-09-15', session: 'AM', code: 'I' },
      { on: '2025-09-15', session: 'PM', code: 'I' },
      { on: '2025-09-17', session: 'PM', code: 'C' },
    ])
  })

  test('whether in school again, and a day since the twentieth that nobody recorded', () => {
    const back = now('R9-I', { ...twenty, '2025-10-22': '/ O' }, '2025-10-24')
    assert.equal(back.inSchoolAgainOn, '2025-10-22')
    assert.equal(back.since, '2025-09-15')
    assert.equal(back.notTakenOn, undefined)
    const forgotten = { ...twenty, '2025-10-13': '#', '2025-10-14': 'O -', '2025-10-16': '-' }
    assert.equal(now('R9-I', forgotten, '2025-10-24').notTakenOn, '2025-10-14')
    assert.equal(now('R9-I', forgotten, '2025-10-14').notTakenOn, undefined)
    assert.equal(now('R9-I', forgotten, '2025-10-15').notTakenOn, '2025-10-14')
    assert.equal(now('R9-I', { ...twenty, '2025-10-10': 'O' }, '2025-10-24').notTakenOn, undefined)
  })

  test('and the twentieth day itself is no day that nobody recorded', () => {
    const strange = now('R9-I', { ...twenty, '2025-10-10': 'O', '2025-10-13': 'O' }, '2025-10-14')
    assert.equal(strange.notTakenOn, undefined)
    assert.equal(now('R9-I', { ...twenty, '2025-10-13': '-' }, '2025-10-14').notTakenOn, '2025-10-13')
  })

  test('and of leave only the name, where there is any', () => {
    const leaves = [leave('2025-09-08', '2025-09-12')]
    const shown = now('R9-I', { ...twenty, '2025-09-08..2025-09-12': 'C' }, '2025-10-24', { leaves })
    assert.deepEqual(shown.leave, { endedOn: '2025-09-12', tenDaysOn: '2025-09-26' })
    assert.equal(shown.excusedNow, undefined)
    assert.equal(shown.leaveGoesOn, undefined)
    assert.equal(
      now('R9-I', { ...twenty, '2025-10-24': 'I' }, '2025-10-24', { leaves }).excusedNow,
      undefined,
    )
    const h = now('R9-H', { ...twenty, '2025-10-20': 'I' }, '2025-10-24', { leaves })
    assert.deepEqual(h.otherCodes, [])
  })

  test('only of the days on roll', () => {
    const joined = now('R9-I', twenty, '2025-10-24', { entryDate: localDate('2025-09-16') })
    assert.equal(joined.since, '2025-09-16')
    assert.equal(joined.lastInSchoolOn, undefined)
    assert.deepEqual(joined.run, { since: '2025-09-16', twentyDaysOn: '2025-10-13' })
    const left = now('R9-I', { ...twenty, '2025-10-22': '/' }, '2025-10-24', {
      leavingDate: localDate('2025-10-21'),
    })
    assert.equal(left.inSchoolAgainOn, undefined)
    const gone = { leavingDate: localDate('2025-10-22') }
    assert.equal(
      now('R9-I', { ...twenty, '2025-10-22': '/' }, '2025-10-24', gone).inSchoolAgainOn,
      '2025-10-22',
    )
    const unmarked = { ...twenty, '2025-10-14': '-' }
    assert.equal(
      now('R9-I', unmarked, '2025-10-24', { leavingDate: localDate('2025-10-13') }).notTakenOn,
      undefined,
    )
    assert.equal(
      now('R9-I', unmarked, '2025-10-24', { leavingDate: localDate('2025-10-14') }).notTakenOn,
      '2025-10-14',
    )
  })

  test('of strips that end early, only what they hold', () => {
    const facts = pupilWith(exampleCalendar, twenty)
    // To the morning of 16 September: the 12th weekday of the school year.
    const short = facts.strips.map(strip => ({ ...strip, length: 11 * 2 + 1 }))
    const shown = absenceNow(exampleCalendar, { ...facts, strips: short }, 'R9-I', localDate('2025-10-24'))
    assert.deepEqual(shown, { since: '2025-09-15', lastInSchoolOn: '2025-09-12', otherCodes: [] })
  })
})

describe('for ground H', () => {
  const away = { '2025-12-01..2025-12-12': 'C', '2025-12-15..2026-01-30': 'O' }
  const leaves = [leave('2025-12-01', '2025-12-12')]

  test('the last leave, the tenth day after it, and the first day after it', () => {
    assert.deepEqual(now('R9-H', away, '2026-01-16', { leaves }), {
      since: '2025-12-15',
      lastInSchoolOn: '2025-11-28',
      leave: { endedOn: '2025-12-12', tenDaysOn: '2026-01-12' },
      otherCodes: [],
    })
    assert.deepEqual(now('R9-H', away, '2026-01-09', { leaves }).leave, { endedOn: '2025-12-12' })
    assert.deepEqual(now('R9-H', away, '2025-12-12', { leaves }), {
      lastInSchoolOn: '2025-11-28',
      leave: { endedOn: '2025-12-12' },
      otherCodes: [],
    })
    assert.equal(now('R9-H', away, '2026-01-16').leave, undefined)
    assert.equal(now('R9-H', away, '2026-01-16').since, undefined)
  })

  test('only leave that has begun, and of several the last', () => {
    const two = [...leaves, leave('2026-01-15', '2026-01-16')]
    assert.equal(now('R9-H', away, '2026-01-14', { leaves: two }).leave!.endedOn, '2025-12-12')
    assert.equal(now('R9-H', away, '2026-01-15', { leaves: two }).leave!.endedOn, '2026-01-16')
    // The tenth day is that of the leave it is about.
    assert.equal(now('R9-H', away, '2026-01-26', { leaves: two }).leave!.tenDaysOn, undefined)
    assert.equal(now('R9-H', away, '2026-01-30', { leaves: two }).leave!.tenDaysOn, '2026-01-30')
  })

  test('whether in school again after the leave, not on its last day', () => {
    const marks = { ...away, '2025-12-12': '/', '2025-12-15': 'L O' }
    assert.equal(
      now('R9-H', { ...away, '2025-12-12': '/' }, '2026-01-16', { leaves }).inSchoolAgainOn,
      undefined,
    )
    assert.equal(now('R9-H', marks, '2026-01-16', { leaves }).inSchoolAgainOn, '2025-12-15')
  })

  test('that the leave goes on, and that the last day is excused', () => {
    const shown = (marks: SaidMarks) => {
      const { leaveGoesOn, excusedNow } = now('R9-H', { ...away, ...marks }, '2026-01-16', { leaves })
      return { leaveGoesOn, excusedNow }
    }
    const none = { leaveGoesOn: undefined, excusedNow: undefined }
    assert.deepEqual(shown({}), none)
    assert.deepEqual(shown({ '2026-01-16': 'I' }), {
      ...none,
      excusedNow: { on: '2026-01-16', session: 'PM', code: 'I' },
    })
    assert.deepEqual(shown({ '2026-01-16': 'G' }), none)
    assert.deepEqual(shown({ '2026-01-16': 'I N' }), none)
    // One session without an excuse is enough, and one in school is no excuse.
    assert.deepEqual(shown({ '2026-01-16': 'I O' }), none)
    assert.deepEqual(shown({ '2026-01-16': '/ I' }), none)
    assert.deepEqual(shown({ '2026-01-15': 'I' }), none)
    for (const code of ['C', 'C1', 'T']) {
      assert.deepEqual(shown({ '2026-01-14': `O ${code}` }), {
        ...none,
        leaveGoesOn: { on: '2026-01-14', session: 'PM', code },
      })
    }
    // The leave itself is no leave that goes on.
    assert.deepEqual(shown({ '2025-12-12': 'C' }), none)
  })
})
