// One request between authorities: exactly what was asked, both sides of it, and what may be done now. Answering another authority is
// on this page: look, choose, send.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { likely } from '../../children/finding/store.ts'
import { type ChildRow, childById, childByToken, childrenFound, type FoundRow } from '../../children/store.ts'
import type { Decision } from '../../platform/errors.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import {
  answerTheirs,
  chase,
  decideTheirs,
  describedIn,
  makeRequestLink,
  managersSettled,
  namesIn,
  openCaseFor,
  type Reason,
  recordTheirAnswer,
  recordTheirDecision,
  toManagers,
  withdraw,
} from '../actions.ts'
import { type Answer, answerInWords, isAnswer, movesOf, questions } from '../request.ts'
import {
  isStillSeen,
  type RequestRow,
  requestByToken,
  requestsEnded,
  requestsWaiting,
  stepsOf,
} from '../store.ts'
import {
  answerFields,
  day,
  dayFrom,
  errorsFrom,
  type Field,
  inOrder,
  shown,
  standing,
  thread,
  titleOf,
} from './parts.ts'

export const requestsPage: Page = {
  path: '/authority-requests',
  allow: 'other-authorities.see',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, today }) {
    const waiting = await requestsWaiting(db, viewer)
    const ended = await requestsEnded(db, viewer)
    const shownOf = (one: RequestRow) => ({
      href: `/authority-requests/${one.token}`,
      title: titleOf(one),
      name: one.details.name,
      standing: standing(one, today),
      late: one.state === 'open' && one.due_on < today,
      urgent: one.urgent && one.state === 'open',
    })
    return {
      template: 'other-authorities/pages/requests.njk',
      children: [...waiting, ...ended].flatMap(one => one.child_id ?? []),
      data: {
        heading: 'Asked between authorities',
        pageTitle: 'Asked between authorities',
        groups: [
          {
            title: 'They ask us',
            empty: 'No other authority waits for us.',
            of: waiting.filter(one => one.direction === 'in'),
          },
          {
            title: 'We wait for them',
            empty: 'We wait for no other authority.',
            of: waiting.filter(one => one.direction === 'out'),
          },
          { title: 'Answered in the last 30 days', empty: 'Nothing yet.', of: ended },
        ].map(group => ({ ...group, of: group.of.map(shownOf) })),
        newAt: may(viewer, 'other-authorities.answer') ? '/authority-requests/new' : undefined,
        directory: '/authorities',
      },
    }
  },
}

type More = { errors?: FormError[]; link?: { path: string; code: string; to: string }; did?: string }

export const requestPage: Page = {
  path: '/authority-requests/:enquiry',
  allow: 'other-authorities.see',
  shows: 'children',
  section: 'Cases',
  async get(request) {
    return view(request, await requestByToken(request.db, request.viewer, request.params.enquiry!))
  },
  async post(request) {
    const { db, viewer, body, params, now } = request
    const token = params.enquiry!
    const row = await requestByToken(db, viewer, token)
    const here = `/authority-requests/${token}`
    const did = text(body, 'do')
    const why = text(body, `why-${did}`)
    const errors: FormError[] = []
    const after = async (
      decision: Decision<unknown>,
      says: string,
      to = here,
      first = 'answer',
    ): Promise<ChildrenView | ReturnType<typeof redirect>> =>
      decision.allowed
        ? redirect(to, says)
        : view(request, row, {
            errors: errorsFrom(decision.refusals as Reason[], first).map(one =>
              one.field === 'why' ? { ...one, field: `why-${did}` } : one,
            ),
            did,
          })
    switch (did) {
      case 'link': {
        const made = await makeRequestLink(db, viewer, token, now)
        return made.allowed
          ? view(request, await requestByToken(db, viewer, token), { link: made.value })
          : view(request, row, { errors: errorsFrom(made.refusals, 'link'), did })
      }
      case 'chase':
        return after(await chase(db, viewer, token), 'Written down that they were asked again.', here, 'link')
      case 'withdraw':
        return after(await withdraw(db, viewer, token, why, now), 'It is withdrawn.', here, 'why')
      case 'managers':
        return after(
          await toManagers(db, viewer, token, why),
          'It is a task for the manager, for two working days.',
          here,
          'why',
        )
      case 'settled':
        return after(await managersSettled(db, viewer, token, why), 'Written down.', here, 'why')
      case 'open-case': {
        const opened = await openCaseFor(db, viewer, token, await chosenChild(request))
        return opened.allowed
          ? redirect(`/triage/${opened.value.token}`, `${opened.value.reference} is open.`)
          : after(opened, '')
      }
      case 'their-answer': {
        const onDay = dayFrom(body, 'onDay', errors)
        const answer = answerFrom(request, errors)
        if (errors.length > 0) return view(request, row, { errors, did })
        const said = {
          byName: text(body, 'byName'),
          how: 'written down by us' as const,
          ...(onDay && { onDay }),
        }
        return after(
          await recordTheirAnswer(db, viewer, row.id, answer, said),
          'Their answer is in the case.',
        )
      }
      case 'their-decision': {
        const onDay = dayFrom(body, 'onDay', errors)
        const decision = text(body, 'decision')
        if (decision !== 'accepted' && decision !== 'refused') {
          errors.push({ field: 'decision', text: 'Choose whether they accepted' })
        }
        if (errors.length > 0) return view(request, row, { errors, did })
        const said = {
          byName: text(body, 'byName'),
          how: 'written down by us' as const,
          ...(onDay && { onDay }),
        }
        const given = { accepts: decision === 'accepted', says: text(body, 'says') }
        return after(
          await recordTheirDecision(db, viewer, row.id, given, said),
          given.accepts
            ? 'Their acceptance is the proof in the case. Close it there.'
            : 'The case is ours as before.',
          row.case_token ? `/cases/${row.case_token}` : here,
          'decision',
        )
      }
      case 'answer': {
        const answer = answerFrom(request, errors)
        if (errors.length > 0) return view(request, row, { errors, did })
        const childId = await chosenChild(request)
        // That a person says it is none of these does not make a protected child unknown.
        const held = !childId && viewer.role !== 'manager' && answer.answer !== 'cannot-say'
        if (held && (await found(request, row)).some(one => one.protected)) {
          const says = 'A manager decides what is said here. Until then answer that we cannot say'
          return view(request, row, { errors: [{ field: 'answer', text: says }], did })
        }
        const answered = await answerTheirs(db, viewer, token, { ...answer, childId })
        // About a protected child it is not for everybody to see any more.
        const isSeen = !answered.allowed || (await isStillSeen(db, viewer, token))
        return isSeen
          ? after(answered, `Answered. Make a link for ${row.of_name}, or send the text below.`)
          : redirect('/authority-requests', 'Answered. A manager tells the other authority.')
      }
      case 'decide': {
        const decision = text(body, 'decision')
        if (decision !== 'accepted' && decision !== 'refused') {
          return view(request, row, {
            errors: [{ field: 'decision', text: 'Choose whether we accept' }],
            did,
          })
        }
        const decided = await decideTheirs(db, viewer, token, {
          accepts: decision === 'accepted',
          says: text(body, 'says'),
          childId: await chosenChild(request),
        })
        const to = decided.allowed && decided.value.caseToken ? `/triage/${decided.value.caseToken}` : here
        return after(
          decided,
          decision === 'accepted' ? 'The child is ours from today.' : 'Refused. The child stays theirs.',
          to,
          'decision',
        )
      }
      default:
        return view(request, row)
    }
  },
}

function answerFrom({ body }: Request, errors: FormError[]): Partial<Answer> {
  const code = text(body, 'answer')
  const since = dayFrom(body, 'since', errors)
  return {
    ...(isAnswer(code) && { answer: code }),
    school: text(body, 'school'),
    ...(since && { since }),
    says: text(body, 'says'),
  }
}

/** The child that a person named out of those found here; nobody where none was. */
async function chosenChild({ db, viewer, body }: Request): Promise<string | undefined> {
  const token = text(body, 'child')
  return token === '' || token === 'none' ? undefined : (await childByToken(db, viewer, token)).id
}

/** Who here may be the child they ask about, likeliest first: few, with what a person needs to tell them apart. */
async function found({ db, viewer }: Request, row: RequestRow): Promise<FoundRow[]> {
  if (row.direction === 'out' || row.child_id) return []
  const ways = [
    describedIn({ ...namesIn(row.details), born: row.details.born, address: row.details.address ?? '' }),
  ]
  const near = (await likely(db, viewer, ways))
    .filter(one => one.probability >= 0.05 || one.band !== 'none')
    .slice(0, 8)
  const rows = new Map(
    (
      await childrenFound(
        db,
        viewer,
        near.map(one => one.candidate.id),
      )
    ).map(one => [one.id, one]),
  )
  return near.flatMap(one => rows.get(one.candidate.id) ?? [])
}

async function view(request: Request, row: RequestRow, more: More = {}): Promise<ChildrenView> {
  const { db, viewer, today, services } = request
  const moves = movesOf(row)
  const steps = await stepsOf(db, viewer, row.id)
  const child = row.child_id ? await childById(db, viewer, row.child_id) : undefined
  const matches = may(viewer, 'other-authorities.answer') ? await found(request, row) : []
  const forms = formsOf(request, row, { matches, child, did: more.did })
  const errors = inOrder(more.errors ?? [], forms.fieldsInOrder)
  return {
    template: 'other-authorities/pages/request.njk',
    children: [...(child ? [child.id] : []), ...matches.map(one => one.id)],
    errors,
    data: {
      heading: titleOf(row),
      pageTitle: `Request ${row.reference}`,
      isProtected: child?.protected === true,
      back: row.case_token
        ? { href: `/cases/${row.case_token}/authorities`, text: 'Other authorities of the case' }
        : { href: '/authority-requests' },
      standing: standing(row, today),
      urgent: row.urgent && row.state === 'open',
      isIn: row.direction === 'in',
      wording: row.wording,
      asked: row.direction === 'in' ? askedRows(row) : undefined,
      answer: row.answer?.answer ? answerInWords(row.answer).join('\n') : undefined,
      replyText:
        row.direction === 'in' && row.state === 'answered' && row.answer ? replyText(row) : undefined,
      thread: thread(steps),
      link: more.link && { ...more.link, href: `${services.publicUrl}${more.link.path}` },
      mayLink:
        !child?.protected &&
        may(viewer, 'other-authorities.ask') &&
        (row.direction === 'in' ? row.state !== 'withdrawn' : row.state === 'open'),
      linkWords:
        row.direction === 'in'
          ? 'Make a link by which they read our answer'
          : 'Make a link by which they answer',
      mayChase: moves.includes('chase') && may(viewer, 'other-authorities.ask'),
      caseAt: row.case_token ? `/cases/${row.case_token}` : undefined,
      looked: row.direction === 'in' && !row.child_id ? matches.length : undefined,
      ...forms.shown,
    },
  }
}

const askedRows = (row: RequestRow) =>
  [
    [
      'Who asks',
      `${row.asked_by}, ${row.of_name}${row.their_reference ? `, their reference ${row.their_reference}` : ''}`,
    ],
    ['Child', row.details.name],
    ['Date of birth', row.details.born ? day(row.details.born) : 'Not known to them'],
    ['Last address they know', row.details.address ?? ''],
    ['Brothers and sisters', row.details.siblings ?? ''],
    ['Why', row.why],
    [
      'What they ask',
      row.kind === 'hand-over'
        ? 'That we take the child on'
        : row.questions.map(one => questions[one]).join(' '),
    ],
    ['Under', row.legal_basis],
    ['Needed by', day(row.needed_by)],
  ]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ({ key, value }))

/** What may be copied into a message to them: their reference, never the child’s name. */
const replyText = (row: RequestRow): string =>
  [
    `To ${row.asked_by}, ${row.of_name}. Your reference ${row.their_reference || 'none given'}, ours ${row.reference}.`,
    ...(row.answer?.answer ? answerInWords(row.answer) : []),
    `Answered on ${day(row.ended_on)} under: ${row.legal_basis}.`,
  ].join('\n')

const said = (today: string): readonly Field[] => [
  { as: 'input', name: 'byName', label: 'Who said it there?' },
  { as: 'date', name: 'onDay', label: 'On which day?', value: today },
]
/** Several of these stand on one page: each has a name of its own. */
const whyField = (form: string, label: string): Field => ({
  as: 'textarea',
  name: `why-${form}`,
  label,
  rows: 2,
})

function matchField(
  row: RequestRow,
  matches: readonly FoundRow[],
  child: ChildRow | undefined,
  isNew = row.kind === 'hand-over',
): readonly Field[] {
  if (child) return []
  return [
    {
      as: 'radios',
      name: 'child',
      label: 'Which child of ours is it?',
      value: matches.length === 1 ? matches[0]!.token : 'none',
      items: [
        ...matches.map(one => ({
          value: one.token,
          text: `${one.forename} ${one.surname}, born ${one.date_of_birth ? day(one.date_of_birth) : 'on a day not known'}`,
          hint: [
            one.protected ? 'Protected: a manager decides what is said' : (one.schools ?? 'On no roll here'),
            one.cases ?? '',
          ]
            .filter(Boolean)
            .join('. '),
        })),
        {
          value: 'none',
          text: 'None of these',
          hint: isNew ? 'A record is made from what they told us' : 'Nobody here is this child',
        },
      ],
    },
  ]
}

/** The form of our answer, with the school filled in where one child of ours is likely and no protection speaks against it. */
function answerFor(matches: readonly FoundRow[]): readonly Field[] {
  const [one] = matches
  const school = matches.length === 1 && one && !one.protected ? one.schools : null
  return answerFields.map(field => (field.name === 'school' && school ? { ...field, value: school } : field))
}

function formsOf(
  request: Request,
  row: RequestRow,
  {
    matches,
    child,
    did,
  }: { matches: readonly FoundRow[]; child: ChildRow | undefined; did: string | undefined },
) {
  const { viewer, body, today } = request
  const moves = movesOf(row)
  const typed = (form: string) => (did === form ? body : undefined)
  const fieldsInOrder: Field[] = []
  const form = (value: string, button: string, fields: readonly Field[], secondary = false) => {
    if (did === value) fieldsInOrder.push(...fields)
    return { fields: shown(fields, typed(value)), buttons: [{ value, text: button, secondary }] }
  }
  const out = row.direction === 'out'
  const mayAsk = may(viewer, 'other-authorities.ask')
  const mayDecide = may(viewer, 'hand-over.decide')
  const decision = (labels: readonly [string, string, string]): Field => ({
    as: 'radios',
    name: 'decision',
    label: labels[0],
    items: [
      { value: 'accepted', text: labels[1] },
      { value: 'refused', text: labels[2] },
    ],
  })
  return {
    fieldsInOrder,
    shown: {
      theirAnswer:
        out && moves.includes('answer') && mayAsk
          ? form('their-answer', 'Keep their answer', [...answerFields, ...said(today)])
          : undefined,
      theirDecision:
        out && moves.includes('accept') && mayDecide
          ? form('their-decision', 'Keep their decision', [
              decision(['What did they decide?', 'They accept the child', 'They refuse']),
              {
                as: 'textarea',
                name: 'says',
                label: 'What they wrote',
                hint: 'Paste it word for word. An acceptance is in writing',
                rows: 4,
              },
              ...said(today),
            ])
          : undefined,
      ourAnswer:
        !out && moves.includes('answer') && may(viewer, 'other-authorities.answer')
          ? form('answer', 'Send the answer', [...matchField(row, matches, child), ...answerFor(matches)])
          : undefined,
      ourDecision:
        !out && moves.includes('accept') && mayDecide
          ? form('decide', 'Record the decision', [
              ...matchField(row, matches, child),
              decision(['Do we take the child on?', 'We accept: the child is ours from today', 'We refuse']),
              { as: 'textarea', name: 'says', label: 'Why, if we refuse', hint: 'They read it', rows: 3 },
            ])
          : undefined,
      openCase:
        !out && row.state === 'answered' && !row.case_id && may(viewer, 'other-authorities.answer')
          ? form('open-case', 'Open a case', matchField(row, matches, child, true))
          : undefined,
      withdrawal:
        moves.includes('withdraw') && (row.kind === 'enquiry' ? mayAsk : mayDecide)
          ? form('withdraw', 'Withdraw it', [whyField('withdraw', 'Why is it withdrawn?')], true)
          : undefined,
      managers:
        moves.includes('to managers') && !row.escalated_on && mayDecide && out
          ? form(
              'managers',
              'Pass it to the managers',
              [whyField('managers', 'What do the managers have to settle?')],
              true,
            )
          : undefined,
      settled:
        row.escalated_on && viewer.role === 'manager' && out
          ? form('settled', 'Write it down', [
              whyField('settled', 'What was settled between the managers, and with whom?'),
            ])
          : undefined,
    },
  }
}
