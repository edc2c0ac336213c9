/**
 * What have other authorities published? Nine of them, as named sets of steps that an authority can take over one by one.
 *
 * They are examples of practice, read in what each authority published and not checked with it. Where a published step would
 * come later than the law it is shown and refused, with the reason: `refusalsOf` decides, as for any other step.
 */
import type { Trigger } from './trigger.ts'

export type PresetStep = {
  /** Stands in an address; never changed. */
  readonly id: string
  readonly trigger: Trigger
  /** What the published words say beyond the trigger, or where a number is ours. */
  readonly note?: string
  /** The published text has no such step, or not this number: it is ours, so that the set is whole and lawful. */
  readonly ours?: true
}

export type Preset = {
  readonly id: string
  readonly name: string
  /** The published text, in a sentence. */
  readonly says: string
  readonly source: string
  readonly steps: readonly PresetStep[]
}

const school = { unit: 'school day', addressee: 'school office' } as const
const published = 'As published by the authority; read for this project, not checked with it'
const older = 'As published, older: it may have been replaced'

export const presets: readonly Preset[] = [
  {
    id: 'gloucestershire',
    name: 'Gloucestershire',
    says: 'A person rings on the first day; a home visit within 5 school days, if appropriate; a referral no later than the 10th day.',
    source: published,
    steps: [
      { id: 'first-day-call', trigger: { trigger: 'unexplained-run', n: 1, action: 'ring', ...school } },
      {
        id: 'home-visit',
        trigger: { trigger: 'unexplained-run', n: 5, action: 'visit', ...school },
        note: 'If appropriate: the school can say that it is not needed, and why.',
      },
      { id: 'refer', trigger: { trigger: 'unexplained-run', n: 10, action: 'refer', form: 'F3', ...school } },
    ],
  },
  {
    id: 'ealing',
    name: 'Ealing',
    says: 'Enquiries begin on the 3rd day of absence. The application is confirmed with the new authority before a name comes off. A child believed to be at an address still lived at is an attendance matter, not missing education.',
    source: published,
    steps: [
      { id: 'enquire', trigger: { trigger: 'unexplained-run', n: 3, action: 'enquire', ...school } },
      {
        id: 'new-authority',
        trigger: { trigger: 'last-attended', n: 10, action: 'agree-with-new-authority', ...school },
        note: 'Wherever the family is said to have moved. The published text gives no day; the 10th is ours.',
      },
      {
        id: 'address-still-live',
        trigger: { trigger: 'unexplained-run', n: 10, action: 'check', ...school },
        note: 'Is the address still lived at, and is the child believed to be there? Then it is an attendance matter. The name stays on the register.',
      },
    ],
  },
  {
    id: 'herefordshire',
    name: 'Herefordshire',
    says: 'A referral at 10 school days in a row, with 7 listed checks done and a letter to the parent.',
    source: older,
    steps: [
      { id: 'checks', trigger: { trigger: 'unexplained-run', n: 10, action: 'check', ...school } },
      {
        id: 'letter',
        trigger: {
          trigger: 'unexplained-run',
          n: 10,
          unit: 'school day',
          action: 'write',
          addressee: 'parent',
        },
      },
      { id: 'refer', trigger: { trigger: 'unexplained-run', n: 10, action: 'refer', form: 'F3', ...school } },
    ],
  },
  {
    id: 'bradford',
    name: 'Bradford',
    says: 'A referral within 10 school days of the last attendance or known whereabouts; the schools of brothers and sisters speak to each other first. The authority’s checks take 6 to 8 weeks or more, and schools do not ask before 6 weeks.',
    source: published,
    steps: [
      {
        id: 'siblings-first',
        trigger: { trigger: 'last-attended', n: 9, action: 'ask-siblings-schools', ...school },
        note: 'The published text says first and gives no day; the day before the referral is ours.',
      },
      { id: 'refer', trigger: { trigger: 'last-attended', n: 10, action: 'refer', form: 'F3', ...school } },
      {
        id: 'not-before-six-weeks',
        trigger: {
          trigger: 'referral-received',
          n: 6,
          unit: 'week',
          action: 'ask-how-it-stands',
          addressee: 'school office',
        },
        note: 'The authority’s own working time. Anything new about the child is told at once, whenever it is.',
      },
      {
        id: 'eight-weeks',
        trigger: {
          trigger: 'referral-received',
          n: 8,
          unit: 'week',
          action: 'review',
          addressee: 'CME officer',
        },
        note: 'The authority’s own working time: the law has no clock for these checks.',
      },
    ],
  },
  {
    id: 'durham',
    name: 'Durham',
    says: 'After 20 school days untraced the name comes off and the transfer file of a lost pupil is sent.',
    source: older,
    steps: [
      {
        id: 'remove',
        trigger: {
          trigger: 'unexplained-run',
          n: 20,
          unit: 'school day',
          action: 'remove',
          addressee: 'headteacher',
        },
      },
      {
        id: 'lost-file',
        trigger: { trigger: 'unexplained-run', n: 20, action: 'send-lost-file', ...school },
      },
      {
        id: 'review-instead',
        trigger: {
          trigger: 'untraced',
          n: 20,
          unit: 'school day',
          action: 'review',
          addressee: 'CME officer',
        },
        note: 'In place of the first: school and authority look at it together.',
        ours: true,
      },
      {
        id: 'lost-file-instead',
        trigger: { trigger: 'removed-without-destination', n: 0, action: 'send-lost-file', ...school },
        note: 'In place of the second: at once, when a name has lawfully come off with no next place known (T-22).',
        ours: true,
      },
    ],
  },
  {
    id: 'barnet',
    name: 'Barnet',
    says: 'A referral at 10 school days in a row, or at 5 days in a row after leave was overrun.',
    source: 'As published in 2015, older: it may have been replaced',
    steps: [
      { id: 'refer', trigger: { trigger: 'unexplained-run', n: 10, action: 'refer', form: 'F3', ...school } },
      {
        id: 'refer-after-leave',
        trigger: { trigger: 'leave-overrun', n: 5, action: 'refer', form: 'F3', ...school },
        note: 'The published text says days; they are read as school days.',
      },
    ],
  },
  {
    id: 'milton-keynes',
    name: 'Milton Keynes',
    says: 'A case is also opened when a child is known to have been out of education for 20 school days.',
    source: published,
    steps: [
      {
        id: 'open-case',
        trigger: {
          trigger: 'out-of-education',
          n: 20,
          unit: 'school day',
          action: 'open-case',
          addressee: 'CME officer',
        },
        note: 'It only catches whoever was missed. A child on no roll counts as missing education from the first day; there is no 4-week rule.',
      },
    ],
  },
  {
    id: 'hertfordshire',
    name: 'Hertfordshire',
    says: 'An initial form at 10 days, also where the 10 unauthorised days are not in a row; then a follow-up form.',
    source: published,
    steps: [
      {
        id: 'initial-form',
        trigger: { trigger: 'unexplained-run', n: 10, action: 'send-form', ...school },
        note: 'The authority’s own form. The statutory return at 10 days is due as always.',
      },
      {
        id: 'ten-days-apart',
        trigger: { trigger: 'unauthorised-days', n: 10, action: 'send-form', ...school },
      },
      {
        id: 'follow-up-form',
        trigger: { trigger: 'unexplained-run', n: 15, action: 'send-follow-up', ...school },
        note: 'The published text gives no day; the 15th is ours.',
      },
    ],
  },
  {
    id: 'hillingdon',
    name: 'Hillingdon',
    says: 'Children who do not come to Year 7 are referred each September.',
    source: published,
    steps: [
      {
        id: 'year-7',
        trigger: { trigger: 'no-show', n: 5, action: 'refer', form: 'F7', onlyYear: 7, ...school },
        note: 'The published text says September and gives no day; the 5th school day is ours.',
      },
      {
        id: 'end-of-september',
        trigger: {
          trigger: 'no-show',
          n: 4,
          unit: 'week',
          action: 'refer',
          form: 'F7',
          onlyYear: 7,
          addressee: 'school office',
        },
        note: 'One list at the end of September.',
      },
    ],
  },
]

export const presetOf = (id: string): Preset | undefined => presets.find(preset => preset.id === id)

export function presetStepOf(id: string): { preset: Preset; step: PresetStep } | undefined {
  const [presetId, stepId] = id.split('.')
  const preset = presetOf(presetId ?? '')
  const step = preset?.steps.find(one => one.id === stepId)
  return preset && step && { preset, step }
}
