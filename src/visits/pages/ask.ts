// Asking for a visit in a case (form CME3): why, what is to be found out, what the visitor must know, by when.

import type { Page } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stepPage } from '../../cases/pages/step-page.ts'
import { askVisit, visitBy } from '../actions.ts'

export const askPage: Page = stepPage({
  path: '/cases/:case/visits/ask',
  allow: 'visit.ask',
  step: 'make a check',
  heading: 'Ask for a visit',
  intro: (work, { viewer }) => [
    visitBy(work.c, localDate(viewer.today)).because,
    ...(work.row.protected
      ? [
          'This child is protected. A manager releases the address for the one visit. Write nothing here that says where the child is.',
        ]
      : []),
  ],
  fields: (work, { viewer }) => [
    {
      as: 'textarea',
      name: 'reason',
      label: 'Why is a visit needed?',
      rows: 3,
      ifEmpty: 'Say why a visit is needed',
    },
    {
      as: 'textarea',
      name: 'question',
      label: 'What should the visit find out?',
      rows: 3,
      ifEmpty: 'Say what the visit should find out',
    },
    {
      as: 'textarea',
      name: 'hazards',
      label: 'Known hazards',
      hint: 'Dogs, stairs, no telephone signal. “None known” is an answer.',
      rows: 2,
      ifEmpty: 'Say which hazards are known, or “None known”',
    },
    {
      as: 'textarea',
      name: 'staffRisk',
      label: 'Risk to staff',
      hint: 'What happened before. “None known” is an answer.',
      rows: 2,
      ifEmpty: 'Say which risk to staff is known, or “None known”',
    },
    { as: 'input', name: 'language', label: 'Language of the family, if known' },
    { as: 'input', name: 'bestTimes', label: 'Best times, if known' },
    {
      as: 'radios',
      name: 'twoPeople',
      label: 'Must two people go?',
      items: [
        {
          value: 'yes',
          text: 'Yes',
          hint: 'Always at a first visit where something is known that worries us',
        },
        { value: 'no', text: 'No' },
      ],
      ifEmpty: 'Say whether two people must go',
    },
    {
      as: 'date',
      name: 'neededBy',
      label: 'Needed by',
      hint: 'Sooner if you like, not later.',
      value: visitBy(work.c, localDate(viewer.today)).due,
      ifEmpty: 'Enter the day it is needed by',
    },
  ],
  button: 'Ask for the visit',
  take: ({ db, viewer, now }, work, values, seen) =>
    askVisit(
      db,
      viewer,
      work.row.token,
      seen,
      {
        reason: values.reason!,
        question: values.question!,
        hazards: values.hazards!,
        staffRisk: values.staffRisk!,
        language: values.language!,
        bestTimes: values.bestTimes!,
        twoPeople: values.twoPeople === 'yes',
        neededBy: localDate(values.neededBy!),
      },
      now,
    ),
  says: () => 'A visit was asked for. It waits to be planned',
  to: work => `/cases/${work.row.token}/visits`,
  back: work => ({ href: `/cases/${work.row.token}/visits`, text: 'Back to the visits' }),
})
