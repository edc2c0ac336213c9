// What authorities ask of each other: the least, in words that are fixed; and whose the child is, whatever happens.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import {
  authoritiesLike,
  localAuthorities,
  localAuthority,
  meantBy,
  otherCodes,
} from './local-authorities.ts'
import {
  type Answer,
  afterChase,
  answerInWords,
  answers,
  cannotSay,
  checkResultOfAll,
  dueOf,
  isOurs,
  keptAnswer,
  type Move,
  movesOf,
  problemsWithAnswer,
  type RequestState,
  stateAfter,
  wordingOf,
} from './request.ts'

const on = localDate('2026-11-20')

describe('the directory', () => {
  test('has the 153, each figure once, and no figure is both of today and of before', () => {
    assert.equal(localAuthorities.length, 153)
    assert.equal(new Set(localAuthorities.map(one => one.code)).size, 153)
    for (const one of otherCodes) assert.equal(localAuthority(one.code), undefined, one.code)
    assert(localAuthorities.every(one => /^\d{3}$/.test(one.code) && /^E\d{8}$/.test(one.gss)))
  })
  test('finds one by a part of its name, by its figures, and by figures that ended', () => {
    assert.deepEqual(
      authoritiesLike('camd').map(one => one.name),
      ['Camden'],
    )
    assert.deepEqual(
      authoritiesLike('202').map(one => one.name),
      ['Camden'],
    )
    const ended = otherCodes.find(one => one.successors.length > 0 && meantBy(one.code).length > 0)!
    assert.deepEqual(
      authoritiesLike(ended.code)
        .map(one => one.code)
        .sort(),
      [...ended.successors].sort(),
    )
    assert.equal(authoritiesLike('').length, 153)
    assert.equal(authoritiesLike('nowhere at all').length, 0)
  })
})

describe('an answer', () => {
  for (const [given, fields] of [
    [{}, ['answer']],
    [{ answer: 'on-roll-attending' }, ['school']],
    [{ answer: 'on-roll-attending', school: 'X', since: '2026-11-20' }, []],
    [{ answer: 'on-roll-attending', school: 'X', since: '2026-11-21' }, ['since']],
    [{ answer: 'on-roll-not-attending', school: 'X' }, []],
    [{ answer: 'address-here' }, []],
    [{ answer: 'no-trace' }, ['says']],
    [{ answer: 'no-trace', says: 'Rolls' }, []],
    [{ answer: 'cannot-say' }, []],
  ] as const) {
    test(`of ${JSON.stringify(given)} lacks ${fields.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(
        problemsWithAnswer(given, on).map(one => one.field),
        fields,
      )
    })
  }
  test('that cannot be said is one sentence, whoever the child is, and keeps nothing else that was typed', () => {
    const one = keptAnswer({ answer: 'cannot-say', school: 'CanarySchool', since: '2026-01-01' })
    assert.deepEqual(answerInWords(one), [answers['cannot-say'], cannotSay])
    assert(!JSON.stringify(keptAnswer({ answer: 'address-here', school: 'CanarySchool' })).includes('Canary'))
  })
  test('of several to one check: found counts first, then what could not be said', () => {
    const of = (...codes: Answer['answer'][]) => checkResultOfAll(codes.map(answer => ({ answer })))
    assert.equal(of('no-trace', 'on-roll-attending', 'cannot-say'), 'something found')
    assert.equal(of('no-trace', 'cannot-say'), 'could not say')
    assert.equal(of('no-trace', 'no-trace'), 'nothing found')
  })
})

describe('what goes', () => {
  const given = {
    kind: 'enquiry' as const,
    from: 'Exampleshire',
    to: 'Camden',
    reference: 'A-1',
    details: { name: 'Amina Sample', born: '2015-02-03' },
    questions: ['on-roll' as const],
    why: 'The family said they moved.',
    legalBasis: 'Section 436A of the Education Act 1996',
    neededBy: localDate('2026-11-27'),
    urgent: false,
  }
  test('is a name, a birthday, why, what, the law and a day; an address only where it was chosen', () => {
    const text = wordingOf(given)
    assert.doesNotMatch(text, /address|sisters|urgent/i)
    assert.match(text, /Name: Amina Sample\nDate of birth: .*2015/)
    assert.match(
      wordingOf({ ...given, details: { ...given.details, address: '1 Sample Street' } }),
      /Sample Street/,
    )
  })
  test('of a hand-over says that the child stays until they accept', () => {
    assert.match(
      wordingOf({ ...given, kind: 'hand-over' }),
      /Until you accept, the child stays with Exampleshire/,
    )
  })
})

describe('days', () => {
  for (const [needed, due] of [
    ['2026-11-26', '2026-11-26'],
    ['2026-11-27', '2026-11-27'],
    ['2026-12-18', '2026-11-27'],
  ] as const) {
    test(`asked on 20 November with 5 days to reply and needed by ${needed}: due ${due}`, () => {
      assert.equal(dueOf(on, 5, localDate(needed)), due)
    })
  }
  test('an answer is never due after it is needed, nor a chase on the day itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), (needed, days) => {
        assert(dueOf(on, days, addDays(on, needed)) <= addDays(on, needed))
      }),
    )
    assert.equal(afterChase(on), '2026-11-24')
  })
})

describe('trap 7: two authorities each think the other has the child', () => {
  const moves: readonly Move[] = ['answer', 'accept', 'refuse', 'withdraw', 'chase', 'to managers']
  test('whatever is pressed, in whatever order, by either, exactly one has the child', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 30 }), tried => {
        let state: RequestState = 'open'
        for (const move of tried) {
          // The same record, read from both ends: theirs and ours.
          const theirs = { kind: 'hand-over' as const, direction: 'in' as const, state }
          const ours = { ...theirs, direction: 'out' as const }
          const allowed = [...movesOf(ours), ...movesOf(theirs)].includes(move)
          if (allowed) state = stateAfter(state, move)
          assert.notEqual(isOurs({ ...ours, state }), isOurs({ ...theirs, state }), `after ${move}: ${state}`)
        }
      }),
      { numRuns: 2000 },
    )
  })
  test('what was accepted, refused or withdrawn stays so', () => {
    for (const state of ['accepted', 'refused', 'withdrawn', 'answered'] as const) {
      for (const direction of ['in', 'out'] as const) {
        for (const move of movesOf({ kind: 'hand-over', direction, state })) {
          assert.equal(stateAfter(state, move), state)
        }
      }
    }
  })
  test('no message and no passing of days is an acceptance: only the word itself', () => {
    for (const move of moves) {
      assert.equal(isOurs({ direction: 'out', state: stateAfter('open', move) }), move !== 'accept')
    }
  })
})
