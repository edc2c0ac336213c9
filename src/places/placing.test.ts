// The way into education: what steps make of it, and that what is waited for is always a task, no more and no fewer.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import {
  type PlacingHappened,
  type PlacingStep,
  phaseOf,
  placingFrom,
  tasksToTell,
  waitPrefix,
  waitsOf,
} from './placing.ts'
import { stepInWords } from './words.ts'

const day = localDate('2026-11-20')
const caseId = 'case'
let made = 0
const step = (happened: PlacingHappened, at = caseId): PlacingStep => {
  made += 1
  return { ...happened, id: `step-${made}`, caseId: at, on: day, by: 'Somebody' }
}
const applied = (): PlacingStep =>
  step({ kind: 'applied', to: 'Alder Primary', received: day, answerBy: addDays(day, 21) })
const offered = (about?: string, offerId?: string): PlacingStep =>
  step({
    kind: 'offered',
    about,
    offerId,
    school: 'Alder Primary',
    startsOn: addDays(day, 3),
    answerBy: addDays(day, 14),
  })

describe('a placing', () => {
  test('goes from finding a place to the tenth day, and back', () => {
    const application = applied()
    const offer = offered(application.id, 'offer')
    const steps = [
      application,
      offer,
      step({ kind: 'parent-answered', about: offer.id, answer: 'accepted', says: '' }),
      step({ kind: 'visited', about: offer.id, visitedOn: day }),
      step({ kind: 'started', offerId: 'offer', attendedOn: day, tenthOn: addDays(day, 14) }),
      step({ kind: 'tenth-day', offerId: 'offer', answer: 'attending' }),
    ]
    const phases = steps.map((_, i) => phaseOf(placingFrom(steps.slice(0, i + 1)), caseId))
    assert.deepEqual(phases, ['applied', 'offered', 'accepted', 'visited', 'started', 'attending'])
    const gone = [
      ...steps.slice(0, 5),
      step({ kind: 'tenth-day', offerId: 'offer', answer: 'not attending' }),
    ]
    assert.equal(phaseOf(placingFrom(gone), caseId), 'finding a place')
  })
  test('waits for each answer by its day, and names no place of a protected child', () => {
    const application = applied()
    const offer = offered(undefined, 'offer')
    const p = placingFrom([application, offer])
    assert.deepEqual(
      waitsOf(p, caseId, false).map(wait => [wait.says, wait.due]),
      [
        ['Hear from Alder Primary about the application', addDays(day, 21)],
        ['Hear whether the family accepts Alder Primary; the school tries next', addDays(day, 14)],
      ],
    )
    assert.ok(waitsOf(p, caseId, true).every(wait => !wait.says.includes('Alder')))
    assert.deepEqual(waitsOf(p, 'another case', false), [])
  })
  test('a step about nothing that is there changes nothing', () => {
    const about = 'nowhere'
    const lost = [
      step({ kind: 'parent-answered', about, answer: 'accepted', says: '' }),
      step({ kind: 'barrier-solved', about, who: 'x', says: 'y' }),
      step({ kind: 'fair-access-decided', about, decision: 'next panel', says: '' }),
      step({ kind: 'section-19-refused', about, says: '', answerBy: day }),
    ]
    assert.deepEqual(placingFrom(lost), placingFrom([]))
  })
})

/** Steps of every kind, about whatever came before, in any order. */
const anything = fc
  .array(fc.record({ kind: fc.nat(27), about: fc.nat(30), ahead: fc.nat(40) }), { maxLength: 40 })
  .map(picks => {
    const steps: PlacingStep[] = []
    for (const { kind, about: at, ahead } of picks) {
      const about = steps[at % Math.max(1, steps.length)]?.id ?? 'none'
      const on = addDays(day, ahead)
      const offer = steps.findLast(one => one.kind === 'offered')
      const offerId = offer?.kind === 'offered' ? (offer.offerId ?? 'none') : 'none'
      const all: PlacingHappened[] = [
        { kind: 'need', topic: 'sen', says: 'x', source: 'y' },
        { kind: 'need-ended', about, says: 'x' },
        { kind: 'barrier', topic: 'meals', says: 'x', source: 'y' },
        { kind: 'barrier-solved', about, who: 'x', says: 'y' },
        { kind: 'applied', to: 'Alder', received: day, answerBy: on },
        { kind: 'refused-by-school', about, says: 'x' },
        { kind: 'withdrawn', about, says: 'x' },
        { kind: 'appealed', about, lodged: day, answerBy: on },
        { kind: 'appeal-answered', about, result: 'upheld', says: '' },
        {
          kind: 'offered',
          about,
          offerId: ahead % 2 ? `offer-${steps.length}` : undefined,
          school: 'Alder',
          startsOn: on,
          answerBy: on,
        },
        { kind: 'no-answer-yet', about, now: 'admissions', answerBy: on, says: '' },
        { kind: 'no-answer-yet', about, now: 'CME', says: '' },
        { kind: 'parent-answered', about, answer: ahead % 2 ? 'accepted' : 'refused', says: '' },
        { kind: 'visited', about, visitedOn: on },
        { kind: 'started', offerId, attendedOn: day, tenthOn: on },
        { kind: 'not-started', offerId, says: '', willCome: ahead % 2 === 0 },
        {
          kind: 'tenth-day',
          offerId,
          answer: (['attending', 'not yet', 'not attending'] as const)[ahead % 3]!,
          askAgainOn: on,
        },
        {
          kind: 'fair-access-referred',
          category: 'l',
          eligible: true,
          because: '',
          says: '',
          panelOn: on,
          placeBy: on,
        },
        { kind: 'fair-access-asked', about, school: 'Alder', answerBy: on },
        { kind: 'fair-access-answered', about, answer: 'refuses', says: 'x' },
        {
          kind: 'fair-access-decided',
          about,
          decision: ahead % 2 ? 'next panel' : 'a school is named',
          says: '',
          panelOn: on,
        },
        { kind: 'direction', about, school: 'Alder', says: '', answerBy: on },
        { kind: 'section-19-begun', why: 'health', from: day, because: '', says: '', answerBy: on },
        { kind: 'section-19-offered', about, provider: 'Tutor', hours: 5, startsOn: on, answerBy: on },
        { kind: 'section-19-refused', about, says: '', answerBy: on },
        { kind: 'section-19-started', about, startedOn: day, hours: 5, confirmedBy: 'x', reviewOn: on },
        { kind: 'section-19-ended', about, says: '' },
        { kind: 'integration-asked', school: 'Alder', says: '', answerBy: on },
      ]
      steps.push(step(all[kind % all.length]!, ahead % 7 === 0 ? 'another case' : caseId))
    }
    return steps
  })

describe('for any steps', () => {
  test('the tasks told, one step at a time, are always what is waited for: none left behind, none forgotten', () => {
    fc.assert(
      fc.property(anything, steps => {
        const tasks: Record<string, { says: string; due: typeof day }> = {
          'visit 1': { says: 'Another noun’s', due: day },
        }
        for (let i = 1; i <= steps.length; i += 1) {
          const waits = waitsOf(placingFrom(steps.slice(0, i)), caseId, false)
          for (const told of tasksToTell(tasks, waits)) {
            if (told.type === 'task-set') tasks[told.key] = { says: told.says, due: told.due }
            else delete tasks[told.key]
          }
          const ours = Object.keys(tasks).filter(key => key.startsWith(waitPrefix))
          assert.deepEqual(ours.sort(), waits.map(wait => wait.key).sort())
          assert.equal(new Set(waits.map(wait => wait.key)).size, waits.length, 'two waits of one key')
          assert.deepEqual(tasksToTell(tasks, waits), [])
        }
        assert.ok(tasks['visit 1'], 'a task of another noun is left alone')
      }),
      { numRuns: 300 },
    )
  })
  test('no step of a protected child says a name in the chronology', () => {
    fc.assert(
      fc.property(anything, steps => {
        for (const one of steps) {
          const said = stepInWords(one, true)
          assert.doesNotMatch(`${said.title} ${said.lines.join(' ')}`, /Alder|Tutor/)
        }
      }),
      { numRuns: 100 },
    )
  })
})
