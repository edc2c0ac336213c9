import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { type CmeFacts, cmeStatus } from './cme-status.ts'

const day = localDate
const child: CmeFacts = { dob: day('2014-01-15'), rolls: [], otherEducation: [], placeSteps: [] }

function status(facts: Partial<CmeFacts>, on: string) {
  const answer = cmeStatus({ ...child, ...facts }, day(on))
  return answer.status === 'CME' ? [answer.status, answer.since, answer.reasonInWords] : [answer.status]
}

describe('worked examples', () => {
  test('42: a child on a roll is never CME, however absent', () => {
    assert.deepEqual(status({ rolls: [{ from: day('2021-09-01') }] }, '2026-07-20'), ['ON_ROLL'])
  })

  test('43: home education found unsuitable is CME from that day', () => {
    const otherEducation = [
      { kind: 'EHE', from: day('2025-06-02'), unsuitableFrom: day('2026-01-12') },
    ] as const
    assert.deepEqual(status({ otherEducation }, '2026-01-11'), ['EDUCATED_OTHERWISE'])
    assert.deepEqual(status({ otherEducation }, '2026-01-12'), [
      'CME',
      '2026-01-12',
      'Unsuitable elective home education',
    ])
  })

  test('44: a place that starts in three weeks is CME now', () => {
    const facts = {
      rolls: [{ from: day('2021-09-01'), to: day('2026-01-09') }],
      placeSteps: [{ step: 'OFFERED', on: day('2026-01-12'), startsOn: day('2026-02-02') }] as const,
    }
    assert.deepEqual(status(facts, '2026-01-12'), ['CME', '2026-01-10', 'Waiting school start'])
    const started = { ...facts, rolls: [...facts.rolls, { from: day('2026-02-02') }] }
    assert.deepEqual(status(started, '2026-02-01'), ['CME', '2026-01-10', 'Waiting school start'])
    assert.deepEqual(status(started, '2026-02-02'), ['ON_ROLL'])
  })
})

describe('missing education', () => {
  const left = { rolls: [{ from: day('2021-09-01'), to: day('2025-11-28') }] }

  test('begins the day after the roll, with no least time', () => {
    assert.deepEqual(status(left, '2025-11-28'), ['ON_ROLL'])
    assert.deepEqual(status(left, '2025-11-29'), ['CME', '2025-11-29', 'Not recorded'])
  })

  test('is asked of children of compulsory age only, either side of it', () => {
    assert.deepEqual(status({ dob: day('2020-09-01') }, '2025-12-30'), ['NOT_OF_COMPULSORY_AGE'])
    assert.deepEqual(status({ dob: day('2020-09-01') }, '2025-12-31'), ['CME', '2025-12-31', 'Not recorded'])
    assert.deepEqual(status({ dob: day('2010-03-01') }, '2026-06-26')[0], 'CME')
    assert.deepEqual(status({ dob: day('2010-03-01') }, '2026-06-27'), ['NOT_OF_COMPULSORY_AGE'])
  })

  test('begins with arrival, for a child from elsewhere', () => {
    assert.deepEqual(status({ arrivedOn: day('2025-10-13') }, '2025-11-03'), [
      'CME',
      '2025-10-13',
      'Not recorded',
    ])
  })

  test('has the reason that the last step towards a place gives', () => {
    const reason = (steps: CmeFacts['placeSteps'], on = '2025-12-12') =>
      status({ ...left, placeSteps: steps }, on)[2]
    const applied = { step: 'APPLIED', on: day('2025-12-01') } as const
    const offered = { step: 'OFFERED', on: day('2025-12-03') } as const
    const accepted = { step: 'ACCEPTED', on: day('2025-12-05'), startsOn: day('2026-01-06') } as const
    assert.equal(reason([applied]), 'School application awaiting outcome')
    assert.equal(reason([applied, offered]), 'Offered school place but not yet accepted')
    assert.equal(reason([applied, offered, accepted]), 'Waiting school start')
    assert.equal(reason([applied, offered, accepted], '2025-12-02'), 'School application awaiting outcome')
    // The agreed day went by and nobody came: why is for a person to say.
    assert.equal(reason([applied, offered, accepted], '2026-01-07'), 'Not recorded')
  })

  test('has the reason a person recorded, before any other', () => {
    const facts = { ...left, placeSteps: [{ step: 'APPLIED', on: day('2025-12-01') }] as const }
    assert.equal(
      status({ ...facts, recordedReason: 'MOVED_ABROAD' }, '2025-12-12')[2],
      'Believed to have moved to another country',
    )
  })

  test('is not where suitable education is arranged otherwise', () => {
    const otherEducation = [{ kind: 'SECTION_19', from: day('2025-12-08'), to: day('2026-02-13') }] as const
    assert.deepEqual(status({ ...left, otherEducation }, '2026-02-13'), ['EDUCATED_OTHERWISE'])
    assert.deepEqual(status({ ...left, otherEducation }, '2026-02-14'), ['CME', '2026-02-14', 'Not recorded'])
  })
})
