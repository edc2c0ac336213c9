// One request for leave: what was asked, what to think of, what was done about it, and what can be done now.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { leaveOf, patternFor, recordLookedInto } from '../actions.ts'
import { daysInWords, isLate, leaveReasons, mayStep, missingBeforeGranting, prompts } from '../leave.ts'
import { requestByToken } from '../store.ts'
import { placeOf } from './form.ts'
import { stepForms } from './steps.ts'
import { patternShown, stateInWords, stepShown } from './words.ts'

export const requestPage: Page = {
  path: '/pupils/:child/leave/:leave',
  allow: 'leave.record',
  shows: 'children',
  section: 'Pupils',
  async get(request) {
    const { db, viewer, params } = request
    const { child, frame } = await placeOf(request)
    const row = await requestByToken(db, viewer, params.leave!)
    if (row.child_id !== child.id) throw new NotFound('leave')
    const leave = leaveOf(row)
    const pattern = await patternFor(db, viewer, {
      childId: child.id,
      requestId: row.id,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
    })
    const at = `/pupils/${child.token}/leave/${row.token}`
    return {
      template: 'leave/pages/request.njk',
      children: [child.id, ...(pattern?.children ?? [])],
      data: {
        ...frame,
        heading: 'Leave that was asked for',
        back: { href: `/pupils/${child.token}/leave`, text: 'Back to leave' },
        state: stateInWords(leave),
        late: isLate(leave),
        rows: [
          { key: 'Asked for', text: daysInWords({ startsOn: row.starts_on, endsOn: row.ends_on }) },
          { key: 'By', text: `${row.asked_by}, ${row.relationship}, on ${inWords(row.asked_on)}` },
          { key: 'For', text: leaveReasons[row.reason] },
          { key: 'Why', text: row.why },
          { key: 'Where', text: row.country },
          { key: 'With whom', text: row.with_whom },
          { key: 'Written down', text: `${inWords(row.recorded_on)}, ${row.recorded_name}` },
        ],
        missing: leave.state === 'waiting' ? missingBeforeGranting(leave) : [],
        prompts,
        told: leave.isDslTold,
        mayTell: mayStep(leave, 'DSL told'),
        safeguarding: may(viewer, 'safeguarding.see') && `/pupils/${child.token}/safeguarding`,
        pattern: pattern && patternShown(pattern),
        steps: stepForms
          .filter(form => may(viewer, form.allow) && mayStep(leave, form.step))
          .map(form => ({ href: `${at}/${form.path}`, text: form.heading })),
        letter:
          leave.decidedOn && may(viewer, 'letters.send')
            ? `/pupils/${child.token}/letters/L23?back=${encodeURIComponent(at)}`
            : undefined,
        done: [...row.steps].reverse().map(stepShown),
      },
    }
  },
  /** One press: the DSL is told. */
  async post(request) {
    const { db, viewer, params, body } = request
    const { child } = await placeOf(request)
    const row = await requestByToken(db, viewer, params.leave!)
    if (row.child_id !== child.id || text(body, 'press') !== 'tell') throw new NotFound('leave')
    const told = await recordLookedInto(db, viewer, row.token, {
      kind: 'DSL told',
      on: localDate(viewer.today),
      data: {},
    })
    if (!told.allowed) throw new NotFound('leave')
    return redirect(
      may(viewer, 'safeguarding.see')
        ? `/pupils/${child.token}/safeguarding`
        : `/pupils/${child.token}/leave/${row.token}`,
      'The DSL is told: this request stands on the DSL’s list of leave. If a child may be in danger now, go and speak to the DSL as well.',
    )
  },
}
