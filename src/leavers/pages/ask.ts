// Ask to take a name off the register: what the ground asks for, with what is there and what is missing.
import type { Page, Request } from '../../access/page.ts'
import { isCompulsoryAge } from '../../calendar/age.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { deletionGround, groundsNotCompulsoryAge } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import type { Ground } from '../../registers/ground.ts'
import { neverGrounds } from '../../registers/ground-never.ts'
import { groundWithCode } from '../../registers/grounds.ts'
import type { RemovalFacts } from '../../registers/removal.ts'
import { askForRemoval, groundsAskedHere, groundToday, guardToday } from '../actions.ts'
import { needsJointEnquiries, otherGrounds } from '../ground-record.ts'
import { evidenceOf } from '../home-education/notice.ts'
import { noticesOfChild } from '../home-education/store.ts'
import { prefilled } from '../leaving/facts.ts'
import { answersSoFar, forgetAnswers } from '../leaving/store.ts'
import { currentEnrolment, type RemovalRow, removalsOfChild } from '../store.ts'
import { sidesOf } from './conclusion.ts'
import { formFields, readForm } from './evidence-form.ts'
import { byLaw, groundAsFact, happened, hidesNextPlace, linesOf, nameOf, stateOf } from './words.ts'

const chosen = ['R9-I', 'R9-H', 'other'] as const
type Chosen = (typeof chosen)[number]
const asFacts: Readonly<Record<Chosen, string>> = {
  'R9-I': 'Away for 20 school days',
  'R9-H': 'Not back after leave',
  other: 'Something else',
}

export const askPage: Page = {
  path: '/pupils/:child/removal',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const code = text(body, 'ground')
    const other = otherGround(code)
    const form = other && (await readOther(request, child.id, other))
    if (form && form.errors.length > 0) return view(request, form.errors)
    const asked = await askForRemoval(db, viewer, { childId: child.id, ground: code, evidence: form?.given })
    if (!asked.allowed)
      return view(
        request,
        asked.refusals.map(({ says }) => ({ field: other ? 'ask' : 'ground', text: says })),
      )
    // The answers have served; what was given stands with the asking.
    const enrolment = await currentEnrolment(db, viewer, child.id)
    if (enrolment && asked.value.allowed) await forgetAnswers(db, viewer, enrolment.id)
    return redirect(
      `/leavers/${asked.value.token}`,
      asked.value.allowed
        ? 'Everything that the ground needs is there. The headteacher decides now.'
        : 'The removal is refused. What is missing is listed here and kept.',
    )
  },
}

/** A ground that is asked for with a form. */
function otherGround(code: string): Ground | undefined {
  return needsJointEnquiries(code) ? undefined : groundWithCode(code)
}

async function readOther({ db, viewer, body }: Request, childId: string, ground: Ground) {
  const today = await groundToday(db, viewer, { childId, ground, evidence: {} })
  if (!today) throw new NotFound('enrolment')
  return readForm(body, today.fields)
}

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, query, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const before = await removalsOfChild(db, viewer, child.id)
  const wanted = query.ground ?? text(body, 'ground')
  const other = otherGround(wanted)
  const shown = other
    ? await formView(request, child.id, other, before)
    : await guardView(
        request,
        child.id,
        chosen.find(one => one === wanted),
        wanted,
      )
  const at = `/pupils/${child.token}/removal`
  return {
    template: 'leavers/pages/ask.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Take a name off the register',
      pageTitle: 'Take a name off the register',
      name: nameOf(child),
      back: { href: `/pupils/${child.token}` },
      at,
      choices: chosen.map(one => ({
        text: asFacts[one],
        href: `${at}?ground=${one}`,
        here: one === shown.chosen,
      })),
      abroadHref: `/pupils/${child.token}/abroad`,
      leavingHref: `/pupils/${child.token}/leaving`,
      conclusionHref: `/pupils/${child.token}/conclusion`,
      enquiriesHref: `/pupils/${child.token}/enquiries`,
      before: before.map(row => ({
        href: `/leavers/${row.token}`,
        happened: happened(row),
        state: stateOf(row),
      })),
      ...shown,
    },
  }
}

/** Grounds H and I: everything is on record, and the law's test for it is shown. Else the choice of another ground. */
async function guardView(request: Request, childId: string, wanted: Chosen | undefined, typed: string) {
  const { db, viewer, today } = request
  const guard = await guardToday(db, viewer, childId)
  if (!guard) throw new NotFound('enrolment')
  const { enrolment, dob, facts, conclusions } = guard
  const shown = wanted ?? (typed === '' ? likely(facts) : 'other')
  const ground = groundsAskedHere.find(code => code === shown)
  const lines = ground ? linesOf(facts[ground]) : []
  const isOfAge = dob === undefined || isCompulsoryAge(dob, today as LocalDate)
  return {
    chosen: shown,
    school: enrolment.school,
    ground: ground && deletionGround(ground),
    lines,
    shownCount: lines.filter(line => line.isShown).length,
    grounds: otherGrounds(isOfAge).map(({ code }) => ({ value: code, text: groundAsFact[code] ?? code })),
    isOfAge,
    never: neverGrounds.map(({ says, instead }) => ({ says, instead })),
    sides: sidesOf(conclusions),
    isHead: viewer.role === 'headteacher',
  }
}

/** Any other ground: what it asks of the school, filled with what was typed now or given the last time. */
async function formView(request: Request, childId: string, ground: Ground, before: readonly RemovalRow[]) {
  const { db, viewer, body } = request
  const today = await groundToday(db, viewer, { childId, ground, evidence: {} })
  if (!today) throw new NotFound('enrolment')
  const last = before.find(row => row.ground === ground.code && row.facts.evidence !== undefined)
  const isTyped = text(body, 'ground') !== ''
  // What was written down before the child was protected may say where the child is: it is typed again, or read where it is opened.
  const given = (
    (await hidesNextPlace(db, viewer, childId))
      ? {}
      : (last?.facts.evidence ?? (await begunWith(request, childId, ground)))
  ) as Readonly<Record<string, unknown>>
  return {
    chosen: 'other',
    school: today.enrolment.school,
    form: {
      ground: deletionGround(ground.code) ?? groundsNotCompulsoryAge.find(one => one.code === ground.code),
      fact: groundAsFact[ground.code],
      fields: formFields(today.fields, isTyped ? { body } : { given }),
      asks: today.questions.map(({ asks }) => asks),
      abroad: byLaw(today.abroad),
      isFilled: !isTyped && Object.keys(given).length > 0,
      told: last === undefined,
    },
  }
}

/** What was written down already of what this ground asks: a notice of home education, or the answers so far. */
async function begunWith({ db, viewer }: Request, childId: string, ground: Ground) {
  if (ground.code !== 'R9-F') {
    const enrolment = await currentEnrolment(db, viewer, childId)
    return enrolment ? prefilled(ground.code, await answersSoFar(db, viewer, enrolment.id)) : {}
  }
  const [notice] = await noticesOfChild(db, viewer, childId)
  return notice ? evidenceOf(notice.facts) : {}
}

/** Where leave has just been overrun, that is the likelier question; else the continuous absence. */
function likely(facts: Readonly<Record<'R9-H' | 'R9-I', RemovalFacts>>): Chosen {
  const leave = facts['R9-H'].leave
  return leave && !facts['R9-I'].run && !facts['R9-H'].inSchoolAgainOn ? 'R9-H' : 'R9-I'
}
