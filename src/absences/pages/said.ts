// What did the rules say of a child on a past day, with what was known then? All of them, for each register the child was on.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { childByToken } from '../../children/store.ts'
import { dateBoxes } from '../../platform/web/date-boxes.ts'
import type { ChildView } from '../../platform/web/page.ts'
import { ruleInWords } from '../finding.ts'
import { recordedEnrolments } from '../known/store.ts'
import { asked, dayAsked, dayInAddress, findingKey, findingsUpTo, registersAsked } from './asked.ts'

/** The school's page, and the authority's. */
export const saidPages: readonly Page[] = [
  {
    path: '/pupils/:child/said',
    allow: 'pupil.see',
    shows: 'one child',
    section: 'Pupils',
    get: request => view(request, 'pupils'),
  },
  {
    path: '/children/:child/said',
    allow: 'child.see',
    shows: 'one child',
    section: 'Children',
    get: request => view(request, 'children'),
  },
]

async function view(request: Request, side: 'pupils' | 'children'): Promise<ChildView> {
  const { db, viewer, params, query } = request
  const today = viewer.today as LocalDate
  const child = await childByToken(db, viewer, params.child!)
  const upTo = dayAsked(request, 'on')
  const known = dayAsked(request, 'known')
  const errors = [...upTo.errors, ...known.errors]
  const on = upTo.day ?? today
  const knownOn = known.day ?? on
  const at = `/${side}/${child.token}`
  const isAsked = errors.length === 0
  const enrolments = isAsked ? await recordedEnrolments(db, viewer, child.id) : []
  const registers = []
  for (const enrolment of enrolments.filter(one => one.entryDate <= on).slice(0, registersAsked)) {
    const then = await asked(request, enrolment, { knownOn, on })
    registers.push({
      school: enrolment.school,
      birthKnown: then.facts !== undefined,
      notKept: then.notKept,
      findings: findingsUpTo(then, on)
        .toReversed()
        .map(finding => ({
          on: inWords(finding.on),
          title: ruleInWords[finding.rule],
          because: finding.because,
          due: finding.due ? `Due ${dayInWords(finding.due)}.` : '',
          href: `${at}/why/${findingKey(finding)}?${dayInAddress('known', knownOn)}`,
        })),
    })
  }
  return {
    template: 'absences/pages/said.njk',
    child: child.id,
    errors,
    data: {
      heading: 'What the rules said on a past day',
      pageTitle: 'What the rules said',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      back: { href: at, text: side === 'pupils' ? 'Back to the pupil' : 'Back to the child' },
      at: `${at}/said`,
      isAsked,
      asked: `Up to ${inWords(on)}, with what was known at the end of ${inWords(knownOn)}.`,
      registers,
      on: dateBoxes('on', errors.length > 0 ? { body: query } : { day: upTo.day }),
      known: dateBoxes('known', errors.length > 0 ? { body: query } : { day: known.day }),
    },
  }
}
