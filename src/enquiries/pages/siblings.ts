// Brothers and sisters at other schools: asked after with one press, answered in one step, and by the authority where no
// school may answer.
import type { Page, Request } from '../../access/page.ts'
import { dayAndWeekday, dayInWords, frameOf, workOf } from '../../children/pages/pupil-work.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import {
  answerSiblingQuestion,
  askedInGeneral,
  askedOfAuthority,
  askSiblingSchools,
  settleSiblingQuestion,
  siblingAnswers,
  siblingQuestion,
  siblingQuestionsFor,
} from '../siblings/actions.ts'
import { siblingAnswerInWords, siblingAnswersToChoose } from '../siblings/answers.ts'
import { questionsForAuthority, siblingAsks } from '../siblings/store.ts'

/** Asks the schools of this child's brothers and sisters. */
export const askSiblingsPage: Page = {
  path: '/pupils/:child/ask-siblings',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const { asked, answers } = await siblingAnswers(db, viewer, { childId: work.child.id, since: work.since })
    return {
      template: 'enquiries/pages/ask-siblings.njk',
      child: work.child.id,
      data: {
        heading: 'Ask the schools of brothers and sisters',
        ...frameOf(work, 'Enquiries'),
        pageTitle: 'Ask the schools of brothers and sisters',
        back: { href: `/pupils/${work.child.token}/enquiries/RS07`, text: 'Back to the check' },
        isProtected: work.child.protected,
        askedToday: asked.some(one => one.asked_on === viewer.today),
        asked: asked.map(one => ({
          on: dayAndWeekday(one.asked_on),
          by: one.asked_name,
          says: one.to_authority ? askedOfAuthority : askedInGeneral,
        })),
        answers: answers.map(row => ({
          from: row.by_name,
          on: dayInWords(row.done_on),
          says: row.note ?? '',
        })),
      },
    }
  },
  async post(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const at = `/pupils/${work.child.token}/ask-siblings`
    const decision = await askSiblingSchools(db, viewer, { childId: work.child.id, schoolId: work.schoolId })
    if (!decision.allowed) throw new NotFound('school')
    return redirect(at, decision.value.already ? 'You have asked today already.' : decision.value.says)
  },
}

/** What other schools ask of this one. */
export const siblingQuestionsPage: Page = {
  path: '/sibling-questions',
  allow: 'sibling.answer',
  shows: 'children',
  section: 'Today',
  async get({ db, viewer }) {
    const [waiting, answered] = await Promise.all([
      siblingQuestionsFor(db, viewer),
      siblingAsks(db, viewer, { answered: true, limit: 20 }),
    ])
    return {
      template: 'enquiries/pages/sibling-questions.njk',
      children: [...waiting, ...answered].map(ask => ask.child_id),
      data: {
        heading: 'Questions about brothers and sisters',
        pageTitle: 'Questions about brothers and sisters',
        back: { href: '/today', text: 'Back to Today' },
        several: viewer.schools.length > 1,
        waiting: waiting.map(ask => ({
          name: `${ask.forename} ${ask.surname}`,
          href: `/sibling-questions/${ask.token}`,
          school: ask.school,
          on: dayAndWeekday(ask.asked_on),
        })),
        answered: answered.map(ask => ({
          name: `${ask.forename} ${ask.surname}`,
          says: [`${siblingAnswerInWords(ask.answer ?? '')}.`, ask.note].filter(Boolean).join(' '),
          by: ask.answered_name,
          on: dayInWords(ask.answered_on),
        })),
      },
    }
  },
}

/** One question, about the school's own pupil, with its answer in one step. */
export const siblingAnswerPage: Page = {
  path: '/sibling-questions/:sibling',
  allow: 'sibling.answer',
  shows: 'one child',
  section: 'Today',
  get: request => answerView(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const decision = await answerSiblingQuestion(db, viewer, params.sibling!, {
      answer: text(body, 'answer'),
      note: text(body, 'note').slice(0, 2000),
      nameShown: text(body, 'name') === 'yes',
    })
    if (!decision.allowed) {
      const field = decision.refusals[0]!.says.includes('in the note') ? 'note' : 'answer'
      return answerView(
        request,
        decision.refusals.map(({ says }) => ({ field, text: says })),
      )
    }
    const said = 'Answered. The school that asked can read it now.'
    return redirect('/sibling-questions', [said, decision.value.next].filter(Boolean).join(' '))
  },
}

async function answerView(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, body } = request
  const ask = await siblingQuestion(db, viewer, params.sibling!)
  const name = `${ask.forename} ${ask.surname}`
  return {
    template: 'enquiries/pages/sibling-answer.njk',
    child: ask.child_id,
    errors,
    data: {
      heading: `Another school asks about ${name}’s brother or sister`,
      pageTitle: 'Another school asks about a brother or sister',
      back: { href: '/sibling-questions', text: 'All questions' },
      first: ask.forename,
      school: ask.school,
      pupil: `/pupils/${ask.child_token}`,
      on: dayAndWeekday(ask.asked_on),
      stands: ask.answer && {
        says: [`${siblingAnswerInWords(ask.answer)}.`, ask.note].filter(Boolean).join(' '),
        by: ask.answered_name,
        on: dayInWords(ask.answered_on),
      },
      answers: siblingAnswersToChoose.map(({ value, says }, index) => ({
        id: index === 0 ? 'answer' : `answer-${index + 1}`,
        value,
        text: says,
        checked: text(body, 'answer') === value,
      })),
      note: text(body, 'note'),
      shown: text(body, 'name') === 'yes',
    },
  }
}

/** Questions that went to the authority alone, because a child is protected. */
export const siblingQuestionsForAuthorityPage: Page = {
  path: '/authority/sibling-questions',
  allow: 'case.decide',
  shows: 'children',
  section: 'My work',
  get: request => authorityView(request),
  async post(request) {
    const { db, viewer, body } = request
    const which = text(body, 'question')
    const [known] = /^[0-9a-f-]{36}$/.test(which) ? await questionsForAuthority(db, viewer, which) : []
    if (!known) throw new NotFound('question')
    const decision = await settleSiblingQuestion(db, viewer, known.question_id, {
      says: text(body, 'says').slice(0, 2000),
      known: text(body, 'known') === 'yes',
    })
    if (!decision.allowed) {
      return authorityView(
        request,
        decision.refusals.map(({ says }) => ({ field: `says-${known.question_id}`, text: says })),
      )
    }
    return redirect('/authority/sibling-questions', 'The school can read what you wrote.')
  },
}

async function authorityView({ db, viewer, body }: Request, errors: readonly FormError[] = []) {
  const rows = await questionsForAuthority(db, viewer)
  return {
    template: 'enquiries/pages/sibling-authority.njk',
    children: rows.map(row => row.child_id),
    errors,
    data: {
      heading: 'Brothers and sisters of protected children',
      pageTitle: 'Brothers and sisters of protected children',
      back: { href: '/work', text: 'Back to my work' },
      rows: rows.map(row => ({
        id: row.question_id,
        name: `${row.forename} ${row.surname}`,
        href: `/children/${row.child_token}`,
        school: row.school,
        on: dayAndWeekday(row.asked_on),
        by: row.asked_name,
        held:
          row.held &&
          `A school answered: ${siblingAnswerInWords(row.held).toLowerCase()}. It was not passed on.`,
        settled: row.settled,
        says: text(body, 'question') === row.question_id ? text(body, 'says') : '',
      })),
    },
  }
}
