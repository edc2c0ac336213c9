// A pupil's attendance, day by day in words, with every mark that a correction replaced.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { absenceLine } from '../../children/pages/pupil.ts'
import { shownFinding } from '../../children/pages/pupil-findings.ts'
import { dayAndWeekday, dayInWords, daysBack, frameOf, workOf } from '../../children/pages/pupil-work.ts'
import { attendanceCodes } from '../../law/attendance-codes.ts'
import { londonDay } from '../../platform/clock.ts'
import { type EarlierMark, versionsOfDays } from '../store.ts'

const daysShown = 25
const labels = new Map(attendanceCodes.map(code => [code.code, code.label]))

export const runPage: Page = {
  path: '/pupils/:child/run',
  allow: 'pupil.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const { enrolment } = work
    const upTo = work.lastDay?.on ?? work.today
    const days = enrolment
      ? daysBack(work.calendar, work.strips, upTo, enrolment.entry_date as LocalDate, daysShown)
      : []
    const oldest = days.at(-1)?.on
    const earlier = enrolment && oldest ? await versionsOfDays(db, viewer, enrolment.id, oldest, upTo) : []
    return {
      template: 'absences/pages/run.njk',
      child: work.child.id,
      data: {
        heading: 'Attendance run',
        ...frameOf(work, 'Attendance run'),
        absence: absenceLine(work),
        days: days.map(day => ({
          on: dayAndWeekday(day.on),
          am: markInWords(day.am),
          pm: markInWords(day.pm),
          counted: countedInWords(work.run.since, day),
          earlier: earlierInWords(
            earlier.filter(mark => mark.day === day.on),
            day,
          ),
        })),
        findings: work.live.map(row => shownFinding(work, row)),
      },
    }
  },
}

/** "N: reason for absence not yet established". */
export function markInWords(code: string): string {
  if (code === '') return 'Register not taken'
  const label = labels.get(code)
  if (!label) return code
  if (code === '/' || code === '\\') return 'Present'
  return `${code}: ${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

function countedInWords(
  since: string | undefined,
  day: { on: string; taken: boolean; inSchool: boolean },
): string {
  if (since !== undefined && day.on >= since) return day.taken ? 'Part of this absence' : 'Not counted'
  return day.inSchool ? 'In school' : ''
}

/** What was said before and no longer holds. The same mark sent again is no correction. */
function earlierInWords(versions: readonly EarlierMark[], now: { am: string; pm: string }): string[] {
  const said: string[] = []
  for (const [session, words] of [
    ['am', 'Morning'],
    ['pm', 'Afternoon'],
  ] as const) {
    const seen = new Set<string>([now[session]])
    for (const version of versions) {
      const code = version[session]
      if (code === '' || seen.has(code)) continue
      seen.add(code)
      said.push(
        `${words} was ${markInWords(code)} (received ${dayInWords(londonDay(version.received_at))}). The old mark is kept.`,
      )
    }
  }
  return said
}
