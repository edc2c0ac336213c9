// Who is educated at home, as the authority knows of it, what is due next, and the two counts that are never one.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { countedAs, views } from '../home-education.ts'
import { homeEducationCounts, onARegister, standingsOf, underWay } from '../store.ts'
import { day, dueShown, nameOf, section } from './words.ts'

const shown = 100

export const listPage: Page = {
  path: '/home-educated',
  allow: 'home-education.see',
  shows: 'children',
  section,
  async get({ db, viewer, today }) {
    const found = await underWay(db, viewer, shown + 1)
    const rows = found.slice(0, shown)
    const ids = rows.map(row => row.child_id)
    const [standings, onRolls] = await acrossOrganisations(db, viewer, async system => [
      await standingsOf(db, system, ids),
      await onARegister(db, system, ids),
    ])
    const isTeam = viewer.side === 'authority'
    const counts = isTeam ? await homeEducationCounts(db, viewer) : undefined
    return {
      template: 'home-education/pages/list.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Home education',
        isMore: found.length > shown,
        counts,
        noticesHref: may(viewer, 'removals.see') ? '/home-education' : undefined,
        rows: rows.map(row => {
          const standing = standings.get(row.child_id)
          return {
            name: nameOf(row),
            href: `/home-educated/${row.child_token}`,
            isProtected: row.protected,
            since: day(row.since),
            view: row.view ? views[row.view] : 'None yet',
            counted:
              counted[
                countedAs(
                  { ended: undefined, view: row.view && { view: row.view } },
                  standing === undefined ? undefined : { standing },
                  onRolls.has(row.child_id),
                )
              ],
            due: row.due ? dueShown(row.due, today as LocalDate) : undefined,
          }
        }),
      },
    }
  },
}

const counted = {
  'missing education': 'Missing education, with the CME team',
  'educated at home': 'Educated at home',
  neither: 'On a register: record that it has ended',
}
