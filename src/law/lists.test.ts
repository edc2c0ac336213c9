import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { closureOutcome, closureOutcomes, closureOutcomesMark } from './closure-outcomes.ts'
import { type CmeDuration, cmeDuration, cmeDurations, durationOf } from './cme-durations.ts'
import {
  cmeReasonInWords,
  cmeReasonLists,
  cmeReasons,
  cmeReasonsOn,
  readCmeReason,
  reasonsMarkedNew,
} from './cme-reasons.ts'
import { eheReasonInWords, eheReasons, eheReasonsCite, eheReasonsMark } from './ehe-reasons.ts'
import { enquiriesUnlock, enquiryItems, enquiryOutcomes } from './joint-enquiries.ts'
import { riskGroupInWords, riskGroups, riskGroupsCite, riskGroupsMark } from './risk-groups.ts'

const day = localDate
const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(import.meta.dirname, 'codesets', file)), { columns: true })

/** Every code once, every label once and there. */
function aList(list: readonly { code: string; label: string }[], length: number): void {
  assert.equal(list.length, length)
  assert.equal(new Set(list.map(one => one.code)).size, length)
  assert.equal(new Set(list.map(one => one.label)).size, length)
  for (const one of list) assert.ok(one.label.trim().length >= 4 && /^[A-Z0-9]/.test(one.label), one.code)
}

describe('the primary reasons', () => {
  test('are twenty from 1 October 2025, and no sooner', () => {
    const from = cmeReasonsOn(day('2025-10-01'))!
    assert.deepEqual(from.value, { known: 'yes', reasons: cmeReasons })
    assert.equal(from.mark, 'read')
    aList(cmeReasons, 20)
    assert.equal(cmeReasonsOn(day('2030-01-01')), from)
    assert.equal(cmeReasonsOn(day('2025-09-30'))!.value.known, 'not which')
  })

  test('before that were fifteen, and we do not say which', () => {
    const { value, cites, mark } = cmeReasonsOn(day('2023-09-01'))!
    assert.ok(value.known === 'not which')
    assert.equal(value.count, 15)
    // The two that a copy marks as new were not among them; three more were not, and nobody knows which.
    assert.equal(value.among.length, 18)
    assert.ok(value.among.length > value.count)
    for (const code of reasonsMarkedNew) assert.ok(!value.among.some(one => one.code === code), code)
    assert.equal(mark, 'inferred')
    assert.match(cites, /five of today’s were added in autumn 2025/)
  })

  test('marked new are those the copied list marks', () => {
    const marked = rowsOf('cme-reason-dfe.csv').filter(row => row.added === 'autumn 2025')
    assert.deepEqual(
      [...reasonsMarkedNew],
      marked.map(row => row.code),
    )
  })

  test('were not collected in the first year, and there was no collection before', () => {
    assert.equal(cmeReasonsOn(day('2023-08-31'))!.value.known, 'none collected')
    assert.equal(cmeReasonsOn(day('2022-09-01'))!.value.known, 'none collected')
    assert.equal(cmeReasonsOn(day('2022-08-31')), undefined)
    for (const list of cmeReasonLists) assert.match(list.cites, /^DfE children missing education collection/)
    assert.equal(cmeReasonLists[0]!.mark, 'read')
  })

  test('are read by code, by label, and by the earlier label', () => {
    for (const { code, label } of cmeReasons) {
      assert.equal(readCmeReason(code), code)
      assert.equal(readCmeReason(` ${label.toUpperCase()} `), code)
      assert.equal(cmeReasonInWords(code), label)
    }
    assert.equal(readCmeReason('believed to have moved out of the country'), 'MOVED_ABROAD')
    for (const text of ['', 'Moved', 'missing education', 'SPLD'])
      assert.equal(readCmeReason(text), undefined)
  })
})

describe('the length of time missing', () => {
  test('has the published eight bands, with the days as inferred', () => {
    const numberOf = (text: string | undefined) => (text ? Number(text) : undefined)
    const ours: readonly CmeDuration[] = cmeDurations
    assert.deepEqual(
      ours.map(({ code, label, from, to }) => [code, label, from, to]),
      rowsOf('cme-duration-dfe.csv').map(row => [
        row.code,
        row.label,
        numberOf(row.min_days_inferred),
        numberOf(row.max_days_inferred),
      ]),
    )
    aList(cmeDurations, 8)
  })

  test('example 45: 84 days on the census day are "8 to 12 weeks"', () => {
    assert.equal(cmeDuration(day('2025-07-10'), day('2025-10-02')).label, '8 to 12 weeks')
    assert.equal(cmeDuration(day('2025-07-09'), day('2025-10-02')).label, '12 to 26 weeks')
  })

  test('changes band on these days and no others', () => {
    const census = day('2026-05-21')
    const bandAfter = (days: number) => cmeDuration(addDays(census, -days), census).code
    const edges: readonly (readonly [number, string])[] = [
      [0, 'LT2'],
      [13, 'LT2'],
      [14, 'W2_4'],
      [28, 'W2_4'],
      [29, 'W4_8'],
      [56, 'W4_8'],
      [57, 'W8_12'],
      [84, 'W8_12'],
      [85, 'W12_26'],
      [182, 'W12_26'],
      [183, 'W26_52'],
      [364, 'W26_52'],
      [365, 'GT52'],
      [4000, 'GT52'],
    ]
    for (const [days, code] of edges) assert.equal(bandAfter(days), code, `${days} days`)
    let changes = 0
    for (let days = 1; days <= 4000; days++) if (bandAfter(days) !== bandAfter(days - 1)) changes++
    assert.equal(changes, 6)
  })

  test('is unknown where nobody knows since when, and refused where it has not begun', () => {
    assert.equal(cmeDuration(undefined, day('2025-10-02')).code, 'UNK')
    assert.equal(durationOf('UNK').label, 'Unknown')
    assert.throws(() => cmeDuration(day('2025-10-03'), day('2025-10-02')), /2025-10-03 is not counted/)
    assert.equal(cmeDuration(day('2025-10-02'), day('2025-10-02')).code, 'LT2')
  })

  test('never grows shorter as time passes', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (a, b) => {
        const census = day('2026-05-21')
        const place = (days: number) =>
          cmeDurations.findIndex(band => band.code === cmeDuration(addDays(census, -days), census).code)
        assert.ok(place(Math.min(a, b)) <= place(Math.max(a, b)))
      }),
    )
  })
})

test('home education has nineteen reasons, and shares its codes with the other list', () => {
  aList(eheReasons, 19)
  assert.equal(eheReasonsMark, 'second-hand')
  assert.match(eheReasonsCite, /autumn 2025/)
  for (const { code, label } of eheReasons) {
    assert.equal(eheReasonInWords(code), label)
    const shared = cmeReasons.find(one => one.label === label)
    if (shared) assert.equal(code, shared.code)
    else assert.ok(!cmeReasons.some(one => one.code === code), code)
  }
  assert.equal(eheReasons.filter(({ label }) => cmeReasons.some(one => one.label === label)).length, 10)
})

test('there are twenty-five groups at heightened risk, and nothing in them decides', () => {
  aList(riskGroups, 25)
  for (const group of riskGroups) {
    assert.match(group.code, /^RG-[A-Z]+(-U)?$/)
    assert.equal(riskGroupInWords(group.code), group.label)
    assert.deepEqual(Object.keys(group), ['code', 'label'])
  }
  assert.equal(riskGroupsMark, 'second-hand')
  assert.match(riskGroupsCite, /Keeping children safe/)
})

describe('outcomes', () => {
  test('of the guidance are each recorded as one of ours', () => {
    const recordedAs = Object.fromEntries(closureOutcomes.map(one => [one.word, one.outcome]))
    assert.deepEqual(recordedAs, {
      'ON-ROLL-LA': 'O01',
      'ON-ROLL-OTHER-LA': 'O02',
      'ON-ROLL-INDEP': 'O02',
      'EHE-SUITABLE': 'O03',
      EOTAS: 'O04',
      S19: 'O04',
      AP: 'O04',
      'MOVED-LA-ACCEPTED': 'O07',
      'MOVED-ABROAD-CONFIRMED': 'O06',
      'OVER-CSA': 'O08',
      'NOT-CSA': 'O09',
      DECEASED: 'O10',
      'NOT-CME': 'O09',
      UNTRACED: 'O12',
    })
    assert.equal(closureOutcomesMark, 'second-hand')
    for (const one of closureOutcomes) {
      assert.equal(closureOutcome(one.word), one)
      assert.ok(one.label.length >= 4 && one.evidence.length > 8, one.word)
    }
    assert.equal(closureOutcome('TRACED'), undefined)
  })

  test('close a case, all but "untraced"', () => {
    assert.deepEqual(
      closureOutcomes.filter(one => !one.closes).map(one => one.word),
      ['UNTRACED'],
    )
  })
})

describe('joint enquiries', () => {
  test('have eleven items of the school’s, sixteen of the authority’s and six of both', () => {
    const ids = (letter: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`)
    const of = (side: string) => enquiryItems.filter(item => item.side === side).map(item => item.id)
    assert.deepEqual(of('school'), ids('S', 11))
    assert.deepEqual(of('authority'), ids('L', 16))
    assert.deepEqual(of('both'), ids('J', 6))
  })

  test('are each recorded as checks of their own side', () => {
    for (const { id, side, recordedAs, label, evidence } of enquiryItems) {
      assert.ok(label.length > 15, id)
      assert.equal(evidence !== undefined && evidence.length > 5, side === 'school', id)
      assert.equal(recordedAs.length > 0, side !== 'both', id)
      const form = side === 'school' ? /^RS\d\d$/ : /^RL\d\d$/
      for (const code of recordedAs) assert.match(code, form, id)
      assert.deepEqual([...recordedAs], [...new Set(recordedAs)].sort(), id)
    }
  })

  test('say how well each is known', () => {
    const of = (mark: string) => enquiryItems.filter(item => item.mark === mark).map(item => item.id)
    assert.deepEqual(of('inferred'), ['L1', 'L15'])
    assert.deepEqual(of('unverified'), ['L11', 'L12', 'L13', 'L14', 'L16'])
    assert.deepEqual(of('read'), [])
    assert.equal(of('second-hand').length, 11 + 9 + 6)
  })

  test('unlock a removal with two conclusions only, reached by both', () => {
    aList(enquiryOutcomes, 5)
    const unlocking = ['NOT_LOCATED_AFTER_JOINT', 'LOCATED_AGREED_WILL_NOT_ATTEND']
    const said = [...enquiryOutcomes.map(one => one.code), undefined, 'FOUND']
    for (const school of said) {
      for (const authority of said) {
        const expected = school === authority && unlocking.includes(school ?? '')
        assert.equal(enquiriesUnlock(school, authority), expected, `${school} and ${authority}`)
      }
    }
  })
})
