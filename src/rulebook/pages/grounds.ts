// The grounds for taking a name off a register: what must be shown for each, printed from the lines that are asked.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { schoolCalendar } from '../../calendar/school-calendar.ts'
import { deletionGround } from '../../law/deletion-grounds.ts'
import { markInWords, weakest } from '../../law/source.ts'
import { type Ground, groundQuestions } from '../../registers/ground.ts'
import { neverGrounds } from '../../registers/ground-never.ts'
import { grounds, groundWithCode } from '../../registers/grounds.ts'

export type GroundLine = { readonly asks: string; readonly shownBy: string; readonly cites: string }

/** Every line that is asked for a ground, and what would show it. Found by asking the ground. */
export function linesOf(
  ground: Ground,
  today: LocalDate,
): { lines: GroundLine[]; mark: string; unchecked: boolean } {
  const questions = groundQuestions(ground, {
    today,
    proposedOn: today,
    dob: undefined,
    calendar: schoolCalendar([]),
    evidence: {},
  })
  const mark = weakest(questions.map(question => question.mark))
  const lines = questions.map(({ asks, settledBy, cites }) => ({ asks, shownBy: settledBy, cites }))
  return { lines, mark: markInWords[mark], unchecked: mark === 'unverified' }
}

/** What a rule that is a ground adds to its page; nothing for other rules. */
export function groundOfRule(code: string, today: LocalDate) {
  const ground = groundWithCode(code)
  return ground && { ...linesOf(ground, today), joint: deletionGround(code)?.jointEnquiries ?? false }
}

export const groundsPage: Page = {
  path: '/rules/grounds',
  allow: 'own.account',
  shows: 'no child',
  section: 'Rules',
  async get({ today }) {
    const shown = (compulsoryAge: boolean) =>
      grounds
        .filter(ground => ground.compulsoryAge === compulsoryAge)
        .map(ground => {
          const known = deletionGround(ground.code)
          return {
            code: ground.code,
            label: ground.label,
            href: `/rules/${ground.code}`,
            mustBeTrue: known?.mustBeTrue,
            evidence: known?.evidence,
            joint: known?.jointEnquiries ?? false,
            ...linesOf(ground, today as LocalDate),
          }
        })
    return {
      template: 'rulebook/pages/grounds.njk',
      data: {
        heading: 'Grounds for taking a name off a register',
        back: { href: '/rules', text: 'Rules' },
        parts: [
          {
            title: 'For pupils of compulsory school age: the fifteen grounds of regulation 9(1)',
            grounds: shown(true),
          },
          { title: 'For other pupils: the grounds of regulation 9(3)', grounds: shown(false) },
        ],
        never: neverGrounds.map(({ says, instead }) => ({ says, instead })),
      },
    }
  },
}
