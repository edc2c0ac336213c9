// Tell children's social care, in words made from the record; and write down what they answer.
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { flagInWords, mayStandInList } from '../../children/flags.ts'
import { absenceLine, yearInWords } from '../../children/pages/pupil.ts'
import { asEnquiry, dayInWords, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { contactsInWords } from '../../enquiries/enquiry.ts'
import { levelOfChild } from '../../enquiries/levels/store.ts'
import { levelInWords, levelOf } from '../../enquiries/screening.ts'
import { screensOf } from '../../enquiries/store.ts'
import { type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { recordCareReferral, recordCareStep, stateOf } from '../actions.ts'
import { policeKindInWords, policeState } from '../police.ts'
import { answerKinds, factsToSend, hows, stepInWords, toWhom, toWhomInWords } from '../social-care.ts'
import { careReferralsOf, policeAsksOf } from '../store.ts'
import { formView, nowValues, readOn, readWhen, safeguardingOf, whenFields } from './form.ts'

const aboutOf = (work: Work) => ({ childId: work.child.id, schoolId: work.schoolId })

export const socialCarePage: Page = {
  path: '/pupils/:child/safeguarding/social-care',
  allow: 'safeguarding.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return referView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const when = readWhen(request)
    const wants = (field: string, says: string): FormError[] =>
      text(body, field) ? [] : [{ field, text: says }]
    const errors: FormError[] = [
      ...wants('toWhom', 'Choose whom you told'),
      ...wants('how', 'Choose how you told them'),
      ...when.errors,
      ...wants('facts', 'Write down the facts that you sent'),
      ...wants('parentTold', 'Say whether a parent was told'),
      ...(text(body, 'parentTold') === 'no' ? wants('notToldWhy', 'Say why no parent was told') : []),
    ]
    if (errors.length > 0) return referView(request, work, errors)
    const decision = await recordCareReferral(db, viewer, aboutOf(work), {
      toWhom: text(body, 'toWhom'),
      person: text(body, 'person'),
      how: text(body, 'how'),
      on: when.on,
      at: when.at,
      facts: text(body, 'facts'),
      reference: text(body, 'reference'),
      parentTold: text(body, 'parentTold'),
      notToldWhy: text(body, 'notToldWhy'),
    })
    if (!decision.allowed) {
      return referView(
        request,
        work,
        decision.refusals.map(({ says }) => ({ field: fieldOf(says), text: says })),
      )
    }
    const { due } = decision.value.state
    return redirect(
      safeguardingOf(work),
      `Recorded. Ask for an answer by ${dayInWords(due)}. Social care does not take the place of the referral to the authority.`,
    )
  },
}

const fieldOf = (says: string): string =>
  /facts/.test(says)
    ? 'facts'
    : /parent/.test(says)
      ? 'notToldWhy'
      : /time/.test(says)
        ? 'at'
        : /day|before/.test(says)
          ? 'on'
          : 'toWhom'

async function referView(request: Request, work: Work, errors: FormErrors = []) {
  const facts = request.body.formToken === undefined ? await factsOf(request, work) : ''
  return formView(
    request,
    work,
    {
      heading: 'Tell children’s social care',
      pageTitle: 'Tell social care',
      intro: [
        'Is the child in danger now? Call 999 first. This page can wait.',
        'Ring the safeguarding hub, and copy the facts below into their form. Nothing is sent from here: you write down what you did.',
        'Tell a parent that you refer, unless that would put the child or somebody else at risk.',
      ],
      values: { toWhom: 'hub', how: 'Telephone', facts, ...nowValues(request) },
      fields: [
        { kind: 'choice', id: 'toWhom', asks: 'Whom did you tell?', choices: toWhom },
        { kind: 'line', id: 'person', asks: 'Who took it? (optional)' },
        { kind: 'choice', id: 'how', asks: 'How?', choices: hows.map(value => ({ value, text: value })) },
        ...whenFields,
        {
          kind: 'box',
          id: 'facts',
          asks: 'The facts you send',
          hint: 'Made from the record, with the fewest details. Change what is not right. Do not write an address, a telephone number or the name of a refuge.',
          rows: 14,
        },
        {
          kind: 'line',
          id: 'reference',
          asks: 'Their reference (optional)',
          hint: 'Leave it empty if they have not given one yet.',
          width: 'short',
        },
        {
          kind: 'choice',
          id: 'parentTold',
          asks: 'Was a parent told?',
          choices: [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ],
        },
        {
          kind: 'line',
          id: 'notToldWhy',
          asks: 'If not, why not?',
          hint: 'For example: nobody can be reached. Or: it would put the child at risk.',
        },
      ],
      button: 'Record the referral to social care',
    },
    errors,
  )
}

/** The text to copy. Never an address, number or contact's name: nothing here reads them. */
async function factsOf(request: Request, work: Work): Promise<string> {
  const { db, viewer } = request
  const [screens, level, police] = await Promise.all([
    screensOf(db, viewer, work.child.id),
    levelOfChild(db, viewer, work.child.id),
    policeAsksOf(db, viewer, [work.child.id]),
  ])
  const screen = screens.find(one => one.signed_on >= work.since)
  const { child, enrolment } = work
  const asked = police.filter(ask => ask.asked_on >= work.since)
  return factsToSend({
    school: work.school,
    from: `${viewer.name}, designated safeguarding lead (DSL)`,
    name: [child.forename, child.middle_names, child.surname].filter(Boolean).join(' '),
    born: child.date_of_birth ? dayInWords(child.date_of_birth) : undefined,
    year: enrolment?.nc_year ? yearInWords(enrolment.nc_year) : undefined,
    absence: absenceLine(work),
    lastSeen: work.lastInSchool ? `in school on ${dayInWords(work.lastInSchool)}` : 'not known to us',
    contacts: contactsInWords(work.enquiries.map(asEnquiry)),
    worries: screen ? levelOf(screen.answers).gaveIt : [],
    level: level && levelInWords[level.level],
    plans: work.flags.filter(flag => mayStandInList(flag.flag)).map(flag => flagInWords(flag.flag)),
    police: asked.map(ask => {
      const { reference } = policeState(ask.reference, ask.steps)
      return `${policeKindInWords[ask.kind]} on ${dayInWords(ask.asked_on)}${reference ? `, reference ${reference}` : ''}.`
    }),
  })
}

export const socialCareAnswerPage: Page = {
  path: '/pupils/:child/safeguarding/social-care-answer',
  allow: 'safeguarding.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return answerView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const on = readOn(request, 'on')
    const errors: FormError[] = [
      ...(text(body, 'of') ? [] : [{ field: 'of', text: 'Choose which referral they answer' }]),
      ...(text(body, 'kind') ? [] : [{ field: 'kind', text: 'Choose what they answered' }]),
      ...(on ? [] : [{ field: 'on', text: 'Enter a real day, such as 6 11 2026' }]),
    ]
    if (errors.length > 0) return answerView(request, work, errors)
    const decision = await recordCareStep(db, viewer, aboutOf(work), {
      referralId: text(body, 'of'),
      kind: text(body, 'kind'),
      on,
      who: text(body, 'who'),
      says: text(body, 'says'),
    })
    if (!decision.allowed) {
      return answerView(
        request,
        work,
        decision.refusals.map(({ says }) => ({
          field: /day|before/.test(says) ? 'on' : /reference|took it/.test(says) ? 'says' : 'kind',
          text: says,
        })),
      )
    }
    const { due, next } = decision.value.state
    return redirect(
      safeguardingOf(work),
      `Recorded. ${next}${due ? ` An answer is due by ${dayInWords(due)}.` : ''}`,
    )
  },
}

async function answerView(request: Request, work: Work, errors: FormErrors = []) {
  const referrals = (await careReferralsOf(request.db, request.viewer, [work.child.id])).slice(0, 8)
  const today = request.viewer.today as LocalDate
  const first = referrals.find(row => stateOf(row, today).answer === undefined) ?? referrals[0]
  const heading = 'What social care answered'
  if (!first) {
    return formView(request, work, {
      heading,
      pageTitle: heading,
      intro: ['Nobody has recorded that social care was told about this child.'],
      link: { href: `${safeguardingOf(work)}/social-care`, text: 'Tell children’s social care' },
      fields: [],
      button: '',
    })
  }
  return formView(
    request,
    work,
    {
      heading,
      pageTitle: heading,
      values: { of: first.id, on: today },
      fields: [
        {
          kind: 'choice',
          id: 'of',
          asks: 'Which referral do they answer?',
          choices: referrals.map(row => ({
            value: row.id,
            text: `${toWhomInWords(row.to_whom)}, ${dayInWords(row.made_on)}`,
          })),
        },
        {
          kind: 'choice',
          id: 'kind',
          asks: 'What did they answer?',
          choices: [
            ...answerKinds.map(value => ({ value, text: stepInWords[value] })),
            { value: 'reference given', text: stepInWords['reference given'] },
            {
              value: 'escalated',
              text: stepInWords.escalated,
              hint: 'To a manager there, where there is no answer or you disagree',
            },
          ],
        },
        { kind: 'day', id: 'on', asks: 'Which day?', hint: `Today is ${dayInWords(today)}` },
        { kind: 'line', id: 'who', asks: 'Who answered, or whom you asked (optional)' },
        {
          kind: 'box',
          id: 'says',
          asks: 'What they said, or their reference (optional)',
          hint: 'Who does what, by when. The DSL and headteacher read it, and officers and managers of the authority.',
        },
      ],
      button: 'Record it',
    },
    errors,
  )
}
