import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { authorityChecks } from './authority-checks.ts'
import { after, type CaseEvent, caseFrom, type Happened } from './case.ts'
import { sharedOf } from './shared.ts'

const on = localDate('2026-11-20')
const made = (happened: Happened): CaseEvent => ({
  ...happened,
  id: '1',
  on,
  by: 'An officer',
  role: 'cme-officer',
  side: 'authority',
})
const received = caseFrom([
  made({
    type: 'received',
    how: 'referral',
    school: 'Alder',
    startCode: 'START-01',
    level: 'keep in view',
    pathway: 'A',
    says: '',
  }),
])
const taken = after(received, made({ type: 'accepted', level: 'keep in view', ownerId: 'o', ownerName: 'O' }))
const secret = 'With the aunt in Leeds'

/** One of every kind of event that could carry what was found. */
const telling: Happened[] = [
  { type: 'check-asked', check: 'RL17', says: secret, due: on },
  { type: 'check-answered', check: 'RL09', result: 'something found', says: secret },
  { type: 'contact', who: secret, method: 'phone', result: 'spoke', says: secret },
  { type: 'note', fact: secret, opinion: secret },
  { type: 'reviewed', says: secret },
  { type: 'safeguarding-considered', says: secret, with: secret },
  { type: 'located', proof: 'seen', where: 'another authority', says: secret },
  { type: 'whereabouts-lost', says: secret },
  { type: 'found-on-roll', enrolmentId: 'e', schoolId: 's', school: 'Birch', offerId: 'o', since: on },
  { type: 'place-offered', offerId: 'o', schoolId: 's', school: 'Birch', startsOn: on },
  { type: 'place-withdrawn', offerId: 'o', school: 'Birch', says: secret },
  { type: 'not-started', offerId: 'o', school: 'Birch', coming: 'will not come', says: secret },
  { type: 'started-claimed', startedOn: on, says: secret, from: secret },
  { type: 'attendance-confirmed', offerId: 'o', schoolId: 's', school: 'Birch', attendedOn: on },
  { type: 'not-located', says: secret, safeguardingLead: 'Lead' },
  { type: 'level-set', level: 'act today', why: secret },
  { type: 'standing-set', standing: 'CME', from: on, why: secret },
  { type: 'concluded', outcome: 'LOCATED_NOT_AGREED', unavoidable: 'no', reasons: secret },
  { type: 'proof-recorded', outcome: 'O02', says: secret, from: secret, attendedOn: on },
  { type: 'closed', outcome: 'O02', says: secret },
  { type: 'closed', outcome: 'O10', says: secret },
  { type: 'reopened', why: secret },
]

describe('what a school reads of the authority’s steps', () => {
  for (const event of telling) {
    test(`${event.type}: nothing of what was found, and no other school`, () => {
      const told = JSON.stringify(sharedOf(event, taken, false))
      assert.doesNotMatch(told, /aunt|Leeds|Birch|Died|abroad|another authority/)
    })
    test(`${event.type}, protected, after the referral was taken on: the category at most`, () => {
      const told = sharedOf(event, taken, true)
      assert.deepEqual(
        Object.keys(told).filter(key => key !== 'category'),
        [],
      )
    })
  }
  test('a check that says something by its name is not named', () => {
    for (const check of authorityChecks.filter(one => one.quiet)) {
      const { says } = sharedOf({ type: 'check-asked', check: check.code, says: '', due: on }, taken, false)
      assert.equal(says, 'The authority began another of its own checks', check.code)
    }
    const { says } = sharedOf({ type: 'check-asked', check: 'RL09', says: '', due: on }, taken, false)
    assert.equal(says, 'The authority began a check: Council tax')
  })
  test('what is asked of the school, and why it was declined, it reads in full, protected or not', () => {
    for (const isProtected of [false, true]) {
      assert.match(
        sharedOf({ type: 'more-asked', what: 'Which language?', due: on }, received, isProtected).says ?? '',
        /Which language\?/,
      )
      assert.equal(
        sharedOf({ type: 'declined', because: 'not CME', says: 'On your roll' }, received, isProtected)
          .answer,
        'On your roll',
      )
    }
  })
})
