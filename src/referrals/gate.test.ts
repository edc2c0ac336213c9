import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { checkStates } from '../enquiries/enquiry.ts'
import { defaultSettings } from '../schools/settings.ts'
import { type GateFacts, gate, maySend } from './gate.ts'
import { type NextStepFacts, nextSteps } from './next-steps.ts'
import { answerInWords, question, questions, readAnswer, unanswered } from './questions.ts'

const required = defaultSettings['required-school-checks']
const checksWithout = (...without: string[]) =>
  checkStates(
    required
      .filter(code => code !== 'RS22' && !without.includes(code))
      .map(checkCode => ({ checkCode, result: 'nothing known', doneOn: '2026-11-10' })),
    { required, conditions: [], screenSigned: !without.includes('RS22') },
  )
const ready: GateFacts = {
  on: localDate('2026-11-20'),
  dateOfBirth: localDate('2017-03-14'),
  checks: checksWithout(),
  lastContactResult: 'no answer',
  route: { end: 'CME' },
  openReferral: undefined,
  unanswered: [],
}
const reasonsOf = (facts: Partial<GateFacts>) => {
  const state = gate({ ...ready, ...facts })
  return state.open ? [] : state.reasons.map(reason => reason.says)
}

describe('ready to refer', () => {
  test('is green where nothing is missing', () => assert.deepEqual(gate(ready), { open: true }))
  for (const [says, facts, reasons] of [
    ['the home visit', { checks: checksWithout('RS09') }, ['The home visit is not done']],
    ['the screen', { checks: checksWithout('RS22') }, ['The DSL has not signed the risk screen']],
    [
      'another check',
      { checks: checksWithout('RS04') },
      ['Not done: check the register, notes, leave requests and reason codes'],
    ],
    [
      'in contact',
      { lastContactResult: 'child safe' },
      ['You are in contact with the family, so this is an attendance matter'],
    ],
    [
      'the questions before it',
      { route: { next: 'age' } },
      ['It is not said whether this is attendance or missing education'],
    ],
    [
      'within reach',
      { route: { end: 'in-reach' } },
      ['You are in contact, and the school is within reach: attendance'],
    ],
    [
      'in contact, said twice',
      { route: { end: 'in-reach' }, lastContactResult: 'child safe' },
      ['You are in contact with the family, so this is an attendance matter'],
    ],
    ['ill', { route: { end: 'ill' } }, ['The absence is explained: sickness, or it is unavoidable']],
    [
      'home education',
      { route: { end: 'home-education' } },
      ['A parent has written that they will educate at home'],
    ],
    [
      'a new school',
      { route: { end: 'new-school' } },
      ['A new school has confirmed the child: an ordinary leaver'],
    ],
    [
      'said to be over age, and is not',
      { route: { end: 'age' } },
      ['You said that the child is not of compulsory school age'],
    ],
    [
      'over age, said twice',
      { route: { end: 'age' }, dateOfBirth: localDate('2009-03-14') },
      ['The child is not of compulsory school age'],
    ],
    [
      'the call with the authority, where it asks for one',
      {
        checks: checkStates(
          required
            .filter(code => code !== 'RS22')
            .map(checkCode => ({ checkCode, result: 'nothing known', doneOn: '2026-11-10' })),
          { required: [...required, 'RS21'], conditions: [], screenSigned: true },
        ),
      },
      ['The call with the authority is not recorded'],
    ],
    ['a message left', { lastContactResult: 'message left' }, []],
    ['no contact at all', { lastContactResult: undefined }, []],
    ['a duplicate', { openReferral: 'R-1001' }, ['You have already referred this child: R-1001']],
    ['no date of birth', { dateOfBirth: undefined }, ['The date of birth is not known']],
    [
      'an unanswered question',
      { unanswered: [{ id: 'siblings', short: 'Brothers and sisters' }] },
      ['Not answered: brothers and sisters'],
    ],
    // Five on 1 September 2026: of compulsory age from 31 December 2026.
    [
      'the day before compulsory age',
      { dateOfBirth: localDate('2021-09-01'), on: localDate('2026-12-30') },
      ['The child is not of compulsory school age'],
    ],
    [
      'the first day of compulsory age',
      { dateOfBirth: localDate('2021-09-01'), on: localDate('2026-12-31') },
      [],
    ],
    // Sixteen in the school year 2026/27: to the last Friday of June 2027.
    [
      'the last day of compulsory age',
      { dateOfBirth: localDate('2011-03-14'), on: localDate('2027-06-25') },
      [],
    ],
    [
      'the day after it',
      { dateOfBirth: localDate('2011-03-14'), on: localDate('2027-06-26') },
      ['The child is not of compulsory school age'],
    ],
  ] as [string, Partial<GateFacts>, string[]][]) {
    test(`${says}: ${reasons.length ? reasons.join('; ') : 'nothing against it'}`, () => {
      assert.deepEqual(reasonsOf(facts), reasons)
    })
  }
  test('gives every reason at once, each with what to do', () => {
    const state = gate({
      ...ready,
      checks: checksWithout('RS09', 'RS22', 'RS01'),
      openReferral: 'R-1',
      lastContactResult: 'child safe',
    })
    assert(!state.open)
    assert.deepEqual(
      state.reasons.map(reason => reason.code),
      ['in contact', 'duplicate', 'check', 'home visit', 'screen'],
    )
    assert(state.reasons.every(reason => reason.because.length > 10))
  })
})

describe('passing the gate', () => {
  const shut = gate({ ...ready, checks: checksWithout('RS09', 'RS22'), unanswered: questions })
  test('is a DSL’s, for urgent risk, with a reason; never an officer’s, never without one', () => {
    assert.deepEqual(maySend(shut, { isDsl: true, urgentBecause: ' Seen with luggage ' }), {
      send: true,
      passedWhy: 'Seen with luggage',
    })
    assert.equal(maySend(shut, { isDsl: true, urgentBecause: '  ' }).send, false)
    assert.equal(maySend(shut, { isDsl: false, urgentBecause: 'Seen with luggage' }).send, false)
  })
  test('is not needed where it is open, and then nothing is marked urgent', () => {
    assert.deepEqual(maySend({ open: true }, { isDsl: true, urgentBecause: 'x' }), { send: true })
  })
})

describe('questions', () => {
  const read = (id: string, text: string, notKnown = false) =>
    readAnswer(question(id)!, { text, notKnown }, '2026-11-20')
  for (const [id, text, isNotKnown, answer] of [
    ['kind', 'START-01', false, { answer: 'START-01' }],
    ['kind', 'START-07', false, { wrong: 'Choose why the child may be missing education' }],
    ['kind', '', true, { wrong: 'Choose why the child may be missing education' }],
    ['last-seen', '2026-11-20', false, { answer: '2026-11-20' }],
    ['last-seen', '2026-11-21', false, { wrong: 'The date must be today or before' }],
    ['last-seen', '2026-02-30', false, { wrong: 'Enter a real date, such as 6 11 2026' }],
    ['last-seen', '', true, { answer: 'not known' }],
    [
      'last-seen',
      '2026-11-20',
      true,
      { wrong: 'Either give an answer or choose that it is not known, not both' },
    ],
    ['what-happened', 'x'.repeat(4000), false, { answer: 'x'.repeat(4000) }],
    ['what-happened', 'x'.repeat(4001), false, { wrong: 'Use 4000 characters or fewer' }],
    ['what-happened', '', false, { wrong: 'Say what happened' }],
  ] as const) {
    test(`${id}: ${isNotKnown ? 'not known' : text.slice(0, 12) || 'nothing'}`, () => {
      assert.deepEqual(read(id, text, isNotKnown), answer)
    })
  }
  test('are unanswered until something is said; "not known" is something', () => {
    assert.equal(unanswered({}).length, questions.filter(q => q.required).length)
    assert.equal(questions.filter(q => !q.required).length, 2)
    assert.deepEqual(unanswered(Object.fromEntries(questions.map(q => [q.id, 'not known']))), [])
    assert.equal(answerInWords(question('siblings')!, 'not known'), 'Not known')
  })
})

describe('what a school can do next', () => {
  const quiet: NextStepFacts = {
    returnDue: false,
    lastContactResult: undefined,
    contactToday: false,
    absentToday: false,
    runSchoolDays: 0,
    enquiriesFromDay: 3,
    referFromDay: 10,
    checksMissing: 11,
    screenSigned: false,
    referred: undefined,
    reasonsToSettle: 0,
    leaveOverrun: false,
    twentyDays: false,
    hasLeft: false,
    isDsl: false,
  }
  const check = (facts: Partial<NextStepFacts>, ...steps: string[]) =>
    test(`${JSON.stringify(facts)}: ${steps.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(
        nextSteps({ ...quiet, ...facts }).map(step => step.id),
        steps,
      )
    })
  const away = { absentToday: true, lastContactResult: 'no answer' }
  check({})
  check({ absentToday: true, runSchoolDays: 1 }, 'record-contact')
  check({ ...away, runSchoolDays: 1, contactToday: true })
  check({ ...away, runSchoolDays: 2 }, 'record-contact')
  check({ ...away, runSchoolDays: 3 }, 'record-contact', 'check-list', 'sign-screen')
  check({ ...away, runSchoolDays: 9 }, 'record-contact', 'check-list', 'sign-screen')
  check({ ...away, runSchoolDays: 10 }, 'record-contact', 'check-list', 'sign-screen', 'refer')
  check({ ...away, runSchoolDays: 5, screenSigned: true, checksMissing: 0, contactToday: true }, 'refer')
  check(
    { ...away, runSchoolDays: 10, referred: 'R-1001', screenSigned: true, contactToday: true },
    'keep-checking',
  )
  // The first day after leave begins the enquiries; the referral follows on its own day, or sooner where there is risk.
  check({ leaveOverrun: true, runSchoolDays: 1 }, 'check-list', 'sign-screen')
  check({ leaveOverrun: true, runSchoolDays: 10 }, 'check-list', 'sign-screen', 'refer')
  check({ lastContactResult: 'does not have the child', contactToday: true }, 'tell-dsl', 'check-list')
  check({ lastContactResult: 'not reassured', contactToday: true }, 'tell-dsl')
  check({ reasonsToSettle: 2 }, 'settle-reason')
  test('the statutory return stands first, whatever else there is', () => {
    const steps = nextSteps({
      ...quiet,
      ...away,
      runSchoolDays: 25,
      returnDue: true,
      reasonsToSettle: 3,
      lastContactResult: 'not reassured',
    })
    assert.equal(steps[0]!.id, 'send-return')
  })
  test('each says why', () => {
    for (const step of nextSteps({
      ...quiet,
      ...away,
      runSchoolDays: 12,
      returnDue: true,
      reasonsToSettle: 1,
    })) {
      assert(step.because.endsWith('.'), step.id)
    }
  })
})
