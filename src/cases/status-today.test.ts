import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { type CaseEvent, caseFrom, type Happened } from './case.ts'
import { statusToday } from './status-today.ts'

const today = localDate('2026-11-20')
const dob = localDate('2014-01-15')
const enrolled = [{ from: localDate('2021-09-01') }]
const left = [{ from: localDate('2021-09-01'), to: localDate('2026-11-06') }]

function historyOf(...happened: Happened[]): CaseEvent[] {
  const received: Happened = {
    type: 'received',
    how: 'by hand',
    school: 'Alder',
    startCode: 'START-01',
    level: 'keep in view',
    pathway: 'A',
    says: '',
  }
  return [received, ...happened].map((one, i) => ({
    ...one,
    id: String(i),
    on: localDate('2026-11-16'),
    by: 'Olu Officer',
    role: 'cme-officer',
    side: 'authority',
  }))
}
const status = (rolls: typeof left | typeof enrolled, ...happened: Happened[]) => {
  const history = historyOf(...happened)
  return statusToday(dob, rolls, caseFrom(history), history, today)
}
const accepted: Happened = { type: 'accepted', level: 'keep in view', ownerId: 'o', ownerName: 'Olu' }
const offered = (startsOn: string): Happened => ({
  type: 'place-offered',
  offerId: 'p1',
  schoolId: 's2',
  school: 'Birch',
  startsOn: localDate(startsOn),
})
const seen: Happened = { type: 'located', proof: 'seen', where: 'this area', says: '' }

describe('what the child is counted as today', () => {
  test('on no roll: missing education since the day after the last one', () => {
    const answer = status(left)
    assert.equal(answer.says, 'Missing education')
    assert.match(answer.because, /^Since Saturday 7 November 2026\. .+ Reason: Not recorded\.$/)
    assert.match(answer.cites, /section 436A/)
  })

  test('example 44: a place that starts later does not end it', () => {
    assert.match(status(left, accepted, offered('2026-12-07')).because, /Reason: Waiting school start\.$/)
    const withdrawn: Happened = { type: 'place-withdrawn', offerId: 'p1', school: 'Birch', says: 'Full' }
    assert.match(status(left, accepted, offered('2026-12-07'), withdrawn).because, /Reason: Not recorded\.$/)
  })

  test('on a roll: never missing education; at risk while nobody knows where the child is', () => {
    const lost = status(enrolled, accepted)
    assert.equal(lost.says, 'At risk of missing education')
    assert.match(lost.because, /^On a school.s roll since Wednesday 1 September 2021\. .+nobody knows where/)
    assert.match(lost.because, /is not counted as missing education\.$/)
    const claimed: Happened = { type: 'located', proof: 'claimed', where: 'abroad', says: '' }
    assert.equal(status(enrolled, accepted, claimed).says, 'At risk of missing education')
    const found = status(enrolled, accepted, seen)
    assert.equal(found.says, 'On a roll')
    assert.match(found.cites, /section 436A/)
    const notStarted: Happened = {
      type: 'not-started',
      offerId: 'p1',
      school: 'Birch',
      coming: 'will not come',
      says: '',
    }
    const noShow = status(enrolled, accepted, seen, offered('2026-11-18'), notStarted)
    assert.match(noShow.because, /the child did not come on the agreed first day/)
    assert.equal(status(enrolled, { type: 'declined', because: 'not CME', says: '' }).says, 'On a roll')
    const attending: Happened = {
      type: 'attendance-confirmed',
      offerId: 'p1',
      schoolId: 's2',
      school: 'Birch',
      attendedOn: localDate('2026-11-18'),
    }
    assert.equal(status(enrolled, accepted, offered('2026-11-18'), attending).says, 'On a roll')
  })

  test('closed with home education or education arranged: educated otherwise', () => {
    const closed = (outcome: string): Happened => ({ type: 'closed', outcome, says: '' })
    assert.equal(status(left, accepted, closed('O03')).says, 'Educated otherwise')
    assert.match(
      status(left, accepted, closed('O03')).because,
      /elective home education\) since Monday 16 Nov/,
    )
    assert.match(status(left, accepted, closed('O04')).because, /alternative provision/)
    assert.equal(status(left, accepted, closed('O07')).says, 'Missing education')
  })

  test('outside compulsory school age, or with no date of birth, nobody is counted', () => {
    const history = historyOf()
    const of = (born: string | undefined) =>
      statusToday(born ? localDate(born) : undefined, left, caseFrom(history), history, today)
    assert.equal(of('2022-06-01').says, 'Not of compulsory school age')
    assert.match(of('2022-06-01').because, /begins on/)
    assert.equal(of(undefined).says, 'Not known')
    assert.match(of(undefined).because, /date of birth is not known/)
    assert.match(of(undefined).cites, /section 8/)
  })
})
