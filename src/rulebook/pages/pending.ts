// Pending law: what each section would change, from which day it holds here, and how two managers record that day.
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { commencementOf, inForceOn, type Provision, provision, provisions } from '../../law/pending.ts'
import { citationInWords, markInWords } from '../../law/source.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormErrors, redirect, text, type View } from '../../platform/web/page.ts'
import { answerProposal, proposeCommencement } from '../actions.ts'
import {
  type AnswerToProposal,
  commencementsFrom,
  isProvisionId,
  type ProposalMade,
  proposalInWords,
  waitingFor,
} from '../commencing.ts'
import { proposalsMade } from '../store.ts'

const sectionOf = ({ id }: Provision): string => id.replace(/^s/, id.includes('-') ? 'Sections ' : 'Section ')

/** Where a section stands today, in a sentence. */
function standing(one: Provision, made: readonly ProposalMade[], today: LocalDate): string {
  const commencements = commencementsFrom(made)
  const begun = commencementOf(commencements, one.id)
  if (!begun) return 'Not in force. Off.'
  const recorded = commencements.some(({ provision: id }) => id === one.id)
  const how = recorded ? begun.cites : 'worked out by us, not recorded by the authority'
  return inForceOn(commencements, one.id, today)
    ? `In force since ${inWords(begun.on)} (${how}).`
    : `Off today. In force from ${inWords(begun.on)} (${how}).`
}

const answerInWords: Readonly<Record<AnswerToProposal, string>> = {
  confirmed: 'Confirmed',
  'not confirmed': 'Not confirmed',
  'taken back': 'Taken back',
}

const historyOf = (made: readonly ProposalMade[]) =>
  made.map(one => ({
    says: proposalInWords(one),
    why: one.why,
    who: `${one.by}, ${momentInWords(one.at)}`,
    became: one.answer
      ? `${answerInWords[one.answer.is]} by ${one.answer.by}, ${momentInWords(one.answer.at)}: ${one.answer.why}`
      : 'Waiting for another manager',
  }))

/** For a school: what was confirmed and by whom. What managers weigh, and in which words, is the authority's own matter. */
const confirmedOf = ({ id }: Provision, made: readonly ProposalMade[]) =>
  made.flatMap(one =>
    one.provision === id && one.answer?.is === 'confirmed'
      ? [
          {
            says: proposalInWords(one),
            who: one.by,
            became: `Confirmed by ${one.answer.by}, ${momentInWords(one.answer.at)}`,
          },
        ]
      : [],
  )

function shown(one: Provision, made: readonly ProposalMade[], today: LocalDate) {
  const own = made.filter(({ provision: id }) => id === one.id)
  return {
    id: one.id,
    section: sectionOf(one),
    name: one.name,
    content: one.content,
    effect: one.effect,
    notRead: one.notRead,
    begins: one.begins,
    cites: citationInWords(one.cite),
    mark: markInWords[one.cite.mark],
    note: one.cite.note,
    standing: standing(one, own, today),
    waiting: waitingFor(own) !== undefined,
    href: `/settings/pending-law/${one.id}`,
    history: historyOf(own),
  }
}

export const pendingLawPage: Page = {
  path: '/rules/pending',
  allow: 'own.account',
  shows: 'no child',
  section: 'Rules',
  async get({ db, viewer, today }) {
    const made = await proposalsMade(db, viewer)
    const isSchool = viewer.side === 'school'
    return {
      template: 'rulebook/pages/pending.njk',
      data: {
        heading: 'Pending law',
        back: { href: '/rules', text: 'Rules' },
        today: inWords(today as LocalDate),
        mayPropose: viewer.role === 'manager',
        provisions: provisions.map(one => {
          const all = shown(one, made, today as LocalDate)
          return isSchool ? { ...all, waiting: false, history: confirmedOf(one, made) } : all
        }),
      },
    }
  },
}

/** The section in the address: a page only for those there are. */
function provisionOf({ params }: Request): Provision {
  if (!isProvisionId(params.provision!)) throw new NotFound('provision')
  return provision(params.provision)
}

const pageOf = (one: Provision): string => `/settings/pending-law/${one.id}`

async function view(request: Request): Promise<View> {
  const { db, viewer, body, today } = request
  const one = provisionOf(request)
  const made = await proposalsMade(db, viewer, one.id)
  const waiting = waitingFor(made)
  const withdrawing = text(body, 'what') === 'withdraw'
  const holds = commencementsFrom(made).length > 0
  return {
    template: 'rulebook/pages/provision.njk',
    data: {
      ...shown(one, made, today as LocalDate),
      heading: `${sectionOf(one)}: ${one.name}`,
      back: { href: '/rules/pending', text: 'Pending law' },
      proposal: waiting && {
        id: waiting.id,
        says: proposalInWords(waiting),
        why: waiting.why,
        who: `${waiting.by}, ${momentInWords(waiting.at)}`,
        own: waiting.byId === viewer.personId,
      },
      holds,
      withdrawing,
      boxes: dateBoxes('on', { body }),
      typed: { cites: text(body, 'cites'), why: text(body, 'why') },
    },
  }
}

export const provisionPage: Page = {
  path: '/settings/pending-law/:provision',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get(request) {
    return proveFirst(request, pageOf(provisionOf(request))) ?? view(request)
  },
  async post(request) {
    const one = provisionOf(request)
    const stale = proveFirst(request, pageOf(one), formMinutes)
    if (stale) return stale
    return text(request.body, 'proposal') === '' ? propose(request, one) : answer(request, one)
  },
}

/** Another manager was quicker, and the page has another form now: the error leads to where the section stands. */
const formIsGone = /already$|no such proposal/

async function propose(request: Request, { id }: Provision) {
  const { body, db, viewer } = request
  const withdraws = text(body, 'what') === 'withdraw'
  const on = withdraws ? undefined : readDate(body, 'on')
  const [cites, why] = [text(body, 'cites'), text(body, 'why')]
  const errors: FormErrors = [
    ...(withdraws || (on && on !== 'empty')
      ? []
      : [{ field: 'on', text: 'Enter the day from which it is in force' }]),
    ...(cites
      ? []
      : [{ field: 'cites', text: 'Name the statutory instrument or other source that says so' }]),
    ...(why ? [] : [{ field: 'why', text: 'Say why, and who advised you' }]),
    ...tooLong({ cites, why }),
  ]
  if (errors.length > 0 || on === 'empty') return { ...(await view(request)), errors }
  const decision = await proposeCommencement(db, viewer, { provision: id, on, cites, why })
  if (!decision.allowed) {
    const field = (says: string) =>
      formIsGone.test(says)
        ? 'standing'
        : /instrument/.test(says)
          ? 'cites'
          : /Say why/.test(says)
            ? 'why'
            : 'on'
    return {
      ...(await view(request)),
      errors: decision.refusals.map(({ says }) => ({ field: field(says), text: says })),
    }
  }
  return redirect(
    '/rules/pending',
    'Your proposal is recorded. It changes nothing until another manager confirms it.',
  )
}

async function answer(request: Request, { id }: Provision) {
  const { body, db, viewer } = request
  const given = text(body, 'answer')
  const why = text(body, 'answer-why')
  if (!isAnswer(given)) {
    return {
      ...(await view(request)),
      errors: [{ field: 'answer-why', text: 'Choose what becomes of the proposal' }],
    }
  }
  const errors: FormErrors = [
    ...(why ? [] : [{ field: 'answer-why', text: 'Say what you checked, or why not' }]),
    ...tooLong({ 'answer-why': why }),
  ]
  if (errors.length > 0) return { ...(await view(request)), errors }
  const decision = await answerProposal(db, viewer, {
    provision: id,
    proposalId: text(body, 'proposal'),
    answer: given,
    why,
  })
  if (!decision.allowed) {
    const refusals = decision.refusals.map(({ says }) => ({
      field: formIsGone.test(says) ? 'standing' : 'answer-why',
      text: says,
    }))
    return { ...(await view(request)), errors: refusals }
  }
  const said: Readonly<Record<AnswerToProposal, string>> = {
    confirmed: 'The proposal is confirmed. From its day the rules go by it.',
    'not confirmed': 'The proposal is not confirmed. Nothing has changed.',
    'taken back': 'Your proposal is taken back. Nothing has changed.',
  }
  return redirect('/rules/pending', said[given])
}

const isAnswer = (given: string): given is AnswerToProposal => Object.hasOwn(answerInWords, given)

const tooLong = (fields: Readonly<Record<string, string>>): FormErrors =>
  Object.entries(fields)
    .filter(([, typed]) => typed.length > 1000)
    .map(([field]) => ({ field, text: 'Use 1,000 characters or fewer' }))
