import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, type LocalDate, localDate } from '../calendar/local-date.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import {
  caseOpenedBy,
  countedAs,
  type Did,
  kindOf,
  mayDo,
  nextOf,
  recordFrom,
  reviewDue,
  type Step,
  undecidedDaysMax,
  type View,
  views,
} from './home-education.ts'

const day = localDate
const at = (on: string, did: Did): Step => ({ ...did, on: day(on), by: 'An officer', id: on })
const begun = at('2026-10-01', { type: 'begun', since: day('2026-09-28'), source: 'A school' })
const enquiry = (sentOn: string, replyBy: string) =>
  at(sentOn, { type: 'enquiry', sentOn: day(sentOn), replyBy: day(replyBy), says: 'Asked' })
const reply = (on: string) => at(on, { type: 'reply', receivedOn: day(on), says: 'Work' })
const contact = (on: string, reached: boolean) =>
  at(on, { type: 'contact', how: 'Telephone', reached, says: 'Rang' })
const view = (on: string, view: View, reviewOn?: string) =>
  at(on, { type: 'view', view, reasons: 'Because', ...(reviewOn && { reviewOn: day(reviewOn) }) })
const says = (steps: Step[], did: Did, today: string) => {
  const decision = mayDo(recordFrom(steps), did, day(today))
  return decision.allowed ? [] : decision.refusals.map(refusal => refusal.says)
}
const noReply: Did = { type: 'view', view: 'no reply', reasons: 'Nothing came' }

describe('a view that nobody replied', () => {
  for (const [today, is] of [
    ['2026-10-22', /until the end of Friday 23 October/],
    ['2026-10-23', /until the end of Friday 23 October/],
    ['2026-10-24', undefined],
  ] as const) {
    test(`asked to answer by 23 October, on ${today}`, () => {
      const against = says([begun, enquiry('2026-10-02', '2026-10-23')], noReply, today)
      if (is) assert.match(against.join(), is)
      else assert.deepEqual(against, [])
    })
  }
  test('needs an enquiry, and no reply to it', () => {
    assert.match(says([begun], noReply, '2026-11-20').join(), /Make an informal enquiry first/)
    const answered = [begun, enquiry('2026-10-02', '2026-10-23'), reply('2026-10-20')]
    assert.match(says(answered, noReply, '2026-11-20').join(), /has replied/)
  })
})

describe('the day to look again', () => {
  const suitable = (reviewOn?: string): Did => ({
    type: 'view',
    view: 'suitable',
    reasons: 'Seen work',
    ...(reviewOn && { reviewOn: day(reviewOn) }),
  })
  for (const [reviewOn, is] of [
    ['2026-11-20', /lie ahead/],
    ['2026-11-21', undefined],
    ['2027-11-20', undefined],
    ['2027-11-21', /by Saturday 20 November 2027 at the latest/],
  ] as const) {
    test(`suitable, ${reviewOn}`, () => {
      const against = says([begun], suitable(reviewOn), '2026-11-20')
      if (is) assert.match(against.join(), is)
      else assert.deepEqual(against, [])
    })
  }
  test('suitable without a day: a year on, by the rule', () => {
    const record = recordFrom([begun, view('2026-11-20', 'suitable')])
    assert.equal(nextOf(record)!.due, '2027-11-20')
    assert.equal(reviewDue(record).rule, 'L-18')
  })
  for (const [reviewOn, is] of [
    [undefined, /Enter the day/],
    [addDays(day('2026-11-20'), undecidedDaysMax), undefined],
    [addDays(day('2026-11-20'), undecidedDaysMax + 1), /looked at again by/],
  ] as const) {
    test(`not yet able to say, ${reviewOn}`, () => {
      const did: Did = {
        type: 'view',
        view: 'not yet able to say',
        reasons: 'Asked for more',
        reviewOn,
      }
      const against = says([begun], did, '2026-11-20')
      if (is) assert.match(against.join(), is)
      else assert.deepEqual(against, [])
    })
  }
  test('a year on, whatever the day (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), n => {
        const on = addDays(day('2026-10-01'), n)
        const record = recordFrom([begun, view(on, 'suitable')])
        assert.equal(nextOf(record)!.due, addMonths(on, 12))
      }),
    )
  })
})

describe('what is due next', () => {
  const due = (...steps: Step[]) => {
    const next = nextOf(recordFrom([begun, ...steps]))
    return next && [next.says, next.due]
  }
  test('in each state', () => {
    assert.deepEqual(due(), ['Get in touch with the family', '2026-10-15'])
    assert.deepEqual(due(contact('2026-10-05', false)), ['Make an informal enquiry', '2026-10-15'])
    assert.deepEqual(due(contact('2026-10-05', true)), ['Make an informal enquiry', '2026-10-19'])
    assert.equal(due(enquiry('2026-10-02', '2026-10-23'))![1], '2026-10-24')
    assert.equal(due(enquiry('2026-10-02', '2026-10-23'), reply('2026-10-20'))![1], '2026-11-03')
    assert.equal(due(view('2026-10-20', 'not yet able to say', '2026-11-10'))![1], '2026-11-10')
    for (const end of ['unsuitable', 'no reply'] as const)
      assert.equal(due(view('2026-10-20', end)), undefined)
  })
  test('the first contact is ten working days on (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), n => {
        const on = addDays(day('2026-01-05'), n)
        const first = at(on, { type: 'begun', since: on, source: 'A school' })
        const next = nextOf(recordFrom([first]))!
        assert.ok(isWorkingDay(next.due))
        let counted = 0
        for (let at = addDays(on, 1); at <= next.due; at = addDays(at, 1)) if (isWorkingDay(at)) counted += 1
        assert.equal(counted, 10)
      }),
    )
  })
  test('something is always due while the child is educated at home (property)', () => {
    const any = fc.array(
      fc.constantFrom(
        contact('2026-10-05', true),
        contact('2026-10-06', false),
        enquiry('2026-10-07', '2026-10-28'),
        reply('2026-10-20'),
        ...(Object.keys(views) as View[]).map(one => view('2026-10-29', one, '2026-11-20')),
      ),
    )
    fc.assert(
      fc.property(any, steps => {
        const record = recordFrom([begun, ...steps])
        assert.equal(nextOf(record) !== undefined, kindOf(record) === 'educated at home')
      }),
    )
  })
})

describe('which case a view opens', () => {
  const opened = (...steps: Step[]) => caseOpenedBy(recordFrom([begun, ...steps]))
  test('S9, get the child in; S10, find the child', () => {
    assert.deepEqual(
      [
        opened(view('2026-10-20', 'unsuitable')),
        opened(contact('2026-10-05', true), view('2026-10-20', 'no reply')),
        opened(contact('2026-10-05', false), view('2026-10-20', 'no reply')),
      ].map(({ startCode, pathway }) => [startCode, pathway]),
      [
        ['START-09', 'B'],
        ['START-09', 'B'],
        ['START-10', 'A'],
      ],
    )
  })
})

describe('as what the child is counted', () => {
  const standings = [undefined, 'possible CME', 'CME', 'not CME', 'not decided']
  test('one thing at a time, and with the CME team while it has the child', () => {
    for (const standing of standings) {
      for (const last of [undefined, ...(Object.keys(views) as View[])]) {
        for (const onRoll of [true, false]) {
          const record = recordFrom([begun, ...(last ? [view('2026-10-20', last)] : [])])
          const is = countedAs(record, standing === undefined ? undefined : { standing }, onRoll)
          const expected =
            standing !== undefined && standing !== 'not CME'
              ? 'missing education'
              : onRoll
                ? 'neither'
                : last === 'unsuitable' || last === 'no reply'
                  ? 'missing education'
                  : 'educated at home'
          assert.equal(is, expected, `${standing} ${last} ${onRoll}`)
        }
      }
    }
  })
  test('later suitable: educated at home again once the case is closed', () => {
    const record = recordFrom([begun, view('2026-10-20', 'unsuitable'), view('2026-11-20', 'suitable')])
    assert.equal(countedAs(record, { standing: 'CME' }, false), 'missing education')
    assert.equal(countedAs(record, undefined, false), 'educated at home')
  })
})

describe('what may not be written', () => {
  const wrong: [string, Did, RegExp][] = [
    ['begun twice', { type: 'begun', since: day('2026-10-01'), source: 'x' }, /recorded already/],
    ['a reply to nothing', { type: 'reply', receivedOn: day('2026-11-01'), says: 'x' }, /No enquiry waits/],
    [
      'an enquiry of tomorrow',
      { type: 'enquiry', sentOn: day('2026-11-21'), replyBy: day('2026-12-21'), says: 'x' },
      /still to come/,
    ],
    [
      'an enquiry answered before it went',
      { type: 'enquiry', sentOn: day('2026-11-20'), replyBy: day('2026-11-20'), says: 'x' },
      /must come after/,
    ],
    ['a view without reasons', { type: 'view', view: 'unsuitable', reasons: '' }, /reasons/],
  ]
  for (const [what, did, is] of wrong) {
    test(what, () => assert.match(says([begun], did, '2026-11-20').join(), is))
  }
  test('anything after it has ended', () => {
    const ended = at('2026-10-20', { type: 'ended', because: 'moved', says: 'Told by the other authority' })
    for (const [, did] of wrong) assert.match(says([begun, ended], did, '2026-11-20').join(), /has ended/)
  })
})

test('a history that does not begin is none', () => {
  assert.throws(() => recordFrom([view('2026-10-20' as LocalDate, 'suitable')]))
})
