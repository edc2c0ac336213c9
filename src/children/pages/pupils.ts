// A school's own roll: find a pupil by name, UPN or the number of the school's own system. What was searched for is
// posted, so that no name stands in an address or a log.
import type { Page, Request } from '../../access/page.ts'
import { type ChildrenView, text } from '../../platform/web/page.ts'
import { pupilsOnRoll } from '../store.ts'
import { yearInWords } from './pupil.ts'
import { dayInWords } from './pupil-work.ts'

export const pageRows = 50

export const pupilsPage: Page = {
  path: '/pupils',
  allow: 'pupil.see',
  shows: 'children',
  section: 'Pupils',
  get: request => view(request, '', pageFrom(request.query.page)),
  post: request =>
    view(request, text(request.body, 'looking-for').slice(0, 100), pageFrom(text(request.body, 'page'))),
}

async function view(request: Request, lookingFor: string, page: number): Promise<ChildrenView> {
  const { db, viewer } = request
  const found = await pupilsOnRoll(db, viewer, lookingFor, pageRows + 1, (page - 1) * pageRows)
  const pupils = found.slice(0, pageRows)
  return {
    template: 'children/pages/pupils.njk',
    children: pupils.map(pupil => pupil.id),
    data: {
      heading: 'Pupils',
      lookingFor,
      pupils: pupils.map(pupil => ({
        href: `/pupils/${pupil.token}`,
        name: `${pupil.surname}, ${pupil.forename}`,
        year: pupil.nc_year ? yearInWords(pupil.nc_year) : 'Not known',
        group: pupil.registration_group ?? '',
        born: dayInWords(pupil.date_of_birth),
        number: pupil.mis_id,
        left: pupil.leaving_date ? `Left on ${dayInWords(pupil.leaving_date)}` : undefined,
      })),
      count: countLine(pupils.length, page, found.length > pageRows, lookingFor),
      turns: [
        ...(page > 1 ? [{ to: page - 1, text: 'Pupils before these' }] : []),
        ...(found.length > pageRows ? [{ to: page + 1, text: 'Pupils after these' }] : []),
      ],
    },
  }
}

function pageFrom(given: string | undefined): number {
  const page = Number(given ?? '1')
  return Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1
}

function countLine(count: number, page: number, more: boolean, lookingFor: string): string {
  if (count === 0)
    return lookingFor
      ? 'Nobody on your register matches.'
      : 'Nobody is on your register yet. Send a pupil file.'
  const from = (page - 1) * pageRows + 1
  if (page === 1 && !more) return count === 1 ? '1 pupil' : `${count} pupils`
  return `Pupils ${from} to ${from + count - 1}${more ? ', and more' : ''}`
}
