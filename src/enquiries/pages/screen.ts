// The DSL's risk screen: facts asked for one by one, the level that follows, and which facts gave it.
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, parseLocalDate } from '../../calendar/local-date.ts'
import { flagInWords } from '../../children/flags.ts'
import { dayInWords, frameOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { signScreen } from '../actions.ts'
import { levelOfChild } from '../levels/store.ts'
import { promptOf } from '../prompts.ts'
import {
  answersToChoose,
  factorsOf,
  isOld,
  levelInWords,
  levelOf,
  levels,
  type ScreenAnswer,
  type ScreenAnswers,
  screenAgesAfterDays,
  screenGroups,
  screenQuestions,
} from '../screening.ts'
import { type ScreenRow, screensOf } from '../store.ts'

export const screenPage: Page = {
  path: '/pupils/:child/screen',
  allow: 'screen.sign',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const answers = answersFrom(body)
    const missing = screenQuestions.filter(question => !answers[question.id])
    const errors: FormError[] = missing.map(question => ({
      field: question.id,
      text: `Answer: ${question.asks.charAt(0).toLowerCase()}${question.asks.slice(1)}`,
    }))
    for (const { id } of screenQuestions) {
      const typed = text(body, `${id}-on`)
      const on = readDayTyped(typed)
      if (typed && !on) {
        errors.push({ field: `${id}-on`, text: 'Enter a day as 3 11 2026, or leave it empty for today' })
      } else if (on && on > viewer.today) {
        errors.push({ field: `${id}-on`, text: 'The day must be today or before' })
      }
    }
    const concerns = text(body, 'concerns')
    if (concerns.length > 4000) errors.push({ field: 'concerns', text: 'Use 4,000 characters or fewer' })
    const raiseTo = levels.find(level => level === text(body, 'raise'))
    if (errors.length > 0) return view(request, work, errors)
    const decision = await signScreen(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      { answers, concerns, ...(raiseTo && { raiseTo }), missing: [] },
    )
    if (!decision.allowed) {
      return view(
        request,
        work,
        decision.refusals.map(refusal => ({ field: 'concerns', text: refusal.says })),
      )
    }
    const { level, dangerNow, waits } = decision.value
    const says = dangerNow
      ? 'Risk screen signed. Act today: call 999 if that is not done. You can refer now, without waiting for any check.'
      : waits
        ? 'Risk screen signed. The level stays “act today” until a second person, another DSL or the headteacher, agrees that it is lower.'
        : `Risk screen signed: ${levelInWords[level].toLowerCase()}.`
    return redirect(
      `/pupils/${work.child.token}${level === 'act today' ? '/safeguarding' : '/enquiries'}`,
      says,
    )
  },
}

function answersFrom(body: Request['body']): ScreenAnswers {
  return Object.fromEntries(
    screenQuestions.flatMap(({ id }) => {
      const answer = text(body, id) as ScreenAnswer
      if (!answersToChoose.includes(answer)) return []
      const source = text(body, `${id}-source`).slice(0, 200)
      const on = readDayTyped(text(body, `${id}-on`))
      return [[id, { answer, ...(source && { source }), ...(on && { on }) }]]
    }),
  )
}

/** "3 11 2026", "3/11/2026" or "2026-11-03", as a day. */
function readDayTyped(typed: string): LocalDate | undefined {
  const parts = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(typed)
  return parseLocalDate(
    parts ? `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}` : typed,
  )
}

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const { body } = request
  const sent = body.formToken !== undefined
  const known = knownOf(work)
  const [[last], now] = await Promise.all([
    screensOf(request.db, request.viewer, work.child.id),
    levelOfChild(request.db, request.viewer, work.child.id),
  ])
  return {
    template: 'enquiries/pages/screen.njk',
    child: work.child.id,
    errors,
    data: {
      heading: 'Risk screen',
      ...frameOf(work, 'Enquiries'),
      pageTitle: 'Risk screen',
      back: { href: `/pupils/${work.child.token}/enquiries`, text: 'Back to enquiries' },
      last: last && shownScreen(last, work.today),
      now: now && {
        says: levelInWords[now.level],
        urgent: now.level === 'act today',
        by: `${now.how === 'raised' ? 'Raised by' : now.how === 'lowered' ? 'Lowered by' : 'Signed by'} ${now.by}, ${dayInWords(now.on)}.`,
        waits: now.waiting
          ? `${now.waiting.by} would lower it to ${levelInWords[now.waiting.level].toLowerCase()}. A second person has to agree.`
          : undefined,
      },
      groups: screenGroups.map(group => ({
        name: group,
        questions: screenQuestions
          .filter(question => question.group === group)
          .map(question => ({
            id: question.id,
            asks: question.asks,
            means: `A yes means: ${levelInWords[question.yesMeans].toLowerCase()}.`,
            prompt: promptOf(question.id),
            on: text(body, `${question.id}-on`),
            source: sent ? text(body, `${question.id}-source`) : (known[question.id] ?? ''),
            items: answersToChoose.map((value, index) => ({
              id: index === 0 ? question.id : `${question.id}-${index + 1}`,
              value,
              text: value === 'yes' ? 'Yes' : value === 'no' ? 'No' : 'Not known',
              checked: sent
                ? text(body, question.id) === value
                : value === 'yes' && known[question.id] !== undefined,
            })),
          })),
      })),
      concerns: text(body, 'concerns'),
      raise: [
        {
          value: '',
          text: 'Use the level that follows from the answers',
          selected: text(body, 'raise') === '',
        },
        ...(['act this week', 'act today'] as const).map(value => ({
          value,
          text: `Raise to: ${levelInWords[value].toLowerCase()}`,
          selected: text(body, 'raise') === value,
        })),
      ],
    },
  }
}

/** What the record already answers with a yes, and its source. Only ever a yes: that nothing is recorded is not a no. */
function knownOf(work: Work): Readonly<Record<string, string>> {
  const source = (...flags: string[]) => {
    const held = work.flags.find(flag => flags.includes(flag.flag))
    if (!held) return undefined
    return `${flagInWords(held.flag)}${held.from_on ? ` since ${dayInWords(held.from_on)}` : ''}, ${held.source}`
  }
  const careful = source('in_care', 'child_protection_plan', 'child_in_need')
  const plan = source('EHCP')
  return { ...(careful && { 'social-care': careful }), ...(plan && { ehcp: plan }) }
}

/** A signed screen: the level, what gave it with source and day, what is not known, and what is too old to lean on. */
export function shownScreen(screen: ScreenRow, today: string) {
  const { notKnown, level } = levelOf(screen.answers)
  const factors = factorsOf(screen.answers, {
    on: screen.signed_on as LocalDate,
    level: screen.level,
    today: today as LocalDate,
  }).map(factor => ({
    fact: factor.fact,
    known: [factor.source, dayInWords(factor.on)].filter(Boolean).join(', '),
    gaveIt: factor.level === level,
    old: factor.old,
  }))
  return {
    level: levelInWords[screen.level],
    urgent: screen.level === 'act today',
    by: `${screen.signed_name}, ${dayInWords(screen.signed_on)}`,
    raised:
      level !== screen.level
        ? `Raised from ${levelInWords[level].toLowerCase()} by the person who signed.`
        : undefined,
    gaveIt: factors.filter(factor => factor.gaveIt),
    also: factors.filter(factor => !factor.gaveIt),
    notKnown: notKnown.map(({ asks, settledBy }) => `${asks} ${settledBy} would settle it.`),
    concerns: screen.concerns,
    old: isOld(screen.signed_on as LocalDate, screen.level, today as LocalDate)
      ? `These answers are more than ${screenAgesAfterDays[screen.level]} days old. Screen again.`
      : undefined,
  }
}
