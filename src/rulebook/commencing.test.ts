import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import {
  type AnswerToProposal,
  againstAnswering,
  againstProposing,
  commencementsFrom,
  type Proposal,
  type ProposalMade,
} from './commencing.ts'

const order: Proposal = {
  provision: 's37',
  on: localDate('2027-01-04'),
  cites: 'SI 2026/999, article 2',
  why: 'Our lawyer read it',
}
let minute = 0
/** A proposal of the first manager, answered by the second (or by the first, where taken back) a minute later. */
function made(changes: Partial<Proposal> = {}, answer?: AnswerToProposal): ProposalMade {
  minute += 2
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 9, minutes))
  return {
    ...order,
    ...changes,
    id: `proposal ${String(minute).padStart(3, '0')}`,
    byId: 'first',
    by: 'First Manager',
    at: at(minute),
    ...(answer && {
      answer: {
        is: answer,
        byId: answer === 'taken back' ? 'first' : 'second',
        by: 'A manager',
        at: at(minute + 1),
        why: 'Read it',
      },
    }),
  }
}
const says = (refusals: readonly { says: string }[]) => refusals.map(one => one.says)

describe('commencements', () => {
  test('hold when confirmed, and not while they wait, are not confirmed or are taken back', () => {
    const { provision, on, cites } = order
    assert.deepEqual(commencementsFrom([made({}, 'confirmed')]), [{ provision, on, cites }])
    assert.deepEqual(commencementsFrom([made(), made({}, 'not confirmed'), made({}, 'taken back')]), [])
    assert.deepEqual(commencementsFrom([]), [])
  })
  test('are those confirmed last, whatever the order of the rows', () => {
    const first = made({}, 'confirmed')
    const later = made({ on: localDate('2027-04-01') }, 'confirmed')
    assert.equal(commencementsFrom([first, later])[0]!.on, '2027-04-01')
    assert.equal(commencementsFrom([later, first])[0]!.on, '2027-04-01')
  })
  test('are withdrawn by a later confirmed proposal without a day, and can be set again', () => {
    const set = made({}, 'confirmed')
    const withdrawn = made({ on: undefined }, 'confirmed')
    assert.deepEqual(commencementsFrom([withdrawn, set]), [])
    assert.equal(commencementsFrom([withdrawn, set, made({}, 'confirmed')]).length, 1)
    assert.equal(commencementsFrom([set, made({ on: undefined }, 'not confirmed')]).length, 1)
  })
  test('of one section say nothing of another', () => {
    const both = [made({}, 'confirmed'), made({ provision: 's39', on: undefined }, 'confirmed')]
    assert.deepEqual(
      commencementsFrom(both).map(one => one.provision),
      ['s37'],
    )
  })
})

describe('proposing', () => {
  test('is refused while another proposal waits', () => {
    assert.match(says(againstProposing([made()], order))[0]!, /waiting for its answer already/)
    assert.deepEqual(againstProposing([made({}, 'not confirmed'), made({}, 'taken back')], order), [])
  })
  test('is refused for a day before the Act was passed, and allowed on it', () => {
    assert.match(says(againstProposing([], { ...order, on: localDate('2026-04-28') }))[0]!, /29 April 2026/)
    assert.deepEqual(againstProposing([], { ...order, on: localDate('2026-04-29') }), [])
  })
  test('to withdraw is refused where nothing was confirmed', () => {
    assert.match(
      says(againstProposing([made({}, 'not confirmed')], { ...order, on: undefined }))[0]!,
      /none to withdraw/,
    )
    assert.deepEqual(againstProposing([made({}, 'confirmed')], { ...order, on: undefined }), [])
  })
  test('is refused for what holds already, and allowed with another source or day', () => {
    const now = [made({}, 'confirmed')]
    assert.match(says(againstProposing(now, order))[0]!, /confirmed already/)
    assert.deepEqual(againstProposing(now, { ...order, cites: 'SI 2026/1000' }), [])
    assert.deepEqual(againstProposing(now, { ...order, on: localDate('2027-01-05') }), [])
  })
  test('is refused without an instrument and a reason, with all that is missing', () => {
    assert.deepEqual(says(againstProposing([], { ...order, cites: 'SI', why: 'x' })), [
      'Name the statutory instrument or other source that says so',
      'Say why, and who advised you',
    ])
  })
})

describe('answering', () => {
  const by = (byId: string, answer: AnswerToProposal) => ({ byId, answer, why: 'I have read it' })
  test('takes another person, who may confirm or not', () => {
    assert.match(says(againstAnswering(made(), by('first', 'confirmed')))[0]!, /Another manager must confirm/)
    assert.match(says(againstAnswering(made(), by('first', 'not confirmed')))[0]!, /Another manager/)
    assert.deepEqual(againstAnswering(made(), by('second', 'confirmed')), [])
    assert.deepEqual(againstAnswering(made(), by('second', 'not confirmed')), [])
  })
  test('by taking back is for the author alone', () => {
    assert.deepEqual(againstAnswering(made(), by('first', 'taken back')), [])
    assert.match(says(againstAnswering(made(), by('second', 'taken back')))[0]!, /Only First Manager/)
  })
  test('is once, and with a reason', () => {
    assert.match(
      says(againstAnswering(made({}, 'confirmed'), by('second', 'confirmed')))[0]!,
      /answered this proposal already/,
    )
    assert.match(
      says(againstAnswering(made(), { ...by('second', 'confirmed'), why: '' }))[0]!,
      /what you checked/,
    )
  })
})
