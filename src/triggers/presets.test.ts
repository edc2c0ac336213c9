// The nine published examples: each step may be switched on, or is refused for a reason of law.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { holdsInWords, refusalsOf } from './no-later.ts'
import { presetOf, presetStepOf, presets } from './presets.ts'
import { stepInWords, whenInWords } from './trigger.ts'

const on = localDate('2026-11-20')

test('the nine examples are there, in the order of the catalogue', () => {
  assert.deepEqual(
    presets.map(preset => preset.name),
    [
      'Gloucestershire',
      'Ealing',
      'Herefordshire',
      'Bradford',
      'Durham',
      'Barnet',
      'Milton Keynes',
      'Hertfordshire',
      'Hillingdon',
    ],
  )
})

const expected: Readonly<Record<string, readonly [when: string, step: string, refused?: RegExp]>> = {
  'gloucestershire.first-day-call': [
    '1 school day of unexplained absence in a row',
    'Ring the family; a person rings, not a machine',
  ],
  'gloucestershire.home-visit': ['5 school days of unexplained absence in a row', 'Visit the home'],
  'gloucestershire.refer': [
    '10 school days of unexplained absence in a row',
    'Refer to the authority, on F3: School referral',
  ],
  'ealing.enquire': ['3 school days of unexplained absence in a row', 'Begin enquiries'],
  'ealing.new-authority': [
    '10 school days after the last day in school, and now away without a reason',
    'Confirm the application with the new authority before any removal',
  ],
  'ealing.address-still-live': ['10 school days of unexplained absence in a row', 'Do the checks'],
  'herefordshire.checks': ['10 school days of unexplained absence in a row', 'Do the checks'],
  'herefordshire.letter': ['10 school days of unexplained absence in a row', 'Write to the parents'],
  'herefordshire.refer': [
    '10 school days of unexplained absence in a row',
    'Refer to the authority, on F3: School referral',
  ],
  'bradford.siblings-first': [
    '9 school days after the last day in school, and now away without a reason',
    'Ask the schools of brothers and sisters',
  ],
  'bradford.refer': [
    '10 school days after the last day in school, and now away without a reason',
    'Refer to the authority, on F3: School referral',
  ],
  'bradford.not-before-six-weeks': [
    '6 weeks after a school referred the child',
    'Ask the authority how its checks stand',
  ],
  'bradford.eight-weeks': ['8 weeks after a school referred the child', 'Look at it again'],
  'durham.remove': [
    '20 school days of unexplained absence in a row',
    'Take the name off the register',
    /No name comes off a register because time has passed/,
  ],
  'durham.lost-file': [
    '20 school days of unexplained absence in a row',
    'Send the transfer file of a lost pupil',
    /has come off, not before \(T-22\)/,
  ],
  'durham.review-instead': [
    '20 school days after the case was opened, and the child is not traced',
    'Look at it again',
  ],
  'durham.lost-file-instead': [
    'At once after the name came off with no next place known',
    'Send the transfer file of a lost pupil',
  ],
  'barnet.refer': [
    '10 school days of unexplained absence in a row',
    'Refer to the authority, on F3: School referral',
  ],
  'barnet.refer-after-leave': [
    '5 school days after granted leave ended, and the child is not back',
    'Refer to the authority, on F3: School referral',
  ],
  'milton-keynes.open-case': [
    '20 school days after the child was known to be out of education',
    'Open a case, where there is none',
  ],
  'hertfordshire.initial-form': ['10 school days of unexplained absence in a row', 'Send the form'],
  'hertfordshire.ten-days-apart': [
    '10 school days of unauthorised absence in the school year, in a row or not',
    'Send the form',
  ],
  'hertfordshire.follow-up-form': [
    '15 school days of unexplained absence in a row',
    'Send the follow-up form',
  ],
  'hillingdon.year-7': [
    '5 school days since the agreed first day, and the child has not come, Year 7 only',
    'Refer to the authority, on F7: September non-arrival return',
  ],
  'hillingdon.end-of-september': [
    '4 weeks since the agreed first day, and the child has not come, Year 7 only',
    'Refer to the authority, on F7: September non-arrival return',
    /4 weeks may end after 10 school days; enter 1 week or fewer/,
  ],
}

const all = presets.flatMap(preset =>
  preset.steps.map(step => ({ id: `${preset.id}.${step.id}`, preset, step })),
)

test('each step is named once', () => {
  assert.deepEqual(
    all.map(one => one.id),
    Object.keys(expected),
  )
})

describe('each step', () => {
  for (const { id, step } of all) {
    test(id, () => {
      const [when, what, refused] = expected[id]!
      assert.equal(whenInWords(step.trigger), when)
      assert.equal(stepInWords(step.trigger), what)
      const refusals = refusalsOf(step.trigger, on)
      if (refused) assert.match(refusals[0]?.says ?? 'not refused', refused)
      else assert.deepEqual(refusals, [])
      assert.ok(holdsInWords(step.trigger, on).length > 20)
    })
  }
})

test('each says where it was read, and the older ones that they are', () => {
  for (const preset of presets) {
    assert.match(preset.source, /^As published/, preset.name)
    assert.ok(preset.says.endsWith('.'), preset.name)
  }
  assert.deepEqual(
    presets.filter(preset => /older/.test(preset.source)).map(preset => preset.id),
    ['herefordshire', 'durham', 'barnet'],
  )
})
test('what is ours says so', () => {
  assert.deepEqual(
    all.filter(one => one.step.ours).map(one => one.id),
    ['durham.review-instead', 'durham.lost-file-instead'],
  )
})
test('is found by its name, or not at all', () => {
  assert.equal(presetOf('barnet')?.name, 'Barnet')
  assert.equal(presetOf('nowhere'), undefined)
  assert.equal(presetStepOf('barnet.refer')?.step.trigger.n, 10)
  assert.equal(presetStepOf('barnet.refer')?.preset.name, 'Barnet')
  assert.equal(presetStepOf('barnet.nothing'), undefined)
  assert.equal(presetStepOf('nowhere.refer'), undefined)
  assert.equal(presetStepOf(''), undefined)
})
