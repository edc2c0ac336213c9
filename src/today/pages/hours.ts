// A school's own hours: when its registers close, when it visits, when its day is closed.
import type { Page, Request } from '../../access/page.ts'
import { londonTime, readTime } from '../../children/pages/pupil-form.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { type FormErrors, redirect, text, type View } from '../../platform/web/page.ts'
import { setHours } from '../actions.ts'
import { type HourKey, hourDefinitions, hourKeys, problemsWithHours, timeOf } from '../hours.ts'
import { hoursOf } from '../store.ts'

export const hoursPage: Page = {
  path: '/today/hours',
  allow: 'school.day',
  shows: 'no child',
  section: 'Today',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const given = Object.fromEntries(hourKeys.map(key => [key, readTime(text(body, key)) || ''])) as Record<
      HourKey,
      string
    >
    const problems = problemsWithHours(given)
    if (problems.length > 0) {
      return view(
        request,
        problems.map(({ key, says }) => ({ field: key, text: says })),
      )
    }
    const decision = await setHours(db, viewer, {
      schoolId: text(body, 'school') || viewer.schools[0] || '',
      fromOn: viewer.today,
      hours: given,
    })
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'amCloses', text: refusal.says })),
      )
    return redirect('/today/hours', 'The hours are kept, from today on.')
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<View> {
  const { db, viewer, body, now } = request
  const schools = await hoursOf(db, viewer)
  const sent = body.formToken !== undefined
  const chosen = schools.find(one => one.schoolId === text(body, 'school')) ?? schools[0]
  return {
    template: 'today/pages/hours.njk',
    errors,
    data: {
      heading: 'Hours of the day',
      back: { href: '/today', text: 'Back to today' },
      now: londonTime(now),
      several: schools.length > 1,
      schools: schools.map(one => ({
        id: one.schoolId,
        name: one.school,
        set: one.fromOn
          ? `Set by ${one.setName}, from ${dayInWords(one.fromOn)}.`
          : 'Nobody has set these: they are ours.',
        hours: hourKeys.map(key => `${hourDefinitions[key].name}: ${timeOf(one.hours[key])}`),
        chosen: one === chosen,
      })),
      fields: hourKeys.map(key => ({
        id: key,
        name: hourDefinitions[key].name,
        hint: hourDefinitions[key].hint,
        value: sent ? text(body, key) : chosen ? timeOf(chosen.hours[key]) : hourDefinitions[key].value,
      })),
      mayChange: viewer.role === 'attendance-officer' || viewer.role === 'headteacher',
    },
  }
}
