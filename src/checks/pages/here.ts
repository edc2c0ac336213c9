// What Onroll itself holds that answers a check of the authority's own: shown beside it, never taken for an answer by itself.
import type { Request } from '../../access/page.ts'
import { enrolmentsOf, flagsOf } from '../../children/store.ts'
import { atHome } from '../../home-education/store.ts'
import { arrangementsOfChild, suspensionsOfChild } from '../../provision/store.ts'
import { type ChecksWork, day } from './case-checks.ts'

export type Here = {
  /** What was looked through, in words: kept as the evidence where nothing is there. */
  looked: string
  /** What is there. */
  found: readonly string[]
}

/** Looks in our own records for one check. Nothing for a check that is asked of others. */
export async function lookHere(request: Request, work: ChecksWork, code: string): Promise<Here | undefined> {
  const { db, viewer } = request
  const childId = work.row.child_id
  switch (code) {
    case 'RL01': {
      const rows = await enrolmentsOf(db, viewer, childId)
      const now = rows.filter(one => one.leaving_date === null || one.leaving_date >= viewer.today)
      const before = rows.length - now.length
      return {
        looked: `registers of the area on ${day(viewer.today)}: on none today${before > 0 ? `, on ${before} before` : ''}`,
        found: now.map(one => `On the roll of ${one.school} since ${day(one.entry_date)}`),
      }
    }
    case 'RL02': {
      const record = await atHome(db, viewer, childId)
      return {
        looked: `home education register on ${day(viewer.today)}: not on it`,
        found: record ? ['On the home education register'] : [],
      }
    }
    case 'RL03':
    case 'RL05': {
      const wanted =
        code === 'RL03'
          ? { EHCP: 'an education, health and care plan', EHC_assessment: 'an assessment under way' }
          : { in_care: 'looked after', previously_in_care: 'previously looked after' }
      const flags = (await flagsOf(db, viewer, childId)).filter(one => Object.hasOwn(wanted, one.flag))
      const words: Readonly<Record<string, string>> = wanted
      return {
        looked: `what schools told us, on ${day(viewer.today)}: nothing of ${Object.values(words).join(' or ')}`,
        found: flags.map(one => `A school or an officer recorded: ${words[one.flag]}`),
      }
    }
    case 'RL04': {
      const arrangements = (await arrangementsOfChild(db, viewer, childId)).filter(
        one => one.ended_on === null,
      )
      const suspensions = await suspensionsOfChild(db, viewer, childId)
      return {
        looked: `part-time timetables, off-site places, suspensions and exclusions on ${day(viewer.today)}: none`,
        found: [
          ...arrangements.map(one => `${capital(one.kind)} at ${one.school} since ${day(one.starts_on)}`),
          ...suspensions.map(one => `${capital(one.kind)} by ${one.school} from ${day(one.first_day)}`),
        ],
      }
    }
    case 'RL08': {
      const rows = (await enrolmentsOf(db, viewer, childId)).filter(one => /^(N|E)/i.test(one.nc_year ?? ''))
      return {
        looked: `nursery years on registers of the area, on ${day(viewer.today)}: none`,
        found: rows.map(one => `In a nursery year at ${one.school} from ${day(one.entry_date)}`),
      }
    }
    default:
      return undefined
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
