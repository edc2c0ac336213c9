// A case put on hold with a reason and a day, taken back in hand, and moved from one pathway to the other.
import { localDate } from '../../calendar/local-date.ts'
import { takeStep } from '../actions.ts'
import type { Aside } from '../case.ts'
import * as steps from '../steps.ts'
import { stateLabel } from '../words.ts'
import { weekday } from './case-work.ts'
import { dayOf, stepPage } from './step-page.ts'

export const holdPage = stepPage({
  path: '/cases/:case/hold',
  allow: 'case.decide',
  step: 'set aside',
  heading: 'Put the case on hold',
  intro: ({ c }, { viewer }) => [
    'For when there is nothing to do before a day: a place that begins after the holidays, a court that decides. The case stays open and comes back by itself on the day. News of the child ends the hold at once.',
    `You may hold it until ${weekday(steps.longestHold(c, localDate(viewer.today), viewer.role))}. ${viewer.role === 'manager' ? 'That is a month: nobody is out of sight for longer.' : 'That is when it would be reviewed. A manager may hold it for up to a month.'}`,
  ],
  fields: ({ c }, { viewer }) => [
    { as: 'textarea', name: 'says', label: 'Why?', ifEmpty: 'Write why the case is on hold' },
    {
      as: 'date',
      name: 'until',
      label: 'Until which day?',
      value: steps.longestHold(c, localDate(viewer.today), viewer.role),
      ifEmpty: 'Enter the day on which the case is taken up again',
    },
  ],
  button: 'Put it on hold',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, by, on) =>
      steps.hold(c, { says: values.says!, until: dayOf(values, 'until') }, by, on),
    ),
  says: values => `On hold until ${weekday(values.until!)}`,
})

const asideInWords: Readonly<Record<Aside, string>> = {
  'on hold': 'The case is on hold',
  'with panel': 'A panel has the case in hand',
  'handed over': 'Another authority was asked to take the case over, and has not accepted it',
}

export const takeBackPage = stepPage({
  path: '/cases/:case/take-back',
  allow: 'case.decide',
  step: 'take back',
  heading: 'Take the case back in hand',
  intro: ({ c }) =>
    c.aside
      ? [`${asideInWords[c.aside.as]}, until ${weekday(c.aside.until)}: ${c.aside.says}`]
      : ['The case is in hand: nobody else has it.'],
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'What was decided, or what has changed?',
      ifEmpty: 'Write what was decided or has changed',
    },
  ],
  button: 'Take it back',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.takeBack(c, { says: values.says! }),
    ),
  says: (_values, { c }) => `No longer ${c.aside?.as ?? 'aside'}. Its own deadlines hold again`,
})

export const pathwayPage = stepPage({
  path: '/cases/:case/pathway',
  allow: 'case.decide',
  step: 'set the pathway',
  heading: 'Change the pathway',
  intro: ({ c }) => [
    `Now: ${c.pathway === 'A' ? 'find the child' : 'get the child into education'}, since ${weekday(c.pathwayOn)}.`,
    'The day of the change is kept, and the days before it count as what they were.',
  ],
  fields: ({ c }) => [
    {
      as: 'radios',
      name: 'pathway',
      label: 'What has to be done?',
      items: [
        { value: 'A', text: 'Find the child', hint: 'The whereabouts or the destination are not known' },
        { value: 'B', text: 'Get the child into education', hint: 'We know where the child is' },
      ],
      value: c.pathway,
      ifEmpty: 'Choose what has to be done',
    },
    { as: 'textarea', name: 'says', label: 'Why?', ifEmpty: 'Write why the pathway changes' },
  ],
  button: 'Change the pathway',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.setPathway(c, { pathway: values.pathway === 'B' ? 'B' : 'A', says: values.says! }),
    ),
  says: values => stateLabel(values.pathway === 'B' ? 'get the child into education' : 'find the child'),
})
