// Possible matches as pages show them: who, on which rolls, how likely, and why in words.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Beside } from '../../matching/pages/beside.ts'
import { inHundred, isOffered, offeredBands } from '../../matching/proposals/proposal.ts'
import type { ChildRecord } from '../../matching/store.ts'
import { waterfall } from '../../matching/waterfall.ts'
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
export function matchesShown(beside: Beside, caseToken: string, c: Case, viewer: Viewer) {
  const decides = may(viewer, 'match.decide')
  const askable = decides && open(c, 'found on roll')
  const asked = new Set(c.places.filter(place => place.state === 'asked').map(place => place.schoolId))
  const onRolls = [beside.of, ...beside.same].flatMap(record =>
    rollsOf(record, viewer.today)
      .filter(roll => roll.now && roll.schoolId !== c.schoolId)
      .map(roll => ({
        ...roll,
        own: record.id === beside.of.id,
        ask:
          askable && !asked.has(roll.schoolId) ? `/cases/${caseToken}/found/${roll.schoolToken}` : undefined,
        asked: asked.has(roll.schoolId),
      })),
  )
  return {
    decides,
    onRolls,
    same: beside.same.map(record => ({
      name: nameOf(record),
      href: decides ? `/matches/${beside.of.token}/${record.token}?case=${caseToken}` : undefined,
    })),
    possible: beside.possible.map(({ record, seen, askedAgain, notSure }) => ({
      name: nameOf(record),
      born: record.dateOfBirth ? day(record.dateOfBirth) : 'Not known',
      band: isOffered(seen.band) ? offeredBands[seen.band] : '',
      share: inHundred(seen.probability),
      why: waterfall(seen, { isProtected: record.protected || beside.of.protected }),
      // Where a protected child is at school is for those who may decide on one.
      rollsHeld: record.protected && !may(viewer, 'match.decide-protected'),
      rolls: rollsOf(record, viewer.today),
      isProtected: record.protected,
      askedAgain,
      notSure,
      href: decides ? `/matches/${beside.of.token}/${record.token}?case=${caseToken}` : undefined,
    })),
    /** Every child named here. */
    children: [beside.of.id, ...beside.same.map(one => one.id), ...beside.possible.map(one => one.record.id)],
  }
}
