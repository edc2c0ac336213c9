import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import {
  codesForLeave,
  isLate,
  type LeaveAsked,
  type LeaveReason,
  type LeaveStep,
  leaveFrom,
  mayStep,
  missingBeforeGranting,
  usualCode,
} from './leave.ts'

const day = localDate
const asked: LeaveAsked = {
  askedOn: day('2026-11-02'),
  startsOn: day('2026-11-16'),
  endsOn: day('2026-11-20'),
  reason: 'family event',
}
const granted: LeaveStep = {
  kind: 'granted',
  on: day('2026-11-05'),
  startsOn: day('2026-11-16'),
  endsOn: day('2026-11-18'),
  code: 'C',
}
const at = (kind: LeaveStep['kind'], on = '2026-11-05'): LeaveStep => ({ kind, on: day(on) })

describe('a request is its history', () => {
  test('waits until it is decided, and may be granted for other days than were asked for', () => {
    assert.equal(leaveFrom(asked, []).state, 'waiting')
    const leave = leaveFrom(asked, [at('meeting'), granted])
    assert.equal(leave.state, 'granted')
    assert.equal(leave.agreed!.endsOn, '2026-11-18')
    assert.equal(leave.endsOn, '2026-11-20', 'what was asked stays')
  })
  test('another return date, cancelled, back in school: each adds to it', () => {
    const changed = leaveFrom(asked, [
      granted,
      { ...at('changed'), startsOn: day('2026-11-16'), endsOn: day('2026-11-25') },
    ])
    assert.equal(changed.agreed!.endsOn, '2026-11-25')
    assert.equal(changed.agreed!.code, 'C')
    assert.equal(leaveFrom(asked, [granted, at('cancelled')]).agreed, undefined)
    const back = leaveFrom(asked, [granted, at('returned', '2026-11-19')])
    assert.equal(back.returnedOn, '2026-11-19')
    assert.equal(mayStep(back, 'changed'), false)
    assert.equal(mayStep(back, 'evidence'), true)
  })
  test('is decided once', () => {
    for (const kind of ['granted', 'refused'] as const) {
      assert.equal(mayStep(leaveFrom(asked, []), kind), true)
      assert.equal(mayStep(leaveFrom(asked, [granted]), kind), false)
      assert.equal(mayStep(leaveFrom(asked, [at('refused')]), kind), false)
    }
  })
})

describe('what is missing before it is granted', () => {
  const table: [LeaveReason, LeaveStep[], number][] = [
    ['holiday', [], 1],
    ['holiday', [at('meeting')], 0],
    ['illness or bereavement', [], 2],
    ['illness or bereavement', [at('meeting')], 1],
    ['illness or bereavement', [at('meeting'), at('evidence')], 0],
    ['illness or bereavement', [at('meeting'), at('return evidence')], 1],
    ['religious observance', [], 0],
    ['study', [], 0],
    ['performance', [at('meeting')], 1],
  ]
  for (const [reason, steps, missing] of table) {
    test(`${reason}, after ${steps.map(step => step.kind).join(' and ') || 'nothing'}: ${missing}`, () => {
      assert.equal(missingBeforeGranting(leaveFrom({ ...asked, reason }, steps)).length, missing)
    })
  }
})

test('asked for on the day before is in advance; on the first day it is late', () => {
  assert.equal(isLate({ ...asked, askedOn: day('2026-11-15') }), false)
  assert.equal(isLate({ ...asked, askedOn: day('2026-11-16') }), true)
})

test('the code is one that was in force on the day', () => {
  assert.equal(usualCode('performance', day('2024-08-18')), 'C')
  assert.equal(usualCode('performance', day('2024-08-19')), 'C1')
  assert.equal(usualCode('religious observance', day('2026-11-16')), 'R')
  assert.deepEqual(
    codesForLeave(day('2026-11-16')).map(({ code }) => code),
    ['C', 'C1', 'R', 'S', 'T'],
  )
})
