// What makes a child more in need of being found quickly: recorded, or ended, by the DSL, with its day and source.
import type { Page, Request } from '../../access/page.ts'
import { recordFlag } from '../../children/actions.ts'
import { type Flag, flagInWords, flagKinds, isByHand, isClosed } from '../../children/flags.ts'
import { dayInWords, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { flagHistory } from '../../children/store.ts'
import { londonDay } from '../../platform/clock.ts'
import { readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { formView, safeguardingOf } from './form.ts'

export const flagsPage: Page = {
  path: '/pupils/:child/safeguarding/flags',
  allow: 'safeguarding.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const day = readDate(body, 'from')
    const says = text(body, 'says')
    const errors: FormError[] = [
      ...(text(body, 'flag') ? [] : [{ field: 'flag', text: 'Choose what is known' }]),
      ...(says === 'yes' || says === 'no'
        ? []
        : [{ field: 'says', text: 'Say whether it holds or has ended' }]),
      ...(text(body, 'source')
        ? []
        : [{ field: 'source', text: 'Say who told you, or where it is written' }]),
      ...(day ? [] : [{ field: 'from', text: 'Enter a real day, such as 6 11 2026' }]),
    ]
    if (errors.length > 0 || !day) return view(request, work, errors)
    const flag = text(body, 'flag')
    const decision = await recordFlag(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        flag,
        says: says as 'yes' | 'no',
        fromOn: day === 'empty' ? null : day,
        source: text(body, 'source'),
      },
    )
    if (!decision.allowed) {
      return view(
        request,
        work,
        decision.refusals.map(({ says }) => ({
          field: /day/.test(says) ? 'from' : /source|told/.test(says) ? 'source' : 'flag',
          text: says,
        })),
      )
    }
    return redirect(
      safeguardingOf(work),
      says === 'yes' ? `Recorded: ${flagInWords(flag)}.` : `Recorded as ended: ${flagInWords(flag)}.`,
    )
  },
}

async function view(request: Request, work: Work, errors: FormErrors = []) {
  const history = await flagHistory(request.db, request.viewer, work.child.id)
  const kinds = Object.keys(flagKinds) as Flag[]
  return formView(
    request,
    work,
    {
      heading: 'What to know about the child',
      pageTitle: 'What to know',
      intro: [
        'The fact alone, with its day and who says so. Never the story: that is a concern.',
        'Heritage, health and immigration never stand in a list, and never decide who comes first.',
      ],
      rows: history.slice(0, 30).map(row => ({
        key: flagInWords(row.flag),
        text: [
          row.says === 'yes' ? 'Holds' : 'Ended',
          row.from_on && `${row.says === 'yes' ? 'since' : 'on'} ${dayInWords(row.from_on)}`,
          `(${row.source}).`,
          `Recorded on ${dayInWords(londonDay(row.recorded_at))}${row.recorded_name ? ` by ${row.recorded_name}` : ''}.`,
        ]
          .filter(Boolean)
          .join(' '),
      })),
      values: { says: 'yes' },
      fields: [
        {
          kind: 'choice',
          id: 'flag',
          asks: 'What is known?',
          choices: kinds.filter(isByHand).map(flag => ({
            value: flag,
            text: flagInWords(flag),
            ...(isClosed(flag) && { hint: 'Not shown to the office' }),
          })),
        },
        {
          kind: 'choice',
          id: 'says',
          asks: 'Does it hold?',
          choices: [
            { value: 'yes', text: 'It holds' },
            { value: 'no', text: 'It has ended' },
          ],
        },
        { kind: 'line', id: 'source', asks: 'Who told you, or where is it written?' },
        { kind: 'day', id: 'from', asks: 'Since which day? (optional)', hint: 'Or the day it ended' },
      ],
      button: 'Record it',
    },
    errors,
  )
}
