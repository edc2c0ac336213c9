// Where the child is, and the way into a school.

import type { Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { besideChild } from '../../matching/pages/beside.ts'
import { alsoPlacing } from '../../places/actions.ts'
import { schoolDaysFrom } from '../../places/after-start.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { takeStep } from '../actions.ts'
import { placeWaiting, type Sighting, sightings, type Whereabouts, whereabouts } from '../case.ts'
import * as steps from '../steps.ts'
import { openSchools } from '../store.ts'
import { day, type Work } from './case-work.ts'
import { dayOf, stepPage } from './step-page.ts'

export const locatedPage = stepPage({
  path: '/cases/:case/located',
  allow: 'case.decide',
  step: 'record located',
  heading: 'Record where the child is',
  intro: () => [
    'Found is not the same as in education: the case goes on until a school confirms that the child attends.',
    'Write no address. What somebody claims is kept, and the enquiries go on until it is checked.',
  ],
  fields: () => [
    {
      as: 'radios',
      name: 'proof',
      label: 'How is it known?',
      items: Object.entries(sightings).map(([value, text]) => ({ value, text })),
      ifEmpty: 'Choose how it is known',
    },
    {
      as: 'radios',
      name: 'where',
      label: 'Where is the child?',
      items: Object.entries(whereabouts).map(([value, text]) => ({ value, text })),
      ifEmpty: 'Choose where the child is',
    },
    {
      as: 'textarea',
      name: 'says',
      label: 'Who saw, spoke to or confirmed, and when?',
      ifEmpty: 'Write who saw, spoke to or confirmed, and when',
    },
  ],
  button: 'Record',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.locate(c, {
        proof: values.proof as Sighting,
        where: values.where as Whereabouts,
        says: values.says!,
      }),
    ),
  says: values =>
    values.proof === 'claimed' ? 'Kept as a claim. The enquiries go on' : 'Located. Next: a school place',
})

export const lostPage = stepPage({
  path: '/cases/:case/lost',
  allow: 'case.decide',
  step: 'record lost again',
  heading: 'The whereabouts are no longer known',
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'What has changed, and how do you know?',
      ifEmpty: 'Write what has changed',
    },
  ],
  button: 'Record',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.loseAgain(c, { says: values.says! }),
    ),
  says: () => 'Recorded. The enquiries go on',
})

export const offerPage = stepPage({
  path: '/cases/:case/offer',
  allow: 'case.decide',
  step: 'offer a place',
  heading: 'Ask a school to take the child',
  intro: () => [
    'The school reads the child’s name and date of birth and the day you give, and nothing else.',
    'Its own answer, with the first day attended, is the proof that the child is in school.',
  ],
  fields: async (_work, request) => [
    {
      as: 'select',
      name: 'school',
      label: 'Which school?',
      items: (await openSchools(request.db, request.viewer)).map(school => ({
        value: school.id,
        text: school.name,
      })),
      ifEmpty: 'Choose a school',
    },
    {
      as: 'date',
      name: 'starts',
      label: 'From which day?',
      ifEmpty: 'Enter the day the child is to start, such as 30 11 2026',
    },
  ],
  button: 'Ask the school',
  async take(request, work, values, seen) {
    const { db, viewer } = request
    const school = (await openSchools(db, viewer)).find(one => one.id === values.school)!
    const place = {
      offerId: newId(),
      schoolId: school.id,
      school: school.name,
      startsOn: dayOf(values, 'starts'),
    }
    return takeStep(
      db,
      viewer,
      work.row.token,
      seen,
      c => steps.offer(c, place),
      async () => {
        const { 'offer-answer-days': days } = await settingsFor(db, viewer)
        const calendar = await calendarFor(db, viewer, undefined)
        const answerBy = schoolDaysFrom(calendar, localDate(viewer.today), days)
        await alsoPlacing(db, viewer, work.row.token, () => [{ kind: 'offered', ...place, answerBy }])
      },
    )
  },
  says: () => 'The school is asked. It answers whether the child has started',
})

export const withdrawPage = stepPage({
  path: '/cases/:case/withdraw',
  allow: 'case.decide',
  step: 'answer an offer',
  heading: 'Withdraw the place',
  intro: work => {
    const place = placeWaiting(work.c)
    return [
      place
        ? `${place.school} was asked, from ${day(place.startsOn)}. Once withdrawn, it no longer sees the child.`
        : 'No school is being waited for.',
    ]
  },
  fields: () => [
    { as: 'textarea', name: 'says', label: 'Why?', ifEmpty: 'Write why the place is withdrawn' },
  ],
  button: 'Withdraw the place',
  take: ({ db, viewer }, work, values, seen) =>
    takeStep(
      db,
      viewer,
      work.row.token,
      seen,
      c => steps.withdrawOffer(c, { offerId: placeWaiting(c)?.offerId ?? '', says: values.says! }),
      (_row, before) =>
        alsoPlacing(db, viewer, work.row.token, ({ offers }) =>
          offers
            .filter(one => one.offerId === placeWaiting(before)?.offerId && one.state === 'open')
            .map(one => ({ kind: 'withdrawn', about: one.id, says: values.says! })),
        ),
    ),
  says: () => 'The place is withdrawn',
})

export const startPage = stepPage({
  path: '/cases/:case/start',
  allow: 'case.record',
  step: 'record a start',
  heading: 'Record that someone says the child has started',
  intro: () => [
    'This is a claim, not proof. The case waits until the school itself confirms a first day attended.',
  ],
  fields: () => [
    {
      as: 'date',
      name: 'started',
      label: 'First day, as they say',
      ifEmpty: 'Enter the first day, such as 23 11 2026',
    },
    { as: 'input', name: 'from', label: 'Who says so?', ifEmpty: 'Write who says so' },
    { as: 'textarea', name: 'says', label: 'What did they say? (optional)' },
  ],
  button: 'Record the claim',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, _by, on) =>
      steps.claimStart(
        c,
        { startedOn: dayOf(values, 'started'), from: values.from!, says: values.says! },
        on,
      ),
    ),
  says: () => 'Recorded as a claim. Get the school’s own confirmation',
})

/** The register a child seems to be on at this school: the child's own record, or one judged the same child. */
async function rollAt(request: Request, work: Work) {
  const { of, same } = await besideChild(request.db, request.viewer, work.row.child_id)
  for (const record of [of, ...same]) {
    const found = record.enrolments.find(
      one =>
        one.schoolToken === request.params.school && (one.until === null || one.until > request.viewer.today),
    )
    if (found) return { ...found, otherChildId: record.id === of.id ? undefined : record.id }
  }
  throw new NotFound('enrolment')
}

export const foundPage = stepPage({
  path: '/cases/:case/found/:school',
  allow: 'match.decide',
  step: 'found on roll',
  heading: 'Ask the school to confirm that the child attends',
  section: 'My work',
  async intro(work, request) {
    const roll = await rollAt(request, work)
    return [
      `The child seems to be on the roll of ${roll.school}, since ${day(roll.since)}.`,
      'The school is asked to confirm the first day attended. It reads the child’s name and date of birth, and not who asks why. Until it answers, the case stays open.',
    ]
  },
  fields: () => [],
  button: 'Ask the school',
  async take(request, work, _values, seen) {
    const { enrolmentId, schoolId, school, since, otherChildId } = await rollAt(request, work)
    return takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.foundOnRoll(
        c,
        {
          enrolmentId,
          schoolId,
          school,
          offerId: newId(),
          since: localDate(since),
          ...(otherChildId ? { otherChildId } : {}),
        },
        by,
      ),
    )
  },
  says: () => 'The school is asked to confirm that the child attends',
})
