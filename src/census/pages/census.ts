// The census days, and what was taken of them.

import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { censusReturnDue } from '../../law/authority-clocks.ts'
import { censusInWords } from '../../law/census-dates.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { beginTaking, censusDatesOf } from '../actions.ts'
import { takingsOf } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const today = request.today as LocalDate
  const dates = await censusDatesOf(db, viewer)
  const takings = await takingsOf(db, viewer)
  const next = dates.find(date => date.on > today)
  const past = dates
    .filter(date => date.on <= today)
    .slice(-6)
    .reverse()
  return {
    template: 'census/pages/census.njk',
    data: {
      heading: 'Census and termly return',
      next: next && {
        name: censusInWords(next),
        on: inWords(next.on),
        due: censusReturnDue(next).because,
        cites: `${next.cites} (${next.mark})`,
      },
      mayTake: may(viewer, 'census.take'),
      choices: past.map(date => ({
        value: date.on,
        text: `${censusInWords(date)}: ${inWords(date.on)}`,
        checked: date.on === (text(body, 'on') || past[0]?.on),
      })),
      why: text(body, 'why'),
      takings: takings.map(one => ({
        href: `/census/${one.token}`,
        name: `${censusInWords({ schoolYear: one.school_year, term: one.term })}, taking ${one.number}`,
        on: inWords(localDate(one.census_on)),
        state:
          one.state === 'taking'
            ? `Being counted: ${one.done.toLocaleString('en-GB')} of ${one.of_many.toLocaleString('en-GB')} cases`
            : `${one.figures!.total.toLocaleString('en-GB')} children`,
        taken: `${one.asked_name}, ${momentInWords(one.taken_at ?? one.asked_at)}`,
        signed: one.signed_name ? `Signed by ${one.signed_name}` : 'Not signed',
      })),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const censusPage: Page = {
  path: '/census',
  allow: 'census.see',
  shows: 'no child',
  section: 'Returns',
  get: request => view(request),
}

export const takePage: Page = {
  path: '/census/take',
  allow: 'census.take',
  shows: 'no child',
  section: 'Returns',
  get: request => view(request),
  async post(request) {
    const taken = await beginTaking(
      request.db,
      request.viewer,
      text(request.body, 'on'),
      text(request.body, 'why'),
    )
    if (!taken.allowed) {
      return view(
        request,
        taken.refusals.map(({ says }) => ({ field: says.startsWith('Say why') ? 'why' : 'on', text: says })),
      )
    }
    return redirect(`/census/${taken.value}`, 'The census is being counted')
  },
}
