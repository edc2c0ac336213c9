// A school's pupil: what to do next and why, who the child is, how the absence stands, and the whole story in order.

import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { ageOn, yearGroupInWords } from '../../calendar/age.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { LevelNow } from '../../enquiries/levels/level.ts'
import { levelOfChild } from '../../enquiries/levels/store.ts'
import { levelInWords } from '../../enquiries/screening.ts'
import type { StepId } from '../../referrals/next-steps.ts'
import { supersededInWords } from '../../returns/pages/superseded.ts'
import { returnInWords } from '../../returns/return-names.ts'
import { flagInWords } from '../flags.ts'
import { addressesOf, contactsOf } from '../store.ts'
import { shownFinding } from './pupil-findings.ts'
import { dayInWords, frameOf, stepsOf, type Work, workOf } from './pupil-work.ts'

const hrefs: Readonly<Record<StepId, string>> = {
  'send-return': '/return',
  'tell-dsl': '/contact',
  'record-contact': '/contact',
  'settle-reason': '/run',
  'check-list': '/enquiries',
  'sign-screen': '/screen',
  refer: '/refer',
  'keep-checking': '/enquiries',
}

/** What the child's own page says that another page of the child would not. */
export const pupilPage: Page = {
  path: '/pupils/:child',
  allow: 'pupil.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const [addresses, contacts, level] = await Promise.all([
      addressesOf(db, viewer, work.child.id),
      contactsOf(db, viewer, work.child.id),
      levelOfChild(db, viewer, work.child.id),
    ])
    return {
      template: 'children/pages/pupil.njk',
      child: work.child.id,
      data: {
        heading: work.name,
        ...frameOf(work, 'Overview'),
        school: schoolLine(work),
        level: level && level.on >= work.since ? levelLine(level) : undefined,
        seesSafeguarding: may(viewer, 'safeguarding.see'),
        absence: absenceLine(work),
        steps: linked(work, viewer),
        findings: work.live.filter(f => f.rule !== 'T-04').map(row => shownFinding(work, row)),
        reasons: work.live
          .filter(f => f.rule === 'T-04')
          .slice(0, 10)
          .map(row => shownFinding(work, row)),
        rows: rows(
          work,
          addresses.map(a => [a.lines, a.postcode].filter(Boolean).join(', ')),
          contacts.map(c => capital(c.relationship ?? 'Contact')),
        ),
        mayLook: may(viewer, 'looks.see'),
        offRegister: work.enrolment === undefined,
        hasLeft: work.enrolment?.leaving_date != null && work.enrolment.leaving_date <= viewer.today,
        sent: work.returns.slice(0, 3).map(sent => ({
          kind: returnInWords(sent.rule),
          reference: sent.reference,
          on: dayInWords(sent.sent_on),
          received: sent.received_name
            ? `The authority has received it.`
            : 'The authority has not opened it yet.',
          superseded: supersededInWords(sent),
        })),
      },
    }
  },
}

function linked(work: Work, viewer: Viewer) {
  const isDsl = viewer.role === 'dsl'
  return stepsOf(work, viewer.today, isDsl).map(step => ({
    ...step,
    // Only a DSL signs; another is told to ask, and has nothing to press.
    href: step.id === 'sign-screen' && !isDsl ? undefined : `/pupils/${work.child.token}${hrefs[step.id]}`,
  }))
}

function schoolLine({ enrolment }: Work): string {
  if (!enrolment) return 'Not on your register'
  const year = enrolment.nc_year ? yearInWords(enrolment.nc_year) : undefined
  return [year, enrolment.registration_group, enrolment.school].filter(Boolean).join(' · ')
}

/** "Year 4", "Reception": the school's own word where it is not a number. */
export function yearInWords(year: string): string {
  if (/^\d+$/.test(year)) return yearGroupInWords(Number(year))
  return year === 'R' ? 'Reception' : year
}

const levelLine = (level: LevelNow) => ({
  says: levelInWords[level.level],
  urgent: level.level === 'act today',
  by: `${level.how === 'raised' ? 'Raised by' : level.how === 'lowered' ? 'Lowered, with the word of' : 'Risk screen signed by'} ${level.by} on ${dayInWords(level.on)}.`,
})

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** How the absence stands, in a sentence or two. */
export function absenceLine(work: Work): string {
  const { run, lastInSchool, lastDay } = work
  if (!work.enrolment) return ''
  if (!lastDay) return 'No register has been received for this child yet.'
  const upTo = `The last register we hold is of ${dayInWords(lastDay.on)}.`
  if (run.days === 0) {
    return lastInSchool === lastDay.on
      ? `In school on ${dayInWords(lastInSchool)}. ${upTo}`
      : `Not in school, for a reason other than an unexplained absence. ${upTo}`
  }
  const days = run.days === 1 ? '1 school day' : `${run.days} school days in a row`
  const seen = lastInSchool
    ? ` Last in school on ${dayInWords(lastInSchool)}.`
    : ' Not in school since joining.'
  return `Absent without leave for ${days}, since ${dayInWords(run.since)}.${seen} ${upTo}`
}

function rows(work: Work, addresses: readonly string[], livesWith: readonly string[]) {
  const { child, enrolment } = work
  const at = `/pupils/${child.token}`
  const masked = { text: 'Protected.', href: `${at}/open-protected`, link: 'See reasons to open' }
  const born = child.date_of_birth
  return [
    {
      key: 'Legal name',
      text: [child.forename, child.middle_names, child.surname].filter(Boolean).join(' '),
    },
    ...(child.preferred_forename && child.preferred_forename !== child.forename
      ? [{ key: 'Known as', text: child.preferred_forename }]
      : []),
    ...(child.former_surname ? [{ key: 'Earlier surname', text: child.former_surname }] : []),
    {
      key: 'Date of birth',
      text: born ? `${dayInWords(born)}, age ${ageOn(born as LocalDate, work.today)}` : 'Not known',
    },
    { key: 'Unique pupil number (UPN)', text: child.upn ?? 'Not known' },
    ...(enrolment
      ? [
          {
            key: 'On your register',
            text: enrolment.leaving_date
              ? `From ${dayInWords(enrolment.entry_date)} to ${dayInWords(enrolment.leaving_date)}`
              : `Since ${dayInWords(enrolment.entry_date)}`,
          },
        ]
      : []),
    child.protected
      ? { key: 'Address', ...masked }
      : { key: 'Address', text: addresses.join(' or ') || 'Not known' },
    child.protected
      ? { key: 'Contacts', ...masked, link: 'See reasons to open the contacts' }
      : {
          key: 'Contacts',
          text: livesWith.join(', ') || 'None held',
          href: `${at}/contacts`,
          link: 'See contacts',
        },
    {
      key: 'What to know',
      text:
        work.flags
          .map(
            flag =>
              `${flagInWords(flag.flag)}${flag.from_on ? ` since ${dayInWords(flag.from_on)}` : ''} (${flag.source})`,
          )
          .join('. ') || 'Nothing recorded',
    },
  ]
}
