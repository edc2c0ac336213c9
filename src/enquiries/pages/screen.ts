// The DSL's risk screen: facts asked for one by one, the level that follows, and which facts gave it.
import type { Page, Request } from '../../access/page.ts'
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { flagInWords } from '../../children/flags.ts'
import { dayInWords, frameOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { signScreen } from '../actions.ts'
import {
  answersToChoose,
  type Level,
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
    const { level, dangerNow } = decision.value
    const says = dangerNow
      ? 'Risk screen signed. Act today: call 999 if that is not done. You can refer now, without waiting for any check.'
      : `Risk screen signed: ${levelInWords[level].toLowerCase()}.`
    return redirect(`/pupils/${work.child.token}${level === 'act today' ? '' : '/enquiries'}`, says)
  },
}

function answersFrom(body: Request['body']): ScreenAnswers {
  return Object.fromEntries(
    screenQuestions.flatMap(({ id }) => {
      const answer = text(body, id) as ScreenAnswer
      if (!answersToChoose.includes(answer)) return []
      const source = text(body, `${id}-source`).slice(0, 200)
      return [[id, { answer, ...(source && { source }) }]]
    }),
  )
}

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const { body } = request
  const sent = body.formToken !== undefined
  const known = knownOf(work)
  const [last] = await screensOf(request.db, request.viewer, work.child.id)
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
      groups: screenGroups.map(group => ({
        name: group,
        questions: screenQuestions
          .filter(question => question.group === group)
          .map(question => ({
            id: question.id,
            asks: question.asks,
            means: `A yes means: ${levelInWords[question.yesMeans].toLowerCase()}.`,
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

/** A signed screen: the level, what gave it, what is not known, and whether it is too old to lean on. */
export function shownScreen(screen: ScreenRow, today: string) {
  const { gaveIt, also, notKnown, level } = levelOf(screen.answers)
  const oldOn = addDays(screen.signed_on as LocalDate, screenAgesAfterDays[screen.level as Level])
  return {
    level: levelInWords[screen.level],
    urgent: screen.level === 'act today',
    by: `${screen.signed_name}, ${dayInWords(screen.signed_on)}`,
    raised:
      level !== screen.level
        ? `Raised from ${levelInWords[level].toLowerCase()} by the person who signed.`
        : undefined,
    gaveIt,
    also,
    notKnown: notKnown.map(({ asks, settledBy }) => `${asks} ${settledBy} would settle it.`),
    concerns: screen.concerns,
    old:
      oldOn < today
        ? `These answers are more than ${screenAgesAfterDays[screen.level]} days old. Screen again.`
        : undefined,
  }
}
