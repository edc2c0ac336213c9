// The way to an order for one case: where it stands, which clock runs with its days, what can be done, what was done. And the papers.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { caseFrom } from '../../cases/case.ts'
import { whyInWords } from '../../cases/pages/case-work.ts'
import { caseByToken, historyOf } from '../../cases/store.ts'
import { childById, enrolmentsOf } from '../../children/store.ts'
import { dueShown, nameOf } from '../../home-education/pages/words.ts'
import { recordOf } from '../../home-education/store.ts'
import { oldOrderRouteEndsOn } from '../../law/pending.ts'
import { NotFound } from '../../platform/errors.ts'
import { currentOrder, lawFor } from '../actions.ts'
import {
  byManager,
  choiceAnswer,
  consultationAnswer,
  noticeAnswer,
  type Order,
  orderFrom,
  papersOf,
  proposedBecause,
  type StepType,
  stepInWords,
  stepsOpen,
  waitsFor,
} from '../order.ts'
import { ordersOf, stepsOf } from '../store.ts'
import { placesTold } from './places-told.ts'
import { stepPaths } from './steps.ts'

const stands = { open: 'On the way to an order', 'in force': 'An order is in force', ended: 'Ended' }

export const ordersPage: Page = {
  path: '/cases/:case/orders',
  allow: 'orders.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { db, viewer, today } = request
    const row = await caseByToken(db, viewer, request.params.case ?? '')
    const child = await childById(db, viewer, row.child_id)
    const c = caseFrom(await historyOf(db, viewer, row.id))
    const home = await recordOf(db, viewer, child.id)
    const law = await lawFor(db, viewer)
    const all = await ordersOf(db, viewer, child.id)
    const shown = all.find(one => one.state !== 'ended') ?? all[0]
    const steps = shown ? await stepsOf(db, viewer, shown.id) : []
    const order = shown && orderFrom(steps)
    const at = `/cases/${row.token}/orders`
    const open = stepsOpen(order).filter(
      type =>
        may(viewer, 'orders.record') &&
        (type !== 'opened' || row.token !== '') &&
        (!(byManager.includes(type) || (type === 'ended' && order?.state === 'in force')) ||
          may(viewer, 'orders.make')),
    )
    const waits = order && waitsFor(order, law)
    const clocks = order
      ? [
          { says: 'The parent’s time to satisfy us', answer: noticeAnswer(order, law) },
          { says: 'The parent’s time to choose a school', answer: choiceAnswer(order, law) },
          { says: 'The school’s time to ask for a direction', answer: consultationAnswer(order, law) },
        ].flatMap(({ says, answer }) => (answer ? [{ says, why: whyInWords(answer) }] : []))
      : []
    const named = order?.named
    const enrolments = named ? await enrolmentsOf(db, viewer, child.id) : []
    const there = named && enrolments.find(one => one.school === named.school && !one.leaving_date)
    const ends = oldOrderRouteEndsOn(law.commencements)
    const proposal =
      order && order.state !== 'ended'
        ? undefined
        : proposedBecause(c, home?.view, await placesTold(db, viewer, row))
    return {
      template: 'orders/pages/orders.njk',
      child: child.id,
      data: {
        heading: 'Home education and attendance orders',
        pageTitle: `Orders, ${row.reference}`,
        childName: nameOf(child),
        reference: row.reference,
        isProtected: row.protected,
        back: { href: `/cases/${row.token}`, text: 'Back to the case' },
        homeHref: `/home-educated/${child.token}`,
        home: home
          ? `Educated at home since ${inWords(home.since)}.${home.view ? ` View: ${home.view}${home.view_on ? `, ${inWords(home.view_on)}` : ''}.` : ''}`
          : 'Nothing is recorded of home education.',
        isHidden: row.protected && !may(viewer, 'protected.open'),
        ends: ends
          ? `From ${inWords(ends)} this way no longer applies: section 39 of the Children’s Wellbeing and Schools Act 2026 replaces it.`
          : 'Section 39 of the Children’s Wellbeing and Schools Act 2026 will replace this way. No day is recorded for it, so nothing changes yet.',
        proposal: proposal?.says,
        order: order && {
          reference: shown!.reference,
          stands: stands[order.state],
          ended: order.ended?.says,
          named: named?.school,
          waits: waits && { says: waits.says, due: dueShown(waits.due, today as LocalDate) },
          locked: order.state === 'in force',
          onRegister: there
            ? `${there.school} has the child on its register since ${inWords(there.entry_date as LocalDate)}.`
            : order.state === 'in force'
              ? 'The named school’s register does not have the child so far.'
              : undefined,
        },
        clocks,
        letterHref:
          order && may(viewer, 'letters.see')
            ? `/pupils/${child.token}/letters/${letterOf(order)}?back=${at}`
            : undefined,
        papersHref: order?.made ? `${at}/papers` : undefined,
        links: open.map(type => ({
          href: `${at}/${stepPaths[type].path}`,
          text: linkText(type, order !== undefined),
        })),
        items: steps.toReversed().map(step => ({
          ...stepInWords(step, false),
          when: inWords(step.on),
          who: step.by,
          school: false,
        })),
        earlier: all
          .filter(one => one.id !== shown?.id)
          .map(
            one => `${one.reference}, opened ${inWords(one.opened_on)}: ${stands[one.state].toLowerCase()}`,
          ),
      },
    }
  },
}

/** The letter that goes with where it stands. */
const letterOf = (order: Order): string =>
  order.ended && order.made
    ? 'L21-revocation'
    : order.made
      ? 'L21-order'
      : order.evaluated
        ? 'L21-named-school'
        : 'L21'

const linkText = (type: StepType, again: boolean): string =>
  type === 'opened' && again ? 'Open the way to an order again' : stepPaths[type].link

export const papersPage: Page = {
  path: '/cases/:case/orders/papers',
  allow: 'orders.see',
  shows: 'one child',
  section: 'Cases',
  get: papers,
}

async function papers({ db, viewer, params }: Request) {
  const row = await caseByToken(db, viewer, params.case ?? '')
  const child = await childById(db, viewer, row.child_id)
  const current = await currentOrder(db, viewer, child.id)
  const [last] = await ordersOf(db, viewer, child.id)
  const order = current?.order ?? (last && orderFrom(await stepsOf(db, viewer, last.id)))
  if (!order && params.case === undefined) throw new NotFound('order')
  return {
    template: 'orders/pages/papers.njk',
    child: child.id,
    data: {
      heading: 'Papers for a prosecution',
      pageTitle: `Papers, ${row.reference}`,
      childName: nameOf(child),
      reference: row.reference,
      isProtected: row.protected,
      back: { href: `/cases/${row.token}/orders`, text: 'Orders' },
      papers: order ? papersOf(order) : [],
    },
  }
}
