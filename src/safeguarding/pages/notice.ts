// Tell the social worker, the youth justice worker, the Virtual School or the SEN officer, and write down that they know.
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { dayInWords, isContact, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { noticeSaid, noticesDue, recordNotice } from '../actions.ts'
import { noContactSince } from '../contact-state.ts'
import { type NoticeAbout, type NoticeState, toldInWords, toldPeople } from '../notices.ts'
import { hows } from '../social-care.ts'
import { afterwards, formView, nowValues, readWhen, whenFields } from './form.ts'

export const noticePage: Page = {
  path: '/pupils/:child/safeguarding/notice',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const when = readWhen(request)
    const about = aboutOf(request)
    const arose = arisesOn(work, about)
    const due = (await dueNow(request, work)).find(notice => notice.told === text(body, 'told'))
    const errors = [
      ...(toldPeople.some(one => one === text(body, 'told'))
        ? []
        : [{ field: 'told', text: 'Choose who was told' }]),
      ...(text(body, 'person') ? [] : [{ field: 'person', text: 'Say who you told: a name or a team' }]),
      ...(text(body, 'how') ? [] : [{ field: 'how', text: 'Choose how they were told' }]),
      ...when.errors,
    ]
    if (errors.length > 0) return view(request, work, errors)
    const decision = await recordNotice(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        about,
        arose,
        told: text(body, 'told'),
        person: text(body, 'person'),
        how: text(body, 'how'),
        on: when.on,
        at: when.at,
        lateWhy: text(body, 'late'),
        due: due?.due ?? (viewer.today as LocalDate),
      },
    )
    if (!decision.allowed) {
      const field = (says: string) => (/late/.test(says) ? 'late' : /day|before/.test(says) ? 'on' : 'person')
      return view(
        request,
        work,
        decision.refusals.map(({ says }) => ({ field: field(says), text: says })),
      )
    }
    const { told, already } = decision.value
    return redirect(afterwards(request, work), noticeSaid(told, already))
  },
}

const aboutOf = (request: Request): NoticeAbout =>
  request.query.about === 'removal' || text(request.body, 'about') === 'removal' ? 'removal' : 'absence'

/** An absence arises on its first day; a removal on the day somebody thinks of it. */
const arisesOn = (work: Work, about: NoticeAbout): LocalDate =>
  about === 'removal' ? work.today : (work.run.since ?? work.lastDay?.on ?? work.today)

function dueNow(request: Request, work: Work): Promise<NoticeState[]> {
  const about = aboutOf(request)
  const noContactOn = noContactSince(work.enquiries.filter(isContact))
  return noticesDue(request.db, request.viewer, work.child.id, arisesOn(work, about), { about, noContactOn })
}

async function view(request: Request, work: Work, errors: FormErrors = []) {
  const due = await dueNow(request, work)
  const about = aboutOf(request)
  const first = due.find(notice => !notice.done)
  const late = due.some(notice => !notice.done && notice.due < work.today)
  return formView(
    request,
    work,
    {
      heading: about === 'absence' ? 'Tell them of the absence' : 'Tell them that the name is to come off',
      pageTitle: 'Tell a worker',
      intro: [
        first
          ? first.because
          : 'Nobody has to be told by the rules now. You may record that you told somebody all the same.',
        'Say that the child is away, since when, and how you tried to reach the family. Ask when they last saw the child.',
      ],
      rows: due.map(notice => ({
        key: capital(toldInWords[notice.told]),
        text: notice.done
          ? `Told on ${dayInWords(notice.done.told_on)} by ${notice.done.by_name}: ${notice.done.person_told}`
          : notice.late
            ? `Late: was due on ${dayInWords(notice.due)}`
            : 'Due today',
      })),
      values: {
        told: first?.told ?? '',
        how: 'Telephone',
        ...nowValues(request),
      },
      hidden: { about },
      fields: [
        {
          kind: 'choice',
          id: 'told',
          asks: 'Who was told?',
          choices: toldPeople.map(value => ({ value, text: capital(toldInWords[value]) })),
        },
        {
          kind: 'line',
          id: 'person',
          asks: 'Their name, or their team',
          hint: 'The person you spoke to. If you left a message, ring again: a message is not an answer.',
        },
        { kind: 'choice', id: 'how', asks: 'How?', choices: hows.map(value => ({ value, text: value })) },
        ...whenFields,
        ...(late || errors.some(error => error.field === 'late')
          ? [
              {
                kind: 'line' as const,
                id: 'late',
                asks: 'Why is it late?',
                hint: 'It was due the same day. One sentence is enough.',
              },
            ]
          : []),
      ],
      button: 'Record that they know',
    },
    errors,
  )
}

const capital = (words: string): string => {
  const bare = words.replace(/^the /, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}
