// One row of a roll check: the answer, the records it may be with why, a person's decision, and what to do next.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { likely } from '../../children/finding/store.ts'
import { dayInWords } from '../../children/pages/protected-parts.ts'
import { waterfall } from '../../matching/waterfall.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { decideRow } from '../actions.ts'
import { describedFrom, nameGiven } from '../given.ts'
import { type CandidateShown, candidatesShown, rowsShown } from '../store.ts'
import { outOf100 } from '../words.ts'
import { aboutCheck, bornGiven, checkOf, rowShown } from './parts.ts'

const decisions = [
  { value: 'same', text: 'Same child', hint: 'The row then says which roll the child is on' },
  { value: 'different', text: 'Different children', hint: 'This pair is not asked again' },
  { value: 'not sure', text: 'Not sure', hint: 'It stays here, and says that someone looked' },
] as const
type DecisionName = (typeof decisions)[number]['value']
const isDecision = (value: string): value is DecisionName => decisions.some(one => one.value === value)
const decidedInWords = { same: 'the same child', different: 'different children', 'not sure': 'not sure' }

export const rowPage: Page = {
  path: '/roll-checks/:rollcheck/rows/:row',
  allow: 'child.search',
  shows: 'children',
  section: 'Children',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const check = await checkOf(request)
    const number = rowNumber(request)
    const [other, decision, why] = [text(body, 'other'), text(body, 'decision'), text(body, 'why')]
    const errors: FormError[] = []
    const field = (name: string) => `${name}-${other}`
    if (!isDecision(decision))
      errors.push({ field: field('decision'), text: 'Choose whether they are the same child' })
    if (why === '' && decision !== 'not sure')
      errors.push({ field: field('why'), text: 'Write what made you decide' })
    if (why.length > 2000) errors.push({ field: field('why'), text: 'Use 2,000 characters or fewer' })
    if (!isDecision(decision) || errors.length > 0) return view(request, errors)
    const { row, explained } = await rowOf(request)
    const evidence = explained
      .filter(one => one.candidate.token === other)
      .flatMap(one => [one.sentence, ...one.evidence.map(fact => `${fact.field}: ${fact.level}`)])
    const decided = await decideRow(db, viewer, check, row.number, {
      childToken: other,
      decision,
      why,
      evidence,
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(refusal => ({ field: field('decision'), text: refusal.says })),
      )
    return redirect(`/roll-checks/${check.token}/rows/${number}`, `Kept: ${decidedInWords[decision]}`)
  },
}

export function rowNumber({ params }: Request): number {
  const number = Number(params.row)
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new NotFound('row')
  return number
}

/** The row, the records it may be, and each of them explained as things stand now. */
async function rowOf(request: Request) {
  const { db, viewer } = request
  const check = await checkOf(request)
  const [row] = await rowsShown(db, viewer, check.id, { number: rowNumber(request) }, 1, 0)
  if (!row || check.state !== 'checked') throw new NotFound('row of a roll check')
  const candidates = await candidatesShown(db, viewer, check.id, row.number)
  const explained = candidates.length > 0 ? await likely(db, viewer, [describedFrom(row.given)]) : []
  return { check, row, candidates, explained }
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildrenView> {
  const { viewer, body } = request
  const { check, row, candidates, explained } = await rowOf(request)
  const decides = may(viewer, 'match.decide')
  const about = aboutCheck(check)
  const shown = rowShown(row, about.at, viewer.today)
  const candidateShown = (one: CandidateShown) => {
    const now = explained.find(found => found.candidate.id === one.child_id)
    const mayDecide = decides && (!one.held || viewer.role === 'manager')
    const chosen = text(body, 'other') === one.token ? text(body, 'decision') : ''
    return {
      token: one.token,
      name: `${one.forename} ${one.surname}`,
      href: `/children/${one.token}`,
      born: one.date_of_birth ? dayInWords(one.date_of_birth) : 'Birthday not known',
      roll: rollSays(one, viewer.today),
      isHeld: one.held,
      share: `${outOf100(one.probability)} that these are the same child`,
      // Below those who decide, nobody sees how homes compare: what a row says of one goes when a protected child may be meant.
      why:
        now &&
        waterfall(
          decides ? now : { ...now, sentence: `${outOf100(one.probability)} that these are the same child.` },
          {
            isProtected: one.held,
            withoutWhereabouts: !decides,
          },
        ),
      decided: one.decision && {
        says: decidedInWords[one.decision],
        by: one.decided_name,
        why: one.why,
      },
      mayDecide,
      decisions: decisions.map((item, i) => ({
        ...item,
        id: i === 0 ? `decision-${one.token}` : `decision-${one.token}-${i}`,
        // The row of a list says nothing of a protected child, whatever is decided.
        hint: one.held && item.value === 'same' ? undefined : { text: item.hint },
        checked: item.value === chosen,
      })),
      whyTyped: text(body, 'other') === one.token ? text(body, 'why') : '',
    }
  }
  const isNone = row.answer === 'none'
  const isWaiting = candidates.some(one => one.held && one.decision !== 'different')
  return {
    template: 'rollchecks/pages/row.njk',
    children: [...candidates.map(one => one.child_id), ...(row.child_id ? [row.child_id] : [])],
    errors,
    data: {
      heading: nameGiven(row.given),
      pageTitle: 'A row of a roll check',
      back: { href: about.at, text: 'Back to the roll check' },
      ...about,
      row: shown,
      born: bornGiven(row.given),
      upn: row.given.upn,
      isOne: !check.is_list,
      isWaiting,
      isLook: row.answer === 'look',
      isNone,
      candidates: candidates.map(candidateShown),
      decides,
      openCase:
        isNone && !isWaiting && may(viewer, 'case.decide')
          ? `${about.at}/rows/${row.number}/case`
          : undefined,
    },
  }
}

function rollSays(one: CandidateShown, today: string): string {
  if (one.held) return 'Protected: no school is named here'
  if (!one.school) return 'On no roll here when the list was checked'
  const left = one.until !== null && one.until <= today ? `, until ${dayInWords(one.until)}` : ''
  return `${one.school}, since ${dayInWords(one.since ?? '')}${left}`
}
