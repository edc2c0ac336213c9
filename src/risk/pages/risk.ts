// The risk of a case: what makes it as urgent as it is, what is not known, the high-risk route beside it; and the forms by which
// people answer, do and lower.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import { isOpen } from '../../cases/case.ts'
import { type Level, levels, urgencyOf } from '../../cases/clocks.ts'
import { caseWork, headOf, type Work } from '../../cases/pages/case-work.ts'
import { dueInWords, levelsInWords } from '../../cases/words.ts'
import { escalation } from '../../law/escalation.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, texts } from '../../platform/web/page.ts'
import { answerLowering, endStep, lower, offeredBesides, riskNow, signScreen } from '../actions.ts'
import {
  type Answered,
  type Answers,
  type Factor,
  type FactorRule,
  factors,
  type Group,
  groups,
  isOld,
  isSaid,
  oldAfter,
} from '../risk.ts'
import { concernOf, managerReviewDay, routeKinds } from '../route.ts'
import { loweringsOf, type RouteRow, routeRows } from '../store.ts'

const day = (on: string): string => dateInWords(localDate(on))
const about = (work: Work) => ({
  caseId: work.row.id,
  token: work.row.token,
  child: work.child,
  c: work.c,
  history: work.history,
})
const backTo = (work: Work) => ({ href: `/cases/${work.row.token}/risk`, text: 'Back to the risk' })
const refusalsAt = (field: string, refusals: readonly { says: string }[]): FormError[] =>
  refusals.map(({ says }) => ({ field, text: says }))

const routeShown = (row: RouteRow, at: string, today: string) => ({
  id: row.id,
  does: routeKinds[row.kind].does,
  clock: routeKinds[row.kind].clock,
  because: row.because,
  due: row.ended === null ? dueInWords(row.due, localDate(today)) : undefined,
  late: row.ended === null && row.due < today,
  ended:
    row.ended === null
      ? undefined
      : `${row.ended === 'done' ? 'Done' : 'Not needed'}, ${row.by_name}, ${day(row.on_date!)}${row.told ? `. Told: ${row.told}` : ''}${row.says ? `. ${row.says}` : ''}`,
  href: `${at}/risk/step?step=${row.id}`,
})

export const riskPage: Page = {
  path: '/cases/:case/risk',
  allow: 'risk.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { db, viewer } = request
    const today = localDate(viewer.today)
    const work = await caseWork(request)
    const { screens, known, answers, result } = await riskNow(db, viewer, about(work))
    const route = await routeRows(db, viewer, work.row.id)
    const lowerings = await loweringsOf(db, viewer, work.row.id)
    const at = `/cases/${work.row.token}`
    const last = screens[0]
    const waiting = lowerings.find(one => one.decision === null)
    const open = isOpen(work.c)
    return {
      template: 'risk/pages/risk.njk',
      child: work.child.id,
      data: {
        heading: 'Risk',
        pageTitle: 'Risk',
        ...headOf(work, viewer.today),
        back: { href: at, text: 'Back to the case' },
        caseLevel: levelsInWords[work.c.level],
        answersSay: levelsInWords[result.level],
        differs:
          urgencyOf(result.level) > urgencyOf(work.c.level)
            ? 'The answers ask for more than the case has. Sign the screen again, or raise it.'
            : urgencyOf(result.level) < urgencyOf(work.c.level)
              ? 'A person judged it more urgent than the answers. It stays so until somebody lowers it, with a reason.'
              : undefined,
        judged: last ? `${last.signed_name}, ${day(last.signed_on)}` : undefined,
        strengths: last?.strengths,
        because: result.because.map(one => ({
          level: levelsInWords[one.level],
          says: one.says,
          source: `${one.source}, ${day(one.on)}`,
          isOld: one.isOld,
        })),
        open: result.open.filter(one => !one.says.startsWith('Not asked yet') || last !== undefined),
        notAsked: last === undefined,
        lastSeen: known.held.lastSeen
          ? `${inWords(known.held.lastSeen.on)} (${known.held.lastSeen.source})`
          : 'Not known',
        oldAfter,
        concern: escalation(concernOf(answers, known.held), today),
        route: route.map(row => routeShown(row, at, viewer.today)),
        reviewDay: managerReviewDay,
        mayRecord: open && may(viewer, 'risk.record'),
        answerHref: `${at}/risk/answer`,
        raiseHref: open && may(viewer, 'case.decide') ? `${at}/level` : undefined,
        lowerHref:
          open && may(viewer, 'risk.lower') && work.c.level !== 'keep in view'
            ? `${at}/risk/lower`
            : undefined,
        waiting: waiting && {
          says: `${waiting.proposed_name} asked on ${day(waiting.proposed_on)} to lower it to “${waiting.to_level}”: ${waiting.why}`,
          mine: waiting.proposed_by === viewer.personId,
        },
        lowerings: lowerings
          .filter(one => one.decision !== null)
          .map(
            one =>
              `From “${one.from_level}” to “${one.to_level}”: asked by ${one.proposed_name}, ${day(one.proposed_on)}; ${one.decision} by ${one.by_name}, ${day(one.on_date!)}. ${one.why}`,
          ),
        screens: screens.map(one => `${day(one.signed_on)}, ${one.signed_name}: ${levelsInWords[one.level]}`),
      },
    }
  },
}

/** What a field of the form begins with: what was typed; the last answer; what the records offer; nothing. */
function fieldOf(
  factor: Factor,
  last: Answered | undefined,
  offered: Answered | undefined,
  body: Request['body'] | undefined,
  work: Work,
  today: string,
) {
  const rule: FactorRule = factors[factor]
  const name = factor.replaceAll(' ', '-')
  const begun = last ?? offered
  const says = body ? text(body, name) : (begun?.says ?? '')
  return {
    name,
    question: rule.question,
    items: (['yes', 'no', 'not known'] as const).map(value => ({
      value,
      text: value === 'yes' ? 'Yes' : value === 'no' ? 'No' : 'Not known',
      checked: says === value,
    })),
    source: body ? text(body, `${name}-source`) : (begun?.source ?? ''),
    hint: last
      ? `Last answered ${day(last.on)}${isOld(last.on, work.c.level, localDate(today)) ? ': old' : ''}`
      : offered
        ? `Offered by the record: ${offered.source}, ${day(offered.on)}`
        : `To find out: ${rule.settles}`,
  }
}

async function answerView(request: Request, work: Work, errors: FormError[] = [], isSince = false) {
  const { db, viewer, body } = request
  const { known, answers, screens } = await riskNow(db, viewer, about(work))
  const offered = await offeredBesides(db, viewer, about(work), known)
  const sent = body.formToken !== undefined ? body : undefined
  const seen = known.held.lastSeen
  return {
    template: 'risk/pages/answer.njk',
    child: work.child.id,
    errors,
    ...(isSince ? { status: 409 } : {}),
    data: {
      heading: 'Risk screen',
      pageTitle: 'Risk screen',
      ...headOf(work, viewer.today),
      back: backTo(work),
      isOpen: isOpen(work.c),
      isSince,
      seen: work.c.seen,
      groups: (Object.keys(groups) as Group[]).map(group => ({
        key: group,
        name: groups[group],
        again: sent !== undefined && texts(body, 'again').includes(group),
        hasOld: screens.length > 0,
        fields: (Object.keys(factors) as Factor[])
          .filter(factor => factors[factor].group === group)
          .map(factor => fieldOf(factor, answers[factor], offered[factor], sent, work, viewer.today)),
      })),
      lastSeen: dateBoxes('lastSeen', sent ? { body } : { day: seen?.on }),
      lastSeenSource: sent ? text(body, 'lastSeenSource') : (seen?.source ?? ''),
      strengths: sent ? text(body, 'strengths') : (screens[0]?.strengths ?? ''),
    },
  }
}

/** The answers of the form, each with its source and day; and what is wrong with them. An answer left as it was keeps its day. */
function readAnswers(
  request: Request,
  before: Answers,
  offered: Answers,
): { answers: Answers; errors: FormError[] } {
  const { body, viewer } = request
  const again = texts(body, 'again')
  const answers: Partial<Record<Factor, Answered>> = {}
  const errors: FormError[] = []
  for (const factor of Object.keys(factors) as Factor[]) {
    const name = factor.replaceAll(' ', '-')
    const says = text(body, name)
    const source = text(body, `${name}-source`)
    if (!isSaid(says)) {
      errors.push({ field: name, text: `Answer: ${factors[factor].question} “Not known” is an answer` })
      continue
    }
    if (says !== 'not known' && source.length < 2)
      errors.push({ field: `${name}-source`, text: `Say who says so: ${factors[factor].question}` })
    if (source.length > 300) errors.push({ field: `${name}-source`, text: 'Use 300 characters or fewer' })
    const same = [before[factor], offered[factor]].find(one => one?.says === says && one.source === source)
    answers[factor] =
      same && !again.includes(factors[factor].group) ? same : { says, source, on: localDate(viewer.today) }
  }
  return { answers, errors }
}

export const answerPage: Page = {
  path: '/cases/:case/risk/answer',
  allow: 'risk.record',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return answerView(request, await caseWork(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const work = await caseWork(request)
    const { known, answers: before } = await riskNow(db, viewer, about(work))
    const offered = await offeredBesides(db, viewer, about(work), known)
    const { answers, errors } = readAnswers(request, before, offered)
    const seenOn = readDate(body, 'lastSeen')
    const seenSource = text(body, 'lastSeenSource')
    if (seenOn === undefined || (seenOn !== 'empty' && seenOn > viewer.today))
      errors.push({ field: 'lastSeen', text: 'Enter the day the child was last seen: today or before' })
    else if (seenOn !== 'empty' && seenSource === '')
      errors.push({ field: 'lastSeenSource', text: 'Say who saw the child' })
    if (errors.length > 0) return answerView(request, work, errors)
    const taken = await signScreen(
      db,
      viewer,
      work.row.token,
      text(body, 'seen'),
      {
        answers,
        strengths: text(body, 'strengths').slice(0, 4000),
        ...(seenOn && seenOn !== 'empty' ? { lastSeen: { on: seenOn, source: seenSource } } : {}),
      },
      now,
    )
    if (!taken.done) {
      return 'since' in taken
        ? answerView(request, work, [], true)
        : answerView(request, work, refusalsAt('danger', taken.refusals))
    }
    return redirect(
      `/cases/${work.row.token}/risk`,
      `Signed. The answers say: ${levelsInWords[taken.result!.level].toLowerCase()}`,
    )
  },
}

async function stepView(request: Request, work: Work, errors: FormError[] = []) {
  const { db, viewer, body, query } = request
  const id = text(body, 'step') || query.step || ''
  const row = (await routeRows(db, viewer, work.row.id)).find(one => one.id === id)
  const at = `/cases/${work.row.token}`
  const isReview = row?.kind === 'manager-review'
  return {
    template: 'risk/pages/step.njk',
    child: work.child.id,
    errors,
    data: {
      heading: row ? routeKinds[row.kind].does : 'High-risk route',
      pageTitle: 'A step of the high-risk route',
      ...headOf(work, viewer.today),
      back: backTo(work),
      step: row && { ...routeShown(row, at, viewer.today), tells: routeKinds[row.kind].tells },
      isReview,
      mayEnd: row !== undefined && row.ended === null && (!isReview || viewer.role === 'manager'),
      ended: [
        { value: 'done', text: 'Done', checked: text(body, 'ended') === 'done' },
        { value: 'not needed', text: 'Not needed', checked: text(body, 'ended') === 'not needed' },
      ],
      amounts: [
        { value: 'yes', text: 'Yes: raise it, and tell the hub', checked: text(body, 'amounts') === 'yes' },
        { value: 'no', text: 'No: I write down why', checked: text(body, 'amounts') === 'no' },
      ],
      told: text(body, 'told'),
      typed: text(body, 'says'),
    },
  }
}

export const stepPage: Page = {
  path: '/cases/:case/risk/step',
  allow: 'risk.record',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return stepView(request, await caseWork(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const work = await caseWork(request)
    const stepId = text(body, 'step')
    const known = (await routeRows(db, viewer, work.row.id)).some(one => one.id === stepId)
    const ended = text(body, 'ended')
    if (!known || (ended !== 'done' && ended !== 'not needed'))
      return stepView(request, work, [{ field: 'ended', text: 'Say whether it is done' }])
    const amounts = text(body, 'amounts')
    const taken = await endStep(
      db,
      viewer,
      work.row.token,
      {
        stepId,
        ended,
        told: text(body, 'told').slice(0, 500),
        says: text(body, 'says').slice(0, 4000),
        ...(amounts === 'yes' || amounts === 'no' ? { amounts } : {}),
      },
      now,
    )
    if (!taken.done) return stepView(request, work, refusalsAt('ended', taken.refusals))
    return redirect(`/cases/${work.row.token}/risk`, 'Recorded')
  },
}

async function lowerView(request: Request, work: Work, errors: FormError[] = [], isSince = false) {
  const { db, viewer, body } = request
  const waiting = (await loweringsOf(db, viewer, work.row.id)).find(one => one.decision === null)
  return {
    template: 'risk/pages/lower.njk',
    child: work.child.id,
    errors,
    ...(isSince ? { status: 409 } : {}),
    data: {
      heading: waiting ? 'Is the situation lowered?' : 'Lower the situation',
      pageTitle: 'Lower the situation',
      ...headOf(work, viewer.today),
      back: backTo(work),
      seen: work.c.seen,
      isSince,
      twoPeople: work.c.level === 'act today',
      canLower: isOpen(work.c) && work.c.level !== 'keep in view',
      waiting: waiting && {
        says: `${waiting.proposed_name} asked on ${day(waiting.proposed_on)} to lower it from “${waiting.from_level}” to “${waiting.to_level}”.`,
        why: waiting.why,
        mine: waiting.proposed_by === viewer.personId,
      },
      to: levels
        .filter(level => urgencyOf(level) < urgencyOf(work.c.level))
        .map(level => ({ value: level, text: levelsInWords[level], checked: text(body, 'to') === level })),
      decisions: [
        { value: 'agreed', text: 'I agree: lower it', checked: text(body, 'decision') === 'agreed' },
        { value: 'not agreed', text: 'I do not agree', checked: text(body, 'decision') === 'not agreed' },
      ],
      why: text(body, 'why'),
    },
  }
}

export const lowerPage: Page = {
  path: '/cases/:case/risk/lower',
  allow: 'risk.lower',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return lowerView(request, await caseWork(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const work = await caseWork(request)
    const at = `/cases/${work.row.token}/risk`
    const why = text(body, 'why')
    const decision = text(body, 'decision')
    if (text(body, 'do') === 'answer') {
      if (decision !== 'agreed' && decision !== 'not agreed')
        return lowerView(request, work, [{ field: 'decision', text: 'Say whether you agree' }])
      const taken = await answerLowering(db, viewer, work.row.token, { decision, says: why }, now)
      if (!taken.done) return lowerView(request, work, refusalsAt('decision', taken.refusals))
      return redirect(at, decision === 'agreed' ? 'Lowered, by two people' : 'It stays as it is')
    }
    const to = levels.find(level => level === text(body, 'to')) as Level | undefined
    const errors: FormError[] = [
      ...(to ? [] : [{ field: 'to', text: 'Choose how urgent it is now' }]),
      ...(why ? [] : [{ field: 'why', text: 'Say which facts make it less urgent' }]),
    ]
    if (!to || errors.length > 0) return lowerView(request, work, errors)
    const taken = await lower(db, viewer, work.row.token, text(body, 'seen'), { to, why }, now)
    if (!taken.done) {
      return 'since' in taken
        ? lowerView(request, work, [], true)
        : lowerView(request, work, refusalsAt('to', taken.refusals))
    }
    return redirect(at, taken.now.level === to ? 'Lowered' : 'Asked for. Another person decides')
  },
}
