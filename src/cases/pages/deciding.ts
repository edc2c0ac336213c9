// Deciding on a referral: take it on, ask for more, or say no. What is written to the school says so beside the box.

import type { Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { giveToDesk } from '../../desks/actions.ts'
import { oweDecision, proposedCount } from '../../intake/actions.ts'
import { isTeam, teams } from '../../intake/teams.ts'
import { allowed, refused } from '../../platform/errors.ts'
import { settingsFor } from '../../schools/store.ts'
import { takeStep } from '../actions.ts'
import type { Happened, Standing } from '../case.ts'
import { dueBy, type Level, levels } from '../clocks.ts'
import * as steps from '../steps.ts'
import { colleagues } from '../store.ts'
import { levelsInWords } from '../words.ts'
import type { Work } from './case-work.ts'
import { dayOf, type Field, type StepPage, stepPage, type Values } from './step-page.ts'

const levelHints: Readonly<Record<Level, string>> = {
  'act today': 'Danger now, a child with a social worker whose whereabouts are unknown, or a red flag',
  'act this week': 'Unknown for five days or more, a plan, an earlier case, or stories that conflict',
  'keep in view': 'Address and contact known, or waiting for a place',
}
export const levelItems = levels.map(level => ({
  value: level,
  text: levelsInWords[level],
  hint: levelHints[level],
}))
export const isLevel = (text: string): text is Level => (levels as readonly string[]).includes(text)

const triage = {
  section: 'My work',
  back: (work: { row: { token: string } }) => ({
    href: `/triage/${work.row.token}`,
    text: 'Back to the referral',
  }),
} satisfies Partial<StepPage>

const standingItems = [
  {
    value: 'possible CME',
    text: 'Possible CME',
    hint: 'On a roll, and where the child is or goes next is not known; or not known yet',
  },
  { value: 'CME', text: 'CME', hint: 'On no roll and not suitably educated otherwise, from the first day' },
  { value: 'not decided', text: 'Not decided', hint: 'The facts are not enough yet' },
] as const
const isStanding = (text: string): text is (typeof standingItems)[number]['value'] =>
  standingItems.some(item => item.value === text)

/** What the facts on record say the child of this case is counted as. */
const proposalFor = (work: Work, { db, viewer }: Request) =>
  proposedCount(db, viewer, {
    childId: work.child.id,
    dob: work.child.date_of_birth,
    pathway: work.c.pathway,
    isFound: work.c.located !== undefined && work.c.located.proof !== 'claimed',
  })

export const acceptPage = stepPage({
  ...triage,
  path: '/triage/:case/accept',
  allow: 'triage.decide',
  step: 'accept',
  heading: 'Take this referral on',
  async intro(work, request) {
    const { standing, why, cites, count } = await proposalFor(work, request)
    const elsewhere =
      standing === 'not CME'
        ? ` That is not CME${count ? `: it is counted as ${count}` : ''}. Decline it, unless you know more than the records.`
        : ''
    return [`What the records say: ${why}${elsewhere} (${cites})`]
  },
  async fields(work, request): Promise<Field[]> {
    const proposed = await proposalFor(work, request)
    return [
      {
        as: 'radios',
        name: 'level',
        label: 'How urgent is the situation?',
        items: levelItems,
        value: work.c.level,
        ifEmpty: 'Choose how urgent the situation is',
      },
      {
        as: 'select',
        name: 'owner',
        label: 'Who works on it?',
        items: (await colleagues(request.db, request.viewer)).map(one => ({ value: one.id, text: one.name })),
        value: request.viewer.personId,
        ifEmpty: 'Choose who works on it',
      },
      {
        as: 'radios',
        name: 'standing',
        label: 'What is the child counted as?',
        hint: 'Proposed from the records. Possible CME, CME, missing education while on a roll, and home education are counted apart',
        items: standingItems,
        value: isStanding(proposed.standing) ? proposed.standing : 'not decided',
        ifEmpty: '',
      },
      {
        as: 'input',
        name: 'standing-why',
        label: 'Why, where you choose otherwise than the records say (optional)',
      },
    ]
  },
  button: 'Take it on',
  async take(request, work, values, seen) {
    const { db, viewer } = request
    const owner = (await colleagues(db, viewer)).find(one => one.id === values.owner)!
    const level = values.level as Level
    const proposed = await proposalFor(work, request)
    const asProposed = isStanding(proposed.standing) ? proposed.standing : 'not decided'
    const standing: Standing = isStanding(values.standing ?? '') ? (values.standing as Standing) : asProposed
    const own = standing !== asProposed
    return takeStep(
      db,
      viewer,
      work.row.token,
      seen,
      (c, by, on) => {
        const accepted = steps.accept(c, { level, owner }, by)
        if (!accepted.allowed) return accepted
        if (own && values['standing-why'] === '')
          return refused({ says: 'Say why you count the child otherwise than the records say' })
        const counted: Happened = {
          type: 'standing-set',
          standing,
          from: own || proposed.from > on ? on : proposed.from,
          why: own ? values['standing-why']! : proposed.why,
        }
        return allowed([...accepted.value, counted])
      },
      row => oweDecision(db, viewer, row.id),
    )
  },
  says: (_values, work) =>
    `${work.row.reference} is taken on. Next: begin the checks and try a first contact`,
})

export const askForMorePage = stepPage({
  ...triage,
  path: '/triage/:case/ask',
  allow: 'triage.decide',
  step: 'ask for more',
  heading: work => (work.c.schoolId ? 'Ask the school for more' : 'Ask for more'),
  intro: work =>
    work.c.schoolId
      ? ['The school reads what you write here. Write no address, and nothing another body told you.']
      : ['No school told us of this child. Write down what you need to know, then ask whoever told us.'],
  fields: (work, { viewer }) => [
    {
      as: 'textarea',
      name: 'what',
      label: 'What do you need to know?',
      ifEmpty: 'Write what you need to know',
    },
    {
      as: 'date',
      name: 'due',
      label: 'By when?',
      value: dueBy('answer', work.c.level, localDate(viewer.today)),
      ifEmpty: 'Enter the day to answer by, such as 27 11 2026',
    },
  ],
  button: 'Ask',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, _by, on) =>
      steps.askForMore(c, { what: values.what!, due: dayOf(values, 'due') }, on),
    ),
  says: (_values, work) => `Asked. ${work.row.reference} waits for the answer`,
  to: () => '/triage',
})

const reasons = [
  {
    value: 'not CME',
    text: 'Not children missing education',
    hint: 'On a roll and in contact, under or over age, or home educated',
  },
  { value: 'wrong team', text: 'Another team should have this', hint: 'Choose which below: it is passed on' },
  { value: 'duplicate', text: 'We have this already', hint: 'Give the reference of the other case' },
  { value: 'other', text: 'Another reason' },
] as const
type DeclineReason = (typeof reasons)[number]['value']

export const declinePage = stepPage({
  ...triage,
  path: '/triage/:case/decline',
  allow: 'triage.decide',
  step: 'decline',
  heading: 'Do not take this referral on',
  intro: work =>
    work.c.schoolId
      ? ['The school reads your reason. It can refer again when something changes.']
      : ['Whoever told us hears that it is not for us, and not why.'],
  fields: (work, request) => [
    {
      as: 'radios',
      name: 'because',
      label: 'Why not?',
      items: reasons,
      value: request.query.because === 'not-cme' ? 'not CME' : '',
      ifEmpty: 'Choose why not',
    },
    {
      as: 'select',
      name: 'team',
      label: 'Which team should have it?',
      hint: 'Where it is not for us. A team with a desk here finds it there at once',
      items: Object.entries(teams).map(([value, { name, when }]) => ({ value, text: `${name}: ${when}` })),
      ifEmpty: '',
    },
    {
      as: 'textarea',
      name: 'says',
      label: work.c.schoolId ? 'Your reason, for the school to read' : 'Your reason',
      hint: 'Write nothing about where the child is or who told you',
      ifEmpty: work.c.schoolId ? 'Write the reason for the school' : 'Write the reason',
    },
  ],
  button: 'Do not take it on',
  async take(request, work, values, seen) {
    const { db, viewer } = request
    const team = isTeam(values.team ?? '') ? (values.team as keyof typeof teams) : undefined
    const because = values.because as DeclineReason
    const reason = values.says!
    const says = team ? `For another team: ${teams[team].name}. ${reason}` : reason
    return takeStep(
      db,
      viewer,
      work.row.token,
      seen,
      c =>
        because === 'wrong team' && !team
          ? refused({ says: 'Choose which team should have it' })
          : steps.decline(c, { because, says }),
      async () => {
        const desk = team && teams[team].desk
        if (!desk) return
        const { 'desk-answer-days': days } = await settingsFor(db, viewer)
        await giveToDesk(db, viewer, {
          childId: work.child.id,
          desk,
          asks: reason,
          why: `${work.row.reference} was not for the children missing education team`,
          due: addWorkingDays(localDate(viewer.today), days),
        })
      },
    )
  },
  says: (values, work) =>
    `${work.row.reference} is not taken on${isTeam(values.team ?? '') ? ', and passed on' : ''}${work.c.schoolId ? '. The school can read why' : ''}`,
  to: () => '/triage',
})

export const answerPage = stepPage({
  path: '/cases/:case/answer',
  allow: 'case.record',
  step: 'record answer',
  heading: 'Record the answer',
  section: 'My work',
  intro: work => (work.c.asked ? [`We asked: ${work.c.asked.what}`] : []),
  fields: () => [
    { as: 'textarea', name: 'says', label: 'What was the answer?', ifEmpty: 'Write what the answer was' },
    { as: 'input', name: 'from', label: 'Who gave it?', ifEmpty: 'Write who gave the answer' },
  ],
  button: 'Record the answer',
  take: (request, work, values: Values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.recordAnswer(c, { says: values.says!, from: values.from! }),
    ),
  says: () => 'Answer recorded. Decide on the referral',
  to: work => `/triage/${work.row.token}`,
})
