// What was asked at the doors: by schools, other authorities, the public; and whom of ours each may have meant. Whoever asked
// was told nothing of it.
import type { Page } from '../../access/page.ts'
import { dateInWords, parseLocalDate } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { doors, inHundred, offeredBands } from '../proposals/proposal.ts'
import { type AskedRow, askedAtDoors } from '../proposals/store.ts'

const perPage = 50
const pagesAtMost = 40

export const askedPage: Page = {
  path: '/matches/asked',
  allow: 'match.decide',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer, query }) {
    const page = Math.min(pagesAtMost, Math.max(1, Math.floor(Number(query.page ?? '1')) || 1))
    const all = await askedAtDoors(db, viewer, perPage + 1, (page - 1) * perPage)
    const rows = all.slice(0, perPage)
    return {
      template: 'matching/pages/asked.njk',
      children: rows.flatMap(row => [
        ...(row.child_id === null ? [] : [row.child_id]),
        ...row.found.map(one => one.id),
      ]),
      data: {
        heading: 'What was asked at the doors',
        back: { href: '/matches', text: 'Back to possible matches' },
        rows: rows.map(rowShown),
        page,
        earlier: page > 1 ? `/matches/asked${page > 2 ? `?page=${page - 1}` : ''}` : undefined,
        later: all.length > perPage && page < pagesAtMost ? `/matches/asked?page=${page + 1}` : undefined,
      },
    }
  },
}

function rowShown(row: AskedRow) {
  const { said } = row
  const born = said.dateOfBirth === undefined ? undefined : parseLocalDate(said.dateOfBirth)
  const name = [said.forenames?.[0], said.surnames?.[0]].filter(part => part).join(' ')
  return {
    door: doors[row.asked_from],
    who: row.asked_name,
    when: momentInWords(row.asked_at),
    name: row.child_name ?? (name || 'No name was given'),
    href: row.child_token === null ? undefined : `/children/${row.child_token}`,
    more: [
      born ? `Born ${dateInWords(born)}` : said.dateOfBirth ? `Born ${said.dateOfBirth}` : '',
      said.upns?.length ? `UPN ${said.upns.join(', ')}` : '',
    ]
      .filter(part => part !== '')
      .join('. '),
    answered: row.answered,
    found: row.found.map(one => ({
      name: one.name,
      says: `${offeredBands[one.band]}, ${inHundred(one.probability)}`,
      href: row.child_token === null ? `/children/${one.token}` : `/matches/${row.child_token}/${one.token}`,
    })),
  }
}
