// Possible matches as pages show them: who, on which rolls, how likely, and why in words.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import { bands } from '../../matching/judge.ts'
import type { ChildRecord, Matches } from '../../matching/store.ts'
import type { Case } from '../case.ts'
import { may as open } from '../case.ts'
import { day, nameOf } from './case-work.ts'

const rollsOf = (record: ChildRecord, today: string) =>
  record.enrolments.map(one => ({
    school: one.school,
    schoolToken: one.schoolToken,
    schoolId: one.schoolId,
    now: one.until === null || one.until > today,
    when: `${day(one.since)} to ${one.until ? day(one.until) : 'now'}`,
  }))

/**
 * What stands beside a referral: rolls the child is on now (other than of those who told us), records judged to be the same child,
 * and possible matches nobody has decided.
 */
export function matchesShown(matches: Matches, caseToken: string, c: Case, viewer: Viewer) {
  const decides = may(viewer, 'match.decide')
  const askable = decides && open(c, 'found on roll')
  const asked = new Set(c.places.filter(place => place.state === 'asked').map(place => place.schoolId))
  const onRolls = [matches.of, ...matches.same].flatMap(record =>
    rollsOf(record, viewer.today)
      .filter(roll => roll.now && roll.schoolId !== c.schoolId)
      .map(roll => ({
        ...roll,
        own: record.id === matches.of.id,
        ask:
          askable && !asked.has(roll.schoolId) ? `/cases/${caseToken}/found/${roll.schoolToken}` : undefined,
        asked: asked.has(roll.schoolId),
      })),
  )
  return {
    decides,
    onRolls,
    same: matches.same.map(record => ({ name: nameOf(record), rolls: rollsOf(record, viewer.today) })),
    possible: matches.open.map(match => ({
      name: nameOf(match.candidate),
      born: match.candidate.bornOn ? day(match.candidate.bornOn) : 'Not known',
      band: bands[match.band],
      share: `${match.share} in 100`,
      because: match.because,
      rolls: rollsOf(match.candidate, viewer.today),
      isProtected: match.candidate.protected,
      notSure: match.decided === 'not sure',
      href: decides ? `/matches/${caseToken}/${match.candidate.token}` : undefined,
    })),
    /** Every child named here. */
    children: [
      matches.of.id,
      ...matches.same.map(one => one.id),
      ...matches.open.map(one => one.candidate.id),
    ],
  }
}
