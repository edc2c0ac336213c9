// Opening a case that no school asked for.
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { type ChildRow, childByToken } from '../../children/store.ts'
import { routeFromDoor } from '../../desks/actions.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { openCaseByHand } from '../store.ts'
import { startInWords, startsInWords } from '../words.ts'
import { nameOf } from './case-work.ts'
import { isLevel, levelItems } from './deciding.ts'

export const openCasePage: Page = {
  path: '/children/:child/open-case',
  allow: 'case.decide',
  shows: 'one child',
  section: 'Children',
  async get(request) {
    return view(request, await childByToken(request.db, request.viewer, request.params.child ?? ''))
  },
  async post(request) {
    const { db, viewer, body, params } = request
    const child = await childByToken(db, viewer, params.child ?? '')
    const [start, level, says] = [text(body, 'start'), text(body, 'level'), text(body, 'says')]
    const errors: FormError[] = []
    if (!Object.hasOwn(startsInWords, start)) errors.push({ field: 'start', text: 'Choose how this began' })
    if (!isLevel(level)) errors.push({ field: 'level', text: 'Choose how urgent the situation is' })
    if (says === '') errors.push({ field: 'says', text: 'Write what you heard, from whom, and when' })
    if (says.length > 4000) errors.push({ field: 'says', text: 'Use 4,000 characters or fewer' })
    if (!isLevel(level) || errors.length > 0) return view(request, child, errors)
    const opened = await openCaseByHand(db, viewer, {
      childId: child.id,
      startCode: start,
      level,
      says,
      on: localDate(viewer.today),
    })
    await routeFromDoor(db, viewer, child.id, opened)
    if (opened.joined)
      return redirect(`/cases/${opened.token}`, `Added to ${opened.reference}, which is open already`)
    return redirect(
      `/triage/${opened.token}`,
      `${opened.reference} is open. Look first whether the child is on a roll here`,
    )
  },
}

function view({ body }: Request, child: ChildRow, errors: FormError[] = []): ChildView {
  return {
    template: 'cases/pages/open.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Open a case',
      pageTitle: 'Open a case',
      childName: nameOf(child),
      isProtected: child.protected,
      back: { href: `/children/${child.token}`, text: 'Back to the child' },
      fields: [
        {
          as: 'select',
          name: 'start',
          label: 'How did this begin?',
          items: [
            { value: '', text: 'Choose' },
            ...Object.keys(startsInWords).map(code => ({
              value: code,
              text: startInWords(code),
              selected: code === text(body, 'start'),
            })),
          ],
        },
        {
          as: 'radios',
          name: 'level',
          label: 'How urgent is the situation?',
          items: levelItems.map(item => ({
            ...item,
            hint: { text: item.hint },
            checked: item.value === text(body, 'level'),
          })),
        },
        {
          as: 'textarea',
          name: 'says',
          label: 'What did you hear, from whom, and when?',
          value: text(body, 'says'),
        },
      ],
    },
  }
}
