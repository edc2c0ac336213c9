// Three letters in order, never combined, never shortened: by hand either side of each boundary, and over random ways through.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween } from '../../calendar/school-calendar.ts'
import {
  type AbroadFacts,
  type AbroadLetter,
  abroadStands,
  answerBy,
  earliestNamed,
  letter1SchoolDays,
  letter2SchoolDays,
  lettersInOrder,
  type Need,
  needs,
  stillNeeded,
  turnOf,
} from './abroad.ts'

const day = localDate
const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: day('2026-09-03'), endsOn: day('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: day('2026-11-02'), endsOn: day('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: day('2027-01-04'), endsOn: day('2027-03-25') },
])
const allNeeds = Object.keys(needs) as Need[]

const facts = (today: string, more: Partial<AbroadFacts> = {}): AbroadFacts => ({
  calendar,
  today: day(today),
  isSpecialSchool: false,
  letters: [],
  received: [],
  contacts: [],
  answers: [],
  mustAgree: true,
  ...more,
})
const sent = (code: AbroadLetter, writtenOn: string, sentOn: string | undefined = writtenOn) => ({
  code,
  writtenOn: day(writtenOn),
  sentOn: sentOn === undefined ? undefined : day(sentOn),
})
const may = (code: AbroadLetter, given: AbroadFacts) => turnOf(given, code).isAllowed
const why = (code: AbroadLetter, given: AbroadFacts) => turnOf(given, code).why.join('. ')

describe('Letter 1', () => {
  test('is the first, at once, and once', () => {
    assert.equal(may('LET-L06', facts('2026-11-02')), true)
    const written = facts('2026-11-02', { letters: [sent('LET-L06', '2026-11-02', undefined)] })
    assert.match(why('LET-L06', written), /written already/)
  })
  for (const code of ['LET-L07', 'LET-L08', 'LET-L09'] as const) {
    test(`comes before ${code}, and must have been sent`, () => {
      const special = { isSpecialSchool: true, terms: { on: day('2026-11-02'), returnOn: day('2026-12-01') } }
      assert.match(why(code, facts('2026-12-14', special)), /Letter 1 comes first/)
      const written = { ...special, letters: [{ code: 'LET-L06' as const, writtenOn: day('2026-11-02') }] }
      assert.match(why(code, facts('2026-12-14', written)), /not sent yet/)
    })
  }
})

describe('ten school days from the day Letter 1 was sent', () => {
  // Trap 4: written on 2 November and sent on the 9th, the clock runs from the 9th.
  const table: [sentOn: string, by: string, from: string][] = [
    ['2026-11-02', '2026-11-16', '2026-11-17'],
    ['2026-11-09', '2026-11-23', '2026-11-24'],
    // Over half-term: 12 to 23 October are nine after the 12th; the tenth is the first day back.
    ['2026-10-12', '2026-11-02', '2026-11-03'],
    // Sent on a Saturday: the Monday is the first.
    ['2026-11-07', '2026-11-20', '2026-11-23'],
    // The tenth is the last day of term: the next school day is after the holiday.
    ['2026-12-04', '2026-12-18', '2027-01-04'],
  ]
  for (const [sentOn, by, from] of table) {
    test(`sent on ${sentOn}: answer by ${by}, Letter 2 from ${from}`, () => {
      const letters = [{ code: 'LET-L06' as const, writtenOn: day('2026-10-01'), sentOn: day(sentOn) }]
      assert.equal(answerBy(facts(from, { letters })), by)
      assert.equal(turnOf(facts(sentOn, { letters }), 'LET-L08').earliest, from)
      const eve = facts(addDays(day(from), -1), { letters })
      assert.equal(may('LET-L08', eve), false)
      assert.match(why('LET-L08', eve), /can be written from/)
      assert.equal(may('LET-L08', facts(from, { letters })), true)
    })
  }
  test('past the term dates that are known, no day is guessed and nothing opens', () => {
    const letters = [sent('LET-L06', '2027-03-22')]
    assert.equal(answerBy(facts('2027-03-25', { letters })), undefined)
  })
})

describe('Letter 1a', () => {
  const letters = [sent('LET-L06', '2026-11-02')]
  const terms = { on: day('2026-11-05'), returnOn: day('2026-12-01') }
  const received = allNeeds.map(need => ({ need, on: day('2026-11-05') }))
  test('confirms terms that were agreed, with everything that was needed', () => {
    assert.match(why('LET-L07', facts('2026-11-05', { letters })), /No terms are agreed/)
    assert.match(why('LET-L07', facts('2026-11-05', { letters, terms })), /Still needed: the address abroad/)
    const lacking = received.filter(one => one.need !== 'return')
    assert.deepEqual(stillNeeded(facts('2026-11-05', { received: lacking })), ['return'])
    assert.match(why('LET-L07', facts('2026-11-05', { letters, terms, received: lacking })), /day of return/)
    assert.equal(may('LET-L07', facts('2026-11-05', { letters, terms, received })), true)
  })
  test('is written once for the same terms, and again for new ones', () => {
    const two = [...letters, sent('LET-L07', '2026-11-05')]
    assert.equal(may('LET-L07', facts('2026-11-06', { letters: two, terms, received })), false)
    const later = { on: day('2026-11-06'), returnOn: day('2026-12-11') }
    assert.equal(may('LET-L07', facts('2026-11-06', { letters: two, terms: later, received })), true)
  })
  test('must be sent before Letter 2, where terms came', () => {
    const agreed = { letters, terms, received }
    assert.match(why('LET-L08', facts('2026-11-30', agreed)), /Letter 1a confirms them first/)
    const unsent = {
      ...agreed,
      letters: [...letters, { code: 'LET-L07' as const, writtenOn: day('2026-11-05') }],
    }
    assert.match(why('LET-L08', facts('2026-11-30', unsent)), /Letter 1a confirms them first/)
  })
})

describe('Letter 2, where terms were confirmed', () => {
  const base = {
    letters: [sent('LET-L06', '2026-11-02'), sent('LET-L07', '2026-11-05')],
    terms: { on: day('2026-11-05'), returnOn: day('2026-12-01') },
    received: allNeeds.map(need => ({ need, on: day('2026-11-05') })),
  }
  const missed = (on: string) => ({ contacts: [{ on: day(on), went: 'missed' as const }] })
  const table: [name: string, today: string, more: Partial<AbroadFacts>, allowed: boolean][] = [
    ['the terms are kept', '2026-11-30', {}, false],
    ['the day of return is today', '2026-12-01', {}, false],
    ['the first school day after the day of return', '2026-12-02', {}, true],
    ['a contact missed within the ten days', '2026-11-16', missed('2026-11-10'), false],
    ['a contact missed, and the ten days over', '2026-11-17', missed('2026-11-10'), true],
    ['a contact missed before the terms were confirmed', '2026-11-30', missed('2026-11-04'), false],
    [
      'a contact missed, and a later one kept',
      '2026-11-30',
      {
        contacts: [
          { on: day('2026-11-10'), went: 'missed' },
          { on: day('2026-11-12'), went: 'video' },
        ],
      },
      false,
    ],
  ]
  for (const [name, today, more, allowed] of table) {
    test(`${name}: ${allowed ? 'may' : 'may not'} be written`, () => {
      assert.equal(may('LET-L08', facts(today, { ...base, ...more })), allowed)
    })
  }
})

describe('a special school', () => {
  const letters = [sent('LET-L06', '2026-11-02')]
  const special = { isSpecialSchool: true, letters }
  test('writes of an emergency review, not straight of removal', () => {
    assert.deepEqual(lettersInOrder(facts('2026-11-02', special)), [
      'LET-L06',
      'LET-L07',
      'LET-L09',
      'LET-L08',
    ])
    assert.match(why('LET-L08', facts('2026-11-17', special)), /emergency review letter first/)
    assert.equal(may('LET-L09', facts('2026-11-16', special)), false)
    assert.equal(may('LET-L09', facts('2026-11-17', special)), true)
    assert.match(why('LET-L09', facts('2026-11-17', { letters })), /for special schools/)
  })
  test('waits for the review to be held', () => {
    const reviewed = { ...special, letters: [...letters, sent('LET-L09', '2026-11-17')] }
    assert.match(why('LET-L08', facts('2026-11-30', reviewed)), /has not been held/)
    assert.equal(may('LET-L08', facts('2026-11-30', { ...reviewed, reviewHeldOn: day('2026-11-30') })), true)
  })
})

describe('a removal', () => {
  const letters = [sent('LET-L06', '2026-11-02'), sent('LET-L08', '2026-11-17')]
  const agreed = { answers: [{ agrees: true, on: day('2026-11-18') }] }
  const naming = (on: string) => [letters[0]!, { ...letters[1]!, namedOn: day(on) }]
  test('Letter 2 names a day five school days after it was sent, or later', () => {
    assert.equal(earliestNamed(calendar, day('2026-11-17')), '2026-11-24')
    assert.equal(earliestNamed(calendar, day('2026-12-15')), '2027-01-05')
  })
  const table: [name: string, today: string, more: Partial<AbroadFacts>, missing: RegExp | undefined][] = [
    ['no letter', '2026-11-30', { letters: [], ...agreed }, /None of the three/],
    ['Letter 1 alone', '2026-11-30', { letters: letters.slice(0, 1), ...agreed }, /Letter 2.*not been sent/],
    ['the day before', '2026-11-23', { letters, ...agreed }, /cannot come off before/],
    ['the day', '2026-11-24', { letters, ...agreed }, undefined],
    ['a later day named', '2026-11-24', { letters: naming('2026-11-25'), ...agreed }, /25 November/],
    [
      'an earlier day named: sent late, the days run from sending',
      '2026-11-20',
      { letters: naming('2026-11-20'), ...agreed },
      /24 November/,
    ],
    ['no answer of the authority', '2026-11-24', { letters }, /has not agreed/],
    [
      'not yet, says the authority',
      '2026-11-24',
      { letters, answers: [{ agrees: false, on: day('2026-11-18') }] },
      /does not agree yet/,
    ],
    [
      'agreed, and then not',
      '2026-11-24',
      { letters, answers: [...agreed.answers, { agrees: false, on: day('2026-11-19') }] },
      /does not agree yet/,
    ],
    ['an authority that need not be asked', '2026-11-24', { letters, mustAgree: false }, undefined],
    [
      'in touch since Letter 2',
      '2026-11-24',
      { letters, ...agreed, contacts: [{ on: day('2026-11-19'), went: 'spoken' }] },
      /in touch since Letter 2/,
    ],
    [
      'in touch before Letter 2 alone',
      '2026-11-24',
      { letters, ...agreed, contacts: [{ on: day('2026-11-16'), went: 'spoken' }] },
      undefined,
    ],
    [
      'a Letter 2 that was sent some other way before its turn',
      '2026-12-14',
      { letters: [letters[0]!, sent('LET-L08', '2026-11-16')], ...agreed },
      /has not been sent/,
    ],
    ['over', '2026-11-24', { letters: [], endedOn: day('2026-11-20') }, undefined],
  ]
  for (const [name, today, more, missing] of table) {
    test(`${name}: ${missing ? 'refused' : 'nothing missing'}`, () => {
      const found = abroadStands(facts(today, more)).missing
      if (missing) assert.match(found.join('. '), missing)
      else assert.deepEqual(found, [])
    })
  }
  test('after a Letter 2 that the family stopped, another comes only when they are missed again', () => {
    const stopped = { letters, contacts: [{ on: day('2026-11-19'), went: 'spoken' as const }] }
    assert.match(why('LET-L08', facts('2026-11-24', stopped)), /written already|in touch since/)
    assert.equal(may('LET-L08', facts('2026-11-26', stopped)), false)
    const again = {
      letters,
      contacts: [...stopped.contacts, { on: day('2026-11-26'), went: 'missed' as const }],
    }
    assert.equal(may('LET-L08', facts('2026-11-26', again)), true)
  })
})

test('a letter to the other parent that is not sent yet holds nothing up', () => {
  const letters = [
    sent('LET-L06', '2026-11-02'),
    { code: 'LET-L06' as const, writtenOn: day('2026-11-03') },
    sent('LET-L08', '2026-11-17'),
    { code: 'LET-L08' as const, writtenOn: day('2026-11-17') },
  ]
  assert.deepEqual(abroadStands(facts('2026-11-24', { letters, mustAgree: false })).missing, [])
})

describe('whatever people do, in whatever order', () => {
  type Move =
    | { do: 'wait'; days: number }
    | { do: 'write' | 'send'; code: AbroadLetter }
    | { do: 'receive'; need: Need }
    | { do: 'terms'; days: number }
    | { do: 'contact'; went: 'missed' | 'video' }
    | { do: 'review' }
  const codes = fc.constantFrom<AbroadLetter>('LET-L06', 'LET-L07', 'LET-L08', 'LET-L09')
  const move: fc.Arbitrary<Move> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), code: codes }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const), code: codes }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('receive' as const), need: fc.constantFrom(...allNeeds) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('terms' as const), days: fc.integer({ min: 1, max: 40 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('contact' as const),
        went: fc.constantFrom<'missed' | 'video'>('missed', 'video'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('review' as const) }) },
  )

  /** Does each move that the rules allow, and gives every state there was. */
  function play(
    isSpecialSchool: boolean,
    moves: readonly Move[],
  ): { before: AbroadFacts; wrote: AbroadLetter }[] {
    let now = facts('2026-09-07', { isSpecialSchool, answers: [{ agrees: true, on: day('2026-09-07') }] })
    const written: { before: AbroadFacts; wrote: AbroadLetter }[] = []
    for (const one of moves) {
      const on = now.today
      switch (one.do) {
        case 'wait':
          now = { ...now, today: addDays(on, one.days) }
          break
        case 'write':
          if (turnOf(now, one.code).isAllowed) {
            written.push({ before: now, wrote: one.code })
            now = { ...now, letters: [...now.letters, { code: one.code, writtenOn: on }] }
          }
          break
        case 'send':
          now = {
            ...now,
            letters: now.letters.map(letter =>
              letter.code === one.code && letter.sentOn === undefined ? { ...letter, sentOn: on } : letter,
            ),
          }
          break
        case 'receive':
          now = { ...now, received: [...now.received, { need: one.need, on }] }
          break
        case 'terms':
          now = { ...now, terms: { on, returnOn: addDays(on, one.days) } }
          break
        case 'contact':
          now = { ...now, contacts: [...now.contacts, { on, went: one.went }] }
          break
        case 'review':
          now = { ...now, reviewHeldOn: on }
          break
      }
    }
    last = now
    return written
  }
  let last: AbroadFacts

  test('Letter 2 never comes before Letter 1 and ten whole school days after it was sent, and skips nothing', () => {
    let reached = 0
    fc.assert(
      fc.property(fc.boolean(), fc.array(move, { minLength: 20, maxLength: 80 }), (isSpecial, moves) => {
        const written = play(isSpecial, moves)
        for (const { before, wrote } of written) {
          const one = before.letters.find(letter => letter.code === 'LET-L06')?.sentOn
          if (wrote !== 'LET-L06') assert(one !== undefined, `${wrote} before Letter 1 was sent`)
          if (wrote === 'LET-L08' || wrote === 'LET-L09') {
            const whole = schoolDaysBetween(calendar, addDays(one!, 1), addDays(before.today, -1)).length
            assert(whole >= letter1SchoolDays, `${wrote} after ${whole} school days`)
            if (before.terms) {
              const confirmed = before.letters.find(
                letter => letter.code === 'LET-L07' && letter.writtenOn >= before.terms!.on,
              )?.sentOn
              assert(confirmed !== undefined, `${wrote} without Letter 1a`)
              const broken =
                before.today > before.terms.returnOn ||
                before.contacts.some(contact => contact.went === 'missed' && contact.on >= confirmed)
              assert(broken, `${wrote} while the terms are kept`)
            }
          }
          if (wrote === 'LET-L08') {
            reached++
            if (isSpecial) {
              assert(before.letters.some(letter => letter.code === 'LET-L09' && letter.sentOn !== undefined))
              assert(before.reviewHeldOn !== undefined)
            }
          }
        }
        const firsts = written.map(({ wrote }) => wrote)
        assert(firsts.filter(code => code === 'LET-L06').length <= 1, 'Letter 1 twice')
        const { missing, removalFrom } = abroadStands(last)
        if (missing.length === 0) {
          const two = last.letters.findLast(letter => letter.code === 'LET-L08')!.sentOn!
          assert(schoolDaysBetween(calendar, addDays(two, 1), last.today).length >= letter2SchoolDays)
          assert((removalFrom as LocalDate) <= last.today)
        }
      }),
      { numRuns: 3000, seed: 5 },
    )
    assert(reached > 50, `the property saw only ${reached} second letters`)
  })
})
