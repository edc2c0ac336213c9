import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../../calendar/local-date.ts'
import { bornIn, isWhole, reportFrom } from './form.ts'
import { linkDays, linkDaysMost } from './partner.ts'

const today = localDate('2026-11-20')
const days = (until: number | undefined, ended = false) =>
  linkDays(
    {
      endedOn: ended ? today : undefined,
      agreementUntil: until === undefined ? undefined : addDays(today, until),
    },
    today,
  )

test('a link lasts ninety days, and never past the agreement', () => {
  for (const [until, given] of [
    [undefined, 90],
    [91, 90],
    [90, 90],
    [89, 89],
    [0, 0],
  ] as const)
    assert.deepEqual(days(until), { allowed: true, value: given })
  assert.equal(days(-1).allowed, false)
  assert.equal(days(undefined, true).allowed, false)
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 4000 }), until => {
      const given = days(until)
      assert.equal(given.allowed, until >= 0)
      if (given.allowed) assert.ok(given.value <= Math.min(linkDaysMost, until))
    }),
  )
})

test('reads a birthday where one was typed, and leaves an age an age', () => {
  for (const [typed, born] of [
    ['27 3 2018', '2018-03-27'],
    ['27/03/2018', '2018-03-27'],
    ['31 2 2018', undefined],
    ['about 8', undefined],
    ['Year 4', undefined],
    ['', undefined],
  ] as const)
    assert.equal(bornIn(typed), born, typed)
})

test('the children that were named are the report’s; empty boxes are none', () => {
  const by = { name: 'Hana', organisation: 'Example Health', role: 'Health visitor', phone: '', email: '' }
  const { said, teller } = reportFrom(
    {
      'forename-1': 'One',
      'age-1': '27 3 2018',
      'surname-3': 'Three',
      danger: 'no',
      why: 'why',
      reply: 'no',
    },
    by,
  )
  assert.deepEqual(said.children, [
    { forename: 'One', surname: '', age: '', bornOn: '2018-03-27' },
    { forename: '', surname: 'Three', age: '' },
  ])
  assert.equal(teller, undefined)
  assert.equal(isWhole({ danger: 'no', why: 'why', reply: 'no' }), false)
  assert.equal(isWhole({ danger: 'no', why: 'why', basis: 'duty', parentsKnow: 'yes', reply: 'no' }), true)
})
