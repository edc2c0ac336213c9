/**
 * Which other team of the authority must know of this child, and what is each asked?
 *
 * Practice notes, form F1: what a school tells of a child goes to the SEN team where there is a plan, to home education where the
 * child is educated at home, to the Virtual School where the child is looked after, and to the social worker where one is open.
 * A desk keeps the facts of its own field and answers what it is asked. It reads how far the case has come, never what it found.
 */
import { type Case, isDeciding, isOpen, nextStep, type Step } from '../cases/case.ts'

/** The desks, and the social worker, who has no sign-in here: an officer tells them and writes down that it was done. */
export const deskKinds = [
  'sen-officer',
  'ehe-officer',
  'virtual-school',
  'admissions-officer',
  'social-worker',
] as const
export type DeskKind = (typeof deskKinds)[number]

/** One fact of a desk's own field. Days are YYYY-MM-DD. `place`: not asked of a protected child. */
export type DeskField = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly as: 'words' | 'day' | 'choice'
  readonly choices?: Readonly<Record<string, string>>
  readonly place?: true
}

export type Desk = {
  readonly name: string
  /** What it is asked where the child comes to it by itself. */
  readonly asks: string
  readonly fields: readonly DeskField[]
}

const yesNo = { yes: 'Yes', no: 'No', 'not known': 'Not known' }

export const desks: Readonly<Record<DeskKind, Desk>> = {
  'sen-officer': {
    name: 'SEN team',
    asks: 'Does our plan still hold, which setting does it name, and what do you know of where the child is being educated?',
    fields: [
      {
        name: 'plan',
        label: 'Education, health and care plan',
        as: 'choice',
        choices: {
          held: 'A plan is held by this authority',
          elsewhere: 'A plan is held by another authority',
          assessment: 'An assessment is under way',
          none: 'No plan and no assessment',
        },
      },
      { name: 'maintainedBy', label: 'Which authority maintains the plan?', as: 'words', place: true },
      { name: 'named', label: 'School or setting that the plan names', as: 'words', place: true },
      { name: 'lastReview', label: 'Last review of the plan', as: 'day' },
      { name: 'nextReview', label: 'Next review of the plan', as: 'day' },
    ],
  },
  'ehe-officer': {
    name: 'Home education',
    asks: 'Is the child educated at home, since when, and what is your view of it?',
    fields: [
      { name: 'known', label: 'Known to home education', as: 'choice', choices: yesNo },
      { name: 'since', label: 'Educated at home since', as: 'day' },
    ],
  },
  'virtual-school': {
    name: 'Virtual School',
    asks: 'Which authority looks after the child, who is the social worker, and what is being done for a school place?',
    fields: [
      { name: 'lookedAfterBy', label: 'Authority that looks after the child', as: 'words', place: true },
      { name: 'planMeeting', label: 'Last personal education plan meeting', as: 'day' },
      { name: 'socialWorkerTold', label: 'Has the social worker been told?', as: 'choice', choices: yesNo },
    ],
  },
  'admissions-officer': {
    name: 'Admissions',
    asks: 'Is there an application or an offer for this child, and where does it stand?',
    fields: [
      {
        name: 'application',
        label: 'Application',
        as: 'choice',
        choices: {
          none: 'None',
          waiting: 'Made, not decided',
          offered: 'A place is offered',
          refused: 'Refused',
          accepted: 'The family has accepted a place',
        },
      },
      { name: 'applied', label: 'Application received', as: 'day' },
      { name: 'startsOn', label: 'Day on which the child is to start', as: 'day' },
    ],
  },
  'social-worker': {
    name: 'Social worker',
    asks: 'Tell the social worker of the child, and ask when the child was last seen.',
    fields: [],
  },
}

export const isDeskKind = (text: string): text is DeskKind => (deskKinds as readonly string[]).includes(text)

/** The fields that are asked of a child: of a protected one none that would say where the child is. */
export const fieldsOf = (kind: DeskKind, isProtected: boolean): readonly DeskField[] =>
  desks[kind].fields.filter(field => !isProtected || field.place !== true)

export type RoutingFacts = {
  /** Flags that hold now, whoever recorded them. */
  readonly flags: readonly string[]
  /** Educated at home, or leaving for it. */
  readonly isHomeEducated: boolean
}

export type Route = { readonly desk: DeskKind; readonly why: string }

/** To whom a child goes by itself, and why. Takes what is on record; gives none for a child of whom nothing is. Form F1. */
export function routesFor(facts: RoutingFacts): Route[] {
  const has = (flag: string) => facts.flags.includes(flag)
  const routes: Route[] = []
  if (has('EHCP')) {
    routes.push({ desk: 'sen-officer', why: 'The child has an education, health and care plan' })
  } else if (has('EHC_assessment')) {
    routes.push({
      desk: 'sen-officer',
      why: 'An education, health and care assessment of the child is under way',
    })
  }
  if (facts.isHomeEducated) {
    routes.push({ desk: 'ehe-officer', why: 'The child is educated at home, or leaves a school for it' })
  }
  if (has('in_care')) routes.push({ desk: 'virtual-school', why: 'The child is looked after' })
  if (has('child_protection_plan') || has('child_in_need') || has('in_care')) {
    routes.push({ desk: 'social-worker', why: 'The child is open to social care' })
  }
  return routes
}

/** How a desk reads what a case waits for: the kind of step, never the words, which may name a school. */
const categories: Readonly<Partial<Record<Step, string>>> = {
  accept: 'A decision on whether the CME team takes it on',
  'ask for more': 'A decision on whether the CME team takes it on',
  'record answer': 'An answer, before the CME team decides',
  decline: 'A decision on whether the CME team takes it on',
  'found on roll': 'Enquiries',
  assign: 'Enquiries',
  'make a check': 'Enquiries: looking for the child',
  'record a contact': 'Enquiries: looking for the child',
  'add a note': 'An answer or a task that was set',
  review: 'Looking again',
  'consider safeguarding': 'A safeguarding view',
  'record located': 'Enquiries: looking for the child',
  'record lost again': 'Enquiries: looking for the child',
  'offer a place': 'A school place',
  'answer an offer': 'A school’s answer',
  'record a start': 'The first day in school',
  'record not located': 'Looking again',
  'set the level': 'Enquiries',
  'set the standing': 'Enquiries',
  'sign the conclusion': 'The conclusion of joint enquiries',
  'set aside': 'Another’s decision',
  'take back': 'Another’s decision',
  'record proof': 'Proof of an outcome',
  close: 'Proof of an outcome',
  reopen: 'Enquiries',
}

/** What a desk may read of a case: where it stands, and the kind of thing it waits for. */
export function statusForDesk(c: Case): { state: string; next: string | undefined } {
  const next = nextStep(c)
  const state = !isOpen(c)
    ? 'Ended'
    : isDeciding(c)
      ? 'With the CME team, to be decided'
      : c.aside
        ? `Open, ${c.aside.as}`
        : 'Open, being worked on'
  return { state, next: next && (categories[next.step] ?? 'Work on the case') }
}
