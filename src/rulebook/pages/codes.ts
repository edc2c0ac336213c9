// Every attendance code: what it means, what it does to each count, and from when to when it may be used.
import type { Page } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { attendanceCodes, type CountEffect, type StatisticalGroup } from '../../law/attendance-codes.ts'

const groupInWords: Readonly<Record<StatisticalGroup, string>> = {
  PRESENT: 'Present',
  APPROVED: 'Approved activity: counts as attending',
  AUTHORISED: 'Authorised absence',
  UNAUTHORISED: 'Unauthorised absence',
  NOT_POSSIBLE: 'Not a possible session: left out of percentages',
  ADMIN: 'No session',
}
const effectInWords: Readonly<Record<CountEffect, string>> = {
  counts: 'Counts',
  breaks: 'Ends the count',
  skips: 'Passed over',
}

export const codesPage: Page = {
  path: '/rules/codes',
  allow: 'own.account',
  shows: 'no child',
  section: 'Rules',
  async get({ today }) {
    const isCurrent = (code: (typeof attendanceCodes)[number]) =>
      code.from <= today && (code.to === undefined || code.to >= today)
    const shown = (current: boolean) =>
      attendanceCodes
        .filter(code => isCurrent(code) === current)
        .map(code => ({
          code: code.code,
          label: code.label,
          group: groupInWords[code.group],
          tenDay: effectInWords[code.tenDay],
          twentyDay: effectInWords[code.twentyDay],
          inSchool: code.inSchool ? 'Yes' : 'No',
          from: dateInWords(code.from),
          to: code.to ? dateInWords(code.to) : 'No end',
        }))
    return {
      template: 'rulebook/pages/codes.njk',
      data: {
        heading: 'Attendance codes',
        back: { href: '/rules', text: 'Rules' },
        tables: [
          { caption: 'Codes in use today', codes: shown(true) },
          { caption: 'Codes no longer in use, read for earlier dates only', codes: shown(false) },
        ],
      },
    }
  },
}
