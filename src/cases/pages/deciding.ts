// Deciding on a referral: take it on, ask for more, or say no. What is written to the school says so beside the box.
import { localDate } from '../../calendar/local-date.ts'
import { takeStep } from '../actions.ts'
import { dueBy, type Level, levels } from '../clocks.ts'
import * as steps from '../steps.ts'
import { colleagues } from '../store.ts'
import { levelsInWords } from '../words.ts'
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

export const acceptPage = stepPage({
  ...triage,
  path: '/triage/:case/accept',
  allow: 'triage.decide',
  step: 'accept',
  heading: 'Take this referral on',
  fields: async (work, request): Promise<Field[]> => [
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
  ],
  button: 'Take it on',
  async take(request, work, values, seen) {
    const owner = (await colleagues(request.db, request.viewer)).find(one => one.id === values.owner)!
    const level = values.level as Level
    return takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.accept(c, { level, owner }, by),
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
  heading: 'Ask the school for more',
  intro: () => ['The school reads what you write here. Write no address, and nothing another body told you.'],
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
  button: 'Ask the school',
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
  { value: 'wrong team', text: 'Another team should have this', hint: 'Say which, and pass it on' },
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
  intro: () => ['The school reads your reason. It can refer again when something changes.'],
  fields: (_work, request) => [
    {
      as: 'radios',
      name: 'because',
      label: 'Why not?',
      items: reasons,
      value: request.query.because === 'not-cme' ? 'not CME' : '',
      ifEmpty: 'Choose why not',
    },
    {
      as: 'textarea',
      name: 'says',
      label: 'Your reason, for the school to read',
      hint: 'Write nothing about where the child is or who told you',
      ifEmpty: 'Write the reason for the school',
    },
  ],
  button: 'Do not take it on',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.decline(c, { because: values.because as DeclineReason, says: values.says! }),
    ),
  says: (_values, work) => `${work.row.reference} is not taken on. The school can read why`,
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
