// Whether a step is on follows from what was said of it, in order and by day.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { comesOn, endsOn, holdingFrom, isOpenFrom, type Switch } from './holding.ts'

/** "on 2026-11-02, off 2026-11-20": as it was said, oldest first. */
const said = (text: string): Switch[] =>
  text === ''
    ? []
    : text.split(', ').map(one => {
        const [switched, day] = one.split(' ')
        return {
          switched: switched as 'on' | 'off',
          fromOn: localDate(day!),
          caughtNow: null,
          by: 'A test',
          why: one,
        }
      })
const today = localDate('2026-11-20')

describe('a step', () => {
  const table: [name: string, said: string, holding: string, comes: string, ends: string][] = [
    ['never switched', '', '', '', ''],
    ['on from an earlier day', 'on 2026-11-02', 'on 2026-11-02', '', ''],
    ['on from today', 'on 2026-11-20', 'on 2026-11-20', '', ''],
    ['on from tomorrow', 'on 2026-11-21', '', 'on 2026-11-21', ''],
    ['off from today', 'on 2026-11-02, off 2026-11-20', '', '', ''],
    ['off from tomorrow', 'on 2026-11-02, off 2026-11-21', 'on 2026-11-02', '', 'off 2026-11-21'],
    [
      'on again on the same day: the later word holds',
      'on 2026-11-02, off 2026-11-20, on 2026-11-20',
      'on 2026-11-20',
      '',
      '',
    ],
    ['off again on the same day', 'on 2026-11-20, off 2026-11-20', '', '', ''],
    [
      'off, and on again from tomorrow',
      'on 2026-11-02, off 2026-11-10, on 2026-11-21',
      '',
      'on 2026-11-21',
      '',
    ],
    [
      'said again for a later day: it holds meanwhile',
      'on 2026-11-02, on 2026-11-25',
      'on 2026-11-02',
      'on 2026-11-25',
      '',
    ],
    [
      'on and off and on, with an end said',
      'on 2026-11-02, off 2026-11-10, on 2026-11-12, off 2026-11-25',
      'on 2026-11-12',
      '',
      'off 2026-11-25',
    ],
    ['on from tomorrow, and called off', 'on 2026-11-21, off 2026-11-21', '', '', ''],
    [
      'to come on, and called off from a day before it: it does not come on',
      'on 2026-11-15, off 2026-11-10',
      '',
      '',
      '',
    ],
    ['to come on for some days', 'on 2026-11-25, off 2026-12-10', '', 'on 2026-11-25', ''],
    [
      'to go off, and on again from a day before it: it stays on',
      'on 2026-11-02, off 2026-11-18, on 2026-11-12',
      'on 2026-11-12',
      '',
      '',
    ],
  ]
  for (const [name, text, holding, comes, ends] of table) {
    test(name, () => {
      const switches = said(text)
      assert.equal(holdingFrom(switches, today)?.why ?? '', holding)
      assert.equal(comesOn(switches, today)?.why ?? '', comes)
      assert.equal(endsOn(switches, today)?.why ?? '', ends)
    })
  }
})

test('a hit waits until it is answered or no longer so, and again when it is so again', () => {
  assert.deepEqual([null, 'so again', 'done', 'not needed', 'no longer so'].map(isOpenFrom), [
    true,
    true,
    false,
    false,
    false,
  ])
})
