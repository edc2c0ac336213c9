// Two records side by side. A person decides; nothing is merged by it.
import type { Page, Request } from '../../access/page.ts'
import { clean } from '../../matching/clean.ts'
import { compare } from '../../matching/compare.ts'
import { type ChildRecord, keepDecision, pairOf } from '../../matching/store.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { may } from '../case.ts'
import { caseWork, day, headOf, nameOf, type Work } from './case-work.ts'

const decisions = [
  {
    value: 'same',
    text: 'Same child',
    hint: 'The records stay two. If a school has the child on its roll, it is asked next',
  },
  { value: 'different', text: 'Different children', hint: 'This pair is not asked again' },
  { value: 'not sure', text: 'Not sure', hint: 'It is shown again, and says that someone looked' },
] as const
type Decision = (typeof decisions)[number]['value']
const isDecision = (value: string): value is Decision => decisions.some(one => one.value === value)

export const matchPage: Page = {
  path: '/matches/:case/:other',
  allow: 'match.decide',
  shows: 'children',
  section: 'My work',
  async get(request) {
    const work = await caseWork(request)
    return view(
      request,
      work,
      await pairOf(request.db, request.viewer, work.row.child_id, request.params.other ?? ''),
    )
  },
  async post(request) {
    const { db, viewer, body, params } = request
    const work = await caseWork(request)
    const [a, b] = await pairOf(db, viewer, work.row.child_id, params.other ?? '')
    const decision = text(body, 'decision')
    const why = text(body, 'why')
    const errors: FormError[] = []
    if (!isDecision(decision))
      errors.push({ field: 'decision', text: 'Choose whether they are the same child' })
    if (why === '' && decision !== 'not sure')
      errors.push({ field: 'why', text: 'Write what made you decide' })
    if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if (!isDecision(decision) || errors.length > 0) return view(request, work, [a, b], errors)
    const compared = compare(clean(a), clean(b))
    await keepDecision(db, viewer, {
      childId: a.id,
      otherId: b.id,
      decision,
      why,
      evidence: compared.map(one => `${one.of}: ${one.level.says}`),
    })
    const roll = b.enrolments.find(
      one => (one.until === null || one.until > viewer.today) && one.schoolId !== work.c.schoolId,
    )
    if (decision === 'same' && roll && may(work.c, 'found on roll')) {
      return redirect(`/cases/${work.row.token}/found/${roll.schoolToken}`, 'Kept: the same child')
    }
    return redirect(
      `/cases/${work.row.token}/matches`,
      `Kept: ${decision === 'same' ? 'the same child' : decision}`,
    )
  },
}

function view(
  request: Request,
  work: Work,
  [a, b]: [ChildRecord, ChildRecord],
  errors: FormError[] = [],
): ChildrenView {
  const { viewer, body } = request
  const compared = compare(clean(a), clean(b))
  const chosen = text(body, 'decision')
  return {
    template: 'cases/pages/match.njk',
    children: [a.id, b.id],
    errors,
    data: {
      heading: 'Are these the same child?',
      pageTitle: 'Compare two records',
      ...headOf(work, viewer.today),
      back: { href: `/cases/${work.row.token}/matches`, text: 'Back to possible matches' },
      isOtherProtected: b.protected,
      rows: compared.map(one => ({
        of: one.of[0]!.toUpperCase() + one.of.slice(1),
        a: recordSays(a, one.of),
        b: recordSays(b, one.of),
        says: one.level.says,
        weighs: weighs(one.level.bits),
        differs: one.level.agrees === 'no' || one.level.agrees === 'nearly',
      })),
      rolls: [a, b].map(record => ({
        name: nameOf(record),
        rolls: record.enrolments.map(
          one => `${one.school}: ${day(one.since)} to ${one.until ? day(one.until) : 'now'}`,
        ),
      })),
      decisions: decisions.map(one => ({ ...one, hint: { text: one.hint }, checked: one.value === chosen })),
      why: text(body, 'why'),
    },
  }
}

const weighs = (bits: number): string => {
  if (bits === 0) return 'Says nothing'
  const strength = Math.abs(bits) >= 8 ? 'strongly' : Math.abs(bits) >= 4 ? '' : 'a little'
  return `Speaks ${strength} ${bits > 0 ? 'for' : 'against'}`.replace('  ', ' ')
}

/** What a record says, as words. Nothing that a protection holds is drawn. */
function recordSays(record: ChildRecord, field: string): string {
  const held = record.protected ? 'Protected' : 'Not known'
  switch (field) {
    case 'UPN':
      return record.upns.join(', ') || 'Not known'
    case 'date of birth':
      return record.bornOn ? day(record.bornOn) : 'Not known'
    case 'forename':
      return [record.forename, record.middleNames, ...record.knownAs.map(name => `known as ${name}`)]
        .filter(name => name)
        .join(', ')
    case 'surname':
      return [record.surname, ...record.otherSurnames.map(name => `also ${name}`)].join(', ')
    case 'home':
      return (
        record.homes.map(home => [home.lines, home.postcode].filter(part => part).join(', ')).join('; ') ||
        held
      )
    case 'telephone':
      return record.phones.join(', ') || held
    case 'sex':
      return record.sex === 'F' ? 'Female' : record.sex === 'M' ? 'Male' : 'Not known'
    default:
      return ''
  }
}
