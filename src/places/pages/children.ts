// Children who wait for a place: who, why, since when, whose; for the admissions desk those given to it, for the CME team all.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { yearGroupInWords } from '../../calendar/age.ts'
import { localDate } from '../../calendar/local-date.ts'
import { type CmeReasonCode, cmeReasonInWords, cmeReasons } from '../../law/cme-reasons.ts'
import { daysOut } from '../days-out.ts'
import { phases, phasesInWords } from '../placing.ts'
import { childrenWaiting, phaseCounts, waitingPerPage } from '../store.ts'

export const reasonShown = (code: string): string =>
  cmeReasons.some(one => one.code === code) ? cmeReasonInWords(code as CmeReasonCode) : 'Not recorded'

export const childrenPage: Page = {
  path: '/places/children',
  allow: 'places.waiting',
  shows: 'children',
  section: 'Places',
  async get({ db, viewer, query }) {
    const today = localDate(viewer.today)
    const phase = phases.find(one => one === query.phase)
    const page = Math.min(200, Math.max(1, Number(query.page) || 1))
    const rows = await childrenWaiting(db, viewer, phase, (page - 1) * waitingPerPage)
    const counts = new Map((await phaseCounts(db, viewer)).map(row => [row.phase, row.many]))
    const shown = rows.slice(0, waitingPerPage)
    const link = (to: number) =>
      `/places/children?page=${to}${phase ? `&phase=${encodeURIComponent(phase)}` : ''}`
    return {
      template: 'places/pages/children.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'Children waiting for a place',
        phase: phase && phasesInWords[phase],
        board: phases.map(one => ({
          text: phasesInWords[one],
          many: counts.get(one) ?? 0,
          href: `/places/children?phase=${encodeURIComponent(one)}`,
          here: one === phase,
        })),
        rows: shown.map(row => ({
          href: row.case_token ? `/cases/${row.case_token}/places` : `/places/children/${row.child_token}`,
          name: `${row.forename} ${row.surname}`,
          reference: row.reference,
          year: row.year_group === null ? 'Not known' : yearGroupInWords(row.year_group),
          why: reasonShown(row.reason),
          phase: phasesInWords[row.phase],
          out: row.out_since
            ? daysOut(localDate(row.out_since), today).says.replace('Out of education since', 'Since')
            : 'Not known',
          owner: row.owner_name ?? 'Nobody yet',
          needs: row.needs,
        })),
        previous: page > 1 ? link(page - 1) : undefined,
        next: rows.length > waitingPerPage ? link(page + 1) : undefined,
        pace: may(viewer, 'places.see'),
      },
    }
  },
}
