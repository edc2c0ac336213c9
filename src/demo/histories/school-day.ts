import { addDays } from '../../calendar/local-date.ts'
import type { Doing } from './actions.ts'

/**
 * What waits in the schools on the day of the demonstration, one of each: a child handed to the safeguarding lead, a request
 * for leave that the head has not decided on, a letter that somebody began, a leaver whose next school has been asked, and a
 * part-time timetable to be looked at soon. All of it can be finished by whoever tries Onroll.
 */
export async function schoolDay(doing: Doing): Promise<void> {
  const { today } = doing
  await doing.handToDsl('run-3', 'primary-office', 0)
  await doing.draftLetter('run-9', 'primary-office', 0, 'L03', {})
  await doing.askForLeave('twin-1', 'primary-office', 1, {
    askedBy: 'The mother, in a letter',
    relationship: 'mother',
    startsOn: addDays(today, 19),
    endsOn: addDays(today, 23),
    reason: 'family event',
    why: 'The wedding of an aunt, on a weekday.',
    country: 'Nigeria',
    withWhom: 'Both parents and a twin brother',
  })
  await doing.claimNextSchool('leaver-unreceived', 'primary-office', 3, {
    how: 'The father said so by phone',
    startsOn: addDays(today, -4),
  })
  await doing.partTime('part-time', 'secondary-office', 8, {
    kind: 'part-time timetable',
    code: 'C2',
    hours: 15,
    fullHours: 25,
    startsOn: doing.day(8),
    reviewOn: addDays(today, 9),
    endsOn: addDays(today, 30),
    parentSignedOn: doing.day(9),
    ehcpConsulted: 'not needed',
    workerConsulted: 'not needed',
    place: 'At home in the afternoons, with work that is marked',
    reason: 'Coming back after a long illness',
    endPlan: 'One more afternoon each week, until all are back',
    agreedBy: 'The parent, the head of year and the family’s doctor',
  })
}
