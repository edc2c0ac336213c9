// Who has the case, how urgent it is, what the child is counted as, the long list, and our side of the joint conclusion.
import type { Request } from '../../access/page.ts'
import { roleNames } from '../../access/viewer.ts'
import { localDate } from '../../calendar/local-date.ts'
import { sidesOf } from '../../leavers/pages/conclusion.ts'
import { conclusionsOf } from '../../leavers/store.ts'
import { draftLetter } from '../../letters/actions.ts'
import { settingsFor } from '../../schools/store.ts'
import { signConclusion, takeStep } from '../actions.ts'
import { checksMissing, type Standing } from '../case.ts'
import type { Level } from '../clocks.ts'
import { agreesToRemoval, removalAnswerKey } from '../joint.ts'
import * as steps from '../steps.ts'
import { colleagues } from '../store.ts'
import { conclusions, dueInWords, unavoidables } from '../words.ts'
import { type Work, weekday } from './case-work.ts'
import { levelItems } from './deciding.ts'
import { dayOf, stepPage, type Values } from './step-page.ts'

export const assignPage = stepPage({
  path: '/cases/:case/assign',
  allow: 'case.decide',
  step: 'assign',
  heading: 'Give the case to someone',
  fields: async (work, request) => [
    {
      as: 'select',
      name: 'owner',
      label: 'Who works on it?',
      items: (await colleagues(request.db, request.viewer)).map(one => ({ value: one.id, text: one.name })),
      value: work.c.owner?.id ?? '',
      ifEmpty: 'Choose who works on it',
    },
  ],
  button: 'Give the case',
  async take(request, work, values, seen) {
    const owner = (await colleagues(request.db, request.viewer)).find(one => one.id === values.owner)!
    return takeStep(request.db, request.viewer, work.row.token, seen, c => steps.assign(c, owner))
  },
  says: () => 'The case has a new owner',
})

export const levelPage = stepPage({
  path: '/cases/:case/level',
  allow: 'case.decide',
  step: 'set the level',
  heading: 'Change how urgent it is',
  intro: () => [
    'It is the situation that is urgent, not the child or the family. Anyone raises it. From “act today” it takes two people to lower it: ask for that on the Risk page.',
  ],
  fields: work => [
    {
      as: 'radios',
      name: 'level',
      label: 'How urgent is the situation?',
      items: levelItems,
      value: work.c.level,
      ifEmpty: 'Choose how urgent the situation is',
    },
    {
      as: 'textarea',
      name: 'why',
      label: 'Which facts made you change it?',
      ifEmpty: 'Write which facts made you change it',
    },
  ],
  button: 'Change it',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.setLevel(c, { level: values.level as Level, why: values.why! }, by),
    ),
  says: () => 'Changed. The deadlines follow from it',
})

const standings = [
  {
    value: 'possible CME',
    text: 'Possible CME',
    hint: 'On a roll still, and the whereabouts or destination not known',
  },
  {
    value: 'CME',
    text: 'Children missing education (CME)',
    hint: 'On no roll, and not receiving suitable education otherwise. From the first day: there is no minimum time',
  },
  { value: 'not CME', text: 'Not CME', hint: 'On a roll, or suitably educated otherwise' },
  { value: 'not decided', text: 'Not decided yet' },
] as const

export const standingPage = stepPage({
  path: '/cases/:case/standing',
  allow: 'case.decide',
  step: 'set the standing',
  heading: 'Change what the child is counted as',
  fields: (work, { viewer }) => [
    {
      as: 'radios',
      name: 'standing',
      label: 'Count the child as',
      items: standings,
      value: work.c.standing,
      ifEmpty: 'Choose what to count the child as',
    },
    {
      as: 'date',
      name: 'from',
      label: 'From which day?',
      value: viewer.today,
      ifEmpty: 'Enter the day it is true from',
    },
    { as: 'textarea', name: 'why', label: 'Why?', ifEmpty: 'Write why' },
  ],
  button: 'Change it',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, _by, on) =>
      steps.setStanding(
        c,
        { standing: values.standing as Standing, from: dayOf(values, 'from'), why: values.why! },
        on,
      ),
    ),
  says: () => 'Changed',
})

/** The codes of the checks that this authority requires before "not located". */
const checksRequired = async ({ db, viewer }: Request): Promise<readonly string[]> =>
  (await settingsFor(db, viewer))['required-authority-checks']

export const notLocatedPage = stepPage({
  path: '/cases/:case/not-located',
  allow: 'case.decide',
  step: 'record not located',
  heading: 'Record as not located',
  intro: async (work, request) => {
    const missing = checksMissing(work.c, work.c.reSearch?.checks ?? (await checksRequired(request)))
    const view = work.c.safeguarding
    return [
      'This never closes a case. It puts it on the long list, looked at every month for as long as the child is not located.',
      missing.length === 0
        ? 'Every required check has its answer.'
        : `${missing.length} required ${missing.length === 1 ? 'check has' : 'checks have'} no answer yet: ${missing.map(check => check.label).join('; ')}.`,
      view
        ? `${view.by} recorded on ${weekday(view.on)} what the safeguarding lead thinks${view.with === '' ? ', and named no lead' : `: ${view.with}`}.`
        : 'Nobody has recorded yet what the safeguarding lead thinks. That comes first, by another person than the manager who records this.',
      'Not being found is not by itself proof of harm. It must still be considered, and the record shows by whom.',
    ]
  },
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'What was considered, and what was decided?',
      ifEmpty: 'Write what was considered: does what we do not know amount to a risk?',
    },
  ],
  button: 'Record as not located',
  take: async (request, work, values, seen) => {
    const required = await checksRequired(request)
    return takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.recordNotLocated(c, { says: values.says! }, by, required),
    )
  },
  says: () => 'Recorded. The case stays open and is looked at every month',
})

/** The letter that says the same on paper (L16): a draft, for somebody to look at and send. */
async function draftAnswer(
  db: Request['db'],
  viewer: Request['viewer'],
  { row, child, c }: Work,
  values: Values,
): Promise<void> {
  if (values.outcome === 'IN_PROGRESS' || row.protected) return
  const given = { outcome: values.outcome!, unavoidable: values.unavoidable! }
  await draftLetter(db, viewer, {
    childId: child.id,
    schoolId: null,
    code: agreesToRemoval(given) ? 'LET-L16' : 'LET-L16-not-yet',
    party: { kind: 'school', name: c.school ?? '', lines: '', email: '', schoolId: c.schoolId! },
    fields: { reasons: values.reasons!.replaceAll(/\s*\n\s*/g, ' ') },
  })
}

/** What the school concluded last, and by when it is to be answered. */
async function schoolSays(
  db: Request['db'],
  viewer: Request['viewer'],
  { child, c }: Work,
): Promise<string[]> {
  if (c.schoolId === undefined) return []
  const [school] = sidesOf((await conclusionsOf(db, viewer, child.id, c.schoolId)).map(row => row.conclusion))
  const waiting = c.tasks[removalAnswerKey(c.schoolId)]
  return [
    school?.outcome
      ? `${c.school} concludes: ${school.outcome}. Sickness or an unavoidable cause: ${school.unavoidable}. ${school.reasons} ${school.signed}.`
      : `${c.school} has not signed what it concludes.`,
    ...(waiting
      ? [`The school waits for our answer. ${dueInWords(waiting.due, localDate(viewer.today))}.`]
      : []),
  ]
}

export const conclusionPage = stepPage({
  path: '/cases/:case/conclusion',
  allow: 'joint.sign-authority',
  step: 'sign the conclusion',
  heading: 'Sign our conclusion of the joint enquiries',
  intro: async (work, { db, viewer }) => [
    ...(await schoolSays(db, viewer, work)),
    'A school may remove a name after 20 days’ absence, or after leave that was overrun, only when it and we have both made reasonable enquiries, and both conclude one of two things. Time alone never does it.',
    'This is our answer to the school in writing: we agree, or not yet and why. It reads your conclusion and your reasons. Write nothing about where the child is. Until you agree, the name stays on.',
  ],
  fields: () => [
    {
      as: 'radios',
      name: 'outcome',
      label: 'What do we conclude?',
      items: Object.entries(conclusions).map(([value, text]) => ({ value, text })),
      ifEmpty: 'Choose what we conclude',
    },
    {
      as: 'radios',
      name: 'unavoidable',
      label: 'Is the child away because of sickness or an unavoidable cause?',
      items: Object.entries(unavoidables).map(([value, text]) => ({ value, text })),
      ifEmpty: 'Choose whether there is sickness or an unavoidable cause',
    },
    {
      as: 'textarea',
      name: 'reasons',
      label: 'Our reasons',
      hint: 'What was tried, and what makes the conclusion reasonable',
      ifEmpty: 'Write the reasons for the conclusion',
    },
  ],
  button: 'Sign the conclusion',
  take: async ({ db, viewer }, work, values, seen) => {
    const taken = await signConclusion(
      db,
      viewer,
      work.row.token,
      seen,
      {
        outcome: values.outcome!,
        unavoidable: values.unavoidable as keyof typeof unavoidables,
        reasons: values.reasons!,
      },
      roleNames[viewer.role],
    )
    if (taken.done) await draftAnswer(db, viewer, work, values)
    return taken
  },
  says: values =>
    values.outcome === 'IN_PROGRESS'
      ? 'Signed. The school can read it'
      : 'Signed. The school can read it, and a letter to it is drafted',
})
