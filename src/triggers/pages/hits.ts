// The local steps to take: a school's own, or the authority's, the longest waiting first. And one of them, with why.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, redirect, text } from '../../platform/web/page.ts'
import { answerHit } from '../actions.ts'
import { isOpenFrom } from '../holding.ts'
import { type HitRow, hitByToken, openHits, stepsOfHit } from '../store.ts'
import { addressees, stepInWords } from '../trigger.ts'
import { stepsInWords } from './words.ts'

const atOnce = 50

export const hitsPage: Page = {
  path: '/local-steps',
  allow: 'local-steps.see',
  shows: 'children',
  section: 'Today',
  async get({ db, viewer, query }) {
    const from = /^\d{1,5}$/.test(query.from ?? '') ? Number(query.from) : 0
    const found = await openHits(db, viewer, atOnce, from)
    const rows = found.slice(0, atOnce)
    const isSchool = viewer.side === 'school'
    const several = !isSchool || viewer.schools.length > 1
    return {
      template: 'triggers/pages/hits.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Local steps to take',
        back: isSchool ? { href: '/today', text: 'Today' } : { href: '/work', text: 'My work' },
        isSchool,
        several,
        isFirst: from === 0,
        first: '/local-steps',
        next: found.length > atOnce ? `/local-steps?from=${from + atOnce}` : undefined,
        rows: rows.map(row => ({
          name: nameOf(row),
          href: `/local-steps/${row.token}`,
          // In a list no school of a protected child is named, as in the search.
          school: several ? (row.protected && !isSchool ? 'Protected' : row.school) : undefined,
          step: stepOf(row),
          stepName: row.name,
          whom: addressees[row.addressee].name,
          reached: inWords(row.reached_on),
        })),
      },
    }
  },
}

export const hitPage: Page = {
  path: '/local-steps/:hit',
  allow: 'local-steps.answer',
  shows: 'one child',
  section: 'Today',
  get: view,
  async post(request) {
    const { db, viewer, body, params } = request
    const what = text(body, 'what')
    if (what !== 'done' && what !== 'not needed') {
      return { ...(await view(request)), errors: [{ field: 'what', text: 'Choose what became of it' }] }
    }
    const made = await answerHit(db, viewer, { token: params.hit!, what, says: text(body, 'says') })
    if (!made.allowed) {
      return {
        ...(await view(request)),
        errors: made.refusals.map(one => ({ field: 'says', text: one.says })),
      }
    }
    return redirect(
      '/local-steps',
      made.value.changed ? 'Your answer is recorded.' : 'It was answered already: nothing has changed.',
    )
  },
}

const nameOf = (row: HitRow): string => `${row.forename} ${row.surname}`
const stepOf = (row: HitRow): string => stepInWords({ action: row.action, form: row.form ?? undefined })

async function view({ db, viewer, params, body }: Request): Promise<ChildView> {
  const hit = await hitByToken(db, viewer, params.hit!)
  if (!hit) throw new NotFound('hit')
  const isSchool = viewer.side === 'school'
  const { answer } = hit
  const what = text(body, 'what')
  return {
    template: 'triggers/pages/hit.njk',
    child: hit.child_id,
    data: {
      heading: stepOf(hit),
      pageTitle: 'A local step to take',
      back: { href: '/local-steps', text: 'Local steps' },
      name: nameOf(hit),
      childHref: isSchool ? `/pupils/${hit.child_token}` : `/children/${hit.child_token}`,
      school: hit.school,
      stepName: hit.name,
      whom: addressees[hit.addressee].name,
      because: answer.because,
      days: answer.days.map(day => ({ on: inWords(day.on), says: day.says, did: day.did })),
      wouldChange: answer.wouldChange,
      cites: answer.cites,
      since: dateInWords(answer.ruleVersion),
      steps: (await stepsOfHit(db, viewer, hit.id)).map(step => ({
        title: stepsInWords[step.what],
        says: step.says,
        by: `${step.by_name}, ${dateInWords(step.on_date as LocalDate)}`,
      })),
      mayAnswer: isOpenFrom(hit.what) && hit.to_school === isSchool,
      typed: text(body, 'says'),
      answers: [
        { value: 'done', text: 'Done', checked: what === 'done' },
        { value: 'not needed', text: 'Not needed', checked: what === 'not needed' },
      ],
    },
  }
}
