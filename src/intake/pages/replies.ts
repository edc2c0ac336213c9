// Whoever told us is told in turn: who waits, and one of them with the words ready.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { isDeciding } from '../../cases/case.ts'
import { clockAnswer } from '../../cases/clocks.ts'
import { day, weekday } from '../../cases/pages/case-work.ts'
import { dueInWords } from '../../cases/words.ts'
import { draftLetter } from '../../letters/actions.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { recordReply } from '../actions.ts'
import { letterFor, owed, replyText, stagesInWords } from '../replies.ts'
import { repliesOwed, stepsOfTeller, type TellerRow, tellerByToken } from '../store.ts'

const shownAtMost = 50
const whoIs = (row: TellerRow) =>
  [row.name, row.organisation].filter(Boolean).join(', ') || 'Someone who gave no name'
const caseHref = (row: TellerRow) =>
  isDeciding({ state: row.state }) ? `/triage/${row.case_token}` : `/cases/${row.case_token}`

/** By when they are to hear it: from the day they told us, or from the day it was over. */
function dueOf(row: TellerRow) {
  const from =
    owed(row.state, row.done) === 'outcome' && row.closed_on
      ? localDate(row.closed_on)
      : localDate(row.told_on)
  return clockAnswer(
    'acknowledge',
    row.level,
    from,
    row.closed_on === from ? 'the end of it' : 'receiving it',
  )
}

export const repliesPage: Page = {
  path: '/replies',
  allow: 'intake.see',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer }) {
    const today = localDate(viewer.today)
    const rows = await repliesOwed(db, viewer)
    const shown = rows.slice(0, shownAtMost)
    return {
      template: 'intake/pages/replies.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'Replies to those who told us',
        pageTitle: 'Replies to those who told us',
        back: { href: '/work', text: 'Back to my work' },
        more: rows.length > shownAtMost,
        rows: shown.map(row => {
          const due = dueOf(row)
          return {
            href: `/replies/${row.token}`,
            reference: row.reference,
            who: whoIs(row),
            child: `${row.forename} ${row.surname}, ${row.case_reference}`,
            stage: stagesInWords[owed(row.state, row.done)!],
            due: dueInWords(due.due, today),
            late: due.due < today,
          }
        }),
      },
    }
  },
}

export const replyPage: Page = {
  path: '/replies/:teller',
  allow: 'intake.see',
  shows: 'one child',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    const what = text(body, 'what')
    const how = text(body, 'how').slice(0, 200)
    const says = text(body, 'says')
    if (what !== 'told' && what !== 'not needed')
      return view(request, [{ field: 'what', text: 'Choose whether they were told' }])
    if (says.length > 4000) return view(request, [{ field: 'says', text: 'Use 4,000 characters or fewer' }])
    const row = await tellerByToken(db, viewer, params.teller!)
    const decided = await recordReply(db, viewer, row.token, {
      what,
      how,
      // What was said is kept as it was said; where nothing was changed, the words that stood ready.
      says: what === 'told' && says === '' ? await wordsFor(request, row) : says,
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'says', text: one.says })),
      )
    const { many } = decided.value
    if (many === 0) return redirect('/replies', 'That was written down before')
    return redirect(
      '/replies',
      `Written down for ${row.reference}${many > 1 ? `: it answers for ${many} children` : ''}`,
    )
  },
}

/** The same as a letter or an email: a draft, for somebody to look at and send. */
export const replyLetterPage: Page = {
  path: '/replies/:teller/letter',
  allow: 'letters.send',
  shows: 'one child',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params } = request
    const row = await tellerByToken(db, viewer, params.teller!)
    const stage = owed(row.state, row.done)
    if (!stage) return redirect(`/replies/${row.token}`, 'They were told what there is to tell')
    const { code, fields } = letterFor({
      stage,
      reference: row.reference,
      professional: row.professional,
      isProtected: row.protected,
      state: row.state,
      outcome: row.outcome ?? undefined,
    })
    const drafted = await draftLetter(db, viewer, {
      childId: row.child_id,
      schoolId: null,
      code,
      party: {
        kind: 'referrer',
        name: whoIs(row),
        lines: row.reply_how === 'letter' ? row.reply_to : '',
        email: row.reply_how === 'email' ? row.reply_to : '',
      },
      fields,
    })
    if (!drafted.allowed)
      return view(
        request,
        drafted.refusals.map(one => ({ field: 'draft', text: one.says })),
      )
    return redirect(`/letters/${drafted.value.token}?back=/replies/${row.token}`)
  },
}

async function wordsFor({ db, viewer }: Request, row: TellerRow): Promise<string> {
  const stage = owed(row.state, row.done)
  if (!stage) return ''
  return replyText({
    stage,
    toldOn: localDate(row.told_on),
    reference: row.reference,
    professional: row.professional,
    isProtected: row.protected,
    state: row.state,
    outcome: row.outcome ?? undefined,
    authority: (await authorityName(db, viewer.la)) ?? viewer.organisation,
  })
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildView> {
  const { db, viewer, body, params } = request
  const row = await tellerByToken(db, viewer, params.teller!)
  const stage = owed(row.state, row.done)
  const steps = await stepsOfTeller(db, viewer, row.id)
  const due = dueOf(row)
  return {
    template: 'intake/pages/reply.njk',
    child: row.child_id,
    errors,
    data: {
      heading: `Reply: ${row.reference}`,
      pageTitle: `Reply: ${row.reference}`,
      back: { href: '/replies', text: 'Back to the list' },
      childName: `${row.forename} ${row.surname}, ${row.case_reference}`,
      caseHref: caseHref(row),
      rows: [
        { key: 'Who told us', value: whoIs(row) },
        { key: 'On', value: weekday(row.told_on) },
        {
          key: 'How to reach them',
          value: [row.reply_how, row.reply_to].filter(Boolean).join(': ') || 'Not known',
        },
        ...(row.reply_safe ? [{ key: 'Safely', value: row.reply_safe }] : []),
      ],
      stage: stage && stagesInWords[stage],
      due: dueInWords(due.due, localDate(viewer.today)),
      because: due.because,
      words: await wordsFor(request, row),
      typed: text(body, 'says'),
      how: text(body, 'how'),
      whats: [
        { value: 'told', text: 'They were told', id: 'what', checked: text(body, 'what') === 'told' },
        {
          value: 'not needed',
          text: 'They need not be told',
          id: 'what-2',
          checked: text(body, 'what') === 'not needed',
        },
      ],
      mayRecord: may(viewer, 'intake.record') && stage !== undefined,
      letterAt:
        stage !== undefined && may(viewer, 'letters.send') && row.reply_how !== 'telephone'
          ? `/replies/${row.token}/letter`
          : undefined,
      steps: steps.map(one => ({
        title: `${stagesInWords[one.stage]}: ${one.what === 'told' ? 'told' : 'not needed'}`,
        when: day(one.on_date),
        who: one.by_name,
        lines: [one.how, one.says].filter(Boolean),
      })),
    },
  }
}
