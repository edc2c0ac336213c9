import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Answer,
  answered,
  askedAgain,
  type Fact,
  factsIn,
  inHundred,
  inSight,
  joinsByItself,
  kept,
  type Person,
  rankOf,
  type Seen,
  type Standing,
  waitsForSecond,
} from './proposal.ts'

const fact = (field: string, level: string, weight: number, more: Partial<Fact> = {}): Fact => ({
  field,
  level,
  weight,
  agrees: weight > 0 ? 'yes' : 'no',
  ...more,
})
const seen = (evidence: Fact[], more: Partial<Seen> = {}): Seen => ({
  probability: 0.97,
  band: 'probable',
  modelVersion: 'test',
  sentence: '97 in 100 that these are the same child.',
  start: -18,
  sibling: '',
  rivals: '',
  because: [],
  evidence,
  ...more,
})
const officer: Person = { id: 'officer', name: 'Olga Officer', mayDecide: true, mayDecideProtected: false }
const second: Person = { id: 'second', name: 'Sam Second', mayDecide: true, mayDecideProtected: false }
const manager: Person = { id: 'manager', name: 'Mo Manager', mayDecide: true, mayDecideProtected: true }
const standing = (more: Partial<Standing> = {}): Standing => ({
  guarded: false,
  linked: false,
  questioned: false,
  last: undefined,
  ...more,
})
const said = (answer: Answer, byId: string | null) => ({ answer, byId, byName: 'Someone' })
const next = (given: Standing, person: Person, answer: Answer) => {
  const decided = answered(given, person, answer)
  assert(decided.allowed, decided.allowed ? '' : decided.refusals[0]!.says)
  return decided.value
}

describe('deciding', () => {
  test('takes two people to link, and one person twice is one person', () => {
    const first = next(standing(), officer, 'same')
    assert.deepEqual([first.state, first.link, first.write], ['to confirm', undefined, true])
    const again = next(standing({ last: said('same', 'officer') }), officer, 'same')
    assert.deepEqual([again.state, again.link, again.write], ['to confirm', undefined, false])
    const other = next(standing({ last: said('same', 'officer') }), second, 'same')
    assert.deepEqual([other.state, other.link], ['settled', 'make'])
    assert.equal(waitsForSecond(standing({ last: said('same', 'officer') })), true)
  })
  test('of one name with two accounts is one person', () => {
    const last = { answer: 'same' as const, byId: 'another account', byName: 'OLGA  officer' }
    assert.equal(next(standing({ last }), officer, 'same').link, undefined)
    assert.equal(next(standing({ last }), second, 'same').link, 'make')
  })
  test('of a pair asked again says it first: what was said of other facts is no half of a link', () => {
    const last = said('same', 'officer')
    const asked = standing({ questioned: true, last })
    const again = next(asked, second, 'same')
    assert.deepEqual([again.state, again.link, again.write], ['to confirm', undefined, true])
    assert.equal(waitsForSecond(asked), false)
  })
  test('of a protected child is a manager’s, and of nobody who may not decide', () => {
    const refusedTo = (person: Person) => answered(standing({ guarded: true }), person, 'same')
    const refused = refusedTo(officer)
    assert(!refused.allowed)
    assert.match(refused.refusals[0]!.says, /a manager decides/)
    assert.equal(refusedTo(manager).allowed, true)
    const nobody = answered(
      standing(),
      { id: 'x', name: 'X', mayDecide: false, mayDecideProtected: false },
      'different',
    )
    assert(!nobody.allowed)
  })
  test('different undoes a link, not sure questions it, and same says that a questioned one stands', () => {
    const linked = standing({ linked: true, questioned: true, last: said('same', 'second') })
    assert.equal(next(linked, officer, 'different').link, 'undo')
    assert.deepEqual(
      [next(linked, officer, 'not sure').state, next(linked, officer, 'not sure').link],
      ['questioned', undefined],
    )
    assert.equal(next(linked, officer, 'same').link, 'stands')
    assert.equal(next({ ...linked, questioned: false }, officer, 'same').write, false)
  })
  test('never links without two different people, whatever was said before', () => {
    const people = fc.constantFrom(officer, second, manager)
    const one = fc.record({
      person: people,
      answer: fc.constantFrom<Answer>('same', 'different', 'not sure'),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), steps => {
        let now = standing()
        for (const { person, answer } of steps) {
          const before = now.last
          const made = next(now, person, answer)
          if (made.link === 'make') {
            assert.equal(before?.answer, 'same')
            assert.notEqual(before?.byId, person.id)
          }
          now = {
            ...now,
            linked: made.link === 'make' || (now.linked && made.link !== 'undo'),
            last: made.write ? said(answer, person.id) : now.last,
          }
        }
      }),
    )
  })
})

describe('asked again', () => {
  const surnameDiffers = fact('Surname', 'different', -5.6)
  const different = (evidence: Fact[]) => ({ answer: 'different' as const, evidence, probability: 0.3 })
  test('different, when new facts speak for the same child', () => {
    const why = askedAgain(different([surnameDiffers]), seen([fact('Surname', 'the same', 10)]))
    assert.equal(why, 'Changed since it was decided. Surname: the same (was: different)')
  })
  test('what changed of a home or a family is said without saying what', () => {
    const before = [fact('address', 'different', -3), fact('contact', 'different', -1)]
    const now = [fact('address', 'the same number and street', 9), fact('contact', 'the same name', 8)]
    assert.equal(
      askedAgain(different(before), seen(now)),
      'Changed since it was decided. What is held of the home or the family',
    )
  })
  test('not when nothing changed, or only a little, or the other way', () => {
    assert.equal(askedAgain(different([surnameDiffers]), seen([surnameDiffers])), undefined)
    assert.equal(
      askedAgain(different([fact('Sex', 'not known', 0)]), seen([fact('Sex', 'the same', 1)])),
      undefined,
    )
    assert.equal(askedAgain(different([fact('Surname', 'the same', 10)]), seen([surnameDiffers])), undefined)
    assert.equal(
      askedAgain(different([surnameDiffers]), seen([fact('Surname', 'the same', 10)], { band: 'none' })),
      undefined,
    )
  })
  test('same, when new facts speak against it; and not of what was decided before facts were kept', () => {
    const same = { answer: 'same' as const, evidence: [fact('UPN', 'not known', 0)], probability: 0.98 }
    assert.match(
      askedAgain(same, seen([fact('UPN', 'different, both valid', -6.6)]))!,
      /UPN: different, both valid/,
    )
    assert.equal(askedAgain(same, seen([fact('UPN', 'the same', 16)])), undefined)
    assert.equal(
      askedAgain({ ...same, evidence: factsIn(['UPN: not known']) }, seen([fact('UPN', 'different', -6.6)])),
      undefined,
    )
  })
})

describe('what is kept', () => {
  test('says how a home or a telephone compared, and never which', () => {
    const shown = seen([
      fact('Address', 'the same', 15, {
        left: '12 Sample Street',
        right: '12 Sample Street',
        note: 'Flat 2',
      }),
      fact('Telephone', 'different', -1, { left: '07700 900001', right: '07700 900002' }),
      fact('Contact', 'the same', 8, { left: 'Ayesha Khan', right: 'Ayesha Khan' }),
      fact('Surname', 'the same', 9, { left: 'Khan', right: 'Khan' }),
    ])
    const text = JSON.stringify(kept(shown))
    assert.doesNotMatch(text, /Sample Street|07700|Ayesha|Flat 2/)
    assert.match(text, /"left":"Khan"/)
  })
})

describe('by itself', () => {
  const sure = seen([], { band: 'certain', probability: 0.999 })
  const all = { switchedOn: true, now: sure, guarded: false, mayBeAdopted: false, last: undefined }
  test('only what is certain, unopposed, unprotected and undecided, where it is switched on', () => {
    assert.equal(joinsByItself(all), true)
    assert.equal(joinsByItself({ ...all, switchedOn: false }), false)
    assert.equal(joinsByItself({ ...all, now: seen([]) }), false)
    assert.equal(joinsByItself({ ...all, now: { ...sure, because: ['They may be twins'] } }), false)
    assert.equal(joinsByItself({ ...all, guarded: true }), false)
    assert.equal(joinsByItself({ ...all, mayBeAdopted: true }), false)
    assert.equal(joinsByItself({ ...all, last: said('not sure', 'officer') }), false)
  })
})

test('who may know that two are alike', () => {
  const none = { protected: false, identity: false }
  const address = { protected: true, identity: false }
  const identity = { protected: true, identity: true }
  const sees = (role: string) =>
    [none, address, identity].map(guard => (inSight(role, [none, guard]) ? 'sees' : '-')).join(' ')
  assert.equal(sees('manager'), 'sees sees sees')
  assert.equal(sees('cme-officer'), 'sees sees -')
  assert.equal(sees('cme-assistant'), 'sees - -')
  for (const role of ['dsl', 'headteacher', 'attendance-officer']) assert.equal(sees(role), '- - -')
})

test('a share is never said to be nought or a hundred', () => {
  assert.equal(inHundred(0.9999), 'more than 99 in 100')
  assert.equal(inHundred(0.97), '97 in 100')
  assert.equal(inHundred(0), 'fewer than 1 in 100')
  assert.deepEqual([rankOf('certain'), rankOf('probable'), rankOf('look')], [0, 1, 2])
})
