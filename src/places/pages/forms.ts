// The short forms of the way into education, as data: their fields, when each is offered, what it writes and what stands against it.
import type { Action } from '../../access/actions-allowed.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import type { Case, Happened } from '../../cases/case.ts'
import type { Field, Values } from '../../cases/pages/step-page.ts'
import * as steps from '../../cases/steps.ts'
import {
  exclusionProvision,
  fairAccessPlace,
  inYearOutcome,
  sectionNineteen,
} from '../../law/authority-clocks.ts'
import type { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Settings } from '../../schools/settings.ts'
import type { VersionedCalendar } from '../../schools/store.ts'
import type { PlacingDecision } from '../actions.ts'
import { schoolDaysFrom } from '../after-start.ts'
import {
  directionCaution,
  fairAccessCategories,
  fairAccessCite,
  fairAccessEligibility,
  isCategory,
} from '../fair-access.ts'
import {
  type BarrierTopic,
  barrierTopics,
  type NeedTopic,
  needTopics,
  type Placing,
  type PlacingHappened,
  topicsForAdmissions,
} from '../placing.ts'
import type { SchoolKnown } from '../store.ts'
import { hours } from '../words.ts'

/** What a form is asked with: the child's way so far, and what its days are worked out from. */
export type FormContext = {
  placing: Placing
  caseId: string
  today: LocalDate
  isProtected: boolean
  isDesk: boolean
  /** The first day out of education, where it is known. */
  outSince: LocalDate | undefined
  settings: Settings
  calendar: VersionedCalendar
  schools: readonly SchoolKnown[]
  providers: readonly { id: string; name: string }[]
}

export type PlaceForm = {
  /** The end of its address. */
  path: string
  heading: string
  /** What its link says. */
  says: string
  allow: Action
  /** For the admissions desk as well. */
  desk?: true
  group: 'needs' | 'offers' | 'fair access' | 'arranged' | 'settling in'
  intro?: (context: FormContext) => readonly string[]
  /** All there ever was to choose from, or what is open now. */
  fields: (context: FormContext, all: boolean) => readonly Field[]
  /** Is there anything to use it on? */
  open?: (context: FormContext) => boolean
  decide: (
    values: Values,
    context: FormContext,
    now: { placing: Placing; c: Case; by: steps.Doer; on: LocalDate },
  ) => PlacingDecision
  done: (values: Values) => string
}

type Against = Refusal & { field?: string }
const unless = (holds: boolean, says: string, field?: string): Against[] =>
  holds ? [] : [{ says, ...(field && { field }) }]
const day = (values: Values, name: string): LocalDate => values[name] as LocalDate
const choices = (all: Readonly<Record<string, string>>) =>
  Object.entries(all).map(([value, text]) => ({ value, text }))

const longSays = (label: string, hint?: string): Field => ({
  as: 'textarea',
  name: 'says',
  label,
  rows: 3,
  ifEmpty: `Write: ${label.replace(/\?$/, '').toLowerCase()}`,
  ...(hint && { hint }),
})
const mayBeEmpty = (name: string, label: string, hint?: string): Field => ({
  as: 'textarea',
  name,
  label: `${label} (optional)`,
  rows: 3,
  ...(hint && { hint }),
})
const date = (name: string, label: string, value?: LocalDate, hint?: string): Field => ({
  as: 'date',
  name,
  label,
  ifEmpty: `${label}: enter a date, such as 30 11 2026`,
  ...(value && { value }),
  ...(hint && { hint }),
})
const source: Field = {
  as: 'input',
  name: 'source',
  label: 'Who said so?',
  hint: 'A person or a document, and its date if it has one',
  ifEmpty: 'Write who said so',
}

/** Which of several things a form is about. With one alone it is chosen already. */
function about(label: string, items: readonly { value: string; text: string }[]): Field {
  return {
    as: 'radios',
    name: 'about',
    label,
    items,
    ifEmpty: 'Choose which one',
    ...(items.length === 1 && { value: items[0]!.value }),
  }
}

const elsewhere = 'elsewhere'
/** A school of ours from the list, or another by name. */
const schoolFields = (context: FormContext, label: string): Field[] => [
  {
    as: 'select',
    name: 'school',
    label,
    items: [
      { value: elsewhere, text: 'Another school or authority: written below' },
      ...context.schools.map(one => ({ value: one.id, text: one.name })),
    ],
    ifEmpty: 'Choose a school',
  },
  { as: 'input', name: 'other', label: 'If another: which school or authority?' },
]
function schoolFrom(
  values: Values,
  context: FormContext,
): { name: string; id: string | undefined; against: Against[] } {
  if (values.school === elsewhere) {
    return {
      name: values.other ?? '',
      id: undefined,
      against: unless(values.other !== '', 'Write which school or authority', 'other'),
    }
  }
  const school = context.schools.find(one => one.id === values.school)
  return {
    name: school?.name ?? '',
    id: school?.id,
    against: unless(school !== undefined, 'Choose a school', 'school'),
  }
}

const ofCase = <T extends { caseId: string }>(all: readonly T[], context: FormContext) =>
  all.filter(one => one.caseId === context.caseId)
const applications = (context: FormContext, all: boolean, states: readonly string[]) =>
  ofCase(context.placing.applications, context)
    .filter(one => all || states.includes(one.state))
    .map(one => ({ value: one.id, text: `${one.to}, applied ${inWords(one.received)}` }))
const offers = (context: FormContext, all: boolean, holds: (one: Placing['offers'][number]) => boolean) =>
  ofCase(context.placing.offers, context)
    .filter(one => all || holds(one))
    .map(one => ({ value: one.id, text: `${one.school}, to start ${inWords(one.startsOn)}` }))
const isWaiting = (one: Placing['offers'][number]) => one.state === 'open' && one.parent === 'waiting'
const isOpenOffer = (one: Placing['offers'][number]) => one.state === 'open'

/** One of our schools that was asked sees the child no longer. */
function withdrawn(
  c: Case,
  offerId: string | undefined,
  says: string,
): { happened: Happened[]; against: Refusal[] } {
  if (!offerId || c.places.find(place => place.offerId === offerId)?.state !== 'asked')
    return { happened: [], against: [] }
  const decided = steps.withdrawOffer(c, { offerId, says })
  return decided.allowed
    ? { happened: decided.value, against: [] }
    : { happened: [], against: decided.refusals }
}

const needForms: PlaceForm[] = [
  {
    path: 'need',
    heading: 'Record a need',
    says: 'Record a need',
    allow: 'places.record',
    group: 'needs',
    intro: ({ isProtected }) =>
      isProtected ? ['The child is protected: write nothing that says where the child is.'] : [],
    fields: () => [
      {
        as: 'radios',
        name: 'topic',
        label: 'What is it about?',
        items: choices(needTopics).map(one => ({
          ...one,
          ...(!topicsForAdmissions.includes(one.value as NeedTopic) && {
            hint: 'Not shown to the admissions desk',
          }),
        })),
        ifEmpty: 'Choose what it is about',
      },
      longSays('What does the child need?', 'A fact, as it was said. No opinion'),
      source,
    ],
    decide: values => ({
      steps: [{ kind: 'need', topic: values.topic as NeedTopic, says: values.says!, source: values.source! }],
    }),
    done: () => 'The need is recorded',
  },
  {
    path: 'need-ended',
    heading: 'A need no longer holds',
    says: 'A need no longer holds',
    allow: 'places.record',
    group: 'needs',
    open: ({ placing }) => placing.needs.some(one => one.ended === undefined),
    fields: ({ placing }, all) => [
      about(
        'Which need?',
        placing.needs
          .filter(one => all || one.ended === undefined)
          .map(one => ({ value: one.id, text: `${needTopics[one.topic]}: ${one.says}`.slice(0, 200) })),
      ),
      longSays('What has changed, and who says so?'),
    ],
    decide: values => ({ steps: [{ kind: 'need-ended', about: values.about!, says: values.says! }] }),
    done: () => 'Recorded. The need stays in the history',
  },
  {
    path: 'barrier',
    heading: 'Record what stands in the way',
    says: 'Record what stands in the way',
    allow: 'places.record',
    group: 'needs',
    intro: () => ['It stays on the list until somebody has solved it.'],
    fields: () => [
      {
        as: 'radios',
        name: 'topic',
        label: 'What is it?',
        items: choices(barrierTopics),
        ifEmpty: 'Choose what it is',
      },
      longSays('What is missing?'),
      source,
    ],
    decide: values => ({
      steps: [
        { kind: 'barrier', topic: values.topic as BarrierTopic, says: values.says!, source: values.source! },
      ],
    }),
    done: () => 'Recorded, and on the list until it is solved',
  },
  {
    path: 'barrier-solved',
    heading: 'Something in the way is solved',
    says: 'Something in the way is solved',
    allow: 'places.record',
    group: 'needs',
    open: ({ placing }) => placing.barriers.some(one => !one.solved),
    fields: ({ placing }, all) => [
      about(
        'Which?',
        placing.barriers
          .filter(one => all || !one.solved)
          .map(one => ({ value: one.id, text: `${barrierTopics[one.topic]}: ${one.says}`.slice(0, 200) })),
      ),
      { as: 'input', name: 'who', label: 'Who solved it?', ifEmpty: 'Write who solved it' },
      longSays('How?'),
    ],
    decide: (values, _context, { placing }) => ({
      steps: [{ kind: 'barrier-solved', about: values.about!, who: values.who!, says: values.says! }],
      against: unless(
        !placing.barriers.find(one => one.id === values.about)?.solved,
        'This is solved already',
      ),
    }),
    done: () => 'Recorded as solved',
  },
]

const offerForms: PlaceForm[] = [
  {
    path: 'applied',
    heading: 'Record an application for a place',
    says: 'Record an application',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    intro: () => [
      'The outcome is due in writing within 15 school days of the day it was received, and in 10 if possible. The case waits for it.',
    ],
    fields: context => [
      ...schoolFields(context, 'To which school or authority?'),
      date('received', 'Day it was received', context.today),
    ],
    decide(values, context, { on }) {
      const school = schoolFrom(values, context)
      const received = day(values, 'received')
      const answerBy = inYearOutcome({ received }, context.calendar).due ?? addWorkingDays(received, 15)
      return {
        steps: [{ kind: 'applied', to: school.name, schoolId: school.id, received, answerBy }],
        against: [
          ...school.against,
          ...unless(received <= on, 'The day it was received is still to come', 'received'),
        ],
      }
    },
    done: () => 'The application is recorded. The case waits for its outcome',
  },
  {
    path: 'offered',
    heading: 'Record an offer of a place',
    says: 'Record an offer',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => !ofCase(context.placing.offers, context).some(one => one.state === 'open'),
    intro: () => [
      'A school of this authority then reads the child’s name and date of birth and the day you give, and nothing else: it tells us whether the child has started.',
      'The family has the days below to answer. Then the school tries, then admissions.',
    ],
    fields: context => [
      {
        as: 'radios',
        name: 'application',
        label: 'On which application?',
        items: [
          ...applications(context, false, ['waiting']),
          { value: 'none', text: 'None: offered without an application here' },
        ],
        ifEmpty: 'Choose on which application, or none',
        ...(applications(context, false, ['waiting']).length === 0 && { value: 'none' }),
      },
      ...schoolFields(context, 'Which school?'),
      date('starts', 'From which day?'),
    ],
    decide(values, context, { placing, c, on }) {
      const school = schoolFrom(values, context)
      const startsOn = day(values, 'starts')
      const answerBy = schoolDaysFrom(context.calendar.calendar, on, context.settings['offer-answer-days'])
      const offerId = school.id ? newId() : undefined
      const asked = school.id
        ? steps.offer(c, { offerId: offerId!, schoolId: school.id, school: school.name, startsOn })
        : undefined
      const open = placing.offers.find(one => one.state === 'open' && one.caseId === context.caseId)
      return {
        steps: [
          {
            kind: 'offered',
            about: values.application === 'none' ? undefined : values.application,
            offerId,
            schoolId: school.id,
            school: school.name,
            startsOn,
            answerBy,
          },
        ],
        happened: asked?.allowed ? asked.value : [],
        against: [
          ...school.against,
          ...unless(
            startsOn >= addDays(on, -60),
            'That day is more than two months ago: check the year',
            'starts',
          ),
          ...(asked && !asked.allowed
            ? asked.refusals
            : unless(!open, `${open?.school} has been offered and waits for an answer. Withdraw that first`)),
        ],
      }
    },
    done: () => 'The offer is recorded. Hear now whether the family accepts it',
  },
  {
    path: 'answered',
    heading: 'Record the family’s answer',
    says: 'Record the family’s answer',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => offers(context, false, isWaiting).length > 0,
    fields: (context, all) => [
      about('To which offer?', offers(context, all, isWaiting)),
      {
        as: 'radios',
        name: 'answer',
        label: 'What did the family say?',
        items: [
          { value: 'accepted', text: 'They accept the place' },
          { value: 'refused', text: 'They do not want it', hint: 'The school then no longer sees the child' },
        ],
        ifEmpty: 'Choose what the family said',
      },
      mayBeEmpty('says', 'In whose words, and why if they refuse?'),
    ],
    decide(values, _context, { placing, c }) {
      const offer = placing.offers.find(one => one.id === values.about)
      const refusedIt = values.answer === 'refused'
      const back = refusedIt
        ? withdrawn(c, offer?.offerId, `The family did not want it: ${values.says}`)
        : undefined
      return {
        steps: [
          {
            kind: 'parent-answered',
            about: values.about!,
            answer: refusedIt ? 'refused' : 'accepted',
            says: values.says!,
          },
        ],
        happened: back?.happened ?? [],
        against: [
          ...unless(
            offer !== undefined && isWaiting(offer),
            'The family has answered this offer already, or it was withdrawn',
          ),
          ...unless(!refusedIt || values.says !== '', 'Write why they do not want it', 'says'),
          ...(back?.against ?? []),
        ],
      }
    },
    done: values =>
      values.answer === 'refused'
        ? 'The refusal is recorded, and the place withdrawn'
        : 'Accepted. The school is asked whether the child has started',
  },
  {
    path: 'no-answer',
    heading: 'The family has not answered',
    says: 'The family has not answered',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => offers(context, false, one => isWaiting(one) && one.turn !== 'CME').length > 0,
    intro: ({ settings }) => [
      `The family has ${settings['offer-answer-days']} school days. Then the school tries for ${settings['offer-chase-days']} more, then admissions; then it is worked as a child missing education, and a school attendance order is considered. The place is held.`,
    ],
    fields: (context, all) => [
      about(
        'Which offer?',
        offers(context, all, one => isWaiting(one) && one.turn !== 'CME'),
      ),
      longSays('What was tried, and by whom?'),
    ],
    decide(values, context, { placing, c, on }) {
      const offer = placing.offers.find(one => one.id === values.about)
      const now = offer?.turn === 'school' ? 'admissions' : 'CME'
      const counted =
        now === 'CME' && (c.standing === 'possible CME' || c.standing === 'not decided')
          ? steps.setStanding(
              c,
              {
                standing: 'CME',
                from: on,
                why: 'A place was offered and not taken up, and the child is in no other education.',
              },
              on,
            )
          : undefined
      const step: PlacingHappened = {
        kind: 'no-answer-yet',
        about: values.about!,
        now,
        says: values.says!,
        ...(now === 'admissions' && {
          answerBy: schoolDaysFrom(context.calendar.calendar, on, context.settings['offer-chase-days']),
        }),
      }
      return {
        steps: [step],
        happened: counted?.allowed ? counted.value : [],
        against: [
          ...unless(
            offer !== undefined && isWaiting(offer) && offer.turn !== 'CME',
            'This offer has been answered, or was taken further already',
          ),
          ...unless(
            offer?.answerBy === undefined || on >= offer.answerBy,
            `The family has until ${offer?.answerBy ? inWords(offer.answerBy) : ''} to answer`,
          ),
        ],
      }
    },
    done: () => 'Recorded, with who tries next',
  },
  {
    path: 'refused',
    heading: 'The school refuses a place',
    says: 'Record that a school refuses',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => refusable(context, false).length > 0,
    fields: (context, all) => [
      about('Which application or offer?', refusable(context, all)),
      longSays('Why does the school refuse?', 'A refusal needs a reason. The family may appeal'),
    ],
    decide: (values, _context, { placing, c }) => ending('refused-by-school', values, placing, c),
    done: () => 'The refusal is recorded, with its reason',
  },
  {
    path: 'withdrawn',
    heading: 'Withdraw an application or an offer',
    says: 'Withdraw an application or an offer',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => refusable(context, false).length > 0,
    intro: () => ['Once an offer is withdrawn the school no longer sees the child.'],
    fields: (context, all) => [about('Which?', refusable(context, all)), longSays('Why?')],
    decide: (values, _context, { placing, c }) => ending('withdrawn', values, placing, c),
    done: () => 'Withdrawn',
  },
  {
    path: 'appealed',
    heading: 'Record an appeal',
    says: 'Record an appeal',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => appealable(context, false).length > 0,
    fields: (context, all) => [
      about('Against which refusal?', appealable(context, all)),
      date('lodged', 'Day it was lodged', context.today),
      date('hearing', 'Day by which it is heard'),
    ],
    decide: (values, _context, { placing, on }) => ({
      steps: [
        {
          kind: 'appealed',
          about: values.about!,
          lodged: day(values, 'lodged'),
          answerBy: day(values, 'hearing'),
        },
      ],
      against: [
        ...unless(
          placing.applications.some(one => one.id === values.about && one.state === 'refused' && !one.appeal),
          'An appeal is recorded already, or nothing was refused',
        ),
        ...unless(day(values, 'lodged') <= on, 'The day it was lodged is still to come', 'lodged'),
        ...unless(
          day(values, 'hearing') >= day(values, 'lodged'),
          'It is not heard before it was lodged',
          'hearing',
        ),
      ],
    }),
    done: () => 'The appeal is recorded. The case waits for its result',
  },
  {
    path: 'appeal-answered',
    heading: 'Record the result of an appeal',
    says: 'Record the result of an appeal',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => appealed(context, false).length > 0,
    fields: (context, all) => [
      about('Which appeal?', appealed(context, all)),
      {
        as: 'radios',
        name: 'result',
        label: 'What is the result?',
        items: [
          { value: 'upheld', text: 'Upheld: the school takes the child' },
          { value: 'dismissed', text: 'Dismissed' },
          { value: 'withdrawn', text: 'Withdrawn by the family' },
        ],
        ifEmpty: 'Choose the result',
      },
      mayBeEmpty('says', 'Anything to add?'),
    ],
    decide: (values, _context, { placing }) => ({
      steps: [
        {
          kind: 'appeal-answered',
          about: values.about!,
          result: values.result as 'upheld',
          says: values.says!,
        },
      ],
      against: unless(
        placing.applications.some(
          one => one.id === values.about && one.appeal && one.appeal.result === undefined,
        ),
        'This appeal has its result already',
      ),
    }),
    done: () => 'The result is recorded',
  },
  {
    path: 'visited',
    heading: 'The child visited the school',
    says: 'Record a visit to the school',
    allow: 'places.record',
    desk: true,
    group: 'offers',
    open: context => offers(context, false, one => isOpenOffer(one) && !one.visitedOn).length > 0,
    fields: (context, all) => [
      about(
        'Which school?',
        offers(context, all, one => isOpenOffer(one) && !one.visitedOn),
      ),
      date('visited', 'On which day?', context.today),
    ],
    decide: (values, _context, { placing, on }) => ({
      steps: [{ kind: 'visited', about: values.about!, visitedOn: day(values, 'visited') }],
      against: [
        ...unless(day(values, 'visited') <= on, 'The day is still to come', 'visited'),
        ...unless(
          !placing.offers.find(one => one.id === values.about)?.visitedOn,
          'A visit is recorded already',
        ),
      ],
    }),
    done: () => 'The visit is recorded',
  },
]

const refusable = (context: FormContext, all: boolean) => [
  ...applications(context, all, ['waiting']),
  ...offers(context, all, isOpenOffer).map(one => ({ ...one, text: `Offer: ${one.text}` })),
]
const appealable = (context: FormContext, all: boolean) =>
  ofCase(context.placing.applications, context)
    .filter(one => all || (one.state === 'refused' && !one.appeal))
    .map(one => ({ value: one.id, text: one.to }))
const appealed = (context: FormContext, all: boolean) =>
  ofCase(context.placing.applications, context)
    .filter(one => one.appeal && (all || one.appeal.result === undefined))
    .map(one => ({ value: one.id, text: one.to }))

function ending(
  kind: 'refused-by-school' | 'withdrawn',
  values: Values,
  placing: Placing,
  c: Case,
): PlacingDecision {
  const application = placing.applications.find(one => one.id === values.about)
  const offer = placing.offers.find(one => one.id === values.about)
  const says = kind === 'withdrawn' ? values.says! : `The school refuses: ${values.says}`
  const back = withdrawn(c, offer?.offerId, says)
  return {
    steps: [{ kind, about: values.about!, says: values.says! }],
    happened: back.happened,
    against: [
      ...unless(
        application?.state === 'waiting' || offer?.state === 'open',
        'This is not waited for any more',
      ),
      ...back.against,
    ],
  }
}

const openReferral = (context: FormContext) =>
  ofCase(context.placing.fairAccess, context).filter(one => !one.decision)
const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

const fairForms: PlaceForm[] = [
  {
    path: 'fair-access',
    heading: 'Refer to the fair access panel',
    says: 'Refer to fair access',
    allow: 'places.record',
    desk: true,
    group: 'fair access',
    open: context => openReferral(context).length === 0,
    intro: ({ settings }) => [
      `The panel meets every ${settings['fair-access-weeks']} weeks here. A place is due within 20 school days of acceptance (rule L-14).`,
      `The categories: ${fairAccessCite}.`,
    ],
    fields: context => [
      {
        as: 'select',
        name: 'category',
        label: 'Which category?',
        items: Object.entries(fairAccessCategories).map(([value, text]) => ({
          value,
          text: `${value}: ${text}`,
        })),
        ifEmpty: 'Choose the category',
      },
      longSays('Which facts, and who says so?', 'With dates. The panel reads this'),
      {
        as: 'radios',
        name: 'other',
        label: 'Does another way apply?',
        items: [
          { value: 'none', text: 'No' },
          { value: 'plan', text: 'The child has an education, health and care plan' },
          { value: 'care', text: 'The child is in care' },
        ],
        value: 'none',
        ifEmpty: 'Choose whether another way applies',
      },
      {
        as: 'radios',
        name: 'inNeed',
        label: 'Category a: a child in need or child protection plan?',
        items: [
          { value: 'now', text: 'There is one now' },
          { value: 'ended', text: 'It has ended: the day is below' },
          { value: 'none', text: 'None' },
        ],
        value: 'none',
        ifEmpty: 'Choose whether there is a plan',
      },
      { as: 'date', name: 'ended', label: 'Category a: last day of the plan (optional)' },
      {
        as: 'radios',
        name: 'reach',
        label: 'Category l: is there a place within a reasonable distance?',
        items: yesNo,
        value: 'no',
        ifEmpty: 'Choose yes or no',
      },
      {
        as: 'radios',
        name: 'declined',
        label: 'Category l: was a suitable offer refused?',
        items: yesNo,
        value: context.placing.offers.some(one => one.parent === 'refused') ? 'yes' : 'no',
        ifEmpty: 'Choose yes or no',
      },
      {
        as: 'date',
        name: 'panel',
        label: 'Day of the panel',
        value: addDays(context.today, context.settings['fair-access-weeks'] * 7),
        ifEmpty: 'Enter the day of the panel, such as 30 11 2026',
      },
    ],
    decide(values, context, { placing, on }) {
      const category = isCategory(values.category!) ? values.category : 'l'
      const found = fairAccessEligibility(category, {
        referred: on,
        hasPlan: values.other === 'plan',
        inCare: values.other === 'care',
        planNow: values.inNeed === 'now',
        planEnded: values.inNeed === 'ended' && values.ended ? day(values, 'ended') : undefined,
        firstDayOut: context.outSince,
        placeWithinReasonableDistance: values.reach === 'yes',
        refusedSuitableOffer: values.declined === 'yes',
      })
      const panelOn = day(values, 'panel')
      return {
        steps: [
          {
            kind: 'fair-access-referred',
            category,
            eligible: found.eligible,
            because: found.because,
            says: values.says!,
            panelOn,
            placeBy: fairAccessPlace({ accepted: on }, context.calendar).due ?? addWorkingDays(on, 20),
          },
        ],
        against: [
          ...unless(found.eligible, found.because, values.other === 'none' ? 'category' : 'other'),
          ...unless(panelOn >= on, 'The day of the panel has passed', 'panel'),
          ...unless(
            !placing.fairAccess.some(one => one.caseId === context.caseId && !one.decision),
            'The child has been referred, and the panel has not decided yet',
          ),
        ],
      }
    },
    done: () => 'Referred to fair access',
  },
  {
    path: 'fair-asked',
    heading: 'Ask a school on behalf of the panel',
    says: 'Record that a school was asked',
    allow: 'places.record',
    desk: true,
    group: 'fair access',
    open: context => openReferral(context).length > 0,
    intro: ({ settings }) => [
      `It answers within ${settings['fair-access-answer-days']} school days, and gives a reason if it refuses.`,
    ],
    fields: context => schoolFields(context, 'Which school was asked?'),
    decide(values, context, { placing, on }) {
      const school = schoolFrom(values, context)
      const referral = placing.fairAccess.findLast(one => one.caseId === context.caseId && !one.decision)
      return {
        steps: [
          {
            kind: 'fair-access-asked',
            about: referral?.id ?? '',
            school: school.name,
            schoolId: school.id,
            answerBy: schoolDaysFrom(
              context.calendar.calendar,
              on,
              context.settings['fair-access-answer-days'],
            ),
          },
        ],
        against: [
          ...school.against,
          ...unless(referral !== undefined, 'No referral waits for the panel'),
          ...unless(
            !referral?.asks.some(one => one.school === school.name && one.answer === undefined),
            'This school has been asked already',
          ),
        ],
      }
    },
    done: () => 'Recorded. The case waits for the school’s answer',
  },
  {
    path: 'fair-answered',
    heading: 'Record a school’s answer to fair access',
    says: 'Record a school’s answer',
    allow: 'places.record',
    desk: true,
    group: 'fair access',
    open: context => openReferral(context).some(one => one.asks.some(ask => ask.answer === undefined)),
    fields: (context, all) => [
      about(
        'Which school?',
        ofCase(context.placing.fairAccess, context)
          .flatMap(one => one.asks)
          .filter(ask => all || ask.answer === undefined)
          .map(ask => ({ value: ask.id, text: ask.school })),
      ),
      {
        as: 'radios',
        name: 'answer',
        label: 'What does it say?',
        items: [
          { value: 'takes the child', text: 'It takes the child' },
          { value: 'refuses', text: 'It refuses' },
        ],
        ifEmpty: 'Choose what the school says',
      },
      mayBeEmpty('says', 'Why, if it refuses?'),
    ],
    decide: (values, context, { placing }) => ({
      steps: [
        {
          kind: 'fair-access-answered',
          about: values.about!,
          answer: values.answer as 'refuses',
          says: values.says!,
        },
      ],
      against: [
        ...unless(
          values.answer !== 'refuses' || values.says !== '',
          'A refusal needs a reason: write it',
          'says',
        ),
        ...unless(
          ofCase(placing.fairAccess, context)
            .flatMap(one => one.asks)
            .some(ask => ask.id === values.about && ask.answer === undefined),
          'This school has answered already',
        ),
      ],
    }),
    done: () => 'The school’s answer is recorded',
  },
  {
    path: 'fair-decided',
    heading: 'Record the decision on fair access',
    says: 'Record the panel’s decision',
    allow: 'fair-access.decide',
    desk: true,
    group: 'fair access',
    open: context => openReferral(context).length > 0,
    fields: context => [
      {
        as: 'radios',
        name: 'decision',
        label: 'What was decided?',
        items: [
          { value: 'a school is named', text: 'A school is named', hint: 'Record the offer next' },
          { value: 'not for fair access', text: 'Not for fair access' },
          { value: 'next panel', text: 'Put before the next panel' },
        ],
        ifEmpty: 'Choose what was decided',
      },
      { as: 'input', name: 'named', label: 'If a school is named: which?' },
      longSays('Why?'),
      {
        as: 'date',
        name: 'panel',
        label: 'If put off: day of the next panel (optional)',
        value: addDays(context.today, context.settings['fair-access-weeks'] * 7),
      },
    ],
    decide(values, context, { placing, on }) {
      const referral = placing.fairAccess.findLast(one => one.caseId === context.caseId && !one.decision)
      const putOff = values.decision === 'next panel'
      const panelOn = putOff && values.panel ? day(values, 'panel') : undefined
      return {
        steps: [
          {
            kind: 'fair-access-decided',
            about: referral?.id ?? '',
            decision: values.decision as 'next panel',
            school: values.named || undefined,
            says: values.says!,
            panelOn,
          },
        ],
        against: [
          ...unless(referral !== undefined, 'No referral waits for the panel'),
          ...unless(
            values.decision !== 'a school is named' || values.named !== '',
            'Write which school is named',
            'named',
          ),
          ...unless(
            !putOff || (panelOn !== undefined && panelOn > on),
            'Enter the day of the next panel, after today',
            'panel',
          ),
        ],
      }
    },
    done: () => 'The decision is recorded',
  },
  {
    path: 'direction',
    heading: 'Record a direction to admit',
    says: 'Record a direction to admit',
    allow: 'fair-access.decide',
    desk: true,
    group: 'fair access',
    open: context =>
      ofCase(context.placing.fairAccess, context).some(
        one => !one.direction || one.direction.ended !== undefined,
      ),
    intro: () => [directionCaution],
    fields: context => [
      {
        as: 'input',
        name: 'named',
        label: 'Which school is directed?',
        ifEmpty: 'Write which school is directed',
      },
      longSays('Who directs it, under which power, and why?'),
      date('answer', 'By which day does the school answer?', addDays(context.today, 15)),
    ],
    decide(values, context, { placing, on }) {
      const referral = placing.fairAccess.findLast(one => one.caseId === context.caseId)
      return {
        steps: [
          {
            kind: 'direction',
            about: referral?.id ?? '',
            school: values.named!,
            says: values.says!,
            answerBy: day(values, 'answer'),
          },
        ],
        against: [
          ...unless(referral !== undefined, 'Refer the child to fair access first'),
          ...unless(
            !referral?.direction || referral.direction.ended !== undefined,
            'A direction is recorded, and is not over',
          ),
          ...unless(day(values, 'answer') >= on, 'The day has passed', 'answer'),
        ],
      }
    },
    done: () => 'The direction is recorded. The case waits for what becomes of it',
  },
  {
    path: 'direction-ended',
    heading: 'Record what became of the direction',
    says: 'Record what became of the direction',
    allow: 'fair-access.decide',
    desk: true,
    group: 'fair access',
    open: context =>
      ofCase(context.placing.fairAccess, context).some(
        one => one.direction && one.direction.ended === undefined,
      ),
    fields: () => [longSays('What became of it?')],
    decide(values, context, { placing }) {
      const referral = placing.fairAccess.findLast(
        one => one.caseId === context.caseId && one.direction && one.direction.ended === undefined,
      )
      return {
        steps: [{ kind: 'direction-ended', about: referral?.id ?? '', says: values.says! }],
        against: unless(referral !== undefined, 'No direction is open'),
      }
    },
    done: () => 'Recorded',
  },
]

const openDuty = (context: FormContext) =>
  ofCase(context.placing.sectionNineteen, context).findLast(one => !one.ended)
const dutyNow = (placing: Placing, context: FormContext) =>
  placing.sectionNineteen.findLast(one => one.caseId === context.caseId && !one.ended)
const numberIn = (text: string | undefined): number | undefined => {
  const trimmed = (text ?? '').replace(',', '.')
  return /^\d{1,3}(\.\d)?$/.test(trimmed) ? Number(trimmed) : undefined
}

const dutyForms: PlaceForm[] = [
  {
    path: 'duty',
    heading: 'Our own duty to arrange education',
    says: 'Record that our own duty began',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context => openDuty(context) === undefined,
    intro: () => [
      'For a child who is away through illness: as soon as it is clear that it will be 15 school days or more in all (rule L-04). After a permanent exclusion: from the sixth school day (rule L-05).',
    ],
    fields: () => [
      {
        as: 'radios',
        name: 'why',
        label: 'Why is the child not in school?',
        items: [
          { value: 'health', text: 'Illness' },
          { value: 'exclusion', text: 'Permanent exclusion' },
          { value: 'otherwise', text: 'Otherwise' },
        ],
        ifEmpty: 'Choose why',
      },
      date(
        'from',
        'From which day?',
        undefined,
        'Illness: the day it was clear. Exclusion: the first excluded day. Otherwise: the day we decided',
      ),
      { as: 'input', name: 'missed', label: 'Illness: school days missed this year' },
      { as: 'input', name: 'expected', label: 'Illness: school days more expected' },
      longSays('What makes it our duty, and who says so?'),
    ],
    decide(values, context, { placing, on }) {
      const from = day(values, 'from')
      const why = values.why as 'health' | 'exclusion' | 'otherwise'
      const missed = numberIn(values.missed)
      const expected = numberIn(values.expected)
      const rule =
        why === 'health'
          ? missed !== undefined && expected !== undefined
            ? sectionNineteen({ missed, expected, clearOn: from })
            : undefined
          : why === 'exclusion'
            ? exclusionProvision({ firstExcludedDay: from }, context.calendar)
            : undefined
      const answerBy = rule?.due ?? (why === 'exclusion' ? addWorkingDays(from, 5) : from)
      return {
        steps: [
          {
            kind: 'section-19-begun',
            why,
            from,
            because: rule?.because ?? 'The authority decided to arrange education.',
            says: values.says!,
            answerBy,
          },
        ],
        against: [
          ...unless(dutyNow(placing, context) === undefined, 'It is recorded already, and has not ended'),
          ...unless(from <= on, 'The day is still to come', 'from'),
          ...(why === 'health'
            ? [
                ...unless(missed !== undefined, 'Enter the school days missed, such as 12', 'missed'),
                ...unless(
                  expected !== undefined,
                  'Enter the school days more expected, such as 10',
                  'expected',
                ),
                ...unless(rule === undefined || rule.due !== undefined, rule?.because ?? '', 'missed'),
              ]
            : []),
        ],
      }
    },
    done: () => 'Recorded. The case waits for an offer of education',
  },
  {
    path: 'duty-offered',
    heading: 'Record what education we offer',
    says: 'Record what we offer',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context => {
      const duty = openDuty(context)
      return duty !== undefined && !duty.started
    },
    fields: context => [
      {
        as: 'input',
        name: 'provider',
        label: 'Which provider?',
        ifEmpty: 'Write which provider',
        ...(context.providers.length > 0 && {
          hint: `Known here: ${context.providers
            .slice(0, 12)
            .map(one => one.name)
            .join(', ')}`,
        }),
      },
      {
        as: 'input',
        name: 'hours',
        label: 'Hours a week',
        ifEmpty: 'Enter the hours a week, such as 15 or 12.5',
      },
      date('starts', 'From which day?'),
    ],
    decide(values, context, { placing }) {
      const duty = dutyNow(placing, context)
      const many = numberIn(values.hours)
      return {
        steps: [
          {
            kind: 'section-19-offered',
            about: duty?.id ?? '',
            provider: values.provider!,
            hours: many ?? 0,
            startsOn: day(values, 'starts'),
            answerBy: addWorkingDays(day(values, 'starts'), 1),
          },
        ],
        against: [
          ...unless(duty !== undefined && !duty.started, 'Nothing is to be offered now'),
          ...unless(
            many !== undefined && many > 0 && many <= 40,
            'Enter the hours a week, such as 15 or 12.5',
            'hours',
          ),
        ],
      }
    },
    done: () => 'The offer is recorded. Hear now whether the child has started',
  },
  {
    path: 'duty-refused',
    heading: 'The family refuses what we offer',
    says: 'Record that the family refuses it',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context =>
      openDuty(context)?.offers.at(-1)?.refused === undefined && (openDuty(context)?.offers.length ?? 0) > 0,
    intro: () => ['The duty goes on: something else is offered.'],
    fields: () => [longSays('Why, in whose words?')],
    decide(values, context, { placing, on }) {
      const duty = dutyNow(placing, context)
      const last = duty?.offers.at(-1)
      return {
        steps: [
          {
            kind: 'section-19-refused',
            about: duty?.id ?? '',
            says: values.says!,
            answerBy: schoolDaysFrom(context.calendar.calendar, on, 5),
          },
        ],
        against: unless(
          last !== undefined && last.refused === undefined && !duty?.started,
          'No offer waits for an answer',
        ),
      }
    },
    done: () => 'The refusal is recorded. The case waits for the next offer',
  },
  {
    path: 'duty-started',
    heading: 'The provider confirms the start',
    says: 'Record that the provider confirms the start',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context => {
      const duty = openDuty(context)
      return (
        duty !== undefined &&
        !duty.started &&
        duty.offers.at(-1) !== undefined &&
        duty.offers.at(-1)?.refused === undefined
      )
    },
    intro: () => [
      'The provider’s own word, with the hours, is the proof of outcome O04. It is put forward with this.',
    ],
    fields: context => {
      const last = openDuty(context)?.offers.at(-1)
      return [
        date('started', 'First day of it', last?.startsOn),
        {
          as: 'input',
          name: 'hours',
          label: 'Hours a week, as the provider confirms them',
          ifEmpty: 'Enter the hours a week, such as 15 or 12.5',
          ...(last && { value: String(last.hours) }),
        },
        {
          as: 'input',
          name: 'from',
          label: 'Who confirmed it?',
          hint: 'Name, and the provider they speak for',
          ifEmpty: 'Write who confirmed it',
        },
      ]
    },
    decide(values, context, { placing, c, on }) {
      const duty = dutyNow(placing, context)
      const last = duty?.offers.at(-1)
      const many = numberIn(values.hours)
      const started = day(values, 'started')
      const proof = steps.recordProof(
        c,
        {
          outcome: 'O04',
          facts: {
            kind: 'section 19',
            provider: last?.provider ?? '',
            started,
            hours: String(many ?? ''),
            from: values.from!,
            says: `${hours(many ?? 0)} from ${inWords(started)}, as the provider confirmed.`,
          },
        },
        on,
      )
      return {
        steps: [
          {
            kind: 'section-19-started',
            about: duty?.id ?? '',
            startedOn: started,
            hours: many ?? 0,
            confirmedBy: values.from!,
            reviewOn: schoolDaysFrom(
              context.calendar.calendar,
              started,
              context.settings['section-19-review-days'],
            ),
          },
        ],
        happened: proof.allowed ? proof.value : [],
        against: [
          ...unless(
            duty !== undefined && !duty.started && last !== undefined && last.refused === undefined,
            'No offer waits for a start',
          ),
          ...unless(started <= on, 'The first day is still to come', 'started'),
          ...unless(
            many !== undefined && many > 0 && many <= 40,
            'Enter the hours a week, such as 15 or 12.5',
            'hours',
          ),
          ...(proof.allowed ? [] : proof.refusals),
        ],
      }
    },
    done: () => 'Recorded, and put forward as the proof of outcome O04',
  },
  {
    path: 'duty-reviewed',
    heading: 'Review the education that we arrange',
    says: 'Record a review',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context => openDuty(context)?.started !== undefined,
    fields: context => [
      longSays('What was found, and what comes next?'),
      {
        as: 'input',
        name: 'hours',
        label: 'Hours a week from now',
        ifEmpty: 'Enter the hours a week, such as 15 or 12.5',
        ...(openDuty(context)?.started && {
          value: String(openDuty(context)?.reviews.at(-1)?.hours ?? openDuty(context)?.started?.hours),
        }),
      },
    ],
    decide(values, context, { placing, on }) {
      const duty = dutyNow(placing, context)
      const many = numberIn(values.hours)
      return {
        steps: [
          {
            kind: 'section-19-reviewed',
            about: duty?.id ?? '',
            says: values.says!,
            hours: many ?? 0,
            reviewOn: schoolDaysFrom(
              context.calendar.calendar,
              on,
              context.settings['section-19-review-days'],
            ),
          },
        ],
        against: [
          ...unless(duty?.started !== undefined, 'It has not started'),
          ...unless(
            many !== undefined && many > 0 && many <= 40,
            'Enter the hours a week, such as 15 or 12.5',
            'hours',
          ),
        ],
      }
    },
    done: () => 'The review is recorded, with the day of the next',
  },
  {
    path: 'duty-ended',
    heading: 'The education that we arrange ends',
    says: 'Record that it ends',
    allow: 'section-19.decide',
    group: 'arranged',
    open: context => openDuty(context) !== undefined,
    fields: () => [longSays('Why does it end, and where does the child learn now?')],
    decide(values, context, { placing }) {
      const duty = dutyNow(placing, context)
      return {
        steps: [{ kind: 'section-19-ended', about: duty?.id ?? '', says: values.says! }],
        against: unless(duty !== undefined, 'It has ended already'),
      }
    },
    done: () => 'Recorded',
  },
]

const openHelp = (context: FormContext) =>
  ofCase(context.placing.integration, context).findLast(
    one => one.ended === undefined && one.answer !== 'not accepted',
  )
const helpNow = (placing: Placing, context: FormContext) =>
  placing.integration.findLast(
    one => one.caseId === context.caseId && one.ended === undefined && one.answer !== 'not accepted',
  )

const helpForms: PlaceForm[] = [
  {
    path: 'help',
    heading: 'A school asks for help with settling in',
    says: 'Record that a school asks for help',
    allow: 'places.record',
    group: 'settling in',
    open: context => openHelp(context) === undefined,
    fields: () => [
      { as: 'input', name: 'named', label: 'Which school?', ifEmpty: 'Write which school asks' },
      longSays('What is asked for?'),
    ],
    decide: (values, context, { placing, on }) => ({
      steps: [
        {
          kind: 'integration-asked',
          school: values.named!,
          says: values.says!,
          answerBy: addWorkingDays(on, 5),
        },
      ],
      against: unless(helpNow(placing, context) === undefined, 'Help is asked for or given already'),
    }),
    done: () => 'Recorded. Answer the school within five working days',
  },
  {
    path: 'help-answered',
    heading: 'Answer the school that asks for help',
    says: 'Answer the school',
    allow: 'places.record',
    group: 'settling in',
    open: context => openHelp(context) !== undefined && openHelp(context)?.answer === undefined,
    fields: context => [
      {
        as: 'radios',
        name: 'answer',
        label: 'What is the answer?',
        items: [
          { value: 'accepted', text: 'Accepted' },
          { value: 'not accepted', text: 'Not accepted' },
        ],
        ifEmpty: 'Choose the answer',
      },
      longSays('The plan, or why not?'),
      {
        as: 'date',
        name: 'review',
        label: 'If accepted: day of the review (optional)',
        value: addDays(context.today, 42),
      },
    ],
    decide(values, context, { placing, on }) {
      const help = helpNow(placing, context)
      const accepted = values.answer === 'accepted'
      const reviewOn = accepted && values.review ? day(values, 'review') : undefined
      return {
        steps: [
          {
            kind: 'integration-answered',
            about: help?.id ?? '',
            answer: accepted ? 'accepted' : 'not accepted',
            says: values.says!,
            reviewOn,
          },
        ],
        against: [
          ...unless(help !== undefined && help.answer === undefined, 'The school has its answer already'),
          ...unless(
            !accepted || (reviewOn !== undefined && reviewOn > on),
            'Enter the day of the review, after today',
            'review',
          ),
        ],
      }
    },
    done: () => 'The answer is recorded',
  },
  {
    path: 'help-reviewed',
    heading: 'Review the help with settling in',
    says: 'Record a review',
    allow: 'places.record',
    group: 'settling in',
    open: context => openHelp(context)?.answer === 'accepted',
    fields: context => [
      longSays('What was found?'),
      date('review', 'Day of the next review', addDays(context.today, 42)),
    ],
    decide(values, context, { placing, on }) {
      const help = helpNow(placing, context)
      return {
        steps: [
          {
            kind: 'integration-reviewed',
            about: help?.id ?? '',
            says: values.says!,
            reviewOn: day(values, 'review'),
          },
        ],
        against: [
          ...unless(help?.answer === 'accepted', 'No help is given now'),
          ...unless(day(values, 'review') > on, 'The next review is after today', 'review'),
        ],
      }
    },
    done: () => 'The review is recorded',
  },
  {
    path: 'help-ended',
    heading: 'The help with settling in ends',
    says: 'Record that it ends',
    allow: 'places.record',
    group: 'settling in',
    open: context => openHelp(context)?.answer === 'accepted',
    fields: () => [longSays('What came of it?')],
    decide(values, context, { placing }) {
      const help = helpNow(placing, context)
      return {
        steps: [{ kind: 'integration-ended', about: help?.id ?? '', says: values.says! }],
        against: unless(help?.answer === 'accepted', 'No help is given now'),
      }
    },
    done: () => 'Recorded',
  },
]

/** Every form of the way into education. */
export const placeForms: readonly PlaceForm[] = [
  ...needForms,
  ...offerForms,
  ...fairForms,
  ...dutyForms,
  ...helpForms,
]
