// Each step of home education, a short form: begun, contact tried, asked, answered, looked at, ended.
import type { Request } from '../../access/page.ts'
import { countWorkingDaysAfter } from '../../calendar/counting.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { dayOf } from '../../cases/pages/step-page.ts'
import { childByToken } from '../../children/store.ts'
import { allowed, NotFound } from '../../platform/errors.ts'
import { checkedValuesOf } from '../../rulebook/store.ts'
import { settingsFor } from '../../schools/store.ts'
import { beginHomeEducation, recordHomeEducation } from '../actions.ts'
import {
  type Did,
  type Ending,
  endings,
  type HomeEducation,
  recordFrom,
  reviewDue,
  type View,
  views,
} from '../home-education.ts'
import { atHome, stepsOf } from '../store.ts'
import { type About, formPage } from './form-page.ts'
import { aboutChild, section } from './words.ts'

type Work = About & { record: HomeEducation | undefined }

async function load({ db, viewer, params }: Request): Promise<Work> {
  const child = await childByToken(db, viewer, params.child ?? '')
  const row = await atHome(db, viewer, child.id)
  return {
    child: aboutChild(child),
    back: { href: `/home-educated/${child.token}`, text: 'Home education' },
    record: row && recordFrom(await stepsOf(db, viewer, row.id)),
  }
}

/** For the steps after the first: without a record there is nothing here. */
async function loadBegun(request: Request): Promise<Work & { record: HomeEducation }> {
  const work = await load(request)
  if (!work.record) throw new NotFound('home education')
  return { ...work, record: work.record }
}

async function record(
  { db, viewer }: Request,
  work: Work,
  did: Exclude<Did, { type: 'begun' }>,
  says: string,
) {
  const done = await recordHomeEducation(db, viewer, work.child.id, did)
  if (!done.allowed) return done
  const { caseReference, proofRecorded } = done.value
  return allowed({
    says: caseReference
      ? `Recorded. The CME team has the child from today: case ${caseReference}.`
      : proofRecorded
        ? 'Recorded. Your view is the proof with which the CME team closes its case.'
        : says,
  })
}

const base = { allow: 'home-education.record' as const, section }

export const beginPage = formPage({
  ...base,
  path: '/home-educated/:child/begin',
  load: async request => {
    const work = await load(request)
    return work.record
      ? { ...work, closed: ['It is recorded already that the child is educated at home.'] }
      : work
  },
  heading: 'Record that the child is educated at home',
  intro: () => ['Write what the authority was told. It is a parent’s choice, and asks for nobody’s leave.'],
  fields: () => [
    { as: 'date', name: 'since', label: 'Educated at home since', ifEmpty: 'Enter the first day' },
    { as: 'date', name: 'noticeOn', label: 'Day of the notice, if there was one' },
    {
      as: 'textarea',
      name: 'source',
      label: 'Who told the authority, and how?',
      hint: 'Write no address here',
      rows: 2,
      ifEmpty: 'Write who told the authority',
    },
  ],
  button: 'Record',
  async take({ db, viewer }, work, values) {
    const done = await beginHomeEducation(db, viewer, {
      childId: work.child.id,
      since: dayOf(values, 'since'),
      noticeOn: values.noticeOn ? dayOf(values, 'noticeOn') : undefined,
      source: values.source!,
    })
    return done.allowed
      ? allowed({ says: 'Recorded. The child is on the home education desk’s list.' })
      : done
  },
})

export const contactPage = formPage({
  ...base,
  path: '/home-educated/:child/contact',
  load: loadBegun,
  heading: 'Record that you tried to reach the family',
  fields: () => [
    {
      as: 'radios',
      name: 'how',
      label: 'How did you try?',
      items: ['Telephone', 'Email', 'Letter', 'Text message', 'Visit that the family agreed to'].map(
        text => ({
          value: text,
          text,
        }),
      ),
      ifEmpty: 'Choose how you tried',
    },
    {
      as: 'radios',
      name: 'reached',
      label: 'Did you reach somebody of the family?',
      items: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
      ],
      ifEmpty: 'Choose whether you reached somebody',
    },
    {
      as: 'textarea',
      name: 'says',
      label: 'What was said, or what happened?',
      ifEmpty: 'Write what happened',
    },
  ],
  button: 'Record',
  take: (request, work, values) =>
    record(
      request,
      work,
      { type: 'contact', how: values.how!, reached: values.reached === 'yes', says: values.says! },
      'Recorded.',
    ),
})

/** Ready to be copied: what an informal enquiry asks, and what it may not ask. */
export const enquiryText = [
  'We have been told that your child is educated at home. That is your right, and you do not need our permission.',
  'We would like to understand how your child is being taught. You can answer in the way that suits you: a letter or report, examples of work, a talk by telephone, or a meeting at a place that you choose. You do not have to let us into your home.',
  'If you would like a school place or help, tell us and we will arrange it.',
].join('\n\n')

export const enquiryPage = formPage({
  ...base,
  path: '/home-educated/:child/enquiry',
  load: loadBegun,
  heading: 'Make an informal enquiry',
  intro: () => [
    'An enquiry is informal. It gives no right to enter the home or to see the child.',
    'The text below is ready to send (letter L20). Record here that it went, and by when you ask for an answer.',
  ],
  fields: async (_work, { db, viewer, today }) => {
    const { 'home-education-reply-days': days } = await settingsFor(db, viewer)
    return [
      {
        as: 'date',
        name: 'sentOn',
        label: 'Day on which it was sent',
        value: today,
        ifEmpty: 'Enter the day',
      },
      {
        as: 'date',
        name: 'replyBy',
        label: 'By when do you ask for an answer?',
        hint: `${days} working days by your own setting; the law gives no number`,
        value: countWorkingDaysAfter(today as LocalDate, days).due!,
        ifEmpty: 'Enter the day',
      },
      {
        as: 'textarea',
        name: 'says',
        label: 'What you ask',
        value: enquiryText,
        rows: 9,
        ifEmpty: 'Write what you ask',
      },
    ]
  },
  button: 'Record the enquiry',
  take: (request, work, values) =>
    record(
      request,
      work,
      {
        type: 'enquiry',
        sentOn: dayOf(values, 'sentOn'),
        replyBy: dayOf(values, 'replyBy'),
        says: values.says!,
      },
      'Recorded. It is due when the answer is.',
    ),
})

export const replyPage = formPage({
  ...base,
  path: '/home-educated/:child/reply',
  load: loadBegun,
  heading: 'Record the family’s reply',
  fields: (_work, { today }) => [
    { as: 'date', name: 'receivedOn', label: 'Day on which it came', value: today, ifEmpty: 'Enter the day' },
    {
      as: 'textarea',
      name: 'says',
      label: 'What does it say?',
      hint: 'Write no address here',
      ifEmpty: 'Write what it says',
    },
  ],
  button: 'Record the reply',
  take: (request, work, values) =>
    record(
      request,
      work,
      { type: 'reply', receivedOn: dayOf(values, 'receivedOn'), says: values.says! },
      'Recorded. A view is due next.',
    ),
})

export const viewPage = formPage({
  ...base,
  path: '/home-educated/:child/view',
  load: loadBegun,
  heading: 'Give a view on the education',
  intro: work => [
    'Judge the education, not the family. Not following the curriculum, or not wanting a visit, does not make it unsuitable.',
    'Not suitable, or no reply, opens a case of the CME team today: from today the child is counted as missing education, and not as educated at home.',
    ...(work.record.asked && !work.record.repliedOn
      ? [`The family was asked to answer by ${inWords(work.record.asked.replyBy)}.`]
      : []),
  ],
  fields: async (work, { db, viewer, today }) => {
    const { numbers } = await checkedValuesOf(db, viewer)
    const latest = reviewDue(
      { ...work.record, view: { view: 'suitable', on: today as LocalDate, reasons: '' } },
      numbers,
    )
    return [
      {
        as: 'radios',
        name: 'view',
        label: 'What is your view?',
        items: Object.entries(views).map(([value, text]) => ({ value, text })),
        ifEmpty: 'Choose your view',
      },
      {
        as: 'textarea',
        name: 'reasons',
        label: 'Reasons',
        hint: 'What you saw or heard, and what follows from it. Write no address here',
        ifEmpty: 'Write the reasons for the view',
      },
      {
        as: 'date',
        name: 'reviewOn',
        label: 'Look at it again on',
        hint: `Suitable: by ${dateInWords(latest.due!)} where you leave it empty. Not yet able to say: needs a day`,
      },
    ]
  },
  button: 'Record the view',
  take: (request, work, values) =>
    record(
      request,
      work,
      {
        type: 'view',
        view: values.view as View,
        reasons: values.reasons!,
        ...(values.reviewOn && { reviewOn: dayOf(values, 'reviewOn') }),
      },
      'Recorded.',
    ),
})

export const endPage = formPage({
  ...base,
  path: '/home-educated/:child/end',
  load: loadBegun,
  heading: 'Record that home education has ended',
  fields: () => [
    {
      as: 'radios',
      name: 'because',
      label: 'Why?',
      items: Object.entries(endings).map(([value, text]) => ({ value, text })),
      ifEmpty: 'Choose why',
    },
    { as: 'textarea', name: 'says', label: 'How is it known?', ifEmpty: 'Write how it is known' },
  ],
  button: 'Record',
  take: (request, work, values) =>
    record(
      request,
      work,
      { type: 'ended', because: values.because as Ending, says: values.says! },
      'Recorded.',
    ),
})
