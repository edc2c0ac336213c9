// Two records side by side: what differs in words, why they may be one child, what was decided before, and the decision. One
// page, from a case and from the list of possible matches. Nothing is merged by it.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { ageOn } from '../../calendar/age.ts'
import { dateInWords, localDate } from '../../calendar/local-date.ts'
import { caseFrom, may as mayStep } from '../../cases/case.ts'
import { caseByToken, casesOf, historyOf } from '../../cases/store.ts'
import { stateLabel } from '../../cases/words.ts'
import { momentInWords } from '../../platform/clock.ts'
import { digestOf } from '../../platform/ids.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { comparePair, decideOnPair, standingOf } from '../actions.ts'
import {
  type Answer,
  answers,
  factsIn,
  inHundred,
  isAnswer,
  named,
  type Seen,
  saysWhere,
  waitsForSecond,
} from '../proposals/proposal.ts'
import { inOrder, pairByTokens } from '../proposals/store.ts'
import type { ChildRecord } from '../store.ts'
import { waterfall } from '../waterfall.ts'

type Looked = {
  records: [ChildRecord, ChildRecord]
  seen: Seen
  stands: Awaited<ReturnType<typeof standingOf>>
  /** Says whether what is decided on is still what was looked at. */
  mark: string
}

async function look({ db, viewer, params }: Request): Promise<Looked> {
  const [childId, otherId] = await pairByTokens(db, viewer, params.child ?? '', params.other ?? '')
  const stands = await standingOf(db, viewer, inOrder(childId, otherId))
  const { records, seen } = await comparePair(db, viewer, childId, otherId)
  const levels = seen.evidence.map(fact => `${fact.field} ${fact.level}`).join('\n')
  const mark = digestOf(
    [stands.decisions[0]?.id, stands.link?.id, stands.link?.questioned, stands.standing.guarded, levels].join(
      '\n',
    ),
  ).slice(0, 24)
  return { records, seen, stands, mark }
}

/** The case this page was opened from, where there is one. */
async function caseIn({ db, viewer, query }: Request, childId: string) {
  if (!query.case) return undefined
  const row = await caseByToken(db, viewer, query.case)
  return row.child_id === childId ? row : undefined
}

export const pairPage: Page = {
  path: '/matches/:child/:other',
  allow: 'match.decide',
  shows: 'children',
  section: 'My work',
  async get(request) {
    return view(request, await look(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const looked = await look(request)
    const [a, b] = looked.records
    const decision = text(body, 'decision')
    const why = text(body, 'why')
    const errors: FormError[] = []
    if (!isAnswer(decision))
      errors.push({ field: 'decision', text: 'Choose whether they are the same child' })
    if (why === '' && decision !== 'not sure')
      errors.push({ field: 'why', text: 'Write what made you decide' })
    if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if (text(body, 'seen') !== looked.mark && errors.length === 0) {
      errors.push({
        field: 'decision',
        text: 'Somebody decided on this pair, or a record changed, since you opened the page. Look again, then decide',
      })
    }
    if (!isAnswer(decision) || errors.length > 0) return view(request, looked, errors)
    const decided = await decideOnPair(db, viewer, {
      childId: a.id,
      otherId: b.id,
      answer: decision,
      why,
      seen: looked.seen,
    })
    if (!decided.allowed) {
      return view(
        request,
        looked,
        decided.refusals.map(refusal => ({ field: 'decision', text: refusal.says })),
      )
    }
    const row = await caseIn(request, a.id)
    if (!row) return redirect('/matches', decided.value.says)
    const c = caseFrom(await historyOf(db, viewer, row.id))
    const roll = b.enrolments.find(
      one => (one.until === null || one.until > viewer.today) && one.schoolId !== c.schoolId,
    )
    return decision === 'same' && roll && mayStep(c, 'found on roll')
      ? redirect(`/cases/${row.token}/found/${roll.schoolToken}`, decided.value.says)
      : redirect(`/cases/${row.token}/matches`, decided.value.says)
  },
}

const hints: Readonly<Record<Answer, string>> = {
  same: 'Two people must say so before the records are linked. The records stay two',
  different: 'This pair is not asked again, unless a record changes',
  'not sure': 'It stays on the list, and says that someone looked',
}

async function view(request: Request, looked: Looked, errors: FormError[] = []): Promise<ChildrenView> {
  const { viewer, body } = request
  const { records, seen, stands, mark } = looked
  const { standing, decisions, link } = stands
  const [a, b] = records
  const row = await caseIn(request, a.id)
  const chosen = text(body, 'decision')
  const isProtected = a.protected || b.protected
  const decides = may(viewer, 'match.decide') && (!standing.guarded || may(viewer, 'match.decide-protected'))
  const last = decisions[0]
  const isMine = last?.decided_by === viewer.personId
  return {
    template: 'matching/pages/pair.njk',
    children: [a.id, b.id],
    errors,
    data: {
      heading: 'Are these the same child?',
      pageTitle: 'Compare two records',
      reference: row?.reference,
      back: row
        ? { href: `/cases/${row.token}/matches`, text: 'Back to possible matches' }
        : { href: '/matches', text: 'Back to possible matches' },
      isProtected,
      records: [
        await recordShown(request, a, row ? 'In this case' : 'One record'),
        await recordShown(request, b, row ? 'Other record' : 'The other record'),
      ],
      left: row ? 'In this case' : 'One record',
      right: row ? 'Other record' : 'The other',
      why: waterfall(seen, { isProtected }),
      name: `${nameOf(a)} and ${nameOf(b)}`,
      linked: link && {
        says: `Linked ${momentInWords(link.made_at)} by ${link.made_name}${link.proposed_name ? `, after ${link.proposed_name}` : ', because the authority has certain matches linked'}: ${link.why}`,
        questioned: link.held_back
          ? (link.questioned ??
            'A protection was put on since. What the link shows is held back until a manager has looked')
          : link.questioned,
        undo: `/links/${link.token}/undo`,
      },
      askedAgain: standing.questioned && !link ? stands.proposal?.says : undefined,
      toConfirm: waitsForSecond(standing)
        ? isMine
          ? 'You said that they are the same child. Another person confirms before they are linked.'
          : `${last!.decided_name} says that they are the same child. If you agree, say so, and they are linked.`
        : undefined,
      before: decisions.map(one => ({
        says: answers[one.decision],
        who: one.decided_name,
        when: momentInWords(one.decided_at),
        why: one.why,
        band: one.probability === null ? '' : `Shown then: ${inHundred(one.probability)}`,
        facts: factsIn(one.evidence)
          .filter(fact => !isProtected || !saysWhere(fact.field))
          .map(fact => `${named(fact.field)}: ${fact.level}`),
      })),
      decides,
      mark,
      decisions: Object.entries(answers).map(([value, says]) => ({
        value,
        text: says,
        hint: { text: hints[value as Answer] },
        checked: value === chosen,
      })),
      whyGiven: text(body, 'why'),
    },
  }
}

const nameOf = (record: ChildRecord): string => `${record.forename} ${record.surname}`
const day = (on: string): string => dateInWords(localDate(on))

/** One record beside the other: who, on which registers, with which cases. Nothing that a protection holds is drawn. */
async function recordShown({ db, viewer }: Request, record: ChildRecord, label: string) {
  const born = record.dateOfBirth
  const cases = await casesOf(db, viewer, record.id)
  return {
    label,
    name: nameOf(record),
    href: `/children/${record.token}`,
    isProtected: record.protected,
    born: born ? `${day(born)}, ${ageOn(localDate(born), localDate(viewer.today))} years old` : 'Not known',
    // Where a protected child is at school is for those who may decide on one.
    rollsHeld: record.protected && !may(viewer, 'match.decide-protected'),
    rolls: record.enrolments.map(
      one => `${one.school}: ${day(one.since)} to ${one.until ? day(one.until) : 'now'}`,
    ),
    cases: cases.map(one => `${one.reference}: ${stateLabel(one.state)}`),
  }
}
