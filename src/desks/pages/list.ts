// A desk's own list: the children given to it, why, since when, what is asked, by when. And the CME team's view of what is out.
import type { Page } from '../../access/page.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { dueShown, nameOf } from '../../home-education/pages/words.ts'
import { type DeskKind, desks } from '../desk.ts'
import { type PartRow, partsAsked, partsDone } from '../store.ts'

const shown = 100

const stands = { asked: 'Asked', answered: 'Answered', 'taken back': 'Taken back' }

export const deskPage: Page = {
  path: '/desk',
  allow: 'desk.see',
  shows: 'children',
  section: 'My list',
  async get({ db, viewer, today }) {
    const asked = await partsAsked(db, viewer, shown + 1)
    const done = await partsDone(db, viewer, 25)
    const kind = viewer.role as DeskKind
    return {
      template: 'desks/pages/list.njk',
      children: [...asked.slice(0, shown), ...done].map(row => row.child_id),
      data: {
        heading: `${desks[kind]?.name ?? 'Desk'}: my list`,
        isMore: asked.length > shown,
        isDesk: true,
        homeHref: kind === 'ehe-officer' ? '/home-educated' : undefined,
        asked: asked.slice(0, shown).map(row => rowShown(row, `/desk/${row.token}`, today as LocalDate)),
        done: done.map(row => rowShown(row, `/desk/${row.token}`, today as LocalDate)),
      },
    }
  },
}

export const desksPage: Page = {
  path: '/desks',
  allow: 'desk.give',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, today }) {
    const asked = await partsAsked(db, viewer, shown + 1)
    return {
      template: 'desks/pages/list.njk',
      children: asked.slice(0, shown).map(row => row.child_id),
      data: {
        heading: 'With other teams',
        back: { href: '/work', text: 'My work' },
        isMore: asked.length > shown,
        isDesk: false,
        asked: asked
          .slice(0, shown)
          .map(row => rowShown(row, `/desks/${row.child_token}`, today as LocalDate)),
        done: [],
      },
    }
  },
}

const rowShown = (row: PartRow, href: string, today: LocalDate) => ({
  name: nameOf(row),
  href,
  isProtected: row.protected,
  desk: desks[row.desk].name,
  why: row.why,
  since: dateInWords(row.given_on),
  asks: row.asks,
  due: row.state === 'asked' ? dueShown(row.due, today) : undefined,
  state: `${stands[row.state]} ${dateInWords(row.state_on)}`,
})
