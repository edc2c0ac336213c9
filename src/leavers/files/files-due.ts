/**
 * Which files follow a child who has left, and by when?
 *
 * Four (practice.md, section 17): the transfer file, the general record, the SEN file where there is one, and the safeguarding
 * file, which goes by itself from one safeguarding lead to the other. The law has a clock for the first and the last (T-21,
 * T-22, T-24). The other two are ours to be sent with the transfer file. Nothing follows a child who has died.
 */
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { byInWords } from '../../law/answering.ts'
import { childProtectionFile, type Destination, transferFile } from '../../law/roll-clocks.ts'

export const fileKinds = ['transfer file', 'general record', 'SEN file', 'safeguarding file'] as const
export type FileKind = (typeof fileKinds)[number]

/** How a file stands. The last three are ends. */
export const fileStates = ['to send', 'sent', 'received', 'archived', 'not needed'] as const
export type FileState = (typeof fileStates)[number]

/** Where a leaver goes next, as far as the files ask. */
export type Next = 'school' | 'elsewhere' | 'home' | 'not known'
const nexts: readonly string[] = ['school', 'elsewhere', 'home', 'not known'] satisfies Next[]

export type FileDue = {
  readonly kind: FileKind
  readonly due: LocalDate | undefined
  readonly warnFrom: LocalDate | undefined
  readonly rule: string
  readonly because: string
}

const ofGround: Readonly<Record<string, Next>> = {
  'R9-A': 'school',
  'R9-C': 'school',
  'R9-D': 'school',
  'R9-E': 'home',
  'R9-F': 'home',
  'R9-H': 'not known',
  'R9-I': 'not known',
  'R9-3-ABSENT': 'not known',
}

/** Where the child goes, from what was shown for the ground. Of a child who could not be found it is never known. */
export function nextOf(ground: string | undefined, evidence: Readonly<Record<string, unknown>>): Next {
  if (ground === 'R9-H' || ground === 'R9-I' || ground === 'R9-3-ABSENT') return 'not known'
  const { next } = evidence
  if (typeof next === 'string' && nexts.includes(next)) return next as Next
  return ofGround[ground ?? ''] ?? 'not known'
}

const destinations: Readonly<Record<Next, Destination>> = {
  school: 'another school',
  elsewhere: 'outside the maintained sector',
  home: 'outside the maintained sector',
  'not known': 'not known',
}

/** Did the child die? Then nobody is written to, and nothing is sent. */
export const isDeath = (ground: string | undefined): boolean => ground === 'R9-K' || ground === 'R9-3-DIED'

/** The files of one leaver. Takes the school's calendar, the day the name came off, the ground, where next, and the flags held. */
export function filesThatFollow(given: {
  readonly calendar: SchoolCalendar
  readonly leftOn: LocalDate
  readonly ground: string | undefined
  readonly next: Next
  readonly flags: readonly string[]
}): FileDue[] {
  const { calendar, leftOn, ground, next, flags } = given
  if (isDeath(ground)) return []
  const transfer = transferFile({ calendar, removedOn: leftOn, destination: destinations[next] })
  const general = transferFile({ calendar, removedOn: leftOn, destination: 'another school' })
  const hasSen = flags.includes('EHCP') || flags.includes('SEN_support')
  const hasSchool = next === 'school' || next === 'elsewhere'
  const withTransfer = (kind: FileKind, what: string): FileDue => ({
    kind,
    ...(hasSchool
      ? { due: general.due, warnFrom: general.warnFrom }
      : { due: undefined, warnFrom: undefined }),
    rule: 'T-21',
    because: hasSchool
      ? `${what} goes on with the transfer file, ${byInWords(general.due, '15 school days')}. Get a receipt.`
      : `${what} has no school to go to. Keep it securely, and write down why and where it can be asked for.`,
  })
  const protection = hasSchool ? childProtectionFile({ calendar, movedOn: leftOn }) : undefined
  return [
    {
      kind: 'transfer file',
      due: transfer.due,
      warnFrom: transfer.warnFrom,
      rule: transfer.rule,
      because: transfer.because,
    },
    withTransfer('general record', 'The general record'),
    ...(hasSen ? [withTransfer('SEN file', 'The SEN file')] : []),
    {
      kind: 'safeguarding file',
      due: protection?.due,
      warnFrom: protection && leftOn,
      rule: 'T-24',
      because: protection
        ? `${protection.because} The safeguarding lead says whether there is one.`
        : `The pupil left on ${inWords(leftOn)}, and no school is known. The safeguarding lead says whether there is a file, and keeps it securely until there is a school to send it to.`,
    },
  ]
}

/** How a file's clock stands on a day. */
export type ClockState = 'late' | 'soon' | 'waiting' | 'no clock' | 'done'

/** Takes the file as it stands, and today. A file that was sent and not confirmed is still looked for. */
export function clockOf(
  file: { readonly state: FileState; readonly due: LocalDate | null; readonly warn_from: LocalDate | null },
  today: LocalDate,
): ClockState {
  if (file.state !== 'to send' && file.state !== 'sent') return 'done'
  if (file.due === null) return 'no clock'
  if (today > file.due) return 'late'
  return file.warn_from !== null && today >= file.warn_from ? 'soon' : 'waiting'
}

/** What may be written down next of a file that stands so. A receipt needs that it was sent; an end can be taken up again. */
export function stepsFrom(state: FileState, kind: FileKind): FileStep[] {
  const ends: FileStep[] =
    kind === 'transfer file' || kind === 'general record' ? ['archived'] : ['archived', 'not needed']
  switch (state) {
    case 'to send':
      return ['sent', ...ends]
    case 'sent':
      return ['received', 'sent', ...ends]
    case 'archived':
    case 'not needed':
      return ['sent']
    case 'received':
      return []
    default:
      return state satisfies never
  }
}
export type FileStep = 'sent' | 'received' | 'archived' | 'not needed'

export const stepInWords: Readonly<Record<FileStep, string>> = {
  sent: 'It was sent',
  received: 'The other side confirmed that it came',
  archived: 'It is kept here, because there is nowhere to send it',
  'not needed': 'There is none',
}
