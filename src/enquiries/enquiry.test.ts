import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { defaultSettings } from '../schools/settings.ts'
import { askedInWords, checkOfContact, contactResults } from './contact.ts'
import {
  checkStates,
  contactsInWords,
  type Enquiry,
  missingChecks,
  nextAfter,
  resultAsSeen,
  results,
  seenInWords,
  waysOfSeeing,
} from './enquiry.ts'
import {
  conditionsOfFlags,
  conditionsOfKind,
  requiredCodes,
  schoolCheck,
  schoolChecks,
} from './school-checks.ts'

const rules = { required: defaultSettings['required-school-checks'], conditions: [], screenSigned: false }
const done = (
  checkCode: string,
  result: string,
  doneOn = '2026-11-09',
  more: Partial<Enquiry> = {},
): Enquiry => ({
  checkCode,
  result,
  doneOn,
  ...more,
})
const stateOf = (code: string, enquiries: Enquiry[], screenSigned = false) => {
  const state = checkStates(enquiries, { ...rules, screenSigned }).find(s => s.check.code === code)
  assert(state)
  return state
}

describe('the school’s checks', () => {
  test('are RS01 to RS22, each once', () => {
    const codes = schoolChecks.map(check => check.code)
    assert.deepEqual(
      codes,
      Array.from({ length: 22 }, (_, i) => `RS${String(i + 1).padStart(2, '0')}`),
    )
  })
  test('say when they apply wherever they are not always required', () => {
    for (const check of schoolChecks)
      assert.equal(check.required === 'yes', check.when === undefined, check.code)
    for (const check of schoolChecks)
      assert.equal(check.required === 'if', check.condition !== undefined, check.code)
  })
  test('that the default settings require are those marked as required', () => {
    assert.deepEqual(
      [...defaultSettings['required-school-checks']].sort(),
      schoolChecks.filter(check => check.required === 'yes').map(check => check.code),
    )
  })
  test('leave the home visit out where the authority does not ask for one', () => {
    assert(requiredCodes(defaultSettings).includes('RS09'))
    assert(!requiredCodes({ ...defaultSettings, 'home-visit-required': false }).includes('RS09'))
  })
})

describe('the state of a check', () => {
  for (const [says, code, enquiries, status] of [
    ['nothing done', 'RS05', [], 'Not started'],
    ['an answer', 'RS05', [done('RS05', 'nothing known')], 'Done'],
    ['information', 'RS05', [done('RS05', 'information')], 'Done'],
    ['the child seen', 'RS09', [done('RS09', 'child seen')], 'Done'],
    ['asked, no answer yet', 'RS05', [done('RS05', 'waiting')], 'Waiting for reply'],
    ['one try where one is enough', 'RS05', [done('RS05', 'no reply')], 'Done'],
    ['rung twice on one day', 'RS01', [done('RS01', 'no answer'), done('RS01', 'no answer')], 'In progress'],
    [
      'rung on two days',
      'RS01',
      [done('RS01', 'no answer'), done('RS01', 'message left', '2026-11-10')],
      'Done',
    ],
    ['one visit, nobody in', 'RS09', [done('RS09', 'no reply')], 'In progress'],
    [
      'two visits on two days',
      'RS09',
      [done('RS09', 'no reply'), done('RS09', 'no reply', '2026-11-12')],
      'Done',
    ],
    [
      'a try, then waiting',
      'RS09',
      [done('RS09', 'no reply'), done('RS09', 'waiting', '2026-11-12')],
      'In progress',
    ],
    [
      'waiting, then an answer',
      'RS12',
      [done('RS12', 'waiting'), done('RS12', 'nothing known', '2026-11-12')],
      'Done',
    ],
    [
      'not needed',
      'RS08',
      [done('RS08', 'not needed', '2026-11-09', { note: 'No brothers or sisters' })],
      'Not needed',
    ],
    ['another check’s answer', 'RS05', [done('RS04', 'information')], 'Not started'],
    ['a screen recorded like a check', 'RS22', [done('RS22', 'information')], 'Not started'],
  ] as const) {
    test(`${says}: ${status}`, () => assert.equal(stateOf(code, [...enquiries]).status, status))
  }
  test('of the screen follows from the signature alone', () => {
    assert.equal(stateOf('RS22', [], true).status, 'Done')
  })
  test('that is not needed shows the reason given', () => {
    const state = stateOf('RS08', [
      done('RS08', 'not needed', '2026-11-09', { note: 'No brothers or sisters' }),
    ])
    assert.equal(state.because, 'No brothers or sisters')
  })
})

describe('what is missing', () => {
  const everything = rules.required.filter(code => code !== 'RS22').map(code => done(code, 'nothing known'))
  test('is everything required at first, and nothing when all is answered and signed', () => {
    assert.deepEqual(
      missingChecks(checkStates([], rules)).map(s => s.check.code),
      [...rules.required].sort(),
    )
    assert.deepEqual(missingChecks(checkStates(everything, { ...rules, screenSigned: true })), [])
  })
  test('grows with the facts of the child', () => {
    const conditions = [...conditionsOfFlags(['child_protection_plan']), ...conditionsOfKind('START-04')]
    const missing = missingChecks(checkStates(everything, { ...rules, screenSigned: true, conditions }))
    assert.deepEqual(
      missing.map(s => s.check.code),
      ['RS15', 'RS18'],
    )
  })
  test('never grows by doing more', () => {
    const enquiry = fc.record({
      checkCode: fc.constantFrom(...schoolChecks.map(check => check.code)),
      result: fc.constantFrom(...results.filter(result => result !== 'not needed')),
      doneOn: fc.constantFrom('2026-11-09', '2026-11-10', '2026-11-11'),
    })
    fc.assert(
      fc.property(fc.array(enquiry, { maxLength: 12 }), enquiry, (some, one) => {
        const before = missingChecks(checkStates(some, rules)).map(s => s.check.code)
        const after = missingChecks(checkStates([...some, one], rules)).map(s => s.check.code)
        assert(after.every(code => before.includes(code)))
      }),
    )
  })
})

describe('a home visit', () => {
  const visit = (doneOn: string, doneAt?: string) =>
    done('RS09', 'no reply', doneOn, { ...(doneAt !== undefined && { doneAt }) })
  for (const [says, visits, status] of [
    ['once', [visit('2026-11-11', '09:30')], 'In progress'],
    ['twice on one day', [visit('2026-11-11', '09:30'), visit('2026-11-11', '16:00')], 'In progress'],
    ['on two days at one time', [visit('2026-11-11', '09:30'), visit('2026-11-12', '09:30')], 'In progress'],
    ['59 minutes apart', [visit('2026-11-11', '09:30'), visit('2026-11-12', '10:29')], 'In progress'],
    ['60 minutes apart', [visit('2026-11-11', '09:30'), visit('2026-11-12', '10:30')], 'Done'],
    ['earlier the next day', [visit('2026-11-11', '16:00'), visit('2026-11-12', '08:00')], 'Done'],
    ['with a time nobody wrote down', [visit('2026-11-11'), visit('2026-11-12', '08:00')], 'Done'],
    [
      'a third time at another hour',
      [visit('2026-11-11', '09:30'), visit('2026-11-12', '09:30'), visit('2026-11-13', '15:00')],
      'Done',
    ],
  ] as [string, Enquiry[], string][]) {
    test(`${says}: ${status}`, () => assert.equal(stateOf('RS09', visits).status, status))
  }
  test('is done at once where it was answered', () =>
    assert.equal(stateOf('RS09', [done('RS09', 'information')]).status, 'Done'))
})

describe('how a child was seen', () => {
  test('is said as it was, and only in person is seen', () => {
    assert.equal(resultAsSeen({ result: 'information', seen_how: 'spoken to' }), seenInWords['spoken to'])
    assert.equal(resultAsSeen({ result: 'information', seen_how: null }), 'They gave information.')
    assert.equal(new Set(waysOfSeeing.map(how => seenInWords[how])).size, 4)
  })
})

describe('contacts in words', () => {
  const rang = (result: string, doneOn = '2026-11-09') => done('RS01', result, doneOn, { method: 'phone' })
  for (const [enquiries, words] of [
    [[], 'We have not recorded a contact yet.'],
    [[rang('no answer')], 'We rang once. No answer.'],
    [[rang('no answer'), rang('message left'), rang('no answer')], 'We rang 3 times. No answer.'],
    [
      [rang('no answer'), done('RS02', 'no reply', '2026-11-10', { method: 'text' })],
      'We rang once. We wrote once. No answer.',
    ],
    [
      [rang('no answer'), rang('child safe')],
      'We rang 2 times. The child is safe, and the reason was given.',
    ],
    [[done('RS09', 'no reply', '2026-11-10', { method: 'visit' })], 'We have not recorded a contact yet.'],
  ] as [Enquiry[], string][]) {
    test(words, () => assert.equal(contactsInWords(enquiries), words))
  }
})

describe('a contact', () => {
  const mother = { order: 1, relationship: 'mother', livesWith: 'yes', parentalResponsibility: 'yes' }
  const father = { order: 2, relationship: 'father', livesWith: 'no', parentalResponsibility: 'yes' }
  const aunt = { order: 3, relationship: 'aunt', livesWith: 'not known', parentalResponsibility: 'no' }
  for (const [method, who, code] of [
    ['phone', mother, 'RS01'],
    ['in person', mother, 'RS01'],
    ['phone', father, 'RS03'],
    ['phone', aunt, 'RS03'],
    ['phone', undefined, 'RS03'],
    ['text', mother, 'RS02'],
    ['email', father, 'RS02'],
    ['visit', mother, 'RS09'],
  ] as const) {
    test(`by ${method} with ${who?.relationship ?? 'someone else'} is ${code}`, () => {
      assert.equal(checkOfContact(method, who), code)
      assert(schoolCheck(code))
    })
  }
  test('is kept by place and relationship, never by name', () => {
    assert.equal(askedInWords(mother), 'Contact 1, mother')
    assert.equal(askedInWords({ ...aunt, relationship: null }), 'Contact 3')
  })
  test('is urgent when nobody who looks after the child has the child, and only then', () => {
    const urgent = contactResults.filter(result => nextAfter(result)?.urgent)
    assert.deepEqual(urgent, ['does not have the child', 'not reassured'])
    assert(contactResults.every(result => nextAfter(result) !== undefined))
  })
})
