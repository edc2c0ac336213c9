// Registers of today that should be there by now and are not, and who was asked for them.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { isSchoolDay } from '../../calendar/school-calendar.ts'
import { dayAndWeekday } from '../../children/pages/pupil-work.ts'
import { timeInWords } from '../../platform/clock.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { calendarsOf } from '../../schools/store.ts'
import { chaseRegister } from '../actions.ts'
import { clockInWords } from '../hours.ts'
import { untakenNow } from '../registers-untaken.ts'
import { chasesOf, hoursOf, minuteOf, untakenOn } from '../store.ts'

export const registersPage: Page = {
  path: '/today/registers',
  allow: 'school.day',
  shows: 'no child',
  section: 'Today',
  async get(request) {
    const { db, viewer, now } = request
    const today = viewer.today as LocalDate
    const [classes, hours, chases, calendars] = await Promise.all([
      untakenOn(db, viewer, today),
      hoursOf(db, viewer),
      chasesOf(db, viewer, today),
      calendarsOf(db, viewer),
    ])
    const minute = minuteOf(now, today)
    const open = hours.filter(({ schoolId }) => isSchoolDay(calendars(schoolId).calendar, today))
    return {
      template: 'today/pages/registers.njk',
      data: {
        heading: 'Missing registers',
        day: dayAndWeekday(today),
        back: { href: '/today', text: 'Back to today' },
        several: hours.length > 1,
        isSchoolDay: open.length > 0,
        closes: open.map(
          one =>
            `${hours.length > 1 ? `${one.school}: the` : 'The'} morning register closes at ${clockInWords(one.hours.amCloses)}, the afternoon register at ${clockInWords(one.hours.pmCloses)}.`,
        ),
        missing: open.flatMap(({ schoolId, school, hours: own }) =>
          untakenNow(
            classes.filter(one => one.school_id === schoolId),
            minute,
            own,
          ).map(one => ({
            school,
            schoolId,
            group: one.registration_group,
            session: one.session,
            sessionWords: one.session === 'AM' ? 'Morning' : 'Afternoon',
            pupils: one.without === one.pupils ? `${one.pupils}` : `${one.without} of ${one.pupils}`,
            chased: chases
              .filter(
                chase =>
                  chase.school_id === schoolId &&
                  chase.registration_group === one.registration_group &&
                  chase.session === one.session,
              )
              .map(chase => `${chase.asked} asked at ${timeInWords(chase.at)} by ${chase.by_name}`),
          })),
        ),
      },
    }
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const decision = await chaseRegister(
      db,
      viewer,
      {
        schoolId: text(body, 'school'),
        session: text(body, 'session'),
        group: text(body, 'group'),
        asked: text(body, 'asked').slice(0, 100),
      },
      now,
    )
    return redirect(
      '/today/registers',
      decision.allowed
        ? `Kept that the register of ${decision.value.group} was asked for.`
        : decision.refusals.map(refusal => refusal.says).join(' '),
    )
  },
}
