// How the rules ran over the authority's registers: last night, and the nights before.
import type { Page } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type NightlyRunRow, nightlyRuns } from '../nightly/store.ts'

export const nightlyPage: Page = {
  path: '/settings/nightly',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get({ db, viewer }) {
    const runs = await nightlyRuns(db, viewer)
    const [last] = runs
    return {
      template: 'absences/pages/nightly.njk',
      data: {
        heading: 'The nightly run of the rules',
        back: { href: '/settings', text: 'Settings' },
        last: last && {
          title: last.on_date === viewer.today ? 'Last night' : `The last run, ${dateInWords(last.on_date)}`,
          how: how(last),
          rows: rowsOf(last),
        },
        earlier: runs.slice(1).map(run => ({
          on: dateInWords(run.on_date),
          began: momentInWords(run.started_at),
          came: run.finished_at ? 'Finished' : far(run),
          pupils: counted(run.pupils),
          found: counted(run.found),
          withdrawn: counted(run.withdrawn),
        })),
      },
    }
  },
}

function how(run: NightlyRunRow): string {
  if (run.finished_at) {
    const seconds = Math.max(1, Math.round((run.finished_at.getTime() - run.started_at.getTime()) / 1000))
    return `Finished ${momentInWords(run.finished_at)}, after ${seconds === 1 ? 'a second' : `${counted(seconds)} seconds`}. Every school was looked at.`
  }
  const next =
    'Nothing is lost: the next run of the same day goes on with the schools that are not done, and Onroll begins one whenever it starts.'
  return `Not finished: ${far(run)}. ${next}`
}

const far = (run: NightlyRunRow): string =>
  `${counted(run.schools_done)} of ${counted(run.schools)} schools done`

function rowsOf(run: NightlyRunRow): { key: string; text: string }[] {
  return [
    { key: 'Began', text: momentInWords(run.started_at) },
    { key: 'Registers up to', text: dateInWords(run.on_date) },
    { key: 'Schools done', text: `${counted(run.schools_done)} of ${counted(run.schools)}` },
    { key: 'Pupils looked at', text: counted(run.pupils) },
    { key: 'Findings new or moved', text: counted(run.found) },
    { key: 'Findings withdrawn or moved', text: counted(run.withdrawn) },
  ]
}

const counted = (count: number): string => count.toLocaleString('en-GB')
