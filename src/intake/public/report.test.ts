import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../../calendar/local-date.ts'
import { limits, mayCome, minutes, type Places, placeOf } from './places.ts'
import { categoryOf, clocksOf, isOpen, mayAsk, mayNotTakeOn, referenceFrom, type State } from './report.ts'

test('is seen the same day where it is urgent, else the next working day', () => {
  // A Friday, and the Saturday after it.
  for (const [level, came, acknowledge, decide] of [
    ['act today', '2026-11-20', '2026-11-20', '2026-11-20'],
    ['act this week', '2026-11-20', '2026-11-23', '2026-11-23'],
    ['keep in view', '2026-11-20', '2026-11-23', '2026-11-25'],
    ['act today', '2026-11-21', '2026-11-23', '2026-11-23'],
    ['act this week', '2026-11-21', '2026-11-23', '2026-11-23'],
  ] as const) {
    const { acknowledgeBy, decideBy } = clocksOf(level, localDate(came))
    assert.deepEqual([acknowledgeBy, decideBy], [acknowledge, decide], `${level} ${came}`)
  }
})

test('a partner reads four categories, and of a protected child never that it was found', () => {
  const closed = { closed: true, outcome: 'O01', isProtected: false }
  for (const [state, cases, category] of [
    ['new', [], 'received'],
    ['asked', [], 'received'],
    ['taken on', [{ closed: false, outcome: null, isProtected: false }], 'working'],
    ['taken on', [closed], 'closed: found in education'],
    ['taken on', [closed, { ...closed, outcome: 'O06' }], 'closed'],
    ['taken on', [{ ...closed, isProtected: true }], 'closed'],
    ['taken on', [closed, { ...closed, isProtected: true }], 'closed'],
    ['taken on', [closed, { closed: false, outcome: null, isProtected: false }], 'working'],
    ['not taken on', [], 'closed'],
    ['merged', [], 'closed'],
  ] as const)
    assert.equal(categoryOf(state, cases), category)
})

test('nobody is asked who wants no reply, and nothing that is decided on is decided again', () => {
  const states: State[] = ['new', 'seen', 'asked', 'taken on', 'not taken on', 'merged']
  for (const state of states) {
    assert.equal(mayAsk({ state, replyWanted: true }).allowed, isOpen(state))
    assert.equal(mayAsk({ state, replyWanted: false }).allowed, false)
    assert.equal(mayNotTakeOn({ state, danger: false }, '').allowed, isOpen(state))
  }
  assert.equal(mayNotTakeOn({ state: 'new', danger: true }, 'Short').allowed, false)
  assert.equal(mayNotTakeOn({ state: 'new', danger: true }, 'Rang the police and the hub').allowed, true)
})

test('a reference has eight letters that nobody mistakes, whatever chance gives', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), random => {
      assert.match(referenceFrom(random), /^P-[2-9B-DF-HJ-KM-NP-TV-Z]{4}-[2-9B-DF-HJ-KM-NP-TV-Z]{4}$/)
    }),
  )
})

test('slows one place down after so many, not another, and forgets after ten minutes', () => {
  const places: Places = new Map()
  for (let one = 0; one < limits.send; one += 1) assert.ok(mayCome(places, 'here', 'send', 0))
  assert.equal(mayCome(places, 'here', 'send', 1), false)
  assert.equal(mayCome(places, 'there', 'send', 1), true)
  assert.equal(mayCome(places, 'here', 'send urgent', 1), true)
  assert.equal(mayCome(places, 'here', 'send', minutes * 60_000 - 1), false)
  assert.equal(mayCome(places, 'here', 'send', minutes * 60_000 + 1), true)
})

test('remembers a bounded number of places', () => {
  const places: Places = new Map()
  for (let one = 0; one < 25_000; one += 1) mayCome(places, `place ${one}`, 'begin', 0)
  assert.ok(places.size <= 20_000)
})

test('a long address counts by its first half', () => {
  assert.equal(placeOf('2001:db8:1:2:3:4:5:6'), placeOf('2001:db8:1:2:9:9:9:9'))
  assert.notEqual(placeOf('2001:db8:1:2:3:4:5:6'), placeOf('2001:db8:1:3:3:4:5:6'))
  assert.equal(placeOf('192.0.2.1'), '192.0.2.1')
})
