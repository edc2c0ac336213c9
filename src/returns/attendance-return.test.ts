import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answersFinding, attendanceReturn } from './attendance-return.ts'

const content = attendanceReturn({
  child: { surname: 'Sample', forename: 'Amina', middleNames: null, dateOfBirth: '2017-03-14', upn: null },
  year: 'Year 4',
  finding: { since: '2026-11-09', on: '2026-11-20', because: 'Absent for at least 10 school days' },
  enquiries: [],
  livesWith: ['mother', 'aunt'],
  reason: '  ',
  siblings: '',
})

describe('the ten-day return', () => {
  test('says what the law asks for, and that the reason is not known where it is not', () => {
    assert.equal(content.name, 'Amina Sample')
    assert.equal(content.reason, 'Not known')
    assert.equal(content.contactAttempts, 'We have not recorded a contact yet.')
    assert.equal(content.livesWith, 'mother, aunt')
    assert.equal(content.siblings, null)
  })
  test('says nothing of adults and of brothers and sisters where nothing is known', () => {
    const bare = attendanceReturn({
      child: { surname: 'Sample', forename: 'Amina', middleNames: 'May', dateOfBirth: null, upn: null },
      year: null,
      finding: { since: '2026-11-09', on: '2026-11-20', because: '' },
      enquiries: [],
      livesWith: [],
      reason: ' Ill ',
      siblings: ' Ada ',
    })
    assert.equal(bare.livesWith, null)
    assert.equal(bare.siblings, 'Ada')
    assert.equal(bare.reason, 'Ill')
    assert.equal(bare.name, 'Amina May Sample')
  })
  test('has no place for an address or a number', () => {
    assert.deepEqual(
      Object.keys(content).filter(key => /address|phone|email|postcode/i.test(key)),
      [],
    )
  })
})

test('a return that went late answers a finding whose days had been reached by then', () => {
  const late = {
    rule: 'T-07',
    enrolment_id: 'e',
    episode_on: '2026-11-09',
    sent_on: '2026-12-03',
    content,
  }
  const finding = { rule: 'T-07', enrolment_id: 'e', since_on: '2026-11-20', on_date: '2026-12-03' }
  assert.equal(answersFinding(late, finding), true)
  assert.equal(answersFinding(late, { ...finding, since_on: '2026-11-21' }), false)
})

describe('a return answers a finding', () => {
  const sent = {
    rule: 'T-07',
    enrolment_id: 'e',
    episode_on: '2026-11-09',
    sent_on: '2026-11-20',
    content,
  }
  const finding = { rule: 'T-07', enrolment_id: 'e', since_on: '2026-11-09', on_date: '2026-11-20' }
  for (const [says, given, answers] of [
    ['of the same absence', {}, true],
    ['that a correction began earlier', { since_on: '2026-11-04', on_date: '2026-11-17' }, true],
    ['that a correction put off, from the same first day', { on_date: '2026-11-23' }, true],
    ['that had been reached when it went', { since_on: '2026-11-10', on_date: '2026-11-20' }, true],
    ['that had not been reached when it went', { since_on: '2026-11-10', on_date: '2026-11-21' }, false],
    [
      'that begins on the day the other was reached',
      { since_on: '2026-11-20', on_date: '2026-12-03' },
      false,
    ],
    ['that was reached on its first day', { since_on: '2026-11-04', on_date: '2026-11-09' }, true],
    ['of a new absence after a return to school', { since_on: '2026-11-24', on_date: '2026-12-07' }, false],
    ['of an earlier absence', { since_on: '2026-09-14', on_date: '2026-09-25' }, false],
    ['of another enrolment', { enrolment_id: 'f' }, false],
    ['of another rule', { rule: 'T-09' }, false],
  ] as const) {
    test(`${says}: ${answers ? 'yes' : 'no'}`, () => {
      assert.equal(answersFinding(sent, { ...finding, ...given }), answers)
    })
  }
})
